"""Making and withdrawing keys, and telling administrators of e-mail that does not go out."""

import datetime
import secrets

from django.db import transaction
from django.urls import reverse

from lineofsight.errors import UserError
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.connections.models import AccessKey, CalendarEntry
from lineofsight.web.connections.queries import digest_of
from lineofsight.web.notices.services import tell_once
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.queries import people_who_may

LONGEST = datetime.timedelta(days=366)
TAKEN_OUT_STAYS = datetime.timedelta(days=60)
"""For so long a calendar is told that something was taken out of it."""
_USED_STEP = datetime.timedelta(minutes=5)


class NotPossible(UserError):
    """Such a key cannot be made or changed."""


@transaction.atomic
def make_key(
    person, *, use: str, name: str, expires_on: datetime.date, by
) -> tuple[AccessKey, str]:
    """A new key and its secret, which is told this once and kept nowhere."""
    today = clock.today()
    if not name.strip():
        raise NotPossible("say what the key is for.")
    if not today <= expires_on <= today + LONGEST:
        raise NotPossible("a key lasts a year at most.", advice="Choose a day within a year.")
    secret = secrets.token_urlsafe(32)
    key = AccessKey.objects.create(
        person=person, use=use, name=name.strip(), digest=digest_of(secret), made_by=by,
        made_at=clock.now(), expires_on=expires_on,
    )  # fmt: skip
    _record("key.made", key, by=by)
    return key, secret


@transaction.atomic
def renew_calendar(person, *, by) -> str:
    """A new secret for one's calendar; the old address stops at once."""
    stop_calendar(person, by=by)
    expires_on = clock.today() + datetime.timedelta(days=365)
    return make_key(
        person, use=AccessKey.Use.CALENDAR, name="Calendar", expires_on=expires_on, by=by
    )[1]


@transaction.atomic
def stop_calendar(person, *, by) -> None:
    for key in person.access_keys.filter(use=AccessKey.Use.CALENDAR, withdrawn_at__isnull=True):
        withdraw_key(key, by=by)


@transaction.atomic
def withdraw_key(key: AccessKey, *, by) -> None:
    """From now on it opens nothing."""
    still = AccessKey.objects.filter(pk=key.pk, withdrawn_at__isnull=True)
    if not still.update(withdrawn_at=clock.now(), withdrawn_by=by):
        raise NotPossible("this key has been withdrawn already.")
    _record("key.withdrawn", key, by=by)


def note_use(key: AccessKey) -> None:
    """When it was last used, written at most every few minutes."""
    now = clock.now()
    if key.used_at is None or abs(now - key.used_at) > _USED_STEP:
        AccessKey.objects.filter(pk=key.pk).update(used_at=now)


@transaction.atomic
def kept_calendar(person, due: dict[str, tuple[str, datetime.date]]) -> list[CalendarEntry]:
    """What a person's calendar is to be told: `due` is what each thing leads to → its title
    and its day. What is due no longer is told as cancelled for a while."""
    known = {each.about: each for each in person.calendar_entries.select_for_update()}
    now = clock.now()
    for about, (title, due_on) in due.items():
        entry = known.get(about)
        if entry is None:
            known[about] = CalendarEntry.objects.create(
                person=person, about=about, title=title, due_on=due_on, changed_at=now
            )
        elif (entry.title, entry.due_on, entry.is_cancelled) != (title, due_on, False):
            _change(entry, title=title, due_on=due_on, is_cancelled=False)
    for about in known.keys() - due.keys():
        if not known[about].is_cancelled:
            _change(known[about], is_cancelled=True)
    stale = now - TAKEN_OUT_STAYS
    kept = [e for e in known.values() if not (e.is_cancelled and e.changed_at < stale)]
    return sorted(kept, key=lambda entry: (entry.due_on, entry.pk))


def _change(entry: CalendarEntry, **changes) -> None:
    for name, value in changes.items():
        setattr(entry, name, value)
    entry.sequence += 1
    entry.changed_at = clock.now()
    entry.save()


def tell_administrators(failed: int) -> None:
    """That e-mails could not be sent; once, until it is read."""
    about = f"mail:{clock.today().isoformat()}"
    text = "E-mails could not be sent. They are kept, and will be tried again."
    for person in people_who_may(Permission.PEOPLE_MANAGE, clock.today()):
        tell_once(person, "mail-failed", text, url=reverse("connections:post"), about=about)


def _record(verb: str, key: AccessKey, *, by) -> None:
    activity.record(
        verb,
        by=by,
        subject_kind="key",
        subject_id=key.pk,
        detail={"use": key.use, "for": key.person_id, "expires_on": key.expires_on},
    )
