"""Read a report back out of each format, without the code that wrote it."""

import io
import re
from decimal import ROUND_HALF_UP, Decimal

import docx
import openpyxl
from lxml import html as lxml_html
from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject


def html_figures(content: bytes) -> list[str]:
    page = lxml_html.fromstring(content.decode("utf-8"))
    found = []
    for shown in page.xpath("//*[@data-figure]"):
        basis = shown.xpath("following-sibling::*[contains(@class, 'report-basis')]")
        found.append(" ".join([shown.text or "", *(item.text or "" for item in basis)]))
    return found


def docx_tables(content: bytes) -> list[list[list[str]]]:
    """Every table below its head row, cell by cell."""
    tables = docx.Document(io.BytesIO(content)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows[1:]] for table in tables]


def docx_paragraphs(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


def xlsx_rows(content: bytes) -> dict[str, list[tuple]]:
    """By sheet: the cells of its one table below the head."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = {}
    for sheet in book.worksheets:
        if sheet.tables:
            (table,) = sheet.tables.values()
            rows[sheet.title] = list(sheet[table.ref])[1:]
    return rows


def shown_in_excel(cell) -> str:
    """What Excel displays for a number with the formats used here."""
    if not isinstance(cell.value, int | float):
        return cell.value
    form = re.fullmatch(r'#,##0(\.0+)?(?:"([^"]*)")?', cell.number_format)
    places = len(form[1]) - 1 if form[1] else 0
    number = Decimal(f"{cell.value:.15g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{number:,}{form[2] or ''}"


class TaggedPdf:
    """The structure tree of a PDF with the text of each element, as a screen reader has it."""

    def __init__(self, content: bytes):
        self.reader = PdfReader(io.BytesIO(content))
        self.root = self.reader.trailer["/Root"]
        self._texts = {
            page.indirect_reference.idnum: _marked_texts(page, self.reader)
            for page in self.reader.pages
        }

    def elements(self, *roles: str, within=None) -> list:
        """Elements of these roles in reading order."""
        found = []
        for child in self._children(within or self.root["/StructTreeRoot"]):
            if child.get("/S") in roles:
                found.append(child)
            found += self.elements(*roles, within=child)
        return found

    def text(self, element) -> str:
        return " ".join("".join(self._pieces(element, None)).split())

    def tables(self) -> list[list[list[str]]]:
        """Every table below its head, cell by cell."""
        tables = []
        for table in self.elements("/Table"):
            rows = [
                [self.text(cell) for cell in self.elements("/TD", within=row)]
                for row in self.elements("/TR", within=table)
            ]
            tables.append([row for row in rows if row])
        return tables

    def _children(self, element) -> list[DictionaryObject]:
        kids = element.get("/K", [])
        kids = kids.get_object() if isinstance(kids, IndirectObject) else kids
        kids = kids if isinstance(kids, list) else [kids]
        kids = [kid.get_object() for kid in kids]
        return [kid for kid in kids if isinstance(kid, DictionaryObject) and "/S" in kid]

    def _pieces(self, element, page):
        page = element.raw_get("/Pg").idnum if "/Pg" in element else page
        kids = element.get("/K", [])
        kids = kids.get_object() if isinstance(kids, IndirectObject) else kids
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = kid.get_object()
            if isinstance(kid, int):
                yield self._texts[page].get(kid, "")
            elif kid.get("/Type") == "/MCR":
                where = kid.raw_get("/Pg").idnum if "/Pg" in kid else page
                yield self._texts[where].get(kid["/MCID"], "")
            elif "/S" in kid:
                yield from self._pieces(kid, page)


def _marked_texts(page, reader) -> dict[int, str]:
    fonts = {name: _to_unicode(font) for name, font in page["/Resources"].get("/Font", {}).items()}
    texts: dict[int, str] = {}
    open_marks: list[int | None] = []
    font: dict[int, str] = {}
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            properties = operands[1] if len(operands) > 1 else {}
            mark = properties.get("/MCID") if isinstance(properties, dict) else None
            open_marks.append(mark if mark is not None else (open_marks or [None])[-1])
        elif operator == b"EMC":
            open_marks.pop()
        elif operator == b"Tf":
            font = fonts[operands[0]]
        elif operator in (b"Tj", b"TJ"):
            items = operands[0] if operator == b"TJ" else operands
            shown = "".join(_decoded(item, font) for item in items if not _is_number(item))
            if open_marks and open_marks[-1] is not None:
                texts[open_marks[-1]] = texts.get(open_marks[-1], "") + shown
    return texts


def _is_number(item) -> bool:
    return isinstance(item, int | float)


def _decoded(item, font: dict[int, str]) -> str:
    raw = getattr(item, "original_bytes", item)
    codes = [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]
    return "".join(font.get(code, "�") for code in codes)


def _to_unicode(font) -> dict[int, str]:
    text = font.get_object()["/ToUnicode"].get_data().decode("latin-1")
    mapping = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, to in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            mapping[int(code, 16)] = bytes.fromhex(to).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        pattern = r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>"
        for first, last, to in re.findall(pattern, block):
            start = int.from_bytes(bytes.fromhex(to), "big")
            for offset in range(int(last, 16) - int(first, 16) + 1):
                mapping[int(first, 16) + offset] = chr(start + offset)
    return mapping
