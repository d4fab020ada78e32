"""What falls due, and what is late, as pages show it: narrowed to whose children one sees.

What is due is the engine's (`indicators.trackers`): open cases of the indicators, as they are
on the day the data reach to. Days are told from the product's today.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.text import slugify

from lineofsight.indicators.trackers import TRACKERS, DueItem, Tracker, due_days, due_items
from lineofsight.scope import WHOLE_AUTHORITY, Scope
from lineofsight.warehouse import Snapshot
from lineofsight.web import warehouse
from lineofsight.working_days import england

AHEAD = (7, 14, 28)
BY_KEY = {slugify(tracker.title): tracker for tracker in TRACKERS.values()}
"""Each timescale by the word it has in addresses."""
KEYS = {tracker.kind: key for key, tracker in BY_KEY.items()}


@dataclass(frozen=True)
class Counts:
    late: int
    within: dict[int, int]
    later: int

    @property
    def total(self) -> int:
        return self.late + max(self.within.values(), default=0) + self.later


def due_list(snapshot: Snapshot, scope: Scope, tracker: Tracker | None = None) -> list[DueItem]:
    """What is due within this scope, soonest first; of one timescale, if it is given."""
    if not scope.child_level:
        return []
    kinds = None if tracker is None else [tracker.kind]
    return due_items(snapshot, scope=scope, kinds=kinds, basis=warehouse.basis())


def due_for_child(snapshot: Snapshot, child_id: str) -> list[DueItem]:
    """Everything that is due for one child, whose record is open already."""
    return due_items(snapshot, scope=WHOLE_AUTHORITY, child_id=child_id, basis=warehouse.basis())


def counts_by_kind(snapshot: Snapshot, scope: Scope, day: date) -> dict[str, Counts]:
    """Of every timescale that the data can speak for, how much is due within this scope."""
    if not scope.child_level:
        return {}
    days = due_days(snapshot, scope=scope, basis=warehouse.basis())
    return {kind: counts(of_kind, day) for kind, of_kind in days.items()}


def counts(days: Sequence[date], day: date) -> Counts:
    """How many of these due days, in order, are late, and lie in the next 7, 14 and 28 days
    (each with those before)."""
    late = bisect_left(days, day)
    within = {ahead: bisect_right(days, day + timedelta(days=ahead)) - late for ahead in AHEAD}
    return Counts(late, within, len(days) - late - within[AHEAD[-1]])


def narrowed(found: Iterable[DueItem], show: str, day: date) -> list[DueItem]:
    """`late`, `7`, `14`, `28`, or everything."""
    if show == "late":
        return [item for item in found if item.due_on < day]
    if show in {str(ahead) for ahead in AHEAD}:
        end = day + timedelta(days=int(show))
        return [item for item in found if day <= item.due_on <= end]
    return list(found)


def by_worker(found: Iterable[DueItem], day: date) -> list[tuple[str, str, int, int]]:
    """Worker, team, late, due in the next 14 days, by name; nobody who has neither."""
    late, soon = Counter(), Counter()
    end = day + timedelta(days=14)
    for item in found:
        key = (item.worker_name, item.team_name)
        late[key] += item.due_on < day
        soon[key] += day <= item.due_on <= end
    named = sorted(late.keys() | soon.keys(), key=lambda key: (key[1], key[0]))
    rows = [(worker, team, late[worker, team], soon[worker, team]) for worker, team in named]
    return [row for row in rows if row[2] or row[3]]


def counts_by_team(found: Iterable[DueItem], day: date) -> list[tuple[str | None, str, Counts]]:
    """Of every timescale together, what is late and what will be: team, its name, counts;
    teams with most to do by the day 14 days ahead first."""
    days: dict[tuple[str | None, str], list[date]] = {}
    for item in found:
        days.setdefault((item.team_id, item.team_name), []).append(item.due_on)
    rows = [(*team, counts(sorted(of_team), day)) for team, of_team in days.items()]
    return sorted(rows, key=lambda row: (-row[2].late - row[2].within[14], row[1]))


def working_days_left(item: DueItem, day: date) -> int:
    """From today; negative when late: what fell due on a day off is late by one at least."""
    days = england().between(day, item.due_on)
    return min(days, -1) if item.due_on < day else days
