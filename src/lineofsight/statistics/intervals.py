"""How far a figure could be from what lies behind it, given how few cases there are.

A proportion has Wilson's score interval (Wilson 1927; Newcombe 1998, method 3). A count or
rate has Byar's approximation to the Poisson interval from 10 events up, and the exact
Poisson interval by chi-square below 10 (Breslow and Day 1987, volume II), as the English
public health indicator methods do.
"""

import math
from dataclasses import dataclass

from lineofsight.statistics.distributions import chi_square_quantile, normal_quantile

EXACT_BELOW = 10
"""Byar's approximation is used from this many events; below, the exact interval."""


@dataclass(frozen=True)
class Interval:
    lower: float
    upper: float

    def __contains__(self, value: float) -> bool:
        return self.lower <= value <= self.upper


def wilson(numerator: int, denominator: int, *, confidence: float = 0.95) -> Interval | None:
    """The interval of a proportion, both ends between 0 and 1. None without cases.

    >>> found = wilson(33, 36)
    >>> round(found.lower, 2), round(found.upper, 2)
    (0.78, 0.97)
    """
    _check(confidence)
    if not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is not a proportion")
    if denominator == 0:
        return None
    z = normal_quantile(1 - (1 - confidence) / 2)
    share = numerator / denominator
    middle = 2 * numerator + z * z
    spread = z * math.sqrt(z * z + 4 * numerator * (1 - share))
    width = 2 * (denominator + z * z)
    lower, upper = (middle - spread) / width, (middle + spread) / width
    return Interval(0.0 if numerator == 0 else lower, 1.0 if numerator == denominator else upper)


def events(count: float, *, confidence: float = 0.95) -> Interval:
    """The interval of a count of events that come singly and independently."""
    _check(confidence)
    if count < 0:
        raise ValueError(f"{count} is not a count")
    return _exact(count, confidence) if count < EXACT_BELOW else _byars(count, confidence)


def rate(
    count: int, population: int, *, per: int = 10_000, confidence: float = 0.95
) -> Interval | None:
    """The interval of `count` events per `per` of the population. None without population."""
    if population <= 0:
        return None
    counted = events(count, confidence=confidence)
    return Interval(counted.lower / population * per, counted.upper / population * per)


def _exact(count: float, confidence: float) -> Interval:
    tail = (1 - confidence) / 2
    return Interval(
        chi_square_quantile(tail, 2 * count) / 2,
        chi_square_quantile(1 - tail, 2 * count + 2) / 2,
    )


def _byars(count: float, confidence: float) -> Interval:
    z = normal_quantile(1 - (1 - confidence) / 2)
    above = count + 1
    lower = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    upper = above * (1 - 1 / (9 * above) + z / (3 * math.sqrt(above))) ** 3
    return Interval(lower, upper)


def _check(confidence: float) -> None:
    if not 0.9 <= confidence < 1:
        raise ValueError(f"a confidence from 0.9 up to, not including, 1; not {confidence}")
