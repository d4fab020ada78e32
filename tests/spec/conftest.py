"""Definitions are tested from drawings, on every engine that is there.

DuckDB always. Spark when it is asked for: `pytest tests/spec -m spark`.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb
import pytest
from tests.factories.text_tables import table_of
from tests.spec.spark_for_drawings import session_on

from lineofsight.indicators.cases import TALLY
from lineofsight.indicators.compiling import compiler
from lineofsight.indicators.definition import Parameters
from lineofsight.indicators.engines import DuckDB, Spark
from lineofsight.indicators.library import CATALOGUE
from lineofsight.indicators.running import Run
from lineofsight.indicators.units import Units
from lineofsight.journey import TABLES
from lineofsight.periods import Period
from lineofsight.working_days import calendar_table

DEFAULT = Parameters()


@dataclass
class Answer:
    """The cases an indicator found in a drawing, and how they are counted."""

    run: Run
    indicator: object
    rows: list[dict]

    def keys(self, status: str) -> list[str]:
        return sorted(row["record_key"] for row in self.rows if row["status"] == status)

    @property
    def counted(self) -> list[str]:
        return self.keys("counted")

    @property
    def not_counted(self) -> list[str]:
        return self.keys("not-counted")

    @property
    def left_out(self) -> dict[str, str]:
        """Record → why it is left out."""
        return {r["record_key"]: r["reason"] for r in self.rows if r["status"] == "left-out"}

    @property
    def unknown(self) -> list[str]:
        return sorted(row["record_key"] for row in self.rows if row["is_unknown"])

    def of(self, key: str) -> dict:
        (row,) = (row for row in self.rows if row["record_key"] == key)
        return row

    def measures(self) -> dict[str, int]:
        return {row["record_key"]: row["measure"] for row in self.rows}

    def dues(self) -> dict[str, date]:
        return {row["record_key"]: row["due_on"] for row in self.rows}

    def tally(self, by: str = "authority", breakdown: str | None = None) -> dict:
        """Unit (and category, if broken down) → (numerator, denominator)."""
        self.run.look_at(self.indicator)
        rows = [dict(zip(TALLY, row, strict=True)) for row in self.run.tally(by, breakdown)]
        if breakdown:
            return {row["category"]: (row["numerator"], row["denominator"]) for row in rows}
        return {row["unit_id"]: (row["numerator"], row["denominator"]) for row in rows}

    def sums(self, by: str = "authority") -> dict:
        """Unit → (total, weight), as they are kept."""
        self.run.look_at(self.indicator)
        rows = [dict(zip(TALLY, row, strict=True)) for row in self.run.tally(by)]
        return {row["unit_id"]: (row["total"], row["weight"]) for row in rows}

    def median(self) -> float | None:
        self.run.look_at(self.indicator)
        (row,) = self.run.tally("authority")
        return row[TALLY.index("median")]


def _drawn(drawings):
    return {name: table_of(drawing, TABLES[name].schema) for name, drawing in drawings.items()}


def _units(tables) -> Units:
    departments, workers = [], []
    if "ssd_department" in tables:
        departments = [
            (r["dept_team_id"], r["dept_team_name"], r["dept_team_parent_id"])
            for r in tables["ssd_department"].to_pylist()
        ]
    return Units.read(departments, workers)


@pytest.fixture
def duckdb_engine():
    connection = duckdb.connect(":memory:")

    def make(tables):
        engine = DuckDB(connection)
        for name, table in TABLES.items():
            engine.give(name, tables.get(name, table.empty()))
        engine.give("calendar", calendar_table())
        return engine

    yield make
    connection.close()


@pytest.fixture(scope="session")
def spark_master():
    """Where Spark runs: in this process, or what LINEOFSIGHT_SPARK_MASTER names. `standalone` is a
    cluster of one master and two workers, made for these tests."""
    pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
    named = os.environ.get("LINEOFSIGHT_SPARK_MASTER", "local[2]")
    if named != "standalone":
        yield named
        return
    from tests.spec.standalone_cluster import standalone_cluster

    with standalone_cluster() as address:
        yield address


@pytest.fixture(scope="session")
def spark_session(spark_master):
    session = session_on(spark_master)
    Spark(session, {name: table.empty() for name, table in TABLES.items()})
    Spark(session, {"calendar": calendar_table()})
    yield session
    session.stop()


@pytest.fixture
def spark_engine(spark_session):
    filled: list[str] = []

    def make(tables):
        spark_session.catalog.clearCache()
        emptied = {name: TABLES[name].empty() for name in set(filled) - set(tables)}
        filled.extend(tables)
        return Spark(spark_session, emptied | tables)

    yield make
    spark_session.catalog.clearCache()
    Spark(spark_session, {name: TABLES[name].empty() for name in set(filled)})


SPARK_MARKS = [
    pytest.mark.spark,
    # Spark's own sockets to its Java side are closed by the collector, and it warns of itself.
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture(params=["duckdb", pytest.param("spark", marks=SPARK_MARKS)])
def engine(request):
    return request.getfixturevalue(f"{request.param}_engine")


@pytest.fixture
def ask(engine):
    """Ask an indicator about a drawing:

        ask("ASM03", "2026-10", ssd_cin_assessments='''…''').counted

    `parameters` are the authority's choices, if other than the default.
    """

    def asked(indicator_id: str, period: str, *, parameters=DEFAULT, **drawings) -> Answer:
        tables = _drawn(drawings)
        made = engine(tables)
        run = Run(made, compiler(made.name, parameters), _periods(period), _units(tables))
        indicator = CATALOGUE[indicator_id]
        return Answer(run, indicator, run.cases(indicator).to_pylist())

    return asked


def _periods(text: str) -> Iterable[Period]:
    return [Period.parse(one) for one in text.split()]
