"""A figure: never just a number, but what it was made from, or why there is none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from lineofsight import disclosure
from lineofsight.indicators.cases import AGE_BANDS, NO_UNIT
from lineofsight.indicators.coverage import gap
from lineofsight.indicators.definition import Indicator, Parameters, Unit
from lineofsight.indicators.library import CATALOGUE
from lineofsight.indicators.units import AUTHORITY, Units
from lineofsight.periods import Period
from lineofsight.warehouse import Snapshot


class State(StrEnum):
    VALUE = "value"
    SUPPRESSED = "suppressed"
    NOT_COVERED = "not_covered"
    NOT_RECORDED = "not_recorded"
    NO_CASES = "no_cases"


@dataclass(frozen=True)
class Basis:
    """What figures rest on beside the snapshot: the authority's own choices, and its
    children aged 0 to 17 by mid-year (30 June), for rates."""

    population: Mapping[int, int] = field(default_factory=dict)
    parameters: Parameters = field(default_factory=Parameters)

    def population_for(self, period: Period) -> tuple[int, int] | None:
        """The latest mid-year on or before the period's end, and the children then."""
        known = [year for year in self.population if date(year, 6, 30) <= period.end]
        return (max(known), self.population[max(known)]) if known else None


@dataclass(frozen=True)
class Figure:
    """One indicator for one period, unit and category.

    `value` is a percentage of 0 to 100, a rate per 10,000, a median, or the count; None
    unless `state` is VALUE. `denominator` is the cases looked at, or for a rate the
    population. `unknown`: cases that could not be told. `left_out`: cases in neither.
    `children`: different children among those counted, for counts of events only.
    `reason`: why there is no value.
    """

    indicator_id: str
    period_id: str
    by: str
    unit_id: str
    unit_name: str
    parent_id: str
    breakdown: str
    category: str
    numerator: int | None
    denominator: int | None
    unknown: int | None
    left_out: int | None
    children: int | None
    value: float | None
    state: State
    reason: str
    snapshot_id: str
    definition_version: str

    def as_row(self) -> dict:
        """As plain values, for JSON and spreadsheets."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__} | {
            "state": str(self.state)
        }


@dataclass(frozen=True)
class Found:
    """What counting gave for one indicator, period, unit and category."""

    numerator: int = 0
    denominator: int = 0
    unknown: int = 0
    left_out: int = 0
    children: int | None = None
    median: float | None = None


NOTHING_FOUND = Found()


@dataclass(frozen=True)
class Place:
    """Which figure: unit, what it lies in, characteristic and category."""

    by: str
    unit_id: str
    parent_id: str = ""
    breakdown: str = ""
    category: str = ""


class Assembler:
    """Makes figures for one snapshot out of what counting found."""

    def __init__(self, snapshot: Snapshot, basis: Basis, units: Units):
        self.snapshot = snapshot
        self.basis = basis
        self.units = units

    def figure(self, indicator: Indicator, period: Period, place: Place, found: Found) -> Figure:
        made = Figure(
            indicator_id=indicator.id,
            period_id=period.id,
            by=place.by,
            unit_id=place.unit_id,
            unit_name=self.units.name_of(place.unit_id, by=place.by),
            parent_id=place.parent_id,
            breakdown=place.breakdown,
            category=place.category,
            numerator=found.numerator,
            denominator=found.denominator,
            unknown=found.unknown,
            left_out=found.left_out,
            children=found.children,
            value=None,
            state=State.VALUE,
            reason="",
            snapshot_id=self.snapshot.id,
            definition_version=indicator.version,
        )
        if missing := _gap(self.snapshot, indicator.id, period):
            nothing = dict.fromkeys(("numerator", "denominator", "unknown", "left_out", "children"))
            return replace(made, state=State.NOT_COVERED, reason=missing, **nothing)
        if indicator.unit == Unit.RATE_PER_10_000:
            return self._rate(made, period)
        return _with_value(made, indicator, found.median)

    def _rate(self, made: Figure, period: Period) -> Figure:
        people = self.basis.population_for(period)
        if made.by != AUTHORITY or made.breakdown:
            why = "There is no population of children for a part of the authority."
            return replace(made, denominator=None, state=State.NOT_COVERED, reason=why)
        if people is None:
            why = "No population of children is given for the time of the period."
            return replace(made, denominator=None, state=State.NOT_COVERED, reason=why)
        year, children = people
        return replace(
            made,
            denominator=children,
            value=10_000 * made.numerator / children,
            reason=f"Population of mid-{year}.",
        )


def _with_value(made: Figure, indicator: Indicator, median: float | None) -> Figure:
    if indicator.unit == Unit.COUNT:
        return replace(made, value=float(made.numerator))
    cannot_be_told = made.denominator if indicator.unknown_stays else 0
    if made.unknown and made.unknown >= made.denominator == cannot_be_told:
        return replace(made, state=State.NOT_RECORDED, reason="It is recorded for none of them.")
    if made.denominator == 0:
        return replace(made, state=State.NO_CASES, reason="There were no cases.")
    if indicator.unit == Unit.MEDIAN_WORKING_DAYS:
        return replace(made, value=median)
    return replace(made, value=100 * made.numerator / made.denominator)


@lru_cache(maxsize=65536)
def _gap(snapshot: Snapshot, indicator_id: str, period: Period) -> str:
    return gap(snapshot, CATALOGUE[indicator_id], period)


def categories(breakdown: str, found: Iterable[str]) -> list[str]:
    """The categories of a breakdown, in the order to show them; unknown comes last."""
    if breakdown == "age_band":
        return list(AGE_BANDS)
    return sorted(set(found), key=lambda name: (name == "Not recorded", name))


def is_unit_not_recorded(figure: Figure) -> bool:
    return figure.unit_id == NO_UNIT


def for_outside(figures: list[Figure], *, total: Figure | None = None) -> list[Figure]:
    """The same figures as they may be shown outside the authority: small numbers are
    hidden, and others until none can be worked out. Give figures of one indicator and
    period together, with their total if it is shown too (it comes back last)."""
    every = [*figures, total] if total else list(figures)
    counted = {
        n: (one.numerator, one.denominator)
        for n, one in enumerate(every)
        if one.state == State.VALUE and one.numerator is not None
    }
    end = len(every) - 1 if total and len(every) - 1 in counted else None
    adds_up = end is not None and all(
        counted[end][part] == sum(both[part] for n, both in counted.items() if n != end)
        for part in (0, 1)
    )
    safe = disclosure.figures_for_outside(counted, total=end if adds_up else None)
    shown = []
    for n, one in enumerate(every):
        if n in safe and safe[n].is_hidden:
            one = replace(
                one,
                numerator=None,
                denominator=safe[n].denominator,
                unknown=None,
                left_out=None,
                children=None,
                value=None,
                state=State.SUPPRESSED,
                reason="A small number is hidden, so that no child can be recognised.",
            )
        shown.append(one)
    return shown
