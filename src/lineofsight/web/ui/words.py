"""Dates, times and counts as the pages say them. Plain functions, also used as filters."""

import datetime
from zoneinfo import ZoneInfo

UK = ZoneInfo("Europe/London")


def long_day(day: datetime.date) -> str:
    """
    >>> long_day(datetime.date(2026, 11, 6))
    '6 November 2026'
    """
    return f"{day.day} {day:%B %Y}"


def weekday(day: datetime.date) -> str:
    """
    >>> weekday(datetime.date(2026, 11, 23))
    'Monday 23 November 2026'
    """
    return f"{day:%A} {long_day(day)}"


def short_day(day: datetime.date, *, today: datetime.date | None = None) -> str:
    """As lists say it; the year only where it is not this one.

    >>> short_day(datetime.date(2026, 11, 6), today=datetime.date(2026, 11, 23))
    'Fri 6 Nov'
    >>> short_day(datetime.date(2027, 5, 6), today=datetime.date(2026, 11, 23))
    'Thu 6 May 2027'
    """
    words = f"{day:%a} {day.day} {day:%b}"
    return words if today is None or today.year == day.year else f"{words} {day.year}"


def time_of_day(instant: datetime.datetime) -> str:
    """
    >>> time_of_day(datetime.datetime(2026, 11, 6, 14, 2, tzinfo=UK))
    '2:02pm'
    """
    local = instant.astimezone(UK)
    return f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def instant(moment: datetime.datetime, *, today: datetime.date | None = None) -> str:
    """A moment, as near as it is: “Today, 2:02pm”, “Fri 20 Nov, 9:15am”."""
    day = moment.astimezone(UK).date()
    if today is not None and day == today:
        return f"Today, {time_of_day(moment)}"
    return f"{short_day(day, today=today)}, {time_of_day(moment)}"


def counted(number: int, one: str, many: str = "") -> str:
    """
    >>> counted(1, "child", "children"), counted(24, "child", "children"), counted(0, "audit")
    ('1 child', '24 children', '0 audits')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def ordinal(number: int) -> str:
    """
    >>> [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 111, 122)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '111th', '122nd']
    """
    teens = 10 <= number % 100 <= 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def working_days_from(days: int) -> str:
    """Where a due day lies, in working days from today; negative is late.

    >>> working_days_from(-6), working_days_from(0), working_days_from(1), working_days_from(4)
    ('6 working days late', 'Today', 'Tomorrow', 'In 4 working days')
    """
    if days < 0:
        return f"{counted(-days, 'working day')} late"
    return {0: "Today", 1: "Tomorrow"}.get(days) or f"In {days} working days"


def listed(things: list[str]) -> str:
    """
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    *most, last = things or [""]
    return f"{', '.join(most)} and {last}" if most else last
