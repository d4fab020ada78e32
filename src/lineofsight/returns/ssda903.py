"""SSDA903: the yearly return on children looked after, a table for each of its modules.

Columns are the published field names in lower case (`DECOM` is `decom`). The same
tables come from CSV files, a workbook, or the XML form, whose `CHILDID` and `PL` are
`child` and `place`. Years are those the collection ends in.
"""

from lineofsight.returns.declare import code, count, day, postcode, text, yes_no
from lineofsight.returns.model import Field, Return, Table

_YES_NO = "ssda903.yes_no"
CHILD = text("CHILD", headers=("CHILDID",), required=True, is_key=True)
BIRTH = day("DOB", required=True)


def _flag(published: str) -> Field:
    return yes_no(published, _YES_NO)


HEADER = Table(
    "header",
    "Header",
    (
        CHILD,
        code("SEX", "ssda903.sex", required=True),
        BIRTH,
        code("ETHNIC", "ssda903.ethnicity", required=True, is_key=True),
        text("UPN", required=True),
        _flag("MOTHER"),
        day("MC_DOB"),
        yes_no("UASC", _YES_NO, is_optional=True),  # stands in the XML form only
    ),
)

EPISODES = Table(
    "episodes",
    "Episodes",
    (
        CHILD,
        day("DECOM", required=True, is_key=True),
        code("RNE", "ssda903.reason_for_new_episode", required=True),
        code("LS", "ssda903.legal_status", required=True),
        code("CIN", "ssda903.need", required=True),
        code("PLACE", "ssda903.placement_type", headers=("PL",), required=True),
        code("PLACE_PROVIDER", "ssda903.placement_provider"),
        day("DEC"),
        code("REC", "ssda903.ceased_reason"),
        code("REASON_PLACE_CHANGE", "ssda903.place_change_reason"),
        postcode("HOME_POST"),
        postcode("PL_POST"),
        text("URN"),
    ),
)

REVIEWS = Table(
    "reviews",
    "Reviews",
    (
        CHILD,
        BIRTH,
        day("REVIEW", required=True, is_key=True),
        code("REVIEW_CODE", "ssda903.review_code", required=True),
    ),
)

UASC = Table(
    "uasc",
    "Unaccompanied asylum-seeking children",
    (CHILD, code("SEX", "ssda903.sex", required=True), BIRTH, day("DUC", is_key=True)),
)

OC2 = Table(
    "oc2",
    "OC2: health and offending",
    (
        CHILD,
        BIRTH,
        count("SDQ_SCORE", maximum=40),
        code("SDQ_REASON", "ssda903.sdq_reason"),
        _flag("CONVICTED"),
        yes_no("HEALTH_CHECK", _YES_NO, is_key=True),
        _flag("IMMUNISATIONS"),
        _flag("TEETH_CHECK"),
        _flag("HEALTH_ASSESSMENT"),
        _flag("SUBSTANCE_MISUSE"),
        _flag("INTERVENTION_RECEIVED"),
        _flag("INTERVENTION_OFFERED"),
    ),
)

OC3 = Table(
    "oc3",
    "OC3: care leavers",
    (
        CHILD,
        BIRTH,
        code("IN_TOUCH", "ssda903.in_touch", required=True, is_key=True),
        code("ACTIV", "ssda903.activity", required=True),
        code("ACCOM", "ssda903.accommodation", required=True),
    ),
)

AD1 = Table(
    "ad1",
    "AD1: adoption",
    (
        CHILD,
        BIRTH,
        day("DATE_INT", required=True, is_key=True),
        day("DATE_MATCH", required=True),
        yes_no("FOSTER_CARE", _YES_NO, required=True),
        count("NB_ADOPTR", required=True, maximum=2),
        code("SEX_ADOPTR", "ssda903.adopter_sex", required=True),
        code("LS_ADOPTR", "ssda903.adopter_legal_status", required=True),
    ),
)

PLACED_ADOPTION = Table(
    "placed_adoption",
    "Placed for adoption",
    (
        CHILD,
        BIRTH,
        day("DATE_PLACED", required=True, is_key=True),
        day("DATE_PLACED_CEASED"),
        code("REASON_PLACED_CEASED", "ssda903.placed_ceased_reason"),
    ),
)

PREV_PERM = Table(
    "prev_perm",
    "Previous permanence",
    (
        CHILD,
        BIRTH,
        code("PREV_PERM", "ssda903.previous_permanence", required=True, is_key=True),
        text("LA_PERM"),
        day("DATE_PERM"),
    ),
)

MISSING = Table(
    "missing",
    "Missing and away without authorisation",
    (
        CHILD,
        BIRTH,
        code("MISSING", "ssda903.missing_type", required=True),
        day("MIS_START", required=True, is_key=True),
        day("MIS_END"),
    ),
)

SW_EPISODES = Table(
    "sw_episodes",
    "Social workers",
    (
        CHILD,
        BIRTH,
        text("SW_ID", required=True),
        day("SW_DECOM", required=True, is_key=True),
        day("SW_DEC"),
        code("SW_REASON", "ssda903.worker_change_reason"),
    ),
    first_year=2024,
)

DOLO = Table(
    "dolo",
    "Deprivation of liberty orders",
    (CHILD, BIRTH, day("DOLO_START", required=True, is_key=True), day("DOLO_END")),
    first_year=2027,
)

SSDA903 = Return(
    id="ssda903",
    title="SSDA903",
    source="Department for Education, children looked after return (SSDA903)",
    tables=(
        HEADER,
        EPISODES,
        REVIEWS,
        UASC,
        OC2,
        OC3,
        AD1,
        PLACED_ADOPTION,
        PREV_PERM,
        MISSING,
        SW_EPISODES,
        DOLO,
    ),
)
