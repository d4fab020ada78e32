"""Opening and listing snapshots."""

from datetime import date

import pyarrow.parquet as pq
import pytest
from tests.factories.journeys import journey

from lineofsight.errors import WarehouseError
from lineofsight.journey import TABLES
from lineofsight.warehouse import latest, layout, open_snapshot, snapshots

PLANS = """
    cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date
    ----------------+----------------+-------------------------+----------------------
    P1              | C1             | 2026-01-10              | 2026-08-01
    P2              | C2             | 2026-02-20              |
"""


def test_an_empty_warehouse_has_no_snapshot_and_says_what_to_do(tmp_path):
    assert snapshots(tmp_path) == []
    with pytest.raises(WarehouseError, match="lineofsight load FILE"):
        latest(tmp_path)


def test_the_newest_load_is_the_latest_snapshot(tmp_path):
    journey(tmp_path, as_at="2026-10-31", ssd_cp_plans=PLANS)
    newer = journey(tmp_path, as_at="2026-09-30")
    assert latest(tmp_path).id == newer.id
    assert [snapshot.manifest.number for snapshot in snapshots(tmp_path)] == [1, 2]


def test_a_snapshot_that_is_not_there_is_refused_whatever_its_name(tmp_path):
    for name in ("2026-10-31-001-00000000", "../elsewhere", ""):
        with pytest.raises(WarehouseError, match="there is no snapshot"):
            open_snapshot(tmp_path, name)


def test_every_table_of_the_journey_can_be_asked_and_unfilled_ones_are_empty_but_typed(tmp_path):
    snapshot = journey(tmp_path, as_at="2026-10-31", ssd_cp_plans=PLANS)
    with snapshot.connect() as cursor:
        for table in TABLES.values():
            assert cursor.sql(f"FROM {table.name}").to_arrow_table().schema == table.schema
        assert cursor.execute("SELECT count(*) FROM ssd_cp_plans").fetchone() == (2,)
        (days,) = cursor.execute(
            "SELECT b.ordinal - a.ordinal FROM calendar a, calendar b "
            "WHERE a.day = '2026-12-24' AND b.day = '2026-12-29'"
        ).fetchone()
    assert days == 1


def test_tables_are_the_same_as_ibis_expressions(tmp_path):
    snapshot = journey(tmp_path, as_at="2026-10-31", ssd_cp_plans=PLANS)
    plans = snapshot.tables()["ssd_cp_plans"]
    still_open = plans.filter(plans.cppl_cp_plan_end_date.isnull()).cppl_person_id
    assert still_open.to_pyarrow().to_pylist() == ["C2"]


def test_coverage_joins_spans_that_meet_and_finds_the_gap(tmp_path):
    snapshot = journey(
        tmp_path,
        as_at="2026-10-31",
        coverage={"ssd_contacts": ("2026-05-01", "2026-10-31"), "ssd_cp_plans": None},
    )
    may, october = date(2026, 5, 1), date(2026, 10, 31)
    assert snapshot.covers("ssd_contacts", may, october)
    assert not snapshot.covers("ssd_contacts", date(2026, 4, 30), october)
    assert not snapshot.covers("ssd_contacts", may, date(2026, 11, 1))
    assert not snapshot.covers("ssd_cp_plans", may, october)
    assert snapshot.covers("ssd_cla_episodes", may, october, open_spells=True)
    assert not snapshot.covers("ssd_contacts", may, october, open_spells=True)


def test_a_snapshot_from_before_a_column_was_known_is_read_with_nothing_in_it(tmp_path):
    snapshot = journey(tmp_path, as_at="2026-10-31", ssd_cp_plans=PLANS)
    file = layout.journey_file(snapshot.path, "ssd_cp_plans")
    older = pq.read_table(file).drop_columns(["cppl_cp_plan_latest_category"])
    pq.write_table(older, file)
    with open_snapshot(tmp_path, snapshot.id).connect() as cursor:
        found = cursor.sql("FROM ssd_cp_plans ORDER BY cppl_cp_plan_id").to_arrow_table()
    assert found.schema == TABLES["ssd_cp_plans"].schema
    assert found["cppl_cp_plan_id"].to_pylist() == ["P1", "P2"]
    assert found["cppl_cp_plan_latest_category"].to_pylist() == [None, None]


def test_a_column_is_filled_if_any_row_has_something_in_it(tmp_path):
    snapshot = journey(tmp_path, as_at="2026-10-31", ssd_cp_plans=PLANS)
    assert snapshot.fills("ssd_cp_plans", "cppl_cp_plan_end_date")
    assert not snapshot.fills("ssd_cp_plans", "cppl_cp_plan_latest_category")
    assert not snapshot.fills("ssd_cp_plans", "not_a_column")
    assert not snapshot.fills("ssd_contacts", "cont_contact_date")
