"""Child protection plans and their reviews."""

from lineofsight.quality.cin.book import rule


@rule(
    "8925",
    "The plan ends before it starts. Correct whichever of the two dates is wrong.",
    "ChildProtectionPlans.CPPstartDate",
    "ChildProtectionPlans.CPPendDate",
)
def plan_ends_before_it_starts(t):
    plans = t.child_protection_plans
    return plans.filter(plans.cpp_end_date < plans.cpp_start_date)
