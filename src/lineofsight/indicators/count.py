"""Counting: figures of any indicators, for any periods, by any unit, in one run.

    figures(snapshot, ["ASM03"], [Period.parse("2026-10")], by="team", scope=WHOLE_AUTHORITY)

gives one `Figure` for each team. Pages that need many months read them from `cube`, which
is made by the same code; this is for the command line, for days, and for the cube itself.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing

from lineofsight.errors import NotAllowedByScope, UnknownName
from lineofsight.indicators.cases import LEVELS, TALLY
from lineofsight.indicators.definition import AREA, Indicator
from lineofsight.indicators.figures import (
    Assembler,
    Basis,
    Figure,
    Figures,
    Place,
    Tally,
    categories,
)
from lineofsight.indicators.library import indicator_of
from lineofsight.indicators.running import Run, at_once, duckdb_run, together
from lineofsight.indicators.units import AUTHORITY, Units, units_of
from lineofsight.periods import Period
from lineofsight.scope import Scope
from lineofsight.warehouse import Snapshot


def figures(
    snapshot: Snapshot,
    indicator_ids: Sequence[str],
    periods: Sequence[Period],
    *,
    by: str = AUTHORITY,
    breakdown: str | None = None,
    scope: Scope,
    basis: Basis | None = None,
) -> Sequence[Figure]:
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

    units = units_of(snapshot)
    assembly = Assembly(Assembler(snapshot, basis, units), periods, by=by, breakdown=breakdown)
    with duckdb_run(snapshot, periods, parameters=basis.parameters) as run:
        with closing(at_once(run, groups, tallied)) as tallies:
            for group, tallies_of_group in zip(groups, tallies, strict=True):
                for indicator, tally in zip(group, tallies_of_group, strict=True):
                    assembly.take(indicator.id, tally)
    return within(scope, assembly.figures(wanted), units)


def checked(indicator: Indicator, periods, by: str, breakdown: str | None) -> Indicator:
    """The indicator, if it can be given so; `UnknownName` says how it can."""
    if by not in LEVELS:
        raise UnknownName(f"figures are not given by “{by}”.", advice=f"By: {', '.join(LEVELS)}.")
    known = (*indicator.breakdowns, AREA) if indicator.is_by_area else indicator.breakdowns
    if breakdown and breakdown not in known:
        raise UnknownName(
            f"{indicator.id} is not broken down by “{breakdown}”.",
            advice=f"By: {', '.join(known)}.",
        )
    for period in periods:
        if period.kind not in indicator.period_kinds:
            raise UnknownName(
                f"{indicator.id} is not given for a {period.kind} ({period.id}).",
                advice=f"It is given for: {', '.join(indicator.period_kinds)}.",
            )
    return indicator


class Assembly:
    """Figures by one unit and one breakdown out of what was found, those with no cases
    too: every team and service of the authority, every category that occurs. Which units
    and categories occur is known only when all is counted.

    `is_wanted(unit_id, parent_id)` narrows them: a page asks for one unit of many."""

    def __init__(
        self,
        assembler: Assembler,
        periods: Sequence[Period],
        *,
        by: str,
        breakdown: str | None = None,
        is_wanted: Callable[[str, str], bool] | None = None,
    ):
        self._assembler = assembler
        self._periods = periods
        self._by = by
        self._breakdown = breakdown or ""
        self._is_wanted = is_wanted
        self._tallies: dict[str, Tally] = {}

    def take(self, indicator_id: str, tally: Tally) -> None:
        """Add the whole tally of an indicator."""
        self._tallies[indicator_id] = tally

    def figures(self, indicators: Iterable[Indicator]) -> Figures:
        """All of them: by indicator, period, unit and category, in that order."""
        unit, category = TALLY.index("unit_id"), TALLY.index("category")
        occurring = {
            (*row[unit : unit + 2], row[category])
            for tally in self._tallies.values()
            for row in tally
        }
        known = _known_units(self._assembler.units, self._by)
        units = [*known, *self._other_units({place[:2] for place in occurring} - set(known))]
        names = [""]
        if self._breakdown:
            names = categories(self._breakdown, (place[2] for place in occurring))
        placed = self._assembler.placed(
            Place(self._by, unit, parent, self._breakdown, name)
            for unit, parent in units
            if self._is_wanted is None or self._is_wanted(unit, parent)
            for name in names
        )
        asked = [(indicator, period) for indicator in indicators for period in self._periods]
        return Figures(self._assembler, asked, placed, self._tallies)

    def _other_units(self, others: set[tuple[str, str]]) -> list[tuple[str, str]]:
        """Units that occur in the records although the authority has none such, in order."""
        if self._by == AUTHORITY:
            return []
        name_of = self._assembler.units.name_of
        return sorted(others, key=lambda pair: (name_of(pair[0], by=self._by), pair))


def _known_units(units: Units, by: str) -> list[tuple[str, str]]:
    """The units the authority has, with what they lie in; no workers, who come and go."""
    if by == AUTHORITY:
        return [(AUTHORITY, "")]
    if by == "service":
        return [(service, AUTHORITY) for service in units.services]
    if by == "team":
        return [(team, units.service_of(team)) for team in units.teams]
    return []


def within(scope: Scope, every: Sequence[Figure], units: Units) -> Sequence[Figure]:
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
