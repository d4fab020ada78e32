"""The blocks of a plain census as columns, piece by piece, without a step of Python for each.

What belongs to what is told as in `census_xml`, from places alone: a block begins a row, a leaf
belongs to the row of its table that was begun last, and everything inside a child is the child's.
Where that would reach into another piece, or from one child into another, the file is not as a
census is written, and `NotPlain`: the parser reads it then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from lineofsight.quality.census_blocks import (
    BLOCKS,
    CHILD,
    FACTOR,
    IN_TWO_BLOCKS,
    NUMBERED,
    REPEATED,
    REVIEW,
)
from lineofsight.quality.plain_xml import NotPlain, Piece, numbers
from lineofsight.quality.selecting import PLACE
from lineofsight.returns import cin
from lineofsight.returns.model import Table

Columns = dict[str, "pa.Array | Counted"]
_REVIEWS = cin.REVIEWS.title
_COUNTED = {*NUMBERED.values(), _REVIEWS, *(element for element, _ in REPEATED.values())}


@dataclass(frozen=True)
class Counted:
    """Numbers that run through the file, as they are within a piece: those of an element."""

    element: str
    within: np.ndarray


@dataclass(frozen=True)
class Part:
    """The tables of a piece, and how many it has of each element that is numbered."""

    tables: dict[str, Columns]
    counts: dict[str, int]


def read_piece(xml: bytes) -> Part:
    """The tables of whole children, by published name."""
    piece = Piece(xml)
    rows = _Rows(piece)
    tables = {
        table.title: rows.of_block(table, keys)
        for table, keys in BLOCKS.items()
        if table is not cin.HEADER
    }
    for table, (element, keys) in REPEATED.items():
        of_element = rows.of_reviews if element == REVIEW else rows.of_repeated
        tables[table.title] = of_element(element, keys)
    return Part(tables, {name: len(piece.starts(name)) for name in _COUNTED})


def put_together(parts: Iterable[Part]) -> dict[str, pa.Table]:
    """The tables of the whole, of its pieces in their order."""
    tables: dict[str, list[pa.Table]] = {}
    before = dict.fromkeys(_COUNTED, 0)
    for part in parts:
        for title, columns in part.tables.items():
            made = {
                name: numbers(column.within + before[column.element])
                if isinstance(column, Counted)
                else column
                for name, column in columns.items()
            }
            tables.setdefault(title, []).append(pa.table(made))
        for name, count in part.counts.items():
            before[name] += count
    return {title: pa.concat_tables(each) for title, each in tables.items()}


class _Rows:
    """The rows of one piece."""

    def __init__(self, piece: Piece):
        self._piece = piece
        self._children = piece.starts("Child")
        if not piece.are_outermost(self._children):
            raise NotPlain
        self._references = self._references_of_children()

    def of_block(self, table: Table, keys: tuple[str, ...]) -> Columns:
        begun = self._piece.starts(table.title)
        columns = {CHILD: self._whose(begun)} | {key: self._numbers(key, begun) for key in keys}
        for field in table.fields:
            if field.published != CHILD or table is cin.CHILD_IDENTIFIERS:
                leaves = self._leaves(field.published, begun)
                columns[field.published] = self._texts(self._cells(leaves, begun))
        if table is cin.ASSESSMENTS:
            columns[FACTOR] = self._lists_of_factors(begun)
        return columns

    def of_repeated(self, element: str, keys: tuple[str, ...]) -> Columns:
        begun = self._piece.starts(element)
        return (
            {CHILD: self._whose(begun), PLACE: Counted(element, np.arange(len(begun)))}
            | {key: self._numbers(key, begun) for key in keys}
            | {element: self._texts(self._piece.text_of(begun))}
        )

    def of_reviews(self, element: str, keys: tuple[str, ...]) -> Columns:
        """Every date of a block of reviews is a row of its own, at the place of its block; a
        block without one is a row without one."""
        blocks, dates = self._piece.starts(_REVIEWS), self._piece.starts(element)
        block = np.searchsorted(blocks, dates) - 1
        if (block < 0).any() or (self._piece.parents(dates) != blocks[block]).any():
            raise NotPlain
        is_bare = np.bincount(block, minlength=len(blocks)) == 0
        block = np.concatenate((block, np.flatnonzero(is_bare)))
        cells = np.concatenate((self._piece.text_of(dates), np.full(is_bare.sum(), -1)))
        order = np.argsort(block, kind="stable")
        begun = blocks[block[order]]
        return (
            {CHILD: self._whose(begun), PLACE: Counted(_REVIEWS, block[order])}
            | {key: self._numbers(key, begun) for key in keys}
            | {element: self._texts(cells[order])}
        )

    def _references_of_children(self) -> np.ndarray:
        """The cell with the reference of each child: of its last block of identifiers."""
        blocks, leaves = self._piece.starts(cin.CHILD_IDENTIFIERS.title), self._piece.starts(CHILD)
        cells = self._cells(leaves, blocks)
        child = self._child_of(blocks)
        if (self._child_of(leaves) != child[np.searchsorted(blocks, leaves) - 1]).any():
            raise NotPlain
        references = np.full(len(self._children), -1)
        references[child] = cells
        return references

    def _child_of(self, begun: np.ndarray) -> np.ndarray:
        return np.searchsorted(self._children, begun) - 1

    def _whose(self, begun: np.ndarray) -> pa.Array:
        return self._texts(self._references[self._child_of(begun)])

    def _leaves(self, name: str, begun: np.ndarray) -> np.ndarray:
        leaves = self._piece.starts(name)
        if name != IN_TWO_BLOCKS:
            return leaves
        return leaves[np.isin(self._piece.parents(leaves), begun)]

    def _cells(self, leaves: np.ndarray, begun: np.ndarray) -> np.ndarray:
        """For each row the text of its leaf, of the last where there are several."""
        row = np.searchsorted(begun, leaves) - 1
        if (row < 0).any():
            raise NotPlain
        cells = np.full(len(begun), -1)
        cells[row] = self._piece.text_of(leaves)
        return cells

    def _lists_of_factors(self, begun: np.ndarray) -> pa.Array:
        """The codes of each assessment."""
        factors = self._piece.starts(FACTOR)
        cells = self._piece.text_of(factors)
        row = np.searchsorted(begun, factors) - 1
        if (row < 0).any():
            raise NotPlain
        count = np.bincount(row[cells >= 0], minlength=len(begun))
        ends = np.concatenate(([0], np.cumsum(count))).astype(np.int32)
        known = pa.py_buffer(np.packbits(count > 0, bitorder="little"))
        return pa.Array.from_buffers(
            pa.list_(pa.string()), len(begun), [known, pa.py_buffer(ends)],
            children=[self._texts(cells[cells >= 0])],
        )  # fmt: skip

    def _numbers(self, key: str, begun: np.ndarray) -> Counted:
        """The block a row stands in: how many of its kind were begun up to there."""
        blocks = self._piece.starts(NUMBERED[key])
        return Counted(NUMBERED[key], np.searchsorted(blocks, begun, "right"))

    def _texts(self, cells: np.ndarray) -> pa.Array:
        return self._piece.texts.take(numbers(cells.astype(np.int32), missing=True))
