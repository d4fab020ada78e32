"""The report as a workbook to the Analysis Function's rules for spreadsheets.

A cover sheet, a list of contents and notes; then one table a sheet, marked up and named,
starting with a title in A1. No merged cells, no blank rows inside a table, no meaning in
colour alone. Numbers are numbers in full precision, with a number format that shows the
text the report shows; where there is none, a symbol says why. Text is always written as
text, never as a formula.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import xlsxwriter

from lineofsight.reports import display, model
from lineofsight.reports.as_html import provenance_lines
from lineofsight.reports.text import cleaned

Cell = str | int | float | date | model.FigureCell | None
LONGEST_TEXT = 32_000
"""A cell holds 32,767 characters."""
ONE_TABLE = "This sheet contains one table."
FIRST_DAY_OF_SHEETS = date(1900, 3, 1)
"""Spreadsheets disagree about the days before."""


@dataclass(frozen=True)
class Sheet:
    """One table. `name` is the tab's and the table's; a cell that is a figure becomes its
    number or symbol, None means there is nothing to say and is written as `z`."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Cover:
    """What the first sheet says, and who made the workbook when."""

    title: str
    lines: tuple[str, ...]
    author: str
    subject: str
    made_at: datetime


def document(report: model.Report) -> bytes:
    report = cleaned(report)
    cover = Cover(
        title=report.full_title,
        lines=_cover_lines(report),
        author=report.authority,
        subject=f"{report.period_label}, snapshot {report.provenance.snapshot_id}",
        made_at=report.provenance.compiled_at,
    )
    return workbook(cover, [_notes(report), *_sheets(report)])


def workbook(cover: Cover, sheets: Iterable[Sheet]) -> bytes:
    """Cover, contents, and a sheet for each table that has rows."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, {**options, "strings_to_numbers": False})
    book.set_properties(
        {
            "title": cover.title,
            "author": cover.author,
            "subject": cover.subject,
            "created": cover.made_at.astimezone(UTC).replace(tzinfo=None),
        }
    )
    _Writer(book).write(cover, [sheet for sheet in sheets if sheet.rows])
    book.close()
    return buffer.getvalue()


def _sheets(report: model.Report) -> list[Sheet]:
    period = report.period_label
    everything = list(model.blocks(report))
    return [
        _figures_sheet(everything, period),
        _exceptions_sheet(everything, period),
        *_cross_sheets(everything, period),
        _trends_sheet(everything),
        _words_sheet(everything),
        Sheet(
            "Definitions",
            "What each measure counts",
            ("Measure code", "Measure", "Counted", "Out of", "Version of the definition"),
            tuple((d.indicator_id, d.title, d.counted, d.out_of, d.version)
                  for d in report.definitions),
            (14, 44, 60, 60, 14),
        ),
    ]  # fmt: skip


def _raw(figure: model.FigureCell) -> tuple[Cell, ...]:
    """A figure and what it was made from; the parts say why there is none, too."""
    if figure.has_value:
        parts = (figure.numerator, figure.denominator, figure.unknown)
        return (figure, *parts)
    symbol = display.SYMBOL_OF_STATE[figure.state]
    return (figure, symbol, symbol, symbol)


RAW = ("Numerator", "Denominator", "Not known")


def _figures_sheet(everything: list, period: str) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for section, part, block in everything:
        if not isinstance(block, model.FigureTable):
            continue
        for row in block.rows:
            lead = (section.title, part.title or section.title, row.indicator_id, row.title)
            told = (row.target.word, row.target.text, row.direction.word, row.direction.since)
            rows.append((*lead, block.label_of(row), _unit(row.figure), *_raw(row.figure), *told))
            nothing = (None,) * 4
            if row.year_ago:
                when, cells = block.label_a_year_ago(row), _raw(row.year_ago)
                rows.append((*lead, when, _unit(row.year_ago), *cells, *nothing))
            for other in row.comparisons:
                whose = f"{other.name}, {other.year}"
                rows.append((*lead, whose, _unit(other.figure), *_raw(other.figure), *nothing))
    columns = ("Section", "Question", "Measure code", "Measure", "Figure for", "Unit", "Figure",
               *RAW, "Against target", "Target", "Direction", "Since")  # fmt: skip
    widths = (24, 16, 14, 44, 24, 20, 20, 12, 12, 12, 18, 16, 18, 18)
    return Sheet("Figures", f"Figures, {period}", columns, tuple(rows), widths)


def _exceptions_sheet(everything: list, period: str) -> Sheet:
    kinds = {"attention": "To look at", "praise": "To praise"}
    rows = []
    for section, _, block in everything:
        if isinstance(block, model.ExceptionList):
            for item in block.items:
                said = item.commentary
                words = (said.text, said.author, said.written_on.isoformat()) if said else (
                    "Not written", None, None)  # fmt: skip
                lead = (section.title, kinds[block.kind], item.indicator_id, item.title)
                rows.append((*lead, _unit(item.figure), item.figure, item.finding, *words))
    columns = ("Section", "Kind", "Measure code", "Measure", "Unit", "Figure", "Finding",
               "What the owner says", "Author", "Written on")  # fmt: skip
    widths = (24, 14, 14, 44, 20, 20, 50, 70, 22, 14)
    return Sheet("Exceptions", f"Exceptions with commentary, {period}", columns, tuple(rows),
                 widths)  # fmt: skip


CROSS_TITLES = {
    "audits": "Audits planned and completed",
    "grades": "Grades after moderation",
    "themes": "Themes of audits",
    "teams": "Strengths and concerns by team",
    "feedback": "What children and families said",
    "actions": "Actions and re-checks",
    "escalations": "Escalations",
    "partners": "What agencies entered",
    "shares": "Shares by role, service and criterion",
    "lists": "What Annex A’s lists are counted by",
    "cases": "Cases raised, and days until they were answered",
}


def _cross_sheets(everything: list, period: str) -> Iterable[Sheet]:
    """One sheet a kind, one row a number: tables of different services have different
    columns, so each column becomes a row of its own."""
    for kind, title in CROSS_TITLES.items():
        rows = []
        for section, _, block in everything:
            if isinstance(block, model.CrossTable) and block.kind == kind:
                for row in block.rows:
                    for column, figure in zip(block.columns, row.cells, strict=True):
                        rows.append((section.title, block.caption, row.label, column, figure))
        columns = ("Section", "Table", "Row", "Column", "Number")
        yield Sheet(kind.capitalize(), f"{title}, {period}", columns, tuple(rows),
                    (24, 44, 44, 28, 14))  # fmt: skip


def _trends_sheet(everything: list) -> Sheet:
    rows = []
    for section, _, block in everything:
        if isinstance(block, model.ChartBlock):
            for point in block.points:
                lead = (section.title, block.subtitle, point.period_label, _unit(point.figure))
                rows.append((*lead, *_raw(point.figure), point.note))
    columns = ("Section", "Chart", "Month", "Unit", "Figure", *RAW, "Note")
    return Sheet("Trends", "The figures behind the charts", columns, tuple(rows),
                 (24, 60, 18, 20, 20, 12, 12, 12, 40))  # fmt: skip


def _words_sheet(everything: list) -> Sheet:
    """Everything that was written, in reading order, one row a block."""
    rows = []
    for section, part, block in everything:
        where = (section.title, part.title or section.title)
        if isinstance(block, model.Paragraph):
            rows.append((*where, "Text", None, block.text, None))
        elif isinstance(block, model.Points):
            rows += [(*where, "Point", block.title, item, None) for item in block.items]
        elif isinstance(block, model.Quote):
            rows.append((*where, "Quotation", None, block.text, block.said_by))
        elif isinstance(block, model.Commentary):
            about = block.about or None
            rows.append((*where, "Commentary", about, block.text, block.author))
    columns = ("Section", "Question", "Kind", "About", "Text", "Who")
    return Sheet("Text", "What the report says in words", columns, tuple(rows),
                 (24, 18, 14, 36, 90, 26))  # fmt: skip


def _unit(figure: model.FigureCell) -> str:
    return display.heading_of_unit(figure.unit)


class _Writer:
    """Writes the sheets; keeps the formats, of which a workbook wants each only once."""

    def __init__(self, book: xlsxwriter.Workbook):
        self.book = book
        plain = {"font_name": "Arial", "font_size": 11, "text_wrap": True, "valign": "top"}
        self.text = book.add_format(plain)
        self.title = book.add_format({**plain, "bold": True, "font_size": 15, "text_wrap": False})
        self.note = book.add_format({**plain, "text_wrap": False})
        self.head = book.add_format({**plain, "bold": True, "bottom": 1})
        self.link = book.add_format({**plain, "underline": 1, "font_color": "#155a91"})
        self.symbol = book.add_format({**plain, "align": "right"})
        self.plain = plain
        self.numbers: dict[str, xlsxwriter.format.Format] = {}

    def number(self, shown_as: str) -> xlsxwriter.format.Format:
        if shown_as not in self.numbers:
            form = self.book.add_format({**self.plain, "num_format": shown_as})
            self.numbers[shown_as] = form
        return self.numbers[shown_as]

    def write(self, cover: Cover, sheets: list[Sheet]) -> None:
        self._cover(cover)
        contents = tuple((sheet.name, sheet.title) for sheet in sheets)
        listed = Sheet("Contents", "Contents", ("Sheet", "What is in it"), contents, (24, 70))
        self._table(listed, links=True)
        for sheet in sheets:
            self._table(sheet)
        self.book.worksheets()[0].activate()

    def _cover(self, cover: Cover) -> None:
        sheet = self.book.add_worksheet("Cover")
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 100)
        sheet.write_string(0, 0, cover.title, self.title)
        for row, line in enumerate(cover.lines, 1):
            sheet.write_string(row, 0, line[:LONGEST_TEXT], self.text)

    def _table(self, table: Sheet, *, links: bool = False) -> None:
        sheet = self.book.add_worksheet(table.name)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, table.title, self.title)
        sheet.write_string(1, 0, ONE_TABLE, self.note)
        for column, width in enumerate(table.widths):
            sheet.set_column(column, column, width)
        top, last = 2, 2 + len(table.rows)
        for row, cells in enumerate(table.rows, top + 1):
            for column, cell in enumerate(cells):
                self._cell(sheet, row, column, cell)
            if links:
                target = f"internal:'{cells[0]}'!A1"
                sheet.write_url(row, 0, target, self.link, str(cells[0]))
        heads = [{"header": name, "header_format": self.head} for name in table.columns]
        options = {"name": f"{table.name}_table", "columns": heads, "style": None}
        sheet.add_table(top, 0, last, len(table.columns) - 1, options)
        sheet.freeze_panes(top + 1, 0)
        sheet.set_landscape()
        sheet.repeat_rows(top)
        sheet.fit_to_pages(1, 0)
        sheet.set_paper(9)

    def _cell(self, sheet, row: int, column: int, cell: Cell) -> None:
        if isinstance(cell, model.FigureCell):
            if cell.has_value:
                shown_as = display.excel_format(cell.value, unit=cell.unit)
                sheet.write_number(row, column, cell.value, self.number(shown_as))
            else:
                sheet.write_string(row, column, display.SYMBOL_OF_STATE[cell.state], self.symbol)
        elif cell is None:
            sheet.write_string(row, column, "z", self.symbol)
        elif isinstance(cell, str):
            sheet.write_string(row, column, cell[:LONGEST_TEXT] or "z", self.text)
        elif isinstance(cell, date):
            self._day(sheet, row, column, cell)
        else:
            sheet.write_number(row, column, cell, self.number("#,##0"))

    def _day(self, sheet, row: int, column: int, day: date) -> None:
        """A day that sorts and counts as one; text before the first that a spreadsheet knows."""
        if day < FIRST_DAY_OF_SHEETS:
            sheet.write_string(row, column, f"{day:%d/%m/%Y}", self.symbol)
        else:
            sheet.write_datetime(row, column, day, self.number("dd/mm/yyyy"))


def _cover_lines(report: model.Report) -> tuple[str, ...]:
    lines = [f"{report.authority}, for {report.audience}"]
    lines += [f"{label}: {text}" for label, text in provenance_lines(report)]
    if report.public_copy:
        lines.append("Public copy: small numbers are shown as c.")
    if report.contact:
        lines.append(f"Questions about these figures: {report.contact}")
    return (*lines, "Symbols instead of a number are explained in the sheet Notes.")


def _notes(report: model.Report) -> Sheet:
    symbols = [(symbol, meaning) for symbol, meaning in display.MEANING_OF_SYMBOL.items()]
    unit = ("%", "A percentage is held as a number from 0 to 100, so 78.0% is 78.0.")
    full = (
        "Figure",
        "Figures are held in full precision and shown rounded; the report shows the same text.",
    )
    caveats = [(f"Note {number}", text) for number, text in enumerate(report.caveats, 1)]
    rows = (*symbols, unit, full, *caveats)
    return Sheet("Notes", "Notes and symbols", ("Symbol or word", "What it means"), rows, (24, 90))
