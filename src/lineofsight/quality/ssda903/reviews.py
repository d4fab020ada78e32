"""Reviews of a child's care, and whether a young person is a mother: what is recorded of every
child in care, and not of those who only stay for short breaks (legal status V3 or V4)."""

from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import birthday
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
    "How the child took part in the review is blank or is not a code of the return. Enter PN0 to"
    " PN7.",
    "Reviews.REVIEW_CODE",
)
def way_to_take_part_is_unknown(t):
    codes = t.reviews.review_code
    return t.reviews.filter(~codes.isin(WAYS_TO_TAKE_PART) | codes.isnull())


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
