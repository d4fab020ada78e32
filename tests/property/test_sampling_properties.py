"""What holds for every sample, whatever it is drawn from."""

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from lineofsight.sampling import Frame, FrameRow, draw, in_portions, ranked, replacement, shares

seeds = st.integers(min_value=0, max_value=2**63)
strata = st.sampled_from(["Assessment", "Care Leavers", "Front Door", "Locality"])
reasons = st.sampled_from(["", "", "", "restricted", "audited"])


@st.composite
def frames(draw_):
    ids = draw_(st.lists(st.text("0123456789ABC-", min_size=1, max_size=8), unique=True))
    return Frame.of([FrameRow(i, draw_(strata), draw_(reasons)) for i in ids])


@given(frames(), seeds, st.integers(0, 60), st.booleans(), st.integers(0, 6))
def test_a_sample_has_the_size_asked_for_or_everybody(frame, seed, total, equal, at_least):
    sizes = shares(total, frame.eligible, equal=equal, at_least=at_least)
    drawn = draw(frame, sizes, seed)
    children = [child for found in drawn.values() for child in found]
    assert len(children) == min(total, sum(frame.eligible.values()))
    assert {stratum: len(found) for stratum, found in drawn.items()} == sizes


@given(frames(), seeds, st.integers(0, 60))
def test_nobody_is_drawn_twice_nor_against_a_reason(frame, seed, total):
    drawn = draw(frame, shares(total, frame.eligible), seed)
    children = [child for found in drawn.values() for child in found]
    assert max(Counter(children).values(), default=1) == 1
    rows = {row.child_id: row for row in frame.rows}
    assert all(not rows[child].left_out for child in children)
    assert all(rows[child].stratum == s for s, found in drawn.items() for child in found)


@given(frames(), seeds, st.integers(0, 60), st.randoms(use_true_random=False))
def test_drawing_again_gives_the_same_whatever_the_order_of_the_rows(frame, seed, total, shuffler):
    rows = list(frame.rows)
    shuffler.shuffle(rows)
    again = Frame.of(rows)
    assert again.hash == frame.hash
    sizes = shares(total, frame.eligible)
    assert draw(again, sizes, seed) == draw(frame, sizes, seed)


@given(frames(), seeds)
def test_leaving_a_child_out_does_not_reshuffle_the_others(frame, seed):
    order = ranked(frame, seed)
    for stratum, found in order.items():
        if not found:
            continue
        gone = found[0]
        without = Frame.of(
            FrameRow(r.child_id, r.stratum, "restricted" if r.child_id == gone else r.left_out)
            for r in frame.rows
        )
        assert ranked(without, seed)[stratum] == found[1:]
        assert without.hash != frame.hash


@given(frames(), seeds, st.integers(0, 20))
def test_a_replacement_is_the_next_of_the_reserve(frame, seed, total):
    drawn = draw(frame, shares(total, frame.eligible), seed)
    for stratum, found in drawn.items():
        order = ranked(frame, seed)[stratum]
        if len(order) > len(found):
            assert replacement(frame, seed, stratum=stratum, used=found) == order[len(found)]


@given(st.dictionaries(strata, st.integers(0, 500)), st.integers(0, 400), st.booleans(),
       st.integers(0, 10))  # fmt: skip
def test_shares_add_up_and_ask_nobody_for_more_than_there_are(eligible, total, equal, at_least):
    given_ = shares(total, eligible, equal=equal, at_least=at_least)
    assert sum(given_.values()) == min(total, sum(eligible.values()))
    assert all(0 <= given_[stratum] <= eligible[stratum] for stratum in eligible)
    if eligible and total >= at_least * len(eligible):
        short = [s for s in eligible if given_[s] < min(at_least, eligible[s])]
        assert not short


@given(frames(), seeds, st.integers(0, 60), st.integers(1, 5))
def test_portions_are_even_and_lose_nobody(frame, seed, total, portions):
    drawn = draw(frame, shares(total, frame.eligible), seed)
    parts = in_portions(drawn, portions)
    assert sorted(entry for part in parts for entry in part) == sorted(
        (stratum, child) for stratum, found in drawn.items() for child in found
    )
    sizes = [len(part) for part in parts]
    assert max(sizes) - min(sizes) <= 1
    for stratum in drawn:
        counts = [sum(s == stratum for s, _ in part) for part in parts]
        assert max(counts) - min(counts) <= 1


def test_over_many_seeds_each_child_is_drawn_about_as_often():
    frame = Frame.of(FrameRow(f"C{n}", "Assessment") for n in range(20))
    chooser = random.Random(20261101)
    drawn = Counter()
    for _ in range(4000):
        drawn.update(draw(frame, {"Assessment": 5}, chooser.getrandbits(63))["Assessment"])
    assert min(drawn.values()) > 1000 - 5 * 28
    assert max(drawn.values()) < 1000 + 5 * 28
