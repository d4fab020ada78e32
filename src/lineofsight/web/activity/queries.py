"""Reading the log."""

from lineofsight.web.activity.models import ActivityEvent


def readings_of(child_id: str, *, limit: int | None = None) -> list[ActivityEvent]:
    """Who has looked at this child, latest first; refused attempts included."""
    events = ActivityEvent.objects.readings_of(child_id)
    return list(events[:limit] if limit else events)


def count_readings_of(child_id: str) -> int:
    return ActivityEvent.objects.readings_of(child_id).count()
