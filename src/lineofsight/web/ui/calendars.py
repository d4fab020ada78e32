"""Calendar files (RFC 5545): days with a title, as a calendar program takes them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from icalendar import Calendar, Event

PRODUCT = "-//Line of Sight//Calendar//EN"
ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """One whole day, or several. `uid` stays the same for as long as it is the same thing;
    `sequence` grows when it changes, and `changed_at` is when it last did."""

    uid: str
    first_on: datetime.date
    title: str
    changed_at: datetime.datetime
    last_on: datetime.date | None = None
    url: str = ""
    sequence: int = 0
    is_cancelled: bool = False


def calendar_text(name: str, entries: Iterable[Entry]) -> bytes:
    """A whole calendar; the same entries make the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical()


def calendar_file(file_name: str, name: str, entries: Iterable[Entry]) -> HttpResponse:
    response = HttpResponse(calendar_text(name, entries), content_type="text/calendar")
    response.headers["Content-Disposition"] = f'inline; filename="{file_name}"'
    return response


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at.astimezone(datetime.UTC))
    event.add("dtstart", entry.first_on)
    event.add("dtend", (entry.last_on or entry.first_on) + ONE_DAY)
    event.add("summary", entry.title)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if entry.url:
        event.add("url", entry.url)
    return event
