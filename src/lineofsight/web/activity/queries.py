"""Reading the log."""

import datetime

from lineofsight.web.activity.models import ActivityEvent


def readings_of(child_id: str, *, limit: int | None = None) -> list[ActivityEvent]:
    """Who has looked at this child, latest first; refused attempts included."""
    events = ActivityEvent.objects.readings_of(child_id)
    return list(events[:limit] if limit else events)


def count_readings_of(child_id: str) -> int:
    return ActivityEvent.objects.readings_of(child_id).count()


def has_read_since(user, child_id: str, since: datetime.datetime) -> bool:
    """Is it written down that `user` opened this child's record at or after an instant, by the
    machine's clock?"""
    return ActivityEvent.objects.filter(
        child_id=child_id,
        verb=ActivityEvent.READ,
        is_refused=False,
        by_id=str(user.pk),
        machine_at__gte=since,
    ).exists()
