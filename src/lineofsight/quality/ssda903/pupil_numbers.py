"""The unique pupil number, and the codes UN1 to UN5 that stand where it is not known."""

from lineofsight.later import ibis
from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import SHORT_BREAKS

NOT_OF_SCHOOL_AGE = "UN1"
NEWLY_LOOKED_AFTER = "UN4"
UNKNOWN = ("UN1", "UN2", "UN3", "UN4", "UN5")
NUMBER = "^[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]$"
"""No number begins with I, O or S."""


@rule(
    "168",
    "This is not a valid pupil number. A number is a letter and 12 figures (the last may be a"
    " letter); if it is not known enter UN1, UN2, UN3, UN4 or UN5.",
    "Header.UPN",
)
def pupil_number_is_none(t):
    upn = t.header.upn
    return t.header.filter(~(upn.re_search(NUMBER) | upn.isin(UNKNOWN)))


@rule(
    "208",
    "The pupil number differs from last year’s return. Correct it, or ask the department to"
    " change last year’s record.",
    "Header.UPN",
)
def pupil_number_differs_from_last_year(t):
    both = t.header.inner_join(t.last.header.select("child", upn_before=t.last.header.upn), "child")
    # Nothing stands as an empty text here, so that comparisons hold.
    now, before = both.upn.fill_null(""), both.upn_before.fill_null("")
    was_learnt = before.isin(("", *UNKNOWN)) & now.notin(("", *UNKNOWN))
    other_reason = before.isin(("", "UN1")) & now.isin(UNKNOWN[1:])
    first_reason = (before == "") & (now == "UN1")
    return both.filter(now != before, ~(was_learnt | other_reason | first_reason))


@rule(
    "209",
    "The child is of school age, so the pupil number cannot be UN1. Enter the number, or the code"
    " that says why it is not known.",
    "Header.UPN",
    "Header.DOB",
)
def of_school_age_with_un1(t):
    # Four years old by 31 August of the year before the collection's year began.
    born_by = t.start - ibis.interval(years=5) + ibis.interval(months=5) - ibis.interval(days=1)
    return t.header.filter(t.header.upn == NOT_OF_SCHOOL_AGE, t.header.dob <= born_by)


@rule(
    "210",
    "UN4 is for children looked after for a week or less on 31 March; this child has been for"
    " longer. Enter the pupil number, or the code that says why it is not known.",
    "Header.UPN",
    "Episodes.DECOM",
)
def un4_though_looked_after_for_more_than_a_week(t):
    last_week = t.end - ibis.interval(days=7)
    newly = t.header.filter(t.header.upn == NEWLY_LOOKED_AFTER)
    earlier = t.episodes.filter(t.episodes.decom < last_week)
    return {
        "Header": newly.semi_join(earlier, "child"),
        "Episodes": earlier.semi_join(newly, "child"),
    }


@rule(
    "442",
    "The pupil number is missing. Enter it, or the code that says why it is not known.",
    "Header.UPN",
)
def pupil_number_is_missing(t):
    stays = t.episodes.filter(~t.episodes.ls.isin(SHORT_BREAKS).fill_null(False))
    return t.header.filter(t.header.upn.isnull()).semi_join(stays, "child")


@rule(
    "444",
    "Another child has the same pupil number. Correct whichever is wrong.",
    "Header.UPN",
    years=(2026, None),
)
def pupil_number_of_two_children(t):
    known = t.header.filter(t.header.upn.notnull(), t.header.upn.notin(UNKNOWN))
    return known.filter(known.row.count().over(group_by="upn") > 1)
