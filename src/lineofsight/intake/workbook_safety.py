"""Is it safe to hand a workbook to the reader, and which of its cells hold no value.

The reader allocates a sheet as a full rectangle and gives an error cell as a blank, so
both are looked for here first, in the XML of the sheet, without unpacking to disk.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from lxml import etree

from lineofsight.errors import UnusableFile
from lineofsight.intake.columns import Peculiar
from lineofsight.intake.problems import Kind
from lineofsight.intake.source import WANTED, Opened, refuse

MOST_UNPACKED = 1024**3
MOST_ENTRIES = 5000
MOST_CELLS = 40_000_000
BIG_ENTRY = 32 * 1024**2
BOMB_RATIO = 250
_CHUNK = 1024 * 1024
# Wide nets with a literal start: a piece of a megabyte holds tens of thousands of cells.
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*?(/?)>")
_FAR_ROW = re.compile(rb"r=[\"'](\d{5,7})[\"']")
_FAR_COLUMN = re.compile(rb"r=[\"']([A-Z]{2,3})\d")
_NEAR_ROWS, _NEAR_COLUMNS = 9999, 26
_SPACED = (b"r =", b"r\t=", b"r\n=", b"r\r=")
_PECULIAR = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/", b't="e"', b"t='e'")

Cells = dict[tuple[int, int], Peculiar]


@dataclass
class SheetLook:
    """What the XML of one sheet tells before it is read. Rows and columns from 0."""

    peculiar: Cells = field(default_factory=dict)
    is_hidden: bool = False


def column_index(letters: str) -> int:
    """A is 0, Z 25, AA 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _broken(name: str) -> UnusableFile:
    return refuse(
        name,
        "the workbook is damaged or was cut short.",
        "Save it again in the spreadsheet, or copy it again whole.",
    )


def _too_big(name: str) -> UnusableFile:
    return refuse(
        name,
        "the workbook unpacks to far more than a return can hold.",
        "Copy the lists alone into a new workbook and save that.",
    )


def _no_workbook(names: set[str], name: str) -> UnusableFile:
    """Zips that people take for a workbook, by what is in them."""
    if "content.xml" in names:
        return refuse(
            name,
            "this is an OpenDocument file (.ods).",
            "Open it in a spreadsheet and save it as .xlsx.",
        )
    if any(entry.lower().endswith((".csv", ".xlsx", ".xml", ".parquet")) and "/" not in entry
           and entry != "[Content_Types].xml" for entry in names):  # fmt: skip
        return refuse(name, "this is a zip of files.", "Unpack it and give the files in it.")
    return refuse(name, "this is not a workbook.", WANTED)


def _check_entries(archive: zipfile.ZipFile, name: str) -> None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries):
        raise refuse(name, "the file is protected by a password.", "Take the password off first.")
    total = sum(entry.file_size for entry in entries)
    if total > MOST_UNPACKED or len(entries) > MOST_ENTRIES:
        raise _too_big(name)
    for entry in entries:
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > BIG_ENTRY and ratio > BOMB_RATIO:
            raise _too_big(name)
    if "xl/workbook.bin" in names:
        raise refuse(name, "this is a binary workbook (.xlsb).", "Save it as .xlsx.")
    if "xl/workbook.xml" not in names:
        raise _no_workbook(names, name)
    if any(entry.lower().endswith("vbaproject.bin") for entry in names):
        raise refuse(name, "the workbook has macros in it.", "Save it as .xlsx, without macros.")


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """The content in pieces that never cut a tag in two."""
    rest = b""
    while chunk := file.read(_CHUNK):
        whole = rest + chunk
        cut = whole.rfind(b"<")
        if cut <= 0 or len(whole) - cut > _CHUNK:
            cut = len(whole)
        yield whole[:cut]
        rest = whole[cut:]
    yield rest


def _cells_with_values(file: IO[bytes]) -> int:
    """Rows times columns of the cells that are not merely formatted."""
    last_row, last_column = 0, 0
    for piece in _pieces(file):
        for found in _CELL.finditer(piece):
            if not found[3]:
                last_row = max(last_row, int(found[2]))
                last_column = max(last_column, column_index(found[1].decode()) + 1)
    return last_row * last_column


def _scan(archive: zipfile.ZipFile, entry: str, name: str) -> bool:
    """Refuses what would not fit; true where some cells may be peculiar.

    Reading an entry to its end checks its digest as well.
    """
    rows, columns, has_peculiar = _NEAR_ROWS, _NEAR_COLUMNS, False
    with archive.open(entry) as file:
        for piece in _pieces(file):
            if b"<!DOCTYPE" in piece:
                raise refuse(name, "the workbook declares a document type.", "Save it again.")
            if any(spaced in piece for spaced in _SPACED):
                raise _broken(name)  # no spreadsheet writes so, and cells could hide in it
            has_peculiar = has_peculiar or any(mark in piece for mark in _PECULIAR)
            rows = max([rows, *map(int, _FAR_ROW.findall(piece))])
            far = {column_index(each.decode()) + 1 for each in set(_FAR_COLUMN.findall(piece))}
            columns = max([columns, *far])
    if rows * columns > MOST_CELLS:
        with archive.open(entry) as file:
            if _cells_with_values(file) > MOST_CELLS:
                raise _too_big(name)
    return has_peculiar


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _peculiar_cells(archive: zipfile.ZipFile, entry: str) -> Cells:
    """Error cells, and formulas without a stored result. An empty text result is a blank."""
    cells: Cells = {}
    with archive.open(entry) as file:
        for _, cell in etree.iterparse(
            file, events=("end",), tag="{*}c", resolve_entities=False, no_network=True
        ):
            parts = {_local(part.tag): part for part in cell if isinstance(part.tag, str)}
            formula, value, kind = parts.get("f"), parts.get("v"), cell.get("t")
            text = "" if value is None else value.text or ""
            found = None
            if kind == "e":
                found = Peculiar(text or "#N/A", Kind.EXCEL_ERROR)
            elif formula is not None and not text and kind not in ("str", "inlineStr"):
                found = Peculiar(f"={formula.text or ''}", Kind.FORMULA_WITHOUT_VALUE)
            place = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", cell.get("r", ""))
            if found is not None and place is not None:
                cells[int(place[2]) - 1, column_index(place[1])] = found
            row = cell.getparent()
            cell.clear()
            while cell.getprevious() is not None:
                del row[0]
    return cells


def _parsed(archive: zipfile.ZipFile, entry: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with archive.open(entry) as file:
        return etree.parse(file, parser).getroot()


def _sheet_entries(archive: zipfile.ZipFile, name: str) -> dict[str, tuple[str, bool]]:
    """The entry of each sheet by the sheet's name, and whether the sheet is hidden."""
    workbook = _parsed(archive, "xl/workbook.xml")
    if workbook.getroottree().docinfo.internalDTD is not None:
        raise refuse(name, "the workbook declares a document type.", "Save it again.")
    properties = workbook.find("{*}workbookPr")
    if properties is not None and properties.get("date1904") in ("1", "true"):
        raise refuse(
            name,
            "the workbook counts its dates from 1904, so they could be read four years wrong.",
            "Turn off the 1904 date system in the spreadsheet's options, check the dates, save.",
        )
    targets = {
        each.get("Id"): each.get("Target", "")
        for each in _parsed(archive, "xl/_rels/workbook.xml.rels")
    }
    entries = {}
    for sheet in workbook.iterfind("{*}sheets/{*}sheet"):
        wanted = [value for key, value in sheet.attrib.items() if _local(key) == "id"]
        target = targets.get(wanted[0], "") if wanted else ""
        entry = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        is_hidden = sheet.get("state", "visible") != "visible"
        entries[sheet.get("name", "")] = posixpath.normpath(entry), is_hidden
    return entries


def look(opened: Opened) -> dict[str, SheetLook]:
    """Every sheet of a workbook by name, once the whole file is known to be sound and safe."""
    try:
        with zipfile.ZipFile(opened.path) as archive:
            _check_entries(archive, opened.name)
            sheets = _sheet_entries(archive, opened.name)
            looks, seen = {}, set()
            for name, (entry, is_hidden) in sheets.items():
                if not entry.startswith("xl/worksheets/"):
                    continue
                seen.add(entry)
                has_peculiar = _scan(archive, entry, opened.name)
                cells = _peculiar_cells(archive, entry) if has_peculiar else {}
                looks[name] = SheetLook(cells, is_hidden)
            for entry in set(archive.namelist()) - seen:
                with archive.open(entry) as file:
                    while file.read(_CHUNK):
                        pass
            return looks
    except (zipfile.BadZipFile, KeyError, EOFError, OSError, etree.LxmlError) as error:
        raise _broken(opened.name) from error
    except (NotImplementedError, RuntimeError, ValueError, zlib.error) as error:
        raise _broken(opened.name) from error
