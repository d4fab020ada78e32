"""Which returns can tell of leaving care, of moves and of adoption, and which cannot."""

from datetime import date

import pytest
from tests.factories.journeys import write_snapshot
from tests.factories.text_tables import table_of

from lineofsight.indicators import State, figures
from lineofsight.journey import TABLES, Coverage, CoverageKind
from lineofsight.periods import Period
from lineofsight.scope import WHOLE_AUTHORITY

END = date(2026, 10, 31)
WITH_ORDERS = """
    perm_table_id | perm_person_id | perm_adm_decision_date | perm_placement_order_date
    1             | A              | 2026-01-01             | 2026-02-01
"""
WITHOUT_ORDERS = """
    perm_table_id | perm_person_id | perm_adm_decision_date | perm_matched_date
    1             | A              | 2026-01-01             | 2026-03-01
"""


def _annex_a(*, months: int = 6):
    """What one file of Annex A speaks for, or several, one after the other."""
    since = date(2026, 5, 1) if months == 6 else date(2023, 10, 31)
    return (
        Coverage("ssd_cla_episodes", since, END, CoverageKind.LATEST_SPELLS),
        Coverage("ssd_cla_placement", END, END, CoverageKind.LATEST_SPELLS),
        Coverage("ssd_cla_care_plan", END, END, CoverageKind.LATEST),
        Coverage("ssd_permanence", date(2025, 10, 31), END, CoverageKind.LATEST),
    )


def _state(tmp_path, spans, ways, indicator_id, period):
    rows = {"ssd_permanence": table_of(ways, TABLES["ssd_permanence"].schema)}
    snapshot = write_snapshot(tmp_path, rows, as_at=END, spans=spans)
    (one,) = figures(snapshot, [indicator_id], [Period.parse(period)], scope=WHOLE_AUTHORITY)
    snapshot.close()
    return one.state


@pytest.mark.parametrize(
    ("indicator_id", "period", "is_told"),
    [
        ("CLA05", "2026-10", True),
        ("PER01", "2026-10-r12", False),  # it lists who left in six months
        ("PLC04", "2026-10", True),
        ("PLC11", "2026-10", False),  # it tells no moves
        ("PLC03", "2026-10", False),
        ("PER03", "2026-10", True),
        ("PER03", "2026-09", False),  # the plan as it is on the day of the list
        ("ADO02", "2026-10", True),
        ("ADO02", "2025-09", False),
        ("ADO07", "2026-10-r12", True),
        ("ADO07", "2026-09-r12", False),  # list 10 has twelve months
        ("ADO03", "2026-10", False),  # three years of children adopted
    ],
)
def test_one_file_of_annex_a_tells_what_its_lists_hold(tmp_path, indicator_id, period, is_told):
    state = _state(tmp_path, _annex_a(), WITH_ORDERS, indicator_id, period)
    assert (state != State.NOT_COVERED) == is_told


def test_files_of_annex_a_of_three_years_tell_how_long_adoption_takes(tmp_path):
    spans = _annex_a(months=36)
    assert _state(tmp_path, spans, WITH_ORDERS, "ADO03", "2026-10") != State.NOT_COVERED


@pytest.mark.parametrize(
    ("indicator_id", "is_told"),
    [("ADO02", False), ("ADO03", True), ("ADO04", False), ("ADO06", False), ("PLC11", True)],
)
def test_the_903_tells_no_placement_orders_and_not_who_still_waits(tmp_path, indicator_id, is_told):
    since = date(2023, 10, 31)
    spans = (
        Coverage("ssd_cla_episodes", since, END, CoverageKind.SPELLS),
        Coverage("ssd_cla_placement", since, END, CoverageKind.SPELLS),
        Coverage("ssd_permanence", date(2025, 11, 1), END, CoverageKind.LATEST),
    )
    state = _state(tmp_path, spans, WITHOUT_ORDERS, indicator_id, "2026-10")
    assert (state != State.NOT_COVERED) == is_told


def test_the_dataset_tells_the_whole_way_to_adoption_for_the_months_before(tmp_path):
    spans = (
        Coverage("ssd_cla_episodes", date(2020, 1, 1), END, CoverageKind.SPELLS),
        Coverage("ssd_permanence", END, END, CoverageKind.FACTS),
    )
    for indicator_id in ("ADO02", "ADO03", "ADO04", "ADO06"):
        state = _state(tmp_path, spans, WITH_ORDERS, indicator_id, "2024-01")
        assert state != State.NOT_COVERED
