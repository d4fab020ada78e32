"""XML, one record at a time: a document type is refused, and a record is let go when read."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from lineofsight.errors import UnusableFile
from lineofsight.intake.problems import Kind, Place, problem
from lineofsight.intake.source import WANTED, Opened, refuse
from lineofsight.intake.submission import ROW_ID, Problem
from lineofsight.intake.table_builder import TableBuilder
from lineofsight.returns.model import Table

CHUNK_ROWS = 10_000
_HEAD = 256 * 1024
READ_WHOLE = 32 * 1024 * 1024
"""Bytes up to which a file is read into memory, where it takes some eight times as much."""
LET_GO_AFTER = 500
"""Records, emptied already, are taken out of the tree by as many at a time."""

__all__ = ["Collector", "local", "records", "refuse_document_type"]


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for a comment."""
    tag = element.tag
    if tag.__class__ is not str:
        return ""
    return tag.rpartition("}")[2] if "}" in tag else tag


def refuse_document_type(name: str) -> UnusableFile:
    return refuse(
        name,
        "the file declares a document type (DOCTYPE), which a return never does.",
        "Export it again from the case system, or take that line out.",
    )


def _check_head(opened: Opened) -> None:
    with opened.path.open("rb") as file:
        head = file.read(_HEAD).replace(b"\x00", b"")
    if b"<!doctype" in head.lower():
        raise refuse_document_type(opened.name)


def records(opened: Opened, roots: tuple[str, ...], tags: tuple[str, ...]) -> Iterator:
    """The elements called `tags`, each whole, in the order of the file.

    The first thing given is the name of the root. A small file is read whole, in half the time;
    of a large one an element that was given is emptied when the next one is asked for, so that
    memory does not grow with the file.
    """
    _check_head(opened)
    encoding = "windows-1252" if opened.encoding == "cp1252" else None
    encoding = None if _declares_encoding(opened) else encoding
    how = {"resolve_entities": False, "load_dtd": False, "no_network": True, "huge_tree": False,
           "encoding": encoding}  # fmt: skip
    try:
        with opened.path.open("rb") as file:
            if opened.size <= READ_WHOLE:
                tree = etree.parse(file, etree.XMLParser(**how))
                yield _checked_root(tree, opened, roots)
                yield from tree.getroot().iter(*("{*}" + tag for tag in tags))
                return
            wanted = tuple("{*}" + tag for tag in (*roots, *tags))
            events = etree.iterparse(file, events=("start", "end"), tag=wanted, **how)
            yield from _records(events, opened, roots)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise refuse(
            opened.name,
            f"the XML is broken or was cut short at line {line}.",
            "Export it again from the case system.",
        ) from error


def _checked_root(tree, opened: Opened, roots: tuple[str, ...]) -> str:
    if tree.docinfo.internalDTD is not None or tree.docinfo.doctype:
        raise refuse_document_type(opened.name)
    root = local(tree.getroot())
    if root not in roots:
        raise refuse(opened.name, "the XML is neither a CIN census nor an SSDA903 return.", WANTED)
    return root


def _declares_encoding(opened: Opened) -> bool:
    with opened.path.open("rb") as file:
        return b"encoding" in file.read(200).split(b"?>")[0]


def _records(events, opened: Opened, roots: tuple[str, ...]) -> Iterator:
    is_first = True
    read = 0
    for event, element in events:
        if is_first:
            is_first = False
            yield _checked_root(element.getroottree(), opened, roots)
        if event == "start" or local(element) in roots:
            continue
        yield element
        element.clear(keep_tail=False)
        read += 1
        if read % LET_GO_AFTER == 0 and (parent := element.getparent()) is not None:
            del parent[:-1]
    if is_first:
        raise refuse(opened.name, "the XML is neither a CIN census nor an SSDA903 return.", WANTED)


@dataclass
class _Gathering:
    """Rows of one table that wait to be typed; `rows` counts those that ever came."""

    builder: TableBuilder
    fields: tuple[str, ...]
    numbers: tuple[str, ...]
    waiting: list[tuple[dict[str, str | None], dict[str, int]]] = field(default_factory=list)
    rows: int = 0

    def flush(self) -> None:
        first = self.rows - len(self.waiting) + 1
        values = {name: [row.get(name) for row, _ in self.waiting] for name in self.fields}
        counts = {name: [each[name] for _, each in self.waiting] for name in self.numbers}
        counts[ROW_ID] = list(range(first, self.rows + 1))
        self.builder.add(values, counts)
        self.waiting = []


class Collector:
    """Gathers rows of several tables as text and types them in chunks.

    A row's number is its place among the rows of its table in the file.
    """

    def __init__(self, name: str, tables: tuple[Table, ...], *, year: int | None, numbers=None):
        self._file = name
        self._gathering: dict[str, _Gathering] = {}
        self.problems: list[Problem] = []
        self._seen_once: dict[tuple, int] = {}
        for table in tables:
            own = tuple((numbers or {}).get(table.name, ()))
            builder = TableBuilder(
                table, Place(name, table.title), year=year, fields=table.fields, numbers=own
            )
            self._gathering[table.name] = _Gathering(builder, tuple(table.by_name), own)

    def add(self, table: str, row: dict[str, str | None], numbers: dict[str, int]) -> int:
        """Takes a row; gives its number."""
        gathering = self._gathering[table]
        gathering.rows += 1
        gathering.waiting.append((row, numbers))
        if len(gathering.waiting) >= CHUNK_ROWS:
            gathering.flush()
        return gathering.rows

    def rows(self, table: str) -> int:
        return self._gathering[table].rows

    def note(self, kind: Kind, sheet: str, *, row: int, column: str) -> None:
        self.problems.append(problem(kind, Place(self._file, sheet), row=row, column=column))

    def note_once(self, kind: Kind, sheet: str, *, row: int, column: str) -> None:
        """For what a whole file does alike: only where it was met first."""
        if self._seen_once.setdefault((kind, sheet, column), row) == row:
            self.note(kind, sheet, row=row, column=column)
            self._seen_once[kind, sheet, column] = -1

    def finish(self) -> list[TableBuilder]:
        for gathering in self._gathering.values():
            if gathering.waiting:
                gathering.flush()
        return [gathering.builder for gathering in self._gathering.values()]
