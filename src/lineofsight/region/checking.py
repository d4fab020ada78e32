"""The journey's rules over every authority of a region at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import pyarrow as pa

from lineofsight.periods import add_months
from lineofsight.quality.books import book_of
from lineofsight.quality.compiling import compiler
from lineofsight.quality.journey_checking import rules_of
from lineofsight.quality.model import Rule
from lineofsight.quality.results import RuleResult
from lineofsight.quality.running import Material, Run
from lineofsight.quality.schema import JOURNEY_ID, journey_tables
from lineofsight.region.counting import write
from lineofsight.region.engines import Machine, authority_and_place
from lineofsight.region.kept import left_out
from lineofsight.region.store import Part
from lineofsight.working_days import calendar_table

FINDINGS = "findings"
COLUMNS = pa.schema(
    [
        *((name, pa.string()) for name in ("rule", "outcome", "severity", "table")),
        ("row", pa.int64()),
        ("reason", pa.string()),
    ]
)


def check(
    parts: Sequence[Part], machine: Machine, codes: Iterable[str] | None = None
) -> dict[Part, list[tuple]]:
    """For each part a line for each failing row (`COLUMNS`), and one for each rule that found
    nothing or could not be run. A row is named by its place in the authority's own table, so
    that the authority finds it; the child is not. Authorities are checked together with those
    whose records are of the same day."""
    rules = rules_of(None, codes)
    of_day: dict = defaultdict(list)
    for part in parts:
        of_day[part.as_at].append(part)
    found: dict[Part, list[tuple]] = {}
    for as_at, those in of_day.items():
        with machine.rules(those) as engine:
            engine.define(start=add_months(as_at, -12), end=as_at, authority="")
            run = Run(engine, compiler(book_of(JOURNEY_ID), engine.name), _material(), JOURNEY_ID)
            found |= _by_part(those, run.rules(rules))
    return found


def _material() -> Material:
    """Every table is there, without what no region has: a rule that needs that is not run."""
    tables = dict.fromkeys(journey_tables()) | {"calendar": calendar_table()}
    return Material(tables, left_out(), {name: name for name in tables})


def _by_part(parts: Sequence[Part], results: Iterable[RuleResult]) -> dict[Part, list[tuple]]:
    found: dict[str, list[tuple]] = {part.authority: [] for part in parts}
    for result in results:
        failed = set()
        for table, rows in result.rows.items():
            for row in rows:
                authority, place = authority_and_place(row)
                failed.add(authority)
                found[authority].append(_line(result.rule, "failed", table, place))
        outcome = "passed" if result.rows else str(result.outcome)
        for authority in found.keys() - failed:
            found[authority].append(_line(result.rule, outcome, None, None, result.reason))
    return {part: found[part.authority] for part in parts}


def _line(rule: Rule, outcome: str, table: str | None, row: int | None, reason: str = "") -> tuple:
    return rule.code, outcome, str(rule.severity), table, row, reason


def keep(found: dict[Part, list[tuple]]) -> None:
    write(FINDINGS, {part: _table(lines) for part, lines in found.items()})


def _table(lines: list[tuple]) -> pa.Table:
    columns = list(zip(*lines, strict=True)) or [[] for _ in COLUMNS]
    return pa.table(
        [pa.array(c, f.type) for c, f in zip(columns, COLUMNS, strict=True)], schema=COLUMNS
    )
