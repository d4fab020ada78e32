"""Days as whole numbers (days since 1970), so that a whole column of dates is one array.

`NEVER` stands for "no such day": an episode still open, an event that did not happen. It
is later than every day, so `minimum` and `<` do what one expects of an open end.
"""

from datetime import date

import numpy as np

from lineofsight.working_days import FIRST_DAY, england

NEVER = 2**30
_EPOCH = date(1970, 1, 1)
_FIRST = (FIRST_DAY - _EPOCH).days
_ORDINALS = np.array(england().ordinals, dtype=np.int64)


def number(day: date) -> int:
    return (day - _EPOCH).days


def as_date(day: int) -> date:
    return date.fromordinal(int(day) + _EPOCH.toordinal())


def add_working_days(days, count):
    """The working day that is `count` after each of `days` (day 0). With 0 the day itself
    or, where it is no working day, the last one before it."""
    return np.searchsorted(_ORDINALS, _ORDINALS[np.asarray(days) - _FIRST] + count) + _FIRST


def working_days_between(start, end):
    """Working days after `start`, up to and including `end`."""
    return _ORDINALS[np.asarray(end) - _FIRST] - _ORDINALS[np.asarray(start) - _FIRST]


def back_to_working_day(days):
    """Each day, or the last working day before it."""
    return add_working_days(days, 0)


def is_working_day(days):
    days = np.asarray(days)
    return working_days_between(days - 1, days) == 1


def birthday(born, years):
    """The day on which those born on `born` turn `years`; 1 March for 29 February."""
    born = np.asarray(born).astype("datetime64[D]")
    month = born.astype("datetime64[M]")
    same_day = (month + 12 * np.asarray(years)).astype("datetime64[D]") + (born - month)
    return same_day.astype(np.int64)


def age(born, day):
    """Whole years, by birthdays; negative before birth."""
    years = np.floor((np.asarray(day) - np.asarray(born)) / 365.25).astype(np.int64)
    years = np.where(birthday(born, years + 1) <= day, years + 1, years)
    return np.where(birthday(born, years) > day, years - 1, years)


def month_number(days):
    """Months since January 1970: 2026-10 is 681."""
    return np.asarray(days).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
