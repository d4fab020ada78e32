"""Dates of one row in their order."""

from lineofsight.quality.annex_a.book import rule
from lineofsight.quality.annex_a.lists import (
    CARE_END,
    CARE_START,
    CIN_START,
    CONFERENCE,
    ENQUIRY,
    PLAN_END,
    PLAN_START,
    published,
    rows_of,
)
from lineofsight.quality.model import Severity

DECISION = "date_of_decision_that_child_should_be_placed_for_adoption"
NO_LONGER = "date_of_decision_that_child_should_no_longer_be_placed_for_adoption"
ORDER = "date_of_adoption_order"
MATCHED = "date_of_matching_child_and_prospective_adopters"
PLACED = "date_placed_for_adoption"
CORRECT = "Correct whichever date is wrong."

# Code, list, the day that is to be first, the day that is not to be before it, what is wrong.
IN_ORDER = (
    ("A220", 2, "assessment_start_date", "assessment_completion_date",
     "The assessment is completed before it starts."),
    ("A420", 4, "continuous_assessment_start_date", "continuous_assessment_date_of_authorisation",
     "The assessment is authorised before it starts."),
    ("A520", 5, ENQUIRY, CONFERENCE,
     "The initial child protection conference is before the enquiry that led to it."),
    ("A620", 6, CIN_START, "cin_closure_date", "The case is closed before it starts."),
    ("A720", 7, PLAN_START, PLAN_END, "The child protection plan ends before it starts."),
    ("A820", 8, CARE_START, CARE_END, "Care ends before it starts."),
    ("A821", 8, CARE_START, "start_date_of_most_recent_placement",
     "The latest placement starts before the child came into care."),
    ("A822", 8, "start_date_of_most_recent_placement", CARE_END,
     "The latest placement starts after care ended."),
    ("A823", 8, "start_date_of_current_legal_status", CARE_END,
     "The latest legal status starts after care ended."),
    ("A1020", 10, "date_the_child_entered_care", DECISION,
     "The decision that the child should be placed for adoption is before the child came into"
     " care."),
    ("A1021", 10, DECISION, PLACED,
     "The child is placed for adoption before the decision that it should be."),
    ("A1022", 10, MATCHED, PLACED,
     "The child is placed for adoption before being matched with the adopters."),
    ("A1023", 10, PLACED, ORDER, "The adoption order is before the placement for adoption."),
    ("A1024", 10, DECISION, NO_LONGER,
     "The decision against adoption is before the decision for it."),
    ("A1120", 11, "date_enquiry_received", "date_stage_1_started",
     "Stage 1 starts before the enquiry came."),
    ("A1121", 11, "date_stage_1_started", "date_stage_1_ended",
     "Stage 1 ends before it starts."),
    ("A1122", 11, "date_stage_1_ended", "date_stage_2_started",
     "Stage 2 starts before stage 1 ended."),
    ("A1123", 11, "date_stage_2_started", "date_stage_2_ended",
     "Stage 2 ends before it starts."),
    ("A1124", 11, "date_application_submitted", "date_application_approved",
     "The application is approved before it was made."),
    ("A1125", 11, "date_application_approved", "date_adopter_matched_with_child",
     "The adopter is matched before being approved."),
    ("A1126", 11, "date_adopter_matched_with_child", "date_child_children_placed_with_adopter",
     "A child is placed with the adopter before the match."),
    ("A1127", 11, "date_child_children_placed_with_adopter", ORDER,
     "The adoption order is before the child was placed."),
    ("A1128", 11, "date_enquiry_received", "date_of_leaving_adoption_process",
     "The adopter leaves before the enquiry came."),
)  # fmt: skip
# The same, where there may be a reason for it.
ODD_ORDER = (
    ("A721", 7, PLAN_START, "date_of_the_last_statutory_visit",
     "The last statutory visit is before the plan starts."),
    ("A722", 7, PLAN_START, "date_of_latest_review_conference",
     "The latest review conference is before the plan starts."),
    ("A723", 7, "date_of_latest_review_conference", PLAN_END,
     "The latest review conference is after the plan ended."),
    ("A824", 8, CARE_START, "start_date_of_current_legal_status",
     "The legal status starts before the child came into care."),
    ("A825", 8, CARE_START, "date_of_latest_statutory_review",
     "The latest review is before the child came into care."),
)  # fmt: skip


def _out_of_order(number: int, first: str, then: str):
    def find(t):
        rows = rows_of(t, number)
        return rows.filter(rows[then] < rows[first])

    return find


for _code, _number, _first, _then, _message in IN_ORDER:
    rule(_code, f"{_message} {CORRECT}", *published(_number, _then, _first))(
        _out_of_order(_number, _first, _then)
    )
for _code, _number, _first, _then, _message in ODD_ORDER:
    rule(
        _code,
        f"{_message} {CORRECT} Explain it if both are right.",
        *published(_number, _then, _first),
        severity=Severity.QUERY,
    )(_out_of_order(_number, _first, _then))
