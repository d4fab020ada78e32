"""What became different about one child between two snapshots, apart from time passing.

A new event dated after the older snapshot is news, not a change, and so is the end of a
spell on a day after it. Shown are the three that make an older figure wrong:

* late entry: dated on or before the older snapshot's day, which had not got it;
* correction: it said one thing and now says another;
* removed: the older snapshot had it, the newer return speaks for its time and has not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import duckdb

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
    if then.manifest.number >= now.manifest.number:
        raise UnknownName(
            f"{older} was not loaded before {newer}.", advice="Give the older snapshot first."
        )
    found = []
    with then.connect() as before, now.connect() as after:
        for table in TABLES.values():
            if owned := _belongs_to(table):
                rows_then = _rows(before, table, owned, child_id)
                rows_now = _rows(after, table, owned, child_id)
                found += _compare(table, rows_then, rows_now, then)
    then.close()
    now.close()
    return sorted(found, key=lambda change: (change.table, change.dated or date.min, change.key))


def _belongs_to(table: Table) -> str:
    """The condition that a row is about the child, directly or through its parent."""
    if table.person:
        return f"{table.person} = ?"
    if table.name == "ssd_cla_reviews":
        periods = "SELECT clae_cla_id FROM ssd_cla_episodes WHERE clae_person_id = ?"
        return f"clar_cla_id IN ({periods})"
    if table.name == "ssd_assessment_factors":
        made = "SELECT cina_assessment_id FROM ssd_cin_assessments WHERE cina_person_id = ?"
        return f"cinf_assessment_id IN ({made})"
    return ""


def _rows(
    cursor: duckdb.DuckDBPyConnection, table: Table, owned: str, child_id: str
) -> dict[tuple, dict]:
    cursor.execute(f"SELECT {', '.join(table.columns)} FROM {table.name} WHERE {owned}", [child_id])
    rows = (dict(zip(table.columns, row, strict=True)) for row in cursor.fetchall())
    return {tuple(row[column] for column in table.key): row for row in rows}


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
