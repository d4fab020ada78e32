"""One run of definitions on one engine, for a set of periods.

Spells are made when the first definition asks for them and serve all others of the run.
"""

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa

from lineofsight.indicators.cases import needs_every_case
from lineofsight.indicators.compiling import Compiled, Compiler, compiler
from lineofsight.indicators.definition import Indicator, Parameters
from lineofsight.indicators.engines import DuckDB
from lineofsight.indicators.spells import SPELLS
from lineofsight.indicators.units import Units, units_of
from lineofsight.journey import TABLES
from lineofsight.periods import Period
from lineofsight.warehouse import Snapshot

PERIOD_SCHEMA = pa.schema(
    [("period_id", pa.string()), ("start_on", pa.date32()), ("end_on", pa.date32())]
)


class Run:
    """Hands `periods` and `units` to the engine, then runs what is asked."""

    def __init__(self, engine, compiled_by: Compiler, periods: Iterable[Period], units: Units):
        self.engine = engine
        self.compiler = compiled_by
        self.units = units
        self._made: set[str] = set()
        rows = [{"period_id": p.id, "start_on": p.start, "end_on": p.end} for p in set(periods)]
        engine.give("periods", pa.Table.from_pylist(rows, PERIOD_SCHEMA))
        engine.give("units", units.table())

    def cases(self, indicator: Indicator) -> pa.Table:
        return self.engine.run(self._ready(self.compiler.cases(indicator)))

    def look_at(self, indicator: Indicator, *, only: Iterable[str] = ()) -> None:
        """Make this indicator's cases what `tally` counts; of these periods only, if given.

        They are a view, so that only what is counted is worked out; a table where every
        tally goes through all of them.
        """
        self._of_cases = needs_every_case(indicator)
        sql = _only(self._ready(self.compiler.cases(indicator)), only)
        if self._of_cases:
            self.engine.keep("every_case", sql)
            sql = "SELECT * FROM every_case"
        self.engine.define("cases", sql)
        self._condensed: bool | None = None

    def tally(self, level: str, breakdown: str | None = None) -> pa.Table:
        return self.engine.run(self.tally_sql(level, breakdown))

    def tally_sql(self, level: str, breakdown: str | None = None) -> str:
        """The query that tallies the cases looked at. Ask again before each new breakdown."""
        if self._of_cases:
            return self._ready(self.compiler.tally_of_cases(level, breakdown))
        self.condense(described=bool(breakdown))
        return self._ready(self.compiler.tally(level, breakdown))

    def condense(self, *, described: bool = False) -> None:
        """Have `counts` made of the cases looked at."""
        if self._condensed != described:
            self.engine.keep("counts", self._ready(self.compiler.counts(described)))
            self._condensed = described

    def need(self, *names: str) -> None:
        """Have these spells made; tables of the journey are there anyway."""
        for name in names:
            if name in SPELLS and name not in self._made:
                self.engine.keep(name, self._ready(self.compiler.spell(name)))
                self._made.add(name)

    def _ready(self, compiled: Compiled) -> str:
        for name in compiled.spells:
            if name not in self._made:
                self.engine.keep(name, self.compiler.spell(name).sql)
                self._made.add(name)
        return compiled.sql


def _only(sql: str, period_ids: Iterable[str]) -> str:
    if not period_ids:
        return sql
    ids = ", ".join(f"'{period_id}'" for period_id in period_ids)
    return f"SELECT * FROM ({sql}) AS every WHERE period_id IN ({ids})"


def home_of(snapshot: Snapshot) -> Path:
    """The product's home that a snapshot lies in."""
    return snapshot.path.parent.parent


def duckdb_run(
    snapshot: Snapshot,
    periods: Iterable[Period],
    *,
    parameters: Parameters | None = None,
    child_id: str | None = None,
) -> Run:
    """A run on a cursor of the snapshot; close `run.engine.connection` when done. With a
    child's id every table holds that child's rows alone, which makes it quick."""
    made_by = compiler("duckdb", parameters or Parameters(), home_of(snapshot))
    engine = DuckDB(snapshot.connect())
    if child_id is not None:
        _only_about(engine, child_id)
    return Run(engine, made_by, periods, units_of(snapshot))


def _only_about(engine: DuckDB, child_id: str) -> None:
    quoted = "'" + child_id.replace("'", "''") + "'"
    for table in TABLES.values():
        if table.person:
            engine.define(
                table.name,
                f"SELECT * FROM memory.main.{table.name} WHERE {table.person} = {quoted}",
            )
