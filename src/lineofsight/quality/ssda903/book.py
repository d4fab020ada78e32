"""Where the rules of SSDA903 are written down."""

from lineofsight.quality.model import RuleBook

BOOK = RuleBook("ssda903")
rule = BOOK.rule
