"""What the next months may bring, shown only where the past says that it can be told.

Two ways of looking ahead, each against the plainest one (“as it was last month”):

* seasonal-naive: as in the same month a year ago;
* damped trend: a level and a slope that flattens out, by exponential smoothing
  (Gardner and McKenzie 1985; intervals as for ETS(A,Ad,N) in Hyndman et al. 2008, chapter 6).

Both are tried on the past first: from each of the last months as if the later ones were not
known (a rolling origin), for as many months ahead as are wanted. Whichever erred least is
taken, and only if it erred less than the plain one; otherwise there is no forecast, and the
reason is said.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from lineofsight.statistics.distributions import normal_quantile

SEASON = 12
LEAST = 3 * SEASON
"""Months without a gap that a forecast needs: two years to learn from, one to be tried on."""
TRIED = 24
"""The latest months that are tried as origins, if there are so many after the first two years."""
AHEAD = 6
LIKELY, NEARLY_SURE = 0.80, 0.95
_LEVELS = tuple(n / 10 for n in range(1, 10))
_SLOPES = (0.02, 0.05, 0.1, 0.2, 0.4)
_DAMPING = (0.8, 0.85, 0.9, 0.95, 0.98)


class Method(StrEnum):
    SEASONAL_NAIVE = "as in the same month a year ago"
    DAMPED_TREND = "trend that flattens out"


@dataclass(frozen=True)
class Expected:
    """A month ahead (1: the next): what is expected, and what lies about it on either side
    with a probability of 80% and of 95%, if the months go on to vary as they did."""

    ahead: int
    value: float
    likely: tuple[float, float]
    nearly_sure: tuple[float, float]


@dataclass(frozen=True)
class Forecast:
    """`error` and `plain_error`: how far off this method and the plain one were on average in
    `tried` trials on the past, in the figure's own unit."""

    method: Method
    months: tuple[Expected, ...]
    error: float
    plain_error: float
    tried: int


@dataclass(frozen=True)
class NoForecast:
    """Why there is none."""

    reason: str


def forecast(
    values: Sequence[float | None],
    *,
    ahead: int = AHEAD,
    floor: float | None = 0.0,
    ceiling: float | None = None,
) -> Forecast | NoForecast:
    """The coming months of a monthly series, oldest first; None is a month without a figure,
    and only what follows the last such month is learnt from. `floor` and `ceiling` bound
    what is possible at all (a share lies between 0 and 100)."""
    known = _without_gaps(values)
    if len(known) < LEAST:
        return NoForecast(
            f"{LEAST} months in a row with a figure are needed; there are {len(known)}."
        )
    first = max(2 * SEASON, len(known) - TRIED)
    origins = range(first, len(known))
    ways = {Method.SEASONAL_NAIVE: _seasonal(known), Method.DAMPED_TREND: _damped(known)}
    errors = {method: _mean_error(known, origins, ahead, way) for method, way in ways.items()}
    plain = _mean_error(known, origins, ahead, lambda at, _: known[at - 1])
    best = min(errors, key=errors.__getitem__)
    if errors[best] >= plain:
        return NoForecast(
            "Tried on the past, no method did better than saying “as it was last month”."
        )
    tried = sum(min(ahead, len(known) - at) for at in origins)
    spread = _spread_of(best, known, ahead)
    months = tuple(
        _expected(step, ways[best](len(known), step), spread[step - 1], floor, ceiling)
        for step in range(1, ahead + 1)
    )
    return Forecast(best, months, errors[best], plain, tried)


Way = Callable[[int, int], float]
"""What is expected so many months after the first `at` months were known: `way(at, step)`."""


def _without_gaps(values: Sequence[float | None]) -> list[float]:
    known: list[float] = []
    for value in reversed(values):
        if value is None:
            break
        known.append(float(value))
    return known[::-1]


def _mean_error(known: Sequence[float], origins: range, ahead: int, way: Way) -> float:
    """The mean absolute error over every origin and every month ahead that has come."""
    errors = [
        abs(known[at + step - 1] - way(at, step))
        for at in origins
        for step in range(1, ahead + 1)
        if at + step <= len(known)
    ]
    return math.fsum(errors) / len(errors)


def _seasonal(known: Sequence[float]) -> Way:
    def expected(at: int, step: int) -> float:
        return known[at - SEASON + (step - 1) % SEASON]

    return expected


@dataclass(frozen=True)
class _Weights:
    """How fast level and slope follow the newest month, and how much of the slope is left
    each month."""

    level: float
    slope: float
    damping: float

    def after(self, state: tuple[float, float], value: float) -> tuple[tuple[float, float], float]:
        """Level and slope after a further month, and how far off it was expected."""
        expected = state[0] + self.damping * state[1]
        error = value - expected
        return (
            expected + self.level * error,
            self.damping * state[1] + self.level * self.slope * error,
        ), error

    def reach(self, step: int) -> float:
        """The sum of what is left of the slope over so many months."""
        return math.fsum(self.damping**n for n in range(1, step + 1))


_ALL_WEIGHTS = [_Weights(*each) for each in product(_LEVELS, _SLOPES, _DAMPING)]


def _damped(known: Sequence[float]) -> Way:
    """The weights are those that erred least one month ahead on what was known by then."""
    fits = [_Fit(weights, known) for weights in _ALL_WEIGHTS]
    best_at: dict[int, _Fit] = {}

    def expected(at: int, step: int) -> float:
        if at not in best_at:
            best_at[at] = min(fits, key=lambda fit: fit.squares[at])
        return best_at[at].expected(at, step)

    return expected


class _Fit:
    """One choice of weights run through the months: level and slope, and the sum of squared
    errors, after each number of months."""

    def __init__(self, weights: _Weights, known: Sequence[float]):
        self.weights = weights
        slope = (known[SEASON] - known[0]) / SEASON
        state, total = (known[0], slope), 0.0
        self.states = [state, state]
        self.squares = [0.0, 0.0]
        for value in known[1:]:
            state, error = weights.after(state, value)
            total += error * error
            self.states.append(state)
            self.squares.append(total)

    def expected(self, at: int, step: int) -> float:
        level, slope = self.states[at]
        return level + self.weights.reach(step) * slope


def _spread_of(method: Method, known: Sequence[float], ahead: int) -> list[float]:
    """The standard deviation of the error so many months ahead: 1, 2, …"""
    if method == Method.SEASONAL_NAIVE:
        errors = [now - then for then, now in zip(known, known[SEASON:], strict=False)]
        one = math.sqrt(math.fsum(e * e for e in errors) / len(errors))
        return [one * math.sqrt((step - 1) // SEASON + 1) for step in range(1, ahead + 1)]
    fit = min((_Fit(each, known) for each in _ALL_WEIGHTS), key=lambda fit: fit.squares[-1])
    one = math.sqrt(fit.squares[-1] / (len(known) - 1 - 3))
    own = fit.weights
    carried = [own.level * (1 + own.slope * own.reach(step)) for step in range(1, ahead)]
    return [
        one * math.sqrt(1 + math.fsum(c * c for c in carried[: step - 1]))
        for step in range(1, ahead + 1)
    ]


def _expected(
    step: int, value: float, spread: float, floor: float | None, ceiling: float | None
) -> Expected:
    def within(number: float) -> float:
        if floor is not None:
            number = max(floor, number)
        return number if ceiling is None else min(ceiling, number)

    def about(confidence: float) -> tuple[float, float]:
        reach = normal_quantile((1 + confidence) / 2) * spread
        return within(value - reach), within(value + reach)

    return Expected(step, within(value), about(LIKELY), about(NEARLY_SURE))
