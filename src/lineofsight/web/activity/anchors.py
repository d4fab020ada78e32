"""Heads of the chain, written outside the database, so that a cut tail or a rewritten chain shows.

One line a day in LINEOFSIGHT_HOME/activity/anchors.jsonl, written with the day's first event,
and one whenever `lineofsight activity verify` is run. Keep a copy of this file elsewhere:
who can change both it and the database can still deceive.
"""

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from lineofsight.web import clock
from lineofsight.web.activity.models import ActivityEvent

log = logging.getLogger(__name__)
_last_written: dict[Path, str] = {}


@dataclass(frozen=True)
class Anchor:
    """At this instant, the event with this number had this hash."""

    number: int
    hash: str
    at: str


def path() -> Path:
    return settings.HOME / "activity" / "anchors.jsonl"


def read() -> list[Anchor]:
    """The anchors written so far, oldest first."""
    try:
        lines = path().read_text().splitlines()
    except FileNotFoundError:
        return []
    return [Anchor(**json.loads(line)) for line in lines if line.strip()]


def write(event: ActivityEvent) -> Anchor:
    """Write this event down as the head of the chain."""
    anchor = Anchor(event.number, event.hash, clock.machine_now().isoformat())
    path().parent.mkdir(parents=True, exist_ok=True)
    with path().open("a") as file:
        file.write(json.dumps(asdict(anchor)) + "\n")
    return anchor


def once_a_day(event: ActivityEvent) -> None:
    """Write an anchor if this is the first event of the machine's day in this process."""
    day = clock.machine_now().date().isoformat()
    if _last_written.get(path()) == day:
        return
    try:
        if not any(anchor.at.startswith(day) for anchor in read()[-1:]):
            write(event)
    except OSError:
        log.exception("The day's anchor of the activity log could not be written")
    else:
        _last_written[path()] = day


def forget_what_was_written() -> None:
    """Look at the file again before the next event: for another data folder in one process."""
    _last_written.clear()
