"""Entries that go together: a reason with its date, a date with its reason."""

from lineofsight.quality.annex_a.book import rule
from lineofsight.quality.annex_a.lists import (
    CARE_END,
    is_blank,
    is_given,
    published,
    rows_of,
)

CLOSED, WHY_CLOSED = "cin_closure_date", "reason_for_closure"
WHY_CEASED = "reason_ceased_to_be_looked_after"
REVERSED = "date_of_decision_that_child_should_no_longer_be_placed_for_adoption"
WHY_REVERSED = "reason_why_child_no_longer_placed_for_adoption"
LEFT, WHY_LEFT = "date_of_leaving_adoption_process", "reason_for_leaving_adoption_process"
VISITED, SEEN_ALONE = "date_of_the_last_statutory_visit", "was_the_child_seen_alone"
PLACED, HOW_MANY = "date_child_children_placed_with_adopter", "no_of_children_placed"

# Code, list, what is there, what is not there beside it, what to say.
GO_TOGETHER = (
    ("A610", 6, CLOSED, WHY_CLOSED, "The case is closed without a reason. Enter the reason."),
    ("A611", 6, WHY_CLOSED, CLOSED,
     "There is a reason for closing the case but no date. Enter the date, or take the reason out."),
    ("A710", 7, VISITED, SEEN_ALONE,
     "There was a statutory visit, but nothing says whether the child was seen alone. Enter it."),
    ("A711", 7, SEEN_ALONE, VISITED,
     "The child was seen alone or not, but there is no date of a visit. Enter the date."),
    ("A810", 8, CARE_END, WHY_CEASED, "Care ended without a reason. Enter the reason."),
    ("A811", 8, WHY_CEASED, CARE_END,
     "There is a reason why care ended but no date. Enter the date, or take the reason out."),
    ("A1010", 10, REVERSED, WHY_REVERSED,
     "The plan of adoption was given up without a reason. Enter the reason."),
    ("A1011", 10, WHY_REVERSED, REVERSED,
     "There is a reason for giving up the plan of adoption but no date. Enter the date, or take the"
     " reason out."),
    ("A1110", 11, LEFT, WHY_LEFT, "The adopter left without a reason. Enter the reason."),
    ("A1111", 11, WHY_LEFT, LEFT,
     "There is a reason why the adopter left but no date. Enter the date, or take the reason out."),
    ("A1112", 11, PLACED, HOW_MANY,
     "Children were placed with the adopter, but nothing says how many. Enter the number."),
)  # fmt: skip


def _without(number: int, there: str, lacking: str):
    def find(t):
        rows = rows_of(t, number)
        return rows.filter(is_given(rows, there), is_blank(rows, lacking))

    return find


for _code, _number, _there, _lacking, _message in GO_TOGETHER:
    rule(_code, _message, *published(_number, _lacking, _there))(
        _without(_number, _there, _lacking)
    )
