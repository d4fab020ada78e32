"""When boards meet by the framework: in public, in their rhythm, with an agenda sent in time."""

import datetime

import pytest
from django.urls import reverse
from tests.web.practice.finished import framework

from lineofsight.errors import UserError
from lineofsight.packs.choices import choices
from lineofsight.web.boards import queries, services
from lineofsight.web.boards.models import Meeting

__all__ = ["framework"]
pytestmark = pytest.mark.django_db


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.fixture
def keeper_of(framework, person, the_day):
    """The framework of a name, and somebody who keeps its boards."""

    def make(name: str, role: str, today: str):
        the_day(today)
        adopted = framework(name)
        return adopted, person(role, name="Ruth Ellison")

    return make


def given(on: str, **said) -> dict:
    year, month, number = on.split("-")
    return {"held_on_day": number, "held_on_month": month, "held_on_year": year, "about": "",
            "is_public": "rule", "follow": "this", **said}  # fmt: skip


def test_wor_a19_every_third_meeting_of_the_board_is_public(keeper_of, client_of):
    adopted, keeper = keeper_of("worcestershire", "sqa", "2026-01-02")
    client = client_of(keeper)
    for month in range(1, 13):
        answer = client.post(reverse("boards:new-meeting"),
                             given(f"2026-{month:02}-15", board="wcf-board"))  # fmt: skip
        assert answer.status_code == 302
    public = Meeting.objects.filter(is_public=True).order_by("held_on")
    assert [each.held_on.month for each in public] == [3, 6, 9, 12]
    page = client.get(reverse("boards:meeting", args=[public[0].pk])).content.decode()
    assert "Every 3rd meeting is" in page
    for board, dates in (("quality-assurance-board", ("02-03", "05-05", "08-04", "11-03")),
                         ("risk-board", ("03-10", "07-14", "11-10"))):  # fmt: skip
        for each in dates:
            services.plan_meeting(adopted, board, held_on=day(f"2026-{each}"), by=keeper)


def test_wor_a19_the_boards_that_meet_so_often_a_year_are_counted(keeper_of, client_of, the_day):
    adopted, keeper = keeper_of("worcestershire", "sqa", "2026-01-02")
    for board, dates in (("quality-assurance-board", ("02-03", "05-05", "08-04", "11-03")),
                         ("risk-board", ("03-10", "07-14", "11-10"))):  # fmt: skip
        for each in dates:
            services.plan_meeting(adopted, board, held_on=day(f"2026-{each}"), by=keeper)
    the_day("2026-12-31")
    page = client_of(keeper).get(reverse("boards:home")).content.decode()
    assert "4 of 4 in twelve months" in page
    assert "3 of 3 in twelve months" in page


def test_whoever_adds_a_meeting_may_say_otherwise_and_the_count_begins_anew(keeper_of, client_of):
    _, keeper = keeper_of("worcestershire", "sqa", "2026-01-02")
    client = client_of(keeper)
    for month, said in ((1, "rule"), (2, "yes"), (3, "rule"), (4, "rule"), (5, "rule")):
        client.post(reverse("boards:new-meeting"),
                    given(f"2026-{month:02}-15", board="wcf-board", is_public=said))  # fmt: skip
    public = Meeting.objects.filter(is_public=True)
    assert sorted(each.held_on.month for each in public) == [2, 5]


def test_wsx_a5_an_agenda_that_goes_out_a_day_late_is_shown_as_a_day_late(
    keeper_of, client_of, the_day
):
    adopted, keeper = keeper_of("west-sussex", "qa-lead", "2026-02-02")
    board = services.plan_meeting(adopted, "assurance-board", held_on=day("2026-02-19"), by=keeper)
    assert board.agenda_by == day("2026-02-12")
    client, its = client_of(keeper), reverse("boards:meeting", args=[board.pk])
    page = client.get(its).content.decode()
    assert "To go out by" in page and "late" not in page
    the_day("2026-02-13")
    assert "1 day late" in client.get(its).content.decode()
    sent = {"sent_on_day": "13", "sent_on_month": "2", "sent_on_year": "2026"}
    answer = client.post(reverse("boards:agenda-sent", args=[board.pk]), sent)
    assert answer.status_code == 302
    the_day("2026-02-20")
    page = client.get(its).content.decode()
    assert "Went out on" in page and "1 day late" in page
    assert client.post(reverse("boards:agenda-sent", args=[board.pk]), sent).status_code == 404
    with pytest.raises(UserError, match="written down already"):
        services.send_agenda(board, on=day("2026-02-14"), by=keeper)


def test_an_agenda_cannot_have_gone_out_on_a_day_to_come(keeper_of):
    adopted, keeper = keeper_of("west-sussex", "qa-lead", "2026-02-02")
    board = services.plan_meeting(adopted, "assurance-board", held_on=day("2026-02-19"), by=keeper)
    with pytest.raises(UserError, match="still to come"):
        services.send_agenda(board, on=day("2026-02-03"), by=keeper)


def test_san_a10_the_fortnightly_board_of_the_year_is_planned_from_its_first_meeting(
    keeper_of, client_of
):
    _, keeper = keeper_of("sandwell", "qa-manager", "2026-01-02")
    client = client_of(keeper)
    said = given("2026-01-07", board="practice-improvement-board", follow="year")
    assert client.post(reverse("boards:new-meeting"), said).status_code == 302
    days = sorted(Meeting.objects.values_list("held_on", flat=True))
    assert len(days) == 26
    assert days[:4] == [day(f"2026-{each}") for each in ("01-07", "01-21", "02-04", "02-18")]
    assert day("2026-08-05") in days and day("2026-12-23") in days
    again = client.post(reverse("boards:new-meeting"), said)
    assert "planned already" in again.content.decode()
    assert Meeting.objects.count() == 26


def test_a_board_without_a_rhythm_is_planned_meeting_by_meeting(keeper_of, client_of):
    _, keeper = keeper_of("tameside", "quality-manager", "2026-01-02")
    client = client_of(keeper)
    said = given("2026-01-07", board="improvement-board", follow="year")
    page = client.post(reverse("boards:new-meeting"), said)
    assert "no rhythm of weeks" in page.content.decode()
    assert not Meeting.objects.exists(), "whole or not at all"


def test_a_board_that_has_not_met_as_often_as_the_framework_says_is_late(
    keeper_of, client_of, the_day
):
    adopted, keeper = keeper_of("sandwell", "qa-manager", "2026-03-02")
    board = "practice-improvement-board"
    services.plan_meeting(adopted, board, held_on=day("2026-03-03"), by=keeper)
    the_day("2026-03-17")
    (row,) = [r for r in queries.standings(adopted.pack, day("2026-03-17")) if r.board.key == board]
    assert (row.last_on, row.next_by, row.is_late) == (day("2026-03-03"), day("2026-03-17"), False)
    (row,) = [r for r in queries.standings(adopted.pack, day("2026-03-18")) if r.board.key == board]
    assert row.is_late
    planned = services.plan_meeting(adopted, board, held_on=day("2026-03-24"), by=keeper)
    (row,) = [r for r in queries.standings(adopted.pack, day("2026-03-18")) if r.board.key == board]
    assert (row.next_on, row.is_late) == (planned.held_on, True), "a week after it was to meet"
    others = [r for r in queries.standings(adopted.pack, day("2026-03-18")) if r.board.key != board]
    assert not any(each.is_late for each in others), "nothing is late that was never entered"


def test_the_year_shows_weeks_days_and_what_has_none(keeper_of, client_of):
    _, keeper = keeper_of("west-sussex", "qa-lead", "2026-02-02")
    page = client_of(keeper).get(reverse("boards:year", args=[2026])).content.decode()
    assert "Week 1 of the cycle: begins" in page
    assert "SLT dashboard: published" in page
    assert "agenda goes out by" in page
    assert "How often is not set, so nothing is expected." in page
    assert client_of(keeper).get(reverse("boards:year", args=[1999])).status_code == 404


def test_tameside_sets_no_cycle_and_none_is_drawn(keeper_of, client_of):
    adopted, keeper = keeper_of("tameside", "quality-manager", "2026-02-02")
    page = client_of(keeper).get(reverse("boards:year", args=[2026])).content.decode()
    assert "The framework sets no cycle of weeks, so none is drawn." in page
    assert "The framework gives no board and no report a day of the year." in page
    known = {each.address for each in choices(adopted.pack)}
    assert {"cycle/anchor", "boards/improvement-board/meetings/public_every"} <= known
