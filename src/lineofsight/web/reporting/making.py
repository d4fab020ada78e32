"""Compiling and publishing take longer than anybody should wait for a page: a process of
its own does them, and the report's page tells how far it has come.

What is done itself stands in `services`: whole or not at all. Here is only who is at work on
it, that somebody who was stopped is noticed, and that the work is then to be begun again.
"""

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from lineofsight.errors import TransitionNotAllowed, UserError
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.people.models import User
from lineofsight.web.reporting import services
from lineofsight.web.reporting.models import Making, Report

STARTS_WITHIN_SECONDS = 60
STOPPED = "The work was stopped before it ended, and nothing was changed. Begin it again."
UNEXPECTED = (
    "Something went wrong in the product itself, and nothing was changed. Tell whoever looks "
    "after Line of Sight; the details are in its log."
)


def begin(report: Report, kind: Making.Kind, *, by: User) -> Making:
    """Have the report compiled or published; its page tells how it goes."""
    notice_if_interrupted(report)
    try:
        with transaction.atomic():
            making = Making.objects.create(report=report, kind=kind, by=by, at=clock.now())
    except IntegrityError:
        raise TransitionNotAllowed(
            "Somebody is having this report compiled or published already.",
            advice="Wait until that is done.",
        ) from None
    if settings.LOADS_IN_BACKGROUND:
        command = [sys.executable, "-m", "lineofsight", "manage", "make_report", str(making.pk)]
        transaction.on_commit(
            lambda: subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)  # noqa: S603
        )
    else:
        perform(making)
    return making


def perform(making: Making) -> None:
    """Do the work, in whichever process this is."""
    report = making.report

    def tell(done: int, of: int) -> None:
        Making.objects.filter(pk=making.pk).update(steps_done=done, steps=of)

    work = {
        Making.Kind.COMPILE: services.compile_report,
        Making.Kind.PUBLISH: services.publish,
    }[Making.Kind(making.kind)]
    try:
        with _held(making):
            making.move(Making.State.RUNNING)
            work(report, by=making.by, tell=tell)
            making.move(Making.State.DONE)
    except UserError as refusal:
        _end(making, Making.State.REFUSED, str(refusal))
    except BaseException:
        _end(making, Making.State.INTERRUPTED, UNEXPECTED)
        raise
    finally:
        _lock_file(making).unlink(missing_ok=True)


def under_way(report: Report) -> Making | None:
    """The work that is going on at a report, after looking whether it still is."""
    notice_if_interrupted(report)
    return report.makings.going_on().first()


def last_failure(report: Report) -> Making | None:
    """Why the newest attempt came to nothing, if it did."""
    newest = report.makings.order_by("pk").last()
    return newest if newest is not None and newest.came_to_nothing else None


def notice_if_interrupted(report: Report) -> None:
    """Work that is said to be going on, while nobody is at it, has been stopped: the report
    goes back to where it was."""
    for making in report.makings.going_on():
        if _is_held(making) or _is_starting(making):
            continue
        _end(making, Making.State.INTERRUPTED, STOPPED)
        if making.kind == Making.Kind.COMPILE and report.state == Report.State.COMPILING:
            report.move(Report.State.SCHEDULED)


@transaction.atomic
def _end(making: Making, state: Making.State, outcome: str) -> None:
    making.move(state, outcome=outcome)
    activity.record(
        f"report.{making.kind}_{state}", by=making.by, subject_kind="report",
        subject_id=making.report_id,
    )  # fmt: skip


def _lock_file(making: Making) -> Path:
    folder = settings.HOME / "reports"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"making-{making.pk}"


@contextmanager
def _held(making: Making) -> Iterator[None]:
    with _lock_file(making).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def _is_held(making: Making) -> bool:
    """Whether a process is at work: the lock goes with it, however it ends."""
    try:
        with _lock_file(making).open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def _is_starting(making: Making) -> bool:
    """A process takes a moment to come up; within a minute it is not called interrupted."""
    waited = (clock.now() - making.at).total_seconds()
    return making.state == Making.State.WAITING and 0 <= waited < STARTS_WITHIN_SECONDS
