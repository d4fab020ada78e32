"""All four formats carry the same figures as the report, and as the screen shows them."""

import math
import re
from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from tests.property.report_readers import (
    TaggedPdf,
    docx_paragraphs,
    docx_tables,
    html_figures,
    shown_in_excel,
    xlsx_rows,
)
from tests.property.report_strategies import figures, reports

from lineofsight.reports import as_docx, as_html, as_pdf, as_xlsx, display, model, stored
from lineofsight.reports.text import cleaned

any_report = settings(
    max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


def shown(figure: model.FigureCell) -> str:
    """As the screen shows it: straight from the display rules, not from the stored text."""
    text = display.value_text(figure.value, unit=figure.unit, state=figure.state)
    basis = display.basis_text(
        figure.numerator, figure.denominator, unit=figure.unit, state=figure.state
    )
    return f"{text} {basis}".strip()


def blocks_of(report: model.Report, *kinds: type) -> list:
    return [block for _, _, block in model.blocks(report) if isinstance(block, kinds)]


def expected_tables(report: model.Report) -> list[list[list[str]]]:
    """The figures of each table in the text, row by row. A cell without a figure says so."""
    tables = []
    for block in blocks_of(report, model.FigureTable, model.CrossTable):
        if isinstance(block, model.CrossTable):
            tables.append([[shown(cell) for cell in row.cells] for row in block.rows])
            continue
        with_year_ago = any(row.year_ago for row in block.rows)
        rows = []
        for row in block.rows:
            others = [row.year_ago] if with_year_ago else []
            found = [in_column(row, column) for column in compared(block)]
            others += [each.figure if each else None for each in found]
            rows.append([shown(row.figure), *(shown(f) if f else "no figure" for f in others)])
        tables.append(rows)
    return tables


def compared(block: model.FigureTable) -> list[tuple[str, str]]:
    """A column a name, with the year in its head where it is the same for all; where a row
    has two years of one name, a column for each year."""
    found = [(c.name, c.year) for row in block.rows for c in row.comparisons]
    if any(len({c.name for c in row.comparisons}) < len(row.comparisons) for row in block.rows):
        return list(dict.fromkeys(found))
    return [
        (name, years.pop() if len(years) == 1 else "")
        for name in dict.fromkeys(name for name, _ in found)
        for years in [{year for other, year in found if other == name}]
    ]


def in_column(row: model.FigureRow, column: tuple[str, str]) -> model.Comparison | None:
    named = [c for c in row.comparisons if c.name == column[0] and column[1] in ("", c.year)]
    return named[0] if named else None


def figure_columns(report: model.Report, tables: list[list[list[str]]]) -> list:
    """The same cells of tables as read: those columns that hold figures. The year of a
    comparison, where it stands in the cell, is not part of the figure."""
    picked = []
    blocks = blocks_of(report, model.FigureTable, model.CrossTable)
    for block, table in zip(blocks, tables, strict=False):
        if isinstance(block, model.CrossTable):
            picked.append([row[1:] for row in table])
            continue
        rows = []
        for row, of_block in zip(table, block.rows, strict=True):
            cells = [row[1], *row[4:]]
            for place, column in enumerate(reversed(compared(block)), 1):
                found = in_column(of_block, column)
                if found and not column[1]:
                    assert cells[-place].split()[-len(found.year.split()) :] == found.year.split()
                    cells[-place] = cells[-place].removesuffix(found.year).strip()
            rows.append(cells)
        picked.append(rows)
    return picked


def figures_behind_charts(report: model.Report) -> list[list[str]]:
    """Chart by chart, as paper has them: charts of the same months stand in one table."""
    alike = defaultdict(list)
    for chart in blocks_of(report, model.ChartBlock):
        alike[tuple(point.period_label for point in chart.points)].append(chart)
    return [
        [shown(p.figure) for p in chart.points] for charts in alike.values() for chart in charts
    ]


def read_behind_charts(tables: list[list[list[str]]]) -> list[list[str]]:
    """The columns of the tables behind the charts, without the letters of their notes."""
    return [
        [re.sub(r" \[[a-z]+\]$", "", cell) for cell in column]
        for table in tables
        for column in list(zip(*table, strict=True))[1:]
    ]


def assert_all_figures(report: model.Report, tables: list[list[list[str]]]) -> None:
    expected = expected_tables(report)
    assert figure_columns(report, tables) == expected
    assert read_behind_charts(tables[len(expected) :]) == figures_behind_charts(report)


def exception_lines(report: model.Report) -> list[str]:
    return [
        " ".join(f"{item.title} {shown(item.figure)}".split())
        for block in blocks_of(report, model.ExceptionList)
        for item in block.items
    ]


@given(figures())
def test_a_stored_text_is_what_the_display_rules_say(figure):
    assert f"{figure.text} {figure.basis}".strip() == shown(figure)


@any_report
@given(reports())
def test_html_shows_every_figure_of_the_report_and_no_other(report):
    assert html_figures(as_html.document(report)) == [shown(f) for f in model.figures(report)]


@any_report
@given(reports())
def test_word_shows_every_figure_of_the_report_and_no_other(report):
    report = cleaned(report)
    content = as_docx.document(report)
    tables = docx_tables(content)[:-1]  # the last says where the report comes from
    assert_all_figures(report, tables)
    bullets = [" ".join(text.split()) for text in docx_paragraphs(content)]
    for line in exception_lines(report):
        assert line in bullets


@any_report
@given(reports())
def test_pdf_shows_every_figure_of_the_report_and_no_other(report):
    report = cleaned(report)
    pdf = TaggedPdf(as_pdf.document(report))
    tables = pdf.tables()[:-1]
    assert_all_figures(report, tables)
    said = [pdf.text(element) for element in pdf.elements("/P")]
    for line in exception_lines(report):
        assert line in said


@any_report
@given(reports())
def test_excel_holds_the_raw_numbers_and_shows_the_same_text(report):
    report = cleaned(report)
    rows = xlsx_rows(as_xlsx.document(report))
    in_order = []
    for block in blocks_of(report, model.FigureTable):
        in_order += model.figures_of(block)
    assert_same_figures([row[6:10] for row in rows.get("Figures", [])], in_order)
    points = [f for block in blocks_of(report, model.ChartBlock) for f in model.figures_of(block)]
    assert_same_figures([row[4:8] for row in rows.get("Trends", [])], points)
    items = [f for b in blocks_of(report, model.ExceptionList) for f in model.figures_of(b)]
    assert_same_figures([row[5:6] for row in rows.get("Exceptions", [])], items)
    for kind in as_xlsx.CROSS_TITLES:
        tables = [b for b in blocks_of(report, model.CrossTable) if b.kind == kind]
        cells = [figure for block in tables for figure in model.figures_of(block)]
        assert_same_figures([row[4:5] for row in rows.get(kind.capitalize(), [])], cells)


def assert_same_figures(cells: list[tuple], expected: list[model.FigureCell]) -> None:
    assert len(cells) == len(expected)
    for (value, *parts), figure in zip(cells, expected, strict=True):
        if not figure.has_value:
            symbol = display.SYMBOL_OF_STATE[figure.state]
            assert [value.value, *(part.value for part in parts)] == [symbol] * (1 + len(parts))
            continue
        assert value.data_type == "n"
        assert math.isclose(value.value, figure.value, rel_tol=1e-14, abs_tol=1e-300)
        assert shown_in_excel(value) == figure.text
        raw = (figure.numerator, figure.denominator, figure.unknown)
        for part, number in zip(parts, raw, strict=False):
            assert part.value == ("z" if number is None else number)


@any_report
@given(reports())
def test_a_stored_report_comes_back_as_it_was(report):
    text = stored.to_json(report)
    assert stored.from_json(text) == report
    assert stored.to_json(stored.from_json(text)) == text


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.parametrize("render", [as_html, as_pdf, as_docx, as_xlsx])
@given(report=reports())
def test_the_same_report_gives_the_same_bytes(render, report):
    assert render.document(report) == render.document(report)
