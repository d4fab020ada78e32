"""Referrals: the case's date, source, need, and whether anything further was done."""

from datetime import date

from lineofsight.later import ibis
from lineofsight.quality.cin.blocks import NO, YES, beside, codes, either
from lineofsight.quality.cin.book import rule
from lineofsight.quality.cin.facts import first_day, last_day
from lineofsight.quality.cin.working_days import working_day_before
from lineofsight.quality.model import Severity

SOURCES_SINCE = date(2013, 4, 1)


@rule(
    "8568",
    "It is not said whether the referral ended without further action. Enter 1 or 0.",
    "CINdetails.ReferralNFA",
)
def further_action_not_said(t):
    cases = t.cin_details
    return cases.filter(cases.referral_nfa.fill_null("").notin(YES + NO))


@rule(
    "8569Q",
    "The referral was before the last working day ahead of the census year, so it must be marked"
    " as one that led to further action. Correct the date or the flag, or take the case out.",
    "CINdetails.CINreferralDate",
    "CINdetails.ReferralNFA",
    severity=Severity.QUERY,
)
def early_referral_without_action(t):
    cases = t.cin_details.filter(t.cin_details.referral_nfa.fill_null("").notin(NO))
    found = cases.cross_join(working_day_before(t, first_day(t), 1))
    return found.filter(found.cin_referral_date < found.working_day)


@rule(
    "8600",
    "The date of referral is missing or after the end of the census year. Enter or correct it.",
    "CINdetails.CINreferralDate",
)
def referral_missing_or_late(t):
    cases = t.cin_details
    return cases.filter(cases.cin_referral_date.isnull() | (cases.cin_referral_date > last_day(t)))


@rule(
    "8610",
    "The referral led to further action, but no primary need is entered. Enter its code.",
    "CINdetails.ReferralNFA",
    "CINdetails.PrimaryNeedCode",
)
def need_missing(t):
    cases = t.cin_details
    return cases.filter(cases.referral_nfa.isin(NO) & cases.primary_need_code.isnull())


@rule(
    "8650",
    "The primary need is not a code of the census. Enter a code of the list.",
    "CINdetails.PrimaryNeedCode",
)
def need_is_no_code(t):
    return t.cin_details.filter(t.cin_details.primary_need_code.notin(codes("need")))


@rule(
    "8866",
    "The source of the referral is missing or is not a code of the census. Enter a code of the"
    " list.",
    "CINdetails.ReferralSource",
    "CINdetails.CINreferralDate",
)
def source_is_no_code(t):
    cases = t.cin_details
    since = cases.cin_referral_date >= SOURCES_SINCE
    return cases.filter(since & cases.referral_source.fill_null("").notin(codes("referral_source")))


def open_cases(t):
    """Cases that are neither closed nor ended without further action."""
    cases = t.cin_details
    return cases.filter(cases.cin_closure_date.isnull() & cases.referral_nfa.isin(NO))


@rule(
    "8815",
    "The child has several open cases. Close those that are over.",
    "CINdetails.CINclosureDate",
    "CINdetails.ReferralNFA",
)
def several_open_cases(t):
    cases = open_cases(t)
    counted = cases.group_by("child").aggregate(times=cases.count())
    return cases.join(counted.filter(counted.times > 1), "child")


@rule(
    "8816",
    "The open case is not the child’s latest. Close it, or correct the dates of referral.",
    "CINdetails.CINreferralDate",
    "CINdetails.ReferralNFA",
)
def open_case_is_not_the_latest(t):
    referred = t.cin_details.filter(t.cin_details.cin_referral_date.notnull())
    order = ibis.window(
        group_by="child", order_by=[referred.cin_referral_date.desc(), referred.row]
    )
    latest = referred.filter(ibis.row_number().over(order) == 0)
    found = beside(open_cases(t), latest, by=("child",))
    return either(found.filter(found.cin_referral_date < found.other_cin_referral_date))


@rule(
    "8820",
    "The child was referred while another case was open. Correct the dates, so that one case ends"
    " before the next begins.",
    "CINdetails.CINreferralDate",
    "CINdetails.CINclosureDate",
)
def cases_overlap(t):
    found = beside(t.cin_details, t.cin_details, by=("child",))
    start, other = found.cin_referral_date, found.other_cin_referral_date
    closed = found.other_cin_closure_date
    is_open = closed.isnull() & found.other_referral_nfa.isin(NO)
    overlap = (found.row != found.other_row) & (start >= other)
    return either(found.filter(overlap & ((start < closed) | (is_open & (start < last_day(t))))))
