"""Reviews of child protection plans."""

from lineofsight.quality.cin.blocks import beside, of_both, rows_of_other
from lineofsight.quality.cin.book import rule
from lineofsight.quality.model import Severity


@rule(
    "4003",
    "A review of the child protection plan was held while a CIN plan was under way. Correct"
    " whichever date is wrong.",
    "Reviews.CPPreviewDate",
    "CINPlanDates.CINPlanStartDate",
    "CINPlanDates.CINPlanEndDate",
    "ChildProtectionPlans.CPPendDate",
)
def review_during_a_cin_plan(t):
    found = beside(
        beside(t.reviews, t.child_protection_plans), t.cin_plan_dates.rename(plan_row="row")
    )
    held = found.cpp_review_date
    during = (held >= found.cin_plan_start_date) & (held < found.cin_plan_end_date)
    at_the_end = (held == found.cpp_end_date).fill_null(False)
    wrong = found.filter(during & ~at_the_end)
    return {
        "Reviews": wrong,
        "ChildProtectionPlans": rows_of_other(wrong),
        "CINPlanDates": wrong.select(row=wrong.plan_row),
    }


@rule(
    "8841",
    "The review was not after the start of its child protection plan. Correct whichever date is"
    " wrong.",
    "ChildProtectionPlans.CPPstartDate",
    "Reviews.CPPreviewDate",
)
def review_not_after_the_start(t):
    found = beside(t.child_protection_plans, t.reviews)
    early = found.filter(found.cpp_review_date <= found.cpp_start_date)
    return of_both(early, "ChildProtectionPlans", "Reviews")


@rule(
    "8842Q",
    "The review has no date. Enter it, or say why.",
    "Reviews.CPPreviewDate",
    severity=Severity.QUERY,
)
def review_without_date(t):
    return t.reviews.filter(t.reviews.cpp_review_date.isnull())
