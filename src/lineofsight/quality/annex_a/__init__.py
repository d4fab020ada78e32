"""Our rules for Annex A, the lists of children that an authority gives its inspectors, by theme."""

from lineofsight.quality.annex_a import (
    between_lists,
    children,
    contradictions,
    entries,
    every_list,
    order,
    reasons,
    recording,
    repeats,
)
from lineofsight.quality.annex_a.book import BOOK

__all__ = [
    "BOOK",
    "between_lists",
    "children",
    "contradictions",
    "entries",
    "every_list",
    "order",
    "reasons",
    "recording",
    "repeats",
]
