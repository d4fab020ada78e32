"""One way of telling for every part of the product: actions, records opened, reports, loads."""

import datetime

import pytest

from lineofsight.web import clock
from lineofsight.web.actions import services as actions
from lineofsight.web.notices.models import Notice
from lineofsight.web.people import services as people
from lineofsight.web.reporting import telling as reports
from lineofsight.web.reporting.models import Report
from lineofsight.web.submissions import services as loads
from lineofsight.web.submissions.models import Load

pytestmark = pytest.mark.django_db


def told(person) -> list[str]:
    return [each.kind for each in Notice.objects.visible_to(person).order_by("pk")]


@pytest.fixture
def owner(person):
    return person("team-manager")


@pytest.fixture
def chief(person):
    return person("group-manager")


@pytest.fixture
def action(owner, chief):
    proposed = actions.propose(
        "Ring the mother of Ava", owner=owner, due_on=datetime.date(2026, 12, 18), by=chief
    )
    actions.agree(proposed, by=chief)
    return proposed


def test_the_owner_of_an_action_is_told_that_it_is_theirs_and_never_what_it_says(owner, action):
    notice = Notice.objects.visible_to(owner).get()

    assert (notice.kind, notice.url) == ("action-agreed", f"/actions/{action.pk}/")
    assert "Ava" not in notice.text


def test_who_agreed_it_is_told_when_it_is_said_to_be_done_and_the_owner_when_it_is_checked(
    owner, chief, person, action
):
    actions.claim_done(action, evidence="Seen", by=owner)
    assert told(chief) == ["action-claimed"]
    actions.verify(action, by=person("director"))
    assert told(owner) == ["action-agreed", "action-checked"]


def test_the_new_owner_is_told_when_it_changes_hands_and_whoever_does_it_is_not(
    owner, chief, person, action
):
    successor = person("team-manager")
    actions.hand_over(action, owner=successor, by=chief, reason="Left the team")

    assert told(successor) == ["action-handed-over"]
    assert told(chief) == []


def test_a_reopened_action_and_a_changed_day_are_told(owner, chief, person, action):
    actions.change_due(action, due_on=datetime.date(2027, 1, 4), by=chief, reason="Leave")
    actions.claim_done(action, evidence="Seen", by=owner)
    actions.reopen(action, by=person("director"), reason="Not seen on the file")

    assert told(owner) == ["action-agreed", "action-due-changed", "action-reopened"]


def test_the_manager_is_told_of_a_record_that_was_opened_with_a_reason(person, ashmere):
    manager, worker = person("team-manager"), person("social-worker", ashmere.north)
    access = people.take_reasoned_access(
        worker, "QZSOUTH1Z", ground="duty", reason="On duty tonight", team="SOUTH"
    )
    notice = Notice.objects.visible_to(manager).get()

    assert (notice.kind, notice.url) == ("record-opened", "/people/opened-with-a-reason/")
    assert worker.name in notice.text and "QZSOUTH1Z" not in notice.text
    people.note_access_seen(access, by=manager)
    assert not Notice.objects.visible_to(manager).unread().exists()


def test_where_the_team_has_no_manager_those_who_may_restrict_records_are_told(person, ashmere):
    director, worker = person("director"), person("social-worker", ashmere.north)
    people.take_reasoned_access(worker, "C1", ground="duty", reason="On duty", team="WEST")

    assert told(director) == ["record-opened"]


def test_those_who_sign_are_told_of_a_report_that_waits_and_readers_of_one_that_is_out(person):
    writer, signer, reader = person("sqa"), person("director"), person("lead-member")
    report = Report.objects.create(
        definition_key="monthly-quality", title="Monthly report", audience="everyone",
        period_id="2026-10",
    )  # fmt: skip
    reports.tell_of("report.submitted", report, by=writer)
    assert (told(signer), told(reader), told(writer)) == (["report-submitted"], [], [])

    other = person("director")
    reports.tell_of("report.submitted", report, by=writer)
    reports.tell_of("report.signed_off", report, by=signer)
    assert not Notice.objects.visible_to(other).unread().filter(kind="report-submitted").exists()

    reports.tell_of("report.published", report, by=signer)
    assert told(reader) == ["report-published"]
    assert "October 2026" in Notice.objects.visible_to(reader).get().text


def test_nothing_is_told_of_what_only_its_doer_needs_to_know(person):
    report = Report.objects.create(
        definition_key="monthly-quality", title="Monthly report", audience="everyone",
        period_id="2026-10",
    )  # fmt: skip
    reports.tell_of("report.written", report, by=person("sqa"))

    assert not Notice.objects.exists()


def test_whoever_gave_files_is_told_how_it_ended(person):
    analyst = person("analyst")
    load = Load.objects.create(by=analyst, at=clock.now(), file_names=["children.csv"])
    loads.folder_of(load).mkdir(parents=True)
    loads.perform(load)

    notice = Notice.objects.visible_to(analyst).get()
    assert (notice.kind, notice.url) == ("load-ended", f"/data/loads/{load.pk}/")
    assert "could not be loaded" in notice.text
