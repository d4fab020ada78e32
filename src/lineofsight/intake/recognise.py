"""Which table of which return a row of headings belongs to: by the headings, never by a name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lineofsight.returns import RETURNS
from lineofsight.returns.model import Field, Return, Table, header_key, heading_name
from lineofsight.returns.published import FIGURES

ROWS_SEARCHED = 20
ENOUGH = 0.5  # of the headings, or of the fields where a key is wanting


@dataclass(frozen=True)
class Recognised:
    """`columns` gives the field of each column by its index from 0."""

    of: Return
    table: Table
    columns: dict[int, Field]
    unknown: tuple[int, ...]
    twice: tuple[int, ...]

    @property
    def missing(self) -> tuple[Field, ...]:
        given = {field.name for field in self.columns.values()}
        return tuple(field for field in self.table.fields if field.name not in given)

    @property
    def missing_keys(self) -> tuple[Field, ...]:
        return tuple(field for field in self.missing if field.is_key)


@dataclass(frozen=True)
class _Headings:
    """Headings as they stand, as they are compared, and as patterns look at them."""

    found: Sequence[str]
    names: tuple[str, ...]
    keys: tuple[str, ...]


def _matched(headings: _Headings, table: Table) -> tuple[dict[int, Field], tuple[int, ...]]:
    """Headings that say a field's name first; only what is left may match by a pattern."""
    columns: dict[int, Field] = {}
    twice: list[int] = []
    taken: set[str] = set()
    for index, name in enumerate(headings.names):
        field = table.by_heading.get(name)
        if field is None:
            continue
        if field.name in taken:
            twice.append(index)
        else:
            columns[index] = field
            taken.add(field.name)
    for field in table.fields:
        if not field.pattern or field.name in taken:
            continue
        for index, key in enumerate(headings.keys):
            if index not in columns and index not in twice and re.search(field.pattern, key):
                columns[index] = field
                break
    return columns, tuple(twice)


def _candidates(headings: _Headings) -> Iterator[Recognised]:
    for each in RETURNS.values():
        for table in each.tables:
            columns, twice = _matched(headings, table)
            if len(columns) < 2:
                continue
            unknown = tuple(
                index
                for index, heading in enumerate(headings.found)
                if heading.strip() and index not in columns and index not in twice
            )
            yield Recognised(each, table, columns, unknown, twice)


def _is_convincing(found: Recognised) -> bool:
    headings = len(found.columns) + len(found.unknown)
    if found.table is FIGURES:
        return not found.missing_keys
    if found.missing_keys:
        return len(found.columns) / len(found.table.fields) >= ENOUGH
    return len(found.columns) / headings >= ENOUGH


def recognise(headings: Sequence[str]) -> Recognised | None:
    """The table whose fields these headings name best; it may lack keys, which a caller checks."""
    return _recognised(tuple(headings))


@lru_cache(maxsize=512)
def _recognised(headings: tuple[str, ...]) -> Recognised | None:
    """Files of last year have the headings of this year's, and one file is looked at twice."""
    prepared = _Headings(
        headings, tuple(map(heading_name, headings)), tuple(map(header_key, headings))
    )
    convincing = [found for found in _candidates(prepared) if _is_convincing(found)]
    return max(
        convincing,
        key=lambda found: (
            len(found.columns),
            not found.missing_keys,
            len(found.columns) / len(found.table.fields),
        ),
        default=None,
    )


def find_header(rows: Sequence[Sequence[object]]) -> tuple[int, Recognised] | None:
    """The first row, from the top, that is a table's headings: titles may stand above it."""
    for index, row in enumerate(rows[:ROWS_SEARCHED]):
        headings = ["" if cell is None else str(cell) for cell in row]
        if sum(bool(heading.strip()) for heading in headings) < 2:
            continue
        found = recognise(headings)
        if found is not None:
            return index, found
    return None
