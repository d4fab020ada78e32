"""Date arithmetic of the packs: pure functions, no clock."""

from datetime import date, timedelta

from lineofsight.packs.activities import LoopStep
from lineofsight.packs.days import on_a_day_that_counts
from lineofsight.packs.programmes import Programme, Release
from lineofsight.packs.values import NonWorkingRule
from lineofsight.periods import add_months, end_of_month
from lineofsight.working_days import england


def follow_up_due(policy: LoopStep, anchor_on: date) -> date:
    """When the re-check is due, counted from its anchor."""
    days = policy.after_days.require("when the re-check is due")
    return on_a_day_that_counts(anchor_on + timedelta(days=days), policy.non_working.value)


def span_of_plan(programme: Programme, day: date) -> tuple[date, date]:
    """First and last day of the programme's span (a quarter, say) that `day` lies in."""
    months = programme.plans_every_months.require("how many months a plan spans")
    first = programme.year_starts_in_month.value or 1
    into_year = (day.month - first) % 12
    start = add_months(day.replace(day=1), -(into_year % months))
    return start, end_of_month(add_months(start, months - 1))


def release_days(release: Release, start: date, end: date) -> list[date]:
    """One day in each month from `start` to `end`. A day that is moved stays in its month:
    otherwise it could come to lie in a paused one."""
    number = release.day_of_month.require("on which day of the month audits are sent out")
    days, month = [], start.replace(day=1)
    while month <= end:
        day = month.replace(day=min(number, end_of_month(month).day))
        days.append(_moved_within_its_month(day, release.non_working.value))
        month = add_months(month, 1)
    return days


def _moved_within_its_month(day: date, rule: NonWorkingRule | None) -> date:
    moved = on_a_day_that_counts(day, rule)
    if moved.month == day.month:
        return moved
    back = {
        NonWorkingRule.NEXT: NonWorkingRule.PREVIOUS,
        NonWorkingRule.PREVIOUS: NonWorkingRule.NEXT,
    }
    return on_a_day_that_counts(day, back[rule])


def audit_due(release: Release, released_on: date) -> date:
    """When audits that go out on a day are due back."""
    last = end_of_month(released_on)
    if release.due.value == "last-working-day-of-month":
        return max(england().previous(last), released_on)
    return last
