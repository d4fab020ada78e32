"""One group against everybody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.statistics.relative import Group, rate_ratio, share_ratio

groups = st.tuples(st.integers(5, 500), st.integers(5, 500)).map(
    lambda pair: Group(pair[0], pair[0] + pair[1])
)


def test_twice_as_often_with_the_interval_worked_by_hand():
    """ln 2 ± 1.96 × sqrt(1/30 - 1/100 + 1/15 - 1/100) = 0.693 ± 0.554."""
    found = share_ratio(Group(30, 100), Group(15, 100))
    assert found.ratio == pytest.approx(2.0)
    assert found.interval.lower == pytest.approx(1.149, abs=0.001)
    assert found.interval.upper == pytest.approx(3.482, abs=0.001)
    assert found.is_more


def test_a_rate_ratio_with_the_interval_worked_by_hand():
    """ln 2 ± 1.96 × sqrt(1/40 + 1/20) = 0.693 ± 0.537."""
    found = rate_ratio(Group(40, 10_000), Group(20, 10_000))
    assert found.interval.lower == pytest.approx(1.169, abs=0.001)
    assert found.interval.upper == pytest.approx(3.421, abs=0.001)


@pytest.mark.parametrize("few", [Group(4, 100), Group(0, 100)])
def test_below_five_nothing_is_said(few):
    for ratio in (share_ratio, rate_ratio):
        assert ratio(few, Group(50, 100)) is None
        assert ratio(Group(50, 100), few) is None


@pytest.mark.parametrize("all_but", [0, 4])
def test_where_nearly_all_are_counted_a_share_says_nothing_either(all_but):
    """Of 8 of 8 the interval would have no width, as if it were certain."""
    assert share_ratio(Group(8, 8 + all_but), Group(50, 100)) is None
    assert share_ratio(Group(50, 100), Group(8, 8 + all_but)) is None


def test_more_of_them_than_there_are_is_no_share():
    with pytest.raises(ValueError, match="not a share"):
        share_ratio(Group(12, 10), Group(5, 10))


@given(groups, groups)
def test_turned_round_the_ratio_is_its_inverse(one, other):
    for ratio in (share_ratio, rate_ratio):
        there, back = ratio(one, other), ratio(other, one)
        assert there.ratio * back.ratio == pytest.approx(1)
        assert there.interval.lower * back.interval.upper == pytest.approx(1)
        assert there.is_more == back.is_less


@given(groups)
def test_a_group_like_the_others_is_neither_more_nor_less(group):
    found = share_ratio(group, group)
    assert found.ratio == 1
    assert not found.is_more
    assert not found.is_less


@given(groups, groups)
def test_what_is_left_of_the_whole_is_everybody_else(one, other):
    whole = Group(one.events + other.events, one.size + other.size)
    assert whole.without(one) == other
