"""The XmR chart: limits, four rules, two icons, by worked examples."""

from datetime import date

import pytest

from lineofsight.periods import add_months
from lineofsight.statistics.control_charts import (
    Assurance,
    Better,
    Observation,
    PointType,
    Rule,
    xmr,
)

START = date(2024, 9, 1)


def months(*values):
    return [Observation(add_months(START, n), value) for n, value in enumerate(values)]


def chart(*values, better=Better.HIGHER, **more):
    return xmr(months(*values), better=better, **more)


def rules(found):
    return [point.rule for point in found.points]


STEADY = (50, 52, 49, 51, 50, 48, 51, 50, 52, 49, 50, 51)


def test_limits_lie_at_266_mean_moving_ranges_from_the_mean():
    found = chart(10, 12, 10, 12, 10, 12, 10, screen_outliers=False)
    segment = found.latest_segment
    assert segment.mean == pytest.approx(76 / 7)
    assert segment.upper == pytest.approx(76 / 7 + 2.66 * 2)
    assert segment.lower == pytest.approx(76 / 7 - 2.66 * 2)
    assert segment.near_upper == pytest.approx(76 / 7 + 2.66 * 2 * 2 / 3)


def test_an_outlying_moving_range_is_screened_once_unless_told_otherwise():
    values = (10, 11, 10, 11, 10, 11, 10, 11, 40, 39, 40, 39, 40)
    screened = chart(*values).latest_segment
    whole = chart(*values, screen_outliers=False).latest_segment
    assert screened.upper - screened.mean == pytest.approx(2.66 * 1)
    assert whole.upper - whole.mean == pytest.approx(2.66 * (11 + 29) / 12)


def test_a_series_that_never_moves_has_limits_at_its_mean_and_no_special_cause():
    found = chart(*[0.1] * 14)
    segment = found.latest_segment
    assert segment.lower == segment.mean == segment.upper
    assert set(rules(found)) == {None}


def test_a_point_strictly_beyond_a_limit_is_special():
    found = chart(*STEADY, 30)
    assert found.points[-1].rule == Rule.OUTSIDE
    assert found.points[-1].type == PointType.CONCERN_LOW
    assert rules(found)[:-1] == [None] * 12


def test_a_point_exactly_on_a_limit_is_common_cause():
    # mean 50 and mean moving range 4: limits at 50 ± 10.64, and one point put exactly there
    values = [50, 54, 50, 46] * 6
    found = chart(*values, screen_outliers=False)
    segment = found.latest_segment
    assert all(segment.lower < point.value < segment.upper for point in found.points)
    assert Rule.OUTSIDE not in rules(found)


def test_seven_rising_points_are_a_trend_and_all_seven_are_named():
    found = chart(20, 20, 1, 2, 3, 4, 5, 6, 7, 30, 1, 30, 1, 30)
    assert rules(found)[2:9] == [Rule.TREND] * 7
    assert found.points[5].type == PointType.IMPROVEMENT_HIGH


def test_six_rising_points_are_no_trend_and_a_tie_breaks_one():
    assert Rule.TREND not in rules(chart(20, 30, 1, 2, 3, 4, 5, 6, 1, 30, 1, 30))
    assert Rule.TREND not in rules(chart(20, 30, 1, 2, 3, 3, 4, 5, 6, 1, 30, 1))


def test_at_a_turn_the_later_trend_names_the_direction():
    found = chart(1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1, 9, -1, 9, -1, 9, -1, 9, -1)
    turn = found.points[6]
    assert turn.rule == Rule.TREND
    assert turn.rising is False
    assert found.points[5].rising is True


def test_two_of_three_near_a_limit_on_one_side_names_only_the_near_ones():
    values = (*[48, 52] * 6, 60, 52, 60, 50, 48, 51)
    found = chart(*values)
    segment = found.latest_segment
    near = [
        n
        for n, point in enumerate(found.points)
        if segment.near_upper < point.value <= segment.upper
    ]
    assert near == [12, 14]
    assert rules(found)[12] == Rule.TWO_OF_THREE
    assert rules(found)[13] is None
    assert rules(found)[14] == Rule.TWO_OF_THREE


def test_two_near_points_with_the_third_across_the_mean_are_common_cause():
    values = (*[48, 52] * 6, 60, 49, 60, 50, 48, 51)
    assert Rule.TWO_OF_THREE not in rules(chart(*values))


def test_a_point_outside_does_not_count_as_near():
    values = (*[48, 52] * 6, 90, 58, 60, 50, 48, 51)
    found = chart(*values)
    assert rules(found)[12] == Rule.OUTSIDE
    assert Rule.TWO_OF_THREE not in rules(found)


def test_seven_on_one_side_of_the_mean_are_a_shift_and_one_on_the_mean_breaks_it():
    low, high = (48, 47, 48, 47, 48, 47, 48), (52, 53, 52, 53, 52, 53, 52)
    found = chart(*low, *high, screen_outliers=False)
    assert set(rules(found)) == {Rule.SHIFT, Rule.TWO_OF_THREE}
    assert found.points[0].rule == Rule.SHIFT
    assert found.points[0].rising is False
    assert found.points[0].type == PointType.CONCERN_LOW
    assert found.points[-1].type == PointType.IMPROVEMENT_HIGH
    broken = chart(48, 47, 48, 50, 47, 48, 47, 52, 53, 52, 50, 53, 52, 53)
    assert broken.latest_segment.mean == pytest.approx(50)
    assert Rule.SHIFT not in rules(broken)


def test_outside_comes_before_trend_and_trend_before_shift():
    found = chart(*[50, 51] * 10, 60, 61, 62, 63, 64, 65, 90)
    assert found.points[-1].rule == Rule.OUTSIDE
    assert Rule.TREND in rules(found)[20:26] or Rule.OUTSIDE in rules(found)[20:26]
    climbing = chart(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, screen_outliers=False)
    assert {Rule.TREND, Rule.OUTSIDE} == set(rules(climbing))


def test_a_gap_ends_a_run_and_no_moving_range_is_taken_across_it():
    found = chart(48, 47, 48, None, 47, 48, 47, 48, 52, 53, 52, None, 53, 52, 53, 52)
    assert Rule.SHIFT not in rules(found)
    assert found.points[3].rule is None
    jump = chart(10, 10, 10, 10, None, 90, 90, 90, 90)
    assert jump.latest_segment.lower == jump.latest_segment.upper


@pytest.mark.parametrize(
    ("better", "type_when_low"),
    [
        (Better.HIGHER, PointType.CONCERN_LOW),
        (Better.LOWER, PointType.IMPROVEMENT_LOW),
        (Better.NEITHER, PointType.NEUTRAL_LOW),
    ],
)
def test_the_variation_icon_is_the_type_of_the_last_point(better, type_when_low):
    assert chart(*STEADY, 30, better=better).variation == type_when_low
    assert chart(*STEADY, better=better).variation == PointType.COMMON


def test_no_variation_is_told_when_the_last_month_is_a_gap():
    assert chart(*STEADY, None).variation is None


@pytest.mark.parametrize(
    ("better", "target", "assurance"),
    [
        (Better.HIGHER, 90, Assurance.WILL_NOT_MEET),
        (Better.HIGHER, 10, Assurance.WILL_MEET),
        (Better.HIGHER, 50, Assurance.INCONSISTENT),
        (Better.LOWER, 90, Assurance.WILL_MEET),
        (Better.LOWER, 10, Assurance.WILL_NOT_MEET),
        (Better.NEITHER, 90, None),
        (Better.HIGHER, None, None),
    ],
)
def test_assurance_holds_the_target_against_the_limits(better, target, assurance):
    assert chart(*STEADY, better=better, target=target).assurance == assurance


def test_a_target_exactly_on_a_limit_is_inconsistent():
    limits = chart(*STEADY).latest_segment
    assert chart(*STEADY, target=limits.upper).assurance == Assurance.INCONSISTENT
    assert chart(*STEADY, target=limits.lower).assurance == Assurance.INCONSISTENT


def test_fewer_than_twelve_values_have_trial_limits_and_no_assurance():
    found = chart(*STEADY[:11], target=90)
    assert found.latest_segment.is_trial
    assert found.assurance is None
    assert not chart(*STEADY, target=90).latest_segment.is_trial


def test_fewer_than_seven_values_have_no_limits_and_no_rules():
    six = chart(50, 50, 50, 51, 50, 90)
    assert not six.latest_segment.has_limits
    assert six.variation is None
    assert set(rules(six)) == {None}
    assert chart(50, 51, 50, 51, 50, 51, 50).latest_segment.has_limits


def test_a_restart_begins_a_new_segment_with_its_own_mean_limits_and_rules():
    found = chart(*STEADY, *[value + 30 for value in STEADY], restarts=[date(2025, 9, 1)])
    assert [(part.first, part.last) for part in found.segments] == [(0, 11), (12, 23)]
    assert found.segments[1].mean == pytest.approx(found.segments[0].mean + 30)
    assert set(rules(found)) == {None}
    assert set(rules(chart(*STEADY, *[value + 30 for value in STEADY]))) == {Rule.OUTSIDE}


def test_a_restart_in_the_middle_of_a_month_takes_effect_with_the_next():
    found = chart(*STEADY, restarts=[date(2025, 3, 14), date(2031, 1, 1)])
    assert [part.first for part in found.segments] == [0, 7]


def test_a_series_of_gaps_and_an_empty_series_say_nothing():
    gaps = chart(None, None, None, target=90)
    assert gaps.variation is None
    assert gaps.assurance is None
    assert gaps.latest_segment.mean is None
    empty = chart()
    assert empty.last is None
    assert empty.latest_segment is None
