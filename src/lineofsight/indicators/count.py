"""Counting: figures of any indicators, for any periods, by any unit, in one run.

    figures(snapshot, ["ASM03"], [Period.parse("2026-10")], by="team", scope=WHOLE_AUTHORITY)

gives one `Figure` for each team. Pages that need many months read them from `cube`, which
is made by the same code; this is for the command line, for days, and for the cube itself.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing

from lineofsight.errors import NotAllowedByScope, UnknownName
from lineofsight.indicators.cases import LEVELS
from lineofsight.indicators.definition import Indicator
from lineofsight.indicators.figures import (
    Assembler,
    Basis,
    Figure,
    Found,
    Place,
    Placed,
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

    units = units_of(snapshot)
    assembly = Assembly(Assembler(snapshot, basis, units), periods, by=by, breakdown=breakdown)
    with duckdb_run(snapshot, periods, parameters=basis.parameters) as run:
        with closing(at_once(run, groups, tallied)) as tallies:
            for group, tallies_of_group in zip(groups, tallies, strict=True):
                for indicator, tally in zip(group, tallies_of_group, strict=True):
                    assembly.take(indicator, tally)
    return within(scope, assembly.figures(wanted), units)


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


class Assembly:
    """Figures by one unit and one breakdown out of what was found, those with no cases
    too: every team and service of the authority, every category that occurs.

    Which units and categories occur is known only when all is counted. The units that the
    authority has are known before, so that their figures are made while others are counted.

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
        self.found: Tallied = {}
        self._assembler = assembler
        self._periods = periods
        self._by = by
        self._breakdown = breakdown or ""
        self._is_wanted = is_wanted
        self._known = _known_units(assembler.units, by)
        self._early = [] if breakdown else self._placed(self._known, [""])
        self._made: dict[tuple[str, Period], list[Figure]] = {}

    def take(self, indicator: Indicator, rows: Iterable[tuple]) -> None:
        """Add the whole tally of an indicator, and make what figures can be made of it."""
        add_tally(self.found, indicator.id, rows)
        for period in self._periods:
            self._made[indicator.id, period] = self._figures(indicator, period, self._early)

    def figures(self, indicators: Iterable[Indicator]) -> list[Figure]:
        """All of them: by indicator, period, unit and category, in that order."""
        occurring = {place for places in self.found.values() for place in places}
        units = [*self._known, *self._other_units(occurring)]
        names = [""]
        if self._breakdown:
            names = categories(self._breakdown, (place.category for place in occurring))
        later = self._placed(units, names)[len(self._early) :]
        every: list[Figure] = []
        for indicator in indicators:
            for period in self._periods:
                made = self._made.get((indicator.id, period))
                if made is None:
                    made = self._figures(indicator, period, self._early)
                every += made
                every += self._figures(indicator, period, later)
        return every

    def _figures(self, indicator: Indicator, period: Period, placed: list[Placed]) -> list[Figure]:
        found = self.found.get((indicator.id, period.id), {})
        return self._assembler.figures(indicator, period, placed, found)

    def _placed(self, units: Iterable[tuple[str, str]], names: Sequence[str]) -> list[Placed]:
        return self._assembler.placed(
            Place(self._by, unit, parent, self._breakdown, name)
            for unit, parent in units
            if self._is_wanted is None or self._is_wanted(unit, parent)
            for name in names
        )

    def _other_units(self, occurring: Iterable[Place]) -> list[tuple[str, str]]:
        """Units that occur in the records although the authority has none such."""
        if self._by == AUTHORITY:
            return []
        others = {(place.unit_id, place.parent_id) for place in occurring} - set(self._known)
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
