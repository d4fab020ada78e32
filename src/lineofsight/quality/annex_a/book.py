"""Where the rules of Annex A are written down.

Nobody publishes rules for Annex A: these are ours, of what a data officer looks through before
the lists are handed over. A code's first figures are the list's number (A801 is of list 8, A1101
of list 11); A0 stands before what concerns several lists.
"""

from lineofsight.quality.model import RuleBook

BOOK = RuleBook("annex_a")
rule = BOOK.rule
