"""Periods of time, and ages: the arithmetic that every figure rests on.

A period has a kind and an id that is safe in an address:

==============  =================  =====================================
kind            id                 covers
==============  =================  =====================================
month           2026-10            1 to 31 October 2026
quarter         2026-27-Q3         October to December 2026
half-year       2026-27-H1         April to September 2026
year to date    2026-10-ytd        1 April to 31 October 2026
rolling year    2026-10-r12        1 November 2025 to 31 October 2026
day             2026-10-31         that day, for a snapshot on it
==============  =================  =====================================

Quarters, half-years and years to date follow the financial year, as every published return does.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache

from lineofsight.errors import UnknownName


class PeriodKind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR_TO_DATE = "year-to-date"
    ROLLING_YEAR = "rolling-year"
    DAY = "day"


_FORMS = {
    PeriodKind.MONTH: re.compile(r"(\d{4})-(\d{2})"),
    PeriodKind.QUARTER: re.compile(r"(\d{4})-(\d{2})-Q([1-4])"),
    PeriodKind.HALF_YEAR: re.compile(r"(\d{4})-(\d{2})-H([12])"),
    PeriodKind.YEAR_TO_DATE: re.compile(r"(\d{4})-(\d{2})-ytd"),
    PeriodKind.ROLLING_YEAR: re.compile(r"(\d{4})-(\d{2})-r12"),
    PeriodKind.DAY: re.compile(r"(\d{4})-(\d{2})-(\d{2})"),
}
_ADVICE = (
    "Give a month (2026-10), a quarter (2026-27-Q3), a half-year (2026-27-H1), "
    "a year to date (2026-10-ytd), a rolling year (2026-10-r12) or a day (2026-10-31)."
)
FINANCIAL_YEAR_STARTS_IN = 4
YEARS = range(1900, 2201)
"""Of which a period may be: further off there is no year before or after to compare with."""
PART_OF_YEAR = {PeriodKind.QUARTER: ("Q", 3), PeriodKind.HALF_YEAR: ("H", 6)}
"""Parts of a financial year: the letter of their ids, and how many months they have."""


@dataclass(frozen=True)
class Period:
    """A span of whole days, both ends included."""

    kind: PeriodKind
    start: date
    end: date

    def __post_init__(self):
        if self.end < self.start:
            raise ValueError(f"A period cannot end ({self.end}) before it starts ({self.start}).")

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        return cls(PeriodKind.MONTH, date(year, month, 1), end_of_month(date(year, month, 1)))

    @classmethod
    def day(cls, day: date) -> "Period":
        return cls(PeriodKind.DAY, day, day)

    @classmethod
    def of_kind(cls, kind: PeriodKind, day: date) -> "Period":
        """The period of that kind that `day` lies in (for a rolling year: the year that
        ends with the month of `day`)."""
        month = cls.month(day.year, day.month)
        if kind == PeriodKind.MONTH:
            return month
        if kind == PeriodKind.DAY:
            return cls.day(day)
        if kind in PART_OF_YEAR:
            _, months = PART_OF_YEAR[kind]
            start = add_months(month.start, -((day.month - FINANCIAL_YEAR_STARTS_IN) % months))
            return cls(kind, start, end_of_month(add_months(start, months - 1)))
        if kind == PeriodKind.YEAR_TO_DATE:
            return cls(kind, financial_year_start(day), month.end)
        return cls(kind, add_months(month.start, -11), month.end)

    @classmethod
    @lru_cache(maxsize=2048)  # a page asks for the same few some 400 times
    def parse(cls, text: str) -> "Period":
        """Read a period's id. Raises `UnknownName` with the forms that are understood."""
        for kind, form in _FORMS.items():
            if match := form.fullmatch(text.strip()):
                numbers = [int(number) for number in match.groups()]
                if numbers[0] not in YEARS:
                    break
                try:
                    return cls._from_numbers(kind, numbers)
                except ValueError:
                    break
        raise UnknownName(f"“{text}” is not a period.", advice=_ADVICE)

    @classmethod
    def _from_numbers(cls, kind: PeriodKind, numbers: list[int]) -> "Period":
        if kind == PeriodKind.DAY:
            return cls.day(date(*numbers))
        if kind in PART_OF_YEAR:
            year, following, part = numbers
            if following != (year + 1) % 100:
                raise ValueError("the years do not follow each other")
            first = add_months(
                date(year, FINANCIAL_YEAR_STARTS_IN, 1), PART_OF_YEAR[kind][1] * (part - 1)
            )
            return cls.of_kind(kind, first)
        year, month = numbers
        return cls.of_kind(kind, date(year, month, 1))

    @cached_property
    def id(self) -> str:
        month = f"{self.end:%Y-%m}"
        if self.kind == PeriodKind.MONTH:
            return month
        if self.kind == PeriodKind.DAY:
            return self.end.isoformat()
        if self.kind in PART_OF_YEAR:
            letter, months = PART_OF_YEAR[self.kind]
            year = financial_year_start(self.start).year
            part = (self.start.month - FINANCIAL_YEAR_STARTS_IN) % 12 // months + 1
            return f"{year}-{(year + 1) % 100:02d}-{letter}{part}"
        return f"{month}-ytd" if self.kind == PeriodKind.YEAR_TO_DATE else f"{month}-r12"

    @property
    def label(self) -> str:
        """As a person says it: “October 2026”, “Quarter 3, 2026-27”."""
        month = f"{self.end:%B %Y}"
        if self.kind == PeriodKind.MONTH:
            return month
        if self.kind == PeriodKind.DAY:
            return f"{self.end.day} {month}"
        if self.kind in PART_OF_YEAR:
            return f"{self.kind.capitalize()} {self.id[-1]}, {self.id[:7]}"
        if self.kind == PeriodKind.YEAR_TO_DATE:
            return f"April to {month}" if self.start.month != self.end.month else month
        return f"Year to {month}"

    @property
    def in_sentence(self) -> str:
        """As it stands within a sentence: “the year to October 2026”, “quarter 3, 2026-27”."""
        label = self.label
        if self.kind == PeriodKind.ROLLING_YEAR:
            return f"the y{label[1:]}"
        return f"{label[0].lower()}{label[1:]}" if self.kind in PART_OF_YEAR else label

    @property
    def when(self) -> str:
        """With its preposition: “from April to October 2026”, “in the year to October 2026”."""
        if self.kind == PeriodKind.DAY:
            return f"on {self.label}"
        is_span = self.kind == PeriodKind.YEAR_TO_DATE and " to " in self.label
        return f"{'from' if is_span else 'in'} {self.in_sentence}"

    def earlier(self, steps: int = 1) -> "Period":
        """The period of the same kind, `steps` before this one (months for the two kinds
        of year, so that a series of them has one a month)."""
        if self.kind == PeriodKind.DAY:
            return Period.day(self.end - timedelta(days=steps))
        _, length = PART_OF_YEAR.get(self.kind, ("", 1))
        months = length * steps
        return Period.of_kind(self.kind, add_months(self.end.replace(day=1), -months))

    def series(self, length: int) -> list["Period"]:
        """`length` periods of this kind that end with this one, oldest first."""
        return [self.earlier(steps) for steps in range(length - 1, -1, -1)]

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return self.id


def add_months(day: date, months: int) -> date:
    """`day` moved by calendar months; a day the month does not have becomes its last.

    >>> add_months(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def financial_year_start(day: date) -> date:
    """The 1 April on or before `day`."""
    start = date(day.year, FINANCIAL_YEAR_STARTS_IN, 1)
    return start if day >= start else start.replace(year=day.year - 1)


def age_on(born: date, day: date) -> int:
    """Age in completed years, by birthdays. Negative before birth.

    A child born on 29 February reaches each age on 1 March of a common year;
    dividing days by 365 would make children older too early.

    >>> age_on(date(2008, 2, 29), date(2026, 2, 28))
    17
    """
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
