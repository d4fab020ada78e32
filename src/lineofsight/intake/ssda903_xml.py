"""The SSDA903 in its XML form: one `CHILD` makes rows of the same tables as the CSV files."""

from lxml import etree

from lineofsight.intake.problems import Kind
from lineofsight.intake.source import WANTED, Opened, refuse
from lineofsight.intake.xml_leaves import Leaves
from lineofsight.intake.xml_stream import Collector, local
from lineofsight.returns import ssda903
from lineofsight.returns.model import Table

ROOT = "EXPSSDA903"
_PARENT = ("CHILD", "DOB")


def _own(table: Table) -> tuple[str, ...]:
    """The published fields that a block of its own carries: not those of the child."""
    return tuple(field.published for field in table.fields if field.published not in _PARENT)


_BLOCKS = {
    "AREVIEW": ssda903.REVIEWS,
    "AMISSING": ssda903.MISSING,
    "OC2": ssda903.OC2,
    "PERMANENCE": ssda903.PREV_PERM,
    "AD_PLACED": ssda903.PLACED_ADOPTION,
}
# Tables whose fields stand among those of the header, and the field whose text starts a row.
_IN_HEADER = (
    (ssda903.UASC, "UASC"),
    (ssda903.OC3, "IN_TOUCH"),
    (ssda903.AD1, "DATE_INT"),
)


class Ssda903Reader:
    """Takes every `CHILD` and gathers its rows."""

    def __init__(self, opened: Opened, year: int | None):
        self._opened = opened
        self._children = 0
        self.year = year
        tables = tuple(t for t in ssda903.SSDA903.tables if t.name not in ("sw_episodes", "dolo"))
        self.collector = Collector(opened.name, tables, year=year)
        borrowed = {name: name for table, _ in _IN_HEADER for name in _own(table)}
        self._header = Leaves(
            ssda903.HEADER,
            blocks=(*_BLOCKS, "EPISODE"),
            renamed={
                **borrowed,
                **{f.published: f.name for f in ssda903.HEADER.fields},
                "CHILDID": "child",
            },
        )
        self._episode = Leaves(ssda903.EPISODES, renamed={"PL": "place"})
        self._blocks = {tag: Leaves(table, only=_own(table)) for tag, table in _BLOCKS.items()}

    def take(self, element: etree._Element) -> None:
        self._children += 1
        header = element.find("{*}HEADER")
        parent: dict[str, str | None] = {}
        if header is not None:
            parent = self._take_header(header)
        for block in element:
            if local(block) == "EPISODE":
                number = self.collector.rows("episodes") + 1
                row = self._episode.row(block, self.collector, number)
                self.collector.add("episodes", {**row, "child": parent.get("child")}, {})
            elif local(block) not in ("HEADER", ""):
                self.collector.note_once(
                    Kind.UNKNOWN_ELEMENT, "CHILD", row=self._children, column=local(block)
                )

    def finish(self) -> Collector:
        if not self._children:
            raise refuse(self._opened.name, "there is no child in the file.", WANTED)
        return self.collector

    def _take_header(self, header: etree._Element) -> dict[str, str | None]:
        row = self._header.row(header, self.collector, self.collector.rows("header") + 1)
        parent = {"child": row.get("child"), "dob": row.get("dob")}
        self.collector.add("header", row, {})
        for table, start in _IN_HEADER:
            written = row.get(start) if start in row else row.get(start.lower())
            if written and written.strip() and not (start == "UASC" and written.strip() == "0"):
                own = {name.lower(): row.get(name, row.get(name.lower())) for name in _own(table)}
                self.collector.add(table.name, {**own, **parent}, {})
        for block in header:
            leaves = self._blocks.get(local(block))
            if leaves is not None:
                number = self.collector.rows(leaves.table.name) + 1
                own = leaves.row(block, self.collector, number)
                self.collector.add(leaves.table.name, {**own, **parent}, {})
        return parent
