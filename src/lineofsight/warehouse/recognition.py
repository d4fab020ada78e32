"""Seeing that two returns tell of the same thing, though each has its own keys.

A child is recognised by the id, or by the id the authority used before (the dataset's
legacy id is what the statutory returns call the child's id). Any other row by the columns
its table is `recognised_by`, mostly the child and the day; of several on one day the first
goes with the first. The id that was known first stays, and every reference follows it.
"""

import duckdb

from lineofsight.journey import TABLES, Table

PERSON = "ssd_person"


def recognise(database: duckdb.DuckDBPyConnection, told: set[str], source: str) -> None:
    """Give rows of `told_…` the keys under which other returns' `known_…` rows are known."""
    tables = [table for name, table in TABLES.items() if name in told]
    if PERSON in told:
        _rename(database, TABLES[PERSON], _known_children())
        _follow(database, tables, PERSON)
    by_child_and_day = [t for t in tables if not _needs_others(t)]
    for table in by_child_and_day:
        _recognise_rows(database, tables, table, source)
    for table in (t for t in tables if _needs_others(t)):
        _recognise_rows(database, tables, table, source)


def _needs_others(table: Table) -> bool:
    """Is it recognised by a reference that itself may have been renamed?"""
    return any(c in table.references and c != table.person for c in table.recognised_by)


def _recognise_rows(
    database: duckdb.DuckDBPyConnection, tables: list[Table], table: Table, source: str
) -> None:
    others = database.execute(
        f"SELECT count(*) FROM known_{table.name} WHERE source <> '{source}'"
    ).fetchone()
    if not table.recognised_by or len(table.key) > 1 or others == (0,):
        return
    _rename(database, table, _known_rows(table, source))
    _follow(database, tables, table.name)
    if table.groups:
        _rename_groups(database, tables, table)


def _known_children() -> str:
    return """
        SELECT t.pers_person_id AS told_as, min(k.pers_person_id) AS known_as
        FROM told_ssd_person t JOIN known_ssd_person k
            ON t.pers_person_id = k.pers_legacy_id OR t.pers_legacy_id = k.pers_person_id
        WHERE t.pers_person_id NOT IN (SELECT pers_person_id FROM known_ssd_person)
        GROUP BY 1 HAVING count(DISTINCT k.pers_person_id) = 1
        QUALIFY count(*) OVER (PARTITION BY min(k.pers_person_id)) = 1
    """


def _known_rows(table: Table, source: str) -> str:
    (key,), columns = table.key, ", ".join(table.recognised_by)
    complete = " AND ".join(f"{column} IS NOT NULL" for column in table.recognised_by)
    nth = f"row_number() OVER (PARTITION BY {columns} ORDER BY {key}) AS nth"
    return f"""
        SELECT t.{key} AS told_as, k.{key} AS known_as FROM
            (SELECT *, {nth} FROM told_{table.name} t
             WHERE {complete} AND {key} NOT IN (SELECT {key} FROM known_{table.name})) t
        JOIN
            (SELECT *, {nth} FROM known_{table.name} k
             WHERE {complete} AND source <> '{source}'
                AND {key} NOT IN (SELECT {key} FROM told_{table.name})) k
        USING ({columns}, nth)
    """


def _rename(database: duckdb.DuckDBPyConnection, table: Table, pairs: str) -> None:
    (key,) = table.key
    database.execute(f"CREATE OR REPLACE TEMP TABLE renamed_{table.name} AS {pairs}")
    if table.groups:
        database.execute(
            f"""CREATE OR REPLACE TEMP TABLE regrouped AS
            SELECT t.{table.groups} AS told_as, min(k.{table.groups}) AS known_as
            FROM renamed_{table.name} r JOIN told_{table.name} t ON t.{key} = r.told_as
            JOIN known_{table.name} k ON k.{key} = r.known_as
            WHERE t.{table.groups} IS NOT NULL AND k.{table.groups} IS NOT NULL GROUP BY 1"""
        )
    _replace(database, table.name, key, f"renamed_{table.name}")


def _rename_groups(database: duckdb.DuckDBPyConnection, tables: list[Table], table: Table) -> None:
    _replace(database, table.name, table.groups, "regrouped")
    _follow(database, tables, f"{table.name}.{table.groups}", "regrouped")


def _follow(
    database: duckdb.DuckDBPyConnection, tables: list[Table], to: str, pairs: str = ""
) -> None:
    for table in tables:
        for column, refers_to in table.references.items():
            if refers_to == to:
                _replace(database, table.name, column, pairs or f"renamed_{to}")


def _replace(database: duckdb.DuckDBPyConnection, name: str, column: str, pairs: str) -> None:
    database.execute(
        f"UPDATE told_{name} SET {column} = r.known_as FROM {pairs} r WHERE {column} = r.told_as"
    )
