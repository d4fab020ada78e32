"""How large an authority to invent, until when, and the dice that decide."""

import zlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from lineofsight.demo import rates
from lineofsight.demo.days import NEVER, is_working_day, number
from lineofsight.errors import UserError

ASHMERE_CHILDREN = 130_000
SMALLEST = 500
LARGEST = 5_000_000
DEMO_TODAY = date(2026, 11, 23)
DEMO_SEED = 2026
YEARS_OF_HISTORY = 6
WARM_UP_YEARS = 4
CARE_WARM_UP_YEARS = 14
# Fourteen years of care before it and what is planned after it lie within the calendar.
FIRST_TODAY, LAST_TODAY = date(2015, 1, 1), date(2040, 12, 31)

Columns = dict[str, np.ndarray]


@dataclass(frozen=True)
class Plan:
    """The same plan gives the same authority, record by record."""

    children: int
    seed: int
    today: date

    def __post_init__(self):
        if not SMALLEST <= self.children <= LARGEST:
            raise UserError(
                f"An authority of {self.children:,} children cannot be invented.",
                advice=f"Choose a number from {SMALLEST:,} to {LARGEST:,}.",
            )
        if not FIRST_TODAY <= self.today <= LAST_TODAY:
            raise UserError(
                f"No history can be invented up to {self.today}.",
                advice=f"Choose a day from {FIRST_TODAY} to {LAST_TODAY}.",
            )

    @property
    def scale(self) -> float:
        return self.children / ASHMERE_CHILDREN

    @cached_property
    def last_day(self) -> int:
        """The demo's today, as a number."""
        return number(self.today)

    @cached_property
    def first_day(self) -> int:
        """History starts on the first of this month six years ago."""
        return number(date(self.today.year - YEARS_OF_HISTORY, self.today.month, 1))

    @cached_property
    def warm_up_day(self) -> int:
        """Cases are generated from here, so that the first day of history finds cases open."""
        return number(date(self.today.year - YEARS_OF_HISTORY - WARM_UP_YEARS, 1, 1))

    @cached_property
    def care_warm_up_day(self) -> int:
        return number(date(self.today.year - YEARS_OF_HISTORY - CARE_WARM_UP_YEARS, 1, 1))

    def dice(self, theme: str) -> np.random.Generator:
        """Random numbers of one theme: a change in one part leaves the others as they are."""
        return np.random.default_rng([self.seed, self.children, zlib.crc32(theme.encode())])

    def count(self, rate: float, years: float) -> int:
        """How many events `rate` (per 10,000 children a year) makes in `years`."""
        return round(rate * self.children / 10_000 * years)

    def days_of(self, dice, how_many: int, start: int, end: int) -> np.ndarray:
        """Days of demand from `start` to `end`, both included: fewer in August, in December,
        at weekends and on bank holidays; sorted."""
        days = np.arange(start, end + 1)
        months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
        weight = np.array(rates.BY_MONTH)[months] * np.array(rates.BY_WEEKDAY)[(days + 3) % 7]
        weekday_off = ((days + 3) % 7 < 5) & ~is_working_day(days)
        weight = np.where(weekday_off, weight * rates.BANK_HOLIDAY, weight)
        return np.sort(dice.choice(days, size=how_many, p=weight / weight.sum()))


def choose(dice, weighted, how_many: int) -> np.ndarray:
    """Indexes into `weighted`, whose rows end with their weight."""
    weights = np.array([row[-1] for row in weighted], dtype=float)
    return dice.choice(len(weights), size=how_many, p=weights / weights.sum())


def take(columns: Columns, rows) -> Columns:
    return {name: column[rows] for name, column in columns.items()}


def stack(parts: list[Columns]) -> Columns:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def quantile(dice, points, late_share, how_many: int, late_share_of_points: float) -> np.ndarray:
    """Whole days drawn along the curve `points` (share, days), stretched so that `late_share`
    of them (one for each row) lie above the day the curve has at 1 - `late_share_of_points`."""
    drawn = dice.random(how_many)
    on_time = 1 - np.broadcast_to(late_share, how_many)
    limit = 1 - late_share_of_points
    along = np.where(
        drawn < on_time,
        drawn / np.maximum(on_time, 1e-9) * limit,
        limit + (drawn - on_time) / np.maximum(1 - on_time, 1e-9) * (1 - limit) + 1e-6,
    )
    shares, days = zip(*points, strict=True)
    raw = np.interp(along, shares, days)
    return np.where(drawn < on_time, np.floor(raw), np.floor(raw) + 1).astype(np.int64)


def nothing(how_many: int) -> np.ndarray:
    """A column of dates, none of them set."""
    return np.full(how_many, NEVER, dtype=np.int64)
