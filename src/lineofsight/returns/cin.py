"""The children in need census, 2021 to 2026 forms: a table for each block of its XML.

The published names run words together, so the column beside each says how it is cut:
`CPPreviewDate` is `cpp_review_date`. Beside the published fields every table carries
numbers of our own, by which its rows find their parents: `child_number` (the nth `Child`
of the file), `cin_details_number`, `assessment_number` and `cpp_number` (the nth block
of its kind in the whole file), because an identifier may be blank or stand in two
`Child` blocks. An element that may repeat gives a row for each time it stands there:
every review date, every disability, every factor.
"""

from lineofsight.returns.declare import code, count, day, instant, text, yes_no
from lineofsight.returns.model import Return, Table

_YES_NO = "cin.yes_no"
LA_CHILD_ID = text("LAchildID", name="la_child_id", required=True, is_key=True)
OF_CHILD = text("LAchildID", name="la_child_id", is_key=True)

HEADER = Table(
    "header",
    "Header",
    (
        text("Collection", name="collection"),
        count("Year", name="year", required=True, is_key=True),
        day("ReferenceDate", name="reference_date", required=True),
        text("SourceLevel", name="source_level"),
        text("LEA", name="lea"),
        text("SoftwareCode", name="software_code"),
        text("Release", name="release"),
        text("SerialNo", name="serial_no"),
        instant("DateTime", name="date_time"),
    ),
)

CHILD_IDENTIFIERS = Table(
    "child_identifiers",
    "ChildIdentifiers",
    (
        LA_CHILD_ID,
        text("UPN", name="upn"),
        text("FormerUPN", name="former_upn"),
        code("UPNunknown", "cin.upn_unknown", name="upn_unknown"),
        day("PersonBirthDate", name="person_birth_date"),
        day("ExpectedPersonBirthDate", name="expected_person_birth_date"),
        code("GenderCurrent", "cin.gender_current", name="gender_current", last_year=2024),
        code("Sex", "cin.sex", name="sex", first_year=2025),
        day("PersonDeathDate", name="person_death_date"),
    ),
)

CHILD_CHARACTERISTICS = Table(
    "child_characteristics",
    "ChildCharacteristics",
    (OF_CHILD, code("Ethnicity", "cin.ethnicity", name="ethnicity", required=True)),
)

DISABILITIES = Table(
    "disabilities",
    "Disabilities",
    (OF_CHILD, code("Disability", "cin.disability", name="disability", required=True)),
)

CIN_DETAILS = Table(
    "cin_details",
    "CINdetails",
    (
        OF_CHILD,
        day("CINreferralDate", name="cin_referral_date", required=True),
        code("ReferralSource", "cin.referral_source", name="referral_source", required=True),
        code("PrimaryNeedCode", "cin.need", name="primary_need_code"),
        day("CINclosureDate", name="cin_closure_date"),
        code("ReasonForClosure", "cin.closure_reason", name="reason_for_closure"),
        day("DateOfInitialCPC", name="date_of_initial_cpc"),
        yes_no("ReferralNFA", _YES_NO, name="referral_nfa", required=True),
    ),
)

ASSESSMENTS = Table(
    "assessments",
    "Assessments",
    (
        OF_CHILD,
        day("AssessmentActualStartDate", name="assessment_actual_start_date", required=True),
        day("AssessmentInternalReviewDate", name="assessment_internal_review_date"),
        day("AssessmentAuthorisationDate", name="assessment_authorisation_date"),
    ),
)

ASSESSMENT_FACTORS = Table(
    "assessment_factors",
    "FactorsIdentifiedAtAssessment",
    (OF_CHILD, code("AssessmentFactors", "cin.factor", name="assessment_factor", required=True)),
)

CIN_PLAN_DATES = Table(
    "cin_plan_dates",
    "CINPlanDates",
    (
        OF_CHILD,
        day("CINPlanStartDate", name="cin_plan_start_date", required=True),
        day("CINPlanEndDate", name="cin_plan_end_date"),
    ),
    first_year=2022,
)

SECTION_47 = Table(
    "section_47",
    "Section47",
    (
        OF_CHILD,
        day("S47ActualStartDate", name="s47_actual_start_date", required=True),
        day("InitialCPCtarget", name="initial_cpc_target"),
        day("DateOfInitialCPC", name="date_of_initial_cpc"),
        yes_no("ICPCnotRequired", _YES_NO, name="icpc_not_required", required=True),
    ),
)

CHILD_PROTECTION_PLANS = Table(
    "child_protection_plans",
    "ChildProtectionPlans",
    (
        OF_CHILD,
        day("CPPstartDate", name="cpp_start_date", required=True),
        day("CPPendDate", name="cpp_end_date"),
        code(
            "InitialCategoryOfAbuse", "cin.abuse", name="initial_category_of_abuse", required=True
        ),
        code("LatestCategoryOfAbuse", "cin.abuse", name="latest_category_of_abuse", required=True),
        count("NumberOfPreviousCPP", name="number_of_previous_cpp", required=True),
    ),
)

REVIEWS = Table(
    "reviews",
    "Reviews",
    (OF_CHILD, day("CPPreviewDate", name="cpp_review_date", required=True)),
)

PRE_PROCEEDINGS = Table(
    "pre_proceedings",
    "PreProceedingsandFGDM",
    (
        OF_CHILD,
        day("PPStartDate", name="pp_start_date"),
        day("LBPSentDate", name="lbp_sent_date"),
        yes_no("FGDMMeetingOffer", _YES_NO, name="fgdm_meeting_offer"),
        yes_no("FGDMMeetingFac", _YES_NO, name="fgdm_meeting_fac"),
        day("InitialPPMeetingDate", name="initial_pp_meeting_date"),
        count("ReviewMeetingsCount", name="review_meetings_count"),
        day("StepDecisionDate", name="step_decision_date"),
        text("PPOutcome", name="pp_outcome"),
        day("CourtAppDate", name="court_app_date"),
        day("LetterInitCPDate", name="letter_init_cp_date"),
    ),
    first_year=2026,
)

CIN = Return(
    id="cin",
    title="Children in need census",
    source="Department for Education, children in need census",
    tables=(
        HEADER,
        CHILD_IDENTIFIERS,
        CHILD_CHARACTERISTICS,
        DISABILITIES,
        CIN_DETAILS,
        ASSESSMENTS,
        ASSESSMENT_FACTORS,
        CIN_PLAN_DATES,
        SECTION_47,
        CHILD_PROTECTION_PLANS,
        REVIEWS,
        PRE_PROCEEDINGS,
    ),
)
