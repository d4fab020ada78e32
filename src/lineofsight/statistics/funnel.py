"""Units of different size against one line, without ranking them.

Limits lie about the value of all units together: 95% (0.025 a side) and 99.8% (0.001 a
side), after Spiegelhalter 2005. For a proportion they invert Wilson's interval, which is
the same as p ± z√(p(1 - p)/n). For a rate they are the counts whose own interval (exact
Poisson below 10 events, Byar's from 10) just reaches what would be expected.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from lineofsight.statistics.distributions import normal_quantile
from lineofsight.statistics.intervals import events

WARNING, CERTAIN = 0.95, 0.998


class Standing(StrEnum):
    """Where a unit lies against the limits of its own size."""

    FAR_BELOW = "low (0.001)"
    BELOW = "low (0.025)"
    WITHIN = "not significant"
    ABOVE = "high (0.025)"
    FAR_ABOVE = "high (0.001)"


@dataclass(frozen=True)
class Limits:
    """What a unit of this size would show between, by chance alone."""

    lower: float
    upper: float


def pooled(units: Iterable[tuple[int, int]]) -> float | None:
    """The value of all units together, from pairs of numerator and denominator."""
    totals = [sum(column) for column in zip(*units, strict=True)]
    return totals[0] / totals[1] if totals and totals[1] else None


def proportion_limits(average: float, denominator: int, *, confidence: float = WARNING) -> Limits:
    """Limits of a share for a unit with `denominator` cases, kept between 0 and 1."""
    z = normal_quantile(1 - (1 - confidence) / 2)
    reach = z * math.sqrt(average * (1 - average) / denominator)
    return Limits(max(0.0, average - reach), min(1.0, average + reach))


def rate_limits(average: float, population: int, *, confidence: float = WARNING) -> Limits:
    """Limits of a rate for a unit with this population; `average` is events per person."""
    expected = average * population
    lower = _count_where(expected, confidence, upper_end=True)
    upper = _count_where(expected, confidence, upper_end=False)
    return Limits(lower / population, upper / population)


def standing_of_proportion(numerator: int, denominator: int, average: float) -> Standing:
    share = numerator / denominator
    return _standing(
        share,
        proportion_limits(average, denominator),
        proportion_limits(average, denominator, confidence=CERTAIN),
    )


def standing_of_rate(count: int, population: int, average: float) -> Standing:
    return _standing(
        count / population,
        rate_limits(average, population),
        rate_limits(average, population, confidence=CERTAIN),
    )


def _standing(value: float, warning: Limits, certain: Limits) -> Standing:
    if value < certain.lower:
        return Standing.FAR_BELOW
    if value > certain.upper:
        return Standing.FAR_ABOVE
    if value < warning.lower:
        return Standing.BELOW
    return Standing.ABOVE if value > warning.upper else Standing.WITHIN


def _count_where(expected: float, confidence: float, *, upper_end: bool) -> float:
    """The count whose interval ends at `expected`: with its upper end (the low limit) or
    its lower end (the high limit). No count is low enough: 0."""

    def end(count: float) -> float:
        interval = events(count, confidence=confidence)
        return interval.upper if upper_end else interval.lower

    if upper_end and end(0) >= expected:
        return 0.0
    low, high = 0.0, expected + 1
    while end(high) < expected:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        if end(middle) < expected:
            low = middle
        else:
            high = middle
    return (low + high) / 2
