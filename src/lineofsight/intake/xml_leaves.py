"""The leaves of one XML element as a row of a table; what does not belong is noted, not lost."""

from lxml import etree

from lineofsight.intake.problems import Kind
from lineofsight.intake.xml_stream import Collector, local
from lineofsight.returns.model import Table


class Leaves:
    """Reads leaves by the published names of a table's fields.

    `renamed` gives other names an element may have in XML. `blocks` are elements that
    hold further elements: the caller reads those itself.
    """

    def __init__(self, table: Table, *, blocks: tuple[str, ...] = (), renamed=None, only=None):
        self.table = table
        self._blocks = frozenset(blocks)
        self._names = {
            field.published: field.name
            for field in table.fields
            if only is None or field.published in only
        }
        self._names.update(renamed or {})

    def row(self, element: etree._Element, collector: Collector, number: int) -> dict:
        """The row `element` makes; `number` is what it will be in its table."""
        row: dict[str, str | None] = {}
        sheet = self.table.title
        if element.text and element.text.strip():
            collector.note(Kind.STRAY_TEXT, sheet, row=number, column=local(element))
        for leaf in element:
            tag = local(leaf)
            if leaf.tail and leaf.tail.strip():
                collector.note(Kind.STRAY_TEXT, sheet, row=number, column=local(element))
            name = self._names.get(tag)
            if name is None:
                if tag and tag not in self._blocks:
                    collector.note_once(Kind.UNKNOWN_ELEMENT, sheet, row=number, column=tag)
                continue
            if name in row:
                collector.note(Kind.REPEATED_ELEMENT, sheet, row=number, column=tag)
                continue
            row[name] = leaf.text
            if len(leaf):
                collector.note_once(Kind.UNKNOWN_ELEMENT, sheet, row=number, column=local(leaf[0]))
        return row
