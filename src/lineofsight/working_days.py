"""Working days: Monday to Friday less the bank holidays of England and Wales.

One calendar table with a running ordinal serves every engine: the working days between
two dates are the difference of their ordinals, which is one join for each date instead
of a sum for each row. The holidays come from the copy of the GOV.UK list that the
package `govuk-bank-holidays` carries, so nothing is fetched at run time. That file is read
by itself: the package's own reader loads what it would need to fetch.

Two conventions are in use, and each indicator states its own:

* `DAY_0`: the start is day 0; working days strictly after the start, up to and
  including the end. Same day = 0.
* `INCLUSIVE`: the start, when a working day, is day 1.
"""

import json
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files

import pyarrow as pa

from lineofsight.errors import UserError

FIRST_DAY = date(1995, 1, 1)
LAST_DAY = date(2045, 12, 31)
ONE_DAY = timedelta(days=1)


class Convention(StrEnum):
    DAY_0 = "day0"
    INCLUSIVE = "inclusive"


@dataclass(frozen=True)
class WorkingCalendar:
    """Working days counted from `FIRST_DAY`; `ordinals[n]` is how many lie in the first
    n + 1 days. Bank holidays are known from `holidays_from` to `holidays_to`: outside of
    those dates only weekends are left out."""

    ordinals: tuple[int, ...]
    holidays: frozenset[date]

    @property
    def holidays_from(self) -> date:
        return min(self.holidays)

    @property
    def holidays_to(self) -> date:
        return max(self.holidays)

    def ordinal(self, day: date) -> int:
        """How many working days lie from the calendar's first day to `day`, included."""
        if not FIRST_DAY <= day <= LAST_DAY:
            raise UserError(
                f"{day.isoformat()} is outside the calendar of working days.",
                advice=f"It runs from {FIRST_DAY.year} to {LAST_DAY.year}: check the date.",
            )
        return self.ordinals[(day - FIRST_DAY).days]

    def is_working_day(self, day: date) -> bool:
        return self.ordinal(day) != (self.ordinal(day - ONE_DAY) if day > FIRST_DAY else 0)

    def between(self, start: date, end: date, convention: Convention = Convention.DAY_0) -> int:
        """Working days from `start` to `end`; negative if `end` comes first."""
        days = self.ordinal(end) - self.ordinal(start)
        inclusive = convention == Convention.INCLUSIVE and self.is_working_day(start)
        return days + 1 if inclusive else days

    def add(self, start: date, days: int) -> date:
        """The working day that is `days` after `start` (day 0). With 0 it is `start`
        itself, moved forward to a working day if it is none."""
        if days == 0:
            return start if self.is_working_day(start) else self.add(start, 1)
        wanted = self.ordinal(start) + days
        index = bisect_right(self.ordinals, wanted - 1)
        return FIRST_DAY + index * ONE_DAY

    def previous(self, day: date) -> date:
        """`day`, moved back to a working day if it is none."""
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day


@cache
def england() -> WorkingCalendar:
    """The calendar of England and Wales."""
    known = json.loads((files("govuk_bank_holidays") / "bank-holidays.json").read_text("utf-8"))
    holidays = frozenset(
        date.fromisoformat(holiday["date"]) for holiday in known["england-and-wales"]["events"]
    )
    ordinals, so_far, day = [], 0, FIRST_DAY
    while day <= LAST_DAY:
        so_far += day.weekday() < 5 and day not in holidays
        ordinals.append(so_far)
        day += ONE_DAY
    return WorkingCalendar(tuple(ordinals), holidays)


@cache
def calendar_table() -> pa.Table:
    """The calendar as a table: `day` (date), `ordinal` (int32), `is_working_day` (bool)."""
    calendar = england()
    number = len(calendar.ordinals)
    first = (FIRST_DAY - date(1970, 1, 1)).days
    before = (0, *calendar.ordinals[:-1])
    working = [now != then for now, then in zip(calendar.ordinals, before, strict=True)]
    bits = sum(1 << n for n, is_working in enumerate(working) if is_working)
    # Buffers, because `pa.array` would load pandas, half a second of a process's first answer.
    columns = {
        "day": (pa.date32(), array("i", range(first, first + number))),
        "ordinal": (pa.int32(), array("i", calendar.ordinals)),
        "is_working_day": (pa.bool_(), bits.to_bytes(number // 8 + 1, "little")),
    }
    return pa.table(
        {
            name: pa.Array.from_buffers(kind, number, [None, pa.py_buffer(values)])
            for name, (kind, values) in columns.items()
        }
    )
