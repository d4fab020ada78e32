"""Agreement between two graders, by worked examples."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.statistics.agreement import (
    Weights,
    agreement,
    agreement_of_cells,
    kappa_interval,
    weighted_kappa,
)

SCALE = ("inadequate", "requires improvement", "good", "outstanding")
I, R, G, O = SCALE  # noqa: E741


def test_exact_and_adjacent_agreement_are_shares_of_the_pairs():
    found = agreement([(G, G)] * 6 + [(G, R)] * 3 + [(O, I)], scale=SCALE)
    assert found.pairs == 10
    assert found.exact == pytest.approx(0.6)
    assert found.adjacent == pytest.approx(0.9)


def test_weighted_kappa_of_a_table_worked_by_hand():
    # rows first grader, columns second: [[2, 1, 0], [0, 3, 1], [0, 1, 2]]
    table = [[2, 1, 0], [0, 3, 1], [0, 1, 2]]
    placed = [(r, c) for r in range(3) for c in range(3) for _ in range(table[r][c])]
    # rows 3, 4, 3; columns 2, 5, 3; of 10. Observed distance 3.
    # expected: (3*5*1 + 3*3*2 + 4*2*1 + 4*3*1 + 3*2*2 + 3*5*1) / 10 = 80 / 10
    assert weighted_kappa(placed, Weights.LINEAR) == pytest.approx(1 - 3 / 8)
    # squared: (15 + 36 + 8 + 12 + 24 + 15) / 10 = 110 / 10
    assert weighted_kappa(placed, Weights.QUADRATIC) == pytest.approx(1 - 3 / 11)


def test_full_agreement_on_more_than_one_grade_is_a_kappa_of_one():
    found = agreement([(G, G)] * 5 + [(R, R)] * 5, scale=SCALE)
    assert (found.kappa_linear, found.kappa_quadratic) == (1, 1)


def test_kappa_cannot_be_told_when_only_one_grade_was_ever_given():
    found = agreement([(G, G)] * 12, scale=SCALE)
    assert found.exact == 1
    assert found.kappa_linear is None
    assert found.kappa_quadratic is None


def test_too_few_pairs_give_counts_and_no_shares():
    found = agreement([(G, G)] * 9, scale=SCALE)
    assert found.pairs == 9
    assert not found.is_enough
    assert found.exact is None
    assert agreement([], scale=SCALE, enough=0).exact is None


def test_pairs_off_the_scale_are_left_out_and_counted():
    found = agreement([(G, G)] * 10 + [(G, "not applicable"), (None, R)], scale=SCALE)
    assert (found.pairs, found.left_out) == (10, 2)


def test_the_interval_of_kappa_holds_kappa_and_narrows_with_more_pairs():
    some = [(0, 0)] * 6 + [(0, 1)] * 2 + [(1, 1)] * 5 + [(2, 1)] * 2
    few, many = kappa_interval(some, Weights.LINEAR), kappa_interval(some * 8, Weights.LINEAR)
    kappa = weighted_kappa(some, Weights.LINEAR)
    assert few[0] < kappa < few[1]
    assert few[0] < many[0] < kappa < many[1] < few[1]


def test_kappa_without_a_pair_that_is_not_defined_has_no_interval():
    assert kappa_interval([(0, 0)] * 11 + [(0, 1)], Weights.LINEAR) is None


def test_where_no_pair_disagrees_the_pairs_tell_no_interval():
    same = [(0, 0)] * 20 + [(1, 1)] * 20
    assert weighted_kappa(same, Weights.LINEAR) == 1
    assert kappa_interval(same, Weights.LINEAR) is None


PLACES = st.integers(min_value=0, max_value=3)


@given(st.lists(st.tuples(PLACES, PLACES), min_size=2, max_size=40))
def test_the_interval_is_what_leaving_out_each_pair_in_turn_gives(placed):
    each = [
        weighted_kappa(placed[:n] + placed[n + 1 :], Weights.LINEAR) for n in range(len(placed))
    ]
    whole = weighted_kappa(placed, Weights.LINEAR)
    found = kappa_interval(placed, Weights.LINEAR)
    if whole is None or None in each or all(one == other for one, other in placed):
        assert found is None
        return
    number, mean = len(placed), sum(each) / len(each)
    error = ((number - 1) / number * sum((one - mean) ** 2 for one in each)) ** 0.5
    assert found == pytest.approx((max(-1, whole - 1.96 * error), min(1, whole + 1.96 * error)))


@given(st.lists(st.tuples(st.sampled_from([*SCALE, "none"]), st.sampled_from(SCALE))))
def test_counted_pairs_agree_as_far_as_the_same_pairs_one_by_one(pairs):
    assert agreement_of_cells(Counter(pairs), scale=SCALE) == agreement(pairs, scale=SCALE)
