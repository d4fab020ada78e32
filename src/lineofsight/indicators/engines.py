"""The two engines a definition runs on: DuckDB, embedded, and Spark, for a cluster.

An engine is handed the journey's tables (it has them as views), is given `periods` and
`units`, keeps spells as temporary tables, defines views, and answers SQL with Arrow tables.
"""

from collections.abc import Mapping

import duckdb
import pyarrow as pa


class DuckDB:
    """On a cursor of a snapshot: temporary tables are its own and go with it."""

    name = "duckdb"

    def __init__(self, connection: duckdb.DuckDBPyConnection):
        self.connection = connection

    def give(self, name: str, table: pa.Table) -> None:
        self.connection.register(f"{name}_given", table)
        self.keep(name, f"SELECT * FROM {name}_given")
        self.connection.unregister(f"{name}_given")

    def keep(self, name: str, sql: str) -> None:
        self.connection.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS {sql}')

    def define(self, name: str, sql: str) -> None:
        self.connection.execute(f'CREATE OR REPLACE TEMP VIEW "{name}" AS {sql}')

    def run(self, sql: str) -> pa.Table:
        return self.connection.sql(sql).to_arrow_table()


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

    def define(self, name: str, sql: str) -> None:
        self.session.sql(sql).createOrReplaceTempView(name)

    def run(self, sql: str) -> pa.Table:
        return self.session.sql(sql).toArrow()
