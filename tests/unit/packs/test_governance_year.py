"""The weeks of a cycle, the days of boards and reports, as a framework says them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from lineofsight.packs import load_pack, read_pack, shipped_packs
from lineofsight.packs.choices import with_choice
from lineofsight.packs.governance import Cycle, Meetings
from lineofsight.packs.governance_year import (
    follow,
    publish_on,
    publish_period_on,
    undated,
    weeks_of,
    year_of,
)
from lineofsight.packs.load import LIBRARY
from lineofsight.packs.reporting import ReportUse
from lineofsight.packs.showing import show
from lineofsight.packs.values import Setting, Source

MONDAY = 0


def stated(value) -> dict:
    return {"value": value, "source": "stated"}


def meetings(**said) -> Meetings:
    return Meetings(**{name: stated(value) for name, value in said.items()})


def test_wsx_a2_the_fourth_of_january_is_a_sunday_and_week_one_begins_the_day_after():
    pack = load_pack("west-sussex")
    january = weeks_of(pack, 2026)[0]
    assert january == tuple(date(2026, 1, day) for day in (5, 12, 19, 26))
    (dashboard, *_) = [each for each in year_of(pack, 2026) if "dashboard" in each.title]
    assert (dashboard.starts_on, dashboard.what) == (date(2026, 1, 4), "published")
    assert dashboard.is_assumed, "that a Sunday stands is our reading"


def test_wsx_a4_the_week_of_30_march_is_a_fifth_week_without_a_task():
    weeks = weeks_of(load_pack("west-sussex"), 2026)
    march, april = weeks[2], weeks[3]
    assert march == tuple(date(2026, 3, day) for day in (2, 9, 16, 23))
    assert april[0] == date(2026, 4, 6), "the 4th is a Saturday, the 6th a bank holiday"
    begins = {each.starts_on for each in year_of(load_pack("west-sussex"), 2026)
              if each.key.startswith("cycle/")}  # fmt: skip
    assert date(2026, 3, 30) not in begins


def test_west_sussex_has_four_or_five_weeks_between_two_cycles_in_every_year():
    pack = load_pack("west-sussex")
    firsts = [weeks[0] for year in range(2020, 2040) for weeks in weeks_of(pack, year)]
    assert len(firsts) == 240
    assert {day.weekday() for day in firsts} == {MONDAY}
    gaps = {(after - before).days for before, after in pairwise(firsts)}
    assert gaps == {28, 35}


def test_every_28_days_a_cycle_begins_whatever_the_year():
    pack = with_choice(load_pack("west-sussex"), "cycle/anchor",
                       stated("strict-28-days"), version="2021.1+1")  # fmt: skip
    firsts = [weeks[0] for year in range(2020, 2031) for weeks in weeks_of(pack, year)]
    gaps = {(after - before).days for before, after in pairwise(firsts)}
    assert gaps == {28}
    unset = with_choice(pack, "cycle/counted_from_year", {"source": "not set"}, version="x")
    assert weeks_of(unset, 2026) == [], "from which week would it be counted?"


def test_a_board_meets_in_its_week_and_its_agenda_goes_out_seven_days_before():
    found = [each for each in year_of(load_pack("west-sussex"), 2026)
             if each.title == "Performance Assurance and Action Board"]  # fmt: skip
    february = [(each.what, each.starts_on, each.ends_on) for each in found
                if each.starts_on.month == 2]  # fmt: skip
    assert february == [
        ("agenda goes out by", date(2026, 2, 9), date(2026, 2, 9)),
        ("meets", date(2026, 2, 16), date(2026, 2, 22)),
    ]


def test_a_review_every_second_month_takes_place_in_the_months_that_are_set():
    found = [each for each in year_of(load_pack("west-sussex"), 2026)
             if each.title == "High cost placement review"]  # fmt: skip
    weeks = weeks_of(load_pack("west-sussex"), 2026)
    assert [each.starts_on for each in found] == [weeks[month - 1][1] for month in range(1, 13, 2)]
    assert all(each.is_assumed for each in found), "which months is our assumption"


def test_worcestershires_self_evaluation_is_begun_in_april_and_final_in_september():
    found = year_of(load_pack("worcestershire"), 2026)
    assert [(each.what, each.starts_on.month) for each in found] == [("begun", 4), ("final", 9)]
    assert not any(each.is_assumed for each in found)


def test_tamesides_gaps_give_no_board_and_no_report_a_day():
    pack = load_pack("tameside")
    assert year_of(pack, 2026) == ()
    assert {each.says for each in undated(pack)} == {
        "How often is not set, so nothing is expected.",
        "“regular”: words from which no day follows.", "Monthly. The framework gives no day.",
    }  # fmt: skip


@pytest.mark.parametrize("name", shipped_packs())
def test_every_board_has_a_day_or_says_why_it_has_none(name):
    pack = load_pack(name)
    dated = {each.title for each in year_of(pack, 2026) if each.key.startswith("board/")}
    told = {each.title for each in undated(pack)}
    assert {board.title for board in pack.boards} == dated | told
    assert not dated & told


def test_san_a10_a_fortnightly_board_that_begins_on_7_january_meets_26_times():
    pack = load_pack("sandwell")
    board = pack.board("practice-improvement-board")
    days = [date(2026, 1, 7), *follow(pack, board, date(2026, 1, 7))]
    assert len(days) == 26
    assert date(2026, 8, 5) in days and date(2026, 8, 19) in days, "it does not pause in August"
    assert days[-1] == date(2026, 12, 23)


def test_a_board_of_a_week_of_the_cycle_follows_on_the_same_weekday():
    pack = load_pack("west-sussex")
    days = follow(pack, pack.board("assurance-board"), date(2026, 1, 22))
    assert len(days) == 11
    assert {day.weekday() for day in days} == {3}
    assert days[0] == date(2026, 2, 19)
    assert follow(pack, pack.board("practice-steering"), date(2026, 1, 22)) == []


@pytest.mark.parametrize(
    ("how", "last", "by"),
    [
        ({"meets": "weekly"}, date(2026, 12, 30), date(2027, 1, 6)),
        ({"meets": "monthly"}, date(2026, 1, 31), date(2026, 2, 28)),
        ({"meets": "quarterly"}, date(2026, 5, 2), date(2026, 9, 30)),
        ({"meets": "yearly"}, date(2026, 5, 2), date(2027, 12, 31)),
        ({"meets": "every-second-month", "months": (1, 7)}, date(2026, 8, 1), date(2027, 1, 31)),
        ({}, date(2026, 1, 1), None),
        ({"times_a_year": 4}, date(2026, 1, 1), None),
    ],
)
def test_the_next_meeting_follows_within_what_the_framework_says(how, last, by):
    assert meetings(**how).next_by(last) == by


def test_every_third_meeting_is_public_and_one_that_was_moved_counts_anew():
    board, known = meetings(public_every=3), []
    for _ in range(12):
        known.insert(0, board.is_public_after(known))
    assert [n for n, public in enumerate(reversed(known), 1) if public] == [3, 6, 9, 12]
    assert board.is_public_after([True, False, False]) is False
    assert meetings().is_public_after([]) is None


def test_a_report_is_published_on_its_day_moved_where_the_framework_moves_it():
    use = {"key": "r", "title": "R", "cadence": stated("monthly"), "source": "stated"}
    literal = ReportUse(**use, publishing={"on_day": stated(31)}).publishing
    assert publish_on(literal, date(2026, 2, 1)) == date(2026, 2, 28), "a Saturday stands"
    moved = ReportUse(**use, publishing={"on_day": stated(4), "lag_months": stated(2),
                                         "non_working": stated("next")}).publishing  # fmt: skip
    assert publish_period_on(moved, date(2026, 2, 28)) == date(2026, 4, 7)
    assert publish_period_on(ReportUse(**use).publishing, date(2026, 2, 28)) is None


def test_a_cycle_without_an_anchor_has_no_week():
    assert Cycle(starts_on_day=stated(4)).first_weeks(2026) == ()


def test_what_the_pack_says_of_boards_is_shown_and_a_wrong_week_is_refused_with_its_line():
    assert "every so many meetings one is public: 3 (stated)" in show(load_pack("worcestershire"))
    text = (LIBRARY / "west-sussex.yaml").read_text(encoding="utf-8")
    wrong = text.replace("week_of_cycle: {value: 3,", "week_of_cycle: {value: 5,", 1)
    line = 1 + wrong[: wrong.index("week_of_cycle: {value: 5,")].count("\n")
    with pytest.raises(Exception, match="5 is not between 1 and 4") as caught:
        read_pack(wrong, where="ours.yaml")
    assert f"line {line}" in str(caught.value)


def test_days_of_the_year_lie_in_the_year():
    for name in shipped_packs():
        for year in (2024, 2026, 2028):
            for each in year_of(load_pack(name), year):
                assert each.starts_on <= each.ends_on
                assert abs(each.starts_on - date(year, 7, 1)) < timedelta(days=200)


def test_what_is_left_out_is_not_set():
    board = load_pack("tameside").board("cabinet")
    assert board.meetings.public_every == Setting(source=Source.NOT_SET)
