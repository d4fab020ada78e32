"""A CIN census for the rules: its blocks as columns of text, in one quick pass.

Rules want every value as it was written and every block at its place in the file; nothing is
typed here and nothing is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import pyarrow as pa
from lxml import etree

from lineofsight.intake.source import WANTED, Opened, refuse
from lineofsight.intake.xml_stream import local, records
from lineofsight.quality.schema import KEY_HEADINGS
from lineofsight.quality.selecting import PLACE
from lineofsight.returns import cin

ROOT = "Message"
DETAILS, ASSESSMENT, PLAN = (KEY_HEADINGS[key] for key in ("details", "assessment", "plan"))
_CHILD = "LAchildID"
_FACTOR, _REVIEW, _DISABILITY = "AssessmentFactors", "CPPreviewDate", "Disability"
_BLOCKS = {
    cin.HEADER: (),
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
            cells[place - 1] = value
        return pa.array(cells, kind)


class CensusReader:
    """Takes nodes in the order of the file: a block begins a row, a leaf belongs to the row of
    its table that was begun last, and a child's rows get its reference when the next one comes."""

    def __init__(self):
        self.children = 0
        self._rows = {
            table.title: _Rows((_CHILD, *keys, *(f.published for f in table.fields)))
            for table, keys in _BLOCKS.items()
        }
        self._repeated = {
            element: _Rows((_CHILD, PLACE, *keys, element)) for element, keys in _REPEATED.values()
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
            for table in _BLOCKS
            for field in table.fields
            if field.published not in (_CHILD, _IN_TWO_BLOCKS)
            for rows in (self._rows[table.title],)
        }
        identifiers = self._rows[cin.CHILD_IDENTIFIERS.title]
        self._leaves[prefix + _CHILD] = (identifiers, *identifiers.cells[_CHILD])
        others: dict[str, Callable[[etree._Element], None]] = {
            "Child": self._take_child,
            "Reviews": self._take_reviews,
            _IN_TWO_BLOCKS: self._take_conference,
            _FACTOR: partial(self._take_repeated, _FACTOR, (DETAILS, ASSESSMENT)),
            _DISABILITY: partial(self._take_repeated, _DISABILITY, ()),
        }
        for table, keys in _BLOCKS.items():
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
            rows.put(key, str(self._rows[_NUMBERED[key].title].count))

    def _take_conference(self, node: etree._Element) -> None:
        rows = self._rows.get(local(node.getparent()))
        if rows is not None:
            rows.put(_IN_TWO_BLOCKS, node.text)

    def _take_repeated(self, name: str, keys: tuple[str, ...], node: etree._Element) -> None:
        rows = self._repeated[name]
        rows.count += 1
        self._number(rows, keys)
        rows.put(name, node.text)
        rows.put(PLACE, rows.count - 1)

    def _take_reviews(self, node: etree._Element) -> None:
        """Every date of a block of reviews is a row of its own, at the place of its block; a
        block without one is a row without one."""
        rows = self._repeated[_REVIEW]
        dates = [leaf.text for leaf in node.iterchildren("*") if local(leaf) == _REVIEW]
        for day in dates or [None]:
            rows.count += 1
            self._number(rows, (DETAILS, PLAN))
            rows.put(_REVIEW, day)
            rows.put(PLACE, self._review_blocks)
        self._review_blocks += 1

    def _sign(self) -> None:
        """Every row of a child gets the child's reference; without identifiers there is none."""
        identifiers = self._rows[cin.CHILD_IDENTIFIERS.title]
        places, values = identifiers.cells[_CHILD]
        is_known = identifiers.count > self._signed and places[-1:] == [identifiers.count]
        reference = values[-1] if is_known else None
        self._signed = identifiers.count
        for rows in (*self._rows.values(), *self._repeated.values()):
            if rows is identifiers:
                continue
            places, values = rows.cells[_CHILD]
            if new := rows.count - len(places):
                places.extend(range(len(places) + 1, rows.count + 1))
                values.extend([reference] * new)

    def finish(self) -> dict[str, pa.Table]:
        """Every table of the census by its published name; those without rows are empty."""
        self._sign()
        tables = {table.title: _table(self._rows[table.title]) for table in _BLOCKS}
        for table, (element, _) in _REPEATED.items():
            tables[table.title] = _table(self._repeated[element])
        tables[cin.HEADER.title] = tables[cin.HEADER.title].drop_columns([_CHILD])
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
        reader.take(element.iter("*"))
    if not reader.children:
        raise refuse(opened.name, "there is no child in the file.", WANTED)
    return reader.finish()
