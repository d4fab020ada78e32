"""Snapshots written straight from drawings of the journey's tables.

    snapshot = journey(
        tmp_path,
        as_at="2026-10-31",
        ssd_cin_assessments='''
            cina_assessment_id | cina_person_id | cina_assessment_start_date
            A1                 | C1             | 2026-09-01
        ''',
    )

Columns that are not drawn are empty; tables that are not drawn are not there. Unless
`coverage` says otherwise, every dated table is complete from 1 January 2000 to `as_at`.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from tests.factories.text_tables import table_of

from lineofsight import __version__
from lineofsight.journey import TABLES, Coverage, CoverageKind, Shape
from lineofsight.warehouse import Snapshot, layout, manifest, snapshots, store

SINCE = date(2000, 1, 1)
KIND_OF = {
    Shape.EVENT: CoverageKind.EVENTS,
    Shape.SPELL: CoverageKind.SPELLS,
    Shape.FACT: CoverageKind.FACTS,
    Shape.LOOKUP: CoverageKind.FACTS,
}


def journey(
    home: Path,
    *,
    as_at: str,
    coverage: Mapping[str, tuple[str, str] | None] | None = None,
    source: str = "ssd",
    **drawings: str,
) -> Snapshot:
    """Write a snapshot and open it. `coverage`: table → first and last day covered, or
    `None` for a table that no return has spoken for; the rest as said above."""
    day = date.fromisoformat(as_at)
    tables = {
        name: _journey_table(name, drawing, day, source) for name, drawing in drawings.items()
    }
    return write_snapshot(home, tables, as_at=day, spans=_spans(coverage or {}, day), source=source)


def write_snapshot(
    home: Path,
    tables: Mapping[str, pa.Table],
    *,
    as_at: date,
    spans: tuple[Coverage, ...],
    source: str = "ssd",
) -> Snapshot:
    """Publish typed tables of the journey as a snapshot, with no load behind it."""
    number = len(snapshots(home)) + 1
    described = manifest.Manifest(
        id=layout.snapshot_id(as_at, number, f"{number:08x}"),
        number=number,
        as_at=as_at,
        told_on=as_at,
        created_at=datetime(as_at.year, as_at.month, as_at.day, 8, tzinfo=UTC),
        return_id=source,
        collection_year=None,
        product_version=__version__,
        previous=None,
        sources=(),
        rows={name: table.num_rows for name, table in tables.items()},
        problem_count=0,
        coverage=tuple((source, span) for span in spans),
    )

    def write(folder: Path) -> dict:
        (folder / "journey").mkdir()
        for name, table in tables.items():
            pq.write_table(table, layout.journey_file(folder, name))
        return {}

    with store.one_load_at_a_time(home) as warehouse:
        return Snapshot(store.publish(warehouse, described, write))


def _journey_table(name: str, drawing: str, day: date, source: str) -> pa.Table:
    table = table_of(drawing, TABLES[name].schema)
    for column, value in (("known_from", day), ("told_on", day), ("source", source)):
        at = table.schema.get_field_index(column)
        if table.column(at).null_count == table.num_rows:
            values = pa.array([value] * table.num_rows, table.schema.field(at).type)
            table = table.set_column(at, table.schema.field(at), values)
    return table


def _spans(told: Mapping[str, tuple[str, str] | None], day: date) -> tuple[Coverage, ...]:
    spans = []
    for table in TABLES.values():
        said = told.get(table.name, (SINCE.isoformat(), day.isoformat()))
        if said is not None:
            start, end = (date.fromisoformat(edge) for edge in said)
            spans.append(Coverage(table.name, start, end, KIND_OF[table.shape]))
    return tuple(spans)
