"""A CIN census for the rules: its blocks as columns of text, in one quick pass.

Rules want every value as it was written and every block at its place in the file; nothing is
typed here and nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa
from lxml import etree

from lineofsight.intake.source import WANTED, Opened, refuse
from lineofsight.intake.xml_stream import local, records
from lineofsight.quality.given import PLACE
from lineofsight.quality.schema import KEY_HEADINGS
from lineofsight.returns import cin

ROOT = "Message"
DETAILS, ASSESSMENT, PLAN = (KEY_HEADINGS[key] for key in ("details", "assessment", "plan"))
_CHILD = "LAchildID"
_FACTOR, _REVIEW, _DISABILITY = "AssessmentFactors", "CPPreviewDate", "Disability"
_BLOCKS = {
    cin.CHILD_IDENTIFIERS: (),
    cin.CHILD_CHARACTERISTICS: (),
    cin.CIN_DETAILS: (DETAILS,),
    cin.ASSESSMENTS: (DETAILS, ASSESSMENT),
    cin.CIN_PLAN_DATES: (DETAILS,),
    cin.SECTION_47: (DETAILS,),
    cin.CHILD_PROTECTION_PLANS: (DETAILS, PLAN),
    cin.PRE_PROCEEDINGS: (DETAILS,),
}
_REPEATED = {
    cin.DISABILITIES: (_DISABILITY, ()),
    cin.ASSESSMENT_FACTORS: (_FACTOR, (DETAILS, ASSESSMENT)),
    cin.REVIEWS: (_REVIEW, (DETAILS, PLAN)),
}
"""Tables of an element that repeats, each time a row. Beside the published columns stand numbers
by which rows find their parents. They run through the whole file, because a child's reference
may be blank or stand in it twice."""
_NUMBERED = {DETAILS: cin.CIN_DETAILS, ASSESSMENT: cin.ASSESSMENTS,
             PLAN: cin.CHILD_PROTECTION_PLANS}  # fmt: skip
_IN_TWO_BLOCKS = "DateOfInitialCPC"
"""Of a referral, and of a section 47 enquiry."""


class _Rows:
    """Rows of one table, leaf by leaf: for each column its values and the rows they stand in."""

    def __init__(self, columns: Iterable[str]):
        self.count = 0
        self.cells: dict[str, tuple[list[int], list]] = {name: ([], []) for name in columns}

    def put(self, column: str, value) -> None:
        """Into the row that was begun last; of a leaf that repeats the first counts."""
        places, values = self.cells[column]
        if self.count and (not places or places[-1] != self.count - 1):
            places.append(self.count - 1)
            values.append(value)

    def column(self, name: str, kind: pa.DataType) -> pa.Array:
        places, values = self.cells[name]
        found = pa.array(values, kind)
        if len(values) == self.count:
            return found
        at = np.full(self.count, -1)
        at[places] = np.arange(len(values))
        return found.take(pa.array(at, mask=at < 0))


class CensusReader:
    """Takes the header and every child of a census, in the order of the file."""

    def __init__(self):
        self.children = 0
        self._header: dict[str, str | None] = {}
        self._blocks = {
            table.title: _Rows((_CHILD, *keys, *(f.published for f in table.fields)))
            for table, keys in _BLOCKS.items()
        }
        self._repeated = {
            element: _Rows((_CHILD, PLACE, *keys, element)) for element, keys in _REPEATED.values()
        }
        self._leaves = {
            field.published: (rows, *rows.cells[field.published])
            for table in _BLOCKS
            for field in table.fields
            if field.published not in (_CHILD, _IN_TWO_BLOCKS)
            for rows in (self._blocks[table.title],)
        }
        identifiers = self._blocks[cin.CHILD_IDENTIFIERS.title]
        self._leaves[_CHILD] = (identifiers, *identifiers.cells[_CHILD])
        self._keys = {table.title: keys for table, keys in _BLOCKS.items()}
        self._review_blocks = 0
        self._signed = 0  # blocks of identifiers whose child has been signed

    def take(self, element: etree._Element) -> None:
        if local(element) == "Header":
            self._header |= {local(leaf): leaf.text for leaf in element.iter() if not len(leaf)}
        else:
            self._take_child(element)

    def _take_child(self, child: etree._Element) -> None:
        """Nodes in the order of the file: a block begins a row, a leaf belongs to the row of its
        table that was begun last."""
        self.children += 1
        cut = len(child.tag) - len("Child")  # of a namespace before every name
        leaves, blocks = self._leaves, self._blocks
        for node in child.iter("*"):
            tag = node.tag[cut:]
            leaf = leaves.get(tag)
            if leaf is not None:
                rows, places, values = leaf
                row = rows.count - 1
                if row >= 0 and (not places or places[-1] != row):
                    places.append(row)
                    values.append(node.text)
            elif tag in blocks:
                self._begin(blocks[tag], self._keys[tag])
            else:
                self._take_other(tag, node)
        self._sign()

    def _begin(self, rows: _Rows, keys: tuple[str, ...]) -> None:
        rows.count += 1
        for key in keys:
            rows.put(key, str(self._blocks[_NUMBERED[key].title].count))

    def _take_other(self, tag: str, node: etree._Element) -> None:
        if tag == _IN_TWO_BLOCKS:
            rows = self._blocks.get(local(node.getparent()))
            if rows is not None:
                rows.put(tag, node.text)
        elif tag == "Reviews":
            self._review_blocks += 1
            if not any(local(leaf) == _REVIEW for leaf in node):
                self._add(_REVIEW, None)
        elif tag in self._repeated:
            self._add(tag, node.text)

    def _add(self, element: str, text: str | None) -> None:
        """One more of an element that repeats. Every date of a block of reviews is a row of its
        own, at the place of its block."""
        rows = self._repeated[element]
        self._begin(rows, next(keys for name, keys in _REPEATED.values() if name == element))
        rows.put(element, text)
        rows.put(PLACE, self._review_blocks - 1 if element == _REVIEW else rows.count - 1)

    def _sign(self) -> None:
        """Every row of a child gets the child's reference; without identifiers there is none."""
        identifiers = self._blocks[cin.CHILD_IDENTIFIERS.title]
        places, values = identifiers.cells[_CHILD]
        is_known = identifiers.count > self._signed and places[-1:] == [identifiers.count - 1]
        reference = values[-1] if is_known else None
        self._signed = identifiers.count
        for rows in (*self._blocks.values(), *self._repeated.values()):
            if rows is identifiers:
                continue
            places, values = rows.cells[_CHILD]
            if rows.count > len(places):
                new = range(len(places), rows.count)
                places.extend(new)
                values.extend([reference] * len(new))

    def finish(self) -> dict[str, pa.Table]:
        """Every table of the census by its published name; those without rows are empty."""
        header = [field.published for field in cin.HEADER.fields]
        found = [[self._header.get(name)] if self._header else [] for name in header]
        tables = {
            cin.HEADER.title: pa.table(
                {n: pa.array(c, pa.string()) for n, c in zip(header, found, strict=True)}
            )
        }
        for table in _BLOCKS:
            tables[table.title] = _table(self._blocks[table.title])
        for table, (element, _) in _REPEATED.items():
            tables[table.title] = _table(self._repeated[element])
        assessments = tables[cin.ASSESSMENTS.title]
        lists = pa.array(self._factors(len(assessments)), pa.list_(pa.string()))
        tables[cin.ASSESSMENTS.title] = assessments.append_column(_FACTOR, lists)
        return tables

    def _factors(self, assessments: int) -> list[list[str] | None]:
        """The codes of each assessment."""
        found: list[list[str] | None] = [None] * assessments
        cells = self._repeated[_FACTOR].cells
        for number, factor in zip(cells[ASSESSMENT][1], cells[_FACTOR][1], strict=True):
            place = int(number) - 1
            if factor is not None and place >= 0:
                found[place] = [*(found[place] or ()), factor]
        return found


def _table(rows: _Rows) -> pa.Table:
    kinds = {PLACE: pa.int64()}
    return pa.table({name: rows.column(name, kinds.get(name, pa.string())) for name in rows.cells})


def read_census(opened: Opened) -> dict[str, pa.Table]:
    """The tables of a census file. Raises `UnusableFile` for a file that is none."""
    elements: Iterator = records(opened, (ROOT,), ("Header", "Child"))
    next(elements, None)
    reader = CensusReader()
    for element in elements:
        reader.take(element)
    if not reader.children:
        raise refuse(opened.name, "there is no child in the file.", WANTED)
    return reader.finish()
