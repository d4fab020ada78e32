"""SQL of the rules: compiled once, shipped with the product, never at a request.

What compiling costs (tens of milliseconds a rule, and there are hundreds) is paid when a
rule is written: `lineofsight docs` writes `compiled/*.json` anew (see `shipping`), and a test
holds it against the rules. A rule whose source is newer than that file is compiled when it is used.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lineofsight.later import ibis
from lineofsight.quality.model import Rule, RuleBook
from lineofsight.quality.schema import table_called
from lineofsight.quality.tables import FACT, Tables

DIALECTS = {"duckdb": "duckdb", "spark": "pyspark"}
FOLDER = Path(__file__).parent / "compiled"


@dataclass(frozen=True)
class Query:
    """SQL, what it reads (table → columns), and the facts it needs first, in order."""

    sql: str
    reads: dict[str, tuple[str, ...]]
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class CompiledRule:
    """For each table (ours) whose rows may fail, the query that gives them; `judged` gives the
    rows looked at, where the rule says which."""

    rows: dict[str, Query]
    judged: Query | None = None


@dataclass(frozen=True)
class Compiled:
    rules: dict[str, CompiledRule]
    facts: dict[str, Query]


@lru_cache
def source_hash() -> str:
    """Changes whenever the text of any rule or of a return does. Which versions compiled is no
    matter once it is compiled."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for folder in (here, here.parent / "returns"):
        for file in sorted(folder.rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()


class Compiler:
    """Compiles rules of one book for one engine; keeps what it compiled in memory."""

    def __init__(self, book: RuleBook, engine: str = "duckdb", *, is_fresh: bool = False):
        self._book = book
        self._engine = engine
        self._rules: dict[str, CompiledRule] = {}
        self._facts: dict[str, Query] = {}
        shipped = None if is_fresh else _shipped(book.return_id, engine)
        if shipped is not None:
            self._rules |= shipped.rules
            self._facts |= shipped.facts

    def rule(self, rule: Rule) -> CompiledRule:
        if rule.is_local:  # an authority's own is no part of the book, and may change any day
            return self._compile(rule)
        if rule.key not in self._rules:
            self._rules[rule.key] = self._compile(rule)
        return self._rules[rule.key]

    def fact(self, name: str) -> Query:
        """The query of a fact, as the table that `name` gives."""
        return self._facts[name]

    def all(self) -> Compiled:
        for rule in self._book:
            self.rule(rule)
        return Compiled(self._rules, self._facts)

    def _compile(self, rule: Rule) -> CompiledRule:
        tables = Tables(self._book.return_id, limit=rule.limit)
        found = rule.find(tables)
        if not isinstance(found, Mapping):
            found = {rule.table: found}
        judged = rule.judges(tables) if rule.judges else None
        self._compile_facts(tables)
        return CompiledRule(
            {
                self._named(rule, called): self._query(
                    expression if rule.judges_whole else expression.select("row").distinct()
                )
                for called, expression in found.items()
            },
            None if judged is None else self._query(judged.select("row", "child")),
        )

    def _named(self, rule: Rule, called: str) -> str:
        name = table_called(self._book.return_id, called)
        if name is None:
            raise ValueError(f"rule {rule.code}: there is no table {called}")
        return name

    def _compile_facts(self, tables: Tables) -> None:
        for name, find in list(tables.facts.items()):
            if name in self._facts:
                continue
            of = Tables(self._book.return_id)
            expression = find(of)
            self._compile_facts(of)
            self._facts[name] = self._query(expression)

    def _query(self, expression) -> Query:
        dialect = DIALECTS[self._engine]
        getattr(ibis, dialect)  # registers the engine's own options
        sql = _steady(str(ibis.to_sql(expression, dialect=dialect)))
        reads = read_columns(sql, expression, "spark" if dialect == "pyspark" else dialect)
        direct = [name for name in reads if name.startswith(FACT)]
        needed: list[str] = []
        for name in direct:
            for each in (*self._facts[name].facts, name):
                if each not in needed:
                    needed.append(each)
        return Query(sql, reads, tuple(needed))


@lru_cache
def compiler(book: RuleBook, engine: str) -> Compiler:
    """The compiler of a book, which remembers what it compiled as long as the process lives."""
    return Compiler(book, engine)


def read_columns(sql: str, expression, dialect: str) -> dict[str, tuple[str, ...]]:
    """Which columns of which tables a query needs for its answer, after what it selects and
    never uses is taken away. A table it only counts is there without columns."""
    import sqlglot
    from ibis.expr import operations
    from sqlglot import exp
    from sqlglot.optimizer.pushdown_projections import pushdown_projections
    from sqlglot.optimizer.qualify import qualify
    from sqlglot.optimizer.scope import traverse_scope

    bases = expression.op().find(operations.UnboundTable)
    schema = {base.name: {name: str(kind) for name, kind in base.schema.items()} for base in bases}
    tree = qualify(
        sqlglot.parse_one(sql, read=dialect), schema=schema, dialect=dialect, quote_identifiers=True
    )
    reads: dict[str, set[str]] = {}
    for scope in traverse_scope(pushdown_projections(tree, schema=schema, dialect=dialect)):
        for source in scope.sources.values():
            if isinstance(source, exp.Table):
                reads.setdefault(source.name, set())
        for column in scope.columns:
            source = scope.sources.get(column.table)
            if isinstance(source, exp.Table):
                reads[source.name].add(column.name)
    return {name: tuple(sorted(columns)) for name, columns in sorted(reads.items())}


def _steady(sql: str) -> str:
    """Ibis keeps the columns it leaves out as a set, in any order: here they are sorted, so that
    the same rule is always the same query."""
    return re.sub(
        r"EXCLUDE \(([^)]*)\)",
        lambda found: f"EXCLUDE ({', '.join(sorted(found[1].split(', ')))})",
        sql,
    )


def shipped_file(return_id: str, engine: str) -> Path:
    return FOLDER / f"{return_id}-{engine}.json"


@lru_cache
def _shipped(return_id: str, engine: str) -> Compiled | None:
    """What was shipped, if it was compiled from the rules as they stand."""
    file = shipped_file(return_id, engine)
    if not file.is_file():
        return None
    said = json.loads(file.read_text(encoding="utf-8"))
    if said["of"] != source_hash():
        return None
    return Compiled(
        {
            key: CompiledRule(
                {table: _query_of(one) for table, one in each["rows"].items()},
                _query_of(each["judged"]) if each.get("judged") else None,
            )
            for key, each in said["rules"].items()
        },
        {name: _query_of(one) for name, one in said["facts"].items()},
    )


def _query_of(said: dict) -> Query:
    reads = {table: tuple(columns) for table, columns in said["reads"].items()}
    return Query(said["sql"], reads, tuple(said["facts"]))
