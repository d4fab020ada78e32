"""The summaries of a day for everybody, written by a process of its own: a demo whose day is
moved should not wait for a hundred e-mails.

What has been written is known by the letters themselves, and writing them again makes none
twice (`digest.run`), so that a process which was stopped leaves nothing to repair.
"""

import fcntl
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from lineofsight.web import clock
from lineofsight.web.home import digest
from lineofsight.web.notices.models import Letter

STARTS_WITHIN = timedelta(minutes=1)


@dataclass(frozen=True)
class Progress:
    """Of the e-mails of a day. `is_going_on`: somebody is at it, or is just starting."""

    is_going_on: bool
    written: int
    sent: int


def begin() -> None:
    """Have today's summaries written and sent; `progress` tells how far that has come."""
    if not settings.MAIL_IS_ON:
        return
    if not settings.LOADS_IN_BACKGROUND:
        digest.run(clock.today())
        return
    _lock_file().touch()
    command = [sys.executable, "-m", "lineofsight", "manage", "write_digests"]
    subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)  # noqa: S603


def perform() -> None:
    """Write and send them, in whichever process this is; not while another one does."""
    with _lock_file().open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        try:
            digest.run(clock.today())
        finally:
            _lock_file().unlink(missing_ok=True)


def progress(day: date) -> Progress:
    letters = Letter.objects.filter(day=day)
    sent = letters.filter(sent_at__isnull=False).count()
    return Progress(_is_going_on(), letters.count(), sent)


def _is_going_on() -> bool:
    """A process takes a moment to come up; its lock goes with it, however it ends."""
    try:
        with _lock_file().open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            begun = Path(lock.name).stat().st_mtime
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return clock.machine_now().timestamp() - begun < STARTS_WITHIN.total_seconds()


def _lock_file() -> Path:
    return settings.HOME / "writing-digests"
