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
    Assembler,
    Basis,
    Figure,
    Found,
    Place,
    categories,
)
from lineofsight.indicators.library import indicator_of
from lineofsight.indicators.running import Run, at_once, duckdb_run, together
from lineofsight.indicators.units import AUTHORITY, Units, units_of
from lineofsight.periods import Period
from lineofsight.scope import Scope
from lineofsight.warehouse import Snapshot

Tallied = dict[tuple[str, str], dict[Place, Found]]
"""What was found, by indicator and period."""


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

    groups = together(wanted)

    def tallied(run: Run, group: tuple[Indicator, ...]) -> list[list[tuple]]:
        run.look_at(*group)
        return run.tallies(by, breakdown)

    with duckdb_run(snapshot, periods, parameters=basis.parameters) as run:
        tallies = at_once(run, groups, tallied)
    found: Tallied = {}
    for group, tallies_of_group in zip(groups, tallies, strict=True):
        for indicator, tally in zip(group, tallies_of_group, strict=True):
            add_tally(found, indicator.id, tally)
    units = units_of(snapshot)
    made = assembled(Assembler(snapshot, basis, units), wanted, periods, found)(by, breakdown)
    return within(scope, made, units)


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


def add_tally(found: Tallied, indicator_id: str, rows: Iterable[tuple]) -> None:
    """Add rows of a tally, each in the order of `TALLY`."""
    for period_id, by, unit_id, parent_id, breakdown, category, *parts in rows:
        place = Place(by, unit_id, parent_id, breakdown, category)
        found.setdefault((indicator_id, period_id), {})[place] = Found(*parts)


def assembled(assembler: Assembler, indicators, periods, found: Tallied, is_wanted=None):
    """A function that gives every figure by a unit and a breakdown, those with no cases
    too: every team and service of the authority, every category that occurs.

    `is_wanted(unit_id, parent_id)` narrows them: a page asks for one unit of many."""
    occurring = {place for places in found.values() for place in places}

    def made(by: str, breakdown: str | None) -> list[Figure]:
        names = [""]
        if breakdown:
            names = categories(breakdown, (place.category for place in occurring))
        places = assembler.placed(
            Place(by, unit, parent, breakdown or "", name)
            for unit, parent in all_units(assembler.units, by, occurring)
            if is_wanted is None or is_wanted(unit, parent)
            for name in names
        )
        return [
            figure
            for indicator in indicators
            for period in periods
            for figure in assembler.figures(
                indicator, period, places, found.get((indicator.id, period.id), {})
            )
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


def within(scope: Scope, every: list[Figure], units: Units) -> list[Figure]:
    """Those that may be given to somebody with this scope."""
    if scope.everything:
        return every
    return [figure for figure in every if is_within(scope, figure, units)]


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
