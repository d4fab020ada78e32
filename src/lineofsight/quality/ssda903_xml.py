"""An SSDA903 in its XML form for the rules: every table as text, each row at its place."""

from __future__ import annotations

import pyarrow as pa
from lxml import etree

from lineofsight.intake.source import WANTED, Opened, refuse
from lineofsight.intake.xml_stream import local, records
from lineofsight.quality.schema import published_name
from lineofsight.returns import ssda903
from lineofsight.returns.model import Table

ROOT = "EXPSSDA903"
_OF_CHILD = ("CHILD", "DOB")
_BLOCKS = {
    "AREVIEW": ssda903.REVIEWS,
    "AMISSING": ssda903.MISSING,
    "OC2": ssda903.OC2,
    "PERMANENCE": ssda903.PREV_PERM,
    "AD_PLACED": ssda903.PLACED_ADOPTION,
    "EPISODE": ssda903.EPISODES,
}
_BEGINS = {"UASC": ssda903.UASC, "IN_TOUCH": ssda903.OC3, "DATE_INT": ssda903.AD1}
"""Tables whose fields stand among those of the header: a text in this field makes their row."""
_RENAMED = {"CHILDID": "CHILD", "PL": "PLACE"}

Rows = dict[str, list[dict[str, str | None]]]


def read_ssda903(opened: Opened) -> dict[str, pa.Table]:
    """The tables of an SSDA903 file. The XML form has no social workers and no deprivation of
    liberty orders. Raises `UnusableFile` for a file that is none."""
    tables = {*_BLOCKS.values(), *_BEGINS.values(), ssda903.HEADER}
    rows: Rows = {table.name: [] for table in tables}
    elements = records(opened, (ROOT,), ("CHILD",))
    next(elements, None)
    children = 0
    for element in elements:
        children += 1
        _take_child(element, rows)
    if not children:
        raise refuse(opened.name, "there is no child in the file.", WANTED)
    return {published_name("ssda903", table.name): _arrow(table, rows) for table in tables}


def _take_child(child: etree._Element, rows: Rows) -> None:
    header = next((part for part in child if local(part) == "HEADER"), child)
    own = _leaves(header)
    of_child = {name: own.get(name) for name in _OF_CHILD}
    rows["header"].append(own)
    for begins, table in _BEGINS.items():
        if (own.get(begins) or "").strip():
            rows[table.name].append(own)
    for block in (*header, *child):
        table = _BLOCKS.get(local(block))
        if table is not None:
            rows[table.name].append(_leaves(block) | of_child)


def _leaves(element: etree._Element) -> dict[str, str | None]:
    named = ((local(leaf), leaf.text) for leaf in element if not len(leaf))
    return {_RENAMED.get(tag, tag): text for tag, text in named}


def _arrow(table: Table, rows: Rows) -> pa.Table:
    return pa.table(
        {
            each.published: pa.array(
                [row.get(each.published) for row in rows[table.name]], pa.string()
            )
            for each in table.fields
        }
    )
