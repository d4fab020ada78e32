"""Drawing a sample: worked examples."""

import pytest

from lineofsight.sampling import Frame, FrameRow, SamplingError, draw, replacement, shares

FRAME = Frame.of(
    [FrameRow(f"A{n}", "Assessment") for n in range(6)]
    + [FrameRow("L1", "Locality"), FrameRow("L2", "Locality", "restricted")]
)


def test_the_same_seed_has_always_drawn_these_children():
    """Kept from the first release of this method: a change here breaks old samples."""
    assert draw(FRAME, {"Assessment": 3, "Locality": 1}, 20251215) == EXPECTED


EXPECTED = {"Assessment": ["A5", "A1", "A4"], "Locality": ["L1"]}


def test_the_frame_counts_who_can_be_drawn_and_who_cannot():
    assert FRAME.eligible == {"Assessment": 6, "Locality": 1}
    assert FRAME.left_out == {"restricted": 1}


def test_shares_follow_the_size_of_the_strata():
    assert shares(28, {"Early Help": 360, "Assessment": 321, "Care Leavers": 105}) == {
        "Early Help": 13,
        "Assessment": 11,
        "Care Leavers": 4,
    }


def test_a_small_stratum_still_gets_its_least():
    assert shares(12, {"Large": 1000, "Small": 10}, at_least=3) == {"Large": 9, "Small": 3}


def test_equal_shares_take_the_rest_from_those_who_have_it():
    assert shares(12, {"A": 100, "B": 100, "C": 1}, equal=True) == {"A": 6, "B": 5, "C": 1}


def test_more_than_there_are_cannot_be_drawn():
    with pytest.raises(SamplingError, match="Locality: 2 records are asked for, but 1 can be"):
        draw(FRAME, {"Locality": 2}, 1)
    with pytest.raises(SamplingError, match="Highways: 1 records"):
        draw(FRAME, {"Highways": 1}, 1)


def test_when_the_reserve_is_empty_nobody_is_invented():
    with pytest.raises(SamplingError, match="nobody is left in the reserve"):
        replacement(FRAME, 1, stratum="Locality", used=["L1"])


def test_a_child_is_in_one_stratum_only():
    with pytest.raises(SamplingError, match="1 records are in the frame more than once"):
        Frame.of([FrameRow("A1", "Assessment"), FrameRow("A1", "Locality")])


def test_a_sample_of_less_than_nothing_is_refused():
    with pytest.raises(SamplingError, match="fewer than no records"):
        shares(-1, {"A": 1})
