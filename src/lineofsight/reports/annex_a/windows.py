"""The three spans of time the book counts over, all ending on the day of the data, and the
indicators' own figures over them.

None of the two spans is one of the periods of pages, which end with a month; what is counted,
and what the data can speak for, is the indicators' own.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date

from lineofsight.indicators import CATALOGUE, NO_UNIT, Basis, Figure
from lineofsight.indicators.cases import TALLY
from lineofsight.indicators.definition import Indicator
from lineofsight.indicators.figures import Assembler, Found, Place
from lineofsight.indicators.running import Run, duckdb_run, together
from lineofsight.indicators.units import AUTHORITY, units_of
from lineofsight.periods import Period, PeriodKind, add_months
from lineofsight.reports import model
from lineofsight.reports.annex_a.lists import ON_THE_DAY, SIX_MONTHS, TWELVE_MONTHS, Measure
from lineofsight.reports.text import day_text
from lineofsight.scope import Scope
from lineofsight.warehouse import Snapshot

ADDED = ("numerator", "denominator", "unknown", "left_out")
WHOLE = Place(AUTHORITY, AUTHORITY)
GROUPS = together(CATALOGUE.values())
"""As every load counts them: so no query is made anew for the book."""


def months_before(day: date, months: int) -> date:
    return add_months(day, -months)


def window(over: str, day: date) -> Period:
    """The span of that name, which ends on `day`."""
    if over == ON_THE_DAY:
        return Period.day(day)
    if over == SIX_MONTHS:
        return Period(PeriodKind.HALF_YEAR, months_before(day, 6), day)
    return Period(PeriodKind.ROLLING_YEAR, months_before(day, 12), day)


def said(over: str, day: date) -> str:
    """“six months to 23 November 2026”, “on 23 November 2026”."""
    return f"on {day_text(day)}" if over == ON_THE_DAY else f"{over} to {day_text(day)}"


class Runs:
    """A run of the indicators over each of the spans, begun when it is first asked for."""

    def __init__(self, snapshot: Snapshot, basis: Basis):
        self.snapshot = snapshot
        self.basis = basis
        self._stack = ExitStack()
        self._runs: dict[str, Run] = {}

    def __enter__(self) -> "Runs":
        return self

    def __exit__(self, *about) -> None:
        self._stack.close()

    def over(self, over: str) -> Run:
        if over not in self._runs:
            opened = duckdb_run(
                self.snapshot,
                [window(over, self.snapshot.as_at)],
                parameters=self.basis.parameters,
            )
            self._runs[over] = self._stack.enter_context(opened)
        return self._runs[over]


def figures(
    runs: Runs, measures: Iterable[Measure], scope: Scope
) -> Mapping[Measure, model.FigureCell]:
    """Every measure's figure for the teams and workers of the scope: for the whole authority it
    is the indicator's."""
    wanted = set(measures)
    made: dict[Measure, model.FigureCell] = {}
    for over in (ON_THE_DAY, SIX_MONTHS, TWELVE_MONTHS):
        for group in GROUPS:
            asked = [Measure(each.id, over) for each in group]
            if wanted.isdisjoint(asked):
                continue
            found = _counted(runs.over(over), group, scope)
            for indicator, measure, counts in zip(group, asked, found, strict=True):
                if measure in wanted:
                    made[measure] = _cell(indicator, _figure(runs, indicator, over, counts))
    return made


def _counted(run: Run, group: tuple[Indicator, ...], scope: Scope) -> list[Found]:
    """Of each of some indicators, what is counted of the workers in reach, added up."""
    run.look_at(*group)
    return [_added(tally, scope) for tally in run.tallies("worker")]


def _added(tally: Sequence[tuple], scope: Scope) -> Found:
    unit, parent = TALLY.index("unit_id"), TALLY.index("parent_id")
    places = [TALLY.index(name) for name in ADDED]
    sums = [0] * len(ADDED)
    for row in tally:
        if scope.covers(team=_recorded(row[parent]), worker=_recorded(row[unit])):
            for n, place in enumerate(places):
                sums[n] += row[place] or 0
    return Found(*sums)


def _recorded(unit: str) -> str | None:
    return None if unit == NO_UNIT else unit


def _figure(runs: Runs, indicator: Indicator, over: str, found: Found) -> Figure:
    assembler = Assembler(runs.snapshot, runs.basis, units_of(runs.snapshot))
    period = window(over, runs.snapshot.as_at)
    return assembler.figures(indicator, period, assembler.placed([WHOLE]), {WHOLE: found})[0]


def _cell(indicator: Indicator, figure: Figure) -> model.FigureCell:
    return model.FigureCell.of(
        figure.value,
        unit=indicator.shown_as,
        state=str(figure.state),
        numerator=figure.numerator,
        denominator=None if indicator.shown_as == "count" else figure.denominator,
        unknown=figure.unknown,
    )
