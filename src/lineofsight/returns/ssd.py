"""The Standard Safeguarding Dataset: its 48 published tables, names kept as published.

The tables stand in `codes/ssd_tables.csv`, a row for each column: its type, whether it is
the table's key, the column it refers to, and its codes. The dataset prescribes no file
format; an authority's extract is one file for each table, and any part of them will do.
Days are days even where the dataset's type is a day and time. Flags are `Y` and `N`.
"""

import csv
from itertools import groupby

from lineofsight.returns.code_sets import FOLDER, code_set
from lineofsight.returns.model import Field, FieldType, Return, Table


def _field(row: dict[str, str], *, is_key: bool) -> Field:
    return Field(
        row["column"],
        FieldType(row["type"]),
        codes=code_set(row["codes"]) if row["codes"] else None,
        name=row["column"],
        required=is_key,
        is_key=is_key,
    )


def _table(name: str, rows: list[dict[str, str]]) -> Table:
    """Tables published without a key are known by their first column."""
    keys = tuple(row["column"] for row in rows if row["key"]) or (rows[0]["column"],)
    return Table(
        name,
        name.removeprefix("ssd_").replace("_", " ").capitalize(),
        tuple(_field(row, is_key=row["column"] in keys) for row in rows),
        primary_key=keys,
    )


def _tables() -> tuple[Table, ...]:
    with (FOLDER / "ssd_tables.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(_table(name, list(of)) for name, of in groupby(rows, lambda row: row["table"]))


SSD = Return(
    id="ssd",
    title="Standard Safeguarding Dataset",
    source="Data to Insight, Standard Safeguarding Dataset, data objects",
    tables=_tables(),
)
