"""What leaves the product by itself, e-mails, notices, calendars and numbers, names no child.

The world is the canaries': every child's name, id and every sentence about one is a word that
can be found again.
"""

import datetime
import re

import pytest
from django.core import mail
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from tests.factories.canaries import HELD, TODAY, child_id, told_in

from lineofsight.web.connections import services as connections
from lineofsight.web.connections.models import AccessKey
from lineofsight.web.home import digest
from lineofsight.web.notices.models import Letter, Notice
from lineofsight.web.people import services as people
from lineofsight.web.people.models import RoleAssignment, User
from lineofsight.web.people.references import child_reference
from lineofsight.web.practice import board

pytestmark = pytest.mark.django_db
QUIET = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def everybody(world) -> list[User]:
    return [world.person(key) for key in sorted(world.people)]


def assert_names_nobody(text: str, where: str) -> None:
    assert told_in(text) == set(), where
    assert "Ava" not in text and "WS1" not in text, where
    for key in HELD:
        assert child_reference(child_id(key)) not in text, where


def test_no_notice_names_a_child(world):
    people.take_reasoned_access(
        world.person("peer"), child_id("south1"), ground="duty", team="SOUTH",
        reason="On duty for qtsouth1t",
    )  # fmt: skip
    told = list(Notice.objects.all())

    assert {"concern", "audits-sent-out", "grades-final", "record-opened"} <= {
        each.kind for each in told
    }
    for each in told:
        assert_names_nobody(f"{each.text} {each.url} {each.about}", each.kind)


def test_no_e_mail_names_a_child_its_words_or_its_address(world):
    """The escalations' e-mails were written as the world was built; the summaries are now."""
    urgent = Letter.objects.filter(kind=Letter.Kind.URGENT).count()
    ran = digest.run(TODAY)

    assert urgent >= 5 and ran.written >= 4
    assert len(mail.outbox) == urgent + ran.written
    for sent in mail.outbox:
        html = sent.alternatives[0][0]
        assert_names_nobody(f"{sent.subject}\n{sent.body}\n{html}\n{sent.message()}", sent.subject)
        assert re.search(r"https://lineofsight\.example/", sent.body)


@QUIET
@given(
    days=st.integers(0, 400),
    words=st.sampled_from(sorted(HELD)).map(lambda key: f"Ava Qz{key}z rang, {child_id(key)}"),
    chosen=st.sets(st.integers(0, 40)),
    who=st.integers(0, 40),
)
def test_on_no_day_and_for_nobody_does_a_summary_hold_what_was_written(
    world, days, words, chosen, who
):
    """Whatever actions say, whenever they are due, whoever has them: each example is the
    summaries of one of those who have some, and of one who may have none."""
    people = everybody(world)
    owners = [p for n, p in enumerate(people) if n in chosen]
    for owner, action in zip(owners, world.actions.values(), strict=False):
        type(action).objects.filter(pk=action.pk).update(owner=owner, text=words)
    for person in {*owners[:1], people[who % len(people)]}:
        subject, lines = digest.lines_of(person, TODAY + datetime.timedelta(days=days))
        told = subject + " ".join(f"{line.says} {line.path}" for line in lines)
        assert_names_nobody(told, subject)
        assert re.fullmatch(r"[\w ,:×.\-/()]*", subject)


def test_no_calendar_names_a_child_and_each_holds_ones_own_only(world, client):
    urls = {}
    for person in everybody(world):
        secret = connections.renew_calendar(person, by=person)
        page = client.get(f"/calendar/{secret}.ics", REMOTE_ADDR=f"10.0.0.{person.pk % 250}")
        assert page.status_code == 200, person
        assert_names_nobody(page.content.decode(), person.name)
        events = Calendar.from_ical(page.content).walk("VEVENT")
        urls[person.pk] = {(str(each["url"]), str(each["summary"])) for each in events}

    assert sum(map(len, urls.values())) >= 5


def test_no_answer_of_the_api_names_a_child_a_worker_or_a_family(world, client):
    answered = 0
    for person in everybody(world):
        _, secret = connections.make_key(
            person, use=AccessKey.Use.API, name="Test", by=person,
            expires_on=TODAY + datetime.timedelta(days=1),
        )  # fmt: skip
        for what in ("programmes", "grades", "actions"):
            page = client.get(f"/api/v1/{what}?from=2026-09&to=2026-12",
                              headers={"authorization": f"Bearer {secret}"})  # fmt: skip
            assert page.status_code in (200, 403)
            answered += page.status_code == 200
            text = page.content.decode()
            assert_names_nobody(text, f"{person.name}: {what}")
            for other in world.people.values():
                assert other.name not in text
    assert answered >= 10


def test_an_audit_of_a_restricted_record_is_in_the_numbers_of_its_readers_only(world, client):
    def sent_out(key):
        person = world.person(key)
        _, secret = connections.make_key(
            person, use=AccessKey.Use.API, name="Test", by=person,
            expires_on=TODAY + datetime.timedelta(days=1),
        )  # fmt: skip
        page = client.get("/api/v1/programmes?from=2026-11",
                          headers={"authorization": f"Bearer {secret}"})  # fmt: skip
        return sum(row["sent_out"] for row in page.json()["items"])

    def on_the_board(key):
        return len(board.of_month(world.person(key), datetime.date(2026, 11, 1)).audits)

    for key in ("sqa", "keeper", "group-manager"):
        assert sent_out(key) == on_the_board(key) > 0
    assert sent_out("sqa") < sent_out("keeper")


def test_whoever_has_no_role_any_more_is_sent_no_summary(world):
    keys = RoleAssignment.objects.filter(user=world.people["team-manager"])
    keys.update(to_on=TODAY - datetime.timedelta(days=1))
    digest.run(TODAY)

    letters = Letter.objects.filter(kind=Letter.Kind.DIGEST)
    assert not letters.filter(recipient=world.people["team-manager"]).exists()
