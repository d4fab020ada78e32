"""Everything that is published of one measure, made safe together: units in units, periods
that share months, and what was published before.

A figure that is safe on its own page is not safe beside the others: a service follows from
the authority and the other services, a month from two years to date or two rolling years,
and a figure that was hidden last month from the same table published again. So what may be
shown is settled once for all figures of a measure, and every page takes it from there.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from lineofsight.disclosure.protecting import Move, Protection, is_small

COUNTED, NOT_COUNTED = 0, 1
NOUGHT_MORE = 5
"""What hiding a nought costs more than another figure of its unit."""
Unit = Hashable
PeriodName = Hashable


class Cell(NamedTuple):
    """Which figure: of which unit (or group of children), for which period."""

    unit: Unit
    period: PeriodName


Pair = tuple[int, int | None]
"""Those counted, and those looked at; None where a figure is a plain count."""
Figures = Mapping[Cell, Pair]


class Earlier(NamedTuple):
    """A figure as it was published before: what it was, and whether it was hidden."""

    pair: Pair
    is_hidden: bool


class Remainder(NamedTuple):
    """What is of a unit but of none of its parts: told by nobody, and known by subtraction."""

    of: Unit


@dataclass(frozen=True)
class Layout:
    """How figures hang together. `parents`: unit → the unit that it is a part of.
    `months`: period → the months it covers, as numbers; a position on a day covers one that no
    other period has."""

    parents: Mapping[Unit, Unit]
    months: Mapping[PeriodName, frozenset[int]]

    @cached_property
    def leaves(self) -> tuple[Unit, ...]:
        inner = set(self.parents.values())
        return tuple(sorted({*self.parents, *inner} - inner, key=str))

    @cached_property
    def periods_of(self) -> dict[int, tuple[PeriodName, ...]]:
        found: dict[int, list[PeriodName]] = {}
        for period, months in self.months.items():
            for month in months:
                found.setdefault(month, []).append(period)
        return {month: tuple(periods) for month, periods in found.items()}

    @cached_property
    def single(self) -> dict[int, PeriodName]:
        """The period that covers a month and nothing else."""
        return {next(iter(m)): period for period, m in self.months.items() if len(m) == 1}

    def chain(self, unit: Unit) -> tuple[Unit, ...]:
        """A unit and what it is a part of, up to the whole."""
        found = [unit]
        while (above := self.parents.get(found[-1])) is not None:
            found.append(above)
        return tuple(found)


def hidden_figures(
    figures: Figures,
    layout: Layout,
    *,
    unpublished: Collection[Cell] = (),
    earlier: Mapping[Cell, Earlier] | None = None,
) -> frozenset[Cell]:
    """Which figures to hide. `unpublished` are known here and shown nowhere, but must not be
    worked out either: the months of a measure that is told by the year."""
    figures, layout = _with_remainders(dict(figures), _of_what_is_told(figures, layout))
    unpublished = {*unpublished, *(cell for cell in figures if isinstance(cell.unit, Remainder))}
    known, kept = set(), set()
    for cell, before in (earlier or {}).items():
        if figures.get(cell) == before.pair and cell not in unpublished:
            (kept if before.is_hidden else known).add(cell)
    made = _Release(figures, layout, unpublished | kept, known)
    hidden = made.settled(kept)
    published = set(figures) - unpublished - known
    return frozenset(published & hidden)


class Month(NamedTuple):
    """A month that no figure tells by itself."""

    number: int


def _of_what_is_told(figures: Figures, layout: Layout) -> Layout:
    """With every month that is part of a period, and no unit that has no figure."""
    told = {cell.unit for cell in figures}
    parents = {unit: above for unit, above in layout.parents.items() if {unit, above} <= told}
    untold = {month for months in layout.months.values() for month in months} - set(layout.single)
    every = {Month(number): frozenset((number,)) for number in untold}
    return Layout(parents, {**layout.months, **every})


def _with_remainders(figures: dict[Cell, Pair], layout: Layout) -> tuple[dict[Cell, Pair], Layout]:
    """With what the parts of a unit leave over. Parts that come to more than their unit are
    not its parts: a child may be in two."""
    parents = dict(layout.parents)
    for whole in sorted(set(layout.parents.values()), key=str):
        parts = [unit for unit, above in layout.parents.items() if above == whole]
        left = _left_over(figures, whole, parts)
        if left is None:
            for part in parts:
                del parents[part]
        elif any(pair[0] or pair[1] for pair in left.values()):
            parents[Remainder(whole)] = whole
            figures.update({Cell(Remainder(whole), p): pair for p, pair in left.items()})
    return figures, Layout(parents, layout.months)


def _left_over(figures: Figures, whole: Unit, parts: list[Unit]) -> dict | None:
    """By period, where all of them have a figure; None where parts come to too much."""
    found = {}
    for cell, (counted, of) in figures.items():
        if cell.unit != whole:
            continue
        pairs = [figures.get(Cell(part, cell.period)) for part in parts]
        if any(pair is None for pair in pairs):
            continue
        left = counted - sum(pair[0] for pair in pairs)
        left_of = None if of is None else of - sum(pair[1] or 0 for pair in pairs)
        if left < 0 or (left_of is not None and left_of < left):
            return None
        found[cell.period] = (left, left_of)
    return found


class _Priced(Protection):
    """Where what hiding costs is the unit's: figures of a large one are of use to more."""

    def __init__(self, counts, hidden, *, known, prices: Mapping[Unit, int]):
        super().__init__(counts, hidden, known=known)
        self._prices = prices

    def cost(self, key: Cell) -> int | None:
        if key in self.hidden:
            return 0
        if key in self._known:
            return None
        return self._prices[key.unit] + (0 if self.counts[key] else NOUGHT_MORE)


Way = tuple[Mapping[Unit, int], Mapping[PeriodName, int], int]
"""Which units and which periods a move goes through, each up or down, and its sign."""


@dataclass(eq=False)
class _Release:
    """All figures of a measure on the way to being settled. A figure that is hidden tells
    neither those counted nor those not counted, so that each can move by itself."""

    figures: dict[Cell, Pair]
    layout: Layout
    hidden: set[Cell]
    known: set[Cell]
    _sides: dict[Unit, tuple[list, list]] = field(default_factory=dict)
    _between: dict[tuple, dict[Unit, int]] = field(default_factory=dict)
    _across: dict[tuple, dict[PeriodName, int]] = field(default_factory=dict)

    def settled(self, kept: Collection[Cell]) -> set[Cell]:
        """Where no pattern keeps a small number, its unit is hidden in all periods; where that
        does not do, so is every unit but the whole; and at the very last, everything."""
        for cell in self._in_order(self.figures):
            if cell in self.known:
                continue
            for parts in self._small_parts(cell, cell in kept):
                if any(self._protect(cell, part) for part in parts):
                    continue
                if not self._given_up(cell, parts):
                    return set(self.figures)
        return self.hidden

    def _small_parts(self, cell: Cell, is_kept: bool) -> Iterator[tuple[int, ...]]:
        """What is small: those counted (0), those not (1), or all, when either may move."""
        counted, of = self.figures[cell]
        rest = 0 if of is None else of - counted
        if is_small(counted) or is_kept:
            yield (COUNTED,)
        if is_small(rest):
            yield (NOT_COUNTED,)
        if of is not None and is_small(of) and not is_small(counted) and not is_small(rest):
            yield (NOT_COUNTED, COUNTED)

    def _given_up(self, cell: Cell, parts: tuple[int, ...]) -> bool:
        inner = set(self.layout.parents)
        for gone in ({cell.unit}, inner | {cell.unit}):
            self.hidden |= {each for each in self.figures if each.unit in gone} - self.known
            if any(self._protect(cell, part) for part in parts):
                return True
        return False

    def _protect(self, cell: Cell, part: int) -> bool:
        self.hidden.add(cell)
        made = _Priced(self._counts[part], self.hidden, known=self.known, prices=self._prices)
        if not made.protect(cell, self._find):
            return False
        self.hidden = made.hidden
        return True

    @cached_property
    def _counts(self) -> tuple[dict[Cell, int], dict[Cell, int]]:
        counted = {cell: counted for cell, (counted, _) in self.figures.items()}
        rest = {c: 0 if of is None else of - n for c, (n, of) in self.figures.items()}
        return counted, rest

    @cached_property
    def _prices(self) -> dict[Unit, int]:
        """Small units are hidden before large ones."""
        largest = max(self._sizes.values(), default=0) or 1
        return {unit: 10 + 1000 * size // largest for unit, size in self._sizes.items()}

    def _in_order(self, cells: Iterable[Cell]) -> list[Cell]:
        return sorted(cells, key=lambda cell: (str(cell.period), str(cell.unit)))

    def _find(
        self, made: Protection, cell: Cell, sign: int, moved: Mapping[Cell, int]
    ) -> tuple[int, Move | None]:
        least, best = 0, None
        for units, spans in self._ways(cell, sign):
            below = least if best is not None else None
            found = self._priced(made, (units, spans, sign), moved, below=below)
            if found is not None:
                least, best = found
                if least == 0:
                    break
        return least, best

    def _priced(
        self, made: Protection, way: Way, moved: Mapping[Cell, int], *, below: int | None
    ) -> tuple[int, Move] | None:
        """A move and what it costs; None where it cannot be made, or for less than that. Nearly
        all are given up at their first figures, so it is made and priced in one."""
        units, spans, sign = way
        whole, move = 0, {}
        for unit, one_way in units.items():
            for period, by in spans.items():
                key = Cell(unit, period)
                if key not in self.figures:
                    continue
                price = made.cost(key)
                if price is None:
                    return None
                whole += price
                if below is not None and whole >= below:
                    return None
                move[key] = sign * one_way * by
                if not made.room(key, move[key], moved):
                    return None
        return whole, move

    def _ways(self, cell: Cell, sign: int) -> Iterator[tuple[dict, dict]]:
        """One case more in a unit and month; one less in another unit, so that what both are
        part of stays; and the other way about in a month beside it, so that periods with both
        months stay. Which units, and which periods, it would move, and which way."""
        under, others = self._under(cell.unit)
        months = self.layout.months[cell.period]
        for month, beside in self._months_beside(months):
            for leaf in under:
                for other in others:
                    if self._is_possible(leaf, other, (month, beside), sign):
                        yield self._units_moved(leaf, other), self._periods_moved(month, beside)

    def _under(self, unit: Unit) -> tuple[list[Unit], list[Unit | None]]:
        """What lies under a unit, and what does not, the smallest first."""
        if unit not in self._sides:
            under = [leaf for leaf in self._leaves if unit in self._chains[leaf]] or [unit]
            others = [leaf for leaf in self._leaves if leaf not in under]
            others.sort(key=self._sizes.__getitem__)
            self._sides[unit] = under, [*others, None]
        return self._sides[unit]

    @cached_property
    def _sizes(self) -> Counter:
        found: Counter = Counter()
        for cell, (counted, of) in self.figures.items():
            found[cell.unit] += max(counted, of or 0)
        return found

    @cached_property
    def _leaves(self) -> tuple[Unit, ...]:
        lone = {cell.unit for cell in self.figures}
        tied = {*self.layout.parents, *self.layout.parents.values()}
        return (*self.layout.leaves, *sorted(lone - tied, key=str))

    @cached_property
    def _chains(self) -> dict[Unit, tuple[Unit, ...]]:
        units = {*self._leaves, *(cell.unit for cell in self.figures)}
        return {unit: self.layout.chain(unit) for unit in units}

    def _months_beside(self, months: frozenset[int]) -> Iterator[tuple[int, int | None]]:
        known = self.layout.periods_of
        first, last = min(months), max(months)
        for month, beside in ((first, first - 1), (last, last + 1)):
            if beside in known:
                yield month, beside
        yield last, None
        if first != last:
            yield first, None

    def _is_possible(
        self, leaf: Unit, other: Unit | None, months: tuple[int, int | None], sign: int
    ) -> bool:
        """Not where it would take a case away from where nobody can say that there is one."""
        month, beside = months
        taken_from = (
            [(leaf, beside), (other, month)] if sign > 0 else [(leaf, month), (other, beside)]
        )
        return all(self._is_told(unit, at) for unit, at in taken_from)

    def _units_moved(self, leaf: Unit, other: Unit | None) -> dict[Unit, int]:
        if (leaf, other) not in self._between:
            here = self._chains[leaf]
            there = self._chains[other] if other is not None else ()
            more = dict.fromkeys((unit for unit in here if unit not in there), 1)
            less = dict.fromkeys((unit for unit in there if unit not in here), -1)
            self._between[leaf, other] = more | less
        return self._between[leaf, other]

    def _periods_moved(self, month: int, beside: int | None) -> dict[PeriodName, int]:
        if (month, beside) not in self._across:
            now = set(self.layout.periods_of[month])
            then = set(self.layout.periods_of[beside]) if beside is not None else set()
            more, less = dict.fromkeys(now - then, 1), dict.fromkeys(then - now, -1)
            self._across[month, beside] = more | less
        return self._across[month, beside]

    def _is_told(self, unit: Unit | None, month: int | None) -> bool:
        """Is there a figure of this month alone, if there is such a unit and month at all?"""
        return unit is None or month is None or (unit, month) in self._told

    @cached_property
    def _told(self) -> set[tuple[Unit, int]]:
        months = self.layout.months
        return {
            (cell.unit, next(iter(months[cell.period])))
            for cell in self.figures
            if len(months[cell.period]) == 1
        }
