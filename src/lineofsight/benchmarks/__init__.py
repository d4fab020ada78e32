"""Published values to compare with, each with its year and source."""

from lineofsight.benchmarks.areas import Authority, authority
from lineofsight.benchmarks.comparators import Comparator, Kind, comparators, pooled
from lineofsight.benchmarks.published import Published, loaded, shipped
from lineofsight.benchmarks.ranking import Ranking, Rankings, rankings

__all__ = [
    "Authority",
    "Comparator",
    "Kind",
    "Published",
    "Ranking",
    "Rankings",
    "authority",
    "comparators",
    "loaded",
    "pooled",
    "rankings",
    "shipped",
]
