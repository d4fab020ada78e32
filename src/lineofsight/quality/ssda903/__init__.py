"""The department's rules for SSDA903, by theme. Years are those a collection ends in."""

from lineofsight.quality.ssda903 import (
    adoption,
    health,
    identity,
    missing,
    reviews,
)
from lineofsight.quality.ssda903.book import BOOK

__all__ = ["BOOK", "adoption", "health", "identity", "missing", "reviews"]
