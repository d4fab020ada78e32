"""What holds for a draw one each, at random from all, and at intervals."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.property.test_sampling_properties import frames, seeds

from lineofsight import sampling
from lineofsight.sampling import Frame, SamplingError

people = st.lists(st.integers(1, 60), unique=True, max_size=25)


def everybody(drawn: dict[str, list[str]]) -> list[str]:
    return [child for found in drawn.values() for child in found]


def barring(seed: int, share: int):
    """Who may have what: some pairs are barred, the same ones at every look."""
    return lambda who, child: random.Random(f"{seed}/{who}/{child}").randrange(100) >= share


@given(frames(), seeds, people, st.integers(0, 90))
def test_one_each_gives_nobody_two_and_no_child_twice_and_nothing_barred(frame, seed, who, share):
    may_have = barring(seed, share)
    order = sampling.in_order(frame, seed)
    given_to = sampling.one_each(order, who, may_have, seed=seed)
    assert len(set(given_to.values())) == len(given_to)
    assert set(given_to) <= set(who)
    assert all(may_have(person, child) for person, child in given_to.items())
    assert set(given_to.values()) <= set(order)


@given(frames(), seeds, people, st.integers(0, 90))
def test_nobody_is_left_without_a_record_whom_an_exchange_could_have_helped(
    frame, seed, who, share
):
    """As many get one as can: compared with the plainest way to find the largest matching."""
    may_have = barring(seed, share)
    order = sampling.in_order(frame, seed)
    held: dict[str, int] = {}

    def find(person, seen):
        for child in order:
            if child not in seen and may_have(person, child):
                seen.add(child)
                if child not in held or find(held[child], seen):
                    held[child] = person
                    return True
        return False

    most = sum(find(person, set()) for person in who)
    assert len(sampling.one_each(order, who, may_have, seed=seed)) == most


@given(frames(), seeds, people, st.integers(0, 90), st.randoms(use_true_random=False))
def test_one_each_drawn_again_is_the_same_whatever_the_order_of_rows_and_people(
    frame, seed, who, share, shuffler
):
    may_have = barring(seed, share)
    rows, again = list(frame.rows), list(who)
    shuffler.shuffle(rows)
    shuffler.shuffle(again)
    first = sampling.one_each(sampling.in_order(frame, seed), who, may_have, seed=seed)
    order = sampling.in_order(Frame.of(rows), seed)
    assert sampling.one_each(order, again, may_have, seed=seed) == first


@pytest.mark.parametrize("way", [sampling.at_random, sampling.at_intervals])
@given(frame=frames(), seed=seeds, size=st.integers(0, 60), shuffler=st.randoms())
def test_each_way_takes_so_many_or_everybody_none_twice_and_the_same_again(
    way, frame, seed, size, shuffler
):
    drawn = way(frame, size, seed)
    taken = everybody(drawn)
    eligible = {row.child_id for row in frame.rows if not row.left_out}
    assert len(taken) == len(set(taken)) == min(size, len(eligible))
    assert set(taken) <= eligible
    rows = list(frame.rows)
    shuffler.shuffle(rows)
    assert way(Frame.of(rows), size, seed) == drawn


@given(frames(), seeds, st.integers(1, 60))
def test_intervals_lie_apart_evenly(frame, seed, size):
    listed = [row.child_id for row in sorted(frame.rows, key=lambda r: (r.stratum, r))
              if not row.left_out]  # fmt: skip
    places = sorted(listed.index(child) for child in everybody(
        sampling.at_intervals(frame, size, seed)))  # fmt: skip
    steps = [after - before for before, after in itertools.pairwise(places)]
    assert not steps or max(steps) - min(steps) <= 1


@given(frames(), st.data())
def test_only_children_who_could_have_been_drawn_are_chosen_by_hand(frame, data):
    listed = [row.child_id for row in frame.rows]
    wanted = data.draw(st.lists(st.sampled_from(listed), unique=True)) if listed else []
    left_out = {row.child_id for row in frame.rows if row.left_out}
    if left_out & set(wanted):
        with pytest.raises(SamplingError):
            sampling.chosen(frame, wanted)
    else:
        assert sorted(everybody(sampling.chosen(frame, wanted))) == sorted(wanted)
