"""Checks that are kept: what each rule found on a day, by child, worker and team.

    run_for_snapshot(home, snapshot, checked_at=…)   after a load: the journey, and the return
    check_files(home, files, …)                      files that are only checked, not loaded
    runs(home), run(home, id)                        what was found, newest first

Pages read only this; nothing is checked at a request.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pyarrow as pa

from lineofsight import __version__, warehouse
from lineofsight.errors import UserError
from lineofsight.quality import keeping
from lineofsight.quality.keeping import CheckRun, RuleOutcome
from lineofsight.quality.model import FIRST_YEAR, LAST_YEAR
from lineofsight.quality.schema import JOURNEY_ID
from lineofsight.warehouse import Snapshot

__all__ = ["CheckRun", "RuleOutcome", "check_files", "run", "run_for_snapshot", "runs"]

YEARLY = ("ssda903", "cin")
CHECKED = (*YEARLY, "annex_a")
runs = keeping.runs
run = keeping.run


@dataclass(frozen=True)
class _Task:
    """One check that is to be done and kept, come what may."""

    id: str
    return_id: str
    collection_year: int | None
    as_at: date
    checked_at: datetime
    snapshot_id: str | None

    def done(self, found: keeping.Found, *, fault: str = "") -> CheckRun:
        return CheckRun(
            id=self.id,
            return_id=self.return_id,
            collection_year=self.collection_year,
            as_at=self.as_at,
            checked_at=self.checked_at,
            snapshot_id=self.snapshot_id,
            product_version=__version__,
            rules=found.outcomes,
            fault=fault,
        )


def run_for_snapshot(
    home: Path,
    snapshot: Snapshot,
    *,
    checked_at: datetime,
    files: Sequence[Path] = (),
) -> list[CheckRun]:
    """Check the journey as the snapshot has it and, where the load brought a return that has
    rules, that return. What cannot be checked is kept as broken: never raised, never silent.

    `files` are those of the load, while they are at hand: a return is best checked as it was
    written. Without them it is checked as it was read, where an unreadable day is a blank.
    """
    folder = keeping.folder_of(snapshot)
    tasks = [(_Task(f"{snapshot.id}-{JOURNEY_ID}", JOURNEY_ID, None, snapshot.as_at, checked_at,
                    snapshot.id), lambda: _journey(home, snapshot))]  # fmt: skip
    brought = snapshot.manifest.return_id
    if brought in CHECKED:
        year = _collection_of(snapshot)
        task = _Task(f"{snapshot.id}-{brought}", brought, year, snapshot.manifest.told_on,
                     checked_at, snapshot.id)  # fmt: skip
        tasks.append((task, lambda: _return(home, snapshot, task, files)))
    return [_kept(folder, task, find) for task, find in tasks]


def check_files(
    home: Path,
    files: Sequence[Path],
    *,
    return_id: str | None = None,
    collection_year: int,
    previous: Sequence[Path] = (),
    providers: Sequence[Path] = (),
    authority: str | None = None,
    checked_at: datetime,
    as_at: date | None = None,
) -> CheckRun:
    """Check the files of a return and keep what was found. Findings go to those who hold the
    children by the newest snapshot. Raises `UserError` for files that cannot be read, or that
    are of another return than was said: then there is nothing to keep."""
    from lineofsight.quality.command import read_as

    read = read_as(files, return_id)
    last = read_as(previous, read.return_id).tables if previous else None
    day = as_at or (date(collection_year, 3, 31) if read.return_id in YEARLY else checked_at.date())
    found = _checked(
        _latest(home), read.return_id, read.tables, collection_year,
        previous=last, providers=list(providers) or None, authority=authority,
    )  # fmt: skip
    mark = blake2b("\n".join(map(str, files)).encode(), digest_size=4).hexdigest()
    name = f"{read.return_id}-{collection_year}-{checked_at:%Y%m%dT%H%M%S}-{mark}"
    task = _Task(name, read.return_id, collection_year, day, checked_at, None)
    return keeping.write(Path(home) / "checks", task.done(found), found)


def _kept(folder: Path, task: _Task, find: Callable[[], keeping.Found]) -> CheckRun:
    """Do a check and keep it. A failure of the check itself is a result that people must see."""
    try:
        found, fault = find(), ""
    except UserError as problem:
        found, fault = keeping.NOTHING, str(problem)
    except Exception as error:  # noqa: BLE001 - the load stands, and the check says that it broke
        found = keeping.NOTHING
        fault = f"The check broke ({type(error).__name__}): nothing is known of this data."
    return keeping.write(folder, task.done(found, fault=fault), found)


def _journey(home: Path, snapshot: Snapshot) -> keeping.Found:
    from lineofsight.quality.journey_checking import check_snapshot

    return check_snapshot(home, snapshot)


def _return(home: Path, snapshot: Snapshot, task: _Task, files: Sequence[Path]) -> keeping.Found:
    from lineofsight.quality.command import read_as
    from lineofsight.quality.stored import tables_of

    year = task.collection_year
    tables = read_as(files, task.return_id).tables if files else tables_of(snapshot)
    return _checked(
        snapshot, task.return_id, tables, year, previous=_year_before(home, snapshot, year)
    )


def _checked(
    snapshot: Snapshot | None, return_id: str, tables: Any, year: int | None, **given: Any
) -> keeping.Found:
    """The rules of a return over its tables, as what is to be kept."""
    from lineofsight.quality.checking import check_given
    from lineofsight.quality.given import take
    from lineofsight.quality.holders import holders_of
    from lineofsight.quality.records import WrittenRecords

    taken = take(tables, return_id)
    results = check_given(taken, year, **given)
    records, holders = WrittenRecords(taken), holders_of(snapshot)
    return keeping.gather(results.rules, records.of, _ByTeam(records, holders), holders)


class _ByTeam:
    """How many rows a rule of a return looked at, by team: all of its tables' rows."""

    def __init__(self, records, holders):
        self._records = records
        self._holders = holders
        self._of_table: dict[str, dict[str | None, int]] = {}

    def __call__(self, result) -> dict[str | None, int]:
        counts: dict[str | None, int] = {}
        for table in result.judges:
            for team, number in self._of(table).items():
                counts[team] = counts.get(team, 0) + number
        return counts

    def _of(self, table: str) -> dict[str | None, int]:
        if table not in self._of_table:
            counts: dict[str | None, int] = {}
            for child in self._records.children(table):
                team = self._holders.team(child)
                counts[team] = counts.get(team, 0) + 1
            self._of_table[table] = counts
        return self._of_table[table]


def _collection_of(snapshot: Snapshot) -> int:
    """The collection whose rules a return is checked against. Rules of Annex A are the same in
    every year, so that lists drawn later than the last known year are checked by its rules."""
    said = snapshot.manifest.collection_year
    if said is not None and snapshot.manifest.return_id in YEARLY:
        return said
    day = snapshot.manifest.told_on
    year = day.year if day <= date(day.year, 3, 31) else day.year + 1
    return min(max(year, FIRST_YEAR), LAST_YEAR)


def _year_before(home: Path, snapshot: Snapshot, year: int | None) -> dict[str, pa.Table] | None:
    """Last year's return, as the newest load of it was read."""
    from lineofsight.quality.stored import tables_of

    if snapshot.manifest.return_id != "ssda903" or year is None:
        return None
    loads = (
        each for each in reversed(warehouse.snapshots(home))
        if each.manifest.return_id == "ssda903" and each.manifest.collection_year == year - 1
        and each.manifest.number < snapshot.manifest.number
    )  # fmt: skip
    found = next(loads, None)
    return tables_of(found) if found else None


def _latest(home: Path) -> Snapshot | None:
    found = warehouse.snapshots(home)
    return found[-1] if found else None
