"""Compiling and publishing are done by a process of their own: nobody waits, nothing is lost."""

import datetime
import subprocess
import sys

import pytest

from lineofsight.errors import TransitionNotAllowed, UserError
from lineofsight.web import clock
from lineofsight.web.reporting import making, services
from lineofsight.web.reporting.models import Making, Publication, Report
from lineofsight.web.states import states_of


@pytest.fixture
def started(settings, monkeypatch):
    """The commands of processes that would have been started."""
    settings.LOADS_IN_BACKGROUND = True
    commands = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: commands.append(command))
    return commands


def waiting_for(report, by, kind=Making.Kind.PUBLISH, **changes):
    facts = {"at": clock.now(), **changes}
    return Making.objects.create(report=report, kind=kind, by=by, **facts)


def test_every_state_of_an_attempt_can_be_reached():
    assert states_of(Making, reachable_from=Making.State.WAITING) == set(Making.State)


def test_publishing_answers_at_once_and_leaves_the_work_to_a_process(
    signed, client_of, director, started, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = client_of(director).post(f"/reports/{signed.pk}/publish/")
    assert answer.status_code == 302
    (attempt,) = Making.objects.all()
    assert started == [
        [sys.executable, "-m", "lineofsight", "manage", "make_report", str(attempt.pk)]
    ]
    assert not Publication.objects.exists()
    page = client_of(director).get(f"/reports/{signed.pk}/").content.decode()
    assert "October 2026 is being published" in page
    assert 'http-equiv="refresh"' in page


def test_the_process_publishes_and_tells_how_far_it_has_come(signed, director, monkeypatch):
    told = []
    really = Making.objects.filter(pk=0).__class__.update

    def heard(queryset, **changes):
        if "steps_done" in changes:
            told.append((changes["steps_done"], changes["steps"]))
        return really(queryset, **changes)

    monkeypatch.setattr(type(Making.objects.all()), "update", heard)
    making.begin(signed, Making.Kind.PUBLISH, by=director)
    assert told == [(number, 8) for number in range(8)]
    signed.refresh_from_db()
    assert signed.is_published
    assert Making.objects.get().state == Making.State.DONE


def test_how_far_the_work_has_come_stands_on_the_reports_page(signed, client_of, director, started):
    waiting_for(signed, director, steps=8, steps_done=3)
    page = client_of(director).get(f"/reports/{signed.pk}/").content.decode()
    assert "3 of 8 files are made" in page


def test_work_that_was_stopped_is_noticed_and_the_report_is_as_it_was(signed, director, client_of):
    attempt = waiting_for(signed, director)
    attempt.move(Making.State.RUNNING)  # and its process was killed: nobody holds the lock
    page = client_of(director).get(f"/reports/{signed.pk}/").content.decode()
    assert "The work was stopped before it ended" in page
    attempt.refresh_from_db()
    assert attempt.state == Making.State.INTERRUPTED
    assert Report.objects.get().state == Report.State.SIGNED_OFF
    making.begin(signed, Making.Kind.PUBLISH, by=director)
    assert Report.objects.get().is_published


def test_a_report_whose_compiling_was_stopped_can_be_compiled_again(report, writer):
    attempt = waiting_for(report, writer, Making.Kind.COMPILE)
    attempt.move(Making.State.RUNNING)
    report.move(Report.State.COMPILING)
    making.begin(report, Making.Kind.COMPILE, by=writer)
    report.refresh_from_db()
    assert report.state == Report.State.DRAFTING
    assert report.is_compiled


def test_a_process_that_never_came_up_is_noticed_after_a_minute(signed, director):
    at = clock.now() - datetime.timedelta(seconds=61)
    attempt = waiting_for(signed, director, at=at)
    assert making.under_way(signed) is None
    attempt.refresh_from_db()
    assert attempt.state == Making.State.INTERRUPTED


def test_two_who_press_at_once_start_one_work(signed, director, signer, started):
    making.begin(signed, Making.Kind.PUBLISH, by=director)
    with pytest.raises(TransitionNotAllowed, match="already"):
        making.begin(signed, Making.Kind.PUBLISH, by=signer)


def test_what_is_refused_while_the_process_works_is_told_on_the_page(
    signed, director, signer, client_of, started
):
    attempt = making.begin(signed, Making.Kind.PUBLISH, by=director)
    services.send_back(signed, by=signer, because="A word is wrong.")
    making.perform(attempt)
    page = client_of(director).get(f"/reports/{signed.pk}/").content.decode()
    assert "The report was not published" in page
    assert not Publication.objects.exists()


def test_a_fault_of_the_product_ends_the_attempt_and_keeps_nothing(signed, director, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("no fonts")

    monkeypatch.setattr(services, "public_copy", broken)
    with pytest.raises(RuntimeError):
        making.begin(signed, Making.Kind.PUBLISH, by=director)
    assert Making.objects.get().outcome == making.UNEXPECTED
    assert making.last_failure(signed)
    assert Report.objects.get().state == Report.State.SIGNED_OFF


def test_the_command_does_the_work(signed, director, started):
    from django.core.management import call_command

    attempt = making.begin(signed, Making.Kind.PUBLISH, by=director)
    call_command("make_report", attempt.pk)
    assert Report.objects.get().is_published


def test_a_report_that_is_not_signed_is_not_begun_to_be_published(report, client_of, director):
    client_of(director).post(f"/reports/{report.pk}/publish/")
    assert not Making.objects.exists()
    with pytest.raises(UserError):
        services.publish(report, by=director)
