"""What holds for every programme, whatever a framework says of it."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.programme_strategies import (
    months,
    pack_with,
    paused,
    programme,
    programmes,
    rotations,
)

from lineofsight.packs.programmes import Programme
from lineofsight.periods import add_months
from lineofsight.web.practice import calendar, rules

offsets = st.integers(0, 5)
PAUSE_OF_TWO = {"paused_months": [8, 12], "day_of_month": 1, "due": "last-day-of-month"}


def first_day(of: tuple[int, int]) -> date:
    return date(*of, 1)


def sequence(each: Programme, started: date, offset: int, number: int) -> list[str | None]:
    return [rules.turn(each, started=started, offset=offset, month=add_months(started, n))
            for n in range(number)]  # fmt: skip


@given(rotations(), months, offsets)
def test_a_rotation_brings_nothing_in_a_paused_month_and_one_activity_in_every_other(
    each, start, offset
):
    started = first_day(start)
    for n, turn in enumerate(sequence(each, started, offset, 30)):
        resting = add_months(started, n).month in each.paused_months.value
        assert (turn is None) == resting


@given(rotations(), months, offsets)
def test_the_sequence_of_a_rotation_ignores_paused_months(each, start, offset):
    taken = [turn for turn in sequence(each, first_day(start), offset, 40) if turn]
    types = each.activities
    assert taken == [types[(offset + n) % len(types)] for n in range(len(taken))]


@given(rotations(), months, offsets, st.integers(0, 30))
def test_a_rotation_taken_up_later_goes_on_with_the_wanted_type(each, start, wanted, later):
    began = first_day(start)
    month = add_months(began, later)
    offset = rules.offset_for(each, began=began, wanted=wanted, month=month)
    turn = rules.turn(each, started=began, offset=offset, month=month)
    types = each.activities
    assert turn in (None, types[wanted % len(types)])


@given(st.integers(1, 70))
def test_spread_starts_give_every_type_to_as_many_holders_as_can_be(number):
    said = programme("rotation", then=["observation", "thematic-review"], holders=["team-manager"],
                     starts_spread=True, **PAUSE_OF_TWO)  # fmt: skip
    each = Programme.model_validate(said)
    month, starts = date(2026, 1, 1), []
    for _ in range(number):
        held = rules.held_types(
            rules.turn(each, started=month, offset=offset, month=month) for offset in starts
        )
        starts.append(rules.first_type(each, held))
    sizes = [starts.count(n) for n in range(3)]
    assert max(sizes) - min(sizes) <= 1


@settings(max_examples=60)
@given(programmes(), st.integers(2020, 2032))
def test_nothing_that_can_be_paused_goes_out_in_a_paused_month(said, year):
    pack = pack_with(said)
    (each,) = pack.programmes
    for occurrence in rules.occurrences(pack, each, rules.year_of(each, date(year, 6, 1))):
        if rules.is_paused(each, occurrence.starts_on.month) and each.rule != "number-a-year":
            assert not any(pack.activity(key).pausable for key in occurrence.activities)


@settings(max_examples=60)
@given(programmes(), st.integers(2021, 2031))
def test_the_year_has_each_thing_once_in_its_own_year_and_in_order(said, year):
    pack = pack_with(said)
    entries = calendar.year_of(pack, year)
    keys = [entry.key for entry in entries]
    assert len(set(keys)) == len(keys)
    assert all(entry.starts_on.year == year for entry in entries)
    assert [e.starts_on for e in entries] == sorted(e.starts_on for e in entries)
    assert all(entry.due_on is None or entry.due_on >= entry.starts_on for entry in entries)


@given(paused, st.integers(1, 20), st.sampled_from([1, 4, 9]))
def test_so_many_a_year_are_so_many_and_begin_outside_paused_months(resting, number, begins):
    said = programme("number-a-year", paused_months=resting, number_a_year=number,
                     year_starts_in_month=begins)  # fmt: skip
    pack = pack_with(said)
    (each,) = pack.programmes
    first = rules.year_of(each, date(2026, 5, 5))
    found = rules.occurrences(pack, each, first)
    assert len(found) == number
    assert all(one.starts_on.month not in resting for one in found)
    assert all(first <= one.starts_on <= one.ends_on < add_months(first, 12) for one in found)
    assert [one.starts_on for one in found] == sorted(one.starts_on for one in found)


@given(st.integers(1, 12), st.integers(0, 12), st.integers(0, 370))
def test_a_year_is_behind_by_what_should_be_done_and_is_not(number, done, days):
    said = programme("number-a-year", number_a_year=number)
    pack = pack_with(said)
    found = rules.occurrences(pack, pack.programmes[0], date(2026, 1, 1))
    day = date.fromordinal(date(2026, 1, 1).toordinal() + days)
    stands = rules.year_so_far(found, done=done, day=day)
    assert stands.behind == max(0, sum(one.ends_on < day for one in found) - done)
    assert stands.expected == number if days >= 365 else stands.expected <= number


@given(st.lists(st.integers(0, 364), max_size=6))
def test_a_quarter_is_missing_exactly_when_nothing_begins_in_it(days):
    first = date(2026, 1, 1)
    planned = [date.fromordinal(first.toordinal() + n) for n in days]
    missing = rules.missing_quarters(planned, first)
    begun = {(day.month - 1) // 3 for day in planned}
    assert [(start.month - 1) // 3 for start, _ in missing] == [
        n for n in range(4) if n not in begun
    ]
