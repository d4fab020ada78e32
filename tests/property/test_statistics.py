"""What holds of every interval, chart and agreement."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lineofsight.periods import add_months
from lineofsight.statistics.agreement import agreement
from lineofsight.statistics.control_charts import Better, Observation, PointType, xmr
from lineofsight.statistics.distributions import chi_square_cdf, chi_square_quantile
from lineofsight.statistics.intervals import events, wilson

values = st.one_of(st.none(), st.integers(0, 200))
series = st.lists(values, max_size=40)
MIRROR = {
    PointType.IMPROVEMENT_HIGH: PointType.CONCERN_HIGH,
    PointType.IMPROVEMENT_LOW: PointType.CONCERN_LOW,
    PointType.CONCERN_HIGH: PointType.IMPROVEMENT_HIGH,
    PointType.CONCERN_LOW: PointType.IMPROVEMENT_LOW,
    PointType.COMMON: PointType.COMMON,
}


def chart_of(numbers, better=Better.HIGHER, **more):
    months = [Observation(add_months(date(2022, 4, 1), n), v) for n, v in enumerate(numbers)]
    return xmr(months, better=better, **more)


@given(st.integers(0, 400), st.integers(1, 400))
def test_a_proportion_lies_within_its_interval_and_the_interval_within_nought_and_one(some, more):
    total = some + more
    interval = wilson(some, total)
    assert 0 <= interval.lower <= some / total <= interval.upper <= 1
    assert interval.lower < interval.upper


@given(st.integers(1, 100), st.integers(1, 100))
def test_ten_times_the_cases_narrow_the_interval(some, more):
    few, many = wilson(some, some + more), wilson(10 * some, 10 * (some + more))
    assert many.upper - many.lower < few.upper - few.lower


@given(st.integers(0, 2000))
def test_a_count_lies_within_its_interval_and_more_events_move_it_up(count):
    interval, following = events(count), events(count + 1)
    assert interval.lower <= count <= interval.upper
    assert interval.lower <= following.lower
    assert interval.upper < following.upper + 0.05  # exact gives way to Byar's between 9 and 10


@given(st.floats(0.001, 0.999), st.integers(1, 400))
def test_the_quantile_undoes_the_distribution(probability, degrees):
    value = chi_square_quantile(probability, degrees)
    assert abs(chi_square_cdf(value, degrees) - probability) < 1e-9


@given(series)
def test_every_month_of_the_series_is_a_point_of_the_chart(numbers):
    chart = chart_of(numbers)
    assert [point.value for point in chart.points] == numbers
    assert all(point.rule is None for point in chart.points if point.value is None)


@given(series, st.integers(2, 9), st.integers(-300, 300))
def test_neither_the_unit_nor_the_zero_of_the_scale_changes_what_is_special(numbers, by, shift):
    plain = chart_of(numbers)
    moved = chart_of([None if n is None else n * by + shift for n in numbers])
    assert [point.rule for point in plain.points] == [point.rule for point in moved.points]


@given(series)
def test_reversing_what_is_better_turns_improvement_into_concern(numbers):
    one = chart_of(numbers, Better.HIGHER)
    other = chart_of(numbers, Better.LOWER)
    assert [MIRROR[point.type] for point in one.points] == [p.type for p in other.points]


@given(series.filter(bool), st.data())
def test_what_comes_before_a_restart_does_not_touch_what_comes_after(numbers, data):
    place = data.draw(st.integers(0, len(numbers) - 1))
    day = add_months(date(2022, 4, 1), place)
    both = chart_of(numbers, restarts=[day])
    alone = chart_of(numbers[place:])
    assert [p.rule for p in both.points[place:]] == [p.rule for p in alone.points]
    assert both.variation == alone.variation


@given(series)
def test_no_rule_speaks_from_fewer_than_seven_values(numbers):
    chart = chart_of(numbers)
    if sum(n is not None for n in numbers) < 7:
        assert chart.variation is None
        assert all(point.rule is None for point in chart.points)


grades = st.sampled_from("ABCD")


@given(st.lists(st.tuples(grades, grades), min_size=10, max_size=60))
def test_agreement_is_the_same_whoever_is_named_first(pairs):
    one = agreement(pairs, scale="ABCD")
    other = agreement([(second, first) for first, second in pairs], scale="ABCD")
    assert one == other
    assert 0 <= one.exact <= one.adjacent <= 1
    assert one.kappa_linear is None or one.kappa_linear <= 1
