"""Opening a file that was given: what it is by its first bytes, its digest, its encoding.

Everything that can be refused without reading the content is refused here.
"""

import codecs
import hashlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lineofsight.errors import UnusableFile

LARGEST = 1024**3
_CHUNK = 1024 * 1024
_NOTHING = b" \t\r\n\x00,;\"'|"
_UNDEFINED_IN_1252 = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])
_BINARY = bytes(set(range(32)) - {9, 10, 12, 13, 26})
_OTHER_FORMS = (
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file (7z)"),
    (b"Rar!", "a compressed file (rar)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"SQLite format 3", "a database"),
)
WANTED = (
    "Give an Annex A workbook (.xlsx), SSDA903 or SSD tables (.csv), an SSDA903 or CIN census"
    " file (.xml), or SSD tables (.parquet)."
)

_SAVE_AS = "Open it in a spreadsheet and save it as .xlsx."
_IF_IT_OPENS = "If a spreadsheet can open it, save it from there as .xlsx."


class Form(StrEnum):
    WORKBOOK = "workbook"
    XML = "xml"
    PARQUET = "parquet"
    TEXT = "text"


@dataclass(frozen=True)
class Opened:
    """A file that may be read. `encoding` is that of a text or XML without a declaration."""

    path: Path
    name: str
    sha256: str
    size: int
    form: Form
    encoding: str = "utf-8"


def refuse(name: str, sentence: str, advice: str) -> UnusableFile:
    return UnusableFile(sentence, where=name, advice=advice)


def _form(head: bytes, name: str) -> Form:
    if head.startswith(b"PK"):
        return Form.WORKBOOK
    if head.startswith(b"PAR1"):
        return Form.PARQUET
    for magic, what in _OTHER_FORMS:
        if head.startswith(magic):
            raise refuse(name, f"this is {what}, which cannot be read.", WANTED)
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "ignore")
    start = text.lstrip("\ufeffï»¿ \t\r\n\x00")[:200].replace("\x00", "").lower()
    if start.startswith(("<!doctype html", "<html", "<table")):
        raise refuse(name, "this is a web page, not a return.", f"{_IF_IT_OPENS} {WANTED}")
    if "<?mso-application" in start or "urn:schemas-microsoft-com:office:spreadsheet" in start:
        raise refuse(name, "this is a spreadsheet kept as XML.", _SAVE_AS)
    if start.startswith("<"):
        return Form.XML
    if start.startswith(("{", "[{")):
        raise refuse(name, "this is JSON, which is not one of the forms of a return.", WANTED)
    return Form.TEXT


def _refuse_compound(path: Path, name: str) -> UnusableFile:
    """Old Office files and encrypted new ones share a container; its directory tells which."""
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        return refuse(
            name,
            "the workbook is protected by a password.",
            "Take the password off in the spreadsheet, save, and load it again.",
        )
    return refuse(
        name,
        "this is an old Office file (.xls or .doc), which cannot be read.",
        _SAVE_AS,
    )


class _Reading:
    """What one pass over the bytes tells: digest, whether anything is there, encodings."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()
        self.has_content = False
        self.has_nul = False
        self.is_binary = False
        self.may_be_1252 = True
        self._utf8 = codecs.getincrementaldecoder("utf-8")()
        self.is_utf8 = True
        self._is_whole = True  # no letter was cut in two at the end of a chunk

    def see(self, chunk: bytes, *, final: bool) -> None:
        self.digest.update(chunk)
        if not self.has_content:
            self.has_content = bool(chunk.translate(None, _NOTHING))
        self.has_nul = self.has_nul or b"\x00" in chunk
        self.is_binary = self.is_binary or len(chunk.translate(None, _BINARY)) != len(chunk)
        if chunk.isascii() and self._is_whole:
            return
        if self.is_utf8:
            try:
                self._utf8.decode(chunk, final)
            except UnicodeDecodeError:
                self.is_utf8 = False
            self._is_whole = not self._utf8.getstate()[0]
        if self.may_be_1252:
            self.may_be_1252 = len(chunk.translate(None, _UNDEFINED_IN_1252)) == len(chunk)


def _read_through(path: Path, size: int) -> _Reading:
    reading = _Reading()
    seen = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            seen += len(chunk)
            reading.see(chunk, final=seen >= size)
    return reading


def _wide_encoding(head: bytes) -> str | None:
    """UTF-16, by its mark or by the nought in every second byte of plain text."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    sample = head[:2000]
    if len(sample) >= 8:
        half = len(sample) // 2
        if sample[1::2].count(0) > half * 0.7 and sample[0::2].count(0) < half * 0.1:
            return "utf-16-le"
        if sample[0::2].count(0) > half * 0.7 and sample[1::2].count(0) < half * 0.1:
            return "utf-16-be"
    return None


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _encoding(path: Path, head: bytes, reading: _Reading) -> str | None:
    wide = _wide_encoding(head)
    if wide is not None:
        return wide if _decodes(path, wide) else None
    if reading.has_nul or reading.is_binary:
        return None
    if reading.is_utf8:
        return "utf-8-sig"
    return "cp1252" if reading.may_be_1252 else None


def _checked_size(path: Path, name: str) -> int:
    try:
        if path.is_dir():
            raise refuse(name, "this is a folder.", "Give the files inside it one by one.")
        if not path.is_file():
            raise refuse(name, "there is no such file.", "Check the path.")
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        raise refuse(
            name, "the file cannot be opened.", "Check the path and who may read it."
        ) from error
    if size == 0:
        raise refuse(name, "the file is empty (0 bytes).", "Export it again.")
    if size > LARGEST:
        raise refuse(name, "the file is larger than 1 GB.", "Give one year or one list at a time.")
    return size


def open_source(path: Path) -> Opened:
    """Look at a file and say what it is, or refuse it with what to do."""
    name = "".join(char if char.isprintable() else "?" for char in path.name or str(path))
    size = _checked_size(path, name)
    try:
        with path.open("rb") as file:
            head = file.read(4096)
        reading = _read_through(path, size)
    except OSError as error:
        raise refuse(name, "the file cannot be read.", "Check who may read it.") from error
    if not reading.has_content:
        raise refuse(name, "there is nothing but blanks in the file.", "Export it again.")
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _refuse_compound(path, name)
    form = _form(head, name)
    encoding = "utf-8"
    if form in (Form.TEXT, Form.XML):
        found = _encoding(path, head, reading)
        if found is None:
            raise refuse(
                name,
                "this is not text in UTF-8, UTF-16 or Windows-1252, nor any other form known here.",
                WANTED,
            )
        encoding = found
    return Opened(path, name, reading.digest.hexdigest(), size, form, encoding)
