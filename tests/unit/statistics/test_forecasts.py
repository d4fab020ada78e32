"""A forecast is shown where the past says that it can be told, and nowhere else."""

import math
import random
from itertools import pairwise

import pytest

from lineofsight.statistics.forecasts import Forecast, Method, NoForecast, forecast


def seasonal(months: int, noise: float = 1.0, seed: int = 1) -> list[float]:
    dice = random.Random(seed)
    wave = [100 + 30 * math.sin(2 * math.pi * n / 12) for n in range(months)]
    return [value + dice.gauss(0, noise) for value in wave]


def rising(months: int, noise: float = 1.0, seed: int = 2) -> list[float]:
    dice = random.Random(seed)
    return [50 + 2 * n + dice.gauss(0, noise) for n in range(months)]


def wandering(months: int, seed: int) -> list[float]:
    dice, values = random.Random(seed), [100.0]
    while len(values) < months:
        values.append(values[-1] + dice.gauss(0, 5))
    return values


def test_a_yearly_pattern_is_expected_to_come_again():
    found = forecast(seasonal(72))
    assert found.method == Method.SEASONAL_NAIVE
    assert [round(each.value) for each in found.months] == [
        round(value) for value in seasonal(72)[-12:-6]
    ]
    assert found.error < found.plain_error


def test_a_trend_goes_on_and_flattens_out():
    found = forecast(rising(48))
    assert found.method == Method.DAMPED_TREND
    steps = [b.value - a.value for a, b in zip(found.months, found.months[1:], strict=False)]
    assert all(step > 0 for step in steps)
    assert all(later <= sooner for sooner, later in pairwise(steps))


def test_a_walk_without_direction_is_not_foretold():
    """As last month is the best there is; most of these walks say so."""
    refused = [isinstance(forecast(wandering(60, seed)), NoForecast) for seed in range(20)]
    assert sum(refused) >= 12


def test_the_same_every_month_needs_no_forecast():
    found = forecast([40.0] * 60)
    assert isinstance(found, NoForecast)
    assert "as it was last month" in found.reason


@pytest.mark.parametrize("months", [0, 1, 12, 35])
def test_fewer_than_three_years_are_too_few(months):
    found = forecast([1.0] * months)
    assert found == NoForecast(f"36 months in a row with a figure are needed; there are {months}.")


def test_only_the_months_after_a_gap_are_learnt_from():
    gap = [*seasonal(60)[:30], None, *seasonal(60)[31:]]
    found = forecast(gap)
    assert isinstance(found, NoForecast)
    assert "there are 29" in found.reason
    assert forecast([None, *seasonal(60)]) == forecast(seasonal(60))


def test_the_further_ahead_the_wider_and_the_surer_the_wider():
    found = forecast(rising(60))
    widths = [each.likely[1] - each.likely[0] for each in found.months]
    assert widths == sorted(widths)
    assert widths[0] < widths[-1]
    for each in found.months:
        assert each.nearly_sure[0] < each.likely[0] < each.value < each.likely[1]
        assert each.likely[1] < each.nearly_sure[1]


def test_a_share_stays_between_0_and_100_and_a_count_above_0():
    share = [min(100.0, 40 + 1.2 * n + (n % 3)) for n in range(50)]
    found = forecast(share, ceiling=100.0)
    assert isinstance(found, Forecast)
    assert all(each.nearly_sure[1] <= 100 for each in found.months)
    falling = [max(0.0, 50 - n + (n % 3)) for n in range(50)]
    found = forecast(falling)
    assert isinstance(found, Forecast)
    assert all(each.nearly_sure[0] >= 0 for each in found.months)


def test_the_trials_never_look_into_their_future():
    """A jump in the last month changes only trials in which that month is the answer."""
    quiet = seasonal(60)
    jumped = [*quiet[:-1], quiet[-1] + 1000]
    before, after = forecast(quiet), forecast(jumped)
    assert isinstance(before, Forecast)
    assert isinstance(after, Forecast)
    times = (after.error - before.error) * after.tried / 1000
    assert times == pytest.approx(6, abs=0.1)


def test_of_four_in_five_months_the_likely_range_holds_the_truth():
    """What is promised of the ranges, over many invented series of the kind they are made for."""
    held = sure = shown = 0
    for seed in range(60):
        series = seasonal(66, noise=4, seed=seed)
        found = forecast(series[:60])
        if isinstance(found, NoForecast):
            continue
        for each, truth in zip(found.months, series[60:], strict=True):
            shown += 1
            held += each.likely[0] <= truth <= each.likely[1]
            sure += each.nearly_sure[0] <= truth <= each.nearly_sure[1]
    assert shown > 300
    assert 0.72 < held / shown < 0.88
    assert 0.90 < sure / shown < 0.99


def test_expected_values_are_those_of_the_smoothing_worked_by_hand():
    """Level and slope of a straight line are the line: what comes next lies on it, damped."""
    line = [10.0 + 3 * n for n in range(40)]
    found = forecast(line)
    assert found.method == Method.DAMPED_TREND
    assert found.months[0].value == pytest.approx(line[-1] + 3, abs=0.3)
