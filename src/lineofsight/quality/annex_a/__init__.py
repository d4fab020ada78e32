"""Our rules for Annex A, the lists of children that an authority gives its inspectors, by theme."""

from lineofsight.quality.annex_a import children, every_list
from lineofsight.quality.annex_a.book import BOOK

__all__ = ["BOOK", "children", "every_list"]
