"""Invariants of figures, on invented journeys of any shape."""

from datetime import date, timedelta

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lineofsight.indicators.cases import TALLY
from lineofsight.indicators.compiling import compiler
from lineofsight.indicators.definition import Parameters
from lineofsight.indicators.engines import DuckDB
from lineofsight.indicators.library import CATALOGUE
from lineofsight.indicators.running import Run
from lineofsight.indicators.units import Units
from lineofsight.journey import TABLES
from lineofsight.periods import Period, PeriodKind
from lineofsight.working_days import calendar_table

FIRST = date(2024, 1, 1)
CHILDREN = ["A", "B", "C", None]
TEAMS = ["north", "south", "odd", None]
CODES = {
    "flag": ["Y", "N", None],
    "text": ["x", "V3", "UASC", "U4", "T1", "A5", "E12", "1", None],
}
PERIODS = [Period.parse("2026-03"), Period.parse("2026-03-r12")]
UNITS = Units.read(
    [("top", "Top", None), ("s", "S", "top"), ("north", "N", "s"), ("south", "So", "s")], []
)
DAYS = st.none() | st.integers(0, 1000).map(lambda n: FIRST + timedelta(days=n))


KEY_DAYS = st.integers(0, 1000).map(lambda n: FIRST + timedelta(days=n))


def _column(table, name, kind):
    """What may stand in a column; None for a key that simply numbers the rows."""
    is_key = name in table.key
    if name == table.person:
        return st.sampled_from([child for child in CHILDREN if child or not is_key])
    if kind == "date":
        return KEY_DAYS if is_key else DAYS
    if is_key:
        return None
    if kind == "text" and "team" in name:
        return st.sampled_from(TEAMS)
    if kind == "text":
        return st.sampled_from(CODES["flag"] + CODES["text"])
    return st.none() | st.integers(0, 40)


def _rows(table):
    drawn = {name: _column(table, name, kind) for name, kind in table.columns.items()}
    numbered = [name for name, strategy in drawn.items() if strategy is None]
    values = {name: strategy for name, strategy in drawn.items() if strategy is not None}
    keys = [name for name in table.key if name not in numbered]
    is_numbered = bool(numbered) or not keys
    lists = st.lists(
        st.fixed_dictionaries(values),
        max_size=6,
        unique_by=None if is_numbered else lambda row: tuple(row[key] for key in keys),
    )
    return lists.map(
        lambda rows: [row | {key: str(n) for key in numbered} for n, row in enumerate(rows)]
    )


PEOPLE = [
    {"pers_person_id": "A", "pers_dob": date(2012, 3, 31), "pers_sex": "F"},
    {"pers_person_id": "B", "pers_expected_dob": date(2026, 8, 1), "pers_ethnicity": "NOBT"},
]
FIXED = ("ssd_person", "ssd_department", "ssd_professionals")
ABOUT_CHILDREN = {name: t for name, t in TABLES.items() if name not in FIXED}


@pytest.fixture
def connection():
    made = duckdb.connect(":memory:")
    yield made
    made.close()


PARTS = 6
"""The indicators are gone through in parts, side by side where there are several cores."""


@settings(
    max_examples=2,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(drawn=st.fixed_dictionaries({name: _rows(t) for name, t in ABOUT_CHILDREN.items()}))
@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_is_recorded_parts_add_up_and_nothing_exceeds_what_it_is_out_of(
    connection, part, drawn
):
    run = _run(connection, drawn | {"ssd_person": PEOPLE})
    for indicator in list(CATALOGUE.values())[part::PARTS]:
        rolling_only = PeriodKind.MONTH not in indicator.period_kinds
        ids = {p.id for p in PERIODS if not rolling_only or p.kind == PeriodKind.ROLLING_YEAR}
        rows = [r for r in run.cases(indicator).to_pylist() if r["period_id"] in ids]
        run.look_at(indicator, only=sorted(ids))
        whole = _by_period(run.tally("authority"))
        for period_id in ids:
            here = [row for row in rows if row["period_id"] == period_id]
            counted = sum(row["status"] == "counted" for row in here)
            out_of = sum(row["status"] != "left-out" for row in here)
            assert whole.get(period_id, (0, 0)) == (counted, out_of), indicator.id
            assert 0 <= counted <= out_of
        for level in ("service", "team", "worker"):
            assert _by_period(run.tally(level)) == whole, (indicator.id, level)
        for breakdown in ("age_band", "ethnicity"):
            assert _by_period(run.tally("authority", breakdown)) == whole, breakdown
        keys = [(row["period_id"], row["record_key"], row["child_id"]) for row in rows]
        assert len(keys) == len(set(keys)), f"{indicator.id} has a case twice"


def _run(connection, rows):
    engine = DuckDB(connection)
    for name, table in TABLES.items():
        engine.give(name, pa.Table.from_pylist(rows.get(name, []), table.schema))
    engine.give("calendar", calendar_table())
    return Run(engine, compiler("duckdb", Parameters()), PERIODS, UNITS)


def _by_period(tally):
    told = {}
    for values in tally:
        row = dict(zip(TALLY, values, strict=True))
        numerator, denominator = told.get(row["period_id"], (0, 0))
        told[row["period_id"]] = (numerator + row["numerator"], denominator + row["denominator"])
    return told
