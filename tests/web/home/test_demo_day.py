"""The demo's day can be moved; nobody else's can."""

import datetime

import pytest

from lineofsight.web import clock


def move(client, day, month, year, **more):
    return client.post("/demo-day/", {"day_day": day, "day_month": month, "day_year": year, **more})


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def test_there_is_no_such_page_outside_a_demo(client_as):
    assert client_as("team-manager").get("/demo-day/").status_code == 404


def test_the_demo_moves_for_everybody_and_back(demo, client_as):
    client = client_as("team-manager")
    move(client, "1", "12", "2026")
    assert clock.today() == datetime.date(2026, 12, 1)
    assert "It is Tuesday 1 December 2026" in client.get("/demo-day/").content.decode()

    move(client, "1", "12", "2026", back="yes")
    assert clock.today() == datetime.date(2026, 11, 23)


def test_no_day_is_refused(demo, client_as):
    page = move(client_as("team-manager"), "31", "11", "2026").content.decode()

    assert "Day must be a real date" in page


def test_without_a_demo_the_clock_does_not_move(db, settings):
    with pytest.raises(clock.ClockNotMovable):
        clock.set_demo_day(datetime.date(2026, 12, 1))
