"""A figure: never just a number, but what it was made from, or why there is none."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, make_dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, overload

from lineofsight import disclosure
from lineofsight.indicators import sharing
from lineofsight.indicators.cases import AGE_BANDS, NO_UNIT, UNDIVIDED
from lineofsight.indicators.coverage import area_gap, gap
from lineofsight.indicators.definition import (
    AREA,
    ELSEWHERE,
    KIND,
    QUANTILES,
    WEIGHT_IN,
    Indicator,
    Parameters,
    Unit,
)
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


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator for one period, unit and category.

    `value` is a percentage of 0 to 100, a rate per 10,000, a median, a mean, or the count; None
    unless `state` is VALUE. `denominator` is the cases looked at, or for a rate the
    population. `unknown`: cases that could not be told. `left_out`: cases in neither.
    `children`: different children among those counted, for counts of events only.
    `reason`: why there is no value. `total` and `weight`: for the units made of sums, what
    the value is divided from: a mean is the total by the numerator, others by the weight.
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
    total: float | None = None
    weight: float | None = None

    def as_row(self) -> dict:
        """As plain values, for JSON and spreadsheets."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__} | {
            "state": str(self.state)
        }


_Draft = make_dataclass("_Draft", [(f.name, f.type) for f in fields(Figure)], slots=True)
"""A figure while it is made. A frozen class sets its fields one by one, which for the two
hundred thousand figures of a trend by team takes longer than to count them."""


class Found(NamedTuple):
    """What counting gave for one indicator, period, unit and category."""

    numerator: int = 0
    denominator: int = 0
    unknown: int = 0
    left_out: int = 0
    children: int | None = None
    median: float | None = None
    total: int | None = None
    weight: int | None = None


NOTHING_FOUND = Found()
UNTOLD = Found(None, None, None, None)


class Place(NamedTuple):
    """Which figure: unit, what it lies in, characteristic and category."""

    by: str
    unit_id: str
    parent_id: str = ""
    breakdown: str = ""
    category: str = ""


Placed = tuple[Place, tuple[str, ...]]
"""A place, and the columns of a figure that tell it: from `by` to `category`."""
Result = tuple[Found, float | None, State, str]
"""The counts a figure shows, its value, its state and why."""


Tally = Sequence[tuple]
"""What was counted for one indicator: rows in the order of `TALLY`."""


class Assembler:
    """Makes the figures of one snapshot out of what counting found, many at a time: what
    is the same for every unit of a period is worked out once for all of them."""

    def __init__(self, snapshot: Snapshot, basis: Basis, units: Units):
        self.snapshot = snapshot
        self.basis = basis
        self.units = units
        self._snapshot_id = snapshot.id

    def placed(self, places: Iterable[Place]) -> list[Placed]:
        """Places with what their figures say of them."""
        return [(place, self._named(place)) for place in places]

    def figures(
        self,
        indicator: Indicator,
        period: Period,
        placed: Sequence[Placed],
        found: Mapping[Place, Found],
    ) -> list[Figure]:
        """The figures of these places, in their order, of one indicator and period. The
        places are all of one kind of unit and one characteristic, so that those where
        nothing was found, most of them, all say the same."""
        if not placed:
            return []
        if indicator.shares_out and placed[0][0].breakdown == KIND:
            found = sharing.shared_out((place for place, _ in placed), found, NOTHING_FOUND)
        result = self._result_of(indicator, period, placed[0][0].breakdown)
        nothing = result(placed[0][0], NOTHING_FOUND)
        of, when, version = indicator.id, period.id, indicator.version
        snapshot_id, made = self._snapshot_id, []
        for place, names in placed:
            there = found.get(place)
            counts, *said = nothing if there is None else result(place, there)
            sums = _sums(indicator, counts) if indicator.is_summed else NO_SUMS
            figure = _Draft(of, when, *names, *counts[:5], *said, snapshot_id, version, *sums)
            figure.__class__ = Figure
            made.append(figure)
        return made

    def _named(self, place: Place) -> tuple[str, ...]:
        name = self.units.name_of(place.unit_id, by=place.by)
        return (place.by, place.unit_id, name, *place[2:])

    def _result_of(
        self, indicator: Indicator, period: Period, breakdown: str
    ) -> Callable[[Place, Found], Result]:
        """What a figure says, or why it says nothing, by what was found."""
        missing = _gap(self.snapshot, indicator.id, period)
        if not missing and breakdown == AREA:
            missing = area_gap(self.snapshot, indicator, period)
        if missing:
            nothing = UNTOLD, None, State.NOT_COVERED, missing
            return lambda place, found: nothing
        if indicator.unit == Unit.RATE_PER_10_000:
            people = self.basis.population_for(period)
            return lambda place, found: _rate(place, found, people)
        if indicator.record:  # of which there are no children to tell apart
            return lambda place, found: (
                found._replace(children=None),
                *_value(found, indicator),
            )
        return lambda place, found: (found, *_value(found, indicator))


class Figures(Sequence[Figure]):
    """Figures by indicator, period and place, in that order: a sequence like any other.

    All are counted. Each is made of its counts when it is first asked for, together with
    the others of its indicator and period: two hundred thousand of them take a third as
    long to make as to count, and who wants all of them rarely wants them at once.
    """

    def __init__(
        self,
        assembler: Assembler,
        asked: Iterable[tuple[Indicator, Period]],
        placed: Sequence[Placed],
        tallies: Mapping[str, Tally],
    ):
        self._assembler = assembler
        self._asked = list(asked)
        self._placed = placed
        self._tallies = tallies
        self._found: dict[str, dict[str, dict[Place, Found]]] = {}
        self._made: dict[int, list[Figure]] = {}

    def __len__(self) -> int:
        return len(self._asked) * len(self._placed)

    @overload
    def __getitem__(self, index: int) -> Figure: ...

    @overload
    def __getitem__(self, index: slice) -> list[Figure]: ...

    def __getitem__(self, index: int | slice) -> Figure | list[Figure]:
        if isinstance(index, slice):
            return [self[n] for n in range(*index.indices(len(self)))]
        block, place = divmod(range(len(self))[index], len(self._placed))
        return self._block(block)[place]

    def __iter__(self) -> Iterator[Figure]:
        for block in range(len(self._asked)):
            yield from self._block(block)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # the figures are known only when they are made

    def _block(self, number: int) -> list[Figure]:
        """The figures of one indicator and period."""
        if number not in self._made:
            indicator, period = self._asked[number]
            found = self._found_of(indicator.id).get(period.id, {})
            self._made[number] = self._assembler.figures(indicator, period, self._placed, found)
        return self._made[number]

    def _found_of(self, indicator_id: str) -> dict[str, dict[Place, Found]]:
        """What was found of an indicator, by period."""
        if indicator_id not in self._found:
            found: dict[str, dict[Place, Found]] = {}
            for period_id, by, unit, parent, breakdown, category, *parts in self._tallies.get(
                indicator_id, ()
            ):
                place = Place(by, unit, parent, breakdown, category)
                found.setdefault(period_id, {})[place] = Found(*parts)
            self._found[indicator_id] = found
        return self._found[indicator_id]


def _rate(place: Place, found: Found, people: tuple[int, int] | None) -> Result:
    if place.by != AUTHORITY or place.breakdown:
        why = "There is no population of children for a part of the authority."
        return found._replace(denominator=None), None, State.NOT_COVERED, why
    if people is None:
        why = "No population of children is given for the time of the period."
        return found._replace(denominator=None), None, State.NOT_COVERED, why
    year, children = people
    value = 10_000 * found.numerator / children
    of_all = found._replace(denominator=children)
    return of_all, value, State.VALUE, f"Population of mid-{year}."


def _value(found: Found, indicator: Indicator) -> tuple[float | None, State, str]:
    if indicator.unit == Unit.COUNT:
        return float(found.numerator), State.VALUE, ""
    cannot_be_told = found.denominator if indicator.unknown_stays else 0
    if found.unknown and found.unknown >= found.denominator == cannot_be_told:
        return None, State.NOT_RECORDED, "It is recorded for none of them."
    if found.denominator == 0:
        return None, State.NO_CASES, "There were no cases."
    if indicator.unit in QUANTILES:
        return found.median, State.VALUE, ""
    if indicator.is_summed:
        return _of_sums(found, indicator)
    return 100 * found.numerator / found.denominator, State.VALUE, ""


NO_SUMS = None, None


def _sums(indicator: Indicator, found: Found) -> tuple[float | None, float | None]:
    """The two sums in whole ones, as they are shown; what is not divided has no weight."""
    if found.total is None:
        return NO_SUMS
    is_weighed = indicator.unit == Unit.WEIGHTED_PERCENT
    total = found.total / (WEIGHT_IN if is_weighed else indicator.measured_in)
    return total, None if indicator.unit in UNDIVIDED else found.weight / WEIGHT_IN


def _of_sums(found: Found, indicator: Indicator) -> tuple[float | None, State, str]:
    total, weight = _sums(indicator, found)
    if indicator.unit == Unit.NET:
        return total, State.VALUE, ""
    by = found.numerator if indicator.unit == Unit.MEAN else weight
    if not by:
        return None, State.NO_CASES, "There is nothing to divide by."
    times = 100 if indicator.unit == Unit.WEIGHTED_PERCENT else 1
    return times * total / by, State.VALUE, ""


@lru_cache(maxsize=65536)
def _gap(snapshot: Snapshot, indicator_id: str, period: Period) -> str:
    return gap(snapshot, CATALOGUE[indicator_id], period)


def categories(breakdown: str, found: Iterable[str]) -> list[str]:
    """The categories of a breakdown, in the order to show them; unknown comes last."""
    if breakdown == "age_band":
        return list(AGE_BANDS)
    last = (ELSEWHERE, "Not recorded")
    return sorted(set(found), key=lambda name: (last.index(name) + 1 if name in last else 0, name))


def is_unit_not_recorded(figure: Figure) -> bool:
    return figure.unit_id == NO_UNIT


def for_outside(figures: Sequence[Figure], *, total: Figure | None = None) -> list[Figure]:
    """The same figures as they may be shown outside the authority: small numbers are
    hidden, and others until none can be worked out. Give figures of one indicator and
    period together, with their total if it is shown too (it comes back last)."""
    every = [*figures, total] if total else list(figures)
    if share_out(figures):
        return _shares_for_outside(figures, total)
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
            one = _hidden(one, safe[n].denominator)
        shown.append(one)
    return shown


def _hidden(figure: Figure, denominator: int | None) -> Figure:
    return replace(
        figure,
        numerator=None,
        denominator=denominator,
        unknown=None,
        left_out=None,
        children=None,
        total=None,
        weight=None,
        value=None,
        state=State.SUPPRESSED,
        reason="A small number is hidden, so that no child can be recognised.",
    )


def share_out(figures: Sequence[Figure]) -> bool:
    return bool(figures) and (
        figures[0].breakdown == KIND and CATALOGUE[figures[0].indicator_id].shares_out
    )


def _shares_for_outside(figures: Sequence[Figure], total: Figure | None) -> list[Figure]:
    """As `for_outside`, of kinds that share out the whole."""
    valued = [n for n, one in enumerate(figures) if one.state == State.VALUE]
    hidden, is_total_hidden = sharing.to_hide([figures[n] for n in valued], total)
    places = {valued[n] for n in hidden}
    shown = [_hidden(one, None) if n in places else one for n, one in enumerate(figures)]
    if total is None:
        return shown
    return [*shown, _hidden(total, None) if is_total_hidden else total]
