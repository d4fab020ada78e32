"""Our rules for the records themselves, by theme: what a performance team looks for each week."""

from lineofsight.quality.journey import (
    at_rest,
    codes,
    contradictions,
    durations,
    gaps,
    late_recording,
    order_of_days,
    orphans,
    repeats,
)
from lineofsight.quality.journey.book import BOOK

__all__ = [
    "BOOK",
    "at_rest",
    "codes",
    "contradictions",
    "durations",
    "gaps",
    "late_recording",
    "order_of_days",
    "orphans",
    "repeats",
]
