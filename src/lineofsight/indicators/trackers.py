"""What is due and what is late, child by child, as of a day.

    due_items(snapshot, today, scope=scope, teams={"north"})

Due days are those of the indicators' own cases, so that a list of what is due next week
and next week's figure never disagree. Only what is still to be done is listed.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from lineofsight.errors import UnknownName
from lineofsight.indicators.cases import LEFT_OUT
from lineofsight.indicators.count import require_children
from lineofsight.indicators.coverage import gap
from lineofsight.indicators.definition import Indicator, Parameters
from lineofsight.indicators.figures import Basis
from lineofsight.indicators.library import CATALOGUE
from lineofsight.indicators.library.care import NOT_LOOKED_AFTER
from lineofsight.indicators.running import duckdb_run
from lineofsight.indicators.units import Units, units_of
from lineofsight.periods import Period
from lineofsight.scope import Scope
from lineofsight.warehouse import Snapshot


@dataclass(frozen=True)
class Tracker:
    """One kind of thing that falls due. `what` is what has to be done, in a list's words."""

    kind: str
    title: str
    what: str
    indicator_id: str

    @property
    def indicator(self) -> Indicator:
        return CATALOGUE[self.indicator_id]


TRACKERS: dict[str, Tracker] = {
    tracker.kind: tracker
    for tracker in (
        Tracker("assessment", "Assessments", "Assessment to be authorised", "ASM05"),
        Tracker("conference", "Initial conferences", "Initial conference to be held", "S4709"),
        Tracker("child-seen", "Children to be seen", "Child to be seen", "CIN14"),
        Tracker("cp-visit", "Child protection visits", "Child protection visit", "CPP12"),
        Tracker("cp-review", "Child protection reviews", "Review conference", "CPP10"),
        Tracker("cla-visit", "Visits to children looked after", "Visit", "CLR03"),
        Tracker("cla-review", "Reviews of children looked after", "Review", "CLR01"),
        Tracker("health", "Health assessments", "Health assessment", "HLT02"),
        Tracker("dental", "Dental checks", "Dental check", "HLT03"),
    )
}
_NOT_TO_BE_DONE = frozenset(
    {each.reason for each in NOT_LOOKED_AFTER} | {"Only an assessment that is still open."}
)
"""Cases left out of a figure for these reasons have nothing due; others, such as a plan too
new to be judged, have."""


@dataclass(frozen=True)
class DueItem:
    """One thing to be done for one child. `days_left` are calendar days: 0 is today,
    negative is overdue. `since_on`: when the clock started, or was last met."""

    kind: str
    what: str
    child_id: str
    record_key: str
    due_on: date
    days_left: int
    since_on: date | None
    team_id: str | None
    team_name: str
    worker_id: str | None
    worker_name: str

    @property
    def is_overdue(self) -> bool:
        return self.days_left < 0

    def as_row(self) -> dict:
        row = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return row | {"is_overdue": self.is_overdue}


def due_items(
    snapshot: Snapshot,
    today: date,
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
    told = frozenset(tracker.kind for tracker in _wanted(kinds))
    parameters = (basis or Basis()).parameters
    if child_id is None:
        items = _everybodys(snapshot, today, parameters)
    else:
        items = _open_items(snapshot, today, parameters, child_id)
    return [
        item
        for item in items
        if item.kind in told
        and scope.covers(team=item.team_id, worker=item.worker_id)
        and not scope.hides(item.child_id)
        and (teams is None or item.team_id in teams)
        and (workers is None or item.worker_id in workers)
    ]


@lru_cache(maxsize=4)
def _everybodys(snapshot: Snapshot, today: date, parameters: Parameters) -> tuple[DueItem, ...]:
    """Kept, because every home page asks for it; a snapshot never changes."""
    return _open_items(snapshot, today, parameters, None)


def _open_items(
    snapshot: Snapshot, today: date, parameters: Parameters, child_id: str | None
) -> tuple[DueItem, ...]:
    units = units_of(snapshot)
    silent = not_told(snapshot)
    items: list[DueItem] = []
    day = [Period.day(today)]
    with duckdb_run(snapshot, day, parameters=parameters, child_id=child_id) as run:
        for tracker in TRACKERS.values():
            if tracker.kind not in silent:
                rows = run.cases(tracker.indicator).to_pylist()
                items += [_item(tracker, row, today, units) for row in rows if _is_to_be_done(row)]
    items.sort(key=lambda item: (item.due_on, item.kind, item.child_id, item.record_key))
    return tuple(items)


def not_told(snapshot: Snapshot, kinds: Collection[str] | None = None) -> dict[str, str]:
    """Kinds that the snapshot's returns cannot speak for on its last day, with why."""
    last = Period.day(snapshot.as_at)
    reasons = {each.kind: gap(snapshot, each.indicator, last) for each in _wanted(kinds)}
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


def _is_to_be_done(row: dict) -> bool:
    if row["due_on"] is None:
        return False
    return not (row["status"] == LEFT_OUT and row["reason"] in _NOT_TO_BE_DONE)


def _item(tracker: Tracker, row: dict, today: date, units: Units) -> DueItem:
    return DueItem(
        kind=tracker.kind,
        what=tracker.what,
        child_id=row["child_id"],
        record_key=row["record_key"],
        due_on=row["due_on"],
        days_left=(row["due_on"] - today).days,
        since_on=row["finished_on"] or row["started_on"],
        team_id=row["team_id"],
        team_name=units.name_of(row["team_id"]),
        worker_id=row["worker_id"],
        worker_name=units.name_of(row["worker_id"], by="worker"),
    )
