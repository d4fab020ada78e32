"""What a return tells and the Standard Safeguarding Dataset has no place for."""

from datetime import UTC, date, datetime

from tests.factories.submissions import submission

from lineofsight.indicators import CATALOGUE, figures
from lineofsight.indicators.coverage import gap
from lineofsight.journey import CoverageKind, to_journey
from lineofsight.periods import Period
from lineofsight.scope import WHOLE_AUTHORITY
from lineofsight.warehouse import load

MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
EMERGENCY = (
    "subject_to_emergency_protection_order_or_protected_under_police_powers_in_last_six_months"
)
PLANS = f"""
    child_unique_id | child_protection_plan_start_date | {EMERGENCY}
    C1              | 2026-08-01                       | true
    C2              | 2026-08-02                       | false
    C3              | 2026-08-02                       |
    C1              | 2026-09-01                       | false
"""
HELP = """
    child_unique_id | assessment_start_date | assessment_completion_date
    C1              | 2026-08-03            | 2026-10-06
    C2              | 2026-08-03            | 2026-10-07
    C3              | 2026-10-01            |
"""


def rows(told, table, *columns):
    return sorted(tuple(row[c] for c in columns) for row in told.tables[table].to_pylist())


def test_list_7_says_once_for_a_child_whether_there_was_an_emergency_before_its_day():
    told = to_journey(submission("annex_a", as_at="2026-10-31", child_protection=PLANS))
    names = ("empr_person_id", "empr_stated_date", "empr_in_last_six_months")
    found = {row[0]: row[1:] for row in rows(told, "own_emergency_protection", *names)}
    day = date(2026, 10, 31)
    assert found == {"C1": (day, "Y"), "C2": (day, "N"), "C3": (day, None)}


def test_what_each_list_said_of_emergencies_is_kept_for_its_own_day(tmp_path):
    for day in ("2026-09-30", "2026-10-31"):
        snapshot = load(
            tmp_path,
            submission("annex_a", as_at=day, child_protection=PLANS),
            created_at=MORNING,
        )
    months = [Period.parse("2026-09"), Period.parse("2026-10")]
    found = figures(snapshot, ["CPP17"], months, scope=WHOLE_AUTHORITY)
    assert [(each.numerator, each.unknown, each.denominator) for each in found] == [(1, 1, 3)] * 2


def test_list_2_covers_the_completion_of_early_help_assessments(tmp_path):
    snapshot = load(
        tmp_path,
        submission("annex_a", as_at="2026-10-31", early_help_assessments=HELP),
        created_at=MORNING,
    )
    (found,) = figures(snapshot, ["EH03"], [Period.parse("2026-10")], scope=WHOLE_AUTHORITY)
    assert (found.numerator, found.denominator) == (1, 2)
    assert "not covered" in gap(snapshot, CATALOGUE["EH03"], Period.parse("2026-03"))


def test_the_census_ties_an_internal_review_to_its_assessment():
    told = to_journey(
        submission(
            "cin",
            as_at="2026-03-31",
            collection_year=2026,
            cin_details="""
                cin_details_number | la_child_id | cin_referral_date
                1                  | C1          | 2025-05-01
            """,
            assessments="""
                cin_details_number | assessment_number | la_child_id | assessment_actual_start_date | assessment_internal_review_date
                1                  | 1                 | C1          | 2025-05-02                   | 2025-05-16
                1                  | 2                 | C1          | 2025-05-02                   |
            """,  # noqa: E501 - a drawing is as wide as it needs to be
        )
    )
    keys = rows(told, "ssd_cin_assessments", "cina_assessment_id")
    names = ("asre_assessment_id", "asre_person_id", "asre_review_date")
    assert rows(told, "own_assessment_reviews", *names) == [(keys[0][0], "C1", date(2025, 5, 16))]
    spoken = {(span.table, span.kind): (span.from_on, span.to_on) for span in told.coverage}
    assert spoken["own_assessment_reviews", CoverageKind.EVENTS] == (
        date(2025, 4, 1),
        date(2026, 3, 31),
    )
