"""Reading what a snapshot says about itself: its problems and its coverage."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import duckdb

from lineofsight.journey import TABLES
from lineofsight.warehouse import Snapshot
from lineofsight.warehouse.layout import PROBLEMS

FILTERS = ("file", "sheet", "column", "kind")


@dataclass(frozen=True)
class ProblemPage:
    rows: list[dict]
    total: int


@dataclass(frozen=True)
class ProblemGroup:
    """Problems alike: the same kind in the same column of the same list."""

    sheet: str
    column: str
    kind: str
    message: str
    advice: str
    count: int


@dataclass(frozen=True)
class Spoken:
    """For which days one table of the journey can be spoken of, and by which return."""

    title: str
    return_id: str
    from_on: date
    to_on: date
    kind: str


@lru_cache(maxsize=8)
def problem_groups(snapshot: Snapshot) -> tuple[ProblemGroup, ...]:
    """What could not be read, most frequent first. Kept: a snapshot never changes."""
    found = _ask(
        snapshot,
        'SELECT sheet, "column", kind, any_value(message) AS message, '
        "any_value(advice) AS advice, count(*) AS count FROM problems "
        'GROUP BY sheet, "column", kind ORDER BY count DESC, sheet, "column", kind',
    )
    return tuple(ProblemGroup(**row) for row in found)


def problems(
    snapshot: Snapshot, chosen: dict[str, str], *, start: int = 0, length: int | None = None
) -> ProblemPage:
    """The problems that match, in the order of the files; `length` None gives all."""
    names = [name for name in FILTERS if chosen.get(name)]
    where = " AND ".join(f'"{name}" = ${name}' for name in names) or "true"
    values = {name: chosen[name] for name in names}
    total = _ask(snapshot, f"SELECT count(*) AS n FROM problems WHERE {where}", values)[0]["n"]
    limit = "" if length is None else f"LIMIT {int(length)} OFFSET {int(start)}"
    rows = _ask(
        snapshot,
        f'SELECT * FROM problems WHERE {where} ORDER BY file, sheet, "row", "column", kind {limit}',
        values,
    )
    return ProblemPage(rows, total)


def coverage(snapshot: Snapshot) -> list[Spoken]:
    """Table by table, newest first: what the loads so far can speak for."""
    spans = defaultdict(list)
    for return_id, span in snapshot.manifest.coverage:
        spans[span.table].append((return_id, span))
    return [
        Spoken(TABLES[name].title, return_id, span.from_on, span.to_on, str(span.kind))
        for name in TABLES
        for return_id, span in sorted(
            spans.get(name, ()), key=lambda each: each[1].to_on, reverse=True
        )
    ]


def _ask(snapshot: Snapshot, question: str, values: dict | None = None) -> list[dict]:
    with duckdb.connect() as engine:
        engine.execute("SET threads = 1")
        engine.read_parquet(str(snapshot.path / PROBLEMS)).create_view("problems")
        cursor = engine.execute(question, values or None)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
