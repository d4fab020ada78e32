"""A table as it stands in a file, before it is typed: its headings, then its rows in chunks.

Workbook sheets, delimited text and Parquet all come to this one shape, and from it to
typed tables by one way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pyarrow as pa

from lineofsight.intake.cells import is_blank
from lineofsight.intake.problems import Kind, Place, problem
from lineofsight.intake.recognise import Recognised, find_header
from lineofsight.intake.source import WANTED, refuse
from lineofsight.intake.submission import ROW_ID, Problem
from lineofsight.intake.table_builder import TableBuilder
from lineofsight.returns.model import heading_name

CHUNK_ROWS = 20_000
ROWS_LOOKED_AT = 20

Row = Sequence[Any]


@dataclass(frozen=True)
class Chunk:
    """Some rows as columns: lists of cells, or arrays where the file has arrays."""

    row_ids: list[int]
    columns: list[list[Any] | pa.Array]


@dataclass(frozen=True)
class FoundTable:
    """`rows` are (row in the source, cells) of what stands under the headings.

    A file that is made of columns gives `chunks` instead.
    """

    place: Place
    headings: list[str]
    header_row: int
    recognised: Recognised
    rows: Iterator[tuple[int, Row]]
    chunks: Iterator[Chunk] | None = None


def find_table(place: Place, rows: Iterator[tuple[int, Row]]) -> FoundTable | None:
    """The table in a stream of rows, or None. A table without its key is refused."""
    head = list(islice(rows, ROWS_LOOKED_AT))
    found = find_header([row for _, row in head])
    if found is None:
        return None
    index, recognised = found
    header_row, header = head[index]
    headings = ["" if cell is None else str(cell).strip() for cell in header]
    if recognised.missing_keys:
        names = ", ".join(f"“{field.published}”" for field in recognised.missing_keys)
        raise refuse(
            place.file,
            f"this looks like {recognised.of.title}, {recognised.table.title},"
            f" but it has no column {names}.",
            "Add the column with its published heading.",
        )

    def under() -> Iterator[tuple[int, Row]]:
        yield from head[index + 1 :]
        yield from rows

    return FoundTable(place, headings, header_row, recognised, under())


def _refuse_second_header(found: FoundTable, row_id: int, row: Row) -> None:
    """A row that repeats the headings of the keys, and of half the rest, is a heading."""
    keys = [i for i, field in found.recognised.columns.items() if field.is_key]
    if any(i >= len(row) or not isinstance(row[i], str) for i in keys):
        return
    fields = found.recognised.columns
    if not all(heading_name(row[i]) in _keys_of(found, i) for i in keys):
        return
    same = sum(
        1
        for i in fields
        if i < len(row) and isinstance(row[i], str) and heading_name(row[i]) in _keys_of(found, i)
    )
    if same * 2 >= len(fields):
        raise refuse(
            found.place.file,
            f"{_sheet(found.place)}there are two rows of headings, row {found.header_row}"
            f" and row {row_id}.",
            "Delete one of them; give lists that stand under each other a sheet each.",
        )


def _keys_of(found: FoundTable, index: int) -> frozenset[str]:
    return found.recognised.columns[index].heading_names | {heading_name(found.headings[index])}


def _sheet(place: Place) -> str:
    return f"on the sheet “{place.sheet}” " if place.sheet else ""


def chunks_of(found: FoundTable, problems: list[Problem]) -> Iterator[Chunk]:
    """Rows that are not blank, turned into columns, with what stands past the headings noted."""
    if found.chunks is not None:
        yield from found.chunks
        return
    width = len(found.headings)
    first_key = next(i for i, field in found.recognised.columns.items() if field.is_key)
    key_words = _keys_of(found, first_key)
    row_ids: list[int] = []
    rows: list[Row] = []
    for row_id, row in found.rows:
        if all(map(is_blank, row)):
            continue
        if len(row) > width and not all(map(is_blank, row[width:])):
            problems.append(problem(Kind.CELLS_BEYOND_HEADER, found.place, row=row_id))
        if len(row) != width:
            row = [*row[:width], *[None] * (width - len(row))]
        key = row[first_key]
        if isinstance(key, str) and len(key) < 100 and heading_name(key) in key_words:
            _refuse_second_header(found, row_id, row)
        row_ids.append(row_id)
        rows.append(row)
        if len(rows) == CHUNK_ROWS:
            yield Chunk(row_ids, [list(column) for column in zip(*rows, strict=True)])
            row_ids, rows = [], []
    if rows:
        yield Chunk(row_ids, [list(column) for column in zip(*rows, strict=True)])


def _note_nameless(found: FoundTable, chunk: Chunk, noted: set[int], problems: list) -> None:
    """Cells under no heading are listed by the letter of their column, once each."""
    for index, heading in enumerate(found.headings):
        if heading or index in noted or all(map(is_blank, chunk.columns[index])):
            continue
        noted.add(index)
        letter = column_letter(index)
        problems.append(
            problem(
                Kind.UNKNOWN_COLUMN, found.place, row=found.header_row, column=f"column {letter}"
            )
        )


def column_letter(index: int) -> str:
    """0 is A, 26 is AA: how a spreadsheet names a column."""
    letters = ""
    while index >= 0:
        letters = chr(65 + index % 26) + letters
        index = index // 26 - 1
    return letters


def _note_columns(found: FoundTable, builder: TableBuilder, year: int | None) -> None:
    recognised = found.recognised
    for index in recognised.unknown:
        builder.note(Kind.UNKNOWN_COLUMN, row=found.header_row, column=found.headings[index])
    for index in recognised.twice:
        builder.note(Kind.COLUMN_TWICE, row=found.header_row, column=found.headings[index])
    for field in recognised.missing:
        if recognised.of.has_children and not field.is_optional:
            builder.note(Kind.MISSING_COLUMN, row=found.header_row, column=field.published)
    for field in recognised.columns.values():
        early = year is not None and field.first_year is not None and year < field.first_year
        late = year is not None and field.last_year is not None and year > field.last_year
        if early or late:
            builder.note(Kind.FIELD_OF_ANOTHER_YEAR, row=found.header_row, column=field.published)


def build(found: FoundTable, year: int | None, own_authority: str = "") -> TableBuilder:
    """The typed table of what was found, in its builder."""
    columns = found.recognised.columns
    builder = TableBuilder(
        found.recognised.table,
        found.place,
        year=year,
        fields=tuple(columns.values()),
        own_authority=own_authority,
    )
    _note_columns(found, builder, year)
    nameless: set[int] = set()
    for chunk in chunks_of(found, builder.problems):
        _note_nameless(found, chunk, nameless, builder.problems)
        builder.add(
            {field.name: chunk.columns[index] for index, field in columns.items()},
            {ROW_ID: chunk.row_ids},
        )
    if not builder.rows:
        builder.note(Kind.EMPTY_TABLE, row=found.header_row)
    return builder


def not_recognised(name: str) -> Exception:
    return refuse(name, "none of its headings are those of a return known here.", WANTED)
