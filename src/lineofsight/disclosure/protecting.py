"""Hiding counts until nobody can narrow a small one down to less than 1 to 5.

For every small count a *move* is looked for: other hidden counts that could rise and fall
with it, so that everything shown stays as it is. As long as there are such moves, a reader
who uses every sum there is cannot tell the count from values around it. What a move needs
and is still shown is hidden too, the cheapest move first. A move is proof by example: that
it is possible needs no solving of equations.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping

SMALL_FROM, SMALL_TO = 1, 5
WIDTH = SMALL_TO - SMALL_FROM + 1
"""How far apart the least and the most that a small count could be have to lie: further
than the ends of 1 to 5."""

Key = Hashable
Move = Mapping[Key, int]
"""By how much each count rises or falls, together."""
DEAR = 1_000_000
"""What hiding a nought costs: it is hidden only where nothing else is left."""
DEEPEST = 20
"""Moves tried one after the other in one direction before a count is given up."""


def is_small(count: int) -> bool:
    return SMALL_FROM <= count <= SMALL_TO


class Protection:
    """What is hidden so far of some counts, and how far each could move.

    `known` are counts that a reader has already and that can hide nothing more.
    """

    def __init__(
        self,
        counts: Mapping[Key, int],
        hidden: Iterable[Key],
        *,
        known: Collection[Key] = (),
    ):
        self.counts = counts
        self.hidden = set(hidden)
        self._known = known

    def cost(self, key: Key) -> int | None:
        """Of letting a count move: nothing if it is hidden, None if it cannot be hidden."""
        if key in self.hidden:
            return 0
        if key in self._known:
            return None
        count = self.counts[key]
        return DEAR if count == 0 else 1000 + min(count, 900)

    def room(self, key: Key, sign: int, moved: Mapping[Key, int]) -> int:
        """How far a count could still go up or down, from where it has been moved to. Readers
        know that a nought is not hidden as long as anything else can be."""
        now = self.counts[key] + moved.get(key, 0)
        if sign < 0:
            return now - min(SMALL_FROM, self.counts[key])
        return DEAR

    def protect(self, key: Key, find: "Finder") -> bool:
        """Hide what it takes that `key` could lie further apart than 1 and 5; can it?"""
        moved: dict[int, dict[Key, int]] = {1: {}, -1: {}}
        open_ways = {1: DEEPEST, -1: DEEPEST}
        while (missing := WIDTH - moved[1].get(key, 0) + moved[-1].get(key, 0)) > 0:
            found = [
                (cost, -sign, move)
                for sign in open_ways
                for cost, move in [find(self, key, sign, moved[sign])]
                if move is not None
            ]
            if not found:
                return False
            _, other_way, move = min(found, key=lambda each: each[:2])
            self._apply(move, moved[-other_way], missing)
            open_ways[-other_way] -= 1
            open_ways = {sign: left for sign, left in open_ways.items() if left}
        return True

    def _apply(self, move: Move, moved: dict[Key, int], steps: int) -> None:
        for key, by in move.items():
            steps = min(steps, self.room(key, by, moved) // abs(by))
        for key, by in move.items():
            moved[key] = moved.get(key, 0) + steps * by
            self.hidden.add(key)


Finder = Callable[[Protection, Key, int, Mapping[Key, int]], tuple[int, Move | None]]
"""Finds the cheapest move of a count up (1) or down (-1), from where all have been moved to;
with what it costs."""
