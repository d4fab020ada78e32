"""Local extracts: what an authority keeps in lists of its own, by our templates.

One template may fill several tables, by the kind that a row names; a table is told of only if
the file has a row of its kind. A row without its key, or with a key that an earlier row has, is
a problem and not in the journey. A child is found by the number that the journey knows the
child by, or by the one that statutory returns use; a child whom nobody knows is counted.

An extract speaks for whole months, from that of its earliest row to the day it was made: a
later one that begins later replaces what both speak of and leaves the earlier rows as they are.
"""

from datetime import date

import duckdb
import pyarrow as pa

from lineofsight.intake.submission import Problem
from lineofsight.journey.keyed import rows_with_key, rows_without_place
from lineofsight.journey.model import Coverage, CoverageKind, Origin, Shape, Table, Untold
from lineofsight.journey.schema import TABLES
from lineofsight.journey.schema_local import columns_of
from lineofsight.journey.telling import given
from lineofsight.returns.local import EXTRACTS, LOCAL, Column, Extract, Told
from lineofsight.returns.model import FieldType

PERSON = "ssd_person"
HOURS = "date_diff('minute', TIMESTAMP '2000-01-01', {column}) / 60"
KINDS = {Shape.EVENT: CoverageKind.EVENTS, Shape.SPELL: CoverageKind.SPELLS}
UNTOLD: tuple[Untold, ...] = ()


def _origins():
    for extract in EXTRACTS.values():
        for told in extract.tells:
            for column in extract.columns_of(told):
                notes = _notes(column)
                for name in columns_of(column):
                    yield Origin(told.name, name, f"{extract.name}.{column.name}", notes[name])


def _notes(column: Column) -> dict[str, str]:
    names = list(columns_of(column))
    if column.field.type != FieldType.INSTANT:
        return dict.fromkeys(names, "as it stands")
    day, hours = names
    return {day: "its day", hours: "as hours since 1 January 2000"}


ORIGINS = tuple(_origins())


def tell_local(
    submission, known
) -> tuple[dict[str, pa.Table], tuple[Coverage, ...], list[Problem]]:
    """`known`: the children, as `ssd_person`, as far as any are known."""
    tables: dict[str, pa.Table] = {}
    coverage: list[Coverage] = []
    problems: list[Problem] = []
    with duckdb.connect() as database:
        given(database, LOCAL, submission.tables)
        are_known = _know_children(database, known)
        for extract in EXTRACTS.values():
            if extract.name not in submission.tables:
                continue
            if are_known:
                problems += _strangers(database, extract)
            for told in extract.tells:
                if not _is_told(database, extract, told):
                    continue
                table = TABLES[told.name]
                database.execute(f"CREATE TABLE {told.name} AS {_selection(extract, told)}")
                tables[told.name] = rows_with_key(database, table)
                problems += _named(extract, rows_without_place(database, table))
                coverage.append(_coverage(database, table, submission.as_at))
    return tables, tuple(coverage), problems


def _know_children(database: duckdb.DuckDBPyConnection, known) -> bool:
    """Table `children`: every number a child is known by, and the journey's own."""
    persons = known.get(PERSON)
    if persons is None or not persons.num_rows:
        persons = TABLES[PERSON].empty()
    database.register("persons", persons)
    database.execute("""
        CREATE TABLE children AS
        SELECT pers_person_id AS told_as, pers_person_id AS known_as FROM persons
        WHERE pers_person_id IS NOT NULL
        UNION
        SELECT pers_legacy_id, min(pers_person_id) FROM persons
        WHERE pers_legacy_id IS NOT NULL
            AND pers_legacy_id NOT IN (SELECT pers_person_id FROM persons)
        GROUP BY 1 HAVING count(DISTINCT pers_person_id) = 1
    """)
    return persons.num_rows > 0


def _has_child(extract: Extract) -> bool:
    return any(column.name == "child_id" for column in extract.columns)


def _is_told(database: duckdb.DuckDBPyConnection, extract: Extract, told: Told) -> bool:
    if not told.kinds:
        return True
    (found,) = database.execute(
        f"SELECT EXISTS (FROM {extract.name} WHERE {_of_kind(extract, told)})"
    ).fetchone()
    return found


def _of_kind(extract: Extract, told: Told) -> str:
    if not told.kinds:
        return "true"
    return f"{extract.kind} IN ({', '.join(repr(kind) for kind in told.kinds)})"


def _selection(extract: Extract, told: Told) -> str:
    values = ["row_id"]
    for column in extract.columns_of(told):
        values += _values(column)
    joined = "LEFT JOIN children ON told_as = child_id" if _has_child(extract) else ""
    return (
        f"SELECT {', '.join(values)} FROM {extract.name} {joined} WHERE {_of_kind(extract, told)}"
    )


def _values(column: Column) -> list[str]:
    if column.name == "child_id":
        return ["coalesce(known_as, child_id) AS child_id"]
    if column.field.type != FieldType.INSTANT:
        return [column.name]
    day, hours = columns_of(column)
    return [
        f"{column.name}::DATE AS {day}",
        f"{HOURS.format(column=column.name)} AS {hours}",
    ]


def _named(extract: Extract, problems: list[Problem]) -> list[Problem]:
    """Told by the template, which people know, and not by the journey's table."""
    return [
        Problem(each.file, extract.title, each.row, each.column, each.kind, each.message,
                each.advice)
        for each in problems
    ]  # fmt: skip


def _strangers(database: duckdb.DuckDBPyConnection, extract: Extract) -> list[Problem]:
    if not _has_child(extract):
        return []
    count, first = database.execute(
        f"SELECT count(*), min(row_id) FROM {extract.name} WHERE child_id IS NOT NULL "
        "AND child_id NOT IN (SELECT told_as FROM children)"
    ).fetchone()
    if not count:
        return []
    return [
        Problem(
            "",
            extract.title,
            first,
            "child_id",
            "refers to nothing",
            f"{count} rows (this is the first) are about a child whom no other return has told of.",
            "Use the number of the case management system, and load the return with the children "
            "first or together with this.",
        )
    ]


def _coverage(database: duckdb.DuckDBPyConnection, table: Table, as_at: date) -> Coverage:
    (first,) = database.execute(
        f"SELECT date_trunc('month', min({table.dated_by}))::DATE FROM {table.name} "
        f"WHERE {table.dated_by} <= ?",
        [as_at],
    ).fetchone()
    return Coverage(table.name, first or as_at, as_at, KINDS[table.shape])
