"""What an indicator is: a frozen declaration with pure functions that build expressions.

An indicator is made of cases. `denominator` gives the rows (a child, an assessment, a
plan …) for any number of periods at once; `numerator` says which of them are counted;
`unknown` which cannot be told; each of `exclusions` which are left out, and why. A case
belongs to exactly one child, one team and one worker, so teams always sum to the whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from lineofsight.later import ibis
from lineofsight.periods import PeriodKind, add_months
from lineofsight.working_days import Convention, england


class Unit(StrEnum):
    COUNT = "count"
    PERCENT = "percent"
    RATE_PER_10_000 = "rate"
    MEDIAN_WORKING_DAYS = "working_days"
    MEDIAN = "median"
    """Half of the counted cases' measures are as small or smaller."""
    TOP_DECILE = "top_decile"
    """Nine in ten of the counted cases' measures are as small or smaller."""
    NET = "net"
    """The sum of the counted cases' measures, some of which may be less than nought."""
    MEAN = "mean"
    """The sum of the counted cases' measures, shared equally among them."""
    WEIGHTED_PERCENT = "weighted_percent"
    """The share of the counted cases' weight in the weight of all of them."""
    PER_WEIGHT = "per_weight"
    """The sum of the counted cases' measures for each whole one of the weight of all."""


QUANTILES = {Unit.MEDIAN_WORKING_DAYS: 0.5, Unit.MEDIAN: 0.5, Unit.TOP_DECILE: 0.9}
"""Units that are a place among the counted cases' measures; between two it is as far between
them as the place is."""
SUMMED_UNITS = (Unit.NET, Unit.MEAN, Unit.WEIGHTED_PERCENT, Unit.PER_WEIGHT)
"""Units made of sums, not of numbers of cases. Sums add up over months and teams exactly, so
they are kept and divided last; a mean of means is never taken."""
WEIGHT_IN = 100
"""Cases tell their `weight` as a whole number of these parts of one: 0.6 is 60."""


class Polarity(StrEnum):
    HIGHER_IS_BETTER = "higher-is-better"
    LOWER_IS_BETTER = "lower-is-better"
    NEUTRAL = "neutral"


class Span(StrEnum):
    WORKING_DAYS = "working days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True)
class Interval:
    """A length of time as guidance or an authority words it. A week is seven days; a
    month is a calendar month that ends on the same day or, lacking one, on the last."""

    number: int
    span: Span

    @property
    def days(self) -> int:
        """Calendar days; only of days and weeks."""
        if self.span not in (Span.DAYS, Span.WEEKS):
            raise ValueError(f"{self} is no fixed number of days.")
        return self.number * (7 if self.span == Span.WEEKS else 1)

    def after(self, day: date) -> date:
        """The last day that is in time, when the clock starts on `day` as day 0: what
        `with_due` works out for a whole table."""
        if self.span == Span.WORKING_DAYS:
            return england().add(day, self.number)
        if self.span == Span.MONTHS:
            return add_months(day, self.number)
        return day + timedelta(days=self.days)

    @classmethod
    def parse(cls, text: str) -> Interval:
        """“10 working days”, “4 weeks”."""
        number, _, span = text.strip().partition(" ")
        return cls(int(number), Span(span))

    def __str__(self) -> str:
        return f"{self.number} {self.span}"


@dataclass(frozen=True)
class Parameters:
    """What an authority may choose where no national source decides, or where the source
    was not seen. Every default is one of the choices named in the definition's text."""

    contact_to_referral_within: Interval = Interval(3, Span.WORKING_DAYS)
    early_help_assessment_within: Interval = Interval(45, Span.WORKING_DAYS)
    early_help_step_up_within: Interval = Interval(28, Span.DAYS)
    assessment_review_within: Interval = Interval(10, Span.WORKING_DAYS)
    cp_visit_within: Interval = Interval(10, Span.WORKING_DAYS)
    seen_within: Interval = Interval(28, Span.DAYS)
    cp_first_review_within: Interval = Interval(3, Span.MONTHS)
    cp_later_review_within: Interval = Interval(6, Span.MONTHS)
    officer_contact_within: Interval = Interval(6, Span.MONTHS)
    mash_red_within_hours: int = 4
    mash_amber_within_hours: int = 24
    mash_green_within_hours: int = 72
    strategy_to_outcome_within: Interval = Interval(10, Span.WORKING_DAYS)
    cin_visit_within: Interval = Interval(20, Span.WORKING_DAYS)
    cin_review_within: Interval = Interval(3, Span.MONTHS)
    conference_report_before: Interval = Interval(2, Span.WORKING_DAYS)
    supervision_within: Interval = Interval(28, Span.DAYS)
    chronology_within: Interval = Interval(6, Span.MONTHS)
    allegation_meeting_within: Interval = Interval(5, Span.WORKING_DAYS)
    caseload_limit: int = 20
    """The most cases a worker should hold, unless a local extract gives a limit of their own."""
    seen_alone_from_age: int = 2
    own_postcode_districts: tuple[str, ...] = ()
    """The outward parts (`WR1`, `B98`) that lie inside the authority; without them nobody
    can tell from the Standard Safeguarding Dataset whether a placement is outside."""
    not_responsible_roles: tuple[str, ...] = ("IRO", "CP_CHAIR", "PERSONAL_ADVISER")
    """Involvements in these roles never make a worker responsible for a child's case."""
    generic_workers: tuple[str, ...] = ()
    """Names, or numbers, that stand for nobody: “Duty”, “Unallocated”. A case held by one of
    them is held by no worker."""


@dataclass(frozen=True)
class Timescale:
    """A limit, how it is counted, who sets it, and how well that was checked.

    `evidence` is the mark of the reference list as it stands there: “seen: …”, “NOT SEEN:
    …” or “local choice …”. `parameter`: the parameter that holds the limit, if local.
    """

    text: str
    source: str
    evidence: str
    limit: Interval | None = None
    convention: Convention | None = None
    parameter: str = ""


@dataclass(frozen=True)
class Need:
    """A table that must be covered, from `months_back` before the period to its end.

    `spells`: every spell that was open must be listed, not only those that began then.
    `latest_is_enough`: a source that lists only the latest of each child will do, on the
    very day it was made. A fact table (`facts`) need only be filled, and stands
    for `stands_for_months` before the day it was told; `lasting` facts do not
    change once they are told, and stand for every time before as well. `column`: this one
    must be filled in some row, as not every source tells it. `instead`: another need that
    will do where this one is not met. `begins_in`: from there still further back, to the first
    day of the latest of these months: of a school year, or of a term.
    """

    table: str
    months_back: int = 0
    spells: bool = False
    latest_is_enough: bool = False
    facts: bool = False
    stands_for_months: int = 12
    lasting: bool = False
    column: str = ""
    instead: Need | None = None
    begins_in: tuple[int, ...] = ()

    def since(self, start: date) -> date:
        """The first day that must be covered for a period that begins then."""
        day = add_months(start, -self.months_back)
        if not self.begins_in:
            return day
        month = day.replace(day=1)
        while month.month not in self.begins_in:
            month = add_months(month, -1)
        return month


@dataclass(frozen=True)
class Exclusion:
    """Rows left out of numerator and denominator, with the words that tell why."""

    reason: str
    when: Callable[[ibis.Table], ibis.Value]


@dataclass(frozen=True)
class Record:
    """What a case is, where it is not a child: in the singular, in the plural, as within a
    sentence. Such cases carry no child (`child_id` is empty) and are shown by their record."""

    one: str
    many: str


ALL_KINDS = tuple(kind for kind in PeriodKind if kind != PeriodKind.HALF_YEAR)
"""Half-years are for reports; no figure is kept of them."""
EVENT_KINDS = (
    PeriodKind.MONTH,
    PeriodKind.QUARTER,
    PeriodKind.YEAR_TO_DATE,
    PeriodKind.ROLLING_YEAR,
)
ROLLING_ONLY = (PeriodKind.ROLLING_YEAR,)
BREAKDOWNS = ("age_band", "sex", "ethnicity", "disability")
AREA = "area"
"""A breakdown by where the child lives, of every indicator whose cases are children's. It is
counted when somebody asks for it, and not kept."""
ELSEWHERE = "Elsewhere"
KIND = "kind"
"""A breakdown by what the cases themselves are (eligibility, say), told as their `kind`."""
NOT_A_PUBLISHED_FORMULA = (
    "analyst definition on checked field names where AA/903/CIN; not a published DfE formula"
)


@dataclass(frozen=True)
class Indicator:
    """One figure's definition.

    `counted`, `out_of`, `not_counted` and `left_out` are the words of the page: “counted”,
    “out of”, “in the figure but not counted” and “not in this figure”. `snapshot`: counted
    on the last day of whatever period is asked for, otherwise over the whole period.
    `unknown_stays`: cases that cannot be told stay in the denominator, never as counted;
    otherwise they are left out of both. `cautions` say what a source can only approximate.
    `record`: what a case is, where it is not a child; nothing of a child is then shown.
    `kinds`: what the kinds of its cases are called, if it is broken down by them (`KIND`).
    `shares_out`: a kind's figure is its share of all cases, of whatever kind; every case is
    then either counted or not known.
    `adds_up`: a longer period's cases are those of its months; not so for positions, nor
    where a child counts once in whatever period is asked for. `measured_in`: cases tell their
    measure as a whole number of these parts of one (100: hundredths). `unit_words`: what a
    mean, or what comes upon each weight, is a number of (“days”, “cases per FTE”).
    """

    id: str
    title: str
    theme: str
    unit: Unit
    polarity: Polarity
    counted: str
    why_it_matters: str
    denominator: Callable[[Tables, ibis.Table], ibis.Table]  # noqa: F821 - see expressions
    numerator: Callable[[ibis.Table], ibis.Value] = lambda rows: ibis.literal(True)
    unknown: Callable[[ibis.Table], ibis.Value] | None = None
    exclusions: tuple[Exclusion, ...] = ()
    unknown_stays: bool = False
    out_of: str = ""
    not_counted: str = ""
    left_out: str = ""
    unknown_reason: str = "It is not recorded."
    questions: tuple[str, ...] = ()
    timescale: Timescale | None = None
    snapshot: bool = False
    period_kinds: tuple[PeriodKind, ...] = EVENT_KINDS
    headline_kind: PeriodKind = PeriodKind.MONTH
    breakdowns: tuple[str, ...] = BREAKDOWNS
    needs: tuple[Need, ...] = ()
    parameters: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    evidence: str = NOT_A_PUBLISHED_FORMULA
    measure: str = ""
    measured_in: int = 1
    unit_words: str = ""
    kinds: str = ""
    shares_out: bool = False
    record: Record | None = None
    adds_up: bool = True
    version: str = "1"

    @property
    def is_summed(self) -> bool:
        return self.unit in SUMMED_UNITS

    @property
    def is_by_area(self) -> bool:
        """Can it be told by where the children live?"""
        return set(BREAKDOWNS) <= set(self.breakdowns)

    @property
    def shown_as(self) -> str:
        """The unit as pages and reports are told it, with its words if it has some:
        “percent”, “mean: days”."""
        return f"{self.unit}: {self.unit_words}" if self.unit_words else str(self.unit)

    def limit(self, parameters: Parameters) -> Interval | None:
        """The limit in force: the authority's choice where there is one."""
        if self.timescale is None:
            return None
        if self.timescale.parameter:
            return getattr(parameters, self.timescale.parameter)
        return self.timescale.limit


@dataclass(frozen=True)
class Theme:
    """Indicators that a page shows together, and which of the three questions they answer."""

    key: str
    title: str
    indicators: tuple[Indicator, ...] = field(default_factory=tuple)
