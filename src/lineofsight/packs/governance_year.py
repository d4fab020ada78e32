"""The year of a framework's boards and reports: what it gives a day or a week, in order. What
it gives none is listed apart, with what it does say. A pure function of the pack."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lineofsight.packs.days import on_a_day_that_counts
from lineofsight.packs.governance import DAYS, WEEK, WEEKS_OF_A_CYCLE, Publishing
from lineofsight.packs.model import Pack
from lineofsight.packs.phrases import value as in_words
from lineofsight.packs.reporting import Board, ReportUse
from lineofsight.packs.values import Setting
from lineofsight.periods import add_months, end_of_month
from lineofsight.working_days import england

ONE_DAY = timedelta(days=1)
NO_DAY = "The framework gives no day"


@dataclass(frozen=True)
class Entry:
    """`ends_on`: for what may be on any day of a span. `is_assumed`: the day follows from a
    value that the framework does not state."""

    key: str
    title: str
    what: str
    starts_on: date
    ends_on: date
    is_assumed: bool


@dataclass(frozen=True)
class Undated:
    title: str
    says: str


def year_of(pack: Pack, year: int) -> tuple[Entry, ...]:
    found = [
        *_cycles(pack, year),
        *(entry for board in pack.boards for entry in _of_board(pack, board, year)),
        *(entry for report in pack.reports for entry in _of_report(report, year)),
    ]
    return tuple(sorted(found, key=lambda each: (each.starts_on, each.key)))


def undated(pack: Pack) -> tuple[Undated, ...]:
    """The boards without a day in any year, and how often they are said to be."""
    return tuple(
        Undated(each.title, _said(each)) for each in pack.boards if not _has_days(pack, each)
    )


def _said(board: Board) -> str:
    meets = board.meetings
    if meets.times_a_year.value is not None:
        return f"{meets.times_a_year.value} a year or more. {NO_DAY}."
    if meets.meets.value is not None:
        return f"{in_words(meets.meets.value).capitalize()}. {NO_DAY}."
    if meets.week_of_cycle.value is not None:
        return f"Week {meets.week_of_cycle.value} of a cycle that is not set."
    if board.cadence.value is not None:
        return f"“{board.cadence.value}”: words from which no day follows."
    return "How often is not set, so nothing is expected."


def _has_days(pack: Pack, board: Board) -> bool:
    in_a_week = board.meetings.week_of_cycle.value is not None and pack.cycle.is_set
    return in_a_week or bool(board.meetings.months.value)


def weeks_of(pack: Pack, year: int) -> list[tuple[date, ...]]:
    """The Mondays of the four weeks of every cycle that begins in the year."""
    firsts = pack.cycle.first_weeks(year)
    return [tuple(first + WEEK * n for n in range(WEEKS_OF_A_CYCLE)) for first in firsts]


def _month_of(weeks: tuple[date, ...]) -> int:
    """The month whose figures' day lies in a cycle's first week, which may begin before it."""
    return (weeks[0] + 6 * ONE_DAY).month


def _cycles(pack: Pack, year: int) -> Iterator[Entry]:
    assumed = _any_assumed(pack.cycle.anchor, pack.cycle.starts_on_day)
    for weeks in weeks_of(pack, year):
        for number, monday in enumerate(weeks, 1):
            yield Entry(f"cycle/{monday}", f"Week {number} of the cycle", "begins", monday,
                        monday, assumed)  # fmt: skip


def _of_board(pack: Pack, board: Board, year: int) -> Iterator[Entry]:
    """In its week of each cycle; without a cycle, in the months that are named."""
    meets, months = board.meetings, board.meetings.months.value
    if meets.week_of_cycle.value is not None and pack.cycle.is_set:
        assumed = _any_assumed(pack.cycle.anchor, pack.cycle.starts_on_day, meets.week_of_cycle,
                               meets.months)  # fmt: skip
        for weeks in weeks_of(pack, year):
            if months and _month_of(weeks) not in months:
                continue
            monday = weeks[meets.week_of_cycle.value - 1]
            yield from _meeting(board, monday, monday + 6 * ONE_DAY, assumed=assumed)
    elif months:
        for month in months:
            first = date(year, month, 1)
            yield from _meeting(board, first, end_of_month(first), assumed=meets.months.is_assumed)


def _meeting(board: Board, first: date, last: date, *, assumed: bool) -> Iterator[Entry]:
    agenda = board.meetings.agenda_by(first)
    if agenda is not None:
        yield Entry(f"agenda/{board.key}/{first}", board.title, "agenda goes out by", agenda,
                    agenda, assumed or board.meetings.agenda_days_before.is_assumed)  # fmt: skip
    yield Entry(f"board/{board.key}/{first}", board.title, "meets", first, last, assumed)


def _of_report(report: ReportUse, year: int) -> Iterator[Entry]:
    for month in range(1, 13):
        first = date(year, month, 1)
        if (day := publish_on(report.publishing, first)) is not None:
            yield Entry(f"report/{report.key}/{first}", report.title, "published", day, day,
                        _is_assumed(report.publishing, day))  # fmt: skip
    for setting, what in (
        (report.publishing.begun_in_month, "begun"),
        (report.publishing.final_in_month, "final"),
    ):
        if setting.value is not None:
            first = date(year, setting.value, 1)
            yield Entry(f"report/{report.key}/{what}/{year}", report.title, what, first,
                        end_of_month(first), setting.is_assumed)  # fmt: skip


def _is_assumed(publishing: Publishing, day: date) -> bool:
    """Whether a day is our assumption: what is said of days that are not worked counts only
    where the day is such a one, or was moved from one."""
    as_it_stands = day.day == publishing.on_day.value and england().is_working_day(day)
    return publishing.on_day.is_assumed or (
        not as_it_stands and publishing.non_working.is_assumed
    )  # fmt: skip


def publish_on(publishing: Publishing, month: date) -> date | None:
    """The day of a month on which a report is published, where the framework has one."""
    if publishing.on_day.value is None:
        return None
    day = month.replace(day=min(publishing.on_day.value, end_of_month(month).day))
    return on_a_day_that_counts(day, publishing.non_working.value)


def follow(pack: Pack, board: Board, first: date) -> list[date]:
    """The meetings of the rest of the year that follow from a first one: every so many days,
    or on its weekday in the same week of each cycle. Empty where the framework gives no such
    rhythm."""
    if how := DAYS.get(board.meetings.meets.value):
        found = [first + timedelta(days=how * n) for n in range(1, 366 // how + 1)]
    elif (week := board.meetings.week_of_cycle.value) and pack.cycle.is_set:
        months = board.meetings.months.value
        found = [
            weeks[week - 1] + ONE_DAY * first.weekday()
            for weeks in weeks_of(pack, first.year)
            if not months or _month_of(weeks) in months
        ]
    else:
        return []
    return [day for day in found if day > first and day.year == first.year]


def publish_period_on(publishing: Publishing, ends_on: date) -> date | None:
    """When the report of a period that ends on that day is to be published."""
    lag = publishing.lag_months.value or 1
    return publish_on(publishing, add_months(ends_on.replace(day=1), lag))


def _any_assumed(*settings: Setting) -> bool:
    return any(each.is_assumed for each in settings)
