"""The limits of definitions, as guidance or an authority words them."""

from datetime import date

import pytest

from lineofsight.indicators import CATALOGUE
from lineofsight.indicators.definition import Interval


@pytest.mark.parametrize(
    ("said", "start", "last_day"),
    [
        ("10 working days", date(2025, 12, 19), date(2026, 1, 7)),
        ("10 days", date(2025, 12, 19), date(2025, 12, 29)),
        ("4 weeks", date(2025, 12, 19), date(2026, 1, 16)),
        ("3 months", date(2025, 11, 30), date(2026, 2, 28)),
    ],
)
def test_the_last_day_in_time_is_counted_in_the_limits_own_days(said, start, last_day):
    assert Interval.parse(said).after(start) == last_day


@pytest.mark.parametrize(
    ("indicator_id", "day", "since"),
    [
        ("EDU03", date(2026, 8, 31), date(2025, 9, 1)),
        ("EDU03", date(2026, 9, 30), date(2026, 9, 1)),
        ("EDU02", date(2026, 8, 31), date(2026, 4, 1)),
        ("EDU02", date(2026, 12, 31), date(2026, 9, 1)),
        ("EDU12", date(2026, 3, 31), date(2025, 9, 1)),
        ("EDU12", date(2027, 2, 28), date(2025, 9, 1)),
    ],
)
def test_a_figure_of_a_school_year_or_term_needs_all_of_it(indicator_id, day, since):
    (need,) = (each for each in CATALOGUE[indicator_id].needs if each.begins_in)
    assert need.since(day) == since
