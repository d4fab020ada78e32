"""Assessments: when they start and end."""

from lineofsight.quality.cin.blocks import beside, either, outside_year
from lineofsight.quality.cin.book import rule
from lineofsight.quality.cin.facts import last_day
from lineofsight.quality.cin.working_days import working_day_before
from lineofsight.quality.model import Severity

DAYS_TO_ASSESS = 45
"""Working days, of which the last day of the year is the first."""


@rule(
    "8608",
    "The assessment was authorised before it started. Correct whichever of the two dates is wrong.",
    "Assessments.AssessmentActualStartDate",
    "Assessments.AssessmentAuthorisationDate",
)
def assessment_ends_before_it_starts(t):
    each = t.assessments
    return each.filter(each.assessment_authorisation_date < each.assessment_actual_start_date)


def unfinished(t):
    return t.assessments.filter(t.assessments.assessment_authorisation_date.isnull())


@rule(
    "8670Q",
    "The assessment started more than 45 working days before the end of the census year and is not"
    " finished. Enter when it was authorised, or say why.",
    "Assessments.AssessmentActualStartDate",
    "Assessments.AssessmentAuthorisationDate",
    severity=Severity.QUERY,
)
def assessment_takes_too_long(t):
    found = unfinished(t).cross_join(working_day_before(t, last_day(t), DAYS_TO_ASSESS - 1))
    return found.filter(found.assessment_actual_start_date < found.working_day)


@rule(
    "8696",
    "The assessment was not authorised in the census year. Correct the date, or take the"
    " assessment out.",
    "Assessments.AssessmentAuthorisationDate",
)
def assessment_ended_in_another_year(t):
    each = t.assessments
    return each.filter(outside_year(t, each.assessment_authorisation_date))


@rule(
    "8736",
    "The assessment is not finished and did not start in the census year. Enter when it was"
    " authorised, or correct the start.",
    "Assessments.AssessmentAuthorisationDate",
    "Assessments.AssessmentActualStartDate",
)
def unfinished_assessment_of_another_year(t):
    each = unfinished(t)
    start = each.assessment_actual_start_date
    return each.filter(start.isnull() | outside_year(t, start))


@rule(
    "8863Q",
    "The assessment started while another of the same case was under way. Correct the dates, or"
    " say why.",
    "Assessments.AssessmentActualStartDate",
    "Assessments.AssessmentAuthorisationDate",
    severity=Severity.QUERY,
)
def assessments_overlap(t):
    found = beside(t.assessments, t.assessments, by=("child", "details"))
    start = found.assessment_actual_start_date
    until = found.other_assessment_authorisation_date.coalesce(last_day(t))
    during = (start >= found.other_assessment_actual_start_date) & (start <= until)
    return either(found.filter((found.row != found.other_row) & during))


@rule(
    "8896",
    "Several assessments of the case are not finished. Enter when they were authorised.",
    "Assessments.AssessmentAuthorisationDate",
)
def several_unfinished_assessments(t):
    each = unfinished(t)
    counted = each.group_by(["child", "details"]).aggregate(times=each.count())
    return t.assessments.semi_join(counted.filter(counted.times > 1), ["child", "details"])
