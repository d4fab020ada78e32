"""Numbers as charts say them are numbers as reports say them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.charts.words import count_word, line_text, listed, value_text
from lineofsight.reports import display


@given(st.floats(0, 1e6), st.sampled_from(["percent", "count", "rate"]))
def test_a_value_is_written_as_the_report_writes_it(value, unit):
    assert value_text(value, unit) == display.value_text(value, unit=unit)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (12.25, "percent", "12.3%"),
        (1204, "count", "1,204"),
        (34, "working_days", "34 working days"),
        (34.5, "working_days", "34.5 working days"),
        (-0.01, "percent", "0.0%"),
    ],
)
def test_a_value_is_rounded_half_up_with_its_unit(value, unit, text):
    assert value_text(value, unit) == text


def test_a_line_says_no_tenths_it_does_not_need():
    assert line_text(90, "percent") == "90%"
    assert line_text(88.84, "percent") == "88.8%"
    assert line_text(376.2, "count") == "376"


def test_lists_and_small_numbers_are_words():
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert (count_word(7), count_word(26)) == ("seven", "26")
