"""Small numbers in figures that leave the authority.

A count of 1 to 5 is replaced by `c`; 0 is shown, as in the department's own releases.
Further counts are then hidden, smallest first, until no hidden one can be worked out from
what is still shown: neither by adding and subtracting (a total less the others, a
percentage's other part, any longer chain), nor because the only numbers that fit are one.

Inside the authority, people with a right to see children see figures as they are.
Comparing two publications (differencing) is not prevented here.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

SMALL_FROM, SMALL_TO = 1, 5
SYMBOL = "c"
"""What is written in place of a hidden count, and of a percentage made from one."""

Key = Hashable


@dataclass(frozen=True)
class Sum:
    """`total` is the sum of `parts`: what anybody may use to work out a hidden count."""

    parts: tuple[Key, ...]
    total: Key


@dataclass(frozen=True)
class ShownFigure:
    """A figure for outside: a number that is None is hidden, and is written as `c`."""

    numerator: int | None
    denominator: int | None

    @property
    def share(self) -> float | None:
        """The proportion, None when hidden or when there are no cases."""
        if self.numerator is None or not self.denominator:
            return None
        return self.numerator / self.denominator

    @property
    def is_hidden(self) -> bool:
        return self.numerator is None


def is_small(count: int) -> bool:
    return SMALL_FROM <= count <= SMALL_TO


def to_hide(counts: Mapping[Key, int], sums: Sequence[Sum]) -> frozenset[Key]:
    """The counts that may not be shown, given every sum that ties them together.

    >>> sorted(to_hide({"a": 3, "b": 40, "c": 9, "all": 52}, [Sum(("a", "b", "c"), "all")]))
    ['a', 'c']
    """
    for tie in sums:
        if sum(counts[part] for part in tie.parts) != counts[tie.total]:
            raise ValueError(f"the parts of {tie.total!r} do not add up to it")
    hidden = {key for key, count in counts.items() if is_small(count)}
    while open_ones := recoverable(counts, hidden, sums):
        candidates = _beside(open_ones, hidden, sums)
        if not candidates:
            return frozenset(counts)
        hidden.add(min(candidates, key=lambda key: (counts[key] == 0, counts[key], str(key))))
    return frozenset(hidden)


def recoverable(counts: Mapping[Key, int], hidden: set[Key], sums: Sequence[Sum]) -> frozenset[Key]:
    """The hidden counts that a reader of the rest can work out exactly."""
    by_arithmetic = _determined(hidden, sums)
    return by_arithmetic | _pinned(counts, hidden, sums)


def figures_for_outside(
    figures: Mapping[Key, tuple[int, int]], *, total: Key | None = None
) -> dict[Key, ShownFigure]:
    """Figures of units (numerator, denominator), made safe to show together.

    `total` names the figure that is the sum of the others, if one is among them. The part
    of the denominator that is not counted is kept from being worked out like the rest.
    """
    counts: dict[Key, int] = {}
    sums: list[Sum] = []
    for unit, (numerator, denominator) in figures.items():
        counts[unit, "in"], counts[unit, "of"] = numerator, denominator
        counts[unit, "rest"] = denominator - numerator
        sums.append(Sum(((unit, "in"), (unit, "rest")), (unit, "of")))
    if total is not None:
        units = [unit for unit in figures if unit != total]
        sums += [
            Sum(tuple((unit, part) for unit in units), (total, part))
            for part in ("in", "rest", "of")
        ]
    hidden = to_hide(counts, sums)
    return {
        unit: ShownFigure(
            None if hidden & {(unit, "in"), (unit, "rest")} else numerator,
            None if (unit, "of") in hidden else denominator,
        )
        for unit, (numerator, denominator) in figures.items()
    }


def counts_for_outside(
    counts: Mapping[Key, int], *, total: Key | None = None
) -> dict[Key, int | None]:
    """Counts of units, made safe to show together; None is hidden."""
    sums = []
    if total is not None:
        sums = [Sum(tuple(key for key in counts if key != total), total)]
    hidden = to_hide(counts, sums)
    return {key: None if key in hidden else count for key, count in counts.items()}


def _beside(keys: frozenset[Key], hidden: set[Key], sums: Sequence[Sum]) -> set[Key]:
    """Counts still shown in a sum with one of these, parts before totals."""
    tied = [tie for tie in sums if keys & {*tie.parts, tie.total}]
    parts = {part for tie in tied for part in tie.parts} - hidden
    return parts or {tie.total for tie in tied} - hidden


def _determined(hidden: set[Key], sums: Sequence[Sum]) -> frozenset[Key]:
    """What follows from the sums alone: the unknowns that Gaussian elimination solves."""
    order = {key: place for place, key in enumerate(sorted(hidden, key=str))}
    rows = [row for tie in sums if (row := _equation(tie, order))]
    reduced: list[Row] = []
    for column in range(len(order)):
        pivot = next((row for row in rows if column in row), None)
        if pivot is None:
            continue
        rows = [row for row in rows if row is not pivot]
        by = pivot[column]
        pivot = {place: value / by for place, value in pivot.items()}
        rows = [left for row in rows if (left := _less(row, pivot, column))]
        reduced = [*(_less(row, pivot, column) for row in reduced), pivot]
    keys = list(order)
    return frozenset(keys[next(iter(row))] for row in reduced if len(row) == 1)


Row = dict[int, Fraction]
"""An equation's factors by the place of the unknown; those that are 0 are not in it."""


def _equation(tie: Sum, order: Mapping[Key, int]) -> Row:
    row: Row = {}
    for key, sign in [*((part, 1) for part in tie.parts), (tie.total, -1)]:
        if key in order:
            row[order[key]] = row.get(order[key], Fraction(0)) + sign
    return {place: value for place, value in row.items() if value}


def _less(row: Row, pivot: Row, column: int) -> Row:
    if column not in row:
        return row
    times = row[column]
    left = dict(row)
    for place, value in pivot.items():
        changed = left.get(place, 0) - times * value
        if changed:
            left[place] = changed
        else:
            left.pop(place, None)
    return left


def _pinned(counts: Mapping[Key, int], hidden: set[Key], sums: Sequence[Sum]) -> frozenset[Key]:
    """What follows from the sums and from no hidden count being below its least: two hidden
    counts that add up to 2 are 1 and 1. Bounds are tightened until nothing moves."""
    least = 0 if any(counts[key] == 0 for key in hidden) else SMALL_FROM
    bounds = {key: [least, None] if key in hidden else [n, n] for key, n in counts.items()}
    moved = True
    while moved:
        moved = any(_tighten(bounds, tie) for tie in sums)
    return frozenset(key for key in hidden if bounds[key][0] == bounds[key][1])


def _tighten(bounds: dict[Key, list[int | None]], tie: Sum) -> bool:
    moved = False
    lows = sum(bounds[part][0] for part in tie.parts)
    highs = [bounds[part][1] for part in tie.parts]
    unbounded = highs.count(None)
    high = sum(high for high in highs if high is not None)
    moved |= _narrow(bounds[tie.total], lows, None if unbounded else high)
    low_of_total, high_of_total = bounds[tie.total]
    for part in tie.parts:
        low, own = bounds[part]
        most = None if high_of_total is None else high_of_total - (lows - low)
        is_open = unbounded - (own is None)
        fewest = low if is_open else low_of_total - (high - (own or 0))
        moved |= _narrow(bounds[part], fewest, most)
        lows += bounds[part][0] - low
        unbounded -= own is None and bounds[part][1] is not None
        high += (bounds[part][1] or 0) - (own or 0)
    return moved


def _narrow(bound: list[int | None], low: int, high: int | None) -> bool:
    before = tuple(bound)
    bound[0] = max(bound[0], low)
    if high is not None:
        bound[1] = high if bound[1] is None else min(bound[1], high)
    return tuple(bound) != before
