"""The demo's day can be moved; nobody else's can."""

import datetime
import fcntl
import os

import pytest
from django.core.management import call_command

from lineofsight.web import clock
from lineofsight.web.home import mail_of_the_day
from lineofsight.web.notices import services as notices


def move(client, day, month, year, **more):
    return client.post("/demo-day/", {"day_day": day, "day_month": month, "day_year": year, **more})


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    settings.LOADS_IN_BACKGROUND = False


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


def test_the_summaries_of_the_day_are_told_of_when_they_are_written(demo, client_as, ashmere):
    client = client_as("team-manager")
    notices.tell(client.user, "reminder", "An audit waits.", url="/practice/", about="audit:1")
    move(client, "1", "12", "2026")
    assert "1 e-mail written on this day, 1 sent" in client.get("/demo-day/").content.decode()


def test_a_process_of_its_own_writes_them_and_the_page_looks_again(
    demo, settings, client_as, monkeypatch
):
    settings.LOADS_IN_BACKGROUND = True
    started = []
    monkeypatch.setattr(
        mail_of_the_day.subprocess, "Popen", lambda command, **_: started.append(command)
    )
    client = client_as("team-manager")
    notices.tell(client.user, "reminder", "An audit waits.", url="/practice/", about="audit:1")
    move(client, "1", "12", "2026")
    assert [command[1:] for command in started] == [
        ["-m", "lineofsight", "manage", "write_digests"]
    ]
    page = client.get("/demo-day/").content.decode()
    assert "are being written: 0 e-mails so far" in page
    assert 'http-equiv="refresh"' in page

    call_command("write_digests")
    page = client.get("/demo-day/").content.decode()
    assert "1 e-mail written on this day, 1 sent" in page
    assert 'http-equiv="refresh"' not in page


def test_a_process_that_was_stopped_is_not_waited_for(demo, settings, client_as):
    lock = mail_of_the_day._lock_file()
    lock.touch()
    os.utime(lock, (1, 1))
    assert not mail_of_the_day.progress(clock.today()).is_going_on


def test_while_one_process_writes_another_leaves_it_alone(demo, settings, person):
    with mail_of_the_day._lock_file().open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert mail_of_the_day.progress(clock.today()).is_going_on
        mail_of_the_day.perform()
        assert mail_of_the_day._lock_file().exists()
