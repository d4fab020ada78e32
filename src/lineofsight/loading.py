"""Files in, a snapshot with its figures out: what the command line and the upload page share."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from lineofsight import intake, warehouse
from lineofsight.errors import NotWritten, of_the_disk
from lineofsight.indicators import cube, outward, trackers
from lineofsight.indicators.local import basis_of
from lineofsight.intake import Submission
from lineofsight.packs.authority import load_authority
from lineofsight.packs.data_quality import DataQuality
from lineofsight.progress import Report
from lineofsight.quality import check_runs, local
from lineofsight.warehouse import Snapshot


@dataclass(frozen=True)
class Loaded:
    """`said`: in plain words, what the files were recognised as."""

    snapshot: Snapshot
    submission: Submission
    said: str


def load_files(
    home: Path,
    files: Sequence[Path],
    *,
    created_at: datetime,
    as_at: date | None = None,
    collection_year: int | None = None,
    report: Report | None = None,
    data_quality: DataQuality | None = None,
) -> Loaded:
    """Read one return's files, write the snapshot, work out its figures once for all pages.

    All or nothing: whatever is raised while files are read and the snapshot is written, none was
    added. Figures can be worked out again at any time, so a snapshot whose figures are missing is
    still whole; what is raised then says that it was added. What was loaded is checked too; a
    check that cannot be done is kept as broken, and undoes nothing.
    `data_quality`: what the framework in force says of it; otherwise what it said last time.
    """
    submission = intake.read_files(
        files,
        as_at=as_at,
        collection_year=collection_year,
        own_authority=load_authority(home).name,
    )
    with _in_words("nothing was loaded"):
        snapshot = warehouse.load(home, submission, created_at=created_at, as_at=as_at)
    with _in_words(f"the files were loaded as {snapshot.id}, but not all its figures were kept"):
        if data_quality is not None:
            local.remember(home, data_quality)
        check_runs.run_for_snapshot(home, snapshot, checked_at=created_at, files=files)
        work_out_figures(home, snapshot, report)
    return Loaded(snapshot, submission, "\n".join(intake.describe(submission)))


@contextmanager
def _in_words(how_far: str) -> Iterator[None]:
    """A full disk or a folder that may not be written to, in a sentence that says how far it is."""
    try:
        yield
    except (OSError, duckdb.IOException) as error:
        said = of_the_disk(error)
        if said is None:
            raise
        raise NotWritten(f"{how_far}: {said.problem}", advice=said.advice) from error


def work_out_figures(home: Path, snapshot: Snapshot, report: Report | None = None) -> None:
    """Work out every indicator for every unit and month of a snapshot, and what is due, unless
    it is done."""
    told = (lambda done, of, title: report(done / of)) if report else None
    basis = basis_of(load_authority(home))
    cube.build(snapshot, basis, progress=told)
    trackers.build(snapshot, basis)


def settle_outside(home: Path, snapshot: Snapshot, report: Report | None = None) -> None:
    """Settle what of a snapshot's figures is told to readers of totals, so that the first of
    them has not to wait for it. What is not settled here is when it is asked for."""
    outward.settle(snapshot, basis_of(load_authority(home)), progress=report)
