"""What is due and what is late, child by child.

    due_items(snapshot, scope=scope, kinds=["cp-visit"], teams={"north"})

What is open on the day the snapshot reaches to, with the due days of the indicators' own
cases, so that a list of what is due next week and next week's figure never disagree. Only
what is still to be done is listed. Which of it is late is told from a day of the caller's.

Worked out once a load and kept beside the figures (`build`), because every home page asks:
one Parquet file under the snapshot's `derived/`, named like the cube by the definitions.
"""

import os
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock

import pyarrow as pa
import pyarrow.parquet as pq

from lineofsight.errors import UnknownName
from lineofsight.indicators.carried import carry, snapshot_before
from lineofsight.indicators.cases import LEFT_OUT
from lineofsight.indicators.compiling import definitions_hash
from lineofsight.indicators.count import require_children
from lineofsight.indicators.coverage import gap
from lineofsight.indicators.definition import Indicator, Parameters
from lineofsight.indicators.figures import Basis
from lineofsight.indicators.library import CATALOGUE
from lineofsight.indicators.library.care import NOT_LOOKED_AFTER
from lineofsight.indicators.running import duckdb_run
from lineofsight.indicators.units import units_of
from lineofsight.periods import Period
from lineofsight.scope import Scope
from lineofsight.warehouse import Snapshot


@dataclass(frozen=True)
class Tracker:
    """One timescale. `what` is the thing that is due, as a list says it; `tag` its kind in
    one word. `says_age`: a list says how long each has been open."""

    kind: str
    title: str
    what: str
    tag: str
    indicator_id: str
    says_age: bool = False

    @property
    def indicator(self) -> Indicator:
        return CATALOGUE[self.indicator_id]


TRACKERS: dict[str, Tracker] = {
    each.kind: each
    for each in (
        Tracker(
            "assessment",
            "Assessments to finish",
            "Assessment, 45 working days",
            "Assessment",
            "ASM05",
            says_age=True,
        ),
        Tracker(
            "conference",
            "First conferences to hold",
            "First conference",
            "Conference",
            "S4709",
            says_age=True,
        ),
        Tracker(
            "child-seen", "Children in need to see", "Visit to a child in need", "Visit", "CIN14"
        ),
        Tracker("cp-review", "Protection plans to review", "Review conference", "Review", "CPP10"),
        Tracker("cp-visit", "Protection visits", "Child protection visit", "Visit", "CPP12"),
        Tracker("cla-review", "Looked after reviews", "Looked after review", "Review", "CLR01"),
        Tracker(
            "cla-visit",
            "Visits to looked after children",
            "Visit to a looked after child",
            "Visit",
            "CLR03",
        ),
        Tracker("health", "Health assessments", "Health assessment", "Health", "HLT02"),
        Tracker("dental", "Dental checks", "Dental check", "Health", "HLT03"),
    )
}
_NOT_TO_BE_DONE = frozenset(
    {each.reason for each in NOT_LOOKED_AFTER} | {"Only an assessment that is still open."}
)
"""Cases left out of a figure for these reasons have nothing due; others, such as a plan too
new to be judged, have."""


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing to be done for one child. `since_on`: when the clock started, or was last
    met. `measure`: in the indicator's own words (`Indicator.measure`)."""

    kind: str
    child_id: str
    record_key: str
    due_on: date
    since_on: date | None
    measure: int | None
    team_id: str | None
    team_name: str
    worker_id: str | None
    worker_name: str

    @property
    def tracker(self) -> Tracker:
        return TRACKERS[self.kind]

    def days_left(self, today: date) -> int:
        """Calendar days: 0 is today, negative is overdue."""
        return (self.due_on - today).days

    def is_overdue(self, today: date) -> bool:
        return self.due_on < today


def due_items(
    snapshot: Snapshot,
    *,
    scope: Scope,
    teams: Collection[str] | None = None,
    workers: Collection[str] | None = None,
    child_id: str | None = None,
    kinds: Collection[str] | None = None,
    basis: Basis | None = None,
) -> list[DueItem]:
    """Everything open, soonest first, that `scope` may see. What the snapshot cannot speak
    for is not listed: ask `not_told` which kinds those are."""
    require_children(scope)
    told = {tracker.kind for tracker in _wanted(kinds)}
    everything = _everything(snapshot, (basis or Basis()).parameters)
    if child_id is None:
        found = [
            item
            for item in everything.within(scope, told)
            if (teams is None or item.team_id in teams)
            and (workers is None or item.worker_id in workers)
        ]
    else:
        found = [
            item
            for item in everything.by_child.get(child_id, ())
            if item.kind in told
            and scope.covers(team=item.team_id, worker=item.worker_id)
            and not scope.hides(child_id)
        ]
    return sorted(found, key=_soonest_first)


def due_days(
    snapshot: Snapshot, *, scope: Scope, basis: Basis | None = None
) -> dict[str, list[date]]:
    """The due days of what `due_items` lists, in order, by kind: for counts, which no list
    need be made for. A kind the snapshot cannot speak for is not among them."""
    require_children(scope)
    days: dict[str, list[date]] = {kind: [] for kind in TRACKERS if kind not in not_told(snapshot)}
    everything = _everything(snapshot, (basis or Basis()).parameters)
    for item in everything.within(scope, set(days)):
        days[item.kind].append(item.due_on)
    for of_kind in days.values():
        of_kind.sort()
    return days


def not_told(snapshot: Snapshot, kinds: Collection[str] | None = None) -> dict[str, str]:
    """Kinds that the snapshot's returns cannot speak for on its last day, with why."""
    silent = _silent(snapshot)
    return {each.kind: silent[each.kind] for each in _wanted(kinds) if each.kind in silent}


@lru_cache(maxsize=8)
def _silent(snapshot: Snapshot) -> dict[str, str]:
    last = Period.day(snapshot.as_at)
    reasons = {each.kind: gap(snapshot, each.indicator, last) for each in TRACKERS.values()}
    return {kind: reason for kind, reason in reasons.items() if reason}


def _wanted(kinds: Collection[str] | None) -> list[Tracker]:
    if kinds is None:
        return list(TRACKERS.values())
    if unknown := set(kinds) - set(TRACKERS):
        raise UnknownName(
            f"nothing falls due by the name of “{min(unknown)}”.",
            advice=f"There are: {', '.join(TRACKERS)}.",
        )
    return [TRACKERS[kind] for kind in kinds]


def _soonest_first(item: DueItem) -> tuple:
    return (item.due_on, item.kind, item.child_id, item.record_key)


class Everything:
    """What is due for anybody, by who holds it: a scope is asked once a holder, not once a
    child. Whoever reads it narrows it by a scope."""

    def __init__(self, items: list[DueItem]):
        self.by_child: dict[str, list[DueItem]] = {}
        self._held: dict[tuple[str | None, str | None], list[DueItem]] = {}
        for item in items:
            self.by_child.setdefault(item.child_id, []).append(item)
            self._held.setdefault((item.team_id, item.worker_id), []).append(item)

    def within(self, scope: Scope, kinds: Collection[str]) -> Iterator[DueItem]:
        hidden = scope.restricted - scope.cleared_for
        for (team, worker), items in self._held.items():
            if scope.covers(team=team, worker=worker):
                for item in items:
                    if item.kind in kinds and item.child_id not in hidden:
                        yield item


_KEPT = {
    "kind": pa.string(),
    "child_id": pa.string(),
    "record_key": pa.string(),
    "due_on": pa.date32(),
    "since_on": pa.date32(),
    "measure": pa.int64(),
    "team_id": pa.string(),
    "worker_id": pa.string(),
}
_building = Lock()


def file_of(snapshot: Snapshot, parameters: Parameters) -> Path:
    return snapshot.path / "derived" / f"due-{definitions_hash(parameters)}.parquet"


def is_built(snapshot: Snapshot, basis: Basis | None = None) -> bool:
    return file_of(snapshot, (basis or Basis()).parameters).is_file()


def build(snapshot: Snapshot, basis: Basis | None = None) -> Path:
    """Work out everything that is due and write it, whole or not at all; gives the file,
    made before or now."""
    parameters = (basis or Basis()).parameters
    file = file_of(snapshot, parameters)
    with _building:
        if not file.is_file() and not _is_carried(snapshot, file):
            _write(_open_rows(snapshot, parameters), file)
    return file


def _is_carried(snapshot: Snapshot, file: Path) -> bool:
    """Has the list of the snapshot before been taken over, as the same in every way?"""
    before = snapshot_before(snapshot)
    if before is None or before.as_at != snapshot.as_at:
        return False
    made = before.path / "derived" / file.name
    if made.is_file() and not_told(before) == not_told(snapshot):
        carry(made, file)
        return True
    return False


def _open_rows(snapshot: Snapshot, parameters: Parameters) -> list[dict]:
    silent, rows = not_told(snapshot), []
    with duckdb_run(snapshot, [Period.day(snapshot.as_at)], parameters=parameters) as run:
        for tracker in TRACKERS.values():
            if tracker.kind not in silent:
                cases = run.cases(tracker.indicator).to_pylist()
                rows += [_row(tracker, case) for case in cases if _is_to_be_done(case)]
    return rows


def _is_to_be_done(case: dict) -> bool:
    if case["due_on"] is None:
        return False
    return not (case["status"] == LEFT_OUT and case["reason"] in _NOT_TO_BE_DONE)


def _row(tracker: Tracker, case: dict) -> dict:
    since_on = case["finished_on"] or case["started_on"]
    kept = {name: case[name] for name in _KEPT if name in case}
    return kept | {"kind": tracker.kind, "since_on": since_on}


def _write(rows: list[dict], file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, written = tempfile.mkstemp(dir=file.parent, prefix=".due-", suffix=".parquet")
    os.close(handle)
    try:
        pq.write_table(pa.Table.from_pylist(rows, schema=pa.schema(_KEPT)), written)
        Path(written).replace(file)
    finally:
        Path(written).unlink(missing_ok=True)


@lru_cache(maxsize=4)
def _everything(snapshot: Snapshot, parameters: Parameters) -> Everything:
    units = units_of(snapshot)
    table = pq.read_table(build(snapshot, Basis(parameters=parameters)))
    return Everything(
        [
            DueItem(
                **row,
                team_name=units.name_of(row["team_id"]),
                worker_name=units.name_of(row["worker_id"], by="worker"),
            )
            for row in table.to_pylist()
        ]
    )
