"""The engines of a region: the same two, reading every authority's files as one table.

What indicators and rules ask of an engine stays as it is (`indicators.engines`,
`quality.engines`); only where the rows come from is another.
"""

from __future__ import annotations

import os
import shutil
import socket
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
from lineofsight.region.kept import left_out
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


Read = Callable[[Table, Sequence[Path]], set[str]]
"""Makes the rows of a table's files the view `files_of_…`; gives its columns."""
View = Callable[[str, str], None]


def _tables(
    parts: Sequence[Part], kinds: dict[str, str], read: Read, view: View, *, of_rules: bool
) -> None:
    """Make the journey's tables known, each with every authority's rows. Rules also want the
    number of a row and the child it is about, and each table under a second name."""
    for name, table in TABLES.items():
        files = files_of(parts, name)
        there = read(table, files) if files else set()
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
    def read(table: Table, files: Sequence[Path]) -> set[str]:
        name = f"files_of_{table.name}"
        connection.execute(
            f"CREATE OR REPLACE {of} {name} AS SELECT * FROM read_parquet([{_listed(files)}],"
            " union_by_name = true, hive_partitioning = true, hive_types_autocast = false)"
        )
        return {row[0] for row in connection.execute(f"DESCRIBE {name}").fetchall()}

    return read


def _read_by_spark(session: Any, root: Path) -> Read:
    """Spark is told the columns, as a region has them: left to find them out it would open each
    of 153 files of 70 tables before it began. One that a file has not is empty there."""

    def read(table: Table, files: Sequence[Path]) -> set[str]:
        gone = left_out()[table.name]
        columns = {c: k for c, k in (dict(table.columns) | _BOOKKEEPING).items() if c not in gone}
        said = [f"{name} {_KINDS['spark'][kind]}" for name, kind in columns.items()]
        said += ["row BIGINT", "authority STRING", "date STRING"]
        reading = session.read.option("basePath", str(root)).schema(", ".join(said))
        reading.parquet(*map(str, files)).createOrReplaceTempView(f"files_of_{table.name}")
        return set(columns)

    return read


class FiguresOnDuckDB(of_figures.DuckDB):
    def __init__(self, parts: Sequence[Part], connection: duckdb.DuckDBPyConnection):
        super().__init__(connection)
        read = _read_by_duckdb(connection, "TEMP VIEW")
        _tables(parts, _KINDS["duckdb"], read, self.define, of_rules=False)
        self.give("calendar", calendar_table())


PIECE = 4_000_000
"""Bytes of files to a piece of work: some forty as rows in memory."""


def _cut_to_size(session: Any, parts: Sequence[Part]) -> None:
    """As many pieces as the region has work for, and not Spark's 200 of a handful of rows each."""
    size = sum(file.stat().st_size for name in TABLES for file in files_of(parts, name))
    pieces = max(session.sparkContext.defaultParallelism, size // PIECE)
    session.conf.set("spark.sql.shuffle.partitions", str(pieces))


class FiguresOnSpark(of_figures.Spark):
    def __init__(self, parts: Sequence[Part], session: Any):
        _cut_to_size(session, parts)
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
        _cut_to_size(session, parts)
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
    # So many files are looked up here: handing that out to workers takes longer than doing it.
    "spark.sql.sources.parallelPartitionDiscovery.threshold": "1000",
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
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
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
    _refuse_a_silent(master)
    builder = SparkSession.builder.master(master).appName("Line of Sight, region")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except (PySparkException, Py4JError) as error:
        raise UserError(
            "Spark could not be started.",
            where=master,
            advice="Java 17 is needed (`java -version` tells), and --master must be an address"
            " that Spark knows: local[2], spark://HOST:7077.",
        ) from error
    session.sparkContext.setLogLevel("ERROR")
    return session


STANDALONE = "spark://"
PATIENCE = 10
"""Seconds a cluster's master has to answer. Spark itself would try for a minute."""


def _refuse_a_silent(master: str) -> None:
    """A standalone cluster may name several masters, with commas between: one must answer."""
    if not master.startswith(STANDALONE):
        return
    for named in master.removeprefix(STANDALONE).split(","):
        host, _, port = named.rpartition(":")
        if not (host and port.isdigit()):
            continue
        try:
            socket.create_connection((host, int(port)), timeout=PATIENCE).close()
        except (OSError, OverflowError):
            continue
        return
    raise UserError(
        "no Spark master answers at this address.",
        where=master,
        advice="The master's own page or log says its address: spark://HOST:7077.",
    )


def _java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return bool(home and (Path(home) / "bin" / "java").is_file()) or bool(shutil.which("java"))
