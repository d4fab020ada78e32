"""Results of a check as what is kept of it: findings with keys that last, and scores by team."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from lineofsight.quality.holders import Holders
from lineofsight.quality.model import Outcome, Rule
from lineofsight.quality.records import Record
from lineofsight.quality.results import RuleResult
from lineofsight.quality.schema import JOURNEY_ID, published_name, table_called

FINDINGS = pa.schema(
    [
        ("finding_key", pa.string()),
        ("rule", pa.string()),
        ("severity", pa.string()),
        ("characteristic", pa.string()),
        ("theme", pa.string()),
        ("table", pa.string()),
        ("row", pa.int64()),
        ("record_key", pa.string()),
        ("fields", pa.list_(pa.string())),
        ("child_id", pa.string()),
        ("team_id", pa.string()),
        ("worker_id", pa.string()),
        ("event_on", pa.date32()),
        ("message", pa.string()),
    ]
)
SCORES = pa.schema(
    [
        ("characteristic", pa.string()),
        ("rule", pa.string()),
        ("team_id", pa.string()),
        ("judged", pa.int64()),
        ("failed", pa.int64()),
    ]
)
Records = Callable[[str, set[int]], Mapping[int, Record]]
"""Gives the records that stand at some rows of a table of ours."""
Judged = Callable[[RuleResult], Mapping[str | None, int]]
"""Gives how many rows a rule looked at, by team."""


@dataclass(frozen=True)
class _Found:
    """One failing row, before its key is known to be its own."""

    result: RuleResult
    table: str
    row: int | None
    record: Record

    @property
    def rule(self) -> Rule:
        return self.result.rule

    @property
    def fields(self) -> tuple[str, ...]:
        return self.rule.columns_of(self.table)

    @property
    def known_by(self) -> tuple[str, ...]:
        return (
            self.rule.return_id, self.rule.code, self.table, self.record.child or "",
            self.record.key, *self.fields,
        )  # fmt: skip


def findings_of(results: list[RuleResult], records: Records, holders: Holders) -> pa.Table:
    """Every failing row of the rules that failed, whose it is and who can put it right."""
    columns: dict[str, list] = {name: [] for name in FINDINGS.names}
    for key, found in _keyed(_found(results, records)):
        child = found.record.child if found.record.child in holders.children else None
        team, worker = holders.of.get(found.record.child or "", (None, None))
        rule = found.rule
        values = (
            key, rule.code, str(rule.severity), str(rule.characteristic), rule.theme, found.table,
            None if rule.return_id == JOURNEY_ID else found.row, found.record.key,
            list(found.fields), child, team, worker, found.record.event_on, found.result.message,
        )  # fmt: skip
        for name, value in zip(columns, values, strict=True):
            columns[name].append(value)
    return pa.table(columns, schema=FINDINGS)


def scores_of(
    results: list[RuleResult], findings: pa.Table, judged: Judged, holders: Holders
) -> pa.Table:
    """How many rows each rule that ran looked at and how many failed, by team. A rule about the
    return as a whole looks at one thing, which is nobody's own."""
    failed: dict[str, Counter] = defaultdict(Counter)
    for code, team in zip(
        findings.column("rule").to_pylist(), findings.column("team_id").to_pylist(), strict=True
    ):
        failed[code][team] += 1
    rows = []
    for result in results:
        if result.outcome not in (Outcome.PASSED, Outcome.FAILED):
            continue
        whole = {None: 1} if result.rule.judges_whole else judged(result)
        teams = {*whole, *failed[result.code]}
        for team in sorted(teams, key=lambda each: (each is not None, each or "")):
            wrong = failed[result.code][team]
            looked_at = whole.get(team, 0)
            rows.append((str(result.rule.characteristic), result.code, team, looked_at, wrong))
    columns = list(zip(*rows, strict=True)) if rows else [[] for _ in SCORES.names]
    return pa.table(dict(zip(SCORES.names, map(list, columns), strict=True)), schema=SCORES)


def _found(results: list[RuleResult], records: Records) -> Iterator[_Found]:
    wanted: dict[str, set[int]] = defaultdict(set)
    failed = [result for result in results if result.outcome is Outcome.FAILED]
    for result in failed:
        for called, rows in result.rows.items():
            wanted[_ours(result.rule, called)] |= set(rows)
    known = {table: records(table, rows) for table, rows in wanted.items()}
    for result in failed:
        if not result.rows:
            yield _Found(result, result.rule.table, None, Record(None, "", None))
        for called, rows in result.rows.items():
            table = _ours(result.rule, called)
            published = published_name(result.rule.return_id, table)
            for row in rows:
                yield _Found(result, published, row, known[table][row])


def _ours(rule: Rule, called: str) -> str:
    name = table_called(rule.return_id, called)
    if name is None:
        raise ValueError(f"rule {rule.code}: there is no table {called}")
    return name


def _keyed(found: Iterator[_Found]) -> Iterator[tuple[str, _Found]]:
    """Each with a key of its own. Where several rows are known by the same, they are numbered in
    the order of what else they say, never of where they stand."""
    alike: dict[tuple[str, ...], list[_Found]] = defaultdict(list)
    for each in found:
        alike[each.known_by].append(each)
    for known_by, group in alike.items():
        group.sort(key=lambda each: each.record.content)
        for number, each in enumerate(group):
            yield _key(known_by, number), each


def _key(known_by: tuple[str, ...], number: int) -> str:
    said = "\x1f".join((*known_by, str(number) if number else ""))
    return hashlib.blake2b(said.encode(), digest_size=12).hexdigest()
