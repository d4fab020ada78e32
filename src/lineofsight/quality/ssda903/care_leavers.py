"""OC3: young people who have left care, about their 17th to 21st birthdays."""

from lineofsight.later import ibis
from lineofsight.quality.ssda903.blanks import any_blank, any_given
from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import (
    SHORT_BREAKS,
    birthday,
    continuously_looked_after,
    final_episodes,
    first_of_each,
    with_birth,
)
from lineofsight.quality.ssda903.health import YES_NO_ITEMS
from lineofsight.returns.code_sets import code_set

LEAVER = ("in_touch", "activ", "accom")
LEAVER_FIELDS = tuple(f"OC3.{column.upper()}" for column in LEAVER)
ADOPTION = ("date_int_text", "date_match_text", "foster_care", "nb_adoptr", "sex_adoptr",
            "ls_adoptr")  # fmt: skip
ADOPTION_FIELDS = tuple(f"AD1.{column.removesuffix('_text').upper()}" for column in ADOPTION)
NONE = "0"
"""Stands for activity and accommodation where the authority is not in touch."""


def leavers(t):
    """The rows of OC3 in which something is said."""
    return t.oc3.filter(any_given(t.oc3, LEAVER))


# Codes


def _codes(of: str) -> list[tuple[str, int | None, int | None]]:
    return [(code.code, code.first_year, code.last_year) for code in code_set(of).codes]


IN_TOUCH = tuple(code for code, _, _ in _codes("ssda903.in_touch"))
ACTIVITIES = tuple(code for code, _, last in _codes("ssda903.activity") if last is None)
NEVER_SUITABLE = ("S1", "X1")
"""Nobody is suitably homeless or in custody: the department takes S2 and X2 only."""
ACCOMMODATION = tuple(
    code for code, _, _ in _codes("ssda903.accommodation") if code not in NEVER_SUITABLE
)


@rule(
    "131",
    "Whether the authority is in touch with the young person is blank or not a code of the return."
    " Enter YES, NO, DIED, REFU, NREQ or RHOM.",
    "OC3.IN_TOUCH",
)
def touch_is_unknown(t):
    return t.oc3.filter(~t.oc3.in_touch.isin(IN_TOUCH).fill_null(False))


@rule(
    "132",
    "The activity after leaving care is blank or not a code of the return. Correct it.",
    "OC3.ACTIV",
)
def activity_is_unknown(t):
    return t.oc3.filter(~t.oc3.activ.isin(ACTIVITIES).fill_null(False))


@rule(
    "133",
    "The accommodation after leaving care is blank or not a code of the return. Correct it.",
    "OC3.ACCOM",
)
def accommodation_is_unknown(t):
    return t.oc3.filter(~t.oc3.accom.isin(ACCOMMODATION).fill_null(False))


@rule(
    "153",
    "Being in touch, activity and accommodation after leaving care are partly filled in. Fill all"
    " three in, or leave all three blank.",
    *LEAVER_FIELDS,
)
def partly_filled_in(t):
    return leavers(t).filter(lambda given: any_blank(given, LEAVER))


@rule(
    "344",
    "The young person has died or gone home for six months or more, so activity and accommodation"
    " are not asked. Enter 0 for both.",
    *LEAVER_FIELDS,
)
def said_of_one_who_died_or_went_home(t):
    given = t.oc3
    return given.filter(
        given.in_touch.isin(("DIED", "RHOM")),
        (given.activ != NONE).fill_null(False) | (given.accom != NONE).fill_null(False),
    )


@rule(
    "345",
    "The authority is in touch with the young person, but activity or accommodation is 0. Enter"
    " their codes.",
    *LEAVER_FIELDS,
)
def nothing_said_of_one_in_touch(t):
    given = t.oc3
    return given.filter(given.in_touch == "YES", (given.activ == NONE) | (given.accom == NONE))


@rule(
    "348",
    "Last year’s return says that this young person had died. Correct whether the authority is in"
    " touch, or last year’s return.",
    "OC3.IN_TOUCH",
    years=(2026, None),
)
def died_last_year(t):
    died = t.last.oc3.filter(t.last.oc3.in_touch == "DIED")
    return t.oc3.filter((t.oc3.in_touch != "DIED").fill_null(True)).semi_join(died, "child")


# Ages


@rule(
    "391",
    "By the date of birth the young person was not yet 17 in the collection’s year. Take the care"
    " leaver’s row out, or correct the date.",
    "OC3.DOB",
    *LEAVER_FIELDS,
)
def not_yet_seventeen(t):
    return leavers(t).filter(lambda given: birthday(given.dob, 17) > t.end)


@rule(
    "3001",
    "A young person about the 17th birthday cannot live with former foster carers (Z1, Z2):"
    " that is for those of 18 and older. Correct the accommodation.",
    "OC3.ACCOM",
    "Header.DOB",
)
def with_former_foster_carers_at_seventeen(t):
    given = with_birth(t, t.oc3)
    turned = birthday(given.born, 17)
    return given.filter(given.accom.isin(("Z1", "Z2")), turned >= t.start, turned <= t.end)


FOYER = ("T", "T1", "T2")
"""The department speaks of T; the codes in use say whether it is suitable as well."""


@rule(
    "347",
    "Only a care leaver who was 18 when the year began can live in a foyer (T1, T2). Correct the"
    " accommodation or the date of birth.",
    "OC3.ACCOM",
    "OC3.DOB",
    years=(2024, None),
)
def in_a_foyer_under_eighteen(t):
    return t.oc3.filter(t.oc3.accom.isin(FOYER), birthday(t.oc3.dob, 18) > t.start)


@rule(
    "1007",
    "The young person, who is 17 or 18, was still looked after on this year’s birthday and is no"
    " care leaver. Take the care leaver’s row out, or correct the episode.",
    *LEAVER_FIELDS,
)
def still_looked_after(t):
    pairs = _seventeen_or_eighteen(t).inner_join(
        t.episodes.select("child", "decom", "dec"), "child"
    )
    turned = _last_birthday(t, pairs.dob)
    return pairs.filter(pairs.decom <= turned, pairs.dec.isnull() | (pairs.dec > turned))


@rule(
    "1016",
    "A young person of 17 or 18 whose care ended on or after this year’s birthday is no care"
    " leaver yet. Take the care leaver’s row out, or correct the episode.",
    *LEAVER_FIELDS,
    years=(2024, None),
)
def left_care_after_the_birthday(t):
    pairs = _seventeen_or_eighteen(t).inner_join(t.episodes.select("child", "dec"), "child")
    return pairs.filter(pairs.dec >= _last_birthday(t, pairs.dob))


def _seventeen_or_eighteen(t):
    given = leavers(t)
    return given.filter(birthday(given.dob, 17) <= t.end, birthday(given.dob, 19) > t.end)


def _last_birthday(t, born):
    """The 17th or the 18th, whichever was the last in the collection's year."""
    return ibis.ifelse(birthday(born, 18) <= t.end, birthday(born, 18), birthday(born, 17))


# Against the episodes


@rule(
    "1000",
    "The young person died in care, so there is nothing to say of a care leaver. Take the care"
    " leaver’s row out, or correct why care ended.",
    *LEAVER_FIELDS,
)
def died_in_care(t):
    now, before = (
        each.filter(each.rec == "E2").select("child")
        for each in (t.episodes, t.last_if_given.episodes)
    )
    return t.oc3.semi_join(now.union(before), "child")


@rule(
    "1002",
    "The young person has no episode of care, in this year’s return or last year’s, and so cannot"
    " have left it. Take the care leaver’s row out, or enter the episodes; leave it as it is if"
    " care ended earlier.",
    *LEAVER_FIELDS,
)
def never_in_care(t):
    return t.oc3.anti_join(t.episodes, "child").anti_join(t.last.episodes, "child")


@rule(
    "1010",
    "The young person was in care at the end of last year, and this year’s return has no episode,"
    " yet a care leaver’s row. Enter the episodes up to the day care ended.",
    *LEAVER_FIELDS,
)
def care_last_year_has_no_end(t):
    known = t.last.episodes.filter(t.last.episodes.decom.notnull())
    final = first_of_each(known, known.decom.desc(), known.row.desc())
    open_last = final.filter(final.dec_text.isnull())
    return t.oc3.semi_join(open_last, "child").anti_join(t.episodes, "child")


@rule(
    "1011",
    "Care passed to another authority (E3), which reports the care leaver. Take the care leaver’s"
    " row out, or correct why care ended.",
    *LEAVER_FIELDS,
)
def passed_to_another_authority(t):
    passed = t.fact(final_episodes).filter(lambda of: of.rec == "E3")
    return leavers(t).semi_join(passed, "child")


@rule(
    "1014",
    "The young person has left care, so being an unaccompanied asylum-seeking child is not asked."
    " Take the row in UASC out, or correct the episodes.",
    *LEAVER_FIELDS,
    "UASC.DUC",
)
def asylum_of_one_who_left(t):
    episodes = t.episodes
    this_year = episodes.filter(
        episodes.decom <= t.end, episodes.dec.isnull() | (episodes.dec >= t.start)
    )
    left = leavers(t).anti_join(this_year, "child")
    return {
        "OC3": left.semi_join(t.uasc, "child"),
        "UASC": t.uasc.semi_join(left, "child"),
    }


# Against the other tables


@rule(
    "134",
    "There is both a care leaver’s row and one about adoption. Take out the one that does not"
    " belong.",
    *ADOPTION_FIELDS,
    *LEAVER_FIELDS,
)
def leaver_and_adopted(t):
    return t.ad1.filter(any_given(t.ad1, ADOPTION)).semi_join(leavers(t), "child")


@rule(
    "187",
    "The child was looked after continuously for the twelve months to 31 March, yet there is a care"
    " leaver’s row or one about adoption. Take it out, or correct the episodes.",
    *LEAVER_FIELDS,
    *ADOPTION_FIELDS,
)
def leaver_or_adopted_yet_in_care(t):
    in_care = t.fact(continuously_looked_after)
    adopted = t.ad1.filter(any_given(t.ad1, ADOPTION))
    return {
        "OC3": leavers(t).semi_join(in_care, "child"),
        "AD1": adopted.semi_join(in_care, "child"),
    }


@rule(
    "215",
    "There is a care leaver’s row, and items asked of children looked after for twelve months are"
    " filled in. Take out what does not belong.",
    *LEAVER_FIELDS,
    *(f"OC2.{column.upper()}" for column in YES_NO_ITEMS),
)
def leaver_and_looked_after(t):
    given = leavers(t)
    looked_after = t.oc2.filter(any_given(t.oc2, YES_NO_ITEMS))
    return {
        "OC3": given.semi_join(looked_after, "child"),
        "OC2": looked_after.semi_join(given, "child"),
    }


FEWEST_DAYS = {14: 91, 16: 1}
"""From this birthday on, at least so many days in care make a care leaver."""
OLDEST_TOLD_BY_TWO_RETURNS = 20


@rule(
    "1001",
    "By this year’s and last year’s episodes the young person was not in care for 91 days after"
    " the 14th birthday and for a day after the 16th, or was adopted, and so is no care leaver."
    " Take the row out, or correct the episodes; leave it as it is if earlier years make it up.",
    *LEAVER_FIELDS,
)
def not_long_enough_in_care(t):
    born = t.header.filter(t.header.dob.notnull()).select("child", born=t.header.dob)
    stays = _stays_of_two_years(t).filter(lambda stay: ~stay.ls.isin(SHORT_BREAKS).fill_null(False))
    days = stays.inner_join(born, "child")
    total = days.group_by("child").agg(
        **{f"after_{age}": _days_after(days, age).sum() for age in FEWEST_DAYS}
    )
    enough = total.filter(*(total[f"after_{age}"] >= least for age, least in FEWEST_DAYS.items()))
    too_old = born.filter(birthday(born.born, OLDEST_TOLD_BY_TWO_RETURNS) <= t.end)
    adopted = _final_of_two_years(t).filter(lambda stay: stay.rec.isin(("E11", "E12")))
    short = t.oc3.anti_join(enough, "child").anti_join(too_old, "child")
    return short.select("row").union(t.oc3.semi_join(adopted, "child").select("row"))


def _days_after(stays, age: int):
    begun = ibis.greatest(stays.decom, birthday(stays.born, age))
    return ibis.greatest(stays.dec.delta(begun, unit="day"), 0)


def _episodes_of_two_years(t):
    columns = ("child", "decom", "dec", "ls", "rec")
    now = t.episodes.select(*columns, "row", is_last=ibis.literal(0))
    both = now.union(t.last.episodes.select(*columns, "row", is_last=ibis.literal(1)))
    known = both.filter(both.child.notnull())
    window = ibis.window(
        group_by=["child", "decom"],
        order_by=[known.dec.asc(nulls_first=False), known.is_last.asc(), known.row.asc()],
    )
    # An episode that lasts over 1 April stands in both returns, last year without its end.
    return known.mutate(nth=ibis.row_number().over(window)).filter(lambda of: of.nth == 0)


def _final_of_two_years(t):
    episodes = _episodes_of_two_years(t)
    known = episodes.filter(episodes.decom.notnull()).drop("nth")
    return first_of_each(known, known.decom.desc())


def _stays_of_two_years(t):
    """Every episode of both returns, once; a final one that has no end lasts to 31 March."""
    episodes = _episodes_of_two_years(t)
    latest = episodes.decom.max().over(group_by="child")
    ends = ibis.ifelse(episodes.dec.isnull() & (episodes.decom == latest), t.end, episodes.dec)
    return episodes.select("child", "decom", "ls", dec=ends)
