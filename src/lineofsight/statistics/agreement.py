"""How far two graders agree, once there are enough graded twice.

Exact and adjacent agreement are shares of the pairs. Weighted kappa (Cohen 1968) is the
agreement beyond what the graders' own habits would give by chance: disagreements are
weighed by their distance on the scale (linear), or by its square (quadratic). Its interval
is by the jackknife.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

ENOUGH_PAIRS = 10
"""Below this, one pair moves the share by more than ten points, and nothing is said."""


class Weights(StrEnum):
    LINEAR = "linear"
    QUADRATIC = "quadratic"


@dataclass(frozen=True)
class Agreement:
    """`exact` and `adjacent` are shares from 0 to 1. All but `pairs` and `left_out` are
    None when there are too few pairs. The kappas are also None when both graders used one
    and the same grade throughout, where chance alone would give full agreement."""

    pairs: int
    left_out: int
    exact: float | None = None
    adjacent: float | None = None
    kappa_linear: float | None = None
    kappa_quadratic: float | None = None
    kappa_interval: tuple[float, float] | None = None

    @property
    def is_enough(self) -> bool:
        return self.exact is not None


def agreement(
    pairs: Iterable[tuple[Hashable, Hashable]],
    *,
    scale: Sequence[Hashable],
    enough: int = ENOUGH_PAIRS,
) -> Agreement:
    """Agreement of pairs of grades on a `scale` given in its order.

    A pair with a grade that is not on the scale (not applicable, not graded) is left out
    and counted in `left_out`.
    """
    return agreement_of_cells(Counter(pairs), scale=scale, enough=enough)


def agreement_of_cells(
    cells: Mapping[tuple[Hashable, Hashable], int],
    *,
    scale: Sequence[Hashable],
    enough: int = ENOUGH_PAIRS,
) -> Agreement:
    """The same, from how often each two grades were given."""
    places = {grade: place for place, grade in enumerate(scale)}
    placed: Counter[tuple[int, int]] = Counter()
    for (one, two), often in cells.items():
        if one in places and two in places:
            placed[places[one], places[two]] += often
    number = placed.total()
    left_out = sum(cells.values()) - number
    if number < enough or not number:
        return Agreement(number, left_out)
    return Agreement(
        pairs=number,
        left_out=left_out,
        exact=sum(often for (one, two), often in placed.items() if one == two) / number,
        adjacent=sum(often for (one, two), often in placed.items() if abs(one - two) <= 1) / number,
        kappa_linear=_kappa_of(placed, Weights.LINEAR),
        kappa_quadratic=_kappa_of(placed, Weights.QUADRATIC),
        kappa_interval=_interval_of(placed, Weights.LINEAR),
    )


def kappa_interval(
    placed: Sequence[tuple[int, int]], weights: Weights
) -> tuple[float, float] | None:
    """A 95% interval for weighted kappa, by the jackknife (Efron and Stein 1981): how much
    kappa moves when each pair is left out in turn. None where kappa itself, or kappa without
    some pair, is not defined; and where no pair disagrees, since then nothing moves it and the
    pairs cannot tell how far it may lie from 1."""
    return _interval_of(Counter(placed), weights)


def _interval_of(cells: Counter[tuple[int, int]], weights: Weights) -> tuple[float, float] | None:
    whole, number = _Distances.of(cells, weights), cells.total()
    kappa = whole.kappa()
    if kappa is None or number < 2:
        return None
    without = []
    for pair, often in cells.items():
        left = whole.without(pair)
        if left is None:
            return None
        without.append((left, often))
    mean = sum(left * often for left, often in without) / number
    spread = sum(often * (left - mean) ** 2 for left, often in without)
    if all(one == other for one, other in cells):
        return None
    error = ((number - 1) / number * spread) ** 0.5
    return max(-1.0, kappa - 1.96 * error), min(1.0, kappa + 1.96 * error)


def weighted_kappa(placed: Sequence[tuple[int, int]], weights: Weights) -> float | None:
    """Weighted kappa of pairs of places on a scale. None if chance expects no disagreement."""
    return _kappa_of(Counter(placed), weights)


def _kappa_of(cells: Counter[tuple[int, int]], weights: Weights) -> float | None:
    """The same, of how often each pair of places was given: a few cells, however many pairs."""
    return _Distances.of(cells, weights).kappa()


@dataclass(frozen=True)
class _Distances:
    """Distances summed over `number` pairs: as `observed`, and `crossed` with every second
    grade for every first, of which chance is made; `of_first` and `of_second` are the parts
    of the latter that one first or second grade brings. All whole numbers."""

    number: int
    observed: int
    crossed: int
    of_first: dict[int, int]
    of_second: dict[int, int]
    power: int

    @classmethod
    def of(cls, cells: Counter[tuple[int, int]], weights: Weights) -> "_Distances":
        power = 1 if weights == Weights.LINEAR else 2
        firsts: Counter[int] = Counter()
        seconds: Counter[int] = Counter()
        for (one, two), often in cells.items():
            firsts[one] += often
            seconds[two] += often

        def far(place: int, others: Counter[int]) -> int:
            return sum(often * abs(place - other) ** power for other, often in others.items())

        of_first = {one: far(one, seconds) for one in firsts}
        return cls(
            number=cells.total(),
            observed=sum(often * abs(one - two) ** power for (one, two), often in cells.items()),
            crossed=sum(often * of_first[one] for one, often in firsts.items()),
            of_first=of_first,
            of_second={two: far(two, firsts) for two in seconds},
            power=power,
        )

    def kappa(self) -> float | None:
        return _kappa(self.observed, self.crossed, self.number)

    def without(self, pair: tuple[int, int]) -> float | None:
        """Kappa if one of these pairs had not been given."""
        one, two = pair
        distance = abs(one - two) ** self.power
        crossed = self.crossed - self.of_first[one] - self.of_second[two] + distance
        return _kappa(self.observed - distance, crossed, self.number - 1)


def _kappa(observed: int, crossed: int, number: int) -> float | None:
    return None if crossed == 0 else 1 - observed / (crossed / number)
