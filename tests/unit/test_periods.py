"""Periods have ids that can stand in an address, and ages go by birthdays."""

from datetime import date

import pytest

from lineofsight.errors import UnknownName
from lineofsight.periods import Period, PeriodKind, add_months, age_on, financial_year_start


@pytest.mark.parametrize(
    ("text", "start", "end", "label"),
    [
        ("2026-10", "2026-10-01", "2026-10-31", "October 2026"),
        ("2024-02", "2024-02-01", "2024-02-29", "February 2024"),
        ("2026-27-Q1", "2026-04-01", "2026-06-30", "Quarter 1, 2026-27"),
        ("2026-27-Q4", "2027-01-01", "2027-03-31", "Quarter 4, 2026-27"),
        ("1999-00-Q4", "2000-01-01", "2000-03-31", "Quarter 4, 1999-00"),
        ("2026-27-H1", "2026-04-01", "2026-09-30", "Half-year 1, 2026-27"),
        ("2026-27-H2", "2026-10-01", "2027-03-31", "Half-year 2, 2026-27"),
        ("2026-10-ytd", "2026-04-01", "2026-10-31", "April to October 2026"),
        ("2026-04-ytd", "2026-04-01", "2026-04-30", "April 2026"),
        ("2026-03-ytd", "2025-04-01", "2026-03-31", "April to March 2026"),
        ("2026-10-r12", "2025-11-01", "2026-10-31", "Year to October 2026"),
        ("2026-10-31", "2026-10-31", "2026-10-31", "31 October 2026"),
    ],
)
def test_an_id_names_its_days_and_reads_back(text, start, end, label):
    period = Period.parse(text)

    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)
    assert period.id == text
    assert period.label == label


@pytest.mark.parametrize(
    "text",
    [
        "",
        "October",
        "2026-13",
        "2026-28-Q1",
        "2026-27-Q5",
        "2026-27-H3",
        "2026-28-H1",
        "2026-02-30",
        "2026-10-r6",
        "0001-01",
        "0000-00",
        "1899-12-31",
        "9999-12-r12",
    ],
)
def test_what_is_no_period_is_refused_with_the_forms_understood(text):
    with pytest.raises(UnknownName, match=r"is not a period.*2026-27-Q3"):
        Period.parse(text)


def test_thirteen_months_reach_back_to_the_same_month_last_year():
    series = Period.parse("2026-10").series(13)

    assert series[0].id == "2025-10"
    assert series[-1].id == "2026-10"


def test_the_quarter_before_april_belongs_to_the_financial_year_before():
    assert Period.parse("2026-27-Q1").earlier().id == "2025-26-Q4"


def test_half_years_follow_each_other_across_financial_years():
    first = Period.parse("2026-27-H1")

    assert [each.id for each in first.series(3)] == ["2025-26-H1", "2025-26-H2", "2026-27-H1"]
    assert Period.of_kind(PeriodKind.HALF_YEAR, date(2027, 2, 14)).id == "2026-27-H2"
    assert first.when == "in half-year 1, 2026-27"


def test_a_series_of_rolling_years_has_one_a_month():
    assert [p.id for p in Period.parse("2026-01-r12").series(2)] == ["2025-12-r12", "2026-01-r12"]


def test_a_period_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match="cannot end"):
        Period(PeriodKind.MONTH, date(2026, 2, 1), date(2026, 1, 31))


def test_a_month_added_to_its_last_day_stays_in_the_next_month():
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2016, 11, 23), date(2026, 11, 22), 9),
        (date(2016, 11, 23), date(2026, 11, 23), 10),
        (date(2026, 11, 23), date(2026, 11, 23), 0),
        (date(2026, 12, 1), date(2026, 11, 23), -1),
    ],
)
def test_age_changes_on_the_birthday(born, day, age):
    assert age_on(born, day) == age


def test_the_financial_year_starts_on_1_april():
    assert financial_year_start(date(2026, 3, 31)) == date(2025, 4, 1)
    assert financial_year_start(date(2026, 4, 1)) == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("text", "in_sentence", "when"),
    [
        ("2026-10", "October 2026", "in October 2026"),
        ("2026-27-Q3", "quarter 3, 2026-27", "in quarter 3, 2026-27"),
        ("2026-10-ytd", "April to October 2026", "from April to October 2026"),
        ("2026-04-ytd", "April 2026", "in April 2026"),
        ("2026-10-r12", "the year to October 2026", "in the year to October 2026"),
        ("2026-10-31", "31 October 2026", "on 31 October 2026"),
    ],
)
def test_a_period_is_said_within_a_sentence(text, in_sentence, when):
    period = Period.parse(text)

    assert (period.in_sentence, period.when) == (in_sentence, when)
