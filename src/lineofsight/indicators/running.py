"""One run of definitions on one engine, for a set of periods.

Spells are made when the first definition asks for them and serve all others of the run.
"""

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa

from lineofsight.indicators.compiling import Compiled, Compiler, compiler
from lineofsight.indicators.definition import Indicator, Parameters
from lineofsight.indicators.engines import DuckDB
from lineofsight.indicators.units import Units, units_of
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
        self._made: set[str] = set()
        rows = [{"period_id": p.id, "start_on": p.start, "end_on": p.end} for p in set(periods)]
        engine.give("periods", pa.Table.from_pylist(rows, PERIOD_SCHEMA))
        engine.give("units", units.table())

    def cases(self, indicator: Indicator) -> pa.Table:
        return self.engine.run(self._ready(self.compiler.cases(indicator)))

    def keep_cases(self, indicator: Indicator) -> None:
        """Make the cases the table that `tally` counts."""
        self.engine.keep("cases", self._ready(self.compiler.cases(indicator)))

    def tally(self, level: str, breakdown: str | None = None) -> pa.Table:
        return self.engine.run(self.tally_sql(level, breakdown))

    def tally_sql(self, level: str, breakdown: str | None = None) -> str:
        return self._ready(self.compiler.tally(level, breakdown))

    def _ready(self, compiled: Compiled) -> str:
        for name in compiled.spells:
            if name not in self._made:
                self.engine.keep(name, self.compiler.spell(name).sql)
                self._made.add(name)
        return compiled.sql


def home_of(snapshot: Snapshot) -> Path:
    """The product's home that a snapshot lies in."""
    return snapshot.path.parent.parent


def duckdb_run(
    snapshot: Snapshot, periods: Iterable[Period], *, parameters: Parameters | None = None
) -> Run:
    """A run on a cursor of the snapshot; close `run.engine.connection` when done."""
    made_by = compiler("duckdb", parameters or Parameters(), home_of(snapshot))
    return Run(DuckDB(snapshot.connect()), made_by, periods, units_of(snapshot))
