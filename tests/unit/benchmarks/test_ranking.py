"""Rank and quarter among other authorities, which know what is good."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.benchmarks import Authority, authority, rankings
from lineofsight.benchmarks.comparators import published_by_authorities
from lineofsight.benchmarks.ranking import ranking

values = st.lists(st.integers(0, 1000).map(lambda n: n / 10), min_size=1, max_size=160)


@pytest.mark.parametrize(
    ("value", "higher_is_better", "rank"),
    [(90, True, 1), (90, False, 5), (75, True, 3), (75, False, 3), (50, True, 5), (50, False, 1)],
)
def test_the_best_is_first_whichever_way_is_better(value, higher_is_better, rank):
    found = ranking(value, [85, 80, 70, 60], higher_is_better=higher_is_better)
    assert (found.rank, found.of, found.ties) == (rank, 5, 0)


@given(values, st.integers(0, 1000).map(lambda n: n / 10))
def test_turning_the_scale_round_turns_the_ranking_round(others, value):
    up = ranking(value, others, higher_is_better=True)
    down = ranking(value, others, higher_is_better=False)
    assert up.rank + down.rank + up.ties == up.of + 1
    if up.quarter is not None and (up.of % 4 == 0) and not up.ties:
        assert up.quarter + down.quarter == 5


@given(values)
def test_the_very_best_is_in_the_best_quarter_and_the_very_worst_in_the_worst(others):
    best = ranking(max(others) + 1, others, higher_is_better=True)
    worst = ranking(min(others) - 1, others, higher_is_better=True)
    assert best.rank == 1
    assert worst.rank == worst.of
    if best.of >= 4:
        assert (best.quarter, worst.quarter) == (1, 4)


def test_where_all_are_alike_nobody_is_in_the_best_or_worst_quarter():
    assert ranking(100.0, [100.0] * 149, higher_is_better=True).quarter in (2, 3)


def test_three_authorities_have_no_quarters():
    assert ranking(5, [4, 6], higher_is_better=True).quarter is None


def test_an_authority_of_england_stands_once_among_those_published():
    area = authority("E06000001")
    published = published_by_authorities("REF03", 2024)
    found = rankings("REF03", area, 2024, published[area.code], higher_is_better=False)
    assert found.england.of == len(published)
    assert found.neighbours.of == 1 + sum(code in published for code in area.neighbours)
    assert found.region.of < found.england.of
    fewer = sum(other < published[area.code] for other in published.values())
    assert found.england.rank == fewer + 1


def test_an_invented_authority_stands_beside_all_of_them():
    area = Authority("Ashmere", "", "E12000005", ("E06000001", "E06000002"))
    found = rankings("ASM03", area, 2024, 99.96, higher_is_better=True)
    assert found.england.of == len(published_by_authorities("ASM03", 2024)) + 1
    assert found.england.quarter == 1


def test_neither_way_better_or_nothing_published_is_no_ranking():
    area = authority("E06000001")
    assert rankings("CIN02", area, 2024, 700.0, higher_is_better=None) is None
    assert rankings("CON01", area, 2024, 700.0, higher_is_better=True) is None
