"""Loading a submission: one new snapshot, or none."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from lineofsight import __version__
from lineofsight.errors import LoadRefused
from lineofsight.intake.submission import Submission
from lineofsight.journey import TABLES, JourneyLoad, needed_of, to_journey
from lineofsight.returns import RETURNS
from lineofsight.returns.local import LOCAL
from lineofsight.warehouse import layout, store
from lineofsight.warehouse.manifest import Manifest, Source, fingerprint
from lineofsight.warehouse.snapshot import Snapshot, snapshots
from lineofsight.warehouse.writing import Writing

YEARLY = ("ssda903", "cin")
FIRST_YEAR = 2000


def load(
    home: Path, submission: Submission, *, created_at: datetime, as_at: date | None = None
) -> Snapshot:
    """Add a submission to what is known, as a new snapshot.

    `as_at`: the day the files speak for, unless they say it themselves. Yearly returns
    speak for 31 March. A list of places speaks for no day and leaves the day as it was.
    An older return may be loaded after a newer one: it adds what it alone tells and
    overwrites nothing, and the snapshot keeps the newer day.

    Raises `LoadRefused` if the same files were loaded before, in whatever order, if no day
    is known, or if another load is going on. Whatever is raised, nothing has changed.
    """
    with store.one_load_at_a_time(home) as warehouse:
        before = snapshots(home)
        _refuse_the_same_again(before, submission.sources)
        _refuse_without_rows(submission)
        previous = before[-1] if before else None
        if not RETURNS[submission.return_id].has_children:
            as_at = previous.as_at if previous else created_at.date()
        submission = replace(submission, as_at=_day_of(submission, as_at))
        _refuse_an_odd_day(submission, created_at.date())
        journey = to_journey(submission, _known(previous, submission))
        manifest = _manifest(submission, journey, previous, created_at)
        writing = Writing(submission, journey, previous, manifest)
        return Snapshot(store.publish(warehouse, manifest, writing.write))


def _day_of(submission: Submission, as_at: date | None) -> date:
    day = as_at or submission.as_at
    if day is None and submission.return_id in YEARLY and submission.collection_year:
        day = date(submission.collection_year, 3, 31)
    if day is None:
        raise LoadRefused(
            "the files do not say which day they speak for.",
            advice="Give it: lineofsight load FILE --as-at 2026-10-31, or in the upload form.",
        )
    return day


def _refuse_an_odd_day(submission: Submission, today: date) -> None:
    """A snapshot of a day to come would stay the newest for ever, as none is ever taken back."""
    day = submission.as_at
    if day <= today and day.year >= FIRST_YEAR:
        return
    why = "is still to come" if day > today else f"lies before {FIRST_YEAR}"
    raise LoadRefused(
        f"{day.day} {day:%B} {day.year}, the day the files would speak for, {why}.",
        advice="Give the day on which they were drawn: lineofsight load FILE --as-at 2026-10-31,"
        " or in the upload form.",
    )


def _refuse_without_rows(submission: Submission) -> None:
    """A local extract without rows says that there were none; a return never does."""
    if submission.return_id != LOCAL.id and not any(
        table.num_rows for table in submission.tables.values()
    ):
        raise LoadRefused(
            "there are headings in what was given, and not one row under them.",
            advice="Export it again.",
        )


def _refuse_the_same_again(before: list[Snapshot], sources) -> None:
    wanted = fingerprint(source.sha256 for source in sources)
    for snapshot in before:
        if sources and snapshot.manifest.fingerprint == wanted:
            raise LoadRefused(
                f"the same files were loaded on {snapshot.manifest.created_at:%d %B %Y} as "
                f"snapshot {snapshot.id}.",
                advice="There is nothing to do, unless you meant another file.",
            )


def _known(previous: Snapshot | None, submission: Submission) -> dict[str, pa.Table]:
    if previous is None:
        return {}
    needed = needed_of(submission)
    files = ((name, layout.journey_file(previous.path, name)) for name in needed)
    return {name: pq.read_table(file) for name, file in files if file.is_file()}


def _manifest(
    submission: Submission, journey: JourneyLoad, previous: Snapshot | None, created_at: datetime
) -> Manifest:
    """Row counts and problems are added once they are known."""
    sources = tuple(
        Source(each.name, each.sha256, each.size, dict(each.rows)) for each in submission.sources
    )
    number = previous.manifest.number + 1 if previous else 1
    as_at = max(submission.as_at, previous.as_at) if previous else submission.as_at
    spoken = previous.manifest.coverage if previous else ()
    now = tuple(
        (TABLES[span.table].told_by or journey.return_id, span) for span in journey.coverage
    )
    mark = fingerprint([*(each.sha256 for each in sources), str(previous), created_at.isoformat()])
    return Manifest(
        id=layout.snapshot_id(as_at, number, mark),
        number=number,
        as_at=as_at,
        told_on=submission.as_at,
        created_at=created_at,
        return_id=journey.return_id,
        collection_year=submission.collection_year,
        product_version=__version__,
        previous=previous.id if previous else None,
        sources=sources,
        rows={},
        problem_count=0,
        coverage=tuple(dict.fromkeys((*spoken, *now))),
    )
