"""Published values to compare with, each with its year and source."""

from lineofsight.benchmarks.areas import Authority, authority
from lineofsight.benchmarks.comparators import Comparator, Kind, comparators
from lineofsight.benchmarks.ranking import Ranking, Rankings, rankings

__all__ = [
    "Authority",
    "Comparator",
    "Kind",
    "Ranking",
    "Rankings",
    "authority",
    "comparators",
    "rankings",
]
