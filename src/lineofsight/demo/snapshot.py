"""An invented authority's records as a snapshot, without all that a load keeps beside it.

They go through intake as a file's would, and what is left out is the meeting with what was known
before, which nothing was: so 153 authorities take minutes.
"""

from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from lineofsight import __version__
from lineofsight.demo.authority import Authority
from lineofsight.intake import Submission, read_files
from lineofsight.journey import TABLES, Table
from lineofsight.journey.from_ssd import coverage_of
from lineofsight.journey.telling import in_order
from lineofsight.warehouse import Manifest, Snapshot, layout, snapshots, store
from lineofsight.warehouse.manifest import fingerprint
from lineofsight.warehouse.writing import problem_table

DATASET = "ssd"


def write_snapshot(authority: Authority, home: Path) -> Snapshot:
    """The first snapshot of a home; one that has a snapshot already keeps it."""
    with store.one_load_at_a_time(home) as warehouse:
        if there := snapshots(home):
            return there[-1]
        told = _through_intake(authority)

        def write(folder: Path) -> dict:
            (folder / "journey" / "history").mkdir(parents=True)
            rows = {}
            for name, list_ in told.tables.items():
                table = _as_loaded(TABLES[name], list_, authority)
                pq.write_table(table, layout.journey_file(folder, name), compression="zstd")
                rows[name] = len(table)
            problems = problem_table(told.problems)
            pq.write_table(problems, folder / layout.PROBLEMS, compression="zstd")
            return {"rows": rows, "problem_count": len(problems)}

        return Snapshot(store.publish(warehouse, _manifest(authority, told), write))


def _through_intake(authority: Authority) -> Submission:
    with TemporaryDirectory() as folder:
        files = []
        for name, table in authority.tables.items():
            files.append(Path(folder) / f"{name}.parquet")
            pq.write_table(table, files[-1])
        return read_files(files, as_at=authority.today)


def _as_loaded(table: Table, told: pa.Table, authority: Authority) -> pa.Table:
    """The rows as a load keeps them, with its bookkeeping and those of a child together. The
    generator gives no key twice."""
    day = pa.array([authority.today] * len(told), pa.date32())
    rows = in_order(told.select(list(table.columns)), table.name)
    rows = rows.append_column("known_from", day).append_column("told_on", day)
    rows = rows.append_column("source", pa.array([DATASET] * len(told), pa.string()))
    order = dict.fromkeys(filter(None, (table.person, table.dated_by, table.key[0])))
    return rows.sort_by([(column, "ascending") for column in order])


def _manifest(authority: Authority, told: Submission) -> Manifest:
    plan = authority.plan
    mark = fingerprint([authority.name, f"{plan.children} {plan.seed} {plan.today}"])
    with duckdb.connect() as database:
        for name, rows in told.tables.items():
            database.register(name, rows)
        spans = [
            coverage_of(database, TABLES[name], plan.today)
            for name in TABLES
            if name in told.tables
        ]
    return Manifest(
        id=layout.snapshot_id(plan.today, 1, mark),
        number=1,
        as_at=plan.today,
        told_on=plan.today,
        created_at=datetime.combine(plan.today, time(), UTC),
        return_id=DATASET,
        collection_year=None,
        product_version=__version__,
        previous=None,
        sources=(),
        rows={},
        problem_count=0,
        coverage=tuple((DATASET, span) for span in spans),
    )
