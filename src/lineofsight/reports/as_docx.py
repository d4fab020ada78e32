"""The report as a Word document that people can go on working with.

Real heading styles, table heads that repeat, a text for every picture, the language set,
page numbers as fields, and no text boxes. The file is the same for the same report.
"""

import io
import re
import zipfile
from datetime import UTC

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from lineofsight.reports import as_pdf, model
from lineofsight.reports.as_html import compared_heads, foot_line, provenance_lines
from lineofsight.reports.behind import behind_the_charts
from lineofsight.reports.text import cleaned, day_text, paragraphs

INK_2 = RGBColor(0x48, 0x53, 0x5C)
BRAND = RGBColor(0x12, 0x3B, 0x46)
FACE = "Arial"
TEXT_WIDTH_CM = 17.8
CHART_WIDTH = Cm(11.5)
SMALL, TINY = Pt(9), Pt(7.5)
"""Of tables: those in the text, and those of the annexes."""
CELL_MARGINS_CM = 0.4
WORD_OF_A_CELL = "covered"
"""The longest word that stands where a figure is missing (“not covered”)."""


def document(report: model.Report) -> bytes:
    report = cleaned(report)
    word = Document()
    _set_up(word, report)
    _Writer(word).write(report)
    buffer = io.BytesIO()
    word.save(buffer)
    return _without_clock(buffer.getvalue())


def _without_clock(content: bytes) -> bytes:
    """The same parts with one fixed date inside the archive, so that bytes repeat."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, before.read(name))
    return result.getvalue()


def _set_up(word: WordDocument, report: model.Report) -> None:
    made_at = report.provenance.compiled_at.astimezone(UTC).replace(tzinfo=None)
    about = word.core_properties
    about.title, about.author, about.language = report.full_title, report.authority, "en-GB"
    about.subject = f"{report.period_label}, snapshot {report.provenance.snapshot_id}"
    about.created = about.modified = made_at
    about.last_modified_by, about.comments, about.revision = report.authority, "", 1
    _styles(word)
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(1.6)
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(2)
    head = page.header.paragraphs[0]
    head.text = f"{report.authority}. {report.full_title}"
    _quiet(head)
    foot = page.footer.paragraphs[0]
    foot.add_run(f"{foot_line(report)} Page ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")
    _quiet(foot)


def _styles(word: WordDocument) -> None:
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = FACE, Pt(10)
    normal.paragraph_format.space_after = Pt(4)
    for defaults in word.styles.element.iter(qn("w:lang")):
        defaults.set(qn("w:val"), "en-GB")
    sizes = {"Title": 20, "Heading 1": 15, "Heading 2": 12, "Heading 3": 10.5, "Caption": 9.5}
    for name, size in sizes.items():
        style = word.styles[name]
        style.font.name, style.font.size, style.font.bold = FACE, Pt(size), True
        style.font.italic, style.font.color.rgb = False, BRAND
        style.paragraph_format.keep_with_next = True
        style.paragraph_format.space_before = Pt(14 if name == "Heading 1" else 6)
        style.paragraph_format.space_after = Pt(3)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{attribute}"), None)
    word.styles["Quote"].font.italic = False


def _quiet(paragraph: Paragraph) -> None:
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(9), INK_2


def _field(paragraph: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)


class _Writer:
    """Writes a report into a Word document, from top to bottom."""

    def __init__(self, word: WordDocument):
        self.word = word
        self.level = 3

    def write(self, report: model.Report) -> None:
        self.word.add_heading(report.full_title, 0)
        self._note(
            f"{report.authority}. For {report.audience}. {report.issue.standing}, version "
            f"{report.issue.version}. Figures as at {day_text(report.provenance.frame_on)}."
        )
        if report.public_copy:
            self._said("Public copy: small numbers are shown as c.")
        for number, section in enumerate(report.sections, 1):
            self.word.add_heading(f"{number}. {section.title}", 1)
            for part in section.parts:
                self._part(part)
        self._annexes(report)

    def _part(self, part: model.Part) -> None:
        if part.title:
            heading = self.word.add_heading(part.title, 2)
            strap = heading.add_run(f"  {part.strap}")
            strap.font.size, strap.font.bold, strap.font.color.rgb = Pt(10), False, INK_2
        self.level = 3 if part.title else 2  # no level of heading is skipped
        for block in part.blocks:
            _BLOCKS[type(block)](self, block)

    def _said(self, text: str, style: str | None = None) -> None:
        for paragraph in paragraphs(text):
            self.word.add_paragraph(paragraph, style)

    def _note(self, text: str) -> None:
        _quiet(self.word.add_paragraph(text))

    def paragraph(self, block: model.Paragraph) -> None:
        for text in paragraphs(block.text):
            written = self.word.add_paragraph(text)
            if block.style == "lead":
                for run in written.runs:
                    run.font.size = Pt(13)
            elif block.style == "note":
                _quiet(written)
            elif block.style == "incomplete":
                for run in written.runs:
                    run.bold = True

    def points(self, block: model.Points) -> None:
        self.word.add_heading(block.title, self.level)
        for item in block.items:
            self.word.add_paragraph(item, "List Bullet")

    def commentary(self, block: model.Commentary) -> None:
        if block.about:
            self.word.add_heading(block.about, self.level)
        self._said(block.text)
        self._note(f"{block.author}, {day_text(block.written_on)}")

    def quote(self, block: model.Quote) -> None:
        self._said(block.text, "Quote")
        self._note(block.said_by)

    def figure_table(self, block: model.FigureTable) -> None:
        has_year_ago = any(row.year_ago for row in block.rows)
        heads = ["Measure", block.period_label, "Against target", "Direction"]
        heads += [block.year_ago_label or "A year ago"] if has_year_ago else []
        heads += compared_heads(block)
        widths = [2.7, 1.3, 1.7, 1.6] + [1.0] * (len(heads) - 4)
        table = self._table(block.caption, heads, len(block.rows), widths)
        for cells, row in zip(_body(table), block.rows, strict=True):
            _put(cells[0], row.title, row.covers)
            cells[0].paragraphs[0].runs[0].bold = True
            _put_figure(cells[1], row.figure, strong=True)
            _put(cells[2], row.target.word, row.target.text)
            _put(cells[3], row.direction.word, row.direction.since)
            rest = list(cells[4:])
            if has_year_ago:
                _put_figure(rest.pop(0), row.year_ago, right=True)
            for cell, column in zip(rest, block.compared, strict=True):
                found = block.comparison(row, column)
                _put_figure(cell, found and found.figure, right=True)
                if found and not column[1]:
                    _quiet(cell.add_paragraph(found.year))
        _set_small(table)

    def cross_table(self, block: model.CrossTable) -> None:
        heads = [block.row_heading, *block.columns]
        table = self._table(
            block.caption, heads, len(block.rows), [2.4] + [1.0] * len(block.columns)
        )
        for cells, row in zip(_body(table), block.rows, strict=True):
            cells[0].paragraphs[0].add_run(row.label).bold = True
            for cell, figure in zip(cells[1:], row.cells, strict=True):
                _put_figure(cell, figure, right=True)
        _set_small(table)
        for text in paragraphs(block.note):
            self._note(text)

    def chart(self, block: model.ChartBlock) -> None:
        title = self.word.add_paragraph(block.title, "Caption")
        title.paragraph_format.keep_with_next = True
        self._note(block.subtitle)
        self.word.paragraphs[-1].paragraph_format.keep_with_next = True
        if block.on_paper:
            drawn = io.BytesIO(as_pdf.picture(block.on_paper))
            picture = self.word.add_picture(drawn, CHART_WIDTH)
            described = picture._inline.docPr
            described.set("descr", block.summary)
            described.set("title", block.title)
        else:
            self._note(block.summary)
        if block.why_no_drawing:
            self._said(block.why_no_drawing)

    def exceptions(self, block: model.ExceptionList) -> None:
        self.word.add_heading(block.title, self.level)
        if not block.items:
            self._said(block.none_text)
        for item in block.items:
            head = self.word.add_paragraph(style="List Bullet")
            head.add_run(f"{item.title} ").bold = True
            _add_figure(head, item.figure)
            self._said(item.finding)
            if item.commentary:
                self._said(item.commentary.text)
                written = day_text(item.commentary.written_on)
                self._note(f"{item.commentary.author}, {written}")

    def _annexes(self, report: model.Report) -> None:
        if report.definitions:
            self._annex("What each measure counts")
            self._texts(
                "What each measure counts",
                ["Measure", "Counted", "Out of", "Version"],
                [(d.title, d.counted, d.out_of, d.version) for d in report.definitions],
                [1.2, 1.7, 1.4, 0.5],
            )
        behind = behind_the_charts(report)
        if behind:
            self._annex("The figures behind the charts")
        for found in behind:
            heads = [found.of_each, *found.columns]
            table = self._table(
                found.caption, heads, len(found.rows), [0.9] + [1.0] * len(heads[1:])
            )
            for cells, (month, of_month) in zip(_body(table), found.rows, strict=True):
                cells[0].paragraphs[0].add_run(month).bold = True
                for cell, each in zip(cells[1:], of_month, strict=True):
                    _put_figure(cell, each.figure)
                    if each.letter:
                        cell.paragraphs[0].add_run(f" [{each.letter}]")
            _set_small(table, TINY)
            if found.notes:
                self._note(found.notes)
        self._annex("Where this comes from")
        lines = provenance_lines(report)
        self._texts("Where this comes from", ["What", "Which"], lines, [1.0, 4.0])

    def _annex(self, title: str) -> None:
        self.word.add_heading(title, 1)

    def _texts(
        self, caption: str, heads: list[str], rows: list[tuple[str, ...]], widths: list[float]
    ) -> None:
        table = self._table(caption, heads, len(rows), widths)
        for cells, row in zip(_body(table), rows, strict=True):
            for cell, text in zip(cells, row, strict=True):
                _put(cell, text)
        _set_small(table, TINY)

    def _table(self, caption: str, heads: list[str], length: int, widths: list[float]) -> Table:
        """An empty table with its caption above it and a head row that repeats. `widths`
        are shares of the page; a column is never narrower than a word of its head."""
        self.word.add_paragraph(caption, "Caption")
        table = self.word.add_table(length + 1, len(heads), "Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        wide = column_widths(heads, widths)
        for column, width in zip(table._tbl.tblGrid.gridCol_lst, wide, strict=True):
            column.w = Cm(width)
        described = OxmlElement("w:tblCaption")
        described.set(qn("w:val"), caption)
        table._tbl.tblPr.append(described)
        for cell, text in zip(table.rows[0].cells, heads, strict=True):
            cell.paragraphs[0].add_run(text).bold = True
        for number, row in enumerate(table.rows):
            properties = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if number == 0:
                properties.append(OxmlElement("w:tblHeader"))
        return table


def column_widths(heads: list[str], shares: list[float]) -> list[float]:
    """How many centimetres each column has: its share of the page, but no less than the
    longest word of its head takes, which a word processor would otherwise break anywhere.
    Where even that is more than the page has, each gives way alike."""
    needed = [_longest_word_cm(head) for head in heads]
    roomy = [max(each, _longest_word_cm(WORD_OF_A_CELL)) for each in needed]
    needed = roomy if sum(roomy) < TEXT_WIDTH_CM else needed
    if sum(needed) >= TEXT_WIDTH_CM:
        return [TEXT_WIDTH_CM * each / sum(needed) for each in needed]
    fixed: set[int] = set()
    while True:
        left = TEXT_WIDTH_CM - sum(needed[n] for n in fixed)
        whole = sum(share for n, share in enumerate(shares) if n not in fixed)
        found = [needed[n] if n in fixed else left * share / whole
                 for n, share in enumerate(shares)]  # fmt: skip
        narrow = {n for n, width in enumerate(found) if width < needed[n]}
        if not narrow - fixed:
            return found
        fixed |= narrow


def _longest_word_cm(head: str) -> float:
    return CELL_MARGINS_CM + max(
        (sum(map(_letter_cm, word)) for word in re.split(r"[\s-]+", head)), default=0.0
    )


def _letter_cm(letter: str) -> float:
    """Of the bold face in which heads are set, at the size of tables, by three breadths."""
    em = 0.92 if letter in "mwMW" else 0.36 if letter in "fijlrtI.,:;'’()[]|!" else 0.66
    return em * SMALL.cm


def _set_small(table: Table, size: Pt = SMALL) -> None:
    """Letters of a table's size, and no air below its lines: once all is written."""
    widths = [column.w for column in table._tbl.tblGrid.gridCol_lst]
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = width
            for paragraph in cell.p_lst:
                properties = paragraph.get_or_add_pPr()
                properties.spacing_after = properties.spacing_before = Pt(0.5)
                for run in paragraph.r_lst:
                    letters = run.get_or_add_rPr()
                    if letters.sz_val is None or letters.sz_val > size:
                        letters.sz_val = size


def _body(table: Table) -> list[tuple[_Cell, ...]]:
    """The cells of each row below the head, read once: python-docx walks the whole table
    for each look at a cell."""
    width, cells = len(table.columns), table._cells
    return [tuple(cells[at : at + width]) for at in range(width, len(cells), width)]


def _put(cell: _Cell, text: str, below: str = "") -> None:
    cell.paragraphs[0].add_run(text)
    if below:
        _quiet(cell.add_paragraph(below))


def _put_figure(
    cell: _Cell, figure: model.FigureCell | None, *, strong: bool = False, right: bool = False
) -> None:
    paragraph = cell.paragraphs[0]
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if figure is None:
        paragraph.add_run("no figure").font.color.rgb = INK_2
    else:
        _add_figure(paragraph, figure, strong=strong)


def _add_figure(paragraph: Paragraph, figure: model.FigureCell, *, strong: bool = False) -> None:
    paragraph.add_run(figure.text).bold = strong
    if figure.basis:
        paragraph.add_run(f" {figure.basis}").font.color.rgb = INK_2


_BLOCKS = {
    model.Paragraph: _Writer.paragraph,
    model.Points: _Writer.points,
    model.Commentary: _Writer.commentary,
    model.Quote: _Writer.quote,
    model.FigureTable: _Writer.figure_table,
    model.CrossTable: _Writer.cross_table,
    model.ChartBlock: _Writer.chart,
    model.ExceptionList: _Writer.exceptions,
}
