"""Where the rules of the children in need census are written down."""

from lineofsight.quality.model import RuleBook

BOOK = RuleBook("cin")
rule = BOOK.rule
