"""The two engines a definition runs on: DuckDB, embedded, and Spark, for a cluster.

An engine is handed the journey's tables (it has them as views), is given `periods` and
`units`, keeps spells as temporary tables, defines views, and answers SQL with Arrow tables.
"""

from collections.abc import Mapping

import duckdb
import pyarrow as pa


class DuckDB:
    """On a cursor of a snapshot. What is kept is a temporary table of that cursor alone,
    unless `schemas` are given: then it lies in the first of them, where other cursors
    with the same schemas find it, and tables of the others are found too."""

    name = "duckdb"

    def __init__(self, connection: duckdb.DuckDBPyConnection, schemas: tuple[str, ...] = ()):
        self.connection = connection
        self._schemas = schemas
        if schemas:
            connection.execute(f"SET search_path = '{','.join((*schemas, 'main'))}'")

    def another(self) -> "DuckDB":
        """The same on a cursor of its own, for another thread."""
        return DuckDB(self.connection.cursor(), self._schemas)

    def give(self, name: str, table: pa.Table) -> None:
        self.connection.register(f"{name}_given", table)
        self.keep(name, f"SELECT * FROM {name}_given")
        self.connection.unregister(f"{name}_given")

    def keep(self, name: str, sql: str) -> None:
        if self._schemas:
            self.keep_in(self._schemas[0], name, sql)
        else:
            self.condense(name, sql)

    def keep_in(self, schema: str, name: str, sql: str) -> None:
        self.connection.execute(f'CREATE OR REPLACE TABLE {schema}."{name}" AS {sql}')

    def condense(self, name: str, sql: str) -> None:
        """Keep it for this cursor alone."""
        self.connection.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS {sql}')

    def define(self, name: str, sql: str) -> None:
        self.connection.execute(f'CREATE OR REPLACE TEMP VIEW "{name}" AS {sql}')

    def share_threads(self) -> None:
        """From now on each query has one thread, in all of the database, so that several run
        beside one another; until `share_no_threads`, which may be said more often than this."""
        self.connection.execute("SET threads = 1")

    def share_no_threads(self) -> None:
        self.connection.execute("RESET threads")

    def run(self, sql: str) -> pa.Table:
        return self.connection.sql(sql).to_arrow_table()

    def rows(self, sql: str) -> list[tuple]:
        return self.connection.execute(sql).fetchall()


class Spark:
    """On a Spark session; a kept table is a temporary view, cached when it is used."""

    name = "spark"

    def __init__(self, session, tables: Mapping[str, pa.Table]):
        self.session = session
        for name, table in tables.items():
            self.give(name, table)

    def give(self, name: str, table: pa.Table) -> None:
        self.session.createDataFrame(table).createOrReplaceTempView(name)

    def keep(self, name: str, sql: str) -> None:
        frame = self.session.sql(sql).cache()
        frame.createOrReplaceTempView(name)

    condense = keep

    def define(self, name: str, sql: str) -> None:
        self.session.sql(sql).createOrReplaceTempView(name)

    def run(self, sql: str) -> pa.Table:
        return self.session.sql(sql).toArrow()

    def rows(self, sql: str) -> list[tuple]:
        return [tuple(row) for row in self.session.sql(sql).collect()]
