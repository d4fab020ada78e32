"""Tables that leave as CSV: for Excel, and harmless there."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

_BEGINS_A_FORMULA = tuple("=+-@|%\t\r")
_INVISIBLE = " \ufeff\u00a0\u200b\n"


def harmless(value: Any) -> Any:
    """A spreadsheet must not take a text for a formula; numbers stay numbers.

    >>> harmless("=1+1"), harmless(" @sum"), harmless("Ava"), harmless(-3), harmless(None)
    ("'=1+1", "' @sum", 'Ava', -3, '')
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.lstrip(_INVISIBLE).startswith(_BEGINS_A_FORMULA) else value


def csv_file(name: str, rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """An answer that is saved as a file; its byte-order mark tells Excel that it is UTF-8."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.write("\ufeff")
    csv.writer(answer).writerows([harmless(cell) for cell in row] for row in rows)
    return answer
