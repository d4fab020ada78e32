"""Allegations against people who work with children: the clock, and that nobody is in them."""

from datetime import date

from lineofsight.indicators.definition import Interval, Parameters, Span

# 2 October 2026 is a Friday.
CASES = """
    case_id  | allegation_on | referred_on | strategy_meeting_on | closed_on
    same     | 2026-10-02    | 2026-10-02  | 2026-10-09          | 2026-11-02
    monday   | 2026-10-02    | 2026-10-05  | 2026-10-13          | 2026-11-06
    tuesday  | 2026-10-02    | 2026-10-06  |                     |
    unsaid   |               | 2026-10-06  | 2026-10-14          | 2027-01-06
    october  | 2026-08-28    | 2026-08-31  | 2026-09-02          | 2026-09-30
"""


def test_referrals_are_counted_in_the_month_they_came(ask):
    answer = ask("LAD01", "2026-10", loc_lado_cases=CASES)
    assert answer.counted == ["monday", "same", "tuesday", "unsaid"]
    assert answer.tally("team") == {"not-recorded": (4, 4)}
    assert {(row["child_id"], row["worker_id"]) for row in answer.rows} == {(None, None)}


def test_friday_to_monday_is_one_working_day(ask):
    answer = ask("LAD02", "2026-10", loc_lado_cases=CASES)
    assert answer.counted == ["monday", "same"]
    assert answer.not_counted == ["tuesday"]
    assert answer.left_out == {"unsaid": "When the employer knew of it is not recorded."}


def test_the_first_meeting_by_the_local_limit(ask):
    answer = ask("LAD03", "2026-10", loc_lado_cases=CASES)
    assert answer.counted == ["same"]
    assert answer.not_counted == ["monday", "unsaid"]
    wider = Parameters(allegation_meeting_within=Interval(6, Span.WORKING_DAYS))
    assert ask("LAD03", "2026-10", parameters=wider, loc_lado_cases=CASES).not_counted == []


def test_a_month_ends_on_the_same_day_or_lacking_one_on_the_last(ask):
    november = ask("LAD04", "2026-11", loc_lado_cases=CASES)
    assert november.counted == ["same"]
    assert november.not_counted == ["monday"]
    assert ask("LAD04", "2026-09", loc_lado_cases=CASES).dues() == {"october": date(2026, 9, 30)}


def test_three_months_are_the_second_half_of_it(ask):
    assert ask("LAD04B", "2026-11", loc_lado_cases=CASES).counted == ["monday", "same"]
    assert ask("LAD04B", "2027-01", loc_lado_cases=CASES).counted == ["unsaid"]
