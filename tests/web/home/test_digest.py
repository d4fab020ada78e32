"""The e-mail of the day: once, on working days, as counts and links; never a child."""

import datetime
import re

import pytest
from django.core import mail

from lineofsight.web import clock, command_line
from lineofsight.web.actions.models import Action
from lineofsight.web.home import digest
from lineofsight.web.notices import services as notices
from lineofsight.web.notices.models import Letter

pytestmark = pytest.mark.django_db
MONDAY = "2026-11-23"


@pytest.fixture
def late_action():
    def give(owner, due_on=datetime.date(2026, 11, 13)):
        return Action.objects.create(
            owner=owner, due_on=due_on, text="Ring the mother of Ava Qzsouth1z",
            state=Action.State.AGREED, proposed_by=owner, proposed_at=clock.now(),
            agreed_by=owner, agreed_at=clock.now(),
        )  # fmt: skip

    return give


def test_it_counts_what_waits_and_leads_to_the_list(person, late_action, the_day):
    manager = person("team-manager")
    late_action(manager)
    late_action(manager, datetime.date(2026, 11, 25))
    notices.tell(manager, "reminder", "Wait.", url="/", about="a:1")
    ran = digest.run(the_day(MONDAY))

    (sent,) = mail.outbox
    assert ran.written == 1
    assert sent.subject == "Line of Sight: 1 late, 1 due this week, 1 new notice"
    assert "1 late: 1 × action" in sent.body
    assert "https://lineofsight.example/connections/notices/" in sent.body
    assert "Ava" not in sent.body and "mother" not in sent.body


def test_it_comes_once_a_day_however_often_the_clock_asks(person, late_action, the_day):
    late_action(person("team-manager"))
    for _ in range(3):
        digest.run(the_day(MONDAY))
    assert len(mail.outbox) == 1

    digest.run(the_day("2026-11-24"))
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("day", ["2026-11-21", "2026-11-22", "2026-12-25", "2026-12-28"])
def test_none_is_written_on_a_weekend_or_a_bank_holiday(person, late_action, the_day, day):
    late_action(person("team-manager"))
    digest.run(the_day(day))

    assert mail.outbox == []


def test_who_has_nothing_waiting_gets_none(person, the_day):
    person("team-manager")
    assert digest.run(the_day(MONDAY)).written == 0


def test_who_does_not_want_it_or_holds_no_role_gets_none(person, late_action, the_day):
    manager, gone = person("team-manager"), person()
    late_action(manager)
    late_action(gone)
    notices.choose_digest(manager, wants=False)

    assert digest.run(the_day(MONDAY)).written == 0


def test_it_waits_for_a_mail_server_that_is_down_and_goes_on_the_next_run(
    person, late_action, the_day, settings
):
    late_action(person("team-manager"))
    settings.EMAIL_BACKEND = "tests.web.notices.test_telling.Refusing"
    assert digest.run(the_day(MONDAY)).delivered == notices.Delivered(failed=1)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert digest.run(the_day(MONDAY)).delivered == notices.Delivered(sent=1)
    assert Letter.objects.count() == 1


def test_the_command_says_what_was_sent_and_can_be_repeated(person, late_action, the_day):
    late_action(person("team-manager"))
    the_day(MONDAY)

    assert ", 1 e-mail sent" in command_line.run_due()
    assert "e-mail" not in command_line.run_due()


def test_everybody_who_wants_it_gets_their_own_and_only_their_own(person, late_action, the_day):
    people = [person("team-manager"), person("group-manager"), person("sqa")]
    for number, each in enumerate(people, start=1):
        for _ in range(number):
            late_action(each)
    digest.run(the_day(MONDAY))

    counts = {sent.to[0]: int(re.search(r"(\d+) late", sent.subject)[1]) for sent in mail.outbox}
    assert counts == {each.email: number for number, each in enumerate(people, start=1)}
