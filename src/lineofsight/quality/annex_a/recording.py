"""What was recorded late, or goes on for longer than is likely: ask whether the record is up to
date before somebody else does."""

from lineofsight.later import ibis
from lineofsight.quality.annex_a.book import rule
from lineofsight.quality.annex_a.lists import (
    CARE_END,
    CARE_START,
    CIN_START,
    CONFERENCE,
    ENQUIRY,
    NO,
    PLAN_END,
    PLAN_START,
    drawn_on,
    is_blank,
    meant,
    published,
    rows_of,
)
from lineofsight.quality.model import Severity

# Code, list, when it began, what ends it, how many months it may last, what to say.
OPEN_FOR_LONG = (
    ("A450", 4, "continuous_assessment_start_date", "continuous_assessment_date_of_authorisation",
     6, "The assessment has been open for over half a year. Enter when it was authorised, or close"
     " it."),
    ("A750", 7, PLAN_START, PLAN_END, 36,
     "The protection plan has been open for over three years. Enter its end, or see that it is"
     " right."),
)  # fmt: skip
# Code, list, what is looked for, since when, what ends the need, months allowed, what to say.
LATE = (
    ("A650", 6, "date_child_was_last_seen", CIN_START, "cin_closure_date", 6,
     "The case is open, and nobody is recorded to have seen the child for half a year. Enter the"
     " visits, or close the case."),
    ("A751", 7, "date_of_the_last_statutory_visit", PLAN_START, PLAN_END, 2,
     "The protection plan is open, and no visit is recorded for two months. Enter the visits."),
    ("A752", 7, "date_of_latest_review_conference", PLAN_START, PLAN_END, 8,
     "The protection plan is open, and no review conference is recorded for eight months. Enter"
     " it."),
    ("A850", 8, "date_of_last_social_work_visit", CARE_START, CARE_END, 4,
     "The child is in care, and no visit is recorded for four months. Enter the visits."),
    ("A851", 8, "date_of_latest_statutory_review", CARE_START, CARE_END, 8,
     "The child is in care, and no review is recorded for eight months. Enter it."),
)  # fmt: skip


def _open_for_long(number: int, start: str, end: str, months: int):
    def find(t):
        rows = rows_of(t, number)
        return rows.filter(
            is_blank(rows, end), rows[start] < drawn_on(t) - ibis.interval(months=months)
        )

    return find


def _nothing_since(number: int, column: str, start: str, end: str, months: int):
    def find(t):
        rows = rows_of(t, number)
        # A date that is there and cannot be read is a finding of its own.
        is_known = rows[column].notnull() | is_blank(rows, column)
        last = rows[column].coalesce(rows[start])
        late = last < drawn_on(t) - ibis.interval(months=months)
        return rows.filter(is_blank(rows, end), is_known, late)

    return find


for _code, _number, _start, _end, _months, _message in OPEN_FOR_LONG:
    rule(_code, _message, *published(_number, _end, _start), severity=Severity.QUERY)(
        _open_for_long(_number, _start, _end, _months)
    )
for _code, _number, _column, _start, _end, _months, _message in LATE:
    rule(_code, _message, *published(_number, _column, _start, _end), severity=Severity.QUERY)(
        _nothing_since(_number, _column, _start, _end, _months)
    )


@rule(
    "A550",
    "The enquiry began over two months ago and was to lead to a conference, and none is recorded."
    " Enter when it was held, or that it was unnecessary.",
    *published(
        5,
        CONFERENCE,
        "was_an_initial_child_protection_conference_deemed_unnecessary",
        ENQUIRY,
    ),
    severity=Severity.QUERY,
)
def conference_not_recorded(t):
    rows = t.section_47
    unnecessary = "was_an_initial_child_protection_conference_deemed_unnecessary"
    return rows.filter(
        meant(rows, unnecessary) == NO,
        is_blank(rows, CONFERENCE),
        rows[ENQUIRY] < drawn_on(t) - ibis.interval(months=2),
    )


@rule(
    "A950",
    "The pathway plan has not been reviewed for a year, so far as is recorded. Enter the review.",
    *published(9, "latest_pathway_plan_review_date", "la_in_touch"),
    severity=Severity.QUERY,
)
def pathway_plan_not_reviewed(t):
    rows = t.care_leavers
    return rows.filter(
        meant(rows, "la_in_touch") == "YES",
        rows.latest_pathway_plan_review_date < drawn_on(t) - ibis.interval(years=1),
    )
