"""Where a value stands among the published values of other authorities.

Published values are rounded, so the value is rounded alike before it is compared. Those that
were suppressed or not published are in no ranking, and how many are left is always said. A
rank is given only where one way is better: to be first in having many children in need is no
merit, and there `None` stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from lineofsight.benchmarks.areas import Authority
from lineofsight.benchmarks.comparators import published_by_authorities
from lineofsight.benchmarks.published import Published

ENOUGH = 4
"""Values below which there are no quarters to speak of."""


@dataclass(frozen=True)
class Ranking:
    """`rank` 1 is the best of `of` authorities, this one among them; `ties` others share it.
    `quarter` 1 is the best quarter, 4 the worst, None where there are too few for quarters."""

    rank: int
    of: int
    ties: int
    quarter: int | None


@dataclass(frozen=True)
class Rankings:
    """Among all of England, the authority's own region, and its statistical neighbours."""

    england: Ranking
    region: Ranking | None
    neighbours: Ranking | None


def ranking(value: float, others: Iterable[float], *, higher_is_better: bool) -> Ranking:
    """Among itself and the others.

    >>> ranking(80.0, [90.0, 80.0, 70.0, 60.0], higher_is_better=True)
    Ranking(rank=2, of=5, ties=1, quarter=2)
    """
    others = list(others)
    better = sum((other > value) if higher_is_better else (other < value) for other in others)
    ties, of = sum(other == value for other in others), len(others) + 1
    quarter = None
    if of >= ENOUGH:
        middle = better + (ties + 1) / 2  # of those that share a rank, none stands before another
        quarter = min(4, int(4 * (middle - 0.5) / of) + 1)
    return Ranking(better + 1, of, ties, quarter)


def rankings(
    indicator_id: str,
    area: Authority,
    year: int,
    value: float,
    *,
    higher_is_better: bool | None,
    told: Published | None = None,
) -> Rankings | None:
    """Where `value`, in the indicator's unit, stands among what was published for the year;
    None where neither way is better or nothing was published for authorities."""
    published = published_by_authorities(indicator_id, year, told)
    if higher_is_better is None or not published:
        return None
    others = {code: other for code, other in published.items() if code != area.code}
    decimals = max(_decimals(other) for other in others.values())

    def among(codes: Iterable[str]) -> Ranking | None:
        found = [others[code] for code in codes if code in others]
        if not found:
            return None
        return ranking(round(value, decimals), found, higher_is_better=higher_is_better)

    return Rankings(among(others), among(area.of_the_region()), among(area.neighbours))


def _decimals(value: float) -> int:
    return len(f"{value:g}".partition(".")[2])
