"""The only place of the web that asks what day it is.

The day is the machine's, unless `LINEOFSIGHT_TODAY` sets it for the whole product, or the
demo's control does (`set_demo_day`, kept in the data folder so that all processes agree).
The time of day always runs. What must not be moved by either (sessions, the second clock of
the activity log) asks `machine_now`.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from lineofsight.errors import UserError
from lineofsight.web.once import once

UK = ZoneInfo("Europe/London")
_moment: ContextVar[datetime.datetime | None] = ContextVar("moment", default=None)


class ClockNotMovable(UserError):
    """The day may be moved on the demo only."""


def machine_now() -> datetime.datetime:
    """The real instant, in UTC, whatever day the product is told it is."""
    return timezone.now()  # noqa: TID251 - this is the clock


def today() -> datetime.date:
    """The product's day, in the United Kingdom."""
    if (moment := _moment.get()) is not None:
        return moment.date()
    return _set_day() or machine_now().astimezone(UK).date()


def now() -> datetime.datetime:
    """The product's instant: its day, at the real time of day."""
    if (moment := _moment.get()) is not None:
        return moment
    instant = machine_now().astimezone(UK)
    day = _set_day()
    return instant if day is None else instant.replace(year=day.year, month=day.month, day=day.day)


def span(start: datetime.date, end: datetime.date) -> tuple[datetime.datetime, datetime.datetime]:
    """The first and the last instant of the days from `start` to `end`, in the United Kingdom."""
    return (
        datetime.datetime.combine(start, datetime.time.min, tzinfo=UK),
        datetime.datetime.combine(end, datetime.time.max, tzinfo=UK),
    )


@contextmanager
def at(moment: datetime.datetime) -> Iterator[None]:
    """Within, it is `moment` (in UK time): how the demo's past is lived through in order."""
    before = _moment.set(moment.astimezone(UK))
    try:
        yield
    finally:
        _moment.reset(before)


def set_demo_day(day: datetime.date | None) -> None:
    """Move the demo to a day; None gives it back to the day it was started with."""
    if not settings.DEMO:
        raise ClockNotMovable(
            "The day can be moved on the demo only.",
            advice="Start the product with LINEOFSIGHT_DEMO=yes, or set LINEOFSIGHT_TODAY.",
        )
    path = _demo_day_file()
    if day is None:
        path.unlink(missing_ok=True)
    else:
        path.write_text(day.isoformat())


@once
def _set_day() -> datetime.date | None:
    if settings.DEMO:
        try:
            return datetime.date.fromisoformat(_demo_day_file().read_text().strip())
        except FileNotFoundError:
            pass
    return settings.TODAY


def _demo_day_file() -> Path:
    return settings.HOME / "demo-day"
