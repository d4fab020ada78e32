"""Fostering households and private fostering, from local extracts."""

from lineofsight.indicators.definition import (
    ALL_KINDS,
    ROLLING_ONLY,
    Exclusion,
    Indicator,
    Interval,
    Need,
    Polarity,
    Record,
    Span,
    Timescale,
    Unit,
)
from lineofsight.indicators.expressions import (
    at_end_of,
    in_period,
    is_within_months,
    plus,
    with_due,
    with_unit,
)
from lineofsight.later import ibis
from lineofsight.periods import PeriodKind
from lineofsight.working_days import Convention

THEME = "Fostering"
PRIVATE = "Private fostering"
HOUSEHOLD = Record("fostering household", "fostering households")
A_YEAR = Interval(12, Span.MONTHS)
TEMPORARY_FOR = Interval(16, Span.WEEKS)
FIRST_VISIT = Interval(7, Span.WORKING_DAYS)
SIX_WEEKS, TWELVE_WEEKS = Interval(6, Span.WEEKS), Interval(12, Span.WEEKS)
FROM_EXTRACT = (
    "Households are those of the local extract, each known by its number alone. It must list "
    "approvals that have ended too, or earlier months are too low."
)


def households_at_end_of(tables, periods):
    """Households approved for good at the end of the period, each once: the earliest of its
    approvals that are open."""
    rows = at_end_of(periods, tables["approvals_on"])
    return rows.filter(rows.approval_kind != "temporary")


def mainstream_at_end_of(tables, periods):
    rows = at_end_of(periods, tables["approvals_on"])
    return rows.filter(rows.approval_kind == "mainstream")


def temporary_at_end_of(tables, periods):
    """With the day on which the time of a temporary approval ran out, an extension counted in."""
    rows = at_end_of(periods, tables["approvals_on"])
    rows = rows.filter(rows.approval_kind == "temporary")
    usual = plus(rows.started_on, TEMPORARY_FOR)
    return rows.mutate(
        due_on=ibis.greatest(usual, rows.extended_until.fill_null(usual)),
        measure=rows.on_day.delta(rows.started_on, unit="day"),
    )


def coming_and_going_in(tables, periods):
    """Mainstream households: a case for each that was approved or ended in the twelve months,
    and one that changes nothing for each that was there at their beginning."""
    given = tables["loc_fostering_households"]
    ours = given.filter(given.approval_kind == "mainstream")
    rows = ours.select(
        "team_id",
        "worker_id",
        household=ours.household_id,
        started_on=ours.approved_on,
        finished_on=ours.ended_on,
    )
    came = in_period(rows, tables, "started_on")
    went = in_period(rows, tables, "finished_on")
    there = periods.inner_join(
        rows,
        [
            rows.started_on < periods.start_on,
            (rows.finished_on >= periods.start_on) | rows.finished_on.isnull(),
        ],
    )
    there = there.mutate(on_day=there.start_on)
    told = [_step(came, "approved", 1), _step(went, "ended", -1), _step(there, "there before", 0)]
    return ibis.union(*told)


def _step(rows, what: str, by: int):
    return rows.select(
        "period_id",
        "on_day",
        "started_on",
        "finished_on",
        "team_id",
        "worker_id",
        record_key=rows.household.concat(f", {what}"),
        measure=ibis.literal(by).cast("int64"),
    )


def _with_latest(rows, tables, events: str):
    """With the latest of the household's events on or before the day, and when one is due."""
    event = tables[events].rename(event_household="household_id")
    rows = rows.left_join(
        event,
        [
            rows.household_id == event.event_household,
            event.visited_on <= rows.on_day,
            event.next_on > rows.on_day,
            event.visited_on >= rows.started_on,
        ],
    ).drop("event_household", "next_on")
    since = rows.visited_on.fill_null(rows.started_on)
    return rows.mutate(
        finished_on=rows.visited_on,
        due_on=plus(since, A_YEAR),
        measure=rows.on_day.delta(rows.visited_on, unit="day"),
    )


def households_with_review(tables, periods):
    return _with_latest(households_at_end_of(tables, periods), tables, "foster_reviews")


def households_with_unannounced_visit(tables, periods):
    return _with_latest(households_at_end_of(tables, periods), tables, "unannounced_visits")


def privately_fostered(tables, periods):
    """Open arrangements with the latest visit and the day the next is due: 7 working days
    after the authority knew, then 6 weeks after each visit of the first year, then 12."""
    given = tables["loc_private_fostering"]
    rows = periods.inner_join(
        given,
        [
            given.started_on <= periods.end_on,
            (given.ended_on > periods.end_on) | given.ended_on.isnull(),
        ],
    )
    rows = rows.mutate(
        on_day=rows.end_on,
        record_key=rows.arrangement_id,
        known_on=rows.notified_on.fill_null(rows.started_on),
        own_team=rows.team_id,
        own_worker=rows.worker_id,
    ).drop("team_id", "worker_id", "source", "known_from", "told_on")
    rows = rows.filter(rows.known_on <= rows.on_day)
    visit = tables["private_fostering_visits"]
    rows = rows.left_join(
        visit,
        [
            rows.arrangement_id == visit.household_id,
            visit.visited_on <= rows.on_day,
            visit.next_on > rows.on_day,
        ],
    ).drop("household_id", "next_on")
    rows = with_due(rows, tables, start="known_on", within=FIRST_VISIT, name="first_due_on")
    in_first_year = rows.visited_on < plus(rows.started_on, A_YEAR)
    rows = rows.mutate(
        finished_on=rows.visited_on,
        due_on=ibis.cases(
            (rows.visited_on.isnull(), rows.first_due_on),
            (in_first_year.fill_null(False), plus(rows.visited_on, SIX_WEEKS)),
            else_=plus(rows.visited_on, TWELVE_WEEKS),
        ),
        measure=rows.on_day.delta(rows.visited_on, unit="day"),
    )
    return with_unit(rows, tables, team="own_team", worker="own_worker")


_households = {"theme": THEME, "record": HOUSEHOLD, "breakdowns": ()}
_stock = {"snapshot": True, "period_kinds": ALL_KINDS}
APPROVED = Need("loc_fostering_households", spells=True)
NEW = Exclusion(
    "Approved for less than twelve months.",
    lambda rows: is_within_months(rows.started_on, rows.on_day, A_YEAR.number),
)
_yearly = {
    "unit": Unit.PERCENT,
    "polarity": Polarity.HIGHER_IS_BETTER,
    "out_of": "Households approved for twelve months or longer on the day, temporary approvals "
    "apart.",
    "left_out": "Households approved for less than twelve months.",
    "exclusions": (NEW,),
    "numerator": lambda rows: is_within_months(rows.finished_on, rows.on_day, A_YEAR.number),
    "cautions": (FROM_EXTRACT,),
    **_households,
    **_stock,
}

FOS01 = Indicator(
    id="FOS01",
    title="Approved mainstream fostering households",
    unit=Unit.COUNT,
    polarity=Polarity.NEUTRAL,
    counted="Households approved as mainstream foster carers on the day, each once.",
    why_it_matters="They decide whether children can stay near home and with their siblings.",
    questions=("Do the places that are free suit the children who need one?",),
    denominator=mainstream_at_end_of,
    needs=(APPROVED,),
    cautions=(FROM_EXTRACT, "Connected persons and temporary approvals are not among them."),
    **_households,
    **_stock,
)

FOS02 = Indicator(
    id="FOS02",
    title="Net change in fostering households",
    unit=Unit.NET,
    unit_words="households",
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Mainstream approvals in the twelve months, less those that ended in them.",
    why_it_matters="More who leave than come means fewer homes for children.",
    questions=("Why do carers leave, and what would have kept them?",),
    denominator=coming_and_going_in,
    needs=(APPROVED,),
    period_kinds=ROLLING_ONLY,
    headline_kind=PeriodKind.ROLLING_YEAR,
    adds_up=False,
    cautions=(
        FROM_EXTRACT,
        "The list has a line for each approval, each end, and each household that was there "
        "before, which changes nothing.",
    ),
    measure="1 approved, -1 ended, 0 there before",
    version="2",
    **_households,
)

FOS03 = Indicator(
    id="FOS03",
    title="Foster carers reviewed in the last 12 months",
    counted="Households that had their annual review in the twelve months before the day.",
    not_counted="No review in the twelve months.",
    why_it_matters="A review says whether carers are still right for children, and heard.",
    questions=("Which reviews are longest overdue, and do children live there?",),
    denominator=households_with_review,
    needs=(APPROVED, Need("loc_foster_reviews", months_back=12)),
    timescale=Timescale(
        text="12 months",
        source="Fostering Services Regs 2011 reg 28",
        evidence="NOT SEEN: analyst knowledge, check the guidance before use",
        limit=A_YEAR,
    ),
    measure="days since the last review",
    **_yearly,
)

FOS04 = Indicator(
    id="FOS04",
    title="Temporary approvals of connected persons beyond 16 weeks",
    unit=Unit.COUNT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Temporary approvals that are older than 16 weeks and not extended beyond the day.",
    out_of="Temporary approvals open on the day.",
    not_counted="It is within 16 weeks, or extended.",
    why_it_matters="After that the child lives with somebody whom nobody has approved.",
    questions=("What is each assessment waiting for?",),
    denominator=temporary_at_end_of,
    numerator=lambda rows: rows.due_on < rows.on_day,
    needs=(APPROVED,),
    timescale=Timescale(
        text="16 weeks (+8)",
        source="Care Planning Regs 2010 reg 24-25",
        evidence="NOT SEEN: analyst knowledge, check the guidance before use",
        limit=TEMPORARY_FOR,
    ),
    measure="days since the approval",
    cautions=(FROM_EXTRACT,),
    **_households,
    **_stock,
)

FOS05 = Indicator(
    id="FOS05",
    title="Fostering households visited unannounced in the last 12 months",
    counted="Households that had an unannounced visit in the twelve months before the day.",
    not_counted="No unannounced visit in the twelve months.",
    why_it_matters="It is how somebody sees the home as the child knows it.",
    questions=("Was the child at home and seen?",),
    denominator=households_with_unannounced_visit,
    needs=(APPROVED, Need("loc_unannounced_visits", months_back=12)),
    timescale=Timescale(
        text="yearly",
        source="Fostering NMS",
        evidence="NOT SEEN: analyst knowledge, check the guidance before use",
        limit=A_YEAR,
    ),
    measure="days since the last unannounced visit",
    **_yearly,
)

PF01 = Indicator(
    id="PF01",
    title="Privately fostered children visited in time",
    theme=PRIVATE,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children whose next visit is not overdue: the first within 7 working days of the "
    "authority's knowing, then within 6 weeks of the last visit in the first year of the "
    "arrangement, then within 12 weeks.",
    out_of="Private fostering arrangements open on the day.",
    not_counted="A visit is overdue.",
    why_it_matters="These children live with strangers by an arrangement that nobody made but "
    "their parents.",
    questions=("Was the child spoken to alone at the last visit?",),
    denominator=privately_fostered,
    numerator=lambda rows: rows.due_on >= rows.on_day,
    needs=(
        Need("loc_private_fostering", spells=True),
        Need("loc_private_fostering_visits", months_back=3),
    ),
    timescale=Timescale(
        text="7 working days, 6 weeks, 12 weeks",
        source="Children (Private Arrangements for Fostering) Regs 2005",
        evidence="NOT SEEN: analyst knowledge, check the guidance before use",
        convention=Convention.DAY_0,
    ),
    measure="days since the last visit",
    cautions=("An arrangement is in the figure from the day the authority was told of it.",),
    **_stock,
)

INDICATORS = (FOS01, FOS02, FOS03, FOS04, FOS05, PF01)
