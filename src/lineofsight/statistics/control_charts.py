"""Has it really changed? An XmR chart of a monthly series, with rules and two icons.

The method is that of NHS England's “Making data count” as the R package NHSRplotthedots
0.2 works it out: the mean of a segment, limits at 2.66 mean moving ranges, four rules in
order of priority, and an icon each for variation and assurance. Where the package leaves
room, this module decides:

* A month without a value is a gap. No moving range is taken across it and a run ends at it.
* A segment starts anew at each restart date; mean, limits and rules know only their segment.
* Below 7 values no limits are drawn and no rule is applied; below 12 the limits are trial
  limits and there is no assurance.
* Limits are not cut at 0 or 100%: a limit outside of what can be is a fact about the spread.
* A series that never moves has limits equal to its mean (screening would leave none).

Only monthly values belong here. The points of a rolling year share eleven months with
their neighbours, so moving ranges shrink and the rules fire falsely.
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LIMIT_FACTOR = 2.66
NEAR_LIMIT_FACTOR = LIMIT_FACTOR * 2 / 3
SCREEN_FACTOR = 3.267
ENOUGH_FOR_LIMITS = 7
ENOUGH_FOR_RULES = 7
ENOUGH_TO_SETTLE = 12
RUN = 7


class Better(StrEnum):
    """Which way is good."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Rule(StrEnum):
    """Why a point is special cause, highest priority first."""

    OUTSIDE = "outside the limits"
    TREND = "trend of 7"
    TWO_OF_THREE = "two of three near a limit"
    SHIFT = "7 on one side of the mean"


class PointType(StrEnum):
    COMMON = "common cause"
    IMPROVEMENT_HIGH = "improvement, high"
    IMPROVEMENT_LOW = "improvement, low"
    CONCERN_HIGH = "concern, high"
    CONCERN_LOW = "concern, low"
    NEUTRAL_HIGH = "neutral, high"
    NEUTRAL_LOW = "neutral, low"

    @property
    def is_improvement(self) -> bool:
        return self in (PointType.IMPROVEMENT_HIGH, PointType.IMPROVEMENT_LOW)

    @property
    def is_concern(self) -> bool:
        return self in (PointType.CONCERN_HIGH, PointType.CONCERN_LOW)

    @property
    def is_neutral(self) -> bool:
        return self in (PointType.NEUTRAL_HIGH, PointType.NEUTRAL_LOW)


class Assurance(StrEnum):
    """Can the process, as it is, meet its target? Not: did this month meet it."""

    WILL_MEET = "will meet it"
    WILL_NOT_MEET = "will not meet it"
    INCONSISTENT = "sometimes will, sometimes will not"


@dataclass(frozen=True)
class Observation:
    """One month: its first day, and its value or None for a gap."""

    month: date
    value: float | None


@dataclass(frozen=True)
class Segment:
    """A stretch of months with one mean. Limits are None when there are too few values."""

    first: int
    last: int
    values: int
    mean: float | None
    lower: float | None = None
    upper: float | None = None
    near_lower: float | None = None
    near_upper: float | None = None

    @property
    def has_limits(self) -> bool:
        return self.lower is not None

    @property
    def is_trial(self) -> bool:
        return self.has_limits and self.values < ENOUGH_TO_SETTLE

    @property
    def has_rules(self) -> bool:
        return self.values >= ENOUGH_FOR_RULES


@dataclass(frozen=True)
class Point:
    """A month as judged. `side` is 1 above the mean, -1 below, 0 on it; `rule` is the
    highest rule that names it and `rising` the direction of that rule."""

    month: date
    value: float | None
    segment: int
    side: int
    rule: Rule | None
    rising: bool | None
    type: PointType


@dataclass(frozen=True)
class Chart:
    points: tuple[Point, ...]
    segments: tuple[Segment, ...]
    better: Better
    variation: PointType | None
    assurance: Assurance | None
    target: float | None

    @property
    def last(self) -> Point | None:
        return self.points[-1] if self.points else None

    @property
    def latest_segment(self) -> Segment | None:
        return self.segments[-1] if self.segments else None


def xmr(
    series: Sequence[Observation],
    *,
    better: Better,
    target: float | None = None,
    restarts: Sequence[date] = (),
    screen_outliers: bool = True,
) -> Chart:
    """The chart of a series in order of time.

    `restarts` are days on which the process is known to have changed: the first month that
    begins on or after one starts a new segment. `screen_outliers` leaves moving ranges of
    3.267 mean ranges or more out of the limits, once (the Excel of Making data count does
    not). Variation is the type of the last month, None if that is a gap or under 7 values.
    """
    points: list[Point] = []
    segments: list[Segment] = []
    for first, last in _stretches(series, restarts):
        stretch = series[first : last + 1]
        segment = _segment(stretch, first, screen_outliers)
        points.extend(_judged(stretch, segment, len(segments), better))
        segments.append(segment)
    return Chart(
        tuple(points),
        tuple(segments),
        better,
        _variation(points, segments),
        _assurance(segments, target, better),
        target,
    )


def _stretches(series: Sequence[Observation], restarts: Sequence[date]) -> list[tuple[int, int]]:
    if not series:
        return []
    starts = {0}
    for restart in restarts:
        following = [n for n, seen in enumerate(series) if seen.month >= restart]
        if following:
            starts.add(following[0])
    firsts = sorted(starts)
    return [
        (first, following - 1)
        for first, following in zip(firsts, [*firsts[1:], len(series)], strict=True)
    ]


def _segment(stretch: Sequence[Observation], first: int, screen: bool) -> Segment:
    last = first + len(stretch) - 1
    values = [seen.value for seen in stretch if seen.value is not None]
    if not values:
        return Segment(first, last, 0, None)
    mean = math.fsum(values) / len(values)
    if len(values) < ENOUGH_FOR_LIMITS:
        return Segment(first, last, len(values), mean)
    reach = _mean_moving_range(stretch, screen)
    return Segment(
        first,
        last,
        len(values),
        mean,
        mean - LIMIT_FACTOR * reach,
        mean + LIMIT_FACTOR * reach,
        mean - NEAR_LIMIT_FACTOR * reach,
        mean + NEAR_LIMIT_FACTOR * reach,
    )


def _mean_moving_range(stretch: Sequence[Observation], screen: bool) -> float:
    ranges = [
        abs(now.value - then.value)
        for then, now in itertools.pairwise(stretch)
        if now.value is not None and then.value is not None
    ]
    if not ranges:
        return 0.0
    average = math.fsum(ranges) / len(ranges)
    if not screen:
        return average
    kept = [moved for moved in ranges if moved < SCREEN_FACTOR * average]
    return math.fsum(kept) / len(kept) if kept else 0.0


def _judged(
    stretch: Sequence[Observation], segment: Segment, number: int, better: Better
) -> list[Point]:
    values = [seen.value for seen in stretch]
    sides = [0 if value is None else _compare(value, segment.mean) for value in values]
    found: list[tuple[Rule, bool] | None] = [None] * len(values)
    if segment.has_rules:
        for rule in (_shift, _two_of_three, _trend, _outside):
            for place, verdict in rule(values, sides, segment).items():
                found[place] = verdict
    return [
        Point(
            seen.month,
            seen.value,
            number,
            side,
            verdict[0] if verdict else None,
            verdict[1] if verdict else None,
            _type(verdict, better),
        )
        for seen, side, verdict in zip(stretch, sides, found, strict=True)
    ]


def _outside(values, sides, segment: Segment) -> dict[int, tuple[Rule, bool]]:
    return {
        place: (Rule.OUTSIDE, value > segment.upper)
        for place, value in enumerate(values)
        if value is not None
        and (_compare(value, segment.upper) > 0 or _compare(value, segment.lower) < 0)
    }


def _trend(values, sides, segment: Segment) -> dict[int, tuple[Rule, bool]]:
    """Seven in a row, each above (or each below) the one before. At a turn that belongs to
    two trends, the later one names the direction."""
    found = {}
    for last in range(RUN - 1, len(values)):
        window = values[last - RUN + 1 : last + 1]
        if None in window:
            continue
        steps = {_compare(now, then) for then, now in itertools.pairwise(window)}
        if steps in ({1}, {-1}):
            for place in range(last - RUN + 1, last + 1):
                found[place] = (Rule.TREND, steps == {1})
    return found


def _two_of_three(values, sides, segment: Segment) -> dict[int, tuple[Rule, bool]]:
    """Two or three of three neighbours beyond two thirds of the way to a limit, and all
    three on that side of the mean. Only the near ones are named; one outside is not near."""
    outside = _outside(values, sides, segment)
    found = {}
    for last in range(2, len(values)):
        places = range(last - 2, last + 1)
        for side in (1, -1):
            if any(sides[place] != side for place in places):
                continue
            line = segment.near_upper if side > 0 else segment.near_lower
            near = [
                place
                for place in places
                if place not in outside and _compare(values[place], line) == side
            ]
            if len(near) >= 2:
                found |= dict.fromkeys(near, (Rule.TWO_OF_THREE, side > 0))
    return found


def _shift(values, sides, segment: Segment) -> dict[int, tuple[Rule, bool]]:
    found = {}
    for last in range(RUN - 1, len(values)):
        window = sides[last - RUN + 1 : last + 1]
        if set(window) in ({1}, {-1}):
            for place in range(last - RUN + 1, last + 1):
                found[place] = (Rule.SHIFT, window[0] > 0)
    return found


def _compare(one: float, two: float) -> int:
    """1, -1, or 0 when they are equal but for the last bits of their arithmetic."""
    if math.isclose(one, two, rel_tol=1e-9, abs_tol=1e-12):
        return 0
    return 1 if one > two else -1


def _type(verdict: tuple[Rule, bool] | None, better: Better) -> PointType:
    if verdict is None:
        return PointType.COMMON
    rising = verdict[1]
    if better == Better.NEITHER:
        return PointType.NEUTRAL_HIGH if rising else PointType.NEUTRAL_LOW
    if rising:
        return PointType.IMPROVEMENT_HIGH if better == Better.HIGHER else PointType.CONCERN_HIGH
    return PointType.IMPROVEMENT_LOW if better == Better.LOWER else PointType.CONCERN_LOW


def _variation(points: Sequence[Point], segments: Sequence[Segment]) -> PointType | None:
    if not points or points[-1].value is None or not segments[-1].has_rules:
        return None
    return points[-1].type


def _assurance(
    segments: Sequence[Segment], target: float | None, better: Better
) -> Assurance | None:
    if target is None or better == Better.NEITHER or not segments:
        return None
    segment = segments[-1]
    if not segment.has_limits or segment.is_trial:
        return None
    if _compare(target, segment.upper) > 0:
        return Assurance.WILL_NOT_MEET if better == Better.HIGHER else Assurance.WILL_MEET
    if _compare(target, segment.lower) < 0:
        return Assurance.WILL_MEET if better == Better.HIGHER else Assurance.WILL_NOT_MEET
    return Assurance.INCONSISTENT
