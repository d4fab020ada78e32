"""One group against everybody else: how many times as often, and how sure that is.

A share against a share is a ratio of proportions with the interval of its logarithm (Katz and
others 1978); events of a population against events of another a ratio of rates with that of
Poisson counts (Rothman, Greenland and Lash 2008, chapter 14). Below five events in the group or
among the others nothing is said: the interval is an approximation that does not hold there.
"""

import math
from dataclasses import dataclass

from lineofsight.statistics.distributions import normal_quantile
from lineofsight.statistics.intervals import Interval

ENOUGH = 5
"""Events that the group, and everybody else, must each have; of a share, as many without it."""


@dataclass(frozen=True)
class Group:
    """`events` of `size` children or cases; the events of a rate may outnumber its children."""

    events: int
    size: int

    @property
    def share(self) -> float:
        return self.events / self.size

    def without(self, part: "Group") -> "Group":
        return Group(self.events - part.events, self.size - part.size)


@dataclass(frozen=True)
class Relative:
    """`ratio` 2.0: twice as often as everybody else."""

    ratio: float
    interval: Interval

    @property
    def is_more(self) -> bool:
        return self.interval.lower > 1

    @property
    def is_less(self) -> bool:
        return self.interval.upper < 1


def share_ratio(group: Group, others: Group, *, confidence: float = 0.95) -> Relative | None:
    """The share of one group over that of the others; None where there are too few of either.

    >>> found = share_ratio(Group(30, 100), Group(15, 100))
    >>> round(found.ratio, 2), round(found.interval.lower, 2), round(found.interval.upper, 2)
    (2.0, 1.15, 3.48)
    """
    for each in (group, others):
        if each.events > each.size:
            raise ValueError(f"{each.events} of {each.size} is not a share")
    if not _are_enough(group, others):
        return None
    if min(each.size - each.events for each in (group, others)) < ENOUGH:
        return None  # of 8 of 8 the interval would have no width at all
    variance = sum(1 / each.events - 1 / each.size for each in (group, others))
    return _relative(group, others, variance, confidence)


def rate_ratio(group: Group, others: Group, *, confidence: float = 0.95) -> Relative | None:
    """The rate of one population over that of the others; None where there are too few events."""
    if not _are_enough(group, others):
        return None
    variance = 1 / group.events + 1 / others.events
    return _relative(group, others, variance, confidence)


def _are_enough(group: Group, others: Group) -> bool:
    return min(group.events, others.events) >= ENOUGH and min(group.size, others.size) > 0


def _relative(group: Group, others: Group, variance: float, confidence: float) -> Relative:
    ratio = group.share / others.share
    reach = math.exp(normal_quantile((1 + confidence) / 2) * math.sqrt(variance))
    return Relative(ratio, Interval(ratio / reach, ratio * reach))
