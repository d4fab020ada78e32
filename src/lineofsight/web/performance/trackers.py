"""What falls due, and what is late: one tracker for each timescale.

A tracker is the list behind an indicator that is a position on a day and has a timescale,
taken on the day the data reach to: a child who is late here is a child not counted there.
Days are then told from the product's today.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.utils.text import slugify

from lineofsight.indicators import CATALOGUE, LEFT_OUT, ChildRow, Indicator, children
from lineofsight.indicators.coverage import gap
from lineofsight.periods import Period
from lineofsight.scope import WHOLE_AUTHORITY, Scope
from lineofsight.warehouse import Snapshot
from lineofsight.web.performance.places import latest_month
from lineofsight.web.performance.reading import BasisKey
from lineofsight.working_days import england

AHEAD = (7, 14, 28)


@dataclass(frozen=True)
class Tracker:
    """One timescale. `what` is the thing that is due, as a list says it; `kind` its tag."""

    indicator_id: str
    title: str
    what: str
    kind: str
    counts_late_only: bool = False
    """The indicator counts those who are late, so its list holds every open one."""

    @property
    def key(self) -> str:
        return slugify(self.title)

    @property
    def indicator(self) -> Indicator:
        return CATALOGUE[self.indicator_id]


TRACKERS = (
    Tracker("ASM05", "Assessments to finish", "Assessment, 45 working days", "Assessment", True),
    Tracker("S4709", "First conferences to hold", "First conference", "Conference", True),
    Tracker("CIN14", "Children in need to see", "Visit to a child in need", "Visit"),
    Tracker("CPP10", "Protection plans to review", "Review conference", "Review"),
    Tracker("CPP12", "Protection visits", "Child protection visit", "Visit"),
    Tracker("CLR01", "Looked after reviews", "Looked after review", "Review"),
    Tracker("CLR03", "Visits to looked after children", "Visit to a looked after child", "Visit"),
    Tracker("HLT02", "Health assessments", "Health assessment", "Health"),
    Tracker("HLT03", "Dental checks", "Dental check", "Health"),
)
BY_KEY = {tracker.key: tracker for tracker in TRACKERS}


@dataclass(frozen=True)
class Due:
    """One thing that is due for one child; `working_days` from today, negative when late."""

    tracker: Tracker
    row: ChildRow
    due_on: date
    working_days: int

    @property
    def is_late(self) -> bool:
        return self.working_days < 0


@dataclass(frozen=True)
class Counts:
    late: int
    within: dict[int, int]
    later: int

    @property
    def total(self) -> int:
        return self.late + max(self.within.values(), default=0) + self.later


def why_not(snapshot: Snapshot, tracker: Tracker) -> str:
    """Why this tracker cannot be made from the data, as a sentence; empty if it can."""
    return gap(snapshot, tracker.indicator, _period(snapshot, tracker))


def due_list(
    snapshot: Snapshot, tracker: Tracker, scope: Scope, day: date, basis: BasisKey
) -> tuple[list[Due], int]:
    """What is due within this scope, soonest first, and how many more are restricted."""
    found = [
        due
        for due in _everything_due(snapshot, tracker, day, basis)
        if scope.covers(team=due.row.team_id, worker=due.row.worker_id)
    ]
    shown = [due for due in found if not scope.hides(due.row.child_id)]
    return shown, len(found) - len(shown)


def due_for_child(snapshot: Snapshot, child_id: str, day: date, basis: BasisKey) -> list[Due]:
    """Everything that is due for one child, soonest first."""
    found = [
        _due(tracker, row, day)
        for tracker in TRACKERS
        if not why_not(snapshot, tracker)
        for row in _rows_by_child(snapshot, tracker, basis).get(child_id, ())
    ]
    return sorted(found, key=lambda due: due.due_on)


def counts(found: Sequence[Due], day: date) -> Counts:
    """How many are late, and due in the next 7, 14 and 28 days (each with those before)."""
    days = sorted(due.due_on for due in found)
    late = bisect_left(days, day)
    within = {ahead: bisect_right(days, day + timedelta(days=ahead)) - late for ahead in AHEAD}
    return Counts(late, within, len(found) - late - within[AHEAD[-1]])


def narrowed(found: Iterable[Due], show: str, day: date) -> list[Due]:
    """`late`, `7`, `14`, `28`, or everything."""
    if show == "late":
        return [due for due in found if due.due_on < day]
    if show in {str(ahead) for ahead in AHEAD}:
        end = day + timedelta(days=int(show))
        return [due for due in found if day <= due.due_on <= end]
    return list(found)


def by_worker(found: Sequence[Due], day: date) -> list[tuple[str, str, int, int]]:
    """Worker, team, late, due in the next 14 days: whose diary it is in, by name."""
    late, soon = Counter(), Counter()
    for due in found:
        key = (due.row.worker_name, due.row.team_name)
        late[key] += due.due_on < day
        soon[key] += day <= due.due_on <= day + timedelta(days=14)
    named = sorted(late.keys() | soon.keys(), key=lambda key: (key[1], key[0]))
    return [(worker, team, late[worker, team], soon[worker, team]) for worker, team in named]


def _due(tracker: Tracker, row: ChildRow, day: date) -> Due:
    return Due(tracker, row, row.due_on, england().between(day, row.due_on))


def _period(snapshot: Snapshot, tracker: Tracker) -> Period:
    if tracker.indicator.snapshot:
        return Period.day(snapshot.as_at)
    return Period.of_kind(tracker.indicator.headline_kind, _last_whole_month(snapshot))


def _last_whole_month(snapshot: Snapshot) -> date:
    return latest_month(snapshot).end


@lru_cache(maxsize=32)
def _rows(snapshot: Snapshot, tracker: Tracker, basis: BasisKey) -> tuple[ChildRow, ...]:
    """Every open case with a due day, whoever may see it; narrowed by scope where it is used."""
    behind = children(
        snapshot,
        tracker.indicator_id,
        _period(snapshot, tracker),
        scope=WHOLE_AUTHORITY,
        basis=basis.basis,
    )
    return tuple(row for row in behind.rows if row.due_on and row.status != LEFT_OUT)


@lru_cache(maxsize=32)
def _everything_due(
    snapshot: Snapshot, tracker: Tracker, day: date, basis: BasisKey
) -> tuple[Due, ...]:
    """What is due for anybody, soonest first. Kept for the day: every home page asks."""
    found = [_due(tracker, row, day) for row in _rows(snapshot, tracker, basis)]
    return tuple(sorted(found, key=lambda due: (due.due_on, due.row.child_id)))


@lru_cache(maxsize=32)
def _rows_by_child(
    snapshot: Snapshot, tracker: Tracker, basis: BasisKey
) -> dict[str, list[ChildRow]]:
    found: dict[str, list[ChildRow]] = {}
    for row in _rows(snapshot, tracker, basis):
        found.setdefault(row.child_id, []).append(row)
    return found
