"""Text tables: commas, semicolons, tabs or bars, in whatever encoding the file was found to be."""

import csv
from collections.abc import Iterator
from itertools import islice
from typing import IO

from lineofsight.intake.found import ROWS_LOOKED_AT, FoundTable, Row, find_table, not_recognised
from lineofsight.intake.problems import Place
from lineofsight.intake.recognise import find_header
from lineofsight.intake.source import Opened, refuse

_DELIMITERS = (",", ";", "\t", "|")
_LONGEST_CELL = 4 * 1024 * 1024
_LONGEST_HEAD = 4 * 1024 * 1024


def _rows(file: IO[str], delimiter: str, name: str) -> Iterator[tuple[int, Row]]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            yield number, row
    except csv.Error as error:
        raise refuse(
            name,
            f"row {number + 1} cannot be read as a row of a table.",
            "Look for a quotation mark that is opened and not closed, and export it again.",
        ) from error


def _delimiter(head: str, name: str) -> str | None:
    """The one with which the headings make a table."""
    lines = head.splitlines(keepends=True)
    best: tuple[int, str] | None = None
    for delimiter in _DELIMITERS:
        if delimiter not in head:
            continue
        reader = csv.reader(lines, delimiter=delimiter)
        try:
            rows = list(islice(reader, ROWS_LOOKED_AT))
        except csv.Error:
            continue
        found = find_header(rows)
        if found is not None and (best is None or len(found[1].columns) > best[0]):
            best = (len(found[1].columns), delimiter)
    return best[1] if best else None


def _head(opened: Opened) -> str:
    with opened.path.open(encoding=opened.encoding, newline="") as file:
        lines, size = [], 0
        while len(lines) < ROWS_LOOKED_AT and size < _LONGEST_HEAD:
            line = file.readline(_LONGEST_HEAD)
            if not line:
                break
            lines.append(line)
            size += len(line)
    return "".join(lines)


def read_delimited(opened: Opened) -> Iterator[FoundTable]:
    """The one table of a text file."""
    delimiter = _delimiter(_head(opened), opened.name)
    if delimiter is None:
        raise not_recognised(opened.name)
    with opened.path.open(encoding=opened.encoding, newline="") as file:
        table = find_table(Place(opened.name, ""), _rows(file, delimiter, opened.name))
        if table is None:
            raise not_recognised(opened.name)
        yield table
