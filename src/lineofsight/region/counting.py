"""Figures of every authority of a region, in one run of the definitions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from lineofsight.errors import UserError
from lineofsight.indicators import CATALOGUE, Basis, Figure, Indicator, Parameters, indicator_of
from lineofsight.indicators.cases import TALLY, flags
from lineofsight.indicators.compiling import compiler
from lineofsight.indicators.count import checked
from lineofsight.indicators.figures import Assembler, Found, Place
from lineofsight.indicators.running import Run, together
from lineofsight.indicators.units import AUTHORITY, Units
from lineofsight.periods import Period
from lineofsight.region.engines import Machine
from lineofsight.region.kept import NEEDS_MORE
from lineofsight.region.pseudonyms import CODE_LENGTH
from lineofsight.region.store import Part
from lineofsight.region.taking_in import population_of

FIGURES = "figures"
NO_UNITS = Units({}, {}, {})
AT = {name: place for place, name in enumerate(TALLY)}


class AcrossAuthorities(Run):
    """A run in which the unit of every case is the authority whose child it is about: every
    pseudonym begins with its code."""

    def look_at(self, *indicators: Indicator, only: Iterable[str] = ()) -> None:
        super().look_at(*indicators, only=only)
        columns = [
            f"substr(child_id, 1, {CODE_LENGTH}) AS team_id" if name == "team_id" else name
            for name in flags(self.shape)
        ]
        self._cases = f"SELECT {', '.join(columns)} FROM ({self._cases}) AS anywhere"


def why_not(indicator: Indicator) -> str:
    """Why a region has no such figure; empty where it has."""
    if indicator.record:  # complaints, posts and the like: nothing in a case tells whose it is
        return "It is not about children."
    return NEEDS_MORE.get(indicator.id, "")


def count(
    parts: Sequence[Part],
    machine: Machine,
    periods: Sequence[Period],
    indicator_ids: Sequence[str] | None = None,
    *,
    progress: Callable[[float], None] | None = None,
) -> dict[Part, list[Figure]]:
    """The figures of each part, by indicator and period. Definitions have their published
    parameters everywhere: what an authority chose for itself is no comparison."""
    wanted = _wanted(indicator_ids, periods)
    engine = machine.figures(parts)
    run = AcrossAuthorities(engine, compiler(engine.name, Parameters()), periods, NO_UNITS)
    groups = together(wanted)
    found: dict[tuple[str, str, str], Found] = {}
    for done, group in enumerate(groups):
        run.look_at(*group)
        for indicator, rows in zip(group, run.tallies("team"), strict=True):
            for row in rows:
                key = indicator.id, row[AT["period_id"]], row[AT["unit_id"]]
                found[key] = Found(*row[AT["category"] + 1 :])
        if progress:
            progress((done + 1) / len(groups))
    return {part: list(_figures(part, wanted, periods, found)) for part in parts}


def _wanted(ids: Sequence[str] | None, periods: Sequence[Period]) -> list[Indicator]:
    if ids is None:
        kinds = {period.kind for period in periods}
        every = CATALOGUE.values()
        return [one for one in every if not why_not(one) and kinds <= set(one.period_kinds)]
    asked = [checked(indicator_of(one), periods, AUTHORITY, None) for one in ids]
    for indicator in asked:
        if reason := why_not(indicator):
            raise UserError(
                f"{indicator.id} is not counted for a region. {reason}",
                advice="Count it at the authority: lineofsight figures",
            )
    return asked


def _figures(part: Part, wanted, periods, found):
    """What was found, as figures: the part's own snapshot says what it can speak for."""
    basis = Basis(population=population_of(part))
    assembler = Assembler(part.snapshot(), basis, NO_UNITS)
    place = Place(AUTHORITY, AUTHORITY)
    placed = assembler.placed([place])
    for indicator in wanted:
        for period in periods:
            there = found.get((indicator.id, period.id, part.authority))
            yield from assembler.figures(
                indicator, period, placed, {} if there is None else {place: there}
            )


COLUMNS = pa.schema(
    [
        *((name, pa.string()) for name in ("indicator_id", "period_id")),
        *((n, pa.int64()) for n in ("numerator", "denominator", "unknown", "left_out", "children")),
        *((name, pa.float64()) for name in ("value", "total", "weight")),
        *((n, pa.string()) for n in ("state", "reason", "snapshot_id", "definition_version")),
    ]
)


def keep(found: dict[Part, list[Figure]]) -> None:
    """Write each part's figures beside its records, in place of those from before."""
    write(FIGURES, {part: _table(figures) for part, figures in found.items()})


def _table(figures: list[Figure]) -> pa.Table:
    rows = [figure.as_row() for figure in figures]
    return pa.table({n: [row[n] for row in rows] for n in COLUMNS.names}, schema=COLUMNS)


def write(kind: str, tables: dict[Part, pa.Table]) -> None:
    """Every part's results lie ready before the first takes the place of an older one: a run that
    is stopped, or finds the disk full, leaves all of them as they were."""
    ready: dict[Path, Path] = {}
    try:
        for part, table in tables.items():
            file = part.result(kind)
            file.parent.mkdir(parents=True, exist_ok=True)
            ready[file] = file.with_name(f".{file.name}")
            pq.write_table(table, ready[file], compression="zstd")
        for file, written in ready.items():
            written.replace(file)
    finally:
        for written in ready.values():
            written.unlink(missing_ok=True)
