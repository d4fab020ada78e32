"""The small expressions definitions are written in, kept to what every engine can do.

Known traps, all met: `date + interval` is a timestamp on DuckDB, so it is cast back;
a boolean cannot be summed everywhere, so it becomes 1 or 0; a window with a range of
intervals is not portable, so look-backs compare dates instead; Spark's `strip` takes the
letters f and v for white space, so text is put in capitals before it is stripped.
"""

from __future__ import annotations

from datetime import date

from lineofsight.indicators.definition import Interval, Parameters, Span
from lineofsight.journey import TABLES
from lineofsight.later import ibis

FAR_OFF = date(2999, 1, 1)
"""The end of a spell that is still open, so that “open on a day” is one comparison."""

LONG_AGO = date(1900, 1, 1)
"""The day of an event that has not been, so that “after it” is one comparison."""

CALENDAR = {"day": "date", "ordinal": "int32", "is_working_day": "boolean"}
PERIODS = {"period_id": "string", "start_on": "date", "end_on": "date"}
PERIOD_DAYS = {"period_id": "string", "day": "date"}
"""Every day of every period."""
UNITS = {
    "team_id": "string",
    "team_name": "string",
    "service_id": "string",
    "service_name": "string",
}
GIVEN = {
    "calendar": CALENDAR,
    "periods": PERIODS,
    "period_days": PERIOD_DAYS,
    "units": UNITS,
}


_SCHEMAS: dict[tuple[str, Parameters], ibis.Schema] = {}


def _spell_schema(name: str, parameters: Parameters, spells) -> ibis.Schema:
    if (name, parameters) not in _SCHEMAS:
        _SCHEMAS[name, parameters] = spells[name](Tables(parameters, spells)).schema()
    return _SCHEMAS[name, parameters]


class Tables:
    """The tables a definition may use, by name, bound to no engine.

    `tables["ssd_cp_plans"]` is a table of the journey; any spell's name (see `spells`) is
    that spell, computed once and kept. What was used is remembered in `used`.
    """

    def __init__(self, parameters: Parameters, spells):
        self.parameters = parameters
        self.used: list[str] = []
        self._spells = spells
        self._built: dict[str, ibis.Table] = {}

    def __getitem__(self, name: str) -> ibis.Table:
        if name not in self.used:
            self.used.append(name)
        if name not in self._built:
            self._built[name] = self._unbound(name)
        return self._built[name]

    def _unbound(self, name: str) -> ibis.Table:
        if name in GIVEN:
            return ibis.table(GIVEN[name], name=name)
        if name in TABLES:
            return ibis.table(ibis.Schema.from_pyarrow(TABLES[name].schema), name=name)
        return ibis.table(_spell_schema(name, self.parameters, self._spells), name=name)


def yes(column):
    return _means(column, {"Y": True, "N": False}, ["Y", "YES", "1", "TRUE"])


def no(column):
    return _means(column, {"N": True, "Y": False}, ["N", "NO", "0", "FALSE"])


def _means(column, usual: dict[str, bool], words: list[str]):
    """Is it one of the words, however it is written? The usual letters are told first,
    because to strip a text costs more than all the rest of a query."""
    stripped = column.upper().strip().isin(words)
    known = [(column == letter, answer) for letter, answer in usual.items()]
    return ibis.cases(*known, else_=stripped).fill_null(False)


def number(condition):
    """1 where true, 0 where false or not known."""
    return condition.fill_null(False).ifelse(1, 0)


def day_of(expression):
    return expression.cast("timestamp").cast("date")


def plus(day, interval: Interval):
    """`day` moved on by calendar days, weeks or months."""
    if interval.span == Span.MONTHS:
        return day_of(day + ibis.interval(months=interval.number))
    return day_of(day + ibis.interval(days=interval.days))


def months_before(day, months: int):
    return day_of(day - ibis.interval(months=months))


WITHIN = (
    "Within so many months before a day is later than that many months before it: with twelve "
    "months before 1 March 2026, 2 March 2025 is within them and 1 March 2025 is not."
)
"""The one meaning of “within N months” that looks back. It is the window of the department's
own labels for referrals; a look-back of twelve months that ends with a day then holds exactly
a year of days, and “for N months or longer” is what is not within them."""


def is_within_months(earlier, day, months: int):
    """Was `earlier` within so many months before `day` (`WITHIN`)?"""
    return earlier > months_before(day, months)


def has_lasted(started, day, months: int):
    """Has what started then gone on for so many months on `day`, or longer?"""
    return started <= months_before(day, months)


def last_day_of(started, finished):
    """The last day of a spell, which is not the day it ends on: the day before. One that
    ends on its first day has that day."""
    return ibis.greatest(day_of(finished - ibis.interval(days=1)), started)


def age_on(born, day):
    """Completed years, by birthdays; negative before birth."""
    not_yet = (day.month() * 100 + day.day()) < (born.month() * 100 + born.day())
    return day.year() - born.year() - number(not_yet)


def is_unborn(rows, day):
    """An expected day of birth only, or born after the day asked about."""
    return (rows.born_on.isnull() & rows.expected_on.notnull()) | (rows.born_on > day).fill_null(
        False
    )


def with_ordinal(rows, tables: Tables, day: str, name: str):
    """The running number of working days at `rows[day]`, as column `name`."""
    calendar = tables["calendar"]
    marks = calendar.select(**{f"{name}_day": calendar.day, name: calendar.ordinal})
    return rows.left_join(marks, rows[day] == marks[f"{name}_day"]).drop(f"{name}_day")


def with_working_days(rows, tables: Tables, *, start: str, end: str, name: str = "measure"):
    """Working days from `start` (day 0) to `end`; empty where either is."""
    counted = with_ordinal(rows, tables, start, f"{name}_from")
    counted = with_ordinal(counted, tables, end, f"{name}_to")
    counted = counted.mutate(
        **{name: (counted[f"{name}_to"] - counted[f"{name}_from"]).cast("int64")}
    )
    return counted.drop(f"{name}_from", f"{name}_to")


def with_due(rows, tables: Tables, *, start: str, within: Interval, name: str = "due_on"):
    """The last day that is in time, when the clock starts on `start` as day 0."""
    if within.span != Span.WORKING_DAYS:
        return rows.mutate(**{name: plus(rows[start], within)})
    calendar = tables["calendar"]
    working = calendar.filter(calendar.is_working_day)
    marks = working.select(**{f"{name}_ordinal": working.ordinal, name: working.day})
    reached = with_ordinal(rows, tables, start, f"{name}_from")
    wanted = reached[f"{name}_from"] + within.number
    found = reached.left_join(marks, wanted == marks[f"{name}_ordinal"])
    return found.drop(f"{name}_from", f"{name}_ordinal")


def in_period(rows, tables: Tables, day: str):
    """Each row once for every period its day lies in, as `period_id` and `on_day`. Joined
    by the day itself, which is quicker than by a period's first and last."""
    there = tables["period_days"].rename(period_day="day")
    joined = rows.inner_join(there, rows[day] == there.period_day).drop("period_day")
    return joined.mutate(on_day=joined[day])


def at_end_of(periods, rows):
    """Rows of a table by day (`on_day`), once for every period that ends on that day."""
    return periods.inner_join(rows, periods.end_on == rows.on_day)


def with_unit(rows, tables: Tables, *, team=None, worker=None, child: str = "child_id"):
    """The responsible `team_id` and `worker_id`: the row's own columns where it has them,
    else whoever was involved with the child on `on_day`."""
    responsible = tables["responsible"]
    there = responsible.select(
        responsible_child=responsible.child_id,
        responsible_from=responsible.from_on,
        responsible_until=responsible.until_on,
        involved_team=responsible.team_id,
        involved_worker=responsible.worker_id,
    )
    joined = rows.left_join(
        there,
        [
            rows[child] == there.responsible_child,
            rows.on_day >= there.responsible_from,
            rows.on_day < there.responsible_until,
        ],
    )
    own_team = joined[team] if team else ibis.null("string")
    own_worker = joined[worker] if worker else ibis.null("string")
    return joined.mutate(
        team_id=ibis.coalesce(own_team, joined.involved_team),
        worker_id=ibis.coalesce(own_worker, joined.involved_worker),
    ).drop(
        "responsible_child",
        "responsible_from",
        "responsible_until",
        "involved_team",
        "involved_worker",
    )


def with_person(rows, tables: Tables):
    """Adds `born_on`, `expected_on`, `sex`, `ethnicity`, `disability` of `child_id`."""
    persons = tables["persons"]
    named = persons.rename(person_child="child_id")
    return rows.left_join(named, rows.child_id == named.person_child).drop("person_child")
