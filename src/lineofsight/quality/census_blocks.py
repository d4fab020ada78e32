"""What the XML of a census is made of, for whoever reads it for the rules.

Rows of a block stand in the order of the file. Beside the published columns stand numbers by which
rows find their parents: the nth block of its kind. They run through the whole file, because a
child's reference may be blank or stand in it twice.
"""

from lineofsight.quality.schema import KEY_HEADINGS
from lineofsight.returns import cin

ROOT = "Message"
DETAILS, ASSESSMENT, PLAN = (KEY_HEADINGS[key] for key in ("details", "assessment", "plan"))
CHILD = "LAchildID"
FACTOR, REVIEW, DISABILITY = "AssessmentFactors", "CPPreviewDate", "Disability"
IN_TWO_BLOCKS = "DateOfInitialCPC"
"""Of a referral, and of a section 47 enquiry."""

BLOCKS = {
    cin.HEADER: (),
    cin.CHILD_IDENTIFIERS: (),
    cin.CHILD_CHARACTERISTICS: (),
    cin.CIN_DETAILS: (DETAILS,),
    cin.ASSESSMENTS: (DETAILS, ASSESSMENT),
    cin.CIN_PLAN_DATES: (DETAILS,),
    cin.SECTION_47: (DETAILS,),
    cin.CHILD_PROTECTION_PLANS: (DETAILS, PLAN),
    cin.PRE_PROCEEDINGS: (DETAILS,),
}
"""A row each time the block stands in the file."""
REPEATED = {
    cin.DISABILITIES: (DISABILITY, ()),
    cin.ASSESSMENT_FACTORS: (FACTOR, (DETAILS, ASSESSMENT)),
    cin.REVIEWS: (REVIEW, (DETAILS, PLAN)),
}
"""Tables of an element that repeats, each time a row."""
NUMBERED = {DETAILS: cin.CIN_DETAILS.title, ASSESSMENT: cin.ASSESSMENTS.title,
            PLAN: cin.CHILD_PROTECTION_PLANS.title}  # fmt: skip
