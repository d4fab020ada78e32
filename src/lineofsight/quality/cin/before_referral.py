"""What cannot start before the case was referred."""

from lineofsight.quality.cin.blocks import beside, of_both
from lineofsight.quality.cin.book import rule

AFTER_REFERRAL = (
    ("1103", "Assessments", "AssessmentActualStartDate", "The assessment started"),
    ("1104", "Section47", "DateOfInitialCPC", "The initial child protection conference was held"),
    ("1105", "ChildProtectionPlans", "CPPstartDate", "The child protection plan started"),
    ("2889", "Section47", "S47ActualStartDate", "The section 47 enquiry started"),
    ("4015", "CINPlanDates", "CINPlanStartDate", "The CIN plan started"),
)
"""Code, block, published field, what it says."""
BLOCKS = {
    "Assessments": "assessments",
    "Section47": "section_47",
    "ChildProtectionPlans": "child_protection_plans",
    "CINPlanDates": "cin_plan_dates",
}
COLUMNS = {
    "AssessmentActualStartDate": "assessment_actual_start_date",
    "DateOfInitialCPC": "date_of_initial_cpc",
    "CPPstartDate": "cpp_start_date",
    "S47ActualStartDate": "s47_actual_start_date",
    "CINPlanStartDate": "cin_plan_start_date",
}


def _before_referral(code: str, block: str, field: str, what: str) -> None:
    @rule(
        code,
        f"{what} before the child was referred. Correct whichever date is wrong.",
        f"{block}.{field}",
        "CINdetails.CINreferralDate",
    )
    def before_referral(t):
        found = beside(getattr(t, BLOCKS[block]), t.cin_details)
        early = found.filter(found[COLUMNS[field]] < found.cin_referral_date)
        return of_both(early, block, "CINdetails")


for _each in AFTER_REFERRAL:
    _before_referral(*_each)
