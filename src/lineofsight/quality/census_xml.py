"""A CIN census for the rules: its blocks as columns of text, in one quick pass.

Rules want every value as it was written and every block at its place in the file; nothing is
typed here and nothing is left out. A block makes a row of its table when it opens; a leaf fills
the last row of the table it belongs to, so that no row is ever looked for.
"""

from __future__ import annotations

from collections.abc import Iterator

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
_BLOCKS = {
    cin.CHILD_IDENTIFIERS.title: (cin.CHILD_IDENTIFIERS, ()),
    cin.CHILD_CHARACTERISTICS.title: (cin.CHILD_CHARACTERISTICS, ()),
    cin.CIN_DETAILS.title: (cin.CIN_DETAILS, (DETAILS,)),
    cin.ASSESSMENTS.title: (cin.ASSESSMENTS, (DETAILS, ASSESSMENT)),
    cin.CIN_PLAN_DATES.title: (cin.CIN_PLAN_DATES, (DETAILS,)),
    cin.SECTION_47.title: (cin.SECTION_47, (DETAILS,)),
    cin.CHILD_PROTECTION_PLANS.title: (cin.CHILD_PROTECTION_PLANS, (DETAILS, PLAN)),
    cin.PRE_PROCEEDINGS.title: (cin.PRE_PROCEEDINGS, (DETAILS,)),
}
_CONFERENCE = "DateOfInitialCPC"
"""Stands in two blocks: of a referral, and of a section 47 enquiry."""
_FACTOR, _REVIEW, _DISABILITY = "AssessmentFactors", "CPPreviewDate", "Disability"


class _Table:
    """Columns that grow: `open` begins a row, a leaf is put at the end of its column."""

    def __init__(self, headings: tuple[str, ...]):
        self.columns: dict[str, list] = {heading: [] for heading in headings}
        self._all = tuple(self.columns.values())

    def open(self) -> None:
        for column in self._all:
            column.append(None)

    def __len__(self) -> int:
        return len(self._all[0])


class CensusReader:
    """Takes the header and every child of a census, in the order of the file."""

    def __init__(self):
        self._tables: dict[str, _Table] = {}
        self._leaves: dict[str, list] = {}
        for tag, (table, keys) in _BLOCKS.items():
            own = tuple(f.published for f in table.fields if f.published != _CHILD)
            made = self._tables[tag] = _Table((_CHILD, *keys, *own))
            self._leaves |= {name: made.columns[name] for name in own if name != _CONFERENCE}
        self._leaves[_CHILD] = self._tables[cin.CHILD_IDENTIFIERS.title].columns[_CHILD]
        self._header: dict[str, str | None] = {}
        self._factors = _Table((_CHILD, DETAILS, ASSESSMENT, _FACTOR))
        self._reviews = _Table((PLACE, _CHILD, DETAILS, PLAN, _REVIEW))
        self._disabilities = _Table((_CHILD, _DISABILITY))
        self._review_blocks = 0
        self.children = 0

    def take(self, element: etree._Element) -> None:
        if local(element) == "Header":
            self._header |= {local(leaf): leaf.text for leaf in element.iter() if not len(leaf)}
        else:
            self._take_child(element)

    def _take_child(self, child: etree._Element) -> None:
        self.children += 1
        leaves, tables, special = self._leaves, self._tables, self._special
        began = {tag: len(table) for tag, table in tables.items()}
        lists = len(self._factors), len(self._reviews), len(self._disabilities)
        for node in child.iter("*"):
            tag = node.tag
            if tag[0] == "{":
                tag = tag.rpartition("}")[2]
            column = leaves.get(tag)
            if column is not None:
                if column:
                    column[-1] = node.text
            elif tag in tables:
                tables[tag].open()
                self._number(tag)
            else:
                special(tag, node)
        self._sign(began, lists)

    def _number(self, tag: str) -> None:
        """Numbers of blocks run through the whole file: a child may stand in it twice."""
        columns = self._tables[tag].columns
        if DETAILS in columns:
            columns[DETAILS][-1] = str(len(self._tables[cin.CIN_DETAILS.title]))
        for key, of in ((ASSESSMENT, cin.ASSESSMENTS), (PLAN, cin.CHILD_PROTECTION_PLANS)):
            if key in columns:
                columns[key][-1] = str(len(self._tables[of.title]))

    def _special(self, tag: str, node: etree._Element) -> None:
        if tag == _CONFERENCE:
            table = self._tables.get(local(node.getparent()))
            if table is not None and len(table):
                table.columns[_CONFERENCE][-1] = node.text
        elif tag == _FACTOR:
            self._add(self._factors, {_FACTOR: node.text, ASSESSMENT: self._last(ASSESSMENT)})
        elif tag == "Reviews":
            self._review_blocks += 1
            if not any(local(leaf) == _REVIEW for leaf in node):
                self._add_review(None)
        elif tag == _REVIEW:
            self._add_review(node.text)
        elif tag == _DISABILITY:
            self._disabilities.open()
            self._disabilities.columns[_DISABILITY][-1] = node.text

    def _add_review(self, text: str | None) -> None:
        """Every date of a block is a row of its own, at the place of its block."""
        found = {PLACE: self._review_blocks - 1, _REVIEW: text, PLAN: self._last(PLAN)}
        self._add(self._reviews, found)

    def _add(self, table: _Table, found: dict) -> None:
        table.open()
        for heading, value in (found | {DETAILS: self._last(DETAILS)}).items():
            table.columns[heading][-1] = value

    def _last(self, key: str) -> str:
        of = {DETAILS: cin.CIN_DETAILS, ASSESSMENT: cin.ASSESSMENTS,
              PLAN: cin.CHILD_PROTECTION_PLANS}[key]  # fmt: skip
        return str(len(self._tables[of.title]))

    def _sign(self, began: dict[str, int], lists: tuple[int, int, int]) -> None:
        """Every row of a child gets the child's reference."""
        identifiers = self._tables[cin.CHILD_IDENTIFIERS.title].columns[_CHILD]
        known = len(identifiers) > began[cin.CHILD_IDENTIFIERS.title]
        child = identifiers[-1] if known else None
        for tag, table in self._tables.items():
            if tag != cin.CHILD_IDENTIFIERS.title:
                _fill(table.columns[_CHILD], began[tag], child)
        for table, start in zip(
            (self._factors, self._reviews, self._disabilities), lists, strict=True
        ):
            _fill(table.columns[_CHILD], start, child)

    def finish(self) -> dict[str, pa.Table]:
        """Every table of the census by its published name; those without rows are empty."""
        header = _Table(tuple(f.published for f in cin.HEADER.fields))
        if self._header:
            header.open()
            for name, column in header.columns.items():
                column[-1] = self._header.get(name)
        assessments = self._tables[cin.ASSESSMENTS.title]
        found = {cin.HEADER.title: header, **self._tables}
        found |= {
            cin.DISABILITIES.title: self._disabilities,
            cin.ASSESSMENT_FACTORS.title: self._factors,
            cin.REVIEWS.title: self._reviews,
        }
        tables = {name: _arrow(table) for name, table in found.items()}
        factors = pa.array(_by_assessment(self._factors, len(assessments)), pa.list_(pa.string()))
        tables[cin.ASSESSMENTS.title] = tables[cin.ASSESSMENTS.title].append_column(
            _FACTOR, factors
        )
        return tables


def _fill(column: list, start: int, child: str | None) -> None:
    if start < len(column):
        column[start:] = [child] * (len(column) - start)


def _by_assessment(factors: _Table, assessments: int) -> list[list[str] | None]:
    found: list[list[str] | None] = [None] * assessments
    columns = factors.columns
    for number, factor in zip(columns[ASSESSMENT], columns[_FACTOR], strict=True):
        if factor is not None and int(number):
            found[int(number) - 1] = [*(found[int(number) - 1] or ()), factor]
    return found


def _arrow(table: _Table) -> pa.Table:
    kinds = {PLACE: pa.int64()}
    return pa.table(
        {
            name: pa.array(column, kinds.get(name, pa.string()))
            for name, column in table.columns.items()
        }
    )


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
