"""Running rules: which can run, what they find, and what happens when one breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import pyarrow as pa

from lineofsight.quality.compiling import CompiledRule, Compiler, Query
from lineofsight.quality.given import Written, every_column
from lineofsight.quality.model import Outcome, Rule
from lineofsight.quality.results import RuleResult
from lineofsight.quality.schema import (
    JOURNEY_ID,
    columns_of,
    heading_of,
    journey_tables,
    published_name,
)
from lineofsight.quality.tables import FACT, IF_GIVEN, LAST, OWN_AUTHORITY

Missing = Mapping[str, frozenset[str]]
"""Table, as queries call it → the columns of ours that were not given in it."""


class Engine(Protocol):
    """What runs queries: DuckDB in this process, or Spark."""

    name: str
    copies: bool
    """Does handing a table over copy all of it? Then what nobody reads is left out."""
    together: int
    """How many queries are best asked as one. An embedded engine plans a query for longer than it
    runs it over some thousand rows: the 331 of SSDA903 take it 1.2 s one by one, 0.8 s by
    sixteen, 1.1 s by sixty-four (CPU)."""

    def give(self, name: str, table: pa.Table | Written) -> None: ...

    def define(self, *, start: date, end: date, authority: str) -> None: ...

    def keep(self, name: str, sql: str) -> None:
        """Work a query out once, as the table `name`."""

    def rows(self, sql: str) -> list[tuple]: ...

    def each(self, work: Callable, of: Iterable) -> list:
        """`work` done for each, side by side where the engine can."""


@dataclass(frozen=True)
class Material:
    """What there is to check: the tables that were given, by the names queries use, what
    columns each lacks, for this year's tables how they were called, and whose return it is
    (empty if that was not said)."""

    tables: Mapping[str, pa.Table | Written]
    missing: Missing
    called: dict[str, str]
    authority: str = ""


class Run:
    """Rules of one book on one engine, over one return."""

    def __init__(self, engine: Engine, compiler: Compiler, material: Material, return_id: str):
        self._engine = engine
        self._compiler = compiler
        self._material = material
        self._return_id = return_id
        self._facts: dict[str, Exception | None] = {}
        self._handed_over: set[str] = set()
        self._columns: dict[str, set[str]] = {}
        self._queries: dict[str, CompiledRule] = {}
        self._answers: dict[str, list[int]] = {}

    def rules(self, rules: Iterable[Rule]) -> list[RuleResult]:
        """The result of each, in the order given."""
        prepared = [self._prepared(rule) for rule in rules]
        queries = [
            query
            for each in prepared
            if not isinstance(each, RuleResult)
            for query in (*each[1].rows.values(), each[1].judged)
            if query is not None
        ]
        self._note_columns(queries)
        self._hand_over(queries)
        for query in queries:
            self._work_out(query.facts)
        self._ask_together(
            query.sql
            for each in prepared
            if not isinstance(each, RuleResult) and not each[0].judges_whole
            for query in each[1].rows.values()
            if self._is_ready(query)
        )
        return [each if isinstance(each, RuleResult) else self._result(*each) for each in prepared]

    def counted(self, rules: Iterable[Rule], by: str) -> dict[str, dict[str | None, int]]:
        """How many rows each rule looked at (which says so itself), by a column of the engine's
        table `holders`. Rules that look at the same rows are counted once."""
        queries: dict[str, str] = {}
        for rule in rules:
            judged = self._compiled(rule).judged
            if judged is None:
                raise ValueError(f"rule {rule.code} does not say which rows it looks at")
            queries[rule.code] = (
                f"SELECT h.{by}, count(*) FROM ({judged.sql}) AS j"
                " LEFT JOIN holders AS h ON h.held_child = j.child GROUP BY 1"
            )
        distinct = list(dict.fromkeys(queries.values()))
        counts = self._engine.each(lambda sql: dict(self._engine.rows(sql)), distinct)
        known = dict(zip(distinct, counts, strict=True))
        return {code: known[sql] for code, sql in queries.items()}

    def _compiled(self, rule: Rule) -> CompiledRule:
        if rule.code not in self._queries:
            self._queries[rule.code] = self._compiler.rule(rule)
        return self._queries[rule.code]

    def _prepared(self, rule: Rule) -> RuleResult | tuple[Rule, CompiledRule]:
        """The rule with its queries, or at once why it cannot run."""
        try:
            compiled = self._compiled(rule)
        except Exception as error:  # noqa: BLE001 - a rule that cannot be built must not stop the rest
            return _broken(rule, error)
        reason = self._what_is_missing(compiled)
        if reason:
            return RuleResult(rule, Outcome.NOT_RUN, {}, reason)
        return rule, compiled

    def _what_is_missing(self, compiled: CompiledRule) -> str:
        wanting: list[str] = []
        for query in compiled.rows.values():
            for part in (query, *map(self._compiler.fact, query.facts)):
                for table, columns in part.reads.items():
                    wanting.extend(self._wanting(table, columns))
                if OWN_AUTHORITY in part.sql.casefold() and not self._material.authority:
                    wanting.append("The authority whose return it is was not given.")
        return " ".join(dict.fromkeys(wanting))

    def _wanting(self, table: str, columns: tuple[str, ...]) -> list[str]:
        if table.startswith((FACT, IF_GIVEN)):
            return []
        if table not in self._material.tables:
            return [_not_given(self._return_id, table)]
        lacking = sorted(self._material.missing.get(table, frozenset()) & set(columns))
        if not lacking:
            return []
        whose = _whose(self._return_id, table)
        headings = [self._heading(table, each) for each in lacking]
        return [f"{whose} has no column {heading}." for heading in dict.fromkeys(headings)]

    def _heading(self, table: str, column: str) -> str:
        if table in ("providers", "postcodes"):
            return column.upper()
        return heading_of(self._return_id, table.removeprefix(LAST), column)

    def _note_columns(self, queries: Iterable[Query]) -> None:
        """Which columns of each table any query reads: the others may as well be empty."""
        for query in queries:
            for part in (query, *map(self._compiler.fact, query.facts)):
                for name, columns in part.reads.items():
                    self._columns.setdefault(name, set()).update(columns)

    def _hand_over(self, queries: Iterable[Query]) -> None:
        """Give the engine the tables that any query reads, each once."""
        parts = (p for query in queries for p in (query, *map(self._compiler.fact, query.facts)))
        read = dict.fromkeys(name for part in parts for name in part.reads)
        names = [name for name in read if not name.startswith(FACT)]
        names = [name for name in names if name not in self._handed_over]
        self._engine.each(lambda name: self._engine.give(name, self._table(name)), names)
        self._handed_over.update(names)

    def _table(self, name: str) -> pa.Table | Written:
        """A table by the name that queries use."""
        declared = name.removeprefix(IF_GIVEN).removeprefix(LAST)
        given = self._material.tables.get(name.removeprefix(IF_GIVEN))
        if given is None:
            return every_column(self._return_id, declared)
        if not self._engine.copies:
            return given
        read = self._columns.get(name, set())
        if isinstance(given, Written):
            return given.without_the_unread(read, columns_of(self._return_id, declared))
        return _without_the_unread(given, read)

    def _work_out(self, facts: tuple[str, ...]) -> None:
        for name in facts:
            if name in self._facts:
                continue
            try:
                self._engine.keep(name, self._compiler.fact(name).sql)
                self._facts[name] = None
            except Exception as error:  # noqa: BLE001 - the rules that need it are broken, no others
                self._facts[name] = error

    def _ask_together(self, queries: Iterable[str]) -> None:
        """Ask queries that give rows, and nothing but rows, several as one."""
        different = list(dict.fromkeys(queries))
        step = self._engine.together
        parts = [different[at : at + step] for at in range(0, len(different), step)]
        for answers in self._engine.each(self._answers_of, parts):
            self._answers |= answers

    def _answers_of(self, queries: list[str]) -> dict[str, list[int]]:
        """The rows each query gives. If one of them breaks none is answered here: each is then
        asked by itself, so that only its own rule is broken."""
        one = " UNION ALL ".join(f"SELECT {n}, * FROM ({sql})" for n, sql in enumerate(queries))
        try:
            found = self._engine.rows(one)
        except Exception:  # noqa: BLE001 - whichever breaks will break again, by itself
            return {}
        answers: dict[str, list[int]] = {sql: [] for sql in queries}
        for number, row in found:
            answers[queries[number]].append(row)
        return answers

    def _result(self, rule: Rule, compiled: CompiledRule) -> RuleResult:
        try:
            found = {table: self._rows(query) for table, query in sorted(compiled.rows.items())}
        except Exception as error:  # noqa: BLE001 - one broken rule must not stop the rest
            return _broken(rule, error)
        if rule.judges_whole:
            outcome = Outcome.FAILED if any(found.values()) else Outcome.PASSED
            return RuleResult(rule, outcome, {}, judges=tuple(found))
        rows = {
            self._material.called[table]: tuple(sorted(rows))
            for table, rows in found.items()
            if rows
        }
        outcome = Outcome.FAILED if rows else Outcome.PASSED
        return RuleResult(rule, outcome, rows, judges=tuple(found))

    def _rows(self, query: Query) -> list[int]:
        if query.sql in self._answers:
            return self._answers[query.sql]
        for name in query.facts:
            if (error := self._facts[name]) is not None:
                raise error
        return [row[0] for row in self._engine.rows(query.sql)]

    def _is_ready(self, query: Query) -> bool:
        return all(self._facts[name] is None for name in query.facts)


def _without_the_unread(table: pa.Table, read: set[str]) -> pa.Table:
    """Queries name every column of a table, even those they then leave aside. Those stay, but
    empty: texts that nobody reads need not be copied."""
    columns = [
        column if name in read or column.type != pa.string() else pa.nulls(len(table), pa.string())
        for name, column in zip(table.column_names, table.columns, strict=True)
    ]
    return pa.table(columns, names=table.column_names)


def _broken(rule: Rule, error: Exception) -> RuleResult:
    """The kind of the fault only: an engine's sentence may quote a value."""
    return RuleResult(
        rule,
        Outcome.BROKEN,
        {},
        f"The rule broke ({type(error).__name__}): its result is not known. Report it to the"
        " product’s maintainers with the rule’s code.",
    )


def _whose(return_id: str, table: str) -> str:
    if table.startswith(LAST):
        return f"Last year’s {published_name(return_id, table.removeprefix(LAST))}"
    if table in ("providers", "postcodes"):
        return f"The list of {table}"
    return published_name(return_id, table)


def _not_given(return_id: str, table: str) -> str:
    if table == "providers":
        return "The list of providers was not given."
    if return_id == JOURNEY_ID:
        return _not_told(table)
    if table == "postcodes":
        return "Postcodes cannot be looked up: the list of postcodes is not installed."
    return f"{_whose(return_id, table)} was not given."


def _not_told(table: str) -> str:
    if table == "spoken":
        return "There is no earlier snapshot to tell when a record was first there."
    return f"No load has told of {journey_tables()[table].title.lower()} yet."
