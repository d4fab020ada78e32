"""An open snapshot: read-only tables for counting and for pages."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from lineofsight.errors import WarehouseError
from lineofsight.journey import TABLES, Coverage, Table
from lineofsight.warehouse import layout
from lineofsight.warehouse import manifest as manifests
from lineofsight.warehouse.manifest import Manifest
from lineofsight.working_days import ONE_DAY, calendar_table

if TYPE_CHECKING:
    import ibis

SQL_TYPES = {"text": "VARCHAR", "date": "DATE", "whole": "INTEGER", "number": "DOUBLE"}
BOOKKEEPING_TYPES = {"known_from": "DATE", "told_on": "DATE", "source": "VARCHAR"}


class Snapshot:
    """One state of what is known. Nothing in it ever changes, except that `derived/` may
    be filled again with what can be computed from the rest.

    Safe to share between threads: each takes its own cursor from `connect()`.
    """

    def __init__(self, path: Path):
        self.path = path
        self.manifest: Manifest = manifests.read(path)
        self._opening = Lock()
        self._database: duckdb.DuckDBPyConnection | None = None
        self.kept: dict[str, Any] = {}
        """What others keep of their own in the open database, by its schema's name."""
        self._filled: dict[tuple[str, str], bool] = {}

    @property
    def id(self) -> str:
        return self.manifest.id

    @property
    def as_at(self) -> date:
        return self.manifest.as_at

    @cached_property
    def coverage(self) -> tuple[Coverage, ...]:
        """Every span that some return so far can speak for."""
        return tuple(span for _, span in self.manifest.coverage)

    def covers(self, table: str, from_on: date, to_on: date, *, open_spells: bool = False) -> bool:
        """Is every day from `from_on` to `to_on` within spans for which the table is
        complete? Spans that meet or overlap are joined.

        Without `open_spells`: every event, or every start of a spell, on those days is
        listed. With it: every spell that was open on any of them is.
        """
        reached = from_on - ONE_DAY
        for start, end in self._spans.get((table, open_spells), ()):
            if start <= reached + ONE_DAY:
                reached = max(reached, end)
        return reached >= to_on

    @cached_property
    def _spans(self) -> defaultdict[tuple[str, bool], list[tuple[date, date]]]:
        """First and last days that are covered, in order, by table and by whether every
        open spell is listed: asked for every figure, so they are sorted once."""
        spans: defaultdict[tuple[str, bool], list[tuple[date, date]]] = defaultdict(list)
        for span in sorted(self.coverage, key=lambda span: (span.from_on, span.to_on)):
            if span.kind.is_complete:
                spans[span.table, False].append((span.from_on, span.to_on))
            if span.kind.lists_spells:
                spans[span.table, True].append((span.from_on, span.to_on))
        return spans

    def fills(self, table: str, column: str) -> bool:
        """Is the column filled in any row? The file itself says so, without being read."""
        if (table, column) not in self._filled:
            self._filled[table, column] = _is_filled(layout.journey_file(self.path, table), column)
        return self._filled[table, column]

    @cached_property
    def problems(self) -> pa.Table:
        """The problems of this load: file, sheet, row, column, kind, message, advice."""
        return pq.read_table(self.path / layout.PROBLEMS)

    def connect(self) -> duckdb.DuckDBPyConnection:
        """A cursor of one's own on the snapshot: a view for each table of the journey
        (empty but typed for one that was never filled) and the table `calendar`. Close it
        when done; never share one between threads."""
        with self._opening:
            if self._database is None:
                self._database = _database(self.path)
            return self._database.cursor()

    def tables(self) -> dict[str, ibis.Table]:
        """The same tables as Ibis expressions, on a cursor of their own."""
        import ibis  # only who writes expressions pays for it

        backend = ibis.duckdb.from_connection(self.connect())
        return {name: backend.table(name) for name in (*TABLES, "calendar")}

    def close(self) -> None:
        with self._opening:
            if self._database is not None:
                self._database.close()
                self._database = None
                self.kept.clear()

    def __repr__(self) -> str:
        return f"Snapshot({self.id})"


def _database(path: Path) -> duckdb.DuckDBPyConnection:
    database = duckdb.connect(":memory:")
    for table in TABLES.values():
        database.execute(f"CREATE VIEW {table.name} AS {_selection(path, table)}")
    calendar = calendar_table()
    database.register("calendar_given", calendar)
    database.execute("CREATE TABLE calendar AS SELECT * FROM calendar_given")
    database.unregister("calendar_given")
    return database


def _selection(path: Path, table: Table) -> str:
    return selection(layout.journey_file(path, table.name), table)


def selection(file: Path, table: Table) -> str:
    """SQL that reads a table's file, or an empty table of its types if there is none. A
    file from before a column was known has nothing in it."""
    types = {name: SQL_TYPES[kind] for name, kind in table.columns.items()} | BOOKKEEPING_TYPES
    if not file.is_file():
        return f"SELECT {', '.join(f'NULL::{t} AS {c}' for c, t in types.items())} WHERE false"
    there = set(pq.read_schema(file).names)
    columns = (c if c in there else f"NULL::{t} AS {c}" for c, t in types.items())
    quoted = str(file).replace("'", "''")
    return f"SELECT {', '.join(columns)} FROM read_parquet('{quoted}')"


def _is_filled(file: Path, column: str) -> bool:
    if not file.is_file() or column not in pq.read_schema(file).names:
        return False
    told = pq.read_metadata(file)
    place = told.schema.names.index(column)
    groups = (told.row_group(number).column(place) for number in range(told.num_row_groups))
    return any(
        not (each.is_stats_set and each.statistics.has_null_count)
        or each.statistics.null_count < each.num_values
        for each in groups
    )


def snapshots(home: Path) -> list[Snapshot]:
    """Every snapshot of the warehouse, newest load last."""
    warehouse = layout.warehouse_folder(home)
    if not warehouse.is_dir():
        return []
    folders = [f for f in warehouse.iterdir() if layout.SNAPSHOT_ID.fullmatch(f.name)]
    return sorted((Snapshot(f) for f in folders), key=lambda snapshot: snapshot.manifest.number)


def latest(home: Path) -> Snapshot:
    """The newest snapshot. `WarehouseError` if nothing has been loaded yet."""
    return open_snapshot(home)


def open_snapshot(home: Path, id: str = "latest") -> Snapshot:  # noqa: A002 - its name
    """The snapshot with that id, or the newest."""
    if id == "latest":
        if found := snapshots(home):
            return found[-1]
        raise WarehouseError(
            "nothing has been loaded yet.", advice="Load a return with: lineofsight load FILE"
        )
    folder = layout.warehouse_folder(home) / id
    if not layout.SNAPSHOT_ID.fullmatch(id) or not folder.is_dir():
        raise WarehouseError(
            f"there is no snapshot “{id}”.",
            advice="The list of snapshots is printed by: lineofsight snapshots",
        )
    return Snapshot(folder)
