"""Reviews of a child's care, and whether a young person is a mother: what is recorded of every
child in care, and not of those who only stay for short breaks (legal status V3 or V4)."""

from lineofsight.later import ibis
from lineofsight.quality.ssda903.blanks import any_given
from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import SHORT_BREAKS, birthday
from lineofsight.returns.code_sets import code_set

WAYS_TO_TAKE_PART = tuple(code.code for code in code_set("ssda903.review_code").codes)
UNDER_FOUR = "PN0"


@rule(
    "166",
    "The day of the review is blank or is not a date. Enter it as dd/mm/yyyy.",
    "Reviews.REVIEW",
)
def review_day_is_no_date(t):
    return t.reviews.filter(t.reviews.review.isnull())


@rule(
    "167",
    "How the child took part in the review is blank or is not a code of the return, or there is a"
    " code without the day of the review. Enter PN0 to PN7 for each review, and nothing else.",
    "Reviews.REVIEW_CODE",
)
def way_to_take_part_is_unknown(t):
    day, code = t.reviews.review_text, t.reviews.review_code
    return t.reviews.filter(
        (day.notnull() & ~code.isin(WAYS_TO_TAKE_PART).fill_null(False))
        | (day.isnull() & code.notnull())
    )


@rule(
    "440",
    "The review is coded for a child under four (PN0), but the child was four or older that day."
    " Correct the code, the day of the review or the date of birth.",
    "Reviews.DOB",
    "Reviews.REVIEW",
    "Reviews.REVIEW_CODE",
)
def too_old_for_the_code(t):
    reviews = t.reviews
    return reviews.filter(
        reviews.review_code == UNDER_FOUR, reviews.review >= birthday(reviews.dob, 4)
    )


@rule(
    "441",
    "The review is coded for a child of four or older, but the child was under four that day."
    " Correct the code, the day of the review or the date of birth.",
    "Reviews.DOB",
    "Reviews.REVIEW",
    "Reviews.REVIEW_CODE",
)
def too_young_for_the_code(t):
    reviews = t.reviews
    return reviews.filter(
        reviews.review_code.isin([c for c in WAYS_TO_TAKE_PART if c != UNDER_FOUR]),
        reviews.review < birthday(reviews.dob, 4),
    )


# Short breaks


def only_short_breaks(t):
    """The children all of whose episodes are short breaks."""
    episodes = t.episodes.select("child", short=t.episodes.ls.isin(SHORT_BREAKS).fill_null(False))
    told = episodes.group_by("child").agg(only=episodes.short.all())
    return told.filter(told.only).select("child")


@rule(
    "399",
    "The child only stays for short breaks (V3, V4), yet there is a review, or it is said whether"
    " the young person is a mother. Take that out, or correct the legal status.",
    "Header.MOTHER",
    "Episodes.LS",
    "Reviews.REVIEW",
    "Reviews.REVIEW_CODE",
)
def asked_of_short_breaks(t):
    children = only_short_breaks(t)
    reviewed = t.reviews.filter(any_given(t.reviews, ("review_text", "review_code")))
    mothers = t.header.filter(t.header.mother.notnull())
    return {
        "Header": _either(t.header, mothers, reviewed).semi_join(children, "child"),
        "Reviews": _same(reviewed, t.reviews.semi_join(mothers, "child")).semi_join(
            children, "child"
        ),
        "Episodes": _either(t.episodes, reviewed, mothers).semi_join(children, "child"),
    }


def _either(rows, *given):
    """The rows whose child is among those of one of two tables."""
    one, other = (each.select("child") for each in given)
    return rows.semi_join(one.union(other), "child")


# Motherhood


def _mother_is_wrong(male: str, female: str):
    def find(t):
        header = t.header
        mother, sex = header.mother, header.sex
        long = t.episodes.filter(~t.episodes.ls.isin(SHORT_BREAKS).fill_null(False))
        this_year = long.filter(long.decom <= t.end, long.dec.isnull() | (long.dec >= t.start))
        no_code_or_a_boy = header.filter(
            mother.notnull() & (~mother.isin(("0", "1")) | (sex == male))
        )
        unsaid = header.filter(mother.isnull(), sex == female).semi_join(this_year, "child")
        leavers = t.oc3.filter(any_given(t.oc3, ("in_touch", "activ", "accom")))
        left = leavers.semi_join(long, "child").anti_join(this_year, "child")
        said = header.filter(mother.notnull(), sex == female)
        wrong = _same(no_code_or_a_boy, unsaid)
        return {
            "Header": _same(wrong, said.semi_join(left, "child")),
            "OC3": _same(t.oc3.semi_join(wrong, "child"), left.semi_join(said, "child")),
        }

    return find


def _same(*rows):
    """Rows found in two ways."""
    return ibis.union(*(each.select("row", "child") for each in rows))


for _years, _male, _female in (((2023, 2024), "1", "2"), ((2025, None), "M", "F")):
    rule(
        "165",
        "Whether the young person is a mother is wrong: it is 0 or 1 for a girl who was looked"
        " after in the year, and blank for a boy and for a care leaver. Correct it, or the sex.",
        "Header.MOTHER",
        "Header.SEX",
        "OC3.IN_TOUCH",
        "OC3.ACTIV",
        "OC3.ACCOM",
        years=_years,
    )(_mother_is_wrong(_male, _female))
