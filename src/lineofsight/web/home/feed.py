"""One's own due dates as a calendar: read by a calendar program, with a secret address.

It holds what is to be done and when, and nothing of any child. Visits, assessments and
reviews are not in it: their days are facts about children.
"""

import hashlib

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from lineofsight.web import clock
from lineofsight.web.connections import services
from lineofsight.web.connections.limits import is_too_often
from lineofsight.web.connections.models import AccessKey, CalendarEntry
from lineofsight.web.home import due
from lineofsight.web.people.access import public
from lineofsight.web.people.models import User
from lineofsight.web.people.scopes import scope_for
from lineofsight.web.ui.calendars import Entry, calendar_file

MOST_A_MINUTE = 30
TITLES = {
    "Share": "Go through an audit’s findings with the worker",
    "Moderation": "Moderation due",
    "Key": "A program’s key runs out",
}


@public
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar that a secret opens; an unknown one is not told from one withdrawn."""
    if is_too_often(f"calendar:{request.META.get('REMOTE_ADDR', '')}", most=MOST_A_MINUTE):
        return HttpResponse("Too often. Try again in a minute.", status=429,
                            content_type="text/plain")  # fmt: skip
    key = AccessKey.objects.opened_by(secret, use=AccessKey.Use.CALENDAR, day=clock.today())
    if key is None:
        raise Http404
    services.note_use(key)
    kept = services.kept_calendar(key.person, due_of(key.person))
    response = calendar_file(
        "line-of-sight.ics", "Line of Sight: due from me", [_entry(each) for each in kept]
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


def due_of(person: User) -> dict[str, tuple[str, object]]:
    """What the product asks of a person by a day: where it leads → its title, without a child,
    and the day."""
    today = clock.today()
    items = due.due_list_of(person, scope_for(person), None, today).items
    return {
        f"{item['kind']} {item['url']}": (TITLES.get(item["kind"], f"{item['kind']} due"),
                                          item["due_on"])
        for item in items
        if not item.get("has_no_day")
    }  # fmt: skip


def _entry(kept: CalendarEntry) -> Entry:
    stable = hashlib.sha256(f"{kept.person_id} {kept.about}".encode()).hexdigest()[:32]
    return Entry(
        uid=f"{stable}@lineofsight",
        first_on=kept.due_on,
        title=kept.title,
        changed_at=kept.changed_at,
        url=settings.ADDRESS + kept.about.split(" ")[-1],
        sequence=kept.sequence,
        is_cancelled=kept.is_cancelled,
    )
