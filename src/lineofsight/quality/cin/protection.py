"""Child protection plans."""

from lineofsight.quality.cin.blocks import (
    YES,
    beside,
    codes,
    either,
    of_both,
    outside_year,
    rows_of_other,
    without,
)
from lineofsight.quality.cin.book import rule
from lineofsight.quality.cin.facts import first_day, last_day


@rule(
    "8720",
    "The start of the child protection plan is missing or after the end of the census year. Enter"
    " or correct it.",
    "ChildProtectionPlans.CPPstartDate",
)
def plan_start_missing_or_late(t):
    plans = t.child_protection_plans
    return plans.filter(plans.cpp_start_date.isnull() | (plans.cpp_start_date > last_day(t)))


@rule(
    "8730",
    "The number of earlier child protection plans is missing or is no number. Enter 0 or how many.",
    "ChildProtectionPlans.NumberOfPreviousCPP",
)
def earlier_plans_not_counted(t):
    plans = t.child_protection_plans
    counted = plans.number_of_previous_cpp.try_cast("int64")
    return plans.filter(counted.isnull() | (counted < 0))


@rule(
    "8832",
    "The referral ended without further action, yet the case has a child protection plan. Correct"
    " the flag, or take the plan out.",
    "ChildProtectionPlans.LAchildID",
    "CINdetails.ReferralNFA",
)
def plan_without_further_action(t):
    ended = t.cin_details.filter(t.cin_details.referral_nfa.isin(YES))
    return of_both(beside(t.child_protection_plans, ended), "ChildProtectionPlans", "CINdetails")


@rule(
    "8840",
    "The plan starts and ends on the same day. Correct whichever of the two dates is wrong.",
    "ChildProtectionPlans.CPPstartDate",
    "ChildProtectionPlans.CPPendDate",
)
def plan_of_one_day(t):
    plans = t.child_protection_plans
    return plans.filter(plans.cpp_start_date == plans.cpp_end_date)


@rule(
    "8905",
    "The initial category of abuse is missing or is not a code of the census. Enter a code of the"
    " list.",
    "ChildProtectionPlans.InitialCategoryOfAbuse",
)
def initial_category_is_no_code(t):
    plans = t.child_protection_plans
    return plans.filter(plans.initial_category_of_abuse.fill_null("").notin(codes("abuse")))


@rule(
    "8910",
    "The latest category of abuse is missing or is not a code of the census. Enter a code of the"
    " list.",
    "ChildProtectionPlans.LatestCategoryOfAbuse",
)
def latest_category_is_no_code(t):
    plans = t.child_protection_plans
    return plans.filter(plans.latest_category_of_abuse.fill_null("").notin(codes("abuse")))


@rule(
    "8925",
    "The plan ends before it starts. Correct whichever of the two dates is wrong.",
    "ChildProtectionPlans.CPPstartDate",
    "ChildProtectionPlans.CPPendDate",
)
def plan_ends_before_it_starts(t):
    plans = t.child_protection_plans
    return plans.filter(plans.cpp_end_date < plans.cpp_start_date)


@rule(
    "8930",
    "The plan did not end in the census year. Correct the date, or take the plan out.",
    "ChildProtectionPlans.CPPendDate",
)
def plan_ended_in_another_year(t):
    plans = t.child_protection_plans
    return plans.filter(outside_year(t, plans.cpp_end_date))


@rule(
    "8935",
    "The child has several open child protection plans. End those that are over.",
    "ChildProtectionPlans.CPPendDate",
)
def several_open_plans(t):
    plans = t.child_protection_plans
    plans = plans.filter(plans.cpp_end_date.isnull())
    counted = plans.group_by("child").aggregate(times=plans.count())
    return plans.join(counted.filter(counted.times > 1), "child")


@rule(
    "8940",
    "The child protection plan starts while another of the child is under way. Correct the dates.",
    "ChildProtectionPlans.CPPstartDate",
    "ChildProtectionPlans.CPPendDate",
)
def plans_overlap(t):
    plans = t.child_protection_plans
    found = beside(plans, plans, by=("child",))
    start = found.cpp_start_date
    until = found.other_cpp_end_date.coalesce(last_day(t))
    during = (start >= found.other_cpp_start_date) & (start <= until)
    return either(found.filter((found.row != found.other_row) & during))


@rule(
    "2885",
    "The plan starts on another day than the initial child protection conference was held."
    " Correct whichever date is wrong.",
    "ChildProtectionPlans.CPPstartDate",
    "Section47.DateOfInitialCPC",
    "CINdetails.DateOfInitialCPC",
)
def plan_starts_on_another_day_than_the_conference(t):
    plans = t.child_protection_plans
    plans = plans.filter(plans.cpp_start_date.between(first_day(t), last_day(t)))
    enquiries = t.section_47
    enquiries = enquiries.filter(enquiries.icpc_not_required.fill_null("").notin(YES))

    after_enquiry = beside(plans, enquiries)
    enquired = after_enquiry.filter(
        after_enquiry.cpp_start_date == after_enquiry.date_of_initial_cpc
    )
    unmatched = after_enquiry.anti_join(enquired, ["child", "details"])

    # Where no enquiry led to a conference, it is the case's own that counts.
    alone = without(plans, enquiries)
    in_case = beside(t.cin_details, alone)
    held = in_case.filter(in_case.cpp_start_date == in_case.date_of_initial_cpc)
    return {
        "ChildProtectionPlans": after_enquiry.anti_join(enquired, "row")
        .select("row")
        .union(alone.anti_join(rows_of_other(held), "row").select("row")),
        "Section47": rows_of_other(unmatched),
        "CINdetails": in_case.anti_join(held, "row"),
    }
