"""Working days leave out weekends and the bank holidays of England and Wales."""

import csv
from datetime import date

import pytest

from lineofsight.errors import UserError
from lineofsight.working_days import Convention, calendar_table, england


@pytest.mark.parametrize(
    ("start", "end", "day_0", "inclusive"),
    [
        # same day
        (date(2026, 11, 23), date(2026, 11, 23), 0, 1),
        # Friday to Monday
        (date(2026, 11, 20), date(2026, 11, 23), 1, 2),
        # a Saturday start is day 0 too, and never day 1
        (date(2026, 11, 21), date(2026, 11, 23), 1, 1),
        # Good Friday 3 April and Easter Monday 6 April 2026
        (date(2026, 4, 2), date(2026, 4, 7), 1, 2),
        # Christmas Day on a Friday, Boxing Day kept on Monday 28 December
        (date(2026, 12, 24), date(2026, 12, 29), 1, 2),
        # the year of two extra holidays: 2 and 3 June 2022
        (date(2022, 6, 1), date(2022, 6, 6), 1, 2),
        # the coronation, 8 May 2023
        (date(2023, 5, 5), date(2023, 5, 9), 1, 2),
        # an end before the start is negative, not nothing
        (date(2026, 11, 23), date(2026, 11, 20), -1, 0),
    ],
)
def test_working_days_between_two_dates(start, end, day_0, inclusive):
    assert england().between(start, end) == day_0
    assert england().between(start, end, Convention.INCLUSIVE) == inclusive


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 11, 23), 10, date(2026, 12, 7)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2026, 12, 25), 0, date(2026, 12, 29)),
        (date(2026, 12, 23), 0, date(2026, 12, 23)),
        (date(2026, 4, 4), 1, date(2026, 4, 7)),
    ],
)
def test_a_limit_of_working_days_ends_on_a_working_day(start, days, due):
    assert england().add(start, days) == due


def test_moving_back_finds_the_working_day_before():
    assert england().previous(date(2026, 12, 28)) == date(2026, 12, 24)


def test_a_date_outside_the_calendar_is_refused_and_not_guessed():
    with pytest.raises(UserError, match="outside the calendar"):
        england().ordinal(date(1066, 10, 14))


def test_the_table_agrees_with_the_calendar():
    table = calendar_table()
    rows = dict(zip(table["day"].to_pylist(), table["ordinal"].to_pylist(), strict=True))

    assert rows[date(2026, 11, 23)] == england().ordinal(date(2026, 11, 23))
    assert len(rows) == table.num_rows


def test_the_holidays_agree_with_a_second_list(reference):
    text = (reference / "bank_holidays_england_2015_2027.csv").read_text(encoding="utf-8-sig")
    listed = {date.fromisoformat(row["date"]) for row in csv.DictReader(text.splitlines())}
    ours = {d for d in england().holidays if 2015 <= d.year <= 2027 and d.weekday() < 5}

    assert ours == listed
