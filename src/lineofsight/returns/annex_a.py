"""Ofsted's Annex A: the eleven lists an authority hands to inspectors.

Lists 1-5 have a row for each event of the last six months; 6-8 a row for each child whose
need, plan or care was open in them; 9 one for each care leaver; 10 and 11 cover adoption
over the last twelve months, 11 by adopter. Headers vary from system to system: they are
matched by their words, then by the pattern beside them. Columns are named by
`model.column_name`: `Child Unique ID` is `child_unique_id`.

List 9 had 13 columns before 2024; a column that a file has not got is a problem, not a
refusal, unless it is a key.
"""

from lineofsight.returns.declare import code, count, day, postcode, text, yes_no
from lineofsight.returns.model import Field, Return, Table

_YES_NO = "annex_a.yes_no"
_YES_NO_UNKNOWN = "annex_a.yes_no_unknown"

CHILD_ID = text(
    "Child Unique ID",
    headers=("Child ID", "Child Identifier", "Unique Child ID", "Child Unique Identifier"),
    pattern=r"\bchild\b.*\b(id|identifier)\b|\b(id|identifier)\b.*\bchild\b",
    required=True,
    is_key=True,
)
GENDER = code("Gender", "annex_a.sex", headers=("Sex",), required=True)
ETHNICITY = code("Ethnicity", "annex_a.ethnicity", required=True)
BIRTH = day("Date of Birth", headers=("DOB",), pattern=r"\bdate\b.*\bbirth\b", required=True)
AGE = count(
    "Age of Child (Years)", headers=("Age", "Age of Child"), pattern=r"\bage\b", maximum=130
)
CHILD = (CHILD_ID, GENDER, ETHNICITY, BIRTH, AGE)
DISABILITY = code("Does the Child have a Disability", _YES_NO_UNKNOWN, required=True)
TEAM = text("Allocated Team", required=True)
WORKER = text("Allocated Worker", required=True)


def _uasc(published: str) -> Field:
    return yes_no(published, _YES_NO, pattern=r"unaccompanied asylum seeking child", required=True)


CONTACTS = Table(
    "contacts",
    "List 1: contacts",
    (
        *CHILD,
        day("Date of Contact", pattern=r"\bdate\b.*\bcontact\b", required=True, is_key=True),
        code("Contact Source", "annex_a.source", pattern=r"contact.*source", required=True),
    ),
)

EARLY_HELP_ASSESSMENTS = Table(
    "early_help_assessments",
    "List 2: early help assessments",
    (
        *CHILD,
        day("Assessment start date", required=True, is_key=True),
        day("Assessment completion date"),
        text("Organisation completing assessment", required=True),
    ),
)

REFERRALS = Table(
    "referrals",
    "List 3: referrals",
    (
        *CHILD,
        day("Date of referral", pattern=r"\bdate of\b.*\breferral\b", required=True, is_key=True),
        code("Referral Source", "annex_a.source", pattern=r"referral.*source", required=True),
        yes_no("Referral NFA?", _YES_NO, required=True),
        count("Number of Referrals in Last 12 Months", required=True),
        TEAM,
        WORKER,
    ),
)

ASSESSMENTS = Table(
    "assessments",
    "List 4: assessments",
    (
        *CHILD,
        DISABILITY,
        day("Continuous Assessment Start Date", required=True, is_key=True),
        code("Child Seen During Continuous Assessment", _YES_NO_UNKNOWN, required=True),
        day("Continuous Assessment Date of Authorisation"),
        yes_no(
            "Was the child assessed as requiring LA children's social care support?",
            _YES_NO,
            pattern=r"was the child assessed.*social care support",
        ),
        TEAM,
        WORKER,
    ),
)

SECTION_47 = Table(
    "section_47",
    "List 5: section 47 enquiries and initial child protection conferences",
    (
        *CHILD,
        DISABILITY,
        day(
            "Strategy discussion initiating Section 47 Enquiry Start Date",
            headers=("Section 47 Enquiry Start Date",),
            required=True,
            is_key=True,
        ),
        yes_no("Was an Initial Child Protection Conference deemed unnecessary?", _YES_NO),
        day("Date of Initial Child Protection Conference"),
        code(
            "Did the Initial Child Protection Conference Result in a Child Protection Plan",
            _YES_NO_UNKNOWN,
        ),
        count("Number of Section 47 Enquiries in the last 12 months", required=True),
        count("Number of ICPCs in the last 12 months", required=True),
        TEAM,
        WORKER,
    ),
)

CHILDREN_IN_NEED = Table(
    "children_in_need",
    "List 6: children in need",
    (
        *CHILD,
        DISABILITY,
        day("CIN Start Date", is_key=True, required=True),
        code("Primary Need Code", "annex_a.need", required=True),
        day("Date Child Was Last Seen"),
        day("CIN Closure Date"),
        code("Reason for Closure", "annex_a.closure_reason"),
        code("Case Status", "annex_a.case_status", required=True),
        TEAM,
        WORKER,
    ),
)

CHILD_PROTECTION = Table(
    "child_protection",
    "List 7: child protection plans",
    (
        *CHILD,
        DISABILITY,
        day("Child Protection Plan Start Date", required=True, is_key=True),
        code("Initial Category of Abuse", "annex_a.abuse", required=True),
        code("Latest Category of Abuse", "annex_a.abuse", required=True),
        day("Date of the Last Statutory Visit"),
        code("Was the Child Seen Alone?", _YES_NO_UNKNOWN),
        day("Date of latest review conference"),
        day("Child Protection Plan End Date"),
        yes_no(
            "Subject to Emergency Protection Order or Protected Under Police Powers"
            " in Last Six Months (Y/N)",
            _YES_NO,
            pattern=r"subject to emergency protection order",
            required=True,
        ),
        count("Number of Previous Child Protection Plans", required=True),
        TEAM,
        WORKER,
    ),
)

CHILDREN_IN_CARE = Table(
    "children_in_care",
    "List 8: children in care",
    (
        *CHILD,
        _uasc("Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)"),
        DISABILITY,
        day("Date Started to be Looked After", required=True, is_key=True),
        code("Child's Category of Need", "annex_a.need", required=True),
        yes_no(
            "Is this a second or subsequent period of being a Looked After Child"
            " within the last 12 months (Y/N)",
            _YES_NO,
            pattern=r"second or subsequent .* of being a looked after child",
            required=True,
        ),
        day("Start date of current legal status", required=True),
        code(
            "Child's Legal Status",
            "annex_a.legal_status",
            pattern=r"child.*legal status",
            required=True,
        ),
        day("Date of Latest Statutory Review"),
        day("Date of Last Social Work Visit"),
        code("What is the permanence plan for this child?", "annex_a.permanence_plan"),
        day("Date of Last IRO Visit / Contact to the Child"),
        day("Date of Last Health Assessment"),
        day("Date of Last Dental Check"),
        count("Number of Placements in the Last 12 months", required=True),
        day("Date Ceased to be Looked After"),
        code("Reason Ceased to be Looked After", "annex_a.ceased_reason"),
        day("Start Date of Most Recent Placement", required=True),
        code("Placement Type", "annex_a.placement_type", required=True),
        code("Placement Provider", "annex_a.placement_provider", required=True),
        postcode("Placement postcode", required=True),
        text("URN of Placement"),
        code("Placement Location", "annex_a.placement_location", required=True),
        code("LA of Placement", "annex_a.authority", required=True),
        count(
            "Number of Episodes the Child has been 'Missing' from their Placement"
            " in the last 12 months",
            pattern=r"number of episodes the child has been missing from their placement",
            required=True,
        ),
        count(
            "Number of Episodes the Child has been 'Absent' from their Placement"
            " in the last 12 months",
            pattern=r"number of episodes the child has been absent from their placement",
            required=True,
        ),
        yes_no(
            "Was the child offered a Return Interview after their last missing episode (Y/N)?",
            _YES_NO,
        ),
        yes_no(
            "Did the child accept a Return Interview after their last missing episode (Y/N)?",
            _YES_NO,
        ),
        TEAM,
        WORKER,
    ),
)

CARE_LEAVERS = Table(
    "care_leavers",
    "List 9: care leavers",
    (
        *CHILD,
        _uasc("Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)"),
        DISABILITY,
        TEAM,
        WORKER,
        text("Allocated Personal Advisor", required=True),
        code("Eligibility Category", "annex_a.eligibility", required=True, is_key=True),
        day("Latest Pathway Plan Review Date"),
        code("LA in Touch", "annex_a.in_touch", required=True),
        day("Latest Date of Contact"),
        code("Type of Accommodation", "annex_a.accommodation"),
        code("Suitability of Accommodation", "annex_a.suitability"),
        code("Activity Status", "annex_a.activity"),
    ),
)

ADOPTIONS = Table(
    "adoptions",
    "List 10: children placed, or who should be placed, for adoption",
    (
        CHILD_ID,
        text("Family identifier"),
        GENDER,
        ETHNICITY,
        BIRTH,
        AGE,
        DISABILITY,
        day("Date the Child Entered Care", required=True),
        day(
            "Date of Decision that Child Should be Placed for Adoption",
            required=True,
            is_key=True,
        ),
        day("Date of Placement Order"),
        day("Date of Matching Child and Prospective Adopters"),
        day("Date Placed for Adoption"),
        day("Date of Adoption Order"),
        day("Date of Decision that Child Should No Longer be Placed for Adoption"),
        code("Reason Why Child No Longer Placed for Adoption", "annex_a.no_longer_placed"),
        day("Date the child was placed for fostering in FFA or concurrent planning placement"),
    ),
)

ADOPTERS = Table(
    "adopters",
    "List 11: prospective adopters",
    (
        text("Individual adopter identifier", required=True, is_key=True),
        text("Family identifier"),
        GENDER,
        ETHNICITY,
        code("Disability", _YES_NO_UNKNOWN, required=True),
        yes_no("Is the (prospective) adopter fostering for adoption?", _YES_NO, required=True),
        day("Date enquiry received", required=True),
        day("Date Stage 1 started"),
        day("Date Stage 1 ended"),
        day("Date Stage 2 started"),
        day("Date Stage 2 ended"),
        day("Date application submitted"),
        day("Date application approved"),
        day("Date adopter matched with child(ren)"),
        day("Date child/children placed with adopter(s)"),
        count("No. of children placed"),
        day("Date of Adoption Order"),
        day("Date of leaving adoption process"),
        code("Reason for leaving adoption process", "annex_a.left_adoption"),
    ),
)

ANNEX_A = Return(
    id="annex_a",
    title="Annex A",
    source="Ofsted, inspections of local authority children's services, Annex A",
    tables=(
        CONTACTS,
        EARLY_HELP_ASSESSMENTS,
        REFERRALS,
        ASSESSMENTS,
        SECTION_47,
        CHILDREN_IN_NEED,
        CHILD_PROTECTION,
        CHILDREN_IN_CARE,
        CARE_LEAVERS,
        ADOPTIONS,
        ADOPTERS,
    ),
)
