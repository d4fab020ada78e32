"""The children behind a figure: those counted, those not counted and why, those left out.

    behind = children(snapshot, "ASM03", Period.parse("2026-10"), unit=UnitRef("team", "T1"),
                      scope=scope)

`behind.totals` is always the figure itself, whoever asks: rows that the caller may not see
are missing from `rows`, never from the totals, and `restricted_count` says how many of
them are hidden because the child's record is restricted.
"""

from dataclasses import dataclass, replace
from datetime import date

from lineofsight.indicators.cases import COUNTED, LEFT_OUT, NO_UNIT, NOT_COUNTED
from lineofsight.indicators.count import figures, require_children
from lineofsight.indicators.definition import Indicator, Span
from lineofsight.indicators.figures import Basis, Figure, State
from lineofsight.indicators.library import indicator_of
from lineofsight.indicators.running import duckdb_run
from lineofsight.indicators.units import AUTHORITY, Units, units_of
from lineofsight.periods import Period
from lineofsight.scope import Scope
from lineofsight.warehouse import Snapshot

STATUSES = (COUNTED, NOT_COUNTED, LEFT_OUT)


@dataclass(frozen=True)
class UnitRef:
    """A unit to ask about; `within` is the team a worker is meant in, if that matters."""

    by: str = AUTHORITY
    unit_id: str = AUTHORITY
    within: str = ""


WHOLE = UnitRef()


@dataclass(frozen=True)
class ChildRow:
    """One case behind a figure. `status`: counted, not-counted or left-out, with `reason`.

    `record`: what the case is, where it is not a child (“complaint”); then there is no
    `child_id`, and `record_key` is what it is known by.
    `measure` is in the indicator's own words (`Indicator.measure`); `days_over` is how far
    past the limit it went, in the limit's own days, where there is a limit in days.
    """

    child_id: str | None
    record: str
    record_key: str
    team_id: str | None
    team_name: str
    worker_id: str | None
    worker_name: str
    on_day: date
    started_on: date | None
    due_on: date | None
    finished_on: date | None
    measure: int | None
    status: str
    reason: str
    is_unknown: bool
    days_over: int | None

    def as_row(self) -> dict:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True)
class ChildrenBehind:
    """`totals`: how many cases have each status, all told; `figure`: the figure itself."""

    figure: Figure
    rows: tuple[ChildRow, ...]
    restricted_count: int
    outside_scope_count: int
    totals: dict[str, int]

    def with_status(self, status: str) -> list[ChildRow]:
        return [row for row in self.rows if row.status == status]

    def as_row(self) -> dict:
        return {
            "figure": self.figure.as_row(),
            "totals": self.totals,
            "restricted_count": self.restricted_count,
            "outside_scope_count": self.outside_scope_count,
            "rows": [row.as_row() for row in self.rows],
        }


def children(
    snapshot: Snapshot,
    indicator_id: str,
    period: Period,
    *,
    unit: UnitRef = WHOLE,
    scope: Scope,
    basis: Basis | None = None,
) -> ChildrenBehind:
    """Every case of one figure that `scope` may see, worst first. `NotAllowedByScope` for
    a scope without child level."""
    require_children(scope)
    basis = basis or Basis()
    indicator = indicator_of(indicator_id)
    units = units_of(snapshot)
    figure = _figure_of(snapshot, indicator, period, unit, basis)
    with duckdb_run(snapshot, [period], parameters=basis.parameters) as run:
        every = run.cases(indicator).to_pylist()
    there = [row for row in every if _is_of(row, unit, units)]
    seen = [r for r in there if scope.covers(team=r["team_id"], worker=r["worker_id"])]
    shown = [row for row in seen if not scope.hides(row["child_id"])]
    return ChildrenBehind(
        figure=figure,
        rows=tuple(_in_order(child_row(row, indicator, units, basis) for row in shown)),
        restricted_count=len(seen) - len(shown),
        outside_scope_count=len(there) - len(seen),
        totals={status: sum(r["status"] == status for r in there) for status in STATUSES},
    )


def _figure_of(snapshot, indicator: Indicator, period: Period, unit: UnitRef, basis) -> Figure:
    whole = Scope(everything=True)
    every = figures(snapshot, [indicator.id], [period], by=unit.by, scope=whole, basis=basis)
    found = [
        one
        for one in every
        if one.unit_id == unit.unit_id and (not unit.within or one.parent_id == unit.within)
    ]
    if found:
        return found[0]
    nowhere = figures(snapshot, [indicator.id], [period], scope=whole, basis=basis)[0]
    return empty_figure(nowhere, unit, units_of(snapshot))


def empty_figure(figure: Figure, unit: UnitRef, units: Units) -> Figure:
    """The figure of a unit that has no cases at all: nothing counted of nothing."""
    if figure.state == State.NOT_COVERED:
        none = {}
    else:
        none = dict.fromkeys(("numerator", "denominator", "unknown", "left_out", "children"), 0)
        none |= {"value": None, "state": State.NO_CASES, "reason": "There were no cases."}
    return replace(
        figure,
        by=unit.by,
        unit_id=unit.unit_id,
        unit_name=units.name_of(unit.unit_id, by=unit.by),
        parent_id=unit.within,
        **none,
    )


def _is_of(row: dict, unit: UnitRef, units: Units) -> bool:
    team, worker = row["team_id"] or NO_UNIT, row["worker_id"] or NO_UNIT
    if unit.by == AUTHORITY:
        return True
    if unit.by == "service":
        return units.service_of(row["team_id"]) == unit.unit_id
    if unit.by == "team":
        return team == unit.unit_id
    return worker == unit.unit_id and (not unit.within or team == unit.within)


def child_row(row: dict, indicator: Indicator, units: Units, basis: Basis) -> ChildRow:
    limit = indicator.limit(basis.parameters)
    over = None
    counts_days = limit is not None and limit.span in (Span.WORKING_DAYS, Span.DAYS)
    if counts_days and row["measure"] is not None:
        over = max(0, row["measure"] - limit.number)
    reason = row["reason"]
    if row["status"] == NOT_COUNTED and not reason:
        reason = indicator.not_counted
    return ChildRow(
        child_id=row["child_id"],
        record=indicator.record.one if indicator.record else "",
        record_key=row["record_key"],
        team_id=row["team_id"],
        team_name=units.name_of(row["team_id"]),
        worker_id=row["worker_id"],
        worker_name=units.name_of(row["worker_id"], by="worker"),
        on_day=row["on_day"],
        started_on=row["started_on"],
        due_on=row["due_on"],
        finished_on=row["finished_on"],
        measure=row["measure"],
        status=row["status"],
        reason=reason,
        is_unknown=row["is_unknown"],
        days_over=over,
    )


def _in_order(rows) -> list[ChildRow]:
    place = {status: n for n, status in enumerate((NOT_COUNTED, COUNTED, LEFT_OUT))}
    return sorted(
        rows, key=lambda r: (place[r.status], -(r.days_over or 0), r.child_id or "", r.record_key)
    )
