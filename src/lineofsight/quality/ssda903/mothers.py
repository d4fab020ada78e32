"""Young people who are mothers, and their first child's date of birth."""

from lineofsight.later import ibis
from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import SHORT_BREAKS, birthday, episode_order

_SEX_IN = {(2023, 2024): ("1", "2"), (2025, None): ("M", "F")}
"""How male and female are written, by collection."""


@rule(
    "171",
    "The date of birth of the mother’s child is not a date. Enter it as dd/mm/yyyy.",
    "Header.MC_DOB",
)
def birth_date_of_her_child_is_no_date(t):
    return t.header.filter(t.header.mc_dob_text.notnull(), t.header.mc_dob.isnull())


def _male_with_a_child(male: str):
    def find(t):
        return t.header.filter(t.header.sex == male, t.header.mc_dob_text.notnull())

    return find


def _not_a_mother_with_a_child(female: str):
    def find(t):
        is_none = t.header.mother.fill_null("0") == "0"
        return t.header.filter(t.header.sex == female, is_none, t.header.mc_dob_text.notnull())

    return find


def _mother_unsaid(female: str):
    def find(t):
        looked_after = t.episodes.filter(~t.episodes.ls.isin(SHORT_BREAKS).fill_null(False))
        unsaid = t.header.filter(t.header.sex == female, t.header.mother.isnull())
        return unsaid.semi_join(looked_after, "child")

    return find


def _mother_unsaid_when_care_ended(female: str):
    def find(t):
        unsaid = t.header.filter(t.header.sex == female, t.header.mother.isnull())
        ended = t.episodes.filter(
            t.episodes.dec.between(t.start, t.end),
            t.episodes.rec != "X1",
            ~t.episodes.ls.isin(SHORT_BREAKS).fill_null(False),
        )
        return {"Header": unsaid.semi_join(ended, "child"),
                "Episodes": ended.semi_join(unsaid, "child")}  # fmt: skip

    return find


for _years, (_male, _female) in _SEX_IN.items():
    rule(
        "174",
        "The young person is male, but there is a date of birth of a mother’s child. Correct the"
        " sex, or take the date out.",
        "Header.SEX",
        "Header.MC_DOB",
        years=_years,
    )(_male_with_a_child(_male))
    rule(
        "612",
        "There is a date of birth of a first child, but nothing says that the young person is a"
        " mother. Enter that she is one, or take the date out.",
        "Header.SEX",
        "Header.MOTHER",
        "Header.MC_DOB",
        years=_years,
    )(_not_a_mother_with_a_child(_female))
    rule(
        "393",
        "A girl was looked after, but nothing says whether she is a mother. Enter 1 if she is,"
        " 0 if not.",
        "Header.MOTHER",
        years=_years,
    )(_mother_unsaid(_female))
    rule(
        "607",
        "A girl ceased to be looked after in the year, but nothing says whether she is a mother."
        " Enter 1 if she is, 0 if not.",
        "Header.MOTHER",
        "Header.SEX",
        "Episodes.LS",
        "Episodes.DEC",
        "Episodes.REC",
        years=_years,
    )(_mother_unsaid_when_care_ended(_female))


@rule(
    "207",
    "Last year’s return said that the young person is a mother and this year’s does not. Correct"
    " it, or ask the department to change last year’s record.",
    "Header.MOTHER",
)
def no_mother_any_more(t):
    last = t.last.header
    were = last.filter(last.mother == "1").select("child")
    is_none = t.header.mother.fill_null("0") != "1"
    return t.header.filter(is_none).semi_join(were, "child").semi_join(t.episodes, "child")


@rule(
    "611",
    "The young person is a mother, but her child’s date of birth is missing. Enter it.",
    "Header.MOTHER",
    "Header.MC_DOB",
)
def child_of_a_mother_has_no_birth_date(t):
    return t.header.filter(t.header.mother == "1", t.header.mc_dob_text.isnull())


@rule(
    "620",
    "By the date of birth the mother was under 11 when the year began. Correct the date, or the"
    " mother field.",
    "Header.DOB",
    "Header.MOTHER",
)
def mother_is_under_11(t):
    return t.header.filter(t.header.mother == "1", birthday(t.header.dob, 11) > t.start)


@rule(
    "621",
    "The mother is younger than her child. Correct whichever of the two dates is wrong.",
    "Header.DOB",
    "Header.MC_DOB",
)
def mother_is_younger_than_her_child(t):
    return t.header.filter(t.header.mc_dob <= t.header.dob)


@rule(
    "624",
    "The first child’s date of birth differs from last year’s return. Correct it, or ask"
    " the department to change last year’s record.",
    "Header.MC_DOB",
)
def birth_date_of_her_child_differs_from_last_year(t):
    last = t.last.header.select(
        "child", before=t.last.header.mc_dob, before_text=t.last.header.mc_dob_text
    )
    both = t.header.inner_join(last.filter(last.before_text.notnull()), "child")
    # What is no date is compared as it is written.
    is_other_text = ~both.mc_dob_text.identical_to(both.before_text)
    return both.filter(
        ~both.mc_dob.identical_to(both.before) | (both.mc_dob.isnull() & is_other_text)
    )


@rule(
    "626",
    "Her first child was born before this year, but last year’s return said that she was not"
    " a mother. Correct the child’s date of birth, or ask the department to change last year’s"
    " record.",
    "Header.MOTHER",
    "Header.MC_DOB",
)
def mother_before_this_year_and_not_said_so(t):
    last = t.last.header
    were_none = last.filter(last.mother == "0")
    now = t.header.filter(t.header.mother == "1", t.header.mc_dob < t.start)
    return now.semi_join(were_none, "child")


@rule(
    "625",
    "Her first child was born after the year ended or after she ceased to be looked after."
    " Correct the date, or take it out.",
    "Header.MC_DOB",
    "Episodes.DEC",
)
def child_born_after_care_ended(t):
    order = t.fact(episode_order)
    latest = order.filter(order.after.isnull(), order.dec.notnull())
    latest = latest.select("child", episode="row", ended="dec")
    both = t.header.left_join(latest, "child")
    late = both.filter((both.mc_dob > t.end) | (both.mc_dob > both.ended))
    ended = late.filter(late.episode.notnull()).select(row="episode")
    return {"Header": late, "Episodes": ended}


@rule(
    "628",
    "The mother field has to be blank for a care leaver who was not looked after in the year. Take"
    " the entry out.",
    "Header.MOTHER",
)
def motherhood_of_a_care_leaver(t):
    said = t.header.filter(t.header.mother.notnull())
    leavers = t.oc3.filter(ibis.coalesce(t.oc3.in_touch, t.oc3.activ, t.oc3.accom).notnull())
    return said.semi_join(leavers, "child").anti_join(t.episodes, "child")
