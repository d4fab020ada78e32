"""Programmes: how often an activity takes place, who carries it, how records are drawn."""

from enum import StrEnum
from typing import Literal

from lineofsight.packs.values import (
    Key,
    NonWorkingRule,
    Setting,
    Source,
    Strict,
    Text,
    Whole,
    YesNo,
)

NOT_SET = Source.NOT_SET


class Exclusion(Strict):
    """A reason for which a record is left out of the frame of a sample."""

    rule: Literal["restricted", "audited-in-last-months", "closed-by-the-draw"]
    months: Whole | None = None
    title: Text
    source: Source


class Sampling(Strict):
    """How records are drawn. `editable`: a person may choose or replace records by hand,
    each with a reason; otherwise only a record that must not be looked at is swapped."""

    size: Setting[Whole]
    method: Setting[Literal["random", "stratified", "interval", "criteria", "chosen"]] = Setting(
        source=NOT_SET
    )
    stratified_by: Setting[Literal["service", "team"]]
    shares: Setting[Literal["proportional", "equal"]]
    at_least_per_stratum: Setting[Whole]
    exclusions: tuple[Exclusion, ...] = ()
    drawn_days_before: Setting[Whole]
    editable: bool = False


class Release(Strict):
    """When records go out: on one day of each month of the plan. Without a day nothing goes
    out by itself. `lasts_working_days`: how long what begins that day takes, a week, say."""

    day_of_month: Setting[Whole]
    non_working: Setting[NonWorkingRule]
    due: Setting[Literal["last-working-day-of-month", "last-day-of-month"]]
    lasts_working_days: Setting[Whole] = Setting(source=NOT_SET)


class Rule(StrEnum):
    """How a programme comes to its work.

    planned-span: a plan for a span of months, its sample released month by month.
    one-per-holder: each holder of the roles has one of the activity in every month.
    rotation: each holder has one activity a month, the types in turn; a paused month
    delays a type and never skips it.
    number-a-year: so many in a year, spread; a warning when the year falls behind.
    fixed-months: in the months named (a practice week in each quarter, say).
    on-request: commissioned, with its own dates, question and records.
    """

    PLANNED_SPAN = "planned-span"
    ONE_PER_HOLDER = "one-per-holder"
    ROTATION = "rotation"
    NUMBER_A_YEAR = "number-a-year"
    FIXED_MONTHS = "fixed-months"
    ON_REQUEST = "on-request"


class Programme(Strict):
    """`activity` is its type, or the first of a rotation; `then` the others in their order.

    `holders`: the roles whose holders carry one each. `months`: those of fixed months.
    `switched_on`: a second reading of the framework that an administrator may switch on.
    Without `sampling` nothing is drawn: whoever carries it out names the record. `group`:
    the group of the partnership that runs it.
    """

    key: Key
    title: Text
    activity: Key
    then: tuple[Key, ...] = ()
    rule: Rule = Rule.PLANNED_SPAN
    holders: tuple[Key, ...] = ()
    group: Key | None = None
    paused_months: Setting[tuple[Whole, ...]] = Setting(source=NOT_SET)
    starts_spread: Setting[YesNo] = Setting(source=NOT_SET)
    number_a_year: Setting[Whole] = Setting(source=NOT_SET)
    months: Setting[tuple[Whole, ...]] = Setting(source=NOT_SET)
    switched_on: Setting[YesNo] = Setting(value=True, source=Source.STATED)
    plans_every_months: Setting[Whole] = Setting(source=NOT_SET)
    year_starts_in_month: Setting[Whole] = Setting(source=NOT_SET)
    own_team_excluded: Setting[YesNo] = Setting(source=NOT_SET)
    exempted_by: Setting[Key] = Setting(source=NOT_SET)
    sampling: Sampling | None = None
    release: Release
    source: Source

    @property
    def activities(self) -> tuple[str, ...]:
        """Every type of activity it runs, in turn."""
        return (self.activity, *self.then)
