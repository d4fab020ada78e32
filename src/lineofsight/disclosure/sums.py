"""Tables tied together by any sums: a row and its total, a percentage's two parts, a chain."""

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from lineofsight.disclosure.protecting import Key, Move, Protection, is_small

TRIED = 1500
"""Beginnings of moves looked at before the search for one is given up."""


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


def to_hide(
    counts: Mapping[Key, int],
    sums: Sequence[Sum],
    *,
    known: Collection[Key] = (),
    hidden_before: Collection[Key] = (),
) -> frozenset[Key]:
    """The counts that may not be shown, given every sum that ties them together.

    `hidden_before` and `known`: what was hidden and what was shown, with the same value, where
    these counts were published earlier. What was hidden stays so, and what a reader has
    cannot be used to hide anything.

    >>> sorted(to_hide({"a": 3, "b": 40, "c": 9, "all": 52}, [Sum(("a", "b", "c"), "all")]))
    ['a', 'c']
    """
    for tie in sums:
        if sum(counts[part] for part in tie.parts) != counts[tie.total]:
            raise ValueError(f"the parts of {tie.total!r} do not add up to it")
    guarded = {key for key, number in counts.items() if is_small(number)} | set(hidden_before)
    guarded -= set(known)
    made, find = Protection(counts, guarded, known=known), _Finder(sums)
    for key in sorted(guarded, key=str):
        if not made.protect(key, find):
            return frozenset(counts) - set(known)
    return frozenset(made.hidden)


class _Finder:
    """Moves along sums: what one sum needs to stay as it is may change another one."""

    def __init__(self, sums: Sequence[Sum]):
        self._ties: list[dict[Key, int]] = []
        self._of: dict[Key, list[int]] = {}
        for number, tie in enumerate(sums):
            signs = dict.fromkeys(tie.parts, 1) | {tie.total: -1}
            self._ties.append(signs)
            for key in signs:
                self._of.setdefault(key, []).append(number)

    def __call__(
        self, made: Protection, key: Key, sign: int, moved: Mapping[Key, int]
    ) -> tuple[int, Move | None]:
        """Best first: a beginning of a move is as dear as what it would hide."""
        if not made.room(key, sign, moved):
            return 0, None
        order, seen = count(), set()
        waiting = [(0, 1, next(order), {key: sign})]
        for _ in range(TRIED):
            if not waiting:
                break
            cost, _, _, move = heapq.heappop(waiting)
            is_known = frozenset(move)
            if is_known in seen:
                continue
            seen.add(is_known)
            broken = next(self._broken(move), None)
            if broken is None:
                return cost, move
            tie, missing = broken
            for other in self._ties[tie]:
                by = -missing * self._ties[tie][other]
                if other in move or abs(by) > 1 or not made.room(other, by, moved):
                    continue
                price = made.cost(other)
                if price is not None:
                    longer = move | {other: by}
                    heapq.heappush(waiting, (cost + price, len(longer), next(order), longer))
        return 0, None

    def _broken(self, move: Move) -> Iterator[tuple[int, int]]:
        """Sums that the move leaves wrong, and by how much."""
        for tie in sorted({number for key in move for number in self._of.get(key, ())}):
            signs = self._ties[tie]
            wrong = sum(by * signs.get(key, 0) for key, by in move.items())
            if wrong:
                yield tie, wrong


def figures_for_outside(
    figures: Mapping[Key, tuple[int, int]],
    *,
    total: Key | None = None,
    is_total_known: bool = False,
) -> dict[Key, ShownFigure]:
    """Figures of units (numerator, denominator), made safe to show together.

    `total` names the figure that is the sum of the others, if one is among them;
    `is_total_known`: it is told elsewhere, so that leaving it out here hides nothing. The part
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
    known = [(total, part) for part in ("in", "rest", "of")] if is_total_known else []
    hidden = to_hide(counts, sums, known=known)
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
    sums: list[Sum] = []
    if total is not None:
        sums = [Sum(tuple(key for key in counts if key != total), total)]
    hidden = to_hide(counts, sums)
    return {key: None if key in hidden else number for key, number in counts.items()}


def shown_figures(
    figures: Mapping[Key, tuple[int, int]], hidden: Iterable[Key]
) -> dict[Key, ShownFigure]:
    """Figures of which some are hidden, as they are shown."""
    gone = set(hidden)
    return {
        key: ShownFigure(None, None) if key in gone else ShownFigure(*pair)
        for key, pair in figures.items()
    }
