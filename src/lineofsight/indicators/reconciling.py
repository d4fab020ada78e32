"""Why a figure is another one today: two snapshots reconciled case by case.

    told = reconcile(older, newer, "ASM03", Period.parse("2026-10"), scope=scope)
    told.sentence                        “3 late entries, 1 correction.”

Both figures are counted now, by the same definition and choices, so that whatever differs
lies in the records: each case that came, went or is judged otherwise is told with what
changed on that child's records between the two loads.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from lineofsight.errors import UnknownName
from lineofsight.indicators.cases import COUNTED, LEFT_OUT, NOT_COUNTED
from lineofsight.indicators.children import (
    WHOLE,
    ChildrenBehind,
    ChildRow,
    UnitRef,
    children,
)
from lineofsight.indicators.count import require_children
from lineofsight.indicators.definition import Indicator
from lineofsight.indicators.figures import Basis, Figure, State
from lineofsight.indicators.library import indicator_of
from lineofsight.periods import Period
from lineofsight.scope import WHOLE_AUTHORITY, Scope
from lineofsight.warehouse import Change, ChangeKind, Snapshot, changes_between

ABSENT = ""
"""The status of a case in a snapshot (or in a unit of it) that has not got it."""

OTHER = "other records"
"""Nothing about the case itself changed: it is judged by records of others, or by a table
that is about no child."""

WORDS = {
    ChangeKind.LATE_ENTRY: ("late entry", "late entries"),
    ChangeKind.CORRECTION: ("correction", "corrections"),
    ChangeKind.REMOVED: ("removed record", "removed records"),
    OTHER: ("through other records", "through other records"),
}


@dataclass(frozen=True)
class Difference:
    """A case that the two figures do not treat alike. `row`: as it is now, or, if it is gone,
    as it was. `before` and `after` are statuses, or `ABSENT`. `changes`: what was changed
    on the child's records that bears on it, the most telling first."""

    row: ChildRow
    before: str
    after: str
    why: str
    changes: tuple[Change, ...]

    def as_row(self) -> dict:
        told = [asdict(change) for change in self.changes]
        said = {"before": self.before, "after": self.after, "why": self.why}
        return self.row.as_row() | said | {"changes": told}


@dataclass(frozen=True)
class Reconciliation:
    """`hidden`: differences that the caller may not see; they are in both figures."""

    before: Figure
    after: Figure
    differences: tuple[Difference, ...]
    hidden: int

    @property
    def numbers(self) -> dict[str, int]:
        """How many differences each kind of change explains; kinds with none left out."""
        found = Counter(each.why for each in self.differences)
        return {kind: found[kind] for kind in WORDS if found[kind]}

    @property
    def sentence(self) -> str:
        """“3 late entries, 1 correction.”, or that there is no difference to be seen."""
        if not self.differences:
            return "No case that you see is treated differently."
        told = (f"{n} {WORDS[kind][n > 1]}" for kind, n in self.numbers.items())
        return ", ".join(told) + "."


def reconcile(
    older: Snapshot,
    newer: Snapshot,
    indicator_id: str,
    period: Period,
    *,
    unit: UnitRef = WHOLE,
    scope: Scope,
    basis: Basis | None = None,
) -> Reconciliation:
    """The figure by both snapshots, and every case between them that `scope` may see, by
    kind of change. `UnknownName` if one of them cannot speak of the period;
    `NotAllowedByScope` for a scope without child level."""
    require_children(scope)
    indicator = indicator_of(indicator_id)
    then, now = (
        children(one, indicator_id, period, unit=unit, scope=WHOLE_AUTHORITY, basis=basis)
        for one in (older, newer)
    )
    for snapshot, behind in ((older, then), (newer, now)):
        _require_covered(snapshot, behind, period)
    found = list(_differing(then, now))
    seen = [each for each in found if _may_see(scope, each)]
    about = {each.row.child_id for each in seen if each.row.child_id}
    changes = changes_between(older, newer, about)
    told = [_explained(each, changes.get(each.row.child_id, []), indicator) for each in seen]
    return Reconciliation(
        before=then.figure,
        after=now.figure,
        differences=tuple(sorted(told, key=_in_order)),
        hidden=len(found) - len(seen),
    )


def _require_covered(snapshot: Snapshot, behind: ChildrenBehind, period: Period) -> None:
    if behind.figure.state == State.NOT_COVERED:
        raise UnknownName(
            f"the snapshot as at {snapshot.as_at:%-d %B %Y} cannot speak of {period.label}.",
            advice="Choose one that was loaded after the period's end, with the tables it needs.",
        )


def _differing(then: ChildrenBehind, now: ChildrenBehind) -> Iterable[Difference]:
    """Cases of one of them only, and those with another status, not explained yet."""
    before, after = ({_key(row): row for row in behind.rows} for behind in (then, now))
    for key in before.keys() | after.keys():
        was, became = before.get(key), after.get(key)
        statuses = was.status if was else ABSENT, became.status if became else ABSENT
        if statuses[0] != statuses[1]:
            yield Difference(became or was, *statuses, OTHER, ())


def _key(row: ChildRow) -> tuple:
    return row.child_id, row.record_key


def _may_see(scope: Scope, difference: Difference) -> bool:
    row = difference.row
    return scope.covers(team=row.team_id, worker=row.worker_id) and not scope.hides(row.child_id)


def _explained(difference: Difference, changes: list[Change], indicator: Indicator) -> Difference:
    """With the changes that bear on it: those of the record itself, else of the tables that
    the figure needs, else of who was responsible and of the child."""
    needed = {need.table for need in indicator.needs}
    record = difference.row.record_key
    nearest_first = (
        [change for change in changes if record in change.key.split()],
        [change for change in changes if change.table in needed],
        [change for change in changes if change.table in ("ssd_involvements", "ssd_person")],
    )
    bearing = next(filter(None, nearest_first), [])
    if not bearing:
        return difference
    ranked = sorted(bearing, key=_telling)
    return replace(difference, why=ranked[0].kind, changes=tuple(ranked))


def _telling(change: Change) -> tuple:
    """A whole record that came or went tells more than a value, a changed value more than
    one that was filled in."""
    kinds = (ChangeKind.REMOVED, ChangeKind.LATE_ENTRY, ChangeKind.CORRECTION)
    if change.column:
        kinds = (ChangeKind.CORRECTION, ChangeKind.LATE_ENTRY, ChangeKind.REMOVED)
    return bool(change.column), kinds.index(change.kind), change.table, change.column


def _in_order(difference: Difference) -> tuple:
    kinds = [*WORDS]
    statuses = (NOT_COUNTED, COUNTED, LEFT_OUT, ABSENT)
    row = difference.row
    return (
        kinds.index(difference.why),
        statuses.index(difference.after),
        row.child_id or "",
        row.record_key,
    )
