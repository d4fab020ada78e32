"""What may come: the sentence, the table and the drawing say the same."""

import math
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from tests.unit.charts.test_findings import on_time

from lineofsight.charts.outlook import outlook
from lineofsight.charts.series import Month, Series
from lineofsight.charts.subjects import subject
from lineofsight.periods import add_months
from lineofsight.statistics.control_charts import Better
from lineofsight.statistics.targets import Target


def waves(unit: str = "percent", *, middle: float = 70.0, months: int = 60, target=None) -> Series:
    values = [middle + 15 * math.sin(2 * math.pi * n / 12) + (n * 7 % 5) / 5 for n in range(months)]
    return Series(
        title="Visits in time",
        subject=subject("CPP12", "Visits in time"),
        unit=unit,
        area="Ashmere",
        months=tuple(
            Month(add_months(date(2021, 11, 1), n), value) for n, value in enumerate(values)
        ),
        better=Better.HIGHER,
        target=target,
    )


def test_the_sentence_names_the_last_month_ahead_and_its_likely_range():
    found = outlook(waves())
    assert found.is_told
    assert re.match(
        r"Expected in April 2027: \d+\.\d%, likely between \d+% and \d+%\.$", found.sentence
    )
    assert "Method: as in the same month a year ago." in found.basis


def test_a_target_that_will_be_missed_is_told_from_its_first_month():
    said = outlook(waves(target=Target(at_least=80, tolerance=2))).sentence
    assert said.endswith("From November 2026 it is more likely than not to miss its target.") or (
        re.search(r"From \w+ 20\d\d it is likely to miss its target\.$", said)
    )
    kept = outlook(waves(target=Target(at_least=20))).sentence
    assert kept.endswith("It is expected to stay within reach of its target.")


def test_the_table_holds_the_months_of_the_drawing():
    found = outlook(waves())
    table = found.table()
    assert [row[0] for row in table.rows] == [
        "November 2026", "December 2026", "January 2027", "February 2027", "March 2027",
        "April 2027",
    ]  # fmt: skip
    for row in table.rows:
        assert f"{row[0]}, expected: {row[1]}" in found.for_page


@pytest.mark.parametrize("unit", ["percent", "count", "rate", "working_days", "mean: days"])
def test_both_drawings_are_well_formed_named_and_described(unit):
    found = outlook(waves(unit))
    for part in re.findall(r"<svg.*?</svg>", found.for_page, flags=re.DOTALL):
        root = ElementTree.fromstring(part)
        named = root.attrib["aria-labelledby"].split()
        assert {each.attrib.get("id") for each in root.iter()} >= set(named)
        assert "style=" not in part
    assert found.for_page.count("<svg") == 2


def test_a_rolling_year_and_a_short_series_say_why_there_is_no_forecast():
    assert outlook(on_time(is_rolling=True)).sentence == (
        "Each point is a year that shares eleven months with the one before."
    )
    assert "36 months in a row" in outlook(waves(months=20)).sentence
    assert not outlook(waves(months=20)).is_told


def test_a_share_is_never_expected_above_100():
    found = outlook(waves(middle=92.0))
    assert found.is_told
    assert all(each.nearly_sure[1] <= 100 for _, each in found.months)
