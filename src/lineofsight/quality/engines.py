"""The engines that run rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import lru_cache
from itertools import count
from threading import local
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

if TYPE_CHECKING:
    from lineofsight.quality.given import Written

SIDE_BY_SIDE = 2
_RUNS = count()


@lru_cache
def embedded() -> duckdb.DuckDBPyConnection:
    """The process's own DuckDB, in memory: opening one takes as long as fifty small queries. Each
    run has a database of its own in it, which goes when the run is over."""
    return duckdb.connect(":memory:", config={"threads": SIDE_BY_SIDE})


class DuckDB:
    """Rules on DuckDB, in this process: small queries, two at a time, one thread each."""

    name = "duckdb"
    copies = True
    together = 16

    def __init__(self):
        self._place = f"run_{next(_RUNS)}"
        self._own = local()
        self._cursors: list[duckdb.DuckDBPyConnection] = []
        self._connection = embedded().cursor()
        self._connection.execute(f"ATTACH ':memory:' AS {self._place}")
        self._connection.execute(f"USE {self._place}")

    def __enter__(self) -> DuckDB:
        return self

    def __exit__(self, *_) -> None:
        for cursor in self._cursors:
            cursor.close()
        self._connection.execute("USE memory")
        self._connection.execute(f"DETACH {self._place}")
        self._connection.close()

    def give(self, name: str, table: pa.Table | Written) -> None:
        is_typed = isinstance(table, pa.Table)
        cursor = self._cursor()
        cursor.register("given", table if is_typed else table.found)
        select = "*" if is_typed else table.select
        cursor.execute(f'CREATE TABLE "{name}" AS SELECT {select} FROM given')
        cursor.unregister("given")

    def define(self, *, start: date, end: date, authority: str) -> None:
        for name, value in (
            ("collection_start", f"DATE '{start}'"),
            ("collection_end", f"DATE '{end}'"),
            ("own_authority", "'" + authority.replace("'", "''") + "'"),
        ):
            self._connection.execute(f"CREATE MACRO {name}() AS {value}")

    def keep(self, name: str, sql: str) -> None:
        self._connection.execute(f'CREATE TABLE "{name}" AS {sql}')

    def rows(self, sql: str) -> list[tuple]:
        return self._cursor().execute(sql).fetchall()

    def each(self, work: Callable, of: Iterable) -> list:
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            return list(pool.map(work, of))

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        if not hasattr(self._own, "cursor"):
            self._own.cursor = embedded().cursor()
            self._own.cursor.execute(f"USE {self._place}")
            self._cursors.append(self._own.cursor)
        return self._own.cursor


class Spark:
    """Rules on Spark: the same queries in its dialect, the tables as temporary views."""

    name = "spark"
    copies = False
    together = 1

    def __init__(self, session):
        self._session = session
        self._kept: list = []

    def __enter__(self) -> Spark:
        return self

    def __exit__(self, *_) -> None:
        for frame in self._kept:
            frame.unpersist()

    def give(self, name: str, table: pa.Table | Written) -> None:
        typed = table if isinstance(table, pa.Table) else table.typed()
        if not typed.num_rows:  # Spark takes no table without a single batch
            columns = [pa.array([], field.type) for field in typed.schema]
            typed = pa.table(columns, schema=typed.schema)
        self._session.createDataFrame(typed).createOrReplaceTempView(name)

    def define(self, *, start: date, end: date, authority: str) -> None:
        for name, kind, value in (
            ("collection_start", "DATE", f"DATE'{start}'"),
            ("collection_end", "DATE", f"DATE'{end}'"),
            ("own_authority", "STRING", "'" + authority.replace("'", "\\'") + "'"),
        ):
            self._session.sql(
                f"CREATE OR REPLACE TEMPORARY FUNCTION {name}() RETURNS {kind} RETURN {value}"
            )

    def keep(self, name: str, sql: str) -> None:
        frame = self._session.sql(sql).cache()
        frame.createOrReplaceTempView(name)
        self._kept.append(frame)

    def rows(self, sql: str) -> list[tuple]:
        return [tuple(row) for row in self._session.sql(sql).collect()]

    def each(self, work: Callable, of: Iterable) -> list:
        return [work(one) for one in of]
