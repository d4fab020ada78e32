"""When a programme comes round, and whose turn brings which activity: pure functions of a
pack, without a clock and without the database."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lineofsight.packs.model import Pack
from lineofsight.packs.programmes import Programme, Release, Rule
from lineofsight.periods import add_months, end_of_month
from lineofsight.web.practice import dates
from lineofsight.working_days import england

MONTHLY = (Rule.ONE_PER_HOLDER, Rule.ROTATION)
"""Rules by which every holder has a share of every month."""


@dataclass(frozen=True)
class Occurrence:
    """One time that a programme comes round: a month, a span of a plan, one of n a year.

    `key` names it within its programme. `activities`: the types that it brings; none where
    the month is paused. `is_day_set`: the framework says on which day it begins.
    """

    programme_key: str
    key: str
    starts_on: date
    ends_on: date
    activities: tuple[str, ...]
    is_day_set: bool = True

    @property
    def is_paused(self) -> bool:
        return not self.activities


def is_paused(programme: Programme, month: int) -> bool:
    return month in (programme.paused_months.value or ())


def going_out(pack: Pack, programme: Programme, month: int) -> tuple[str, ...]:
    """The types of activity that may go out in a month of the year (1 is January).

    In a paused month that is what cannot be paused; a rotation rests as a whole, so that
    no type of it is skipped.
    """
    if not is_paused(programme, month):
        return programme.activities
    if programme.rule == Rule.ROTATION:
        return ()
    return tuple(key for key in programme.activities if not pack.activity(key).pausable)


def active_months(paused: Iterable[int], start: date, end: date) -> list[date]:
    """The first days of the months from `start` up to, not including, `end` that are not
    paused."""
    resting, month, found = set(paused), start.replace(day=1), []
    while month < end.replace(day=1):
        if month.month not in resting:
            found.append(month)
        month = add_months(month, 1)
    return found


def turn(programme: Programme, *, started: date, offset: int, month: date) -> str | None:
    """Which type of a rotation a holder has in a month, who began in the month `started`
    with the type number `offset`. None in a paused month, and before they began."""
    if is_paused(programme, month.month) or month.replace(day=1) < started.replace(day=1):
        return None
    gone = len(active_months(programme.paused_months.value or (), started, month))
    return programme.activities[(offset + gone) % len(programme.activities)]


def first_type(programme: Programme, held: Mapping[str, int]) -> int:
    """The number of the type a new holder begins with, when so many others (`held`, by
    type) have each type this month: the rarest, where starts are spread; else the first."""
    if not programme.starts_spread.value:
        return 0
    return min(
        range(len(programme.activities)), key=lambda n: (held.get(programme.activities[n], 0), n)
    )


def offset_for(programme: Programme, *, began: date, wanted: int, month: date) -> int:
    """The offset which, counted from `began`, gives the type number `wanted` in `month`."""
    gone = len(active_months(programme.paused_months.value or (), began, month))
    return (wanted - gone) % len(programme.activities)


def year_of(programme: Programme, day: date) -> date:
    """The first day of the programme's year that `day` lies in; January where not set."""
    first = programme.year_starts_in_month.value or 1
    return date(day.year - (day.month < first), first, 1)


def runs_by_itself(programme: Programme) -> bool:
    """Does the calendar send it out? Not where the framework leaves the day open, nor what
    is switched off or asked for."""
    return (
        programme.rule in MONTHLY
        and bool(programme.switched_on.value)
        and programme.release.day_of_month.value is not None
    )


def drawing_on(pack: Pack, programme: Programme, day: date) -> Occurrence | None:
    """The month of a monthly programme whose records are to be drawn by a day before it
    begins, so many days as the framework sets; None where it draws on the day itself."""
    days = programme.sampling.drawn_days_before.value if programme.sampling else None
    if not days or programme.rule not in MONTHLY:
        return None
    this = month_of(pack, programme, day)
    following = month_of(pack, programme, add_months(day.replace(day=1), 1))
    for each in (this, following):
        is_near = each.starts_on - timedelta(days=days) <= day < each.starts_on
        if is_near and not each.is_paused and each.is_day_set:
            return each
    return None


def occurrences(pack: Pack, programme: Programme, first: date) -> list[Occurrence]:
    """Every time it comes round in its year that begins on `first`; none where the
    framework does not set what would be needed to say so."""
    if not programme.switched_on.value:
        return []
    by_rule = {
        Rule.PLANNED_SPAN: _spans,
        Rule.ONE_PER_HOLDER: _months,
        Rule.ROTATION: _months,
        Rule.NUMBER_A_YEAR: _numbered,
        Rule.FIXED_MONTHS: _fixed,
        Rule.ON_REQUEST: lambda *_: [],
    }
    return by_rule[programme.rule](pack, programme, first)


def _spans(_: Pack, programme: Programme, first: date) -> list[Occurrence]:
    months = programme.plans_every_months.value
    if months is None:
        return []
    found = []
    for n in range(0, 12, months):
        start, end = dates.span_of_plan(programme, add_months(first, n))
        found.append(Occurrence(programme.key, start.isoformat(), start, end, programme.activities))
    return found


def _months(pack: Pack, programme: Programme, first: date) -> list[Occurrence]:
    return [_month(pack, programme, add_months(first, n)) for n in range(12)]


def _month(pack: Pack, programme: Programme, month: date) -> Occurrence:
    starts, ends, is_set = _begin_and_end(programme.release, month)
    return Occurrence(
        programme.key, f"{month:%Y-%m}", starts, ends,
        going_out(pack, programme, month.month), is_set,
    )  # fmt: skip


def month_of(pack: Pack, programme: Programme, month: date) -> Occurrence:
    """What one month of a monthly programme brings."""
    return _month(pack, programme, month.replace(day=1))


def _fixed(pack: Pack, programme: Programme, first: date) -> list[Occurrence]:
    chosen = set(programme.months.value or ())
    months = [add_months(first, n) for n in range(12)]
    return [_month(pack, programme, month) for month in months if month.month in chosen]


def _numbered(_: Pack, programme: Programme, first: date) -> list[Occurrence]:
    """Each of n has its share of the year's months; paused ones belong to nobody."""
    number = programme.number_a_year.value
    if not number:
        return []
    months = active_months(programme.paused_months.value or (), first, add_months(first, 12))
    if not months:
        return []
    found = []
    for n in range(number):
        start = months[len(months) * n // number]
        last = months[max(len(months) * n // number, -(-len(months) * (n + 1) // number) - 1)]
        found.append(
            Occurrence(
                programme.key, f"{first:%Y-%m}/{n + 1}", start, end_of_month(last),
                programme.activities, is_day_set=False,
            )
        )  # fmt: skip
    return found


def _begin_and_end(release: Release, month: date) -> tuple[date, date, bool]:
    """From which day to which a month's work goes; the whole month where no day is set."""
    if release.day_of_month.value is None:
        return month, end_of_month(month), False
    (starts,) = dates.release_days(release, month, month)
    if release.lasts_working_days.value is None:
        return starts, max(starts, dates.audit_due(release, starts)), True
    days = england()
    ends = days.add(days.add(starts, 0), release.lasts_working_days.value - 1)
    return starts, ends, True


@dataclass(frozen=True)
class YearSoFar:
    """How a programme of so many a year stands on a day: `expected` by then, `done`."""

    number: int
    expected: int
    done: int

    @property
    def behind(self) -> int:
        return max(0, self.expected - self.done)


def year_so_far(found: Iterable[Occurrence], *, done: int, day: date) -> YearSoFar:
    """An occurrence is expected to be done when its span is over."""
    spans = list(found)
    return YearSoFar(len(spans), sum(each.ends_on < day for each in spans), done)


def missing_quarters(planned: Iterable[date], first: date) -> list[tuple[date, date]]:
    """The quarters of the year from `first` in which nothing begins."""
    quarters = [(add_months(first, n), add_months(first, n + 3)) for n in (0, 3, 6, 9)]
    begun = list(planned)
    return [
        (start, after - timedelta(days=1))
        for start, after in quarters
        if not any(start <= day < after for day in begun)
    ]


def held_types(turns: Iterable[str | None]) -> Counter:
    """How many hold each type in a month."""
    return Counter(each for each in turns if each)
