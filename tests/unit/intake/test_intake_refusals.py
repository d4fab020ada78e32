"""Files that cannot be used: one clear sentence each, that says what to do, and nothing kept."""

import shutil
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.factories.workbooks import (
    CONTACT_HEADINGS,
    contact,
    contacts_workbook,
    patched,
    with_entry,
    write_workbook,
)

from lineofsight.errors import UnusableFile
from lineofsight.intake import read_files

EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
)
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE"
A_REVIEW = "1,01/02/2010,03/04/2020,PN1"
CIN = (
    "<Message><Header/><Children><Child><ChildIdentifiers><LAchildID>1</LAchildID>"
    "</ChildIdentifiers></Child></Children></Message>"
)
SHEET = "xl/worksheets/sheet1.xml"


def text(content: str | bytes, name: str = "file.csv"):
    def make(folder: Path) -> list[Path]:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return [path]

    return make


def _old_office(folder: Path) -> list[Path]:
    return text(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 600, "old.xlsx")(folder)


def _password(folder: Path) -> list[Path]:
    directory = "EncryptedPackage".encode("utf-16-le")
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 600 + directory
    return text(content, "locked.xlsx")(folder)


def _cut_short(folder: Path) -> list[Path]:
    path = contacts_workbook(folder / "cut.xlsx", contact())
    path.write_bytes(path.read_bytes()[:-400])
    return [path]


def _flipped_bytes(folder: Path) -> list[Path]:
    path = contacts_workbook(folder / "flipped.xlsx", *[contact() for _ in range(50)])
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo(SHEET).header_offset + 80
    content[start : start + 20] = bytes(255 - byte for byte in content[start : start + 20])
    path.write_bytes(content)
    return [path]


def _empty_zip(folder: Path) -> list[Path]:
    path = folder / "empty.xlsx"
    with zipfile.ZipFile(path, "w"):
        pass
    return [path]


def _word_document(folder: Path) -> list[Path]:
    path = folder / "letter.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return [path]


def _open_document(folder: Path) -> list[Path]:
    path = folder / "lists.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    return [path]


def _zip_of_files(folder: Path) -> list[Path]:
    path = folder / "return.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("episodes.csv", f"{EPISODES}\n")
    return [path]


def _binary_workbook(folder: Path) -> list[Path]:
    path = contacts_workbook(folder / "b.xlsx", contact())
    return [with_entry(path, "xl/workbook.bin", b"x")]


def _macros(folder: Path) -> list[Path]:
    path = contacts_workbook(folder / "m.xlsx", contact())
    return [with_entry(path, "xl/vbaProject.bin", b"x")]


def _bomb(folder: Path) -> list[Path]:
    path = contacts_workbook(folder / "bomb.xlsx", contact())
    return [with_entry(path, "xl/media/image1.bin", b"\0" * (64 * 1024 * 1024))]


def _many_entries(folder: Path) -> list[Path]:
    path = contacts_workbook(folder / "many.xlsx", contact())
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(5001):
            archive.writestr(f"xl/x{number}", b"")
    return [path]


def _far_cells(folder: Path) -> list[Path]:
    path = contacts_workbook(folder / "far.xlsx", contact())
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return [patched(path, SHEET, b"</sheetData>", far)]


def _far_cells_spaced(folder: Path) -> list[Path]:
    path = contacts_workbook(folder / "far.xlsx", contact())
    far = b'<row r = "1048576"><c r = "XFD1048576"><v>1</v></c></row></sheetData>'
    return [patched(path, SHEET, b"</sheetData>", far)]


def _document_type_in_sheet(folder: Path) -> list[Path]:
    path = contacts_workbook(folder / "dtd.xlsx", contact())
    return [patched(path, SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet')]


def _dates_from_1904(folder: Path) -> list[Path]:
    path = contacts_workbook(folder / "mac.xlsx", contact())
    return [patched(path, "xl/workbook.xml", b"<workbookPr", b'<workbookPr date1904="1"')]


def _no_list(folder: Path) -> list[Path]:
    return [write_workbook(folder / "plan.xlsx", {"Plan": [["Task", "Who"], ["Tea", "Me"]]})]


def _blank_sheets(folder: Path) -> list[Path]:
    return [write_workbook(folder / "blank.xlsx", {"Sheet1": []})]


def _two_headings(folder: Path) -> list[Path]:
    return [contacts_workbook(folder / "two.xlsx", contact(), CONTACT_HEADINGS, contact())]


def _list_on_two_sheets(folder: Path) -> list[Path]:
    rows = [CONTACT_HEADINGS, contact()]
    return [write_workbook(folder / "twice.xlsx", {"January": rows, "February": rows})]


def _list_without_key(folder: Path) -> list[Path]:
    headings = ["Case", *CONTACT_HEADINGS[1:]]
    return [contacts_workbook(folder / "keyless.xlsx", contact(), headings=headings)]


def _list_in_two_files(folder: Path) -> list[Path]:
    one = text(f"{REVIEWS}\n{A_REVIEW}\n", "a.csv")(folder)
    return one + text(f"{REVIEWS}\n{A_REVIEW}\n2,01/02/2010,03/04/2020,PN1\n", "b.csv")(folder)


def _same_file_twice(folder: Path) -> list[Path]:
    one = text(f"{REVIEWS}\n{A_REVIEW}\n", "a.csv")(folder)
    shutil.copy(one[0], folder / "copy.csv")
    return [*one, folder / "copy.csv"]


def _two_returns(folder: Path) -> list[Path]:
    contacts_workbook(folder / "annex.xlsx", contact())
    return [folder / "annex.xlsx", *text(f"{REVIEWS}\n{A_REVIEW}\n")(folder)]


def _nothing_at_all(folder: Path) -> list[Path]:
    path = folder / "nothing.csv"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    return [path]


def _cut_parquet(folder: Path) -> list[Path]:
    path = folder / "ssd_person.parquet"
    pq.write_table(pa.table({"pers_person_id": ["1"], "pers_forename": ["A"]}), path)
    path.write_bytes(path.read_bytes()[:-30])
    return [path]


def _unknown_parquet(folder: Path) -> list[Path]:
    path = folder / "else.parquet"
    pq.write_table(pa.table({"a": [1], "b": [2]}), path)
    return [path]


def _folder(folder: Path) -> list[Path]:
    (folder / "returns").mkdir()
    return [folder / "returns"]


def _lol(depth: int = 9) -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, depth))
    return f'<!DOCTYPE m [<!ENTITY l0 "lol">{entities}]>{CIN.replace(">1<", f">&l{depth - 1};<")}'


REFUSED = {
    "no bytes": (text(""), "empty (0 bytes)"),
    "blanks only": (text(" \r\n\t\n" * 1000), "nothing but blanks"),
    "commas only": (text(",,,,\n" * 1000), "nothing but blanks"),
    "200 MB of nothing": (_nothing_at_all, "nothing but blanks"),
    "no such file": (lambda folder: [folder / "gone.csv"], "no such file"),
    "a path that cannot be": (lambda folder: [folder / "a\0b.csv"], "a?b.csv: there is no such"),
    "a folder": (_folder, "this is a folder"),
    "a PDF": (text(b"%PDF-1.7 \x00\x01", "return.csv"), "this is a PDF"),
    "a picture": (text(b"\x89PNG\r\n\x1a\n\0\0", "return.xlsx"), "a picture"),
    "gzip": (text(b"\x1f\x8b\x08\x00abc", "return.csv.gz"), "a compressed file"),
    "a web page": (text("<!DOCTYPE html><html><body>Sign in</body></html>"), "a web page"),
    "JSON": (text('{"la_code": "885"}', "payload.json"), "this is JSON"),
    "prose": (text("Dear colleague,\nplease find attached, as agreed,\n"), "none of its headings"),
    "bytes that are no text": (text(bytes(range(1, 256)) * 20), "not text in UTF-8"),
    "half a character of UTF-16": (text(b"\xff\xfeC\0H\0I\0L"), "not text in UTF-8"),
    "an old workbook": (_old_office, "old Office file"),
    "a workbook with a password": (_password, "protected by a password"),
    "a workbook cut short": (_cut_short, "damaged or was cut short"),
    "a workbook with flipped bytes": (_flipped_bytes, "damaged or was cut short"),
    "an empty zip": (_empty_zip, "not a workbook"),
    "a Word document": (_word_document, "not a workbook"),
    "an OpenDocument spreadsheet": (_open_document, "OpenDocument file (.ods). Open it in"),
    "a zip of files": (_zip_of_files, "a zip of files. Unpack it"),
    "a web page called a workbook": (
        text("<html><table><tr><td>Child Unique ID</td></tr></table></html>", "list.xls"),
        "a web page, not a return. If a spreadsheet can open it",
    ),
    "a spreadsheet kept as XML": (
        text('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "l.xls"),
        "a spreadsheet kept as XML. Open it in a spreadsheet",
    ),
    "a binary workbook": (_binary_workbook, "binary workbook"),
    "a workbook with macros": (_macros, "has macros"),
    "a zip bomb": (_bomb, "unpacks to far more"),
    "a zip of many files": (_many_entries, "unpacks to far more"),
    "a cell at the end of the world": (_far_cells, "unpacks to far more"),
    "cells hidden by spaces": (_far_cells_spaced, "damaged or was cut short"),
    "a document type in a sheet": (_document_type_in_sheet, "declares a document type"),
    "dates counted from 1904": (_dates_from_1904, "counts its dates from 1904"),
    "a workbook of something else": (_no_list, "none of its headings"),
    "a workbook of blank sheets": (_blank_sheets, "none of its headings"),
    "two rows of headings": (_two_headings, "two rows of headings, row 1 and row 3"),
    "a list on two sheets": (_list_on_two_sheets, "stands twice: on the sheet “January”"),
    "a list without its key": (_list_without_key, "it has no column “Child Unique ID”"),
    "a list in two files": (_list_in_two_files, "stands twice: in “a.csv” and in “b.csv”"),
    "the same file twice": (_same_file_twice, "the same file as “a.csv”"),
    "two returns": (_two_returns, "Load each return by itself"),
    "a CSV without its key": (text(f"{EPISODES[6:]}\n"), "no column “CHILD”"),
    "two rows of headings in a CSV": (
        text(f"{REVIEWS}\n{A_REVIEW}\n{REVIEWS}\n"),
        "two rows of headings, row 1 and row 3",
    ),
    "a quotation mark left open": (
        text(f'{REVIEWS}\n1,"01/02/2010,x\n'),
        "cannot be read as a row",
    ),
    "a document type in XML": (text(f"<!DOCTYPE Message>{CIN}"), "DOCTYPE"),
    "a document type in UTF-16": (
        text(f'<?xml version="1.0"?><!DOCTYPE Message>{CIN}'.encode("utf-16")),
        "DOCTYPE",
    ),
    "a document type after a long comment": (
        text(f"<!--{'x' * 300_000}--><!DOCTYPE Message [<!ENTITY a 'b'>]>{CIN}"),
        "DOCTYPE",
    ),
    "an entity from outside": (
        text(f'<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/hostname">]>{CIN}'),
        "DOCTYPE",
    ),
    "a billion laughs": (text(_lol()), "DOCTYPE"),
    "XML cut short": (text(CIN[:-30]), "broken or was cut short at line 1"),
    "XML of something else": (text("<feed><entry/></feed>"), "neither a CIN census nor"),
    "XML nested without end": (text("<Message>" + "<a>" * 5000), "broken or was cut short"),
    "another collection": (
        text(CIN.replace("<Header/>", "<Header><Collection>SC</Collection></Header>")),
        "another collection",
    ),
    "a census without children": (text("<Message><Children/></Message>"), "no child in the file"),
    "Parquet cut short": (_cut_parquet, "damaged or was cut short"),
    "Parquet of something else": (_unknown_parquet, "none of its headings"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_one_sentence_that_says_what_to_do(what, tmp_path):
    make, words = REFUSED[what]
    paths = make(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UnusableFile) as refusal:
        read_files(paths)
    assert words in str(refusal.value)
    assert refusal.value.advice
    assert str(tmp_path) not in str(refusal.value)
    assert sorted(tmp_path.rglob("*")) == before


def test_no_file_at_all_is_refused():
    with pytest.raises(UnusableFile, match="no file was given"):
        read_files([])
