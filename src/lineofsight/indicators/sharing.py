"""Figures of kinds that share out the whole: “of all early help, 40% is led by schools”.

A kind's figure then is out of all the cases of its place, not of those of that kind.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from lineofsight import disclosure

Place = TypeVar("Place")
WHOLE = "whole"


def shared_out(places: Iterable, found: Mapping, nothing) -> dict:
    """What was found at each place, out of all that was found in its unit. A kind that a
    unit with cases has none of has a share of nothing."""
    of_unit: Counter = Counter()
    for place, there in found.items():
        of_unit[place.by, place.unit_id, place.parent_id] += there.denominator
    return {
        place: found.get(place, nothing)._replace(denominator=whole)
        for place in places
        if (whole := of_unit[place.by, place.unit_id, place.parent_id])
    }


def to_hide(shares: Sequence, total=None) -> tuple[frozenset[int], bool]:
    """The places among `shares` (figures of one unit's kinds) that may not be shown outside,
    and whether the figure of all kinds may not be either.

    Every share shows what the whole is, so the counts of all kinds are known to add up to it.
    The figure of all kinds, if it is shown too, tells how many are of a kind that is known:
    then these add up by themselves.
    """
    counts = {n: each.numerator + (each.unknown or 0) for n, each in enumerate(shares)}
    untold = sum(each.unknown or 0 for each in shares)
    is_told = total is not None and not disclosure.is_small(untold)
    parts = {n: of for n, of in counts.items() if not (is_told and shares[n].unknown)}
    if not parts:
        return frozenset(), False
    tie = disclosure.Sum(tuple(parts), WHOLE)
    hidden = disclosure.to_hide(parts | {WHOLE: sum(parts.values())}, [tie])
    if WHOLE in hidden:
        return frozenset(counts), True
    return frozenset(hidden), total is not None and not is_told
