"""The engines of a region: the same two, reading every authority's files as one table.

What indicators and rules ask of an engine stays as it is (`indicators.engines`,
`quality.engines`); only where the rows come from is another.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pyarrow as pa

from lineofsight.errors import UserError
from lineofsight.indicators import engines as of_figures
from lineofsight.journey import TABLES, Table
from lineofsight.quality import engines as of_rules
from lineofsight.quality.journey_tables import CHILD_BY_ANOTHER
from lineofsight.quality.tables import IF_GIVEN
from lineofsight.region.store import Part
from lineofsight.warehouse import layout
from lineofsight.working_days import calendar_table

ROWS_APART = 10_000_000_000
"""Rows of one authority have numbers of their own: its code's digits times this, and the place."""
_KINDS = {
    "duckdb": {"text": "VARCHAR", "date": "DATE", "whole": "INTEGER", "number": "DOUBLE"},
    "spark": {"text": "STRING", "date": "DATE", "whole": "INT", "number": "DOUBLE"},
}
_BOOKKEEPING = {"known_from": "date", "told_on": "date", "source": "text"}


def authority_and_place(row: int) -> tuple[str, int]:
    number, place = divmod(row, ROWS_APART)
    return f"E{number:08d}", place


def row_number(authority: str, place: int) -> int:
    return int(authority[1:]) * ROWS_APART + place


def files_of(parts: Sequence[Part], table: str) -> list[Path]:
    files = (layout.journey_file(part.folder, table) for part in parts)
    return [file for file in files if file.is_file()]


Read = Callable[[str, Sequence[Path]], set[str]]
"""Makes the rows of files a view of that name; gives its columns."""
View = Callable[[str, str], None]


def _tables(
    parts: Sequence[Part], kinds: dict[str, str], read: Read, view: View, *, of_rules: bool
) -> None:
    """Make the journey's tables known, each with every authority's rows. Rules also want the
    number of a row and the child it is about, and each table under a second name."""
    for name, table in TABLES.items():
        files = files_of(parts, name)
        there = read(f"files_of_{name}", files) if files else set()
        columns = [
            column if column in there else f"CAST(NULL AS {kinds[kind]}) AS {column}"
            for column, kind in (dict(table.columns) | _BOOKKEEPING).items()
        ]
        rows = f"files_of_{name}" if files else "(SELECT '' AS authority, 0 AS row) AS nothing"
        if of_rules:
            number = f"CAST(substr(authority, 2) AS BIGINT) * {ROWS_APART} + row AS row"
            columns = [number, *columns]
        made = f"SELECT {', '.join(columns)} FROM {rows}"
        view(f"told_{name}", made if files else f"{made} WHERE authority <> ''")
    for name, table in TABLES.items():
        made = _with_child(table, kinds["text"]) if of_rules else f"SELECT * FROM told_{name}"
        view(name, made)
        if of_rules:
            view(f"{IF_GIVEN}{name}", f"SELECT * FROM {name}")


def _with_child(table: Table, text: str) -> str:
    columns = ", ".join(f"here.{name}" for name in (*table.columns, *_BOOKKEEPING))
    here = f"FROM told_{table.name} AS here"
    if table.person:
        return f"SELECT here.row, here.{table.person} AS child, {columns} {here}"
    if table.name not in CHILD_BY_ANOTHER:
        return f"SELECT here.row, CAST(NULL AS {text}) AS child, {columns} {here}"
    column, other, key = CHILD_BY_ANOTHER[table.name]
    child = TABLES[other].person
    return (
        f"SELECT here.row, there.child, {columns} {here} LEFT JOIN"
        f" (SELECT {key} AS key_there, min({child}) AS child FROM told_{other} GROUP BY {key})"
        f" AS there ON here.{column} = there.key_there"
    )


def _listed(files: Sequence[Path]) -> str:
    return ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)


def _read_by_duckdb(connection: duckdb.DuckDBPyConnection, of: str) -> Read:
    def read(name: str, files: Sequence[Path]) -> set[str]:
        connection.execute(
            f"CREATE OR REPLACE {of} {name} AS SELECT * FROM read_parquet([{_listed(files)}],"
            " union_by_name = true, hive_partitioning = true, hive_types_autocast = false)"
        )
        return {row[0] for row in connection.execute(f"DESCRIBE {name}").fetchall()}

    return read


def _read_by_spark(session: Any, root: Path) -> Read:
    def read(name: str, files: Sequence[Path]) -> set[str]:
        reading = session.read.option("basePath", str(root)).option("mergeSchema", "true")
        frame = reading.parquet(*map(str, files))
        frame.createOrReplaceTempView(name)
        return set(frame.columns)

    return read


class FiguresOnDuckDB(of_figures.DuckDB):
    def __init__(self, parts: Sequence[Part], connection: duckdb.DuckDBPyConnection):
        super().__init__(connection)
        read = _read_by_duckdb(connection, "TEMP VIEW")
        _tables(parts, _KINDS["duckdb"], read, self.define, of_rules=False)
        self.give("calendar", calendar_table())


class FiguresOnSpark(of_figures.Spark):
    def __init__(self, parts: Sequence[Part], session: Any):
        super().__init__(session, {"calendar": calendar_table()})
        read = _read_by_spark(session, parts[0].region / "journey")
        _tables(parts, _KINDS["spark"], read, self.define, of_rules=False)


class RulesOnDuckDB(of_rules.DuckDB):
    copies = False

    def __init__(self, parts: Sequence[Part]):
        super().__init__()
        read = _read_by_duckdb(self._connection, "VIEW")
        _tables(parts, _KINDS["duckdb"], read, self._view, of_rules=True)

    def _view(self, name: str, sql: str) -> None:
        self._connection.execute(f'CREATE OR REPLACE VIEW "{name}" AS {sql}')

    def give(self, name: str, table: pa.Table) -> None:
        if name.removeprefix(IF_GIVEN) not in TABLES:  # those are there
            super().give(name, table)


class RulesOnSpark(of_rules.Spark):
    def __init__(self, parts: Sequence[Part], session: Any):
        super().__init__(session)
        read = _read_by_spark(session, parts[0].region / "journey")
        _tables(parts, _KINDS["spark"], read, self._view, of_rules=True)

    def _view(self, name: str, sql: str) -> None:
        self._session.sql(sql).createOrReplaceTempView(name)

    def give(self, name: str, table: pa.Table) -> None:
        if name.removeprefix(IF_GIVEN) not in TABLES:
            super().give(name, table)


class Machine(Protocol):
    """Where a region's runs are done."""

    def figures(self, parts: Sequence[Part]) -> Any:
        """An engine for indicators over these parts."""

    def rules(self, parts: Sequence[Part]) -> Any:
        """An engine for rules over these parts."""


class OneMachine:
    """DuckDB, in this process. Ends with the block it is opened for."""

    def __init__(self, memory: str | None = None):
        self._connection = duckdb.connect(":memory:")
        if memory:
            self._connection.execute(f"SET memory_limit = '{memory}'")

    def figures(self, parts: Sequence[Part]) -> FiguresOnDuckDB:
        return FiguresOnDuckDB(parts, self._connection)

    def rules(self, parts: Sequence[Part]) -> RulesOnDuckDB:
        return RulesOnDuckDB(parts)

    def close(self) -> None:
        self._connection.close()


class Cluster:
    """A Spark session: `local[2]`, or the address of a cluster."""

    def __init__(self, session: Any):
        self._session = session

    def figures(self, parts: Sequence[Part]) -> FiguresOnSpark:
        return FiguresOnSpark(parts, self._session)

    def rules(self, parts: Sequence[Part]) -> RulesOnSpark:
        return RulesOnSpark(parts, self._session)


SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.showConsoleProgress": "false",
}


@contextmanager
def machine(engine: str, master: str | None = None) -> Iterator[Machine]:
    """Where to run: `duckdb`, or `spark` at a master's address (`local[*]` unless told)."""
    if engine == "duckdb":
        if master:
            raise UserError(
                "--master is the address of a Spark cluster.", advice="Add --engine spark."
            )
        here = OneMachine()
        try:
            yield here
        finally:
            here.close()
        return
    session = _session(master or "local[*]")
    try:
        yield Cluster(session)
    finally:
        session.stop()


def _session(master: str) -> Any:
    try:
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError:
        raise UserError(
            "Spark is not installed.",
            advice="Install it with: pip install 'lineofsight[spark]' (PySpark 4.0).",
        ) from None
    if not _java():
        raise UserError(
            "Spark needs Java 17, which was not found.",
            advice="On Debian: apt-get install openjdk-17-jre-headless; or set JAVA_HOME.",
        )
    builder = SparkSession.builder.master(master).appName("Line of Sight, region")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except PySparkRuntimeError as error:
        raise UserError(
            "Spark could not be started.",
            where=master,
            advice="Java 17 is needed (`java -version` tells), and the cluster must be reachable.",
        ) from error
    session.sparkContext.setLogLevel("ERROR")
    return session


def _java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return bool(home and (Path(home) / "bin" / "java").is_file()) or bool(shutil.which("java"))
