"""Counting: figures of any indicators, for any periods, by any unit, in one run.

    figures(snapshot, ["ASM03"], [Period.parse("2026-10")], by="team", scope=WHOLE_AUTHORITY)

gives one `Figure` for each team. Pages that need many months read them from `cube`, which
is made by the same code; this is for the command line, for days, and for the cube itself.
"""

from collections.abc import Iterable, Sequence

from lineofsight.errors import NotAllowedByScope, UnknownName
from lineofsight.indicators.cases import LEVELS
from lineofsight.indicators.definition import Indicator
from lineofsight.indicators.figures import (
    NOTHING_FOUND,
    Assembler,
    Basis,
    Figure,
    Found,
    Place,
    categories,
)
from lineofsight.indicators.library import indicator_of
from lineofsight.indicators.running import duckdb_run
from lineofsight.indicators.units import AUTHORITY, Units, units_of
from lineofsight.periods import Period
from lineofsight.scope import Scope
from lineofsight.warehouse import Snapshot

Key = tuple[str, str, Place]
"""Indicator, period, place."""


def figures(
    snapshot: Snapshot,
    indicator_ids: Sequence[str],
    periods: Sequence[Period],
    *,
    by: str = AUTHORITY,
    breakdown: str | None = None,
    scope: Scope,
    basis: Basis | None = None,
) -> list[Figure]:
    """A figure for each indicator, period, unit and category, in that order.

    `by`: authority, service, team or worker (workers are told within each team they have
    been in). Only units within `scope` are given; totals of the authority are given to
    everybody. `UnknownName` if the indicator does not know such a period or breakdown.
    """
    basis = basis or Basis()
    wanted = [checked(indicator_of(name), periods, by, breakdown) for name in indicator_ids]
    run = duckdb_run(snapshot, periods, parameters=basis.parameters)
    found: dict[Key, Found] = {}
    try:
        for indicator in wanted:
            run.look_at(indicator)
            for row in run.tally(by, breakdown).to_pylist():
                found.update(told(indicator.id, row))
    finally:
        run.engine.connection.close()
        run.compiler.keep()
    made = assembled(Assembler(snapshot, basis, units_of(snapshot)), wanted, periods, found)
    return [one for one in made(by, breakdown) if is_within(scope, one, units_of(snapshot))]


def checked(indicator: Indicator, periods, by: str, breakdown: str | None) -> Indicator:
    """The indicator, if it can be given so; `UnknownName` says how it can."""
    if by not in LEVELS:
        raise UnknownName(f"figures are not given by “{by}”.", advice=f"By: {', '.join(LEVELS)}.")
    if breakdown and breakdown not in indicator.breakdowns:
        raise UnknownName(
            f"{indicator.id} is not broken down by “{breakdown}”.",
            advice=f"By: {', '.join(indicator.breakdowns)}.",
        )
    for period in periods:
        if period.kind not in indicator.period_kinds:
            raise UnknownName(
                f"{indicator.id} is not given for a {period.kind} ({period.id}).",
                advice=f"It is given for: {', '.join(indicator.period_kinds)}.",
            )
    return indicator


def told(indicator_id: str, row: dict) -> dict[Key, Found]:
    """One row of a tally, by its key."""
    place = Place(row["by"], row["unit_id"], row["parent_id"], row["breakdown"], row["category"])
    found = Found(
        *(int(row[name]) for name in ("numerator", "denominator", "unknown", "left_out")),
        children=row["children"],
        median=row["median"],
    )
    return {(indicator_id, row["period_id"], place): found}


def assembled(assembler: Assembler, indicators, periods, found: dict[Key, Found]):
    """A function that gives every figure by a unit and a breakdown, those with no cases
    too: every team and service of the authority, every category that occurs."""

    def made(by: str, breakdown: str | None) -> list[Figure]:
        occurring = [place for _, _, place in found]
        units = all_units(assembler.units, by, occurring)
        names = [""]
        if breakdown:
            names = categories(breakdown, (place.category for place in occurring))
        return [
            assembler.figure(indicator, period, place, found.get(key, NOTHING_FOUND))
            for indicator in indicators
            for period in periods
            for unit, parent in units
            for name in names
            if (place := Place(by, unit, parent, breakdown or "", name))
            and (key := (indicator.id, period.id, place))
        ]

    return made


def all_units(units: Units, by: str, occurring: Iterable[Place]) -> list[tuple[str, str]]:
    """Units with what they lie in: those the authority has, and any others that occur."""
    if by == AUTHORITY:
        return [(AUTHORITY, "")]
    known: list[tuple[str, str]] = []
    if by == "service":
        known = [(service, AUTHORITY) for service in units.services]
    if by == "team":
        known = [(team, units.service_of(team)) for team in units.teams]
    others = {(place.unit_id, place.parent_id) for place in occurring} - set(known)
    return known + sorted(others, key=lambda pair: (units.name_of(pair[0], by=by), pair))


def is_within(scope: Scope, figure: Figure, units: Units) -> bool:
    """May this figure be given to somebody with this scope?"""
    if scope.everything or figure.by == AUTHORITY:
        return True
    if figure.by == "service":
        return any(team in scope.teams for team in units.teams_of(figure.unit_id))
    if figure.by == "team":
        return figure.unit_id in scope.teams
    return scope.covers(team=figure.parent_id, worker=figure.unit_id)


def require_children(scope: Scope) -> None:
    if not scope.child_level:
        raise NotAllowedByScope(
            "rows about single children may not be given here.",
            advice="Ask for totals, or somebody who may see children.",
        )
