"""One's own due dates in one's own calendar: right by RFC 5545, and nothing of any child."""

import datetime

import pytest
from icalendar import Calendar

from lineofsight.web import clock
from lineofsight.web.actions.models import Action
from lineofsight.web.connections import services
from lineofsight.web.connections.models import AccessKey

pytestmark = pytest.mark.django_db


@pytest.fixture
def action():
    def give(owner, due_on):
        return Action.objects.create(
            owner=owner, due_on=due_on, text="Ring the mother of Ava Qzsouth1z",
            state=Action.State.AGREED, proposed_by=owner, proposed_at=clock.now(),
            agreed_by=owner, agreed_at=clock.now(),
        )  # fmt: skip

    return give


def fetch(client, secret):
    return client.get(f"/calendar/{secret}.ics")


def events(client, secret):
    return Calendar.from_ical(fetch(client, secret).content).walk("VEVENT")


def test_an_action_is_a_whole_day_with_its_page_and_without_its_words(client, person, action):
    manager = person("team-manager")
    given = action(manager, datetime.date(2026, 12, 4))
    secret = services.renew_calendar(manager, by=manager)
    page = fetch(client, secret)
    (event,) = events(client, secret)

    assert page.headers["Content-Type"].startswith("text/calendar")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (
        datetime.date(2026, 12, 4), datetime.date(2026, 12, 5),
    )  # fmt: skip
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert str(event["summary"]) == "Action due"
    assert str(event["url"]) == f"https://lineofsight.example/actions/{given.pk}/"
    assert str(event["status"]) == "CONFIRMED" and "Ava" not in page.content.decode()


def test_every_line_ends_and_folds_as_the_standard_says(client, person, action):
    manager = person("team-manager")
    action(manager, datetime.date(2026, 12, 4))
    content = fetch(client, services.renew_calendar(manager, by=manager)).content

    lines = content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR" and lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


def test_a_changed_day_is_the_same_event_with_the_next_number(client, person, action, the_day):
    manager = person("team-manager")
    given = action(manager, datetime.date(2026, 12, 4))
    secret = services.renew_calendar(manager, by=manager)
    (before,) = events(client, secret)
    assert events(client, secret)[0]["dtstamp"].dt == before["dtstamp"].dt, "nothing changed"

    Action.objects.filter(pk=given.pk).update(due_on=datetime.date(2026, 12, 11))
    the_day("2026-11-24")
    (after,) = events(client, secret)
    assert after["uid"] == before["uid"]
    assert after.decoded("dtstart") == datetime.date(2026, 12, 11)
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after["dtstamp"].dt > before["dtstamp"].dt


def test_what_is_done_is_cancelled_in_the_calendar_and_in_time_forgotten(
    client, person, action, the_day
):
    manager = person("team-manager")
    given = action(manager, datetime.date(2026, 12, 4))
    secret = services.renew_calendar(manager, by=manager)
    events(client, secret)
    Action.objects.filter(pk=given.pk).update(
        state=Action.State.DONE_CLAIMED, claimed_by=manager, claimed_at=clock.now()
    )

    (event,) = events(client, secret)
    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 1)
    the_day("2027-02-01")
    assert events(client, secret) == []


def test_an_empty_calendar_is_still_a_calendar(client, person):
    manager = person("team-manager")
    secret = services.renew_calendar(manager, by=manager)

    assert events(client, secret) == []
    assert Calendar.from_ical(fetch(client, secret).content)["version"] == "2.0"


def test_a_new_address_ends_the_old_one_and_a_stopped_one_opens_nothing(client, person):
    manager = person("team-manager")
    first = services.renew_calendar(manager, by=manager)
    second = services.renew_calendar(manager, by=manager)

    assert (fetch(client, first).status_code, fetch(client, second).status_code) == (404, 200)
    services.stop_calendar(manager, by=manager)
    assert fetch(client, second).status_code == 404


def test_a_key_for_programs_is_not_a_calendars_address(client, person):
    manager = person("team-manager")
    _, secret = services.make_key(manager, use=AccessKey.Use.API, name="Dashboard", by=manager,
                                  expires_on=datetime.date(2027, 1, 1))  # fmt: skip

    assert fetch(client, secret).status_code == 404


def test_the_address_stops_with_the_account(client, person):
    manager = person("team-manager")
    secret = services.renew_calendar(manager, by=manager)
    manager.is_active = False
    manager.save()

    assert fetch(client, secret).status_code == 404


def test_addresses_cannot_be_tried_one_after_the_other(client, within_one_minute):
    answers = [fetch(client, f"guess{n}").status_code for n in range(40)]

    assert answers[0] == 404 and answers[-1] == 429


def test_the_address_is_made_on_ones_own_page_and_shown_once(client_as):
    client = client_as("team-manager")
    page = client.post("/connections/calendar/")
    url = page.context["calendar_url"]

    assert url.startswith("https://lineofsight.example/calendar/")
    assert url in page.content.decode()
    assert url not in client.get("/connections/").content.decode()
    assert client.get(url.removeprefix("https://lineofsight.example")).status_code == 200
