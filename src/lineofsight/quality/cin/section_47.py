"""Section 47 enquiries and the initial child protection conferences they lead to."""

from lineofsight.quality.cin.blocks import NO, YES, beside, either, of_both, outside_year, without
from lineofsight.quality.cin.book import rule
from lineofsight.quality.cin.facts import last_day
from lineofsight.quality.cin.working_days import working_day_before
from lineofsight.quality.model import Severity

DAYS_TO_CONFERENCE = 15
"""Working days, of which the last day of the year is the first."""
SATURDAY = 5


@rule(
    "2884",
    "The initial child protection conference is entered for the enquiry and again for the case."
    " Keep it in one place.",
    "Section47.DateOfInitialCPC",
    "CINdetails.DateOfInitialCPC",
)
def conference_entered_twice(t):
    found = beside(t.section_47, t.cin_details, by=("child",))
    same = found.filter(found.date_of_initial_cpc == found.other_date_of_initial_cpc)
    return of_both(same, "Section47", "CINdetails")


@rule(
    "2991Q",
    "The case has a section 47 enquiry but no assessment. Add the assessment, or say why.",
    "Section47.LAchildID",
    severity=Severity.QUERY,
)
def enquiry_without_assessment(t):
    return without(t.section_47, t.assessments)


@rule(
    "8615",
    "The enquiry’s start is missing, or is after its initial child protection conference. Enter or"
    " correct it.",
    "Section47.S47ActualStartDate",
    "Section47.DateOfInitialCPC",
)
def conference_before_enquiry(t):
    each = t.section_47
    start, held = each.s47_actual_start_date, each.date_of_initial_cpc
    return each.filter(held.notnull() & (start.isnull() | (start > held)))


def awaiting_conference(t):
    """Enquiries that need a conference which has no date."""
    each = t.section_47
    return each.filter(each.date_of_initial_cpc.isnull() & each.icpc_not_required.isin(NO))


@rule(
    "8675Q",
    "The enquiry started more than 15 working days before the end of the census year, and its"
    " initial conference has no date. Enter it, or say why.",
    "Section47.S47ActualStartDate",
    "Section47.DateOfInitialCPC",
    "Section47.ICPCnotRequired",
    severity=Severity.QUERY,
)
def conference_is_late(t):
    found = awaiting_conference(t).cross_join(
        working_day_before(t, last_day(t), DAYS_TO_CONFERENCE - 1)
    )
    return found.filter(found.s47_actual_start_date < found.working_day)


@rule(
    "8715",
    "The initial child protection conference was not held in the census year. Correct the date, or"
    " take the enquiry out.",
    "Section47.DateOfInitialCPC",
)
def conference_in_another_year(t):
    return t.section_47.filter(outside_year(t, t.section_47.date_of_initial_cpc))


@rule(
    "8740",
    "The enquiry has held no initial conference and did not start in the census year. Enter the"
    " conference, or correct the start.",
    "Section47.S47ActualStartDate",
    "Section47.DateOfInitialCPC",
    "Section47.ICPCnotRequired",
)
def open_enquiry_of_another_year(t):
    each = awaiting_conference(t)
    return each.filter(outside_year(t, each.s47_actual_start_date))


def unfinished(t):
    """Enquiries without a conference of which it is not said that none was required."""
    each = t.section_47
    return each.filter(
        each.date_of_initial_cpc.isnull() & each.icpc_not_required.fill_null("").notin(YES)
    )


@rule(
    "8839",
    "Several enquiries of the case are open: enter the date of the initial conference, or that"
    " none was required.",
    "Section47.DateOfInitialCPC",
)
def several_open_enquiries(t):
    each = unfinished(t)
    counted = each.group_by(["child", "details"]).aggregate(times=each.count())
    return each.join(counted.filter(counted.times > 1), ["child", "details"])


@rule(
    "8870Q",
    "The target for the initial conference falls on a weekend. Correct it, or say why.",
    "Section47.InitialCPCtarget",
    severity=Severity.QUERY,
)
def target_at_a_weekend(t):
    target = t.section_47.initial_cpc_target
    return t.section_47.filter(target.day_of_week.index() >= SATURDAY)


@rule(
    "8875",
    "The initial conference was held on a weekend. Correct the date.",
    "Section47.DateOfInitialCPC",
)
def conference_at_a_weekend(t):
    held = t.section_47.date_of_initial_cpc
    return t.section_47.filter(held.day_of_week.index() >= SATURDAY)


@rule(
    "8890",
    "The enquiry started while another of the same case was under way. Correct the dates.",
    "Section47.S47ActualStartDate",
    "Section47.DateOfInitialCPC",
)
def enquiries_overlap(t):
    found = beside(t.section_47, t.section_47, by=("child", "details"))
    start, held = found.s47_actual_start_date, found.other_date_of_initial_cpc
    is_open = held.isnull() & found.other_icpc_not_required.fill_null("").notin(YES)
    before_end = (start <= held) | (is_open & (start <= last_day(t)))
    during = (start >= found.other_s47_actual_start_date) & before_end
    return either(found.filter((found.row != found.other_row) & during))
