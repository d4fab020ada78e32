"""Closed cases: their date, their reason, and what cannot go on after."""

from lineofsight.quality.cin.blocks import (
    NO_FURTHER_WORK,
    YES,
    beside,
    codes,
    of_both,
    outside_year,
    without,
)
from lineofsight.quality.cin.book import rule
from lineofsight.quality.model import Severity


@rule(
    "8620",
    "The case was not closed in the census year. Correct the date, or take the case out.",
    "CINdetails.CINclosureDate",
)
def closed_in_another_year(t):
    return t.cin_details.filter(outside_year(t, t.cin_details.cin_closure_date))


@rule(
    "8630",
    "The case was closed before it was referred. Correct whichever of the two dates is wrong.",
    "CINdetails.CINreferralDate",
    "CINdetails.CINclosureDate",
)
def closed_before_referral(t):
    return t.cin_details.filter(t.cin_details.cin_closure_date < t.cin_details.cin_referral_date)


@rule(
    "8640",
    "The reason for closure is not a code of the census. Enter a code of the list.",
    "CINdetails.ReasonForClosure",
)
def reason_is_no_code(t):
    return t.cin_details.filter(t.cin_details.reason_for_closure.notin(codes("closure_reason")))


@rule(
    "8805",
    "The case is closed but no reason is entered. Enter the reason for closure.",
    "CINdetails.CINclosureDate",
    "CINdetails.ReasonForClosure",
)
def closed_without_reason(t):
    cases = t.cin_details
    return cases.filter(cases.cin_closure_date.notnull() & cases.reason_for_closure.isnull())


@rule(
    "8810",
    "A reason for closure is entered but no date. Enter the date, or take the reason out.",
    "CINdetails.ReasonForClosure",
    "CINdetails.CINclosureDate",
)
def reason_without_date(t):
    cases = t.cin_details
    return cases.filter(cases.reason_for_closure.notnull() & cases.cin_closure_date.isnull())


@rule(
    "8867",
    "The case is closed but an assessment of it is not finished. Enter when it was authorised, or"
    " open the case again.",
    "CINdetails.CINclosureDate",
    "Assessments.AssessmentAuthorisationDate",
)
def closed_during_assessment(t):
    found = beside(t.cin_details, t.assessments)
    unfinished = found.filter(
        found.cin_closure_date.notnull() & found.assessment_authorisation_date.isnull()
    )
    return of_both(unfinished, "CINdetails", "Assessments")


@rule(
    "8868",
    "The case is closed but a section 47 enquiry of it is not: enter either the date of the initial"
    " conference or that none was required, and not both.",
    "Section47.DateOfInitialCPC",
    "Section47.ICPCnotRequired",
    "CINdetails.CINclosureDate",
)
def closed_during_enquiry(t):
    without_conference = t.section_47.date_of_initial_cpc.isnull()
    not_required = t.section_47.icpc_not_required.fill_null("").isin(YES)
    # Spelt out: Spark reads `<>` before IN, where DuckDB reads it after.
    is_neither, is_both = without_conference & ~not_required, ~without_conference & not_required
    enquiries = t.section_47.filter(is_neither | is_both)
    found = beside(enquiries, t.cin_details)
    return of_both(found.filter(found.cin_closure_date.notnull()), "Section47", "CINdetails")


AFTER_CLOSURE = (
    ("Assessments", "assessments",
     ("assessment_actual_start_date", "assessment_authorisation_date")),
    ("Section47", "section_47", ("s47_actual_start_date", "date_of_initial_cpc")),
    ("ChildProtectionPlans", "child_protection_plans", ("cpp_end_date",)),
    ("CINPlanDates", "cin_plan_dates", ("cin_plan_start_date", "cin_plan_end_date")),
)  # fmt: skip
"""What cannot be after a case is closed: block by block, its days."""


@rule(
    "8565",
    "Something happened after the case was closed. Correct the date of closure, or that of the"
    " assessment, enquiry, conference or plan.",
    "CINdetails.CINclosureDate",
    "CINdetails.DateOfInitialCPC",
    "Assessments.AssessmentActualStartDate",
    "Assessments.AssessmentAuthorisationDate",
    "Section47.S47ActualStartDate",
    "Section47.DateOfInitialCPC",
    "ChildProtectionPlans.CPPendDate",
    "CINPlanDates.CINPlanStartDate",
    "CINPlanDates.CINPlanEndDate",
)
def activity_after_closure(t):
    closed = t.cin_details.filter(t.cin_details.cin_closure_date.notnull())
    cases = closed.filter(closed.date_of_initial_cpc > closed.cin_closure_date).select("row")
    failing = {}
    for published, name, columns in AFTER_CLOSURE:
        block = getattr(t, name)
        latest = block.mutate(latest=_latest([block[column] for column in columns]))
        found = beside(latest.select("row", "child", "details", "latest"), closed)
        late = found.filter(found.latest > found.cin_closure_date)
        failing[published] = late
        cases = cases.union(late.select(row=late.other_row))
    return {"CINdetails": cases} | failing


def _latest(days: list):
    from lineofsight.later import ibis

    return ibis.greatest(*days) if len(days) > 1 else days[0]


@rule(
    "2990",
    "The case was closed after assessment with nothing further, yet it has an enquiry, a"
    " conference or a plan. Correct the reason for closure, or take the activity out.",
    "CINdetails.ReasonForClosure",
    "CINdetails.DateOfInitialCPC",
    "Section47.LAchildID",
    "ChildProtectionPlans.LAchildID",
    "CINPlanDates.LAchildID",
)
def activity_in_a_case_closed_after_assessment(t):
    closed = t.cin_details.filter(t.cin_details.reason_for_closure.isin(NO_FURTHER_WORK))
    cases = closed.filter(closed.date_of_initial_cpc.notnull()).select("row")
    failing = {}
    for published, block in (
        ("Section47", t.section_47),
        ("ChildProtectionPlans", t.child_protection_plans),
        ("CINPlanDates", t.cin_plan_dates),
    ):
        found = beside(block, closed)
        failing[published] = found
        cases = cases.union(found.select(row=found.other_row))
    return {"CINdetails": cases} | failing


@rule(
    "8825Q",
    "The case was closed after assessment, but it has no assessment. Add it, correct the reason,"
    " or say why.",
    "CINdetails.ReasonForClosure",
    severity=Severity.QUERY,
)
def closed_after_no_assessment(t):
    closed = t.cin_details.filter(t.cin_details.reason_for_closure.isin(NO_FURTHER_WORK))
    return without(closed, t.assessments)


@rule(
    "8831",
    "The referral ended without further action, yet the case has an assessment, an enquiry or a"
    " conference. Correct the flag, or take the activity out.",
    "CINdetails.DateOfInitialCPC",
    "CINdetails.ReferralNFA",
    "Assessments.AssessmentActualStartDate",
    "Assessments.AssessmentAuthorisationDate",
    "Section47.S47ActualStartDate",
    "Section47.DateOfInitialCPC",
)
def activity_without_further_action(t):
    ended = t.cin_details.filter(t.cin_details.referral_nfa.isin(YES))
    assessed = t.assessments.filter(
        t.assessments.assessment_actual_start_date.notnull()
        | t.assessments.assessment_authorisation_date.notnull()
    )
    assessed, enquired = beside(assessed, ended), beside(t.section_47, ended)
    # A conference that the case itself has is one of its enquiries' too.
    enquired = enquired.filter(
        enquired.s47_actual_start_date.notnull()
        | enquired.date_of_initial_cpc.notnull()
        | enquired.other_date_of_initial_cpc.notnull()
    )
    cases = ended.filter(ended.date_of_initial_cpc.notnull()).select("row")
    cases = cases.union(assessed.select(row=assessed.other_row))
    cases = cases.union(enquired.select(row=enquired.other_row))
    return {"CINdetails": cases, "Assessments": assessed, "Section47": enquired}
