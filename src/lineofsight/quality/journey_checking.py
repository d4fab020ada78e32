"""Checking the accumulated history of a snapshot against the journey's rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa

from lineofsight.errors import UserError
from lineofsight.periods import add_months
from lineofsight.quality import keeping
from lineofsight.quality.books import book_of
from lineofsight.quality.compiling import compiler
from lineofsight.quality.engines import DuckDB
from lineofsight.quality.holders import Holders, holders_of
from lineofsight.quality.journey_tables import JourneyTables, of_snapshot
from lineofsight.quality.local import remembered, rules_in_force
from lineofsight.quality.model import LAST_YEAR, Rule
from lineofsight.quality.records import JourneyRecords
from lineofsight.quality.results import Results
from lineofsight.quality.running import Engine, Material, Run
from lineofsight.quality.schema import JOURNEY_ID
from lineofsight.warehouse import Snapshot

Counts = Mapping[str | None, int]


@dataclass
class JourneyChecked:
    """`judged`: by rule, how many rows it looked at, by team."""

    results: Results
    tables: JourneyTables
    judged: dict[str, Counts] = field(default_factory=dict)


class _Whose:
    """The child of a row of one table, read when a first row fails."""

    def __init__(self, tables: JourneyTables, name: str):
        self._tables = tables
        self._name = name
        self._children: list[str | None] | None = None

    def get(self, row: int | None) -> str | None:
        if self._children is None:
            self._children = self._tables[self._name].column("child").to_pylist()
        return None if row is None else self._children[row]


def rules_of(home: Path | None, codes: Iterable[str] | None = None) -> list[Rule]:
    """The journey's rules as the framework in force has them and its own, or those of them asked
    for by code."""
    rules = rules_in_force(remembered(home))
    if codes is None:
        return sorted(rules, key=lambda rule: rule.code)
    wanted = {str(code).strip().casefold() for code in codes}
    unknown = wanted - {rule.code.casefold() for rule in rules}
    if unknown:
        raise UserError(
            f"The journey has no rule {', '.join(sorted(unknown)).upper()}.",
            advice="The reference page of the rules lists them.",
        )
    return [rule for rule in rules if rule.code.casefold() in wanted]


def check_journey(
    tables: JourneyTables,
    rules: list[Rule],
    *,
    as_at: date,
    holders: Holders | None = None,
    engine: Engine | None = None,
) -> JourneyChecked:
    """Run rules over the journey's tables as they stand on a day. With `holders` it is counted
    what each rule looked at, by team."""
    if engine is not None:
        return _checked(engine, tables, rules, as_at, holders)
    with DuckDB() as duckdb:
        return _checked(duckdb, tables, rules, as_at, holders)


def check_snapshot(home: Path, snapshot: Snapshot) -> keeping.Found:
    """Every rule over a snapshot, as what is to be kept of it."""
    holders = holders_of(snapshot)
    tables = of_snapshot(home, snapshot)
    checked = check_journey(tables, rules_of(home), as_at=snapshot.as_at, holders=holders)
    return keeping.gather(
        checked.results.rules,
        JourneyRecords(tables).of,
        lambda result: checked.judged[result.code],
        holders,
    )


def _checked(
    engine: Engine,
    tables: JourneyTables,
    rules: list[Rule],
    as_at: date,
    holders: Holders | None,
) -> JourneyChecked:
    engine.define(start=add_months(as_at, -12), end=as_at, authority="")
    material = Material(tables, {}, {name: name for name in tables})
    run = Run(engine, compiler(book_of(JOURNEY_ID), engine.name), material, JOURNEY_ID)
    results = Results(
        run.rules(rules),
        return_id=JOURNEY_ID,
        collection_year=LAST_YEAR,
        children={name: _Whose(tables, name) for name in tables},
    )
    checked = JourneyChecked(results, tables)
    if holders is not None:
        engine.give("holders", holders.as_arrow())
        ran = [each.rule for each in results.rules if each.judges]
        checked.judged = run.counted(ran, "team_id")
    return checked


def drawn(tables: Mapping[str, pa.Table]) -> JourneyTables:
    """Tables given as they are, in place of a snapshot's."""
    return JourneyTables(given=tables)
