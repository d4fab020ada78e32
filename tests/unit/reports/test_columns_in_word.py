"""Columns of a Word report: shares of the page, and no head that a word processor must break."""

import io
from dataclasses import replace

import docx
import pytest
from docx.shared import Cm
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.reports.sample_reports import figure_table, percent, report, section

from lineofsight.reports import as_docx, model

PAGE = as_docx.TEXT_WIDTH_CM
words = st.text(alphabet="abcdefghijklmnopqrstuvwxyzMW’", min_size=1, max_size=12)
heads = st.lists(words, min_size=2, max_size=8).map(" ".join)


@given(st.lists(st.tuples(heads, st.floats(0.5, 4)), min_size=1, max_size=12))
def test_columns_fill_the_page_and_hold_the_longest_word_of_their_heads_where_it_can(columns):
    titles, shares = zip(*columns, strict=True)
    found = as_docx.column_widths(list(titles), list(shares))
    cell = as_docx._longest_word_cm(as_docx.WORD_OF_A_CELL)
    needed = [as_docx._longest_word_cm(title) for title in titles]
    roomy = [max(need, cell) for need in needed]
    assert sum(found) == pytest.approx(PAGE)
    if sum(roomy) < PAGE:
        assert all(has >= need - 1e-9 for has, need in zip(found, roomy, strict=True))
    elif sum(needed) < PAGE:
        assert all(has >= need - 1e-9 for has, need in zip(found, needed, strict=True))


def test_where_every_word_has_room_the_shares_stay_as_they_are():
    assert as_docx.column_widths(["a", "b"], [3.0, 1.0]) == pytest.approx([0.75 * PAGE, PAGE / 4])


def test_statistical_neighbours_stand_in_whole_words_beside_everything_else():
    table = figure_table()
    compared = [("England", "2024 to 2025"), ("Statistical neighbours", "2024 to 2025"),
                ("South East", "2024 to 2025")]  # fmt: skip
    comparisons = tuple(model.Comparison(name, year, percent(8, 10)) for name, year in compared)
    rows = tuple(replace(row, comparisons=comparisons) for row in table.rows)
    part = model.Part(key="", title="", strap="", blocks=(replace(table, rows=rows),))
    written = as_docx.document(report(replace(section(), parts=(part,))))
    (word, *_) = docx.Document(io.BytesIO(written)).tables
    head = {cell.text: cell.width for cell in word.rows[0].cells}
    (neighbours,) = [text for text in head if text.startswith("Statistical")]
    assert head[neighbours] >= Cm(2.25)  # “neighbours”, bold, 9 point, with its margins
    assert head["Measure"] > Cm(3.5)
    assert abs(sum(head.values()) - Cm(PAGE)) < Cm(0.01)
