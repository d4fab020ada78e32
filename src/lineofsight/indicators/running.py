"""One run of definitions on one engine, for a set of periods.

Spells are made when the first definition asks for them and serve all others of the run.
Those that do not depend on the periods asked for serve every run on the same snapshot.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from threading import Lock, local
from typing import Any, TypeVar

import pyarrow as pa

from lineofsight.indicators.cases import (
    KEPT_COUNTS,
    SUMS,
    TALLY,
    counted_together,
    keys_of,
    needs_every_case,
    places_of,
    shape_of,
)
from lineofsight.indicators.compiling import Compiled, Compiler, compiler, definitions_hash
from lineofsight.indicators.definition import Indicator, Parameters
from lineofsight.indicators.engines import DuckDB
from lineofsight.indicators.given import period_days_table, periods_table
from lineofsight.indicators.kept_spells import folder_of, kept_in
from lineofsight.indicators.spells import SPELLS
from lineofsight.indicators.units import Units, units_of
from lineofsight.journey import TABLES
from lineofsight.periods import Period
from lineofsight.warehouse import Snapshot

AT_ONCE = 2
"""Definitions counted at the same time: most are too small to keep two cores busy."""
MANY = 20
"""From so many on each is counted by one thread alone: two queries that share their work among
the same two threads wait for one another, which takes a quarter longer."""
_number_of_run = count(1)
Result = TypeVar("Result")


class Made:
    """Which spells are there, for all that share them; each is made once, by whoever comes
    first, while the others wait for it. `kept`: those that were made before this process
    began, each with the query that reads it."""

    def __init__(self, kept: Mapping[str, str] | None = None):
        self.kept = dict(kept or {})
        self._names: set[str] = set()
        self._locks: dict[str, Lock] = {}
        self._lock = Lock()

    def once(self, name: str, make: Callable[[], None]) -> None:
        if name in self._names:
            return
        with self._lock:
            lock = self._locks.setdefault(name, Lock())
        with lock:
            if name not in self._names:
                make()
                self._names.add(name)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._names)


class Run:
    """Hands `periods` and `units` to the engine, then runs what is asked.

    `shared`: the schema of the spells that any run on the snapshot may use, with what is
    made there already; without it every spell is this run's own.
    """

    def __init__(self, engine, compiled_by: Compiler, periods: Iterable[Period], units: Units):
        self.engine = engine
        self.compiler = compiled_by
        self.units = units
        self.shared: tuple[str, Made] | None = None
        self._made = Made()
        asked = sorted(set(periods), key=lambda period: period.id)
        engine.give("periods", periods_table(asked))
        engine.give("period_days", period_days_table(asked))
        engine.give("units", units.table())

    def another(self) -> "Run":
        """The same run on a cursor of its own, for another thread."""
        other = object.__new__(Run)
        other.__dict__.update(self.__dict__)
        other.engine = self.engine.another()
        return other

    def cases(self, indicator: Indicator) -> pa.Table:
        return self.engine.run(self._ready(self.compiler.cases(indicator)))

    def look_at(self, *indicators: Indicator, only: Iterable[str] = ()) -> None:
        """Make the cases of these, which are counted together, what `tallies` counts; of
        these periods only, if given."""
        self._looked_at = indicators
        self._of_cases = needs_every_case(indicators[0])
        self._cases = _only(self._ready(self.compiler.marked_cases(indicators)), only)
        self._kept: tuple[str, ...] | None = None

    @property
    def shape(self) -> tuple[bool, ...]:
        """Of the indicators looked at, whose sums are kept beside their counts."""
        return shape_of(self._looked_at)

    def keep_cases(self) -> None:
        """Work the cases out now, where several tallies go through all of them."""
        self.engine.condense("every_case", self._cases)
        self._cases = "SELECT * FROM every_case"

    def keep_counts(self, keys: tuple[str, ...]) -> None:
        """Condense the cases now, as table `counts`, for every tally that needs no others."""
        counts = self.compiler.counts(keys, self.shape)
        self.engine.condense("counts", self._with_cases(counts))
        self._kept = keys

    def tally(self, level: str, breakdown: str | None = None) -> list[tuple]:
        """How many cases of the first indicator looked at there are of each kind: a row for
        each unit and category, with the columns `TALLY`."""
        return self.tallies(level, breakdown)[0]

    def tallies(self, level: str, breakdown: str | None = None) -> list[list[tuple]]:
        """A tally of each indicator looked at."""
        of = len(self._looked_at)
        columns = [c for n, one in enumerate(self.shape) for c in tally_columns(n, is_summed=one)]
        sql = self.tally_sql(level, breakdown)
        rows = self.engine.rows(f"SELECT {', '.join(columns)} FROM ({sql}) AS tally")
        width = len(TALLY)
        return [[row[n * width : (n + 1) * width] for row in rows] for n in range(of)]

    def tally_sql(self, level: str, breakdown: str | None = None) -> str:
        """The query that tallies the cases looked at, for all indicators side by side."""
        of = self.shape
        if self._of_cases:
            counted = of, places_of(self._looked_at)
            return self._with_cases(self.compiler.tally_of_cases(level, breakdown, counted))
        keys = keys_of(level, breakdown)
        tally = self._ready(self.compiler.tally(level, breakdown, of))
        if self._kept and set(keys) <= set(self._kept):
            return tally
        counts = self._with_cases(self.compiler.counts(keys, of))
        return f"WITH counts AS ({counts}) SELECT * FROM ({tally}) AS tallied"

    def _with_cases(self, compiled: Compiled) -> str:
        sql = self._ready(compiled)
        return f"WITH cases AS ({self._cases}) SELECT * FROM ({sql}) AS condensed"

    def need(self, *names: str) -> None:
        """Have these spells made; tables of the journey are there anyway."""
        for name in names:
            if name in SPELLS:
                spell = self.compiler.spell(name)
                self._ready(Compiled(spell.sql, (*spell.spells, name)))

    def _ready(self, compiled: Compiled) -> str:
        for name in compiled.spells:
            self._make(name)
        return compiled.sql

    def _make(self, name: str) -> None:
        spell = self.compiler.spell(name)
        if self.shared is None or "days" in (name, *spell.spells):
            self._made.once(name, lambda: self.engine.keep(name, spell.sql))
            return
        schema, made = self.shared
        made.once(name, lambda: self.engine.keep_in(schema, name, made.kept.get(name, spell.sql)))


def tally_columns(place: int, *, is_summed: bool) -> list[str]:
    """SQL of the columns `TALLY` of the indicator at this place in `tally_sql`."""
    own = {*KEPT_COUNTS, "children", "median", *SUMS}
    columns = []
    for name in TALLY:
        kind = "DOUBLE" if name == "median" else "BIGINT"
        there = "NULL" if name in SUMS and not is_summed else f"tally.{name}_{place}"
        columns.append(f"CAST({there} AS {kind}) AS {name}" if name in own else f"tally.{name}")
    return columns


def together(indicators: Iterable[Indicator]) -> list[tuple[Indicator, ...]]:
    """The indicators, those that are counted together in one group."""
    groups: dict[tuple, list[Indicator]] = {}
    for indicator in indicators:
        groups.setdefault(counted_together(indicator), []).append(indicator)
    return [tuple(group) for group in groups.values()]


def at_once(run: Run, tasks: Sequence, work: Callable[[Run, Any], Result]) -> Iterator[Result]:
    """`work(run, task)` for every task, some at the same time; results in their order, each
    as soon as it and those before it are there."""
    if len(tasks) < AT_ONCE:
        yield from (work(run, task) for task in tasks)
        return
    runs: list[Run] = []
    own = local()

    def worked(task):
        if not hasattr(own, "run"):
            own.run = run.another()
            runs.append(own.run)
        return work(own.run, task)

    is_many = len(tasks) >= MANY
    try:
        if is_many:
            run.engine.share_threads()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            yield from pool.map(worked, tasks)
    finally:
        if is_many:
            run.engine.share_no_threads()
        for other in runs:
            other.engine.connection.close()


def _only(sql: str, period_ids: Iterable[str]) -> str:
    if not period_ids:
        return sql
    ids = ", ".join(f"'{period_id}'" for period_id in period_ids)
    return f"SELECT * FROM ({sql}) AS every WHERE period_id IN ({ids})"


def home_of(snapshot: Snapshot) -> Path:
    """The product's home that a snapshot lies in."""
    return snapshot.path.parent.parent


@contextmanager
def duckdb_run(
    snapshot: Snapshot,
    periods: Iterable[Period],
    *,
    parameters: Parameters | None = None,
    child_id: str | None = None,
):
    """A run on a snapshot. With a child's id every table holds that child's rows alone,
    which makes it quick."""
    parameters = parameters or Parameters()
    connection = snapshot.connect()
    own = f"run_{next(_number_of_run)}"
    connection.execute(f"CREATE SCHEMA {own}")
    made_by = compiler("duckdb", parameters, home_of(snapshot))
    try:
        if child_id is None:
            schema, made = _shared_spells(snapshot, connection, parameters)
            run = Run(DuckDB(connection, (own, schema)), made_by, periods, units_of(snapshot))
            run.shared = schema, made
        else:
            engine = DuckDB(connection, (own,))
            _only_about(engine, child_id)
            run = Run(engine, made_by, periods, units_of(snapshot))
        yield run
    finally:
        connection.execute(f"DROP SCHEMA IF EXISTS {own} CASCADE")
        connection.close()
        made_by.keep()


_sharing = Lock()


def _shared_spells(snapshot: Snapshot, connection, parameters: Parameters) -> tuple[str, Made]:
    """The schema of the spells that runs on a snapshot share, and what is made there."""
    schema = f"spells_{definitions_hash(parameters)}"
    with _sharing:
        if schema not in snapshot.kept:
            connection.execute(f"CREATE SCHEMA {schema}")
            snapshot.kept[schema] = Made(kept_in(folder_of(snapshot, parameters)))
    return schema, snapshot.kept[schema]


def _only_about(engine: DuckDB, child_id: str) -> None:
    quoted = "'" + child_id.replace("'", "''") + "'"
    for table in TABLES.values():
        if table.person:
            engine.define(
                table.name,
                f"SELECT * FROM memory.main.{table.name} WHERE {table.person} = {quoted}",
            )
