"""The Standard Safeguarding Dataset, which is the journey already.

Every column comes from the column of the same name. A row without its key, or with a key
that an earlier row of the file has, cannot stand in the journey: it is listed as a
problem. A reference to a row that is not in the extract is kept as it is, and counted.
"""

from datetime import date

import duckdb
import pyarrow as pa

from lineofsight.intake.submission import Problem
from lineofsight.journey.keyed import rows_with_key, rows_without_place
from lineofsight.journey.model import Coverage, CoverageKind, Origin, Shape, Table, Untold
from lineofsight.journey.schema import TABLES
from lineofsight.journey.telling import given
from lineofsight.returns import RETURNS

ORIGINS = tuple(
    Origin(table.name, column, f"{table.name}.{column}", "as it stands")
    for table in TABLES.values()
    for column in table.columns
    if not table.told_by
)
UNTOLD = (
    Untold("ssd_address", "the address itself is left behind; only the postcode is kept"),
    Untold("ssd_cla_reviews", "the child, other than through the period of care"),
)


def tell_ssd(submission, known) -> tuple[dict[str, pa.Table], tuple[Coverage, ...], list[Problem]]:
    """`known` is not needed: the dataset has keys of its own."""
    lists = [n for n, table in TABLES.items() if n in submission.tables and not table.told_by]
    with duckdb.connect() as database:
        given(database, RETURNS["ssd"], submission.tables)
        tables, problems = {}, []
        for name in lists:
            tables[name] = rows_with_key(database, TABLES[name])
            problems += rows_without_place(database, TABLES[name])
        for name in lists:
            problems += _orphans(database, TABLES[name], lists)
        coverage = [coverage_of(database, TABLES[name], submission.as_at) for name in lists]
    return tables, tuple(coverage), problems


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


def coverage_of(database, table: Table, as_at: date) -> Coverage:
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
