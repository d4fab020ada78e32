"""The Standard Safeguarding Dataset, which is the journey already.

Every column comes from the column of the same name. A row without its key, or with a key
that an earlier row of the file has, cannot stand in the journey: it is listed as a
problem. A reference to a row that is not in the extract is kept as it is, and counted.
"""

from datetime import date

import duckdb
import pyarrow as pa

from lineofsight.intake.submission import Problem
from lineofsight.journey.model import Coverage, CoverageKind, Origin, Shape, Table, Untold
from lineofsight.journey.schema import TABLES
from lineofsight.journey.telling import SQL_TYPES, given, in_order
from lineofsight.returns import RETURNS

ORIGINS = tuple(
    Origin(table.name, column, f"{table.name}.{column}", "as it stands")
    for table in TABLES.values()
    for column in table.columns
)
UNTOLD = (
    Untold("ssd_address", "the address itself is left behind; only the postcode is kept"),
    Untold("ssd_cla_reviews", "the child, other than through the period of care"),
)


def tell_ssd(submission, known) -> tuple[dict[str, pa.Table], tuple[Coverage, ...], list[Problem]]:
    """`known` is not needed: the dataset has keys of its own."""
    lists = [name for name in TABLES if name in submission.tables]
    with duckdb.connect() as database:
        given(database, RETURNS["ssd"], submission.tables)
        tables, problems = {}, []
        for name in lists:
            tables[name] = _rows(database, TABLES[name])
            problems += _lost(database, TABLES[name])
        for name in lists:
            problems += _orphans(database, TABLES[name], lists)
        coverage = [_coverage(database, TABLES[name], submission.as_at) for name in lists]
    return tables, tuple(coverage), problems


def _numbered(table: Table) -> str:
    nth = f"row_number() OVER (PARTITION BY {', '.join(table.key)} ORDER BY row_id)"
    return f"(SELECT *, {nth} AS nth FROM {table.name})"


def _has_key(table: Table) -> str:
    return " AND ".join(f"{column} IS NOT NULL" for column in table.key)


def _rows(database, table: Table) -> pa.Table:
    values = ", ".join(f"{c}::{SQL_TYPES[kind]} AS {c}" for c, kind in table.columns.items())
    found = database.sql(
        f"SELECT {values} FROM {_numbered(table)} WHERE nth = 1 AND {_has_key(table)}"
    )
    return in_order(found.to_arrow_table(), table.name)


def _lost(database, table: Table) -> list[Problem]:
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


def _orphans(database, table: Table, lists: list[str]) -> list[Problem]:
    problems = []
    for column, to in table.references.items():
        other, _, named = to.partition(".")
        if other not in lists or other == table.name:
            continue
        target = named or TABLES[other].key[0]
        count, first = database.execute(
            f"SELECT count(*), min(row_id) FROM {table.name} WHERE {column} IS NOT NULL "
            f"AND {column} NOT IN (SELECT {target} FROM {other} WHERE {target} IS NOT NULL)"
        ).fetchone()
        if count:
            problems.append(
                Problem(
                    "",
                    table.name,
                    first,
                    column,
                    "refers to nothing",
                    f"{count} rows (this is the first) refer to a row that {other} does not have.",
                    "Extract both tables at the same moment, with the same rule of who is in.",
                )
            )
    return problems


def _coverage(database, table: Table, as_at: date) -> Coverage:
    """A whole extract speaks for every day from its earliest to `as_at`. The earliest is
    the first day by which a hundredth of the table's rows are dated: single rows with a
    mistyped year must not make it look as if decades were covered."""
    kind = {Shape.EVENT: CoverageKind.EVENTS, Shape.SPELL: CoverageKind.SPELLS}.get(
        table.shape, CoverageKind.FACTS
    )
    if table.name == "ssd_care_leavers":
        kind = CoverageKind.SPELLS  # it has no dates: whoever is not in it is none any more
    first = None
    if table.dated_by:
        (first,) = database.execute(
            f"SELECT quantile_disc({table.dated_by}, 0.01) FROM {table.name} "
            f"WHERE {table.dated_by} <= ?",
            [as_at],
        ).fetchone()
    return Coverage(table.name, first or as_at, as_at, kind)
