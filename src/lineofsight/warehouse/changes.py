"""What became different about one child between two snapshots, apart from time passing.

A new event dated after the older snapshot is news, not a change, and so is the end of a
spell on a day after it. Shown are the three that make an older figure wrong:

* late entry: dated on or before the older snapshot's day, which had not got it;
* correction: it said one thing and now says another;
* removed: the older snapshot had it, the newer return speaks for its time and has not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import duckdb
import pyarrow as pa

from lineofsight.errors import UnknownName
from lineofsight.journey import TABLES, Table
from lineofsight.warehouse.snapshot import Snapshot, open_snapshot


class ChangeKind(StrEnum):
    LATE_ENTRY = "late entry"
    CORRECTION = "correction"
    REMOVED = "removed"


@dataclass(frozen=True)
class Change:
    """One difference. `column` is empty where the whole row came or went; `dated` is the
    day of the event or of the spell's start, where it has one."""

    table: str
    key: str
    column: str
    kind: ChangeKind
    before: str | None
    after: str | None
    dated: date | None


def changes(home: Path, older: str, newer: str, child_id: str) -> list[Change]:
    """The differences for one child, by table and day. `older` and `newer` are ids of
    snapshots; `UnknownName` if the first is not the older load."""
    then, now = open_snapshot(home, older), open_snapshot(home, newer)
    try:
        return changes_between(then, now, [child_id]).get(child_id, [])
    finally:
        then.close()
        now.close()


def changes_between(
    then: Snapshot, now: Snapshot, child_ids: Iterable[str]
) -> dict[str, list[Change]]:
    """The differences for each of these children about whom there are any, by table and day."""
    if then.manifest.number >= now.manifest.number:
        raise UnknownName(
            f"{then.id} was not loaded before {now.id}.", advice="Give the older snapshot first."
        )
    wanted = pa.table({"child": pa.array(sorted(set(child_ids)), pa.string())})
    found: dict[str, list[Change]] = defaultdict(list)
    with then.connect() as before, now.connect() as after:
        for cursor in (before, after):
            cursor.register("children_wanted", wanted)
        for table in TABLES.values():
            if source := _with_child(table):
                rows_then, rows_now = _rows(before, table, source), _rows(after, table, source)
                for child in rows_then.keys() | rows_now.keys():
                    was, became = rows_then.get(child, {}), rows_now.get(child, {})
                    found[child] += _compare(table, was, became, then)
    return {child: sorted(each, key=_in_order) for child, each in found.items() if each}


def _in_order(change: Change) -> tuple:
    return change.table, change.dated or date.min, change.key


def _with_child(table: Table) -> str:
    """The table with the child each row is about, directly or through its parent, as `child`;
    empty for a table that is about no child."""
    if table.person:
        return f"SELECT {table.person} AS child, * FROM {table.name}"
    if table.name == "ssd_cla_reviews":
        parent = "ssd_cla_episodes ON clar_cla_id = clae_cla_id"
        return f"SELECT clae_person_id AS child, {table.name}.* FROM {table.name} JOIN {parent}"
    if table.name == "ssd_assessment_factors":
        parent = "ssd_cin_assessments ON cinf_assessment_id = cina_assessment_id"
        return f"SELECT cina_person_id AS child, {table.name}.* FROM {table.name} JOIN {parent}"
    return ""


def _rows(
    cursor: duckdb.DuckDBPyConnection, table: Table, source: str
) -> dict[str, dict[tuple, dict]]:
    """The rows of each child wanted, by their key."""
    columns = ", ".join(table.columns)
    cursor.execute(
        f"SELECT child, {columns} FROM ({source}) "
        f"WHERE child IN (SELECT child FROM children_wanted)"
    )
    found: dict[str, dict[tuple, dict]] = defaultdict(dict)
    for child, *values in cursor.fetchall():
        row = dict(zip(table.columns, values, strict=True))
        found[child][tuple(row[column] for column in table.key)] = row
    return found


def _compare(
    table: Table, before: dict[tuple, dict], after: dict[tuple, dict], then: Snapshot
) -> Iterator[Change]:
    for key in before.keys() | after.keys():
        was, now = before.get(key), after.get(key)
        name = " ".join(str(part) for part in key)
        dated = (now or was).get(table.dated_by)
        if now is None:
            yield Change(table.name, name, "", ChangeKind.REMOVED, "listed", None, dated)
        elif was is not None:
            yield from _corrections(table, name, was, now, then.as_at)
        elif dated is not None and _was_spoken_for(table, dated, then):
            yield Change(table.name, name, "", ChangeKind.LATE_ENTRY, None, "listed", dated)


def _was_spoken_for(table: Table, dated: date, then: Snapshot) -> bool:
    """Had the older snapshot a return that would have listed something of that day?"""
    return any(
        span.table == table.name and span.kind.is_complete and span.from_on <= dated <= span.to_on
        for span in then.coverage
    )


def _corrections(table: Table, name: str, was: dict, now: dict, as_at: date) -> Iterator[Change]:
    """A value that was empty and is filled is the course of things if the row moved on
    after the older snapshot's day, and a late entry otherwise."""
    moved_on = any(
        was[column] is None and now[column] is not None and now[column] > as_at
        for column in table.day_columns
    )
    for column in table.columns:
        if was[column] == now[column]:
            continue
        kind = ChangeKind.CORRECTION
        if was[column] is None:
            if moved_on:
                continue
            kind = ChangeKind.LATE_ENTRY
        values = [None if v is None else str(v) for v in (was[column], now[column])]
        yield Change(table.name, name, column, kind, *values, now.get(table.dated_by))
