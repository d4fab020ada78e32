"""Child in need plans."""

from lineofsight.quality.cin.blocks import YES, beside, either, of_both, outside_year
from lineofsight.quality.cin.book import rule
from lineofsight.quality.cin.facts import last_day
from lineofsight.quality.model import Severity


@rule(
    "4000",
    "The referral ended without further action, yet the case has a CIN plan. Correct the flag, or"
    " take the plan out.",
    "CINPlanDates.LAchildID",
    "CINdetails.ReferralNFA",
)
def plan_without_further_action(t):
    ended = t.cin_details.filter(t.cin_details.referral_nfa.isin(YES))
    return of_both(beside(t.cin_plan_dates, ended), "CINPlanDates", "CINdetails")


@rule(
    "4001",
    "A CIN plan and a child protection plan of the case are both open. End the one that is over.",
    "CINPlanDates.CINPlanEndDate",
    "ChildProtectionPlans.CPPendDate",
)
def both_plans_are_open(t):
    plans = t.cin_plan_dates.filter(
        t.cin_plan_dates.cin_plan_start_date.notnull() & t.cin_plan_dates.cin_plan_end_date.isnull()
    )
    protection = t.child_protection_plans
    protection = protection.filter(protection.cpp_end_date.isnull())
    return of_both(beside(plans, protection), "CINPlanDates", "ChildProtectionPlans")


@rule(
    "4004",
    "The child has several open CIN plans. End those that are over.",
    "CINPlanDates.CINPlanEndDate",
)
def several_open_plans(t):
    plans = t.cin_plan_dates.filter(t.cin_plan_dates.cin_plan_end_date.isnull())
    counted = plans.group_by("child").aggregate(times=plans.count())
    return plans.join(counted.filter(counted.times > 1), "child")


@rule(
    "4010",
    "The start of the CIN plan is missing or after the end of the census year. Enter or correct"
    " it.",
    "CINPlanDates.CINPlanStartDate",
)
def plan_start_missing_or_late(t):
    plans = t.cin_plan_dates
    return plans.filter(
        plans.cin_plan_start_date.isnull() | (plans.cin_plan_start_date > last_day(t))
    )


@rule(
    "4011",
    "The CIN plan ends before it starts. Correct whichever of the two dates is wrong.",
    "CINPlanDates.CINPlanEndDate",
    "CINPlanDates.CINPlanStartDate",
)
def plan_ends_before_it_starts(t):
    plans = t.cin_plan_dates
    return plans.filter(plans.cin_plan_end_date < plans.cin_plan_start_date)


@rule(
    "4012Q",
    "The CIN plan starts and ends on the same day. Correct either date, or say why.",
    "CINPlanDates.CINPlanStartDate",
    "CINPlanDates.CINPlanEndDate",
    severity=Severity.QUERY,
)
def plan_of_one_day(t):
    plans = t.cin_plan_dates
    return plans.filter(plans.cin_plan_end_date == plans.cin_plan_start_date)


@rule(
    "4013",
    "The CIN plan did not end in the census year. Correct the date, or take the plan out.",
    "CINPlanDates.CINPlanEndDate",
)
def plan_ended_in_another_year(t):
    return t.cin_plan_dates.filter(outside_year(t, t.cin_plan_dates.cin_plan_end_date))


@rule(
    "4014",
    "The CIN plan starts while another of the child is under way. Correct the dates.",
    "CINPlanDates.CINPlanStartDate",
    "CINPlanDates.CINPlanEndDate",
)
def plans_overlap(t):
    found = beside(t.cin_plan_dates, t.cin_plan_dates, by=("child",))
    start = found.cin_plan_start_date
    until = found.other_cin_plan_end_date.coalesce(last_day(t))
    during = (start >= found.other_cin_plan_start_date) & (start <= until)
    return either(found.filter((found.row != found.other_row) & during))


@rule(
    "4016",
    "The CIN plan starts while a child protection plan is under way. Correct the dates: a CIN"
    " plan may start on the day that protection ends.",
    "CINPlanDates.CINPlanStartDate",
    "ChildProtectionPlans.CPPstartDate",
    "ChildProtectionPlans.CPPendDate",
)
def plan_starts_during_protection(t):
    found = beside(t.cin_plan_dates, t.child_protection_plans, by=("child",))
    start, end = found.cin_plan_start_date, found.cpp_end_date
    before_end = (start < end) | (end.isnull() & (start <= last_day(t)))
    during = found.filter((start >= found.cpp_start_date) & before_end)
    return of_both(during, "CINPlanDates", "ChildProtectionPlans")


@rule(
    "4017",
    "The child protection plan starts while a CIN plan is under way. Correct the dates: protection"
    " may start on the day that a CIN plan ends.",
    "CINPlanDates.CINPlanStartDate",
    "CINPlanDates.CINPlanEndDate",
    "ChildProtectionPlans.CPPstartDate",
)
def protection_starts_during_plan(t):
    found = beside(t.cin_plan_dates, t.child_protection_plans, by=("child",))
    start, end = found.cpp_start_date, found.cin_plan_end_date
    before_end = (start < end) | (end.isnull() & (start <= last_day(t)))
    during = found.filter((start >= found.cin_plan_start_date) & before_end)
    return of_both(during, "CINPlanDates", "ChildProtectionPlans")
