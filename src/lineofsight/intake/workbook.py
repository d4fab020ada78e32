"""Workbooks (.xlsx): every sheet as rows of cells, errors and bare formulas included."""

from collections.abc import Iterator

from python_calamine import CalamineError, CalamineWorkbook

from lineofsight.intake.cells import is_blank
from lineofsight.intake.found import FoundTable, Row, find_table, not_recognised
from lineofsight.intake.problems import Kind, Place, problem
from lineofsight.intake.source import Opened, refuse
from lineofsight.intake.submission import Problem
from lineofsight.intake.workbook_safety import Cells, look


def _with_peculiar(rows: list[list], peculiar: Cells) -> list[list]:
    """Puts error cells where the reader left a blank."""
    for (row, column), cell in peculiar.items():
        while len(rows) <= row:
            rows.append([])
        cells = rows[row]
        if len(cells) <= column:
            cells.extend([None] * (column + 1 - len(cells)))
        if cell.kind is Kind.EXCEL_ERROR or is_blank(cells[column]):
            cells[column] = cell
    return rows


def _numbered(rows: list[list]) -> Iterator[tuple[int, Row]]:
    yield from enumerate(rows, start=1)


def read_workbook(opened: Opened, problems: list[Problem]) -> Iterator[FoundTable]:
    """The tables of a workbook, sheet by sheet. Sheets that are no table are listed."""
    looks = look(opened)
    is_found = False
    try:
        with CalamineWorkbook.from_path(str(opened.path)) as workbook:
            for name, sheet_look in looks.items():
                rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
                rows = _with_peculiar(rows, sheet_look.peculiar)
                if all(is_blank(cell) for row in rows for cell in row):
                    continue
                place = Place(opened.name, name)
                table = find_table(place, _numbered(rows))
                if table is None:
                    problems.append(problem(Kind.UNKNOWN_SHEET, place))
                else:
                    is_found = True
                    if sheet_look.is_hidden:
                        problems.append(problem(Kind.HIDDEN_SHEET, place))
                    yield table
    except CalamineError as error:
        raise refuse(
            opened.name, "the workbook is damaged.", "Save it again in the spreadsheet."
        ) from error
    if not is_found:
        raise not_recognised(opened.name)
