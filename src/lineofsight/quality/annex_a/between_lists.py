"""A child whom the lists tell different stories about."""

from lineofsight.later import ibis
from lineofsight.quality.annex_a.book import rule
from lineofsight.quality.annex_a.lists import (
    CARE_END,
    CONFERENCE,
    ENQUIRY,
    EVENT,
    PLAN_END,
    YES,
    drawn_on,
    is_blank,
    is_given,
    meant,
    number_in,
    published,
    rows_of,
)
from lineofsight.quality.model import Severity

RESULT = "did_the_initial_child_protection_conference_result_in_a_child_protection_plan"
IN_CARE, PROTECTED, CLOSED = (
    "a) Looked after child",
    "b) Child Protection plan",
    "e) Closed episode",
)
ADOPTED = ("E11", "E12", "a) Adopted")


def open_plans(t):
    return t.child_protection.filter(is_blank(t.child_protection, PLAN_END))


def in_care(t):
    return t.children_in_care.filter(is_blank(t.children_in_care, CARE_END))


def open_needs(t):
    return t.children_in_need.filter(is_blank(t.children_in_need, "cin_closure_date"))


@rule(
    "A020",
    "The child has an open protection plan but no row among the children in need. Add one, or end"
    " the plan.",
    *published(7, "child", PLAN_END),
    *published(6, "child"),
)
def plan_without_need(t):
    return open_plans(t).anti_join(t.children_in_need, "child")


@rule(
    "A021",
    "The child is in care but has no row among the children in need, where children in care stand"
    " too. Add one, or end the care.",
    *published(8, "child", CARE_END),
    *published(6, "child"),
    severity=Severity.QUERY,
)
def care_without_need(t):
    return in_care(t).anti_join(t.children_in_need, "child")


@rule(
    "A022",
    "The status says that the child has a protection plan, but list 7 has no open one. Correct the"
    " status, or add the plan, unless it is another authority’s.",
    *published(6, "case_status"),
    *published(7, "child", PLAN_END),
    severity=Severity.QUERY,
)
def status_without_plan(t):
    rows = t.children_in_need
    return rows.filter(meant(rows, "case_status") == PROTECTED).anti_join(open_plans(t), "child")


@rule(
    "A023",
    "The status says that the child is in care, but list 8 has nobody of this number in care."
    " Correct the status, or add the child to list 8.",
    *published(6, "case_status"),
    *published(8, "child", CARE_END),
)
def status_without_care(t):
    rows = t.children_in_need
    return rows.filter(meant(rows, "case_status") == IN_CARE).anti_join(in_care(t), "child")


@rule(
    "A024",
    "The child has an open protection plan, but the open case says something else than protection"
    " or care. Correct the status, or end the plan.",
    *published(6, "case_status"),
    *published(7, PLAN_END),
)
def plan_not_in_status(t):
    rows = t.children_in_need
    rows = rows.filter(meant(rows, "case_status").notin((PROTECTED, IN_CARE, CLOSED)))
    return rows.semi_join(open_plans(t), "child")


@rule(
    "A025",
    "The child is in care, but the open case says something else. Correct the status, or end the"
    " care.",
    *published(6, "case_status"),
    *published(8, CARE_END),
)
def care_not_in_status(t):
    rows = t.children_in_need
    rows = rows.filter(meant(rows, "case_status").notin((IN_CARE, CLOSED)))
    return rows.semi_join(in_care(t), "child")


@rule(
    "A026",
    "The case is closed, but the child still has an open protection plan. End the plan, or open"
    " the case.",
    *published(6, "cin_closure_date"),
    *published(7, PLAN_END),
)
def closed_with_plan(t):
    rows = t.children_in_need
    return rows.filter(is_given(rows, "cin_closure_date")).semi_join(open_plans(t), "child")


@rule(
    "A027",
    "The case is closed, but the child is still in care. End the care, or open the case.",
    *published(6, "cin_closure_date"),
    *published(8, CARE_END),
)
def closed_in_care(t):
    rows = t.children_in_need
    return rows.filter(is_given(rows, "cin_closure_date")).semi_join(in_care(t), "child")


@rule(
    "A028",
    "There was a section 47 enquiry, but the child has neither a referral nor a row among the"
    " children in need. Add what is missing.",
    *published(5, "child"),
    *published(3, "child"),
    *published(6, "child"),
    severity=Severity.QUERY,
)
def enquiry_out_of_nothing(t):
    rows = t.section_47.anti_join(t.referrals, "child")
    return rows.anti_join(t.children_in_need, "child")


@rule(
    "A029",
    "There was an assessment, but the child has neither a referral nor a row among the children in"
    " need. Add what is missing.",
    *published(4, "child"),
    *published(3, "child"),
    *published(6, "child"),
    severity=Severity.QUERY,
)
def assessment_out_of_nothing(t):
    rows = t.assessments.anti_join(t.referrals, "child")
    return rows.anti_join(t.children_in_need, "child")


@rule(
    "A030",
    "A conference led to a protection plan, but list 7 has no row of the child. Add the plan, or"
    " correct the answer.",
    *published(5, RESULT, CONFERENCE),
    *published(7, "child"),
    severity=Severity.QUERY,
)
def plan_not_listed(t):
    rows = t.section_47
    return rows.filter(meant(rows, RESULT) == YES).anti_join(t.child_protection, "child")


@rule(
    "A031",
    "The child left care by adoption, but list 10 has no adoption order. Add it, or correct the"
    " reason.",
    *published(8, "reason_ceased_to_be_looked_after"),
    *published(10, "date_of_adoption_order"),
)
def adopted_without_order(t):
    rows = t.children_in_care
    orders = t.adoptions.filter(is_given(t.adoptions, "date_of_adoption_order"))
    return rows.filter(meant(rows, "reason_ceased_to_be_looked_after").isin(ADOPTED)).anti_join(
        orders, "child"
    )


@rule(
    "A032",
    "The child has been adopted but is still in care. End the care, or correct the order’s date.",
    *published(8, CARE_END),
    *published(10, "date_of_adoption_order"),
)
def adopted_and_in_care(t):
    orders = t.adoptions.filter(is_given(t.adoptions, "date_of_adoption_order"))
    return in_care(t).semi_join(orders, "child")


@rule(
    "A033",
    "The case closed because the child died, yet something is said to have happened to the child"
    " afterwards. Correct whichever is wrong.",
    *published(3, EVENT[3]),
    *published(4, EVENT[4]),
    *published(5, EVENT[5]),
    *published(6, "cin_closure_date", "reason_for_closure"),
)
def after_death(t):
    needs = t.children_in_need
    died = needs.filter(meant(needs, "reason_for_closure") == "RC2").select(
        "child", died=needs.cin_closure_date
    )

    def later(number):
        rows = rows_of(t, number)
        told = rows.join(died, "child")
        return told.filter(told[EVENT[number]] > told.died)

    return {f"List {number}": later(number) for number in (3, 4, 5)}


@rule(
    "A034",
    "The referral ended without further action, yet an assessment of the child begins within ten"
    " days of it. Correct the answer, or the assessment.",
    *published(3, "referral_nfa", EVENT[3]),
    *published(4, EVENT[4]),
    severity=Severity.QUERY,
)
def no_action_yet_assessed(t):
    rows = t.referrals
    rows = rows.filter(meant(rows, "referral_nfa") == YES)
    begun = t.assessments.select("child", begun=t.assessments[EVENT[4]])
    # Another referral in those days is what the assessment may be of.
    others = t.referrals.filter(meant(t.referrals, "referral_nfa") != YES)
    both = rows.join(begun, "child")
    soon = both.date_of_referral + ibis.interval(days=10)
    return both.filter(both.begun.between(both.date_of_referral, soon)).anti_join(others, "child")


def _fewer_than_listed(number: int, column: str, day: str):
    """The count of a year says fewer than the list holds of that year."""

    def find(t):
        rows = rows_of(t, number)
        since = drawn_on(t) - ibis.interval(years=1)
        listed = rows.filter(rows[day] > since, rows.child.notnull())
        listed = listed.group_by("child").aggregate(listed=listed[day].nunique())
        told = rows.join(listed, "child")
        # The one that the row is about may have been left out of the count.
        return told.filter(number_in(told, column) < told.listed - 1)

    return find


for _code, _number, _column, _day, _what in (
    ("A340", 3, "number_of_referrals_in_last_12_months", EVENT[3], "referrals"),
    ("A542", 5, "number_of_section_47_enquiries_in_the_last_12_months", ENQUIRY, "enquiries"),
):
    rule(
        _code,
        f"The number of {_what} of the last year is smaller than what the list itself holds."
        " Correct the number.",
        *published(_number, _column, _day),
        severity=Severity.QUERY,
    )(_fewer_than_listed(_number, _column, _day))
