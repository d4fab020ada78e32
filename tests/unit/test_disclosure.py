"""Small numbers that leave the authority."""

import pytest

from lineofsight.disclosure import (
    Sum,
    counts_for_outside,
    figures_for_outside,
    to_hide,
)


def test_one_to_five_are_hidden_and_none_and_six_are_shown():
    shown = counts_for_outside({"A": 0, "B": 1, "C": 5, "D": 6})
    assert shown == {"A": 0, "B": None, "C": None, "D": 6}


def test_a_single_hidden_count_takes_the_next_smallest_with_it():
    shown = counts_for_outside({"A": 3, "B": 40, "C": 9, "all": 52}, total="all")
    assert shown == {"A": None, "B": 40, "C": None, "all": 52}


def test_two_hidden_counts_that_could_only_be_one_each_take_a_third_with_them():
    shown = counts_for_outside({"A": 1, "B": 1, "C": 30, "D": 20, "all": 52}, total="all")
    assert shown == {"A": None, "B": None, "C": 30, "D": None, "all": 52}


def test_nought_is_hidden_only_when_nothing_else_is_left():
    shown = counts_for_outside({"A": 3, "B": 0, "all": 3}, total="all")
    assert shown["all"] is None
    lone = counts_for_outside({"A": 7, "B": 0, "C": 2, "all": 9}, total="all")
    assert lone == {"A": None, "B": 0, "C": None, "all": 9}


def test_a_percentage_is_hidden_when_those_counted_or_those_not_counted_are_few():
    shown = figures_for_outside({"North": (33, 36), "South": (25, 39), "East": (2, 40)})
    assert shown["North"].is_hidden
    assert shown["North"].denominator == 36
    assert shown["South"].share == pytest.approx(25 / 39)
    assert shown["East"].is_hidden


def test_a_hidden_team_cannot_be_got_from_the_service_less_the_others():
    figures = {"North": (33, 36), "South": (25, 39), "East": (20, 40), "Service": (78, 115)}
    shown = figures_for_outside(figures, total="Service")
    hidden = [unit for unit, figure in shown.items() if figure.is_hidden]
    assert "North" in hidden
    assert len(hidden) >= 2


def test_all_of_all_is_shown_for_nobody_was_left_out():
    assert figures_for_outside({"North": (36, 36)})["North"].share == 1


def test_a_figure_without_cases_has_no_share_and_is_not_hidden():
    figure = figures_for_outside({"North": (0, 0)})["North"]
    assert figure.share is None
    assert not figure.is_hidden


def test_a_chain_of_sums_is_followed_to_its_end():
    counts = {"a": 3, "b": 9, "c": 20, "d": 21, "ab": 12, "cd": 41, "all": 53}
    sums = [Sum(("a", "b"), "ab"), Sum(("c", "d"), "cd"), Sum(("ab", "cd"), "all")]
    # hiding ab beside a would not do: it follows from all less cd, and then a from ab less b
    assert to_hide(counts, sums) == {"a", "b"}


def test_two_small_counts_are_not_enough_where_their_sum_leaves_them_few_values():
    shown = counts_for_outside({"A": 2, "B": 3, "C": 30, "D": 20, "all": 55}, total="all")
    assert shown == {"A": None, "B": None, "C": 30, "D": None, "all": 55}


def test_what_was_published_before_hides_nothing_and_what_was_hidden_stays_so():
    counts, tie = {"A": 3, "B": 40, "C": 9, "all": 52}, [Sum(("A", "B", "C"), "all")]
    assert to_hide(counts, tie, known=["C"]) == {"A", "B"}
    assert to_hide(counts, tie, hidden_before=["A", "B"]) == {"A", "B"}


def test_parts_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="do not add up"):
        to_hide({"a": 1, "all": 9}, [Sum(("a",), "all")])


def test_a_total_that_is_told_elsewhere_hides_nothing_and_two_parts_are_hidden():
    figures = {"a": (2, 50), "b": (38, 60), "c": (40, 90), "all": (80, 200)}
    shown = figures_for_outside(figures, total="all", is_total_known=True)
    assert (shown["all"].numerator, shown["all"].denominator) == (80, 200)
    assert shown["a"].is_hidden
    assert sum(each.is_hidden for each in shown.values()) == 2
