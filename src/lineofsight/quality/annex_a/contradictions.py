"""Entries of one row that cannot both be right."""

from lineofsight.later import ibis
from lineofsight.quality.annex_a.book import rule
from lineofsight.quality.annex_a.lists import (
    CARE_END,
    CONFERENCE,
    NO,
    YES,
    age_is_at_least,
    drawn_on,
    is_blank,
    is_given,
    meant,
    published,
)
from lineofsight.quality.model import Severity

UNNECESSARY = "was_an_initial_child_protection_conference_deemed_unnecessary"
RESULT = "did_the_initial_child_protection_conference_result_in_a_child_protection_plan"
SUPPORT = "was_the_child_assessed_as_requiring_la_childrens_social_care_support"
OFFERED = "was_the_child_offered_a_return_interview_after_their_last_missing_episode"
ACCEPTED = "did_the_child_accept_a_return_interview_after_their_last_missing_episode"
CLOSED = "e) Closed episode"
SHORT_BREAKS = ("V3", "V4")
STILL_CHILDREN = ("a) Relevant", "d) Eligible")


@rule(
    "A440",
    "The assessment has an answer but was not authorised. Enter the date, or take the answer out.",
    *published(4, "continuous_assessment_date_of_authorisation", SUPPORT),
    severity=Severity.QUERY,
)
def answered_before_authorised(t):
    rows = t.assessments
    return rows.filter(
        is_blank(rows, "continuous_assessment_date_of_authorisation"), is_given(rows, SUPPORT)
    )


@rule(
    "A540",
    "A conference was said to be unnecessary, yet one was held. Correct the answer or the date.",
    *published(5, UNNECESSARY, CONFERENCE),
)
def unnecessary_conference_held(t):
    rows = t.section_47
    return rows.filter(meant(rows, UNNECESSARY) == YES, is_given(rows, CONFERENCE))


@rule(
    "A541",
    "A conference led to a protection plan, but there is no date of one. Enter the date, or"
    " correct the answer.",
    *published(5, CONFERENCE, RESULT),
)
def plan_without_conference(t):
    rows = t.section_47
    return rows.filter(meant(rows, RESULT) == YES, is_blank(rows, CONFERENCE))


@rule(
    "A640",
    "The case is open, but its status says that it is closed. Enter the closure date, or correct"
    " the status.",
    *published(6, "case_status", "cin_closure_date"),
)
def open_yet_closed(t):
    rows = t.children_in_need
    return rows.filter(meant(rows, "case_status") == CLOSED, is_blank(rows, "cin_closure_date"))


@rule(
    "A641",
    "The case is closed, but its status says that it is open. Correct the status, or take the"
    " closure date out.",
    *published(6, "case_status", "cin_closure_date"),
)
def closed_yet_open(t):
    rows = t.children_in_need
    return rows.filter(meant(rows, "case_status") != CLOSED, is_given(rows, "cin_closure_date"))


@rule(
    "A840",
    "The child accepted a return interview that was not offered. Correct one of the two answers.",
    *published(8, ACCEPTED, OFFERED),
)
def accepted_what_was_not_offered(t):
    rows = t.children_in_care
    return rows.filter(meant(rows, ACCEPTED) == YES, meant(rows, OFFERED) == NO)


@rule(
    "A842",
    "The child only has short breaks under an agreed series and does not belong in this list."
    " Take the row out, or correct the legal status.",
    *published(8, "childs_legal_status"),
)
def short_breaks(t):
    rows = t.children_in_care
    return rows.filter(meant(rows, "childs_legal_status").isin(SHORT_BREAKS))


@rule(
    "A844",
    "The young person is 18 or over and still in care. End the care, or correct the date of birth.",
    *published(8, CARE_END, "date_of_birth"),
)
def adult_in_care(t):
    rows = t.children_in_care
    adult = age_is_at_least(rows.date_of_birth, 18, drawn_on(t) - ibis.interval(days=1))
    return rows.filter(is_blank(rows, CARE_END), adult)


@rule(
    "A940",
    "The authority is in touch with the young person, but there is no date of contact. Enter it.",
    *published(9, "latest_date_of_contact", "la_in_touch"),
)
def in_touch_without_contact(t):
    rows = t.care_leavers
    return rows.filter(
        meant(rows, "la_in_touch") == "YES", is_blank(rows, "latest_date_of_contact")
    )


@rule(
    "A941",
    "The young person is under 16, too young to be a care leaver. Correct the date of birth, or"
    " take the row out.",
    *published(9, "date_of_birth"),
)
def too_young_to_leave(t):
    rows = t.care_leavers
    return rows.filter(~age_is_at_least(rows.date_of_birth, 16, drawn_on(t)))


@rule(
    "A942",
    "The category of eligibility does not go with the age: relevant and eligible children are 16"
    " or 17, former relevant ones 18 or over. Correct the category or the date of birth.",
    *published(9, "eligibility_category", "date_of_birth"),
    severity=Severity.QUERY,
)
def eligible_at_another_age(t):
    rows = t.care_leavers
    category = meant(rows, "eligibility_category")
    # A category may be entered a little before the birthday, or after.
    adult = age_is_at_least(rows.date_of_birth, 18, drawn_on(t) - ibis.interval(months=1))
    child = ~age_is_at_least(rows.date_of_birth, 18, drawn_on(t) + ibis.interval(months=1))
    return rows.filter(
        (category.isin(STILL_CHILDREN) & adult) | ((category == "b) Former relevant") & child)
    )


@rule(
    "A1040",
    "The plan of adoption was given up, yet there is an adoption order. Correct one of the two.",
    *published(
        10,
        "date_of_decision_that_child_should_no_longer_be_placed_for_adoption",
        "date_of_adoption_order",
    ),
)
def given_up_and_adopted(t):
    rows = t.adoptions
    return rows.filter(
        is_given(rows, "date_of_decision_that_child_should_no_longer_be_placed_for_adoption"),
        is_given(rows, "date_of_adoption_order"),
    )
