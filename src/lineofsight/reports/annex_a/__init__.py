"""The child-level book of Annex A: a workbook with a sheet a list, and a document with a page a
list, from the newest data.

    book = gather(snapshot, scope=scope, basis=basis)
    workbook.document(book, taken)         children, line by line: official-sensitive
    pages.report(book, made)               totals only: a `reports.model.Report`

Figures are the indicators' own, counted from the same cases, over the six months to the day of
the data, twelve months, or on that day.
"""

from lineofsight.reports.annex_a.gathering import Book, ListRows, Row, gather
from lineofsight.reports.annex_a.lists import LISTS

__all__ = ["LISTS", "Book", "ListRows", "Row", "gather"]
