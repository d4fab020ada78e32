"""Factors found in an assessment."""

from lineofsight.quality.cin.blocks import NO_FURTHER_WORK, beside, codes, of_both
from lineofsight.quality.cin.book import rule
from lineofsight.quality.cin.facts import first_day
from lineofsight.quality.model import Severity

NO_FACTOR = "21"


def one_by_one(assessments):
    """The factors of assessments, each in a row of its own."""
    return assessments.select("row", factor=assessments.assessment_factors.unnest())


@rule(
    "8614",
    "Factors are entered for an assessment that is not finished. Enter when it was authorised, or"
    " take the factors out.",
    "Assessments.AssessmentAuthorisationDate",
    "Assessments.AssessmentFactors",
)
def factors_of_an_unfinished_assessment(t):
    each = t.assessments
    return each.filter(
        each.assessment_authorisation_date.isnull() & each.assessment_factors.notnull()
    )


@rule(
    "8869",
    "“No factors identified” (21) stands beside other factors. Take out 21, or the others.",
    "Assessments.AssessmentFactors",
)
def no_factor_and_others(t):
    found = t.assessments.assessment_factors
    return t.assessments.filter(found.contains(NO_FACTOR) & (found.length() > 1))


@rule(
    "8873Q",
    "The case’s only assessment found no factors, but the case was not closed as RC8 or RC9."
    " Correct the factors or the reason for closure, or say why.",
    "CINdetails.ReasonForClosure",
    "Assessments.AssessmentFactors",
    severity=Severity.QUERY,
)
def no_factor_and_another_closure(t):
    counted = t.assessments.group_by(["child", "details"]).aggregate(times=t.assessments.count())
    only = t.assessments.semi_join(counted.filter(counted.times == 1), ["child", "details"])
    only = only.filter(only.assessment_factors.contains(NO_FACTOR))
    found = beside(t.cin_details, only)
    other = found.filter(found.reason_for_closure.fill_null("").notin(NO_FURTHER_WORK))
    return of_both(other, "CINdetails", "Assessments")


@rule(
    "8897Q",
    "The assessment is finished, but its factors are missing or are no codes of the census. Enter"
    " them, or say why.",
    "Assessments.AssessmentAuthorisationDate",
    "Assessments.AssessmentFactors",
    severity=Severity.QUERY,
)
def finished_without_factors(t):
    each = t.assessments.filter(t.assessments.assessment_authorisation_date >= first_day(t))
    found = one_by_one(each)
    missing = each.filter(each.assessment_factors.isnull()).select("row")
    return missing.union(found.filter(found.factor.notin(codes("factor"))).select("row"))


@rule(
    "8898",
    "The assessment has the same factor more than once. Keep one of them.",
    "Assessments.AssessmentFactors",
)
def same_factor_again(t):
    found = one_by_one(t.assessments).group_by(["row", "factor"])
    again = found.aggregate(times=lambda each: each.count())
    return again.filter(again.times > 1)


def retired(code: str, old: str, new: str) -> None:
    @rule(
        code,
        f"Factor {old} is no longer used. Enter {new} instead, or say why.",
        "Assessments.AssessmentFactors",
        severity=Severity.QUERY,
        years=(2025, None),
    )
    def retired_factor(t):
        return t.assessments.filter(t.assessments.assessment_factors.contains(old))


retired("8945Q", "18A", "18B or 18C")
retired("8950Q", "19A", "19B or 19C")
