"""When boards meet and reports are due by what a framework says of it: the month's cycle in
weeks, and what else it names of complaints and outcomes. Pure functions, no clock."""

from datetime import date, timedelta
from typing import Literal

from lineofsight.packs.forms import Need
from lineofsight.packs.values import Key, NonWorkingRule, Setting, Source, Strict, Text, Whole
from lineofsight.periods import add_months, end_of_month
from lineofsight.working_days import england

NOT_SET = Source.NOT_SET
WEEK = timedelta(days=7)
MONTH_PUBLICATION, STRICT_28_DAYS = "month-publication", "strict-28-days"
WEEKS_OF_A_CYCLE = 4

Meets = Literal[
    "weekly", "fortnightly", "four-weekly", "monthly", "every-second-month", "quarterly",
    "twice-a-year", "yearly",
]  # fmt: skip
DAYS = {"weekly": 7, "fortnightly": 14, "four-weekly": 28}
MONTHS = {"monthly": 1, "every-second-month": 2, "quarterly": 3, "twice-a-year": 6, "yearly": 12}


class Cycle(Strict):
    """The four weeks in which a month's figures are published and boards meet.

    `anchor`: month-publication: the first week is the one with the first working day on or
    after `starts_on_day` of the month, and a fifth week before the next has nothing;
    strict-28-days: every cycle is 28 days after the one before, counted from that week in
    January of `counted_from_year`. Not set: there is no cycle.
    """

    anchor: Setting[Literal["month-publication", "strict-28-days"]] = Setting(source=NOT_SET)
    starts_on_day: Setting[Whole] = Setting(source=NOT_SET)
    counted_from_year: Setting[Whole] = Setting(source=NOT_SET)

    @property
    def is_set(self) -> bool:
        needed = [self.anchor, self.starts_on_day]
        if self.anchor.value == STRICT_28_DAYS:
            needed.append(self.counted_from_year)
        return all(each.value is not None for each in needed)

    def first_weeks(self, year: int) -> tuple[date, ...]:
        """The Mondays on which the cycles of a year begin, in order."""
        if not self.is_set:
            return ()
        if self.anchor.value == MONTH_PUBLICATION:
            return tuple(self._first_week(date(year, month, 1)) for month in range(1, 13))
        first = self._first_week(date(self.counted_from_year.value, 1, 1))
        span = WEEK * WEEKS_OF_A_CYCLE
        monday = first + span * -((first - date(year, 1, 1)) // span)
        found = []
        while monday.year == year:
            found.append(monday)
            monday += span
        return tuple(found)

    def _first_week(self, month: date) -> date:
        last = end_of_month(month).day
        day = england().add(month.replace(day=min(self.starts_on_day.value, last)), 0)
        return day - timedelta(days=day.weekday())


class Meetings(Strict):
    """When a board meets. `meets`: how often; `times_a_year`: at least how many times in
    twelve months; `months`: those in which it does; `week_of_cycle`: in which week of the month's
    cycle; `public_every`: every so-manieth meeting is public; `agenda_days_before`: how many
    days before a meeting its agenda goes out."""

    meets: Setting[Meets] = Setting(source=NOT_SET)
    times_a_year: Setting[Whole] = Setting(source=NOT_SET)
    months: Setting[tuple[Whole, ...]] = Setting(source=NOT_SET)
    week_of_cycle: Setting[Whole] = Setting(source=NOT_SET)
    public_every: Setting[Whole] = Setting(source=NOT_SET)
    agenda_days_before: Setting[Whole] = Setting(source=NOT_SET)

    def next_by(self, last: date) -> date | None:
        """The last day by which the next meeting follows one of that day; None where the
        framework does not say."""
        if how := DAYS.get(self.meets.value):
            return last + timedelta(days=how)
        if not (how := MONTHS.get(self.meets.value)):
            return None
        if self.months.value:
            month = add_months(last.replace(day=1), 1)
            while month.month not in self.months.value:
                month = add_months(month, 1)
            return end_of_month(month)
        into = (last.month - 1) % how
        return end_of_month(add_months(last.replace(day=1), 2 * how - 1 - into))

    def agenda_by(self, held_on: date) -> date | None:
        days = self.agenda_days_before.value
        return None if days is None else held_on - timedelta(days=days)

    def is_public_after(self, earlier: list[bool]) -> bool | None:
        """Whether the next meeting is public, by those before it, the newest first. None
        where the framework does not say."""
        every = self.public_every.value
        if every is None:
            return None
        since = earlier.index(True) if True in earlier else len(earlier)
        return since >= every - 1


class Publishing(Strict):
    """When a report is given out: `on_day` of the month, about the month so many before it
    (`lag_months`); or, where it is made once a year, begun and finished in months of their
    own (`begun_in_month`, `final_in_month`)."""

    on_day: Setting[Whole] = Setting(source=NOT_SET)
    lag_months: Setting[Whole] = Setting(source=NOT_SET)
    non_working: Setting[NonWorkingRule] = Setting(source=NOT_SET)
    begun_in_month: Setting[Whole] = Setting(source=NOT_SET)
    final_in_month: Setting[Whole] = Setting(source=NOT_SET)


class ComplaintStage(Strict):
    """A stage of complaints: kept for the complaints procedure, and acting on nothing yet."""

    key: Key
    title: Text
    answer_within_working_days: Setting[Whole]
    source: Source


class OutcomeTool(Strict):
    """The tool with which children and parents say how they are doing, and when they are
    asked. Kept for outcomes, and acting on nothing yet."""

    title: Setting[Text] = Setting(source=NOT_SET)
    at_the_start: Setting[Need] = Setting(source=NOT_SET)
    in_the_middle: Setting[Need] = Setting(source=NOT_SET)
    at_the_end: Setting[Need] = Setting(source=NOT_SET)
