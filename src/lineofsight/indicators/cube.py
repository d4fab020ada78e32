"""All figures of a snapshot, counted once and kept: what pages read.

    cube.build(snapshot, basis)                                   at load, a few seconds
    cube.read(snapshot, ["ASM03"], periods, by="team", scope=scope, basis=basis)

holds every indicator for 72 months by authority, service, team and worker, and for the
latest 13 months by the four characteristics as well, and the rolling years that end with
them where the headline is one; also quarters, years to date and
rolling years of what is counted over time (workers by month only). A position on a day is
the same whatever period ends on that day, so positions are kept once, by month.

One Parquet file under the snapshot's `derived/`, named by a hash of the definitions and
parameters: another definition makes another file. Population is not in it: rates are made
when read.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from pathlib import Path
from threading import Lock

import duckdb
import pyarrow as pa

from lineofsight.indicators import kept_spells
from lineofsight.indicators.carried import carry, snapshot_before
from lineofsight.indicators.cases import (
    CHARACTERISTICS,
    KEPT_COUNTS,
    LEVELS,
    SUMS,
    TALLY,
    kept_columns,
    needs_every_case,
    shape_of,
)
from lineofsight.indicators.compiling import definitions_hash
from lineofsight.indicators.count import (
    Assembly,
    checked,
    figures,
    within,
)
from lineofsight.indicators.definition import AREA, KIND, Indicator, Parameters
from lineofsight.indicators.figures import Assembler, Basis, Figure
from lineofsight.indicators.given import text_column
from lineofsight.indicators.library import CATALOGUE, indicator_of
from lineofsight.indicators.running import Run, at_once, duckdb_run, tally_columns, together
from lineofsight.indicators.units import AUTHORITY, units_of
from lineofsight.periods import Period, PeriodKind, end_of_month
from lineofsight.scope import WHOLE_AUTHORITY, Scope
from lineofsight.warehouse import Snapshot

MONTHS = 72
MONTHS_BROKEN_DOWN = 13
BROKEN_DOWN_LEVELS = (AUTHORITY, "service", "team")
TYPES = {
    **dict.fromkeys(("indicator_id", "period_id", "by", "unit_id", "parent_id"), "VARCHAR"),
    **dict.fromkeys(("breakdown", "category"), "VARCHAR"),
    **dict.fromkeys((*KEPT_COUNTS, "children"), "BIGINT"),
    "median": "DOUBLE",
    **dict.fromkeys(SUMS, "BIGINT"),
}
EMPTY_CUBE = f"""SELECT {", ".join(f'NULL::{t} AS "{c}"' for c, t in TYPES.items())} WHERE false"""
YEARS_BROKEN_DOWN = PeriodKind.ROLLING_YEAR
"""Also kept by characteristic, of indicators whose headline is such a year."""
KEPT = hashlib.sha256(
    repr((MONTHS, MONTHS_BROKEN_DOWN, BROKEN_DOWN_LEVELS, TYPES, str(YEARS_BROKEN_DOWN))).encode()
)
"""What a cube holds: one made when it held less would be read as having no cases."""
_building = Lock()


def file_of(snapshot: Snapshot, parameters: Parameters) -> Path:
    named = f"figures-{definitions_hash(parameters)}-{KEPT.hexdigest()[:8]}.parquet"
    return snapshot.path / "derived" / named


def periods_kept(snapshot: Snapshot) -> dict[PeriodKind, list[Period]]:
    """The periods that end with or before the last whole month of the snapshot."""
    month = Period.of_kind(PeriodKind.MONTH, snapshot.as_at)
    if snapshot.as_at < end_of_month(snapshot.as_at):
        month = month.earlier()
    months = month.series(MONTHS)
    kept = {PeriodKind.MONTH: months}
    for kind in (PeriodKind.QUARTER, PeriodKind.YEAR_TO_DATE, PeriodKind.ROLLING_YEAR):
        of_kind = {Period.of_kind(kind, one.end) for one in months}
        kept[kind] = sorted((p for p in of_kind if p.end <= month.end), key=lambda p: p.end)
    return kept


def build(
    snapshot: Snapshot,
    basis: Basis | None = None,
    *,
    progress: Callable[[int, int, str], None] | None = None,
) -> Path:
    """Count everything and write it, whole or not at all. `progress(done, of, what)` is
    called as each indicator is finished. Gives the file, made before or now."""
    parameters = (basis or Basis()).parameters
    file = file_of(snapshot, parameters)
    with _building:
        if file.is_file():
            return file
        if _is_carried(snapshot, file, parameters):
            return file
        kept = periods_kept(snapshot)
        every = [*_months_counted(kept), *(p for each in kept.values() for p in each)]
        with duckdb_run(snapshot, every, parameters=parameters) as run:
            _count_all(run, kept, progress)
            _write(run, file)
            _keep_spells(run, snapshot, parameters)
    return file


def _is_carried(snapshot: Snapshot, file: Path, parameters: Parameters) -> bool:
    """Have the figures of the snapshot before been taken over, as the same in every way?"""
    before = snapshot_before(snapshot)
    counted = before and before.path / "derived" / file.name
    if not (counted and counted.is_file() and periods_kept(before) == periods_kept(snapshot)):
        return False
    carry(counted, file)
    kept_spells.carry_over(
        kept_spells.folder_of(before, parameters), kept_spells.folder_of(snapshot, parameters)
    )
    return True


def _keep_spells(run: Run, snapshot: Snapshot, parameters: Parameters) -> None:
    schema, made = run.shared
    kept_spells.keep(
        run.engine.connection, schema, made.names, kept_spells.folder_of(snapshot, parameters)
    )


def _count_all(run: Run, kept, progress) -> None:
    run.engine.keep("cube", f"SELECT * FROM ({EMPTY_CUBE})")
    run.engine.give("month_of", _months_of(kept))
    done = count(1)

    def counted(own: Run, group: tuple[Indicator, ...]) -> None:
        _count(own, group, kept)
        for indicator in group:
            if progress:
                progress(next(done), len(CATALOGUE), indicator.title)

    for _ in at_once(run, together(CATALOGUE.values()), counted):
        pass


def _count(run: Run, group: tuple[Indicator, ...], kept) -> None:
    """Put every figure of indicators that are counted together into the cube."""
    one = group[0]
    if _adds_up(one):
        run.look_at(*group, only=[period.id for period in _months_counted(kept)])
    else:
        run.look_at(*group, only=_ids(one, kept))
    if not _is_anything_kept(run, one, ("team_id", "worker_id")):
        return
    if _adds_up(one):
        _roll_up(run.engine.connection, kept, shape_of(group))
    for level in LEVELS:
        _add(run, group, run.tally_sql(level), _months_only(level, kept))
    if not any(indicator.breakdowns for indicator in group):
        return
    run.look_at(*group, only=_ids_broken_down(group, kept))
    wanted = _breakdowns_kept(group)
    if not _is_anything_kept(run, one, ("team_id", *wanted)):
        return
    for level in BROKEN_DOWN_LEVELS:
        for breakdown in wanted:
            _add(run, group, run.tally_sql(level, breakdown))


def _breakdowns_kept(group: tuple[Indicator, ...]) -> tuple[str, ...]:
    has_kinds = any(KIND in one.breakdowns for one in group)
    return (*CHARACTERISTICS, KIND) if has_kinds else CHARACTERISTICS


def _is_anything_kept(run: Run, indicator: Indicator, keys: tuple[str, ...]) -> bool:
    """Keep what the tallies go through; is there anything to tally? In a small file there is
    often not, and a dozen queries about nothing take longer than the counting."""
    table = "counts"
    if needs_every_case(indicator):
        run.keep_cases()
        table = "every_case"
    else:
        run.keep_counts(keys)
    found = run.engine.rows(f"SELECT EXISTS (FROM {table})")
    return found[0][0]


def _adds_up(indicator: Indicator) -> bool:
    """Can its quarters and years be summed from its months?"""
    kinds = indicator.period_kinds
    is_monthly = PeriodKind.MONTH in kinds and not indicator.snapshot
    return is_monthly and indicator.adds_up and not needs_every_case(indicator)


def _months_counted(kept) -> list[Period]:
    """The months kept and those before them that the earliest years reach into."""
    first = min(period.start for each in kept.values() for period in each)
    last = kept[PeriodKind.MONTH][-1]
    months = [last]
    while months[-1].start > first:
        months.append(months[-1].earlier())
    return months


def _months_of(kept) -> pa.Table:
    """Which months each quarter and year kept is made of."""
    pairs = [
        (period.id, month.id)
        for kind in (PeriodKind.QUARTER, PeriodKind.YEAR_TO_DATE, PeriodKind.ROLLING_YEAR)
        for period in kept[kind]
        for month in _months_counted(kept)
        if period.start <= month.start and month.end <= period.end
    ]
    names = ("period_id", "month_id")
    return pa.table(dict(zip(names, map(text_column, zip(*pairs, strict=True)), strict=True)))


def _roll_up(connection, kept, shape: tuple[bool, ...]) -> None:
    """Add the quarters and years to `counts`, and take out months that are not kept."""
    ids = ", ".join(f"'{period.id}'" for period in kept[PeriodKind.MONTH])
    sums = ", ".join(f"sum({name})" for name in kept_columns(shape))
    connection.execute(
        f"INSERT INTO counts SELECT m.period_id, team_id, NULL, {sums} "
        f"FROM counts JOIN month_of AS m ON counts.period_id = m.month_id "
        f"GROUP BY m.period_id, team_id"
    )
    others = "SELECT DISTINCT period_id FROM month_of"
    connection.execute(
        f"DELETE FROM counts WHERE period_id NOT IN ({ids}) AND period_id NOT IN ({others})"
    )


def _ids(indicator: Indicator, kept) -> list[str]:
    kinds = (PeriodKind.MONTH,) if indicator.snapshot else indicator.period_kinds
    return [period.id for kind in kinds for period in kept.get(kind, ())]


def _ids_broken_down(group: tuple[Indicator, ...], kept) -> list[str]:
    """The latest months, and the years that end with them where these are a headline."""
    found = kept[PeriodKind.MONTH][-MONTHS_BROKEN_DOWN:]
    if any(_has_years_broken_down(one) for one in group):
        found = found + kept[YEARS_BROKEN_DOWN][-MONTHS_BROKEN_DOWN:]
    return [period.id for period in found]


def _has_years_broken_down(indicator: Indicator) -> bool:
    return indicator.headline_kind == YEARS_BROKEN_DOWN and not indicator.snapshot


def _months_only(level: str, kept) -> str:
    """Workers are kept by month; their years are counted when somebody asks."""
    if level != "worker":
        return "true"
    ids = ", ".join(f"'{period.id}'" for period in kept[PeriodKind.MONTH])
    return f"period_id IN ({ids})"


def _add(run: Run, group: tuple[Indicator, ...], sql: str, condition: str = "true") -> None:
    run.engine.condense("tally", f"SELECT * FROM ({sql}) WHERE {condition}")
    for place, indicator in enumerate(group):
        columns = ", ".join(tally_columns(place, is_summed=indicator.is_summed))
        run.engine.connection.execute(
            f"INSERT INTO cube SELECT '{indicator.id}', {columns} FROM tally"
        )


def _write(run: Run, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, written = tempfile.mkstemp(dir=file.parent, prefix=".figures-", suffix=".parquet")
    os.close(handle)
    try:
        run.engine.connection.execute(
            f"""COPY (SELECT * FROM cube ORDER BY "by", breakdown, indicator_id, period_id)
            TO '{written.replace("'", "''")}' (FORMAT parquet, COMPRESSION zstd)"""
        )
        Path(written).replace(file)
    finally:
        Path(written).unlink(missing_ok=True)


@lru_cache(maxsize=4)
def _opened(file: Path) -> duckdb.DuckDBPyConnection:
    """The cube in memory, indexed by what pages ask; each reader takes a cursor of it."""
    database = duckdb.connect(":memory:")
    quoted = str(file).replace("'", "''")
    database.execute(f"CREATE TABLE cube AS FROM read_parquet('{quoted}')")
    return database


@dataclass(frozen=True)
class Wanted:
    """Narrows a reading to these units; `within` to those in one team or service."""

    unit_ids: tuple[str, ...] = ()
    within: str = ""

    def holds(self, unit_id: str, parent_id: str) -> bool:
        if self.unit_ids and unit_id not in self.unit_ids:
            return False
        return not self.within or parent_id == self.within


ALL = Wanted()


def read(
    snapshot: Snapshot,
    indicator_ids: Sequence[str] | None = None,
    periods: Sequence[Period] = (),
    *,
    by: str = AUTHORITY,
    breakdown: str | None = None,
    only: Wanted = ALL,
    scope: Scope = WHOLE_AUTHORITY,
    basis: Basis | None = None,
) -> list[Figure]:
    """Figures as `count.figures` gives them, in the same order, without counting. Periods
    that the cube does not hold (a day, a month not over) are counted now. Builds the cube
    if it is not there."""
    basis = basis or Basis()
    indicators = [indicator_of(name) for name in indicator_ids or CATALOGUE]
    indicators = [checked(one, periods, by, breakdown) for one in indicators]
    has_years = all(_has_years_broken_down(one) for one in indicators)
    held = [p for p in periods if _is_held(snapshot, p, (by, breakdown), has_years)]
    assembly = Assembly(
        Assembler(snapshot, basis, units_of(snapshot)),
        held,
        by=by,
        breakdown=breakdown,
        is_wanted=only.holds,
    )
    file = build(snapshot, basis)
    for name, tally in _tallies(file, indicators, held, (by, breakdown or ""), only).items():
        assembly.take(name, tally)
    made: dict[tuple[str, str], list[Figure]] = {}
    for one in assembly.figures(indicators):
        made.setdefault((one.indicator_id, one.period_id), []).append(one)
    others = [p for p in periods if p not in held]
    if others:
        names = [one.id for one in indicators]
        counted = figures(
            snapshot, names, others, by=by, breakdown=breakdown, scope=scope, basis=basis
        )
        for one in counted:
            if only.holds(one.unit_id, one.parent_id):
                made.setdefault((one.indicator_id, one.period_id), []).append(one)
    every = [one for i in indicators for p in periods for one in made.get((i.id, p.id), ())]
    return list(within(scope, every, units_of(snapshot)))


@lru_cache(maxsize=16)
def _held_ends(snapshot: Snapshot) -> tuple[frozenset, frozenset]:
    months = periods_kept(snapshot)[PeriodKind.MONTH]
    recent = months[-MONTHS_BROKEN_DOWN:]
    return frozenset(p.end for p in months), frozenset(p.end for p in recent)


def _is_held(
    snapshot: Snapshot, period: Period, which: tuple[str, str | None], has_years: bool
) -> bool:
    by, breakdown = which
    every, recent = _held_ends(snapshot)
    if breakdown == AREA:
        return False
    if breakdown:
        kinds = (PeriodKind.MONTH, YEARS_BROKEN_DOWN) if has_years else (PeriodKind.MONTH,)
        is_kept = period.kind in kinds and by in BROKEN_DOWN_LEVELS
        return is_kept and period.end in recent
    if by == "worker" and period.kind != PeriodKind.MONTH:
        return False
    return period.kind != PeriodKind.DAY and period.end in every


def _tallies(
    file: Path, indicators: Iterable[Indicator], periods, which: tuple[str, str], only: Wanted
) -> dict[str, list[tuple]]:
    """What the cube holds of each indicator, under the periods asked for. A position on the
    last day of any period is held under the month that ends with it."""
    asked: dict[tuple[str, str], list[str]] = {}
    for indicator in indicators:
        for period in periods:
            kept = period
            if indicator.snapshot:
                kept = Period.of_kind(PeriodKind.MONTH, period.end)
            asked.setdefault((indicator.id, kept.id), []).append(period.id)
    if not asked:
        return {}
    conditions, values = ['"by" = ?', "breakdown = ?"], [*which]
    for column, wanted in (
        ("indicator_id", sorted({key[0] for key in asked})),
        ("period_id", sorted({key[1] for key in asked})),
        ("unit_id", list(only.unit_ids)),
        ("parent_id", [only.within] if only.within else []),
    ):
        if wanted:
            conditions.append(f"{column} IN ({', '.join('?' * len(wanted))})")
            values.extend(wanted)
    cursor = _opened(file).cursor()
    try:
        names = ", ".join(f'"{name}"' for name in TALLY)
        cursor.execute(
            f"SELECT indicator_id, {names} FROM cube WHERE {' AND '.join(conditions)}", values
        )
        rows = cursor.fetchall()
    finally:
        cursor.close()
    tallies: dict[str, list[tuple]] = {}
    for indicator_id, kept_id, *row in rows:
        for period_id in asked.get((indicator_id, kept_id), ()):
            tallies.setdefault(indicator_id, []).append((period_id, *row))
    return tallies


def is_built(snapshot: Snapshot, basis: Basis | None = None) -> bool:
    return file_of(snapshot, (basis or Basis()).parameters).is_file()
