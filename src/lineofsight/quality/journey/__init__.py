"""Our rules for the records themselves, by theme: what a performance team looks for each week."""

from lineofsight.quality.journey import gaps
from lineofsight.quality.journey.book import BOOK

__all__ = ["BOOK", "gaps"]
