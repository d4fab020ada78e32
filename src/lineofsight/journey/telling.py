"""Telling a return in the journey's tables, from declarations.

A `Telling` says how one list of a return fills one table: column by column, either the
field it comes from or (`Made`) how it is made and what that leaves unsaid. The same
declarations give the reference pages their lines (`Origin`). They run as SQL over the
submission's tables, never row by row.

Every declared field of a return is there to be used, empty if the file had no such
column; yes and no are `Y` and `N`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from lineofsight.journey.model import BOOKKEEPING, Origin
from lineofsight.journey.schema import TABLES
from lineofsight.returns import FieldType, Return

RETURN_SQL_TYPES = {
    FieldType.DATE: "DATE",
    FieldType.INSTANT: "TIMESTAMP",
    FieldType.INTEGER: "BIGINT",
    FieldType.NUMBER: "DOUBLE",
}
SQL_TYPES = {"text": "VARCHAR", "date": "DATE", "whole": "INTEGER", "number": "DOUBLE"}


@dataclass(frozen=True)
class Made:
    """A value that no field has: the SQL that makes it, and in words what it is."""

    sql: str
    note: str
    field: str = ""


@dataclass(frozen=True)
class Telling:
    """How one list fills one table. Rows without the days and ids of `needs` cannot be
    placed and stay out (intake has already named the blank as a problem)."""

    table: str
    of: str
    columns: Mapping[str, "str | Made"]
    needs: tuple[str, ...] = ()
    where: str = "true"
    read_from: str = ""
    uses: tuple[str, ...] = field(default=())

    @property
    def lists(self) -> tuple[str, ...]:
        return (self.of, *self.uses)

    def origins(self) -> Iterable[Origin]:
        for column, value in self.columns.items():
            if isinstance(value, Made):
                named = f"{self.of}.{value.field}" if value.field else ""
                yield Origin(self.table, column, named, value.note)
            else:
                yield Origin(self.table, column, f"{self.of}.{value}")

    def sql(self, order: int) -> str:
        values = [
            f"({value.sql if isinstance(value, Made) else value}) AS {column}"
            for column, value in self.columns.items()
        ]
        needed = " AND ".join(f"{name} IS NOT NULL" for name in self.needs)
        return (
            f"SELECT {', '.join(values)}, {order} AS telling FROM {self.read_from or self.of} "
            f"WHERE ({self.where}) AND ({needed or 'true'})"
        )


def numbered_key(prefix: str, child: str, day: str) -> Made:
    """The key of the nth row of a child on a day, where the return has none of its own."""
    nth = f"row_number() OVER (PARTITION BY {child}, {day} ORDER BY row_id)"
    return Made(
        f"concat_ws('-', '{prefix}', {child}, strftime({day}, '%Y%m%d'), {nth})",
        f"made of the word “{prefix}”, the child, the day and a number, in the order listed",
    )


def child_day_key(prefix: str, child: str, day: str) -> Made:
    """The key where a child has one on a day."""
    return Made(
        f"concat_ws('-', '{prefix}', {child}, strftime({day}, '%Y%m%d'))",
        f"made of the word “{prefix}”, the child and the day",
    )


def given(
    database: duckdb.DuckDBPyConnection,
    declared: Return,
    tables: Mapping[str, pa.Table],
    *,
    numbers: tuple[str, ...] = (),
) -> None:
    """Put a submission's tables into the database, each with every declared field, and
    with intake's `numbers` of a nested file's blocks."""
    for table in declared.tables:
        found = tables.get(table.name)
        there = set() if found is None else set(found.column_names)
        columns = [
            f"{name if name in there else 'NULL'}::BIGINT AS {name}"
            for name in ("row_id", *numbers)
        ]
        columns += [_as_declared(f) if f.name in there else _blank(f) for f in table.fields]
        if found is not None:
            database.register("just_given", found)
        source = "just_given" if found is not None else "(SELECT 1) WHERE false"
        database.execute(f"CREATE TABLE {table.name} AS SELECT {', '.join(columns)} FROM {source}")


def tell(
    database: duckdb.DuckDBPyConnection, tellings: Iterable[Telling], lists: Iterable[str]
) -> dict[str, pa.Table]:
    """Run the tellings whose list was given. Where two give a row of the same key, the one
    declared first stands and the other fills what it leaves empty."""
    by_table: dict[str, list[Telling]] = {}
    for telling in tellings:
        if telling.of in lists:
            by_table.setdefault(telling.table, []).append(telling)
    return {name: _table(database, name, told) for name, told in by_table.items()}


def _table(database, name: str, told: list[Telling]) -> pa.Table:
    table = TABLES[name]
    rows = " UNION ALL BY NAME ".join(f"({each.sql(n)})" for n, each in enumerate(told))
    filled = {column for each in told for column in each.columns}
    values = [
        f"{_first(column) if column in filled else 'NULL'}::{SQL_TYPES[kind]} AS {column}"
        for column, kind in table.columns.items()
        if column not in table.key
    ]
    keys = ", ".join(table.key)
    complete = " AND ".join(f"{column} IS NOT NULL" for column in table.key)
    return in_order(
        database.sql(
            f"SELECT {keys}, {', '.join(values)} FROM ({rows}) WHERE {complete} GROUP BY {keys} "
            f"ORDER BY {keys}"
        ).to_arrow_table(),
        name,
    )


def in_order(rows: pa.Table, name: str) -> pa.Table:
    """The table's own columns, in its own order and types, without the bookkeeping (which
    the warehouse adds)."""
    kept = [f for f in TABLES[name].schema if f not in BOOKKEEPING]
    return rows.select([f.name for f in kept]).cast(pa.schema(kept))


def _first(column: str) -> str:
    return f"arg_min({column}, telling)"


def _as_declared(each) -> str:
    if each.type == FieldType.YES_NO:
        return f"CASE {each.name} WHEN true THEN 'Y' WHEN false THEN 'N' END AS {each.name}"
    return f"{each.name}::{RETURN_SQL_TYPES.get(each.type, 'VARCHAR')} AS {each.name}"


def _blank(each) -> str:
    return f"NULL::{RETURN_SQL_TYPES.get(each.type, 'VARCHAR')} AS {each.name}"
