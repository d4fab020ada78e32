"""The limits of definitions, as guidance or an authority words them."""

from datetime import date

import pytest

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
