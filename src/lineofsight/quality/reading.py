"""Files of a return, read for its rules: every table as text, with every row at its place.

What is a return and which table it is, is recognised as for loading; but nothing is typed or
mended on the way, because the rules are about what stands in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
from lxml import etree

from lineofsight.errors import UnusableFile
from lineofsight.intake.cells import as_text, is_blank
from lineofsight.intake.found import FoundTable, chunks_of
from lineofsight.intake.source import Form, Opened, open_source, refuse
from lineofsight.quality.schema import published_name
from lineofsight.quality.selecting import PLACE

_HEAD = 4096


@dataclass
class ReadReturn:
    """Which return it is, and its tables by published name, every cell as it was written."""

    return_id: str = ""
    tables: dict[str, pa.Table] = field(default_factory=dict)
    first_file: str = ""


def read_return(paths: Iterable[Path]) -> ReadReturn:
    """The tables of one return. Raises `UnusableFile` for a file that cannot be used, for files of
    two returns, and for a table that stands twice."""
    read = ReadReturn()
    for path in paths:
        opened = open_source(Path(path))
        if opened.form is Form.XML:
            _take_xml(read, opened)
        else:
            for found in _found(opened):
                _take_found(read, found)
    if not read.tables:
        raise UnusableFile("no file was given.", advice="Give at least one file.")
    return read


def _found(opened: Opened):
    match opened.form:
        case Form.WORKBOOK:
            from lineofsight.intake.workbook import read_workbook

            return read_workbook(opened, [])
        case Form.PARQUET:
            from lineofsight.intake.parquet import read_parquet

            return read_parquet(opened)
        case _:
            from lineofsight.intake.delimited import read_delimited

            return read_delimited(opened)


def _take_xml(read: ReadReturn, opened: Opened) -> None:
    if _root(opened) == "Message":
        from lineofsight.quality.census_xml import read_census

        _belongs(read, "cin", opened.name)
        tables = read_census(opened)
    else:
        from lineofsight.quality.ssda903_xml import read_ssda903

        _belongs(read, "ssda903", opened.name)
        tables = read_ssda903(opened)
    for name, table in tables.items():
        _keep(read, name, table, opened.name)


def _root(opened: Opened) -> str:
    parser = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True)
    with opened.path.open("rb") as file:
        try:
            parser.feed(file.read(_HEAD))
        except etree.XMLSyntaxError:
            return ""
    for _, element in parser.read_events():
        return element.tag.rpartition("}")[2]
    return ""


def _take_found(read: ReadReturn, found: FoundTable) -> None:
    recognised = found.recognised
    _belongs(read, recognised.of.id, found.place.file)
    table = _of_chunks(found) if found.chunks is not None else _of_rows(found)
    name = published_name(recognised.of.id, recognised.table.name)
    if recognised.table.may_repeat and name in read.tables:
        read.tables[name] = pa.concat_tables([read.tables[name], table], promote_options="default")
        return
    _keep(read, name, table, found.place.file)


def _of_rows(found: FoundTable) -> pa.Table:
    """Rows are counted as the tables of the department are: a line with nothing in it is none, a
    row of empty cells is one, of which there is nothing to say."""
    width = len(found.headings)
    places, kept = [], []
    for place, row in enumerate(row for _, row in found.rows if row):
        if not all(map(is_blank, row)):
            places.append(place)
            kept.append(row if len(row) == width else [*row[:width], *[None] * (width - len(row))])
    cells = list(zip(*kept, strict=True)) if kept else [()] * width
    columns = {PLACE: pa.array(places, pa.int64())}
    for index, each in found.recognised.columns.items():
        columns[each.published] = _texts(cells[index])
    return pa.table(columns)


def _texts(cells: Sequence) -> pa.Array:
    try:
        return pa.array(cells, pa.string())
    except (pa.ArrowInvalid, pa.ArrowTypeError):  # a workbook's cells are numbers and days as well
        return pa.array([None if each is None else as_text(each) for each in cells], pa.string())


def _of_chunks(found: FoundTable) -> pa.Table:
    """A file that is made of columns."""
    columns: dict[str, list] = {each.published: [] for each in found.recognised.columns.values()}
    for chunk in chunks_of(found, []):
        for index, each in found.recognised.columns.items():
            cells = chunk.columns[index]
            columns[each.published] += cells.to_pylist() if isinstance(cells, pa.Array) else cells
    return pa.table({name: _texts(cells) for name, cells in columns.items()})


def _keep(read: ReadReturn, name: str, table: pa.Table, file: str) -> None:
    if name in read.tables:
        raise refuse(file, f"{name} stands twice in what was given.", "Give each table once.")
    read.tables[name] = table


def _belongs(read: ReadReturn, return_id: str, name: str) -> None:
    if not read.return_id:
        read.return_id, read.first_file = return_id, name
    elif read.return_id != return_id:
        raise refuse(
            name,
            f"this is of another return than “{read.first_file}”.",
            "Check each return by itself.",
        )
