"""Intervals against published tables and worked examples."""

import pytest

from lineofsight.statistics import funnel, intervals
from lineofsight.statistics.distributions import chi_square_cdf, chi_square_quantile
from lineofsight.statistics.funnel import Standing


@pytest.mark.parametrize(
    ("probability", "degrees", "value"),
    [
        (0.95, 1, 3.841459),
        (0.99, 1, 6.634897),
        (0.975, 10, 20.483177),
        (0.025, 10, 3.246973),
        (0.95, 30, 43.772972),
        (0.025, 200, 162.727983),
        (0.5, 2, 1.386294),
    ],
)
def test_the_chi_square_quantile_agrees_with_published_tables(probability, degrees, value):
    assert chi_square_quantile(probability, degrees) == pytest.approx(value, abs=1e-6)


def test_the_chi_square_quantile_is_nought_without_degrees_of_freedom():
    assert chi_square_quantile(0.025, 0) == 0
    assert chi_square_cdf(0, 4) == 0


def test_a_quantile_of_certainty_is_refused():
    with pytest.raises(ValueError, match="not including, 1"):
        chi_square_quantile(1, 4)


@pytest.mark.parametrize(
    ("numerator", "denominator", "lower", "upper"),
    [  # Newcombe 1998, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_newcombes_worked_examples(numerator, denominator, lower, upper):
    interval = intervals.wilson(numerator, denominator)
    assert interval.lower == pytest.approx(lower, abs=5e-5)
    assert interval.upper == pytest.approx(upper, abs=5e-5)


def test_all_of_all_ends_at_one_and_none_starts_at_nought():
    assert intervals.wilson(7, 7).upper == 1
    assert intervals.wilson(0, 7).lower == 0


def test_there_is_no_interval_without_cases():
    assert intervals.wilson(0, 0) is None
    assert intervals.rate(3, 0) is None


@pytest.mark.parametrize(
    ("count", "lower", "upper"),
    [  # exact Poisson limits, as in the tables of Pearson and Hartley
        (0, 0.0, 3.6889),
        (1, 0.0253, 5.5716),
        (5, 1.6235, 11.6683),
        (9, 4.1154, 17.0848),
    ],
)
def test_fewer_than_ten_events_have_the_exact_interval(count, lower, upper):
    interval = intervals.events(count)
    assert interval.lower == pytest.approx(lower, abs=5e-5)
    assert interval.upper == pytest.approx(upper, abs=5e-5)


def test_ten_events_and_more_have_byars_interval_close_to_the_exact_one():
    byars = intervals.events(10)
    assert (byars.lower, byars.upper) == pytest.approx((4.7874, 18.3915), abs=5e-4)
    assert byars.lower == pytest.approx(chi_square_quantile(0.025, 20) / 2, abs=0.02)
    assert byars.upper == pytest.approx(chi_square_quantile(0.975, 22) / 2, abs=0.02)


def test_a_rate_is_its_events_interval_over_the_population():
    interval = intervals.rate(65, 100_000)
    assert (interval.lower, interval.upper) == pytest.approx((5.0164, 8.2849), abs=5e-4)


@pytest.mark.parametrize("confidence", [0.5, 1, 95])
def test_a_confidence_outside_of_90_to_100_per_cent_is_refused(confidence):
    with pytest.raises(ValueError, match="confidence"):
        intervals.wilson(1, 2, confidence=confidence)


def test_what_is_no_proportion_and_no_count_is_refused():
    with pytest.raises(ValueError, match="not a proportion"):
        intervals.wilson(3, 2)
    with pytest.raises(ValueError, match="not a count"):
        intervals.events(-1)


def test_funnel_limits_of_a_proportion_invert_wilson():
    limits = funnel.proportion_limits(0.78, 39)
    assert (limits.lower, limits.upper) == pytest.approx((0.65, 0.91), abs=1e-3)
    # a unit that lies exactly on its low limit has an interval that just reaches the average
    n = 400
    on_the_line = funnel.proportion_limits(0.3, n).lower
    assert intervals.wilson(round(on_the_line * n), n).upper == pytest.approx(0.3, abs=2e-3)


def test_funnel_limits_of_a_rate_invert_the_interval_of_its_events():
    limits = funnel.rate_limits(0.005, 10_000)
    assert intervals.events(limits.lower * 10_000).upper == pytest.approx(50, abs=1e-6)
    assert intervals.events(limits.upper * 10_000).lower == pytest.approx(50, abs=1e-6)


def test_a_unit_too_small_to_be_low_has_a_low_limit_of_nought():
    assert funnel.rate_limits(0.0001, 1_000).lower == 0


def test_a_team_is_flagged_only_beyond_the_limits_of_its_size():
    assert funnel.standing_of_proportion(25, 39, 0.78) == Standing.BELOW
    assert funnel.standing_of_proportion(10, 39, 0.78) == Standing.FAR_BELOW
    assert funnel.standing_of_proportion(38, 39, 0.78) == Standing.ABOVE
    assert funnel.standing_of_proportion(6, 9, 0.78) == Standing.WITHIN
    assert funnel.standing_of_rate(90, 10_000, 0.005) == Standing.FAR_ABOVE
    assert funnel.standing_of_rate(50, 10_000, 0.005) == Standing.WITHIN


def test_the_pooled_value_weighs_units_by_their_size():
    assert funnel.pooled([(1, 2), (9, 18)]) == 0.5
    assert funnel.pooled([(1, 1), (0, 9)]) == pytest.approx(0.1)
    assert funnel.pooled([]) is None
    assert funnel.pooled([(0, 0)]) is None
