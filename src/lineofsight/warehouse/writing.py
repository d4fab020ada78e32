"""The files of one snapshot: what is known, merged with what a load tells."""

import os
import shutil
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from lineofsight.intake.submission import Problem, Submission
from lineofsight.journey import TABLES, JourneyLoad, Table
from lineofsight.returns.local import LOCAL
from lineofsight.warehouse import layout
from lineofsight.warehouse.manifest import Manifest
from lineofsight.warehouse.merging import Merging
from lineofsight.warehouse.recognition import recognise
from lineofsight.warehouse.snapshot import Snapshot, selection

PROBLEM_COLUMNS = pa.schema(
    [
        pa.field("file", pa.string()),
        pa.field("sheet", pa.string()),
        pa.field("row", pa.int64()),
        pa.field("column", pa.string()),
        pa.field("kind", pa.string()),
        pa.field("message", pa.string()),
        pa.field("advice", pa.string()),
    ]
)
ADVICE = {
    "not taken in": (
        "{} rows fall on days of which a more detailed or a newer return has told everything,"
        " and it does not have them. They are not in the journey.",
        "Compare the two returns: one of them is wrong about these rows.",
    ),
    "ended in a gap": (
        "{} rows were open when last listed and are not listed any more: they ended in the time"
        " between two files. They are ended on the day they were last listed.",
        "Load a file for the time between, or an extract with the whole history.",
    ),
    "ended by what followed": (
        "{} rows are ended by the start of the next one, because only the latest of each child"
        " is listed.",
        "Nothing needs doing; an extract with the whole history would tell the day itself.",
    ),
}


class Writing:
    """One load's files. Nothing outside the folder it is given is written."""

    def __init__(
        self,
        submission: Submission,
        journey: JourneyLoad,
        previous: Snapshot | None,
        manifest: Manifest,
    ):
        self.submission = submission
        self.journey = journey
        self.previous = previous
        spoken = previous.manifest.coverage if previous else ()
        self.merging = Merging(journey, submission.as_at, manifest.as_at, spoken)

    def write(self, folder: Path) -> dict:
        """Fill the folder. Returns what the manifest is to say of it."""
        (folder / "journey" / "history").mkdir(parents=True)
        self._write_return(folder)
        problems = [*self.submission.problems, *self.journey.problems]
        problems += self._write_journey(folder)
        pq.write_table(problem_table(problems), folder / layout.PROBLEMS, compression="zstd")
        files = {name: layout.journey_file(folder, name) for name in TABLES}
        rows = {n: pq.read_metadata(file).num_rows for n, file in files.items() if file.is_file()}
        return {"rows": rows, "problem_count": len(problems)}

    def _write_return(self, folder: Path) -> None:
        for name, rows in self.submission.tables.items():
            return_id = LOCAL.id if name in LOCAL.by_name else self.journey.return_id
            file = layout.return_file(folder, return_id, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(rows, file, compression="zstd")

    def _write_journey(self, folder: Path) -> list[Problem]:
        problems = []
        told = [TABLES[name] for name in TABLES if name in self.journey.tables]
        with duckdb.connect() as database:
            for table in told:
                self._prepare(database, table)
            if self.previous:
                recognise(database, {table.name for table in told}, self.journey.return_id)
            _list_children(database, told)
            for table in told:
                counts = self.merging.merge(database, table)
                problems += [_counted(table, kind, n) for kind, n in counts.items() if n]
                self._write_table(database, folder, table)
        for table in TABLES.values():
            if table not in told:
                self._carry_over(folder, table)
        return problems

    def _prepare(self, database: duckdb.DuckDBPyConnection, table: Table) -> None:
        """`told_…` from the load, `known_…` from the snapshot before it."""
        database.register("telling", self.journey.tables[table.name])
        database.execute(f"CREATE TEMP TABLE told_{table.name} AS FROM telling")
        database.unregister("telling")
        file = self.previous and layout.journey_file(self.previous.path, table.name)
        if file and file.is_file():
            known = selection(file, table)
            database.execute(f"CREATE TEMP VIEW known_{table.name} AS {known}")
        else:
            database.register("nothing", table.empty())
            database.execute(f"CREATE TEMP TABLE known_{table.name} AS FROM nothing")
            database.unregister("nothing")

    def _write_table(self, database: duckdb.DuckDBPyConnection, folder: Path, table: Table) -> None:
        """Rows of one child lie together, so that a child's page reads little."""
        order = ", ".join(filter(None, (table.person, table.dated_by, table.key[0])))
        _copy(
            database,
            f"FROM merged_{table.name} ORDER BY {order}",
            layout.journey_file(folder, table.name),
        )
        earlier = self.previous and layout.history_file(self.previous.path, table.name)
        past = f"FROM past_{table.name}"
        if earlier and earlier.is_file():
            past = f"(FROM {_quoted(earlier)}) UNION ALL BY NAME ({past})"
        _copy(database, past, layout.history_file(folder, table.name))
        for made in ("merged", "past", "told"):
            database.execute(f"DROP TABLE {made}_{table.name}")

    def _carry_over(self, folder: Path, table: Table) -> None:
        """A table the load does not speak of stays as it was: the same file, linked."""
        if self.previous is None:
            return
        for file_of in (layout.journey_file, layout.history_file):
            file = file_of(self.previous.path, table.name)
            if file.is_file():
                _link(file, file_of(folder, table.name))


def problem_table(problems: Iterable[Problem]) -> pa.Table:
    return pa.Table.from_pylist([asdict(problem) for problem in problems], PROBLEM_COLUMNS)


def _counted(table: Table, kind: str, count: int) -> Problem:
    message, advice = ADVICE[kind]
    return Problem("", table.title, 0, "", kind.replace(" ", "_"), message.format(count), advice)


def _list_children(database: duckdb.DuckDBPyConnection, told: list[Table]) -> None:
    """The children a load speaks of at all: its silence about others' facts says nothing."""
    lists = [
        f"SELECT {table.person} AS child FROM told_{table.name}" for table in told if table.person
    ]
    query = " UNION ".join(lists) or "SELECT NULL::VARCHAR AS child WHERE false"
    database.execute(f"CREATE TEMP TABLE listed_children AS {query}")


def _copy(database: duckdb.DuckDBPyConnection, query: str, file: Path) -> None:
    database.execute(f"COPY ({query}) TO {_quoted(file)} (FORMAT parquet, COMPRESSION zstd)")


def _quoted(file: Path) -> str:
    return "'" + str(file).replace("'", "''") + "'"


def _link(file: Path, to: Path) -> None:
    try:
        os.link(file, to)
    except OSError:  # a file system without links
        shutil.copyfile(file, to)
