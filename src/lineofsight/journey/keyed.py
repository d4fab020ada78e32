"""Rows that a return tells with keys of its own: one a key is kept, and the rest are problems.

The table of the return lies in the database under the journey's name, with the row in the file
as `row_id`.
"""

import pyarrow as pa

from lineofsight.intake.submission import Problem
from lineofsight.journey.model import Table
from lineofsight.journey.telling import SQL_TYPES, in_order


def _numbered(table: Table) -> str:
    nth = f"row_number() OVER (PARTITION BY {', '.join(table.key)} ORDER BY row_id)"
    return f"(SELECT *, {nth} AS nth FROM {table.name})"


def _has_key(table: Table) -> str:
    return " AND ".join(f"{column} IS NOT NULL" for column in table.key)


def rows_with_key(database, table: Table) -> pa.Table:
    values = ", ".join(f"{c}::{SQL_TYPES[kind]} AS {c}" for c, kind in table.columns.items())
    found = database.sql(
        f"SELECT {values} FROM {_numbered(table)} WHERE nth = 1 AND {_has_key(table)}"
    )
    return in_order(found.to_arrow_table(), table.name)


def rows_without_place(database, table: Table) -> list[Problem]:
    key = ", ".join(table.key)
    lost = database.execute(
        f"SELECT row_id, {_has_key(table)} FROM {_numbered(table)} "
        f"WHERE nth > 1 OR NOT ({_has_key(table)}) ORDER BY row_id"
    ).fetchall()
    return [
        Problem(
            "",
            table.name,
            row,
            key,
            "key repeated" if has_key else "key missing",
            "another row of the table has the same key; the first is kept."
            if has_key
            else "the row has no key, so nothing can refer to it; it is not in the journey.",
            "Ask whoever makes the extract why; then load it again.",
        )
        for row, has_key in lost
    ]
