"""Children who go missing, or are away from their placement without authorisation."""

from lineofsight.later import ibis
from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import birthday, first_of_each, unbroken_stays
from lineofsight.returns.code_sets import code_set

KINDS = tuple(code.code for code in code_set("ssda903.missing_type").codes)


@rule(
    "1004",
    "The day the child went missing is blank or is not a date. Enter it as dd/mm/yyyy.",
    "Missing.MIS_START",
)
def start_is_no_date(t):
    return t.missing.filter(t.missing.mis_start.isnull())


@rule(
    "1005",
    "The day the child came back is not a date. Enter it as dd/mm/yyyy.",
    "Missing.MIS_END",
)
def end_is_no_date(t):
    return t.missing.filter(t.missing.mis_end_text.notnull(), t.missing.mis_end.isnull())


@rule(
    "1006",
    "The kind of absence is not a code of the return. Enter M (missing) or A (away without"
    " authorisation).",
    "Missing.MISSING",
)
def kind_is_unknown(t):
    return t.missing.filter(~t.missing.missing.isin(KINDS))


@rule(
    "564",
    "The child is recorded as missing or away, but the day this began is blank. Enter it.",
    "Missing.MISSING",
    "Missing.MIS_START",
)
def start_is_blank(t):
    return t.missing.filter(t.missing.missing.isin(KINDS), t.missing.mis_start_text.isnull())


@rule(
    "565",
    "There is a day on which an absence began, but not whether the child was missing or away."
    " Enter M or A.",
    "Missing.MISSING",
    "Missing.MIS_START",
)
def kind_of_what_began_is_blank(t):
    return t.missing.filter(t.missing.missing.isnull(), t.missing.mis_start_text.notnull())


@rule(
    "566",
    "There is a day on which an absence ended, but not whether the child was missing or away."
    " Enter M or A.",
    "Missing.MISSING",
    "Missing.MIS_END",
)
def kind_of_what_ended_is_blank(t):
    return t.missing.filter(t.missing.missing.isnull(), t.missing.mis_end_text.notnull())


@rule(
    "567",
    "The absence ends before it begins. Correct whichever of the two days is wrong.",
    "Missing.MIS_START",
    "Missing.MIS_END",
)
def ends_before_it_begins(t):
    return t.missing.filter(t.missing.mis_end < t.missing.mis_start)


@rule(
    "570",
    "The absence begins after the collection’s year. Correct the day, or leave the absence for"
    " the next return.",
    "Missing.MIS_START",
)
def begins_after_the_year(t):
    return t.missing.filter(t.missing.mis_start > t.end)


@rule(
    "571",
    "The absence ends before the collection’s year or after it. Correct the day; leave it blank"
    " if the child was still missing on 31 March.",
    "Missing.MIS_END",
)
def ends_outside_the_year(t):
    return t.missing.filter((t.missing.mis_end < t.start) | (t.missing.mis_end > t.end))


@rule(
    "586",
    "The absence begins before the child was born. Correct the day, or the date of birth.",
    "Missing.MIS_START",
)
def begins_before_birth(t):
    return t.missing.filter(t.missing.mis_start < t.missing.dob)


@rule(
    "574",
    "The absence begins before the one before it has ended, or that one has no end. Enter or"
    " correct the days so that a child’s absences do not overlap.",
    "Missing.MIS_START",
    "Missing.MIS_END",
)
def overlaps_the_one_before(t):
    known = t.missing.filter(t.missing.child.notnull())
    # By their ends, so that an overlap always shows between neighbours. One without an end
    # stands where it begins.
    order = ibis.window(
        group_by="child",
        order_by=[
            ibis.coalesce(known.mis_end, known.mis_start).asc(nulls_first=False),
            known.mis_start.asc(nulls_first=False),
            known.row.asc(),
        ],
    )
    told = known.mutate(
        before=known.row.lag().over(order), before_end=known.mis_end.lag().over(order)
    )
    return told.filter(
        told.before.notnull(), told.before_end.isnull() | (told.mis_start < told.before_end)
    )


@rule(
    "575",
    "The placement from which the child went missing has ended, but the absence has no end. Enter"
    " the day the child came back, or the day the placement ended.",
    "Missing.MIS_END",
)
def placement_ended_and_the_absence_did_not(t):
    endless = t.missing.filter(t.missing.mis_end_text.isnull())
    left = t.episodes.select("child", "decom", "dec")
    return endless.semi_join(
        left,
        [
            endless.child == left.child,
            endless.mis_start >= left.decom,
            endless.mis_start <= left.dec,
        ],
    )


@rule(
    "576",
    "By last year’s return the child was missing on 31 March, but this year’s first absence does"
    " not begin on that day, or there is none. Enter last year’s absence again, with its end.",
    "Missing.CHILD",
    "Missing.MIS_START",
    "Header.CHILD",
)
def last_years_absence_is_lost(t):
    last = t.last.missing
    begun = last.filter(last.mis_end_text.isnull(), last.mis_start.notnull()).select(
        "child", began=last.mis_start
    )
    first = first_of_each(t.missing, t.missing.mis_start.asc(nulls_first=False))
    pairs = first.inner_join(begun, "child")
    return {
        "Missing": pairs.filter(pairs.mis_start.isnull() | (pairs.mis_start != pairs.began)),
        "Header": t.header.semi_join(begun, "child").anti_join(t.missing, "child"),
    }


def absences_in_care(t):
    """Each absence (`row`) beside each unbroken stay in care of its child: `stay_start` and
    `stay_end` (empty while it lasts)."""
    stays = t.fact(unbroken_stays)
    absences = t.missing.filter(t.missing.mis_start.notnull())
    return absences.inner_join(stays, "child")


def outside_every_stay(pairs, is_outside):
    """The absences for which `is_outside` holds beside every stay of their child."""
    judged = pairs.mutate(outside=is_outside.fill_null(False))
    return judged.group_by("row").agg(outside=judged.outside.all()).filter(lambda of: of.outside)


@rule(
    "577",
    "The child is no longer looked after, but the absence has no end, or one that does not lie in"
    " the time in care. Enter the day it ended, at the latest the day care ended.",
    "Missing.MIS_END",
)
def care_ended_and_the_absence_did_not(t):
    pairs = absences_in_care(t)
    endless = pairs.mis_end.isnull()
    return outside_every_stay(
        pairs,
        (endless & pairs.stay_end.notnull())
        | (endless & (pairs.mis_start < pairs.stay_start))
        | (pairs.mis_end > pairs.stay_end)
        | (pairs.mis_end < pairs.stay_start),
    )


@rule(
    "578",
    "The absence begins when the child was not looked after. Correct the day, or the episodes.",
    "Missing.MIS_START",
)
def begins_outside_care(t):
    pairs = absences_in_care(t)
    return outside_every_stay(
        pairs, (pairs.mis_start < pairs.stay_start) | (pairs.mis_start > pairs.stay_end)
    )


@rule(
    "580",
    "The child was missing when care ended on the 18th birthday, but the reason is not E8. Enter"
    " E8, or correct the days.",
    "Episodes.REC",
)
def missing_when_care_ended(t):
    absences = t.missing.filter(t.missing.mis_end == birthday(t.missing.dob, 18))
    ended = t.episodes.filter((t.episodes.rec != "E8").fill_null(True))
    return ended.semi_join(absences, [ended.child == absences.child, ended.dec == absences.mis_end])


@rule(
    "581",
    "The absence begins before the child came into care. Correct the day, or the episodes.",
    "Missing.MIS_START",
)
def begins_before_care(t):
    known = t.missing.filter(t.missing.mis_start.notnull())
    pairs = known.inner_join(t.episodes.select("child", "decom", "dec"), "child")
    inside = (pairs.mis_start >= pairs.decom) & (
        pairs.dec.isnull() | (pairs.mis_start <= pairs.dec)
    )
    judged = pairs.select(
        "row",
        inside=inside.fill_null(False),
        ahead=(pairs.mis_start < pairs.decom).fill_null(False),
    )
    told = judged.group_by("row").agg(inside=judged.inside.any(), ahead=judged.ahead.any())
    return told.filter(told.ahead, ~told.inside)
