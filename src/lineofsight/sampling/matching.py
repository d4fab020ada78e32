"""One record for each of several people, where not everybody may have every record."""

import hashlib
from collections.abc import Callable, Iterable, Sequence

from lineofsight.sampling.draw import Frame

METHOD_ONE_EACH = "one-each/1"
"""Kept with each sample drawn like this. A change to it is another method."""


def in_order(frame: Frame, seed: int) -> list[str]:
    """Every eligible child of the frame, whatever the stratum, in the order of the draw."""
    ranks = [
        (hashlib.sha256(f"{seed}\x1f{row.child_id}".encode()).hexdigest(), row.child_id)
        for row in frame.rows
        if not row.left_out
    ]
    return [child for _, child in sorted(ranks)]


def one_each(
    order: Sequence[str], people: Iterable[int], may_have: Callable[[int, str], bool], *, seed: int
) -> dict[int, str]:
    """A child for each person, none twice, to as many people as can have one at all.

    Each takes the first of the order that is free and that they may have; where none is
    free, somebody before gives theirs up for another they may have. Somebody for whom no
    record is left is not in the answer.
    """
    given: dict[str, int] = {}
    turns = sorted(people, key=lambda who: hashlib.sha256(f"{seed}\x1f{who}".encode()).hexdigest())
    for person in turns:
        _place(person, order, may_have, given)
    return {person: child for child, person in given.items()}


def _place(person: int, order, may_have, given: dict[str, int]) -> bool:
    """Find a place for one more person along a path of exchanges, shortest first."""
    came_from: dict[str, tuple[int, str | None]] = {}
    ahead: list[tuple[int, str | None]] = [(person, None)]
    while ahead:
        here, through = ahead.pop(0)
        for child in order:
            if child in came_from or not may_have(here, child):
                continue
            came_from[child] = (here, through)
            if child not in given:
                _exchange(child, came_from, given)
                return True
            ahead.append((given[child], child))
    return False


def _exchange(child: str, came_from, given: dict[str, int]) -> None:
    """Along the path: each takes the child that was found, and leaves the one held."""
    step: str | None = child
    while step is not None:
        person, before = came_from[step]
        given[step] = person
        step = before
