"""What must hold for any two days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lineofsight.periods import Period, PeriodKind, add_months, age_on
from lineofsight.working_days import england

days = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@given(days, days)
def test_nobody_ages_more_than_a_year_overnight(born, day):
    assert age_on(born, day + timedelta(days=1)) - age_on(born, day) in (0, 1)


@given(days, days)
def test_working_days_never_exceed_days(one, other):
    start, end = sorted((one, other))
    assert 0 <= england().between(start, end) <= (end - start).days


@given(days, st.integers(1, 100))
def test_a_deadline_is_as_far_away_as_it_says(start, limit):
    due = england().add(start, limit)
    assert england().between(start, due) == limit
    assert england().is_working_day(due)


@given(days, days, days)
def test_working_days_add_up(one, two, three):
    first, middle, last = sorted((one, two, three))
    whole = england().between(first, last)
    assert whole == england().between(first, middle) + england().between(middle, last)


@given(days, st.sampled_from(list(PeriodKind)))
def test_every_period_holds_its_day_or_month_and_reads_back(day, kind):
    period = Period.of_kind(kind, day)
    assert day in period
    assert Period.parse(period.id) == period
    assert period.earlier().end < period.end


@given(days, st.integers(-60, 60))
def test_months_come_back_to_the_month_they_left(day, months):
    back = add_months(add_months(day, months), -months)
    assert (back.year, back.month) == (day.year, day.month)
    assert back <= day
