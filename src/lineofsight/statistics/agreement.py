"""How far two graders agree, once there are enough graded twice.

Exact and adjacent agreement are shares of the pairs. Weighted kappa (Cohen 1968) is the
agreement beyond what the graders' own habits would give by chance: disagreements are
weighed by their distance on the scale (linear), or by its square (quadratic). Its interval
is by the jackknife.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
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
    places = {grade: place for place, grade in enumerate(scale)}
    given = list(pairs)
    placed = [(places[one], places[two]) for one, two in given if one in places and two in places]
    left_out = len(given) - len(placed)
    if len(placed) < enough or not placed:
        return Agreement(len(placed), left_out)
    gaps = [abs(one - two) for one, two in placed]
    return Agreement(
        pairs=len(placed),
        left_out=left_out,
        exact=sum(gap == 0 for gap in gaps) / len(gaps),
        adjacent=sum(gap <= 1 for gap in gaps) / len(gaps),
        kappa_linear=weighted_kappa(placed, Weights.LINEAR),
        kappa_quadratic=weighted_kappa(placed, Weights.QUADRATIC),
        kappa_interval=kappa_interval(placed, Weights.LINEAR),
    )


def kappa_interval(
    placed: Sequence[tuple[int, int]], weights: Weights
) -> tuple[float, float] | None:
    """A 95% interval for weighted kappa, by the jackknife (Efron and Stein 1981): how much
    kappa moves when each pair is left out in turn. None where kappa itself, or kappa without
    some pair, is not defined."""
    whole = weighted_kappa(placed, weights)
    if whole is None or len(placed) < 2:
        return None
    without = []
    cells = Counter(placed)
    for pair, often in cells.items():
        kappa = _kappa_of(cells - Counter([pair]), weights)
        if kappa is None:
            return None
        without.append((kappa, often))
    number = len(placed)
    mean = sum(kappa * often for kappa, often in without) / number
    spread = sum(often * (kappa - mean) ** 2 for kappa, often in without)
    error = ((number - 1) / number * spread) ** 0.5
    return max(-1.0, whole - 1.96 * error), min(1.0, whole + 1.96 * error)


def weighted_kappa(placed: Sequence[tuple[int, int]], weights: Weights) -> float | None:
    """Weighted kappa of pairs of places on a scale. None if chance expects no disagreement."""
    return _kappa_of(Counter(placed), weights)


def _kappa_of(cells: Counter[tuple[int, int]], weights: Weights) -> float | None:
    """The same, of how often each pair of places was given: a few cells, however many pairs."""
    power = 1 if weights == Weights.LINEAR else 2
    observed = sum(often * abs(one - two) ** power for (one, two), often in cells.items())
    firsts: Counter[int] = Counter()
    seconds: Counter[int] = Counter()
    for (one, two), often in cells.items():
        firsts[one] += often
        seconds[two] += often
    expected = sum(
        often * seldom * abs(one - two) ** power
        for one, often in firsts.items()
        for two, seldom in seconds.items()
    ) / cells.total()
    return None if expected == 0 else 1 - observed / expected
