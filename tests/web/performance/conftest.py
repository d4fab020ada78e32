# ruff: noqa: E501 - tables are drawn as wide as they are
"""A year of assessments in two teams, and one child with a whole journey, made once."""

from datetime import date, timedelta

import pytest
from tests.factories.journeys import journey

from lineofsight.indicators import cube, trackers
from lineofsight.indicators.local import basis_of
from lineofsight.packs.authority import Authority, write_authority
from lineofsight.periods import add_months
from lineofsight.web import warehouse
from lineofsight.web.performance import reading

AS_AT = "2026-10-31"
FIRST = date(2025, 9, 1)
MONTHS = 14
LATE_FROM = 10
"""South is late with most assessments from this month on; before, nobody is."""


def _months():
    return [add_months(FIRST, n) for n in range(MONTHS)]


def assessments() -> str:
    rows = ["cina_assessment_id | cina_person_id | cina_assessment_start_date | "
            "cina_assessment_auth_date | cina_assessment_child_seen | cina_assessment_team | "
            "cina_assessment_worker_id"]  # fmt: skip
    for n, month in enumerate(_months()):
        for place, team in enumerate(("SOUTH", "NORTH")):
            for each in range(8):
                is_late = team == "SOUTH" and n >= LATE_FROM and each < 6
                done = month + timedelta(days=10 + each)
                begun = done - timedelta(days=90 if is_late else 30)
                child = f"C{place}{each:02}"
                rows.append(f"A{n}-{team}-{each} | {child} | {begun} | {done} | Y | {team} | "
                            f"W{place}{each % 2}")  # fmt: skip
    last = _months()[-1]
    rows.append(f"A-nostart | C100 | | {last + timedelta(days=3)} | Y | SOUTH | W00")
    rows.append("A-open | C001 | 2026-08-03 | | Y | SOUTH | W00")
    rows.append("A-new | C002 | 2026-10-19 | | Y | SOUTH | W01")
    return "\n".join(rows)


def people() -> str:
    rows = ["pers_person_id | pers_forename | pers_surname | pers_sex | pers_ethnicity | pers_dob"]
    for place in range(2):
        for each in range(8):
            rows.append(f"C{place}{each:02} | Given{each} | Family{place}{each} | "
                        f"{'MF'[each % 2]} | WBRI | {2010 + each}-03-04")  # fmt: skip
    rows.append("C100 | Noor | Hadley | F | | 2026-01-09")
    rows.append("C777 | Jaydon | Ellery | M | WBRI | 2017-06-03")
    return "\n".join(rows)


DRAWINGS = {
    "ssd_department": """
        dept_team_id | dept_team_name     | dept_team_parent_id
        ASHMERE      | Ashmere            |
        ASSESSMENT   | Assessment         | ASHMERE
        CARE         | Through Care       | ASHMERE
        SOUTH        | Assessment South   | ASSESSMENT
        NORTH        | Assessment North   | ASSESSMENT
        EAST         | Through Care East  | CARE
        WEST         | Through Care West  | CARE
    """,
    "ssd_professionals": """
        prof_professional_id | prof_professional_name
        W00                  | Leah Brandt
        W01                  | Sam Ferreira
        W10                  | Ola Benson
        W11                  | Gwen Parry
        W20                  | Bethan Cole
    """,
    "ssd_involvements": """
        invo_involvements_id | invo_person_id | invo_professional_id | invo_professional_team | invo_involvement_start_date
        I1                   | C777           | W20                  | EAST                   | 2025-03-10
        I2                   | C000           | W00                  | SOUTH                  | 2025-09-01
    """,
    "ssd_cin_episodes": """
        cine_referral_id | cine_person_id | cine_referral_date | cine_referral_nfa | cine_referral_source_code
        R777             | C777           | 2025-03-10         | N                 | 2A
    """,
    "ssd_s47_enquiry": """
        s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date | s47e_s47_end_date
        S777                | C777           | 2025-04-22          | 2025-05-08
    """,
    "ssd_cp_plans": """
        cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date | cppl_cp_plan_initial_category
        P777            | C777           | 2025-05-14              |                       | NEG
    """,
    "ssd_cp_visits": """
        cppv_cp_visit_id | cppv_person_id | cppv_cp_plan_id | cppv_cp_visit_date | cppv_cp_visit_seen | cppv_cp_visit_seen_alone
        V1               | C777           | P777            | 2025-05-20         | Y                  | Y
        V2               | C777           | P777            | 2025-07-01         | Y                  | N
        V3               | C777           | P777            | 2026-10-01         | Y                  | Y
    """,
    "ssd_cp_reviews": """
        cppr_cp_review_id | cppr_person_id | cppr_cp_plan_id | cppr_cp_review_due | cppr_cp_review_date
        CR1               | C777           | P777            | 2025-08-06         | 2025-08-20
    """,
    "loc_complaints": """
        complaint_id | stage | received_on | closed_on  | outcome | team_id
        CO-LATE      | 1     | 2026-10-01  | 2026-10-20 | upheld  | SOUTH
        CO-EAST      | 1     | 2026-10-01  | 2026-10-26 | upheld  | EAST
        CO-QUICK     | 1     | 2026-10-01  | 2026-10-06 | upheld  | SOUTH
    """,
}


@pytest.fixture(scope="session")
def a_year(tmp_path_factory):
    """The snapshot's home, written and counted once for the whole session."""
    home = tmp_path_factory.mktemp("a-year")
    snapshot = journey(
        home,
        as_at=AS_AT,
        ssd_cin_assessments=assessments(),
        ssd_person=people(),
        **DRAWINGS,
    )
    authority = Authority(
        name="Ashmere",
        region="E12000005",
        neighbours=("E06000001", "E06000002", "E06000003"),
        population={2024: 130_000, 2025: 130_000},
    )
    write_authority(home, authority)
    cube.build(snapshot, basis_of(authority))
    trackers.build(snapshot, basis_of(authority))
    return home


@pytest.fixture
def figures(a_year, settings, ashmere):
    """The year of figures in this test's own home; gives the small authority."""
    (settings.HOME / "warehouse").symlink_to(a_year / "warehouse")
    (settings.HOME / "authority.yaml").write_text((a_year / "authority.yaml").read_text())
    reading._points.cache_clear()
    return ashmere


@pytest.fixture
def snapshot(figures):
    return warehouse.current()
