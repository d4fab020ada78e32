"""The rates that Ashmere is generated at, each with where it comes from.

"England" rates are the Department for Education's published figures for the year to 31
March 2024 (children in need) or 2025 (children looked after), rates per 10,000 children
a year unless said otherwise. "Invented" marks a choice of ours where nothing is published.
"""

# Demand. England 2024: 518 referrals. Contacts, early help and how much of it is stepped up
# are not published: invented.
REFERRALS = 520
CONTACTS = 1250
EARLY_HELP_EPISODES = 190
STEPPED_UP = 0.09

# England 2025: 6.5% of referrals end in no further action; 22.6% follow another within
# twelve months. 9% go no further than checks, without an assessment: invented.
REFERRAL_NFA = 0.065
REFERRAL_WITHOUT_ASSESSMENT = 0.085
# Chance that a family whose case closes is referred again, and the mean wait in days.
REFERRED_AGAIN = 0.57
DAYS_TO_REFERRAL_AGAIN = 190

# England 2025: 85.7% of assessments in 45 working days, median 33, lower quartile 17.
ASSESSMENT_DAYS = ((0.0, 1), (0.25, 17), (0.5, 34), (0.84, 45), (0.95, 58), (1.0, 95))
ASSESSMENT_LATE = 0.145
CHILD_SEEN = 0.965
# England 2025: 30.8% of referrals are assessed and found not to be in need.
ASSESSED_NOT_IN_NEED = 0.34
# Open cases assessed again, each year a case is open: invented.
ASSESSED_AGAIN_A_YEAR = 0.22

# England 2024: 187 enquiries and 60 first conferences; 87% lead to a plan; 2025: 81.4%
# held within 15 working days, median 14.
ENQUIRY_AT_REFERRAL = 0.37
ENQUIRY_A_YEAR_OPEN = 0.17
ENQUIRY_TO_CONFERENCE = 0.30
CONFERENCE_DAYS = ((0.0, 4), (0.25, 11), (0.5, 14), (0.8, 15), (0.93, 20), (1.0, 38))
CONFERENCE_LATE = 0.2
CONFERENCE_TO_PLAN = 0.87
# England 2024: 42 plans open; 24.7% are a second or later plan; 2.6% last two years;
# 89.8% reviewed in time. Share of plans that end at their 1st, 2nd, … review.
PLAN_ENDS_AT_REVIEW = (0.18, 0.40, 0.26, 0.09, 0.05, 0.02)
REVIEW_LATE = 0.045
PLAN_AGAIN_AFTER_STEP_DOWN = 0.16
CATEGORIES = (("NEG", 0.492), ("EMO", 0.397), ("PHY", 0.07), ("SAB", 0.035), ("MUL", 0.006))

# England 2024: 333 children in need at 31 March. Length of a plan: median, spread (log).
CIN_PLAN_DAYS = (106, 0.95)
CIN_PLAN_DAYS_DISABILITY = (1150, 0.8)
DISABILITY = 0.12
SEVERE_DISABILITY = 0.028

# England 2025: 70 looked after; 34,450 starts of 12 million children (28.7); 8% of those
# looked after are unaccompanied.
UASC_STARTS = 4.3
CARE_AFTER_PLAN = 0.20
CARE_AFTER_ENQUIRY = 0.030
CARE_IN_NEED = 0.046
CARE_AT_ONCE = 0.007
# For a child who has come home from care before and is referred again: invented.
CARE_AGAIN = 0.22
# Starts a year before the six years of history, to fill the stock on its first day.
CARE_STARTS_BEFORE = 25

# Visits: intervals in days; share of visits that slip. Local standards, invented.
CIN_VISIT_EVERY = 28
PROTECTION_VISIT_EVERY = 14
VISIT_MISSED = 0.07
SEEN_AT_VISIT = 0.95

# Missing: England 2025, 12% of looked after children in a year, 6.8 times each.
GOES_MISSING = 0.13
MISSING_A_YEAR = 6.0

# Recording faults planted in the finished records: invented, about two in a hundred.
FAULTS = 0.02
ETHNICITY_NOT_OBTAINED = 0.035

# Month of the year: schools closed in August, Christmas in December (shape of DfE's
# referrals by month, smoothed).
BY_MONTH = (1.02, 0.99, 1.09, 0.93, 1.04, 1.08, 1.06, 0.78, 1.00, 1.08, 1.08, 0.85)
BY_WEEKDAY = (1.15, 1.08, 1.05, 1.05, 1.1, 0.12, 0.08)
BANK_HOLIDAY = 0.12

# Source of a referral (England 2024: police 28.5%, schools 20.3%; the rest smoothed).
REFERRAL_SOURCES = (
    ("1A", "Individual: family member, relative or carer", 0.055),
    ("1B", "Individual: acquaintance", 0.012),
    ("1C", "Individual: self", 0.008),
    ("1D", "Individual: other", 0.010),
    ("2A", "Schools", 0.203),
    ("2B", "Education services", 0.027),
    ("3A", "Health services: general practitioner", 0.018),
    ("3B", "Health services: health visitor", 0.022),
    ("3C", "Health services: school nurse", 0.010),
    ("3D", "Health services: other primary health services", 0.040),
    ("3E", "Health services: accident and emergency", 0.030),
    ("3F", "Health services: other", 0.030),
    ("4", "Housing", 0.014),
    ("5A", "Local authority services: social care", 0.060),
    ("5B", "Local authority services: other internal", 0.025),
    ("5C", "Local authority services: external", 0.025),
    ("5D", "Local authority services: early help", 0.030),
    ("6", "Police", 0.285),
    ("7", "Other legal agency", 0.040),
    ("8", "Other", 0.040),
    ("9", "Anonymous", 0.011),
    ("10", "Unknown", 0.005),
)
# Primary need (England 2024: abuse or neglect 58.1% of open cases).
NEEDS = (
    ("N1", 0.581),
    ("N2", 0.072),
    ("N3", 0.030),
    ("N4", 0.085),
    ("N5", 0.130),
    ("N6", 0.022),
    ("N7", 0.003),
    ("N8", 0.012),
    ("N9", 0.020),
    ("N0", 0.045),
)
# Ethnicity of a mixed county and its towns: invented, between England's and a shire's.
ETHNICITIES = (
    ("WBRI", 0.655),
    ("WIRI", 0.006),
    ("WIRT", 0.004),
    ("WROM", 0.008),
    ("WOTH", 0.055),
    ("MWBC", 0.035),
    ("MWBA", 0.015),
    ("MWAS", 0.018),
    ("MOTH", 0.027),
    ("AIND", 0.016),
    ("APKN", 0.040),
    ("ABAN", 0.014),
    ("AOTH", 0.016),
    ("BCRB", 0.014),
    ("BAFR", 0.035),
    ("BOTH", 0.010),
    ("CHNE", 0.003),
    ("OOTH", 0.019),
    ("REFU", 0.010),
)
DISABILITIES = (
    ("AUT", 0.36),
    ("LD", 0.22),
    ("BEH", 0.14),
    ("MOB", 0.06),
    ("COMM", 0.08),
    ("PC", 0.03),
    ("HEAR", 0.03),
    ("VIS", 0.03),
    ("CON", 0.02),
    ("DDA", 0.03),
)
