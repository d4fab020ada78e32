"""A CIN census for the rules: its blocks as columns of text, in one quick pass.

Rules want every value as it was written and every block at its place in the file; nothing is
typed here and nothing is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from typing import IO

import pyarrow as pa
from lxml import etree

from lineofsight.intake.source import WANTED, Opened, refuse
from lineofsight.intake.xml_stream import local, records
from lineofsight.quality.census_blocks import (
    ASSESSMENT,
    BLOCKS,
    CHILD,
    DETAILS,
    DISABILITY,
    FACTOR,
    IN_TWO_BLOCKS,
    NUMBERED,
    PLAN,
    REPEATED,
    REVIEW,
    ROOT,
)
from lineofsight.quality.census_columns import Part, put_together, read_piece
from lineofsight.quality.engines import SIDE_BY_SIDE
from lineofsight.quality.plain_xml import NotPlain
from lineofsight.quality.selecting import PLACE
from lineofsight.returns import cin

PIECE = 4 * 1024 * 1024
"""Bytes of a plain census taken at a time, by each of `SIDE_BY_SIDE` threads: nearly all of what is
done with them is done by numpy and Arrow, which let the other thread work meanwhile."""
_BEGIN, _END, _MARK = b"<Child>", b"</Child>", b"<Child/>"
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=[\"']([^\"']*)")


class _Rows:
    """Rows of one table, leaf by leaf: for each column its values and the rows they stand in,
    counted from 1."""

    def __init__(self, columns: Iterable[str]):
        self.count = 0
        self.cells: dict[str, tuple[list[int], list]] = {name: ([], []) for name in columns}

    def put(self, column: str, value) -> None:
        """Into the row that was begun last."""
        places, values = self.cells[column]
        places.append(self.count)
        values.append(value)

    def column(self, name: str, kind: pa.DataType) -> pa.Array:
        cells: list = [None] * self.count
        for place, value in zip(*self.cells[name], strict=True):
            if place:  # else it stood before the first row, and is of none
                cells[place - 1] = value
        return pa.array(cells, kind)


class CensusReader:
    """Takes nodes in the order of the file: a block begins a row, a leaf belongs to the row of
    its table that was begun last, and a child's rows get its reference when the next one comes."""

    def __init__(self):
        self.children = 0
        self._rows = {
            table.title: _Rows((CHILD, *keys, *(f.published for f in table.fields)))
            for table, keys in BLOCKS.items()
        }
        self._repeated = {
            element: _Rows((CHILD, PLACE, *keys, element)) for element, keys in REPEATED.values()
        }
        self._review_blocks = 0
        self._signed = 0  # blocks of identifiers whose child has been signed
        self._prefix: str | None = None

    def take(self, nodes: Iterable[etree._Element]) -> None:
        """The nodes of a whole file, or of one record of it after another."""
        for node in nodes:
            if self._prefix is None:
                self._begin(node)
            tag = node.tag
            leaf = self._leaves.get(tag)
            if leaf is not None:
                rows, places, values = leaf
                places.append(rows.count)
                values.append(node.text)
            elif tag in self._others:
                self._others[tag](node)

    def _begin(self, first: etree._Element) -> None:
        """What each name means, with the namespace that stands before all of them, if any."""
        prefix = self._prefix = first.tag[: first.tag.rfind("}") + 1]
        self._leaves = {
            prefix + field.published: (rows, *rows.cells[field.published])
            for table in BLOCKS
            for field in table.fields
            if field.published not in (CHILD, IN_TWO_BLOCKS)
            for rows in (self._rows[table.title],)
        }
        identifiers = self._rows[cin.CHILD_IDENTIFIERS.title]
        self._leaves[prefix + CHILD] = (identifiers, *identifiers.cells[CHILD])
        others: dict[str, Callable[[etree._Element], None]] = {
            "Child": self._take_child,
            "Reviews": self._take_reviews,
            IN_TWO_BLOCKS: self._take_conference,
            FACTOR: partial(self._take_repeated, FACTOR, (DETAILS, ASSESSMENT)),
            DISABILITY: partial(self._take_repeated, DISABILITY, ()),
        }
        for table, keys in BLOCKS.items():
            others[table.title] = partial(self._take_block, self._rows[table.title], keys)
        self._others = {prefix + name: take for name, take in others.items()}

    def _take_child(self, _: etree._Element) -> None:
        self._sign()
        self.children += 1

    def _take_block(self, rows: _Rows, keys: tuple[str, ...], _: etree._Element) -> None:
        rows.count += 1
        self._number(rows, keys)

    def _number(self, rows: _Rows, keys: tuple[str, ...]) -> None:
        for key in keys:
            rows.put(key, str(self._rows[NUMBERED[key]].count))

    def _take_conference(self, node: etree._Element) -> None:
        rows = self._rows.get(local(node.getparent()))
        if rows is not None and IN_TWO_BLOCKS in rows.cells:
            rows.put(IN_TWO_BLOCKS, node.text)

    def _take_repeated(self, name: str, keys: tuple[str, ...], node: etree._Element) -> None:
        rows = self._repeated[name]
        rows.count += 1
        self._number(rows, keys)
        rows.put(name, node.text)
        rows.put(PLACE, rows.count - 1)

    def _take_reviews(self, node: etree._Element) -> None:
        """Every date of a block of reviews is a row of its own, at the place of its block; a
        block without one is a row without one."""
        rows = self._repeated[REVIEW]
        dates = [leaf.text for leaf in node.iterchildren("*") if local(leaf) == REVIEW]
        for day in dates or [None]:
            rows.count += 1
            self._number(rows, (DETAILS, PLAN))
            rows.put(REVIEW, day)
            rows.put(PLACE, self._review_blocks)
        self._review_blocks += 1

    def _sign(self) -> None:
        """Every row of a child gets the child's reference; without identifiers there is none."""
        identifiers = self._rows[cin.CHILD_IDENTIFIERS.title]
        places, values = identifiers.cells[CHILD]
        is_known = identifiers.count > self._signed and places[-1:] == [identifiers.count]
        reference = values[-1] if is_known else None
        self._signed = identifiers.count
        for rows in (*self._rows.values(), *self._repeated.values()):
            if rows is identifiers:
                continue
            places, values = rows.cells[CHILD]
            if new := rows.count - len(places):
                places.extend(range(len(places) + 1, rows.count + 1))
                values.extend([reference] * new)

    def finish(self) -> dict[str, pa.Table]:
        """Every table of the census by its published name; those without rows are empty."""
        self._sign()
        tables = {table.title: _table(self._rows[table.title]) for table in BLOCKS}
        for table, (element, _) in REPEATED.items():
            tables[table.title] = _table(self._repeated[element])
        tables[cin.HEADER.title] = tables[cin.HEADER.title].drop_columns([CHILD])
        assessments = tables[cin.ASSESSMENTS.title]
        lists = pa.array(self._factors(len(assessments)), pa.list_(pa.string()))
        tables[cin.ASSESSMENTS.title] = assessments.append_column(FACTOR, lists)
        return tables

    def _factors(self, assessments: int) -> list[list[str] | None]:
        """The codes of each assessment."""
        found: list[list[str] | None] = [None] * assessments
        cells = self._repeated[FACTOR].cells
        for number, factor in zip(cells[ASSESSMENT][1], cells[FACTOR][1], strict=True):
            place = int(number) - 1
            if factor is not None and place >= 0:
                found[place] = [*(found[place] or ()), factor]
        return found


def _table(rows: _Rows) -> pa.Table:
    kinds = {PLACE: pa.int64()}
    return pa.table({name: rows.column(name, kinds.get(name, pa.string())) for name in rows.cells})


def read_census(opened: Opened) -> dict[str, pa.Table]:
    """The tables of a census file. Raises `UnusableFile` for a file that is none.

    A plain one, as case systems write it, is read by its bytes (15,000 children in 0.1 s), any
    other by a parser (1 s).
    """
    try:
        return _read_plain(opened)
    except NotPlain:
        return _parsed(opened)


def _parsed(opened: Opened) -> dict[str, pa.Table]:
    elements: Iterator = records(opened, (ROOT,), ("Header", "Child"))
    next(elements, None)
    reader = CensusReader()
    for element in elements:
        reader.take(element.iter("*"))
    if not reader.children:
        raise refuse(opened.name, "there is no child in the file.", WANTED)
    return reader.finish()


def _read_plain(opened: Opened) -> dict[str, pa.Table]:
    if opened.encoding != "utf-8-sig":
        raise NotPlain
    outline: list[bytes] = []
    with opened.path.open("rb") as file, ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        pieces = _pieces(file, outline)
        tables = put_together(_in_order(pool, pieces))
    return _around(_MARK.join(outline)) | tables


def _in_order(pool: ThreadPoolExecutor, pieces: Iterator[bytes]) -> Iterator[Part]:
    """No more pieces are in memory at a time than are worked on."""
    while some := list(islice(pieces, SIDE_BY_SIDE)):
        yield from pool.map(read_piece, some)


def _pieces(file: IO[bytes], outline: list[bytes]) -> Iterator[bytes]:
    """Pieces of whole children; what stands before and after them is added to `outline`."""
    rest = file.read(PIECE)
    begin = rest.find(_BEGIN)
    if begin < 0:
        raise NotPlain
    outline.append(rest[:begin])
    rest = rest[begin:]
    while (end := rest.rfind(_END)) >= 0:
        end += len(_END)
        yield rest[:end]
        rest = rest[end:] + file.read(PIECE)
    if file.read(1):
        raise NotPlain
    outline.append(rest)


def _around(outline: bytes) -> dict[str, pa.Table]:
    """The header, of the document without its children: it is a small one, and the parser tells
    whether it is one at all. A mark stands where they were."""
    declared = _DECLARED.match(outline)
    if b"<!" in outline or (declared and declared[1].lower() != b"utf-8"):
        raise NotPlain
    try:
        root = etree.fromstring(outline, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise NotPlain from error
    spaces = {etree.QName(element).namespace for element in root.iter("*")}
    if local(root) != ROOT or len(spaces) != 1 or len(list(root.iter("{*}Child"))) != 1:
        raise NotPlain
    reader = CensusReader()
    for header in root.iter("{*}Header"):
        reader.take(header.iter("*"))
    tables = reader.finish()
    if any(len(table) for title, table in tables.items() if title != cin.HEADER.title):
        raise NotPlain
    return tables
