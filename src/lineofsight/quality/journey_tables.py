"""The accumulated history made ready for its rules: a snapshot's tables, with the row and the
child beside what they hold, and what each load could speak for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lineofsight import warehouse
from lineofsight.journey import TABLES
from lineofsight.quality.given import empty
from lineofsight.quality.schema import SPOKEN
from lineofsight.warehouse import Snapshot
from lineofsight.warehouse.layout import journey_file
from lineofsight.working_days import calendar_table

CHILD_BY_ANOTHER = {
    "ssd_cla_reviews": ("clar_cla_id", "ssd_cla_episodes", "clae_cla_id"),
    "ssd_assessment_factors": (
        "cinf_assessment_id", "ssd_cin_assessments", "cina_assessment_id",
    ),
}  # fmt: skip
"""Tables that name no child: the column by which another table's row, and its child, is found."""


class JourneyTables(Mapping[str, pa.Table]):
    """The tables that were ever filled, each read when it is first asked for. `given` are tables by
    name, in place of a snapshot's files."""

    def __init__(self, folder: Path | None = None, given: Mapping[str, pa.Table] | None = None):
        self._files = {}
        if folder is not None:
            files = {name: journey_file(folder, name) for name in TABLES}
            self._files = {name: file for name, file in files.items() if file.is_file()}
        self._given = dict(given or {})
        self._ready: dict[str, pa.Table] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._files, *self._given)))

    def __len__(self) -> int:
        return len({*self._files, *self._given})

    def __getitem__(self, name: str) -> pa.Table:
        if name not in self._ready:
            self._ready[name] = self._made_ready(name)
        return self._ready[name]

    def _made_ready(self, name: str) -> pa.Table:
        found = self._found(name)
        if name not in TABLES:
            return found
        child = _child(found, name, self)
        rows = pa.array(range(len(found)), pa.int64())
        return found.add_column(0, "child", child).add_column(0, "row", rows)

    def _found(self, name: str) -> pa.Table:
        if name in self._given:
            return self._given[name]
        found, declared = pq.read_table(self._files[name]), TABLES[name].schema
        for field in declared:  # a file from before a column was known has nothing in it
            if field.name not in found.column_names:
                found = found.append_column(field, pa.nulls(len(found), field.type))
        return found.select(declared.names)


def _child(found: pa.Table, name: str, tables: JourneyTables) -> pa.ChunkedArray | pa.Array:
    if TABLES[name].person:
        return found.column(TABLES[name].person)
    if name not in CHILD_BY_ANOTHER or CHILD_BY_ANOTHER[name][1] not in tables:
        return pa.nulls(len(found), pa.string())
    column, other, key = CHILD_BY_ANOTHER[name]
    there = tables[other]
    at = pc.index_in(found.column(column), value_set=there.column(key).combine_chunks())
    return there.column("child").take(at)


def of_snapshot(home: Path, snapshot: Snapshot) -> JourneyTables:
    """A snapshot's tables; what its loads spoke for is there only where there was one before it."""
    beside = {"calendar": calendar_table()}
    spoken = _spoken(home, snapshot)
    if any(known_on < snapshot.as_at for *_, known_on in spoken):
        columns = list(zip(*spoken, strict=True))
        kinds = (pa.string(), pa.date32(), pa.date32(), pa.date32())
        arrays = [pa.array(c, kind) for c, kind in zip(columns, kinds, strict=True)]
        beside["spoken"] = pa.table(arrays, names=list(SPOKEN))
    return JourneyTables(snapshot.path, beside)


def _spoken(home: Path, snapshot: Snapshot) -> list[tuple[str, date, date, date]]:
    """Each span in which some load would have listed every event, with the day of the snapshot
    that it made. A span that is told again later is the first one's."""
    seen: set = set()
    spans = []
    for each in warehouse.snapshots(home):
        if each.manifest.number > snapshot.manifest.number:
            continue
        for said in each.manifest.coverage:
            if said not in seen and said[1].kind.is_complete:
                span = said[1]
                spans.append((span.table, span.from_on, span.to_on, each.manifest.as_at))
            seen.add(said)
    return spans


def no_load_spoke() -> pa.Table:
    return empty(SPOKEN)
