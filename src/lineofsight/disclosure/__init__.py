"""Small numbers in figures that leave the authority.

A count of 1 to 5 is replaced by `c`; 0 is shown, as in the department's own releases.
Further counts are then hidden until no small one can be told from those around it: neither
by adding and subtracting within a table, across tables that share a total, or from one
period and one publication to the next, nor because few numbers would fit.

Inside the authority, people with a right to see children see figures as they are.
"""

from lineofsight.disclosure.protecting import SMALL_FROM, SMALL_TO, is_small
from lineofsight.disclosure.releases import Earlier, Figures, Layout, hidden_figures
from lineofsight.disclosure.sums import (
    ShownFigure,
    Sum,
    counts_for_outside,
    figures_for_outside,
    to_hide,
)

SYMBOL = "c"
"""What is written in place of a hidden count, and of a percentage made from one."""

__all__ = [
    "SMALL_FROM",
    "SMALL_TO",
    "SYMBOL",
    "Earlier",
    "Figures",
    "Layout",
    "ShownFigure",
    "Sum",
    "counts_for_outside",
    "figures_for_outside",
    "hidden_figures",
    "is_small",
    "to_hide",
]
