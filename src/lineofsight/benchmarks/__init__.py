"""Published values to compare with, each with its year and source."""

from lineofsight.benchmarks.areas import Authority, authority
from lineofsight.benchmarks.comparators import Comparator, Kind, comparators

__all__ = ["Authority", "Comparator", "Kind", "authority", "comparators"]
