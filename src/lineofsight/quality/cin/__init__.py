"""The department's rules for the children in need census, by theme."""

from lineofsight.quality.cin import protection
from lineofsight.quality.cin.book import BOOK

__all__ = ["BOOK", "protection"]
