"""One's own list: late, this week, next week, later; the title is the finding."""

import datetime
from dataclasses import replace

import pytest

from lineofsight.web.home.due import DueList, _name_and_age
from lineofsight.web.performance.behind import Person

MONDAY = datetime.date(2026, 11, 23)


def due(*days):
    items = [
        {"due_on": datetime.date.fromisoformat(day), "title": day, "kind": "Visit"} for day in days
    ]
    return DueList(sorted(items, key=lambda each: each["due_on"]), MONDAY)


@pytest.mark.parametrize(
    ("day", "heading"),
    [
        ("2026-11-22", "Late"),
        ("2026-11-23", "This week"),
        ("2026-11-29", "This week"),
        ("2026-11-30", "Next week"),
        ("2026-12-06", "Next week"),
    ],
)
def test_a_thing_stands_under_the_week_it_is_due_in(day, heading):
    assert [group.heading for group in due(day).groups()] == [heading]


def test_what_is_due_after_next_week_is_a_count():
    waiting = due("2026-12-07", "2027-01-01")

    assert (waiting.groups(), waiting.later) == ([], 2)


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ([], "Nothing is late, and nothing is due this week or next"),
        (["2026-11-20"], "1 late"),
        (["2026-11-20", "2026-11-24", "2026-11-30"], "1 late, 1 due this week, 1 due next week"),
        (["2026-11-24"], "Nothing late, 1 due this week"),
        (["2027-01-01"], "Nothing is late, and nothing is due this week or next"),
    ],
)
def test_the_title_is_the_finding(days, says):
    assert due(*days).headline == says


def test_what_nothing_sets_a_day_for_waits_and_is_never_late():
    waiting = due("2026-10-28", "2026-11-24")
    waiting.items[0]["has_no_day"] = True

    assert waiting.headline == "Nothing late, 1 due this week, 1 waiting"
    assert [group.heading for group in waiting.groups()] == ["This week", "Waiting"]
    waiting.items.pop()
    assert waiting.headline == "1 waiting, and nothing has a day this week or next"


def test_a_long_list_shows_its_first_twelve_and_says_how_many_more():
    group = due(*["2026-11-20"] * 15).groups()[0]

    assert (len(group.items), group.more) == (12, 3)


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ([], "Nothing waits for you"),
        (["2027-01-01"], "Nothing waits for you this week or next"),
        (["2026-11-24"], "Nothing of yours is late, 1 due this week"),
        (["2026-11-20"], "1 late"),
    ],
)
def test_a_list_without_children_says_nothing_of_what_is_late_elsewhere(days, says):
    own = replace(due(*days), has_children=False)

    assert own.headline == says


@pytest.mark.parametrize(
    ("person", "says"),
    [
        (Person("Unborn Sandworth", "Unborn", "C1"), "Unborn Sandworth"),
        (Person("Ava Sandworth", "Under 1", "C2"), "Ava Sandworth, Under 1"),
        (Person("Name not recorded", "Unborn", "C3"), "Name not recorded, Unborn"),
    ],
)
def test_a_child_is_called_unborn_once(person, says):
    assert _name_and_age(person) == says
