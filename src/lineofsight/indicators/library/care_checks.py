"""Reviews, visits and health of children looked after."""

from lineofsight.indicators.definition import (
    ALL_KINDS,
    ROLLING_ONLY,
    Exclusion,
    Indicator,
    Interval,
    Need,
    Polarity,
    Span,
    Timescale,
    Unit,
)
from lineofsight.indicators.expressions import (
    at_end_of,
    day_of,
    is_within_months,
    number,
    plus,
    with_due,
)
from lineofsight.indicators.library.care import (
    LEFT_OUT,
    NOT_LOOKED_AFTER,
    OPEN_CARE,
    in_care_with_stay,
)
from lineofsight.indicators.spells.care import FIRST_REVIEW
from lineofsight.later import ibis
from lineofsight.periods import PeriodKind
from lineofsight.working_days import Convention

REVIEWS = "Reviews and visits of children looked after"
HEALTH = "Health of children looked after"
A_WEEK = Interval(7, Span.DAYS)
FOUR_WEEKS = Interval(28, Span.DAYS)
SIX_WEEKS = Interval(42, Span.DAYS)
THREE_MONTHS = Interval(3, Span.MONTHS)
A_YEAR = Interval(12, Span.MONTHS)
HALF_A_YEAR = Interval(6, Span.MONTHS)
LONG_TERM = ("U1", "U4")
WITH_PARENTS, INTERIM_CARE_ORDER = "P1", "C1"
SMALL_CHILD_BELOW = 5


def in_care_with_reviews(tables, periods):
    """Children looked after at the end of the period, with whether a review that fell due
    in the period was late or missed, and the day the next one is due."""
    rows = at_end_of(periods, tables["in_care_on"])
    slot = tables["care_review_slots"].rename(slot_key="record_key")
    asked = rows.select("period_id", "record_key", "start_on", "end_on")
    late = asked.inner_join(slot, asked.record_key == slot.slot_key)
    late = late.filter(
        late.is_judged
        & (late.due_on >= late.start_on)
        & (late.due_on < late.end_on)
        & (late.held_on.isnull() | (late.held_on > late.due_on))
    )
    late = late.select(late_period=late.period_id, late_key=late.record_key, is_late=1).distinct()
    rows = rows.left_join(
        late, [rows.period_id == late.late_period, rows.record_key == late.late_key]
    )
    rows = rows.left_join(
        slot,
        [
            rows.record_key == slot.slot_key,
            slot.from_on <= rows.on_day,
            (slot.held_on > rows.on_day) | slot.held_on.isnull(),
        ],
    ).drop("slot_key", "is_judged", "held_on")
    rows = with_due(rows, tables, start="started_on", within=FIRST_REVIEW, name="first_due_on")
    return rows.mutate(finished_on=rows.from_on.nullif(rows.started_on))


def in_care_with_last_visit(tables, periods):
    """Children looked after at the end of the period, with their latest visit in this
    placement and the day by which the next is due, by the interval that then applies."""
    rows = in_care_with_stay(tables, periods)
    rows = rows.mutate(placed_on=rows.stay_from.fill_null(rows.started_on))
    visit = tables["care_visits"].rename(visit_child="child_id")
    rows = rows.left_join(
        visit,
        [
            rows.child_id == visit.visit_child,
            visit.visited_on <= rows.on_day,
            visit.next_on > rows.on_day,
            visit.visited_on >= rows.placed_on,
        ],
    ).drop("visit_child", "next_on")
    review = tables["care_reviews"]
    first = review.group_by(reviewed_key=review.record_key).agg(reviewed_on=review.review_on.min())
    rows = rows.left_join(first, rows.record_key == first.reviewed_key)
    rows = rows.mutate(due_on=_next_visit(rows), finished_on=rows.visited_on)
    return rows.mutate(measure=rows.on_day.delta(rows.visited_on, unit="day"))


def _next_visit(rows):
    at_home = (rows.placement_type == WITH_PARENTS) & (rows.legal_status == INTERIM_CARE_ORDER)
    reviewed = (rows.reviewed_on <= rows.visited_on).fill_null(False)
    after_a_year = plus(rows.visited_on, SIX_WEEKS) >= plus(rows.placed_on, A_YEAR)
    lasting = rows.placement_type.isin(LONG_TERM) & after_a_year
    return ibis.cases(
        (rows.visited_on.isnull(), plus(rows.placed_on, A_WEEK)),
        (at_home.fill_null(False) & ~reviewed, plus(rows.visited_on, A_WEEK)),
        (at_home.fill_null(False), plus(rows.visited_on, FOUR_WEEKS)),
        (lasting.fill_null(False), plus(rows.visited_on, THREE_MONTHS)),
        else_=plus(rows.visited_on, SIX_WEEKS),
    )


def with_last_check(tables, periods, kind):
    rows = at_end_of(periods, tables["in_care_on"])
    check = tables["health_checks"]
    check = check.filter(check.kind == kind).rename(check_child="child_id")
    rows = rows.left_join(
        check,
        [
            rows.child_id == check.check_child,
            check.checked_on <= rows.on_day,
            check.next_on > rows.on_day,
        ],
    ).drop("check_child", "next_on")
    said = tables["health_statements"]
    said = said.filter(said.kind == kind).select(
        stated_child=said.child_id, stated_on=said.stated_on, up_to_date=said.up_to_date
    )
    return rows.left_join(
        said, [rows.child_id == said.stated_child, rows.on_day == said.stated_on]
    ).drop("stated_child", "stated_on")


def in_care_with_health(tables, periods):
    rows = with_last_check(tables, periods, "health")
    since = rows.checked_on.fill_null(rows.started_on)
    is_small = (rows.age < SMALL_CHILD_BELOW).fill_null(False)
    due = is_small.ifelse(plus(since, HALF_A_YEAR), plus(since, A_YEAR))
    return checked_by(rows, due)


def in_care_with_dentist(tables, periods):
    rows = with_last_check(tables, periods, "dental")
    return checked_by(rows, plus(rows.checked_on.fill_null(rows.started_on), A_YEAR))


def checked_by(rows, due):
    return rows.mutate(
        due_on=day_of(due),
        finished_on=rows.checked_on,
        measure=rows.on_day.delta(rows.checked_on, unit="day"),
        is_up_to_date=number(
            (rows.checked_on.notnull() & (rows.on_day <= day_of(due))) | (rows.up_to_date == 1)
        ),
    )


FOR_A_YEAR = Exclusion(
    "Looked after for less than twelve months.",
    lambda rows: is_within_months(rows.started_on, rows.on_day, 12),
)
HEALTH_CHECKS = {
    "theme": HEALTH,
    "unit": Unit.PERCENT,
    "polarity": Polarity.HIGHER_IS_BETTER,
    "out_of": "Children looked after on the day, for twelve months or longer without a break.",
    "left_out": "Children looked after for less than twelve months.",
    "numerator": lambda rows: rows.is_up_to_date == 1,
    "exclusions": (*NOT_LOOKED_AFTER, FOR_A_YEAR),
    "snapshot": True,
    "period_kinds": ALL_KINDS,
    "measure": "days since the last one",
    "cautions": (
        "The 903 return tells only whether it was up to date on its own last day, with no date.",
    ),
    "needs": (OPEN_CARE, Need("ssd_cla_health", months_back=12, latest_is_enough=True)),
}

CLR01 = Indicator(
    id="CLR01",
    title="Reviews of children looked after in timescale",
    theme=REVIEWS,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children every one of whose reviews that fell due in the twelve months was held "
    "in time.",
    out_of="Children looked after at the end of the twelve months, for over 20 working days.",
    not_counted="A review that fell due in the twelve months was late, or has not been held.",
    left_out="Children looked after for 20 working days or fewer, short breaks, and young people "
    "aged 18.",
    why_it_matters="A review is when a child's plan is checked by somebody independent.",
    questions=("Did the child take part, and how?", "Which chair's reviews run late, and why?"),
    denominator=in_care_with_reviews,
    numerator=lambda rows: rows.is_late.isnull(),
    exclusions=(
        *NOT_LOOKED_AFTER,
        Exclusion(
            "Looked after for 20 working days or fewer.",
            lambda rows: rows.on_day <= rows.first_due_on,
        ),
    ),
    timescale=Timescale(
        text="20 working days, 3 months, 6 months",
        source="Care Planning Regs 2010 reg 33",
        evidence="NOT SEEN: analyst knowledge, check the guidance before use",
        convention=Convention.DAY_0,
    ),
    period_kinds=ROLLING_ONLY,
    headline_kind=PeriodKind.ROLLING_YEAR,
    needs=(OPEN_CARE, Need("ssd_cla_reviews", months_back=6)),
    cautions=(
        "The clock starts again with a new period of care, not with a new placement or status.",
        "Annex A lists only the latest review, which cannot tell about the others.",
        "A review due on the last day is not late yet.",
    ),
)

CLR03 = Indicator(
    id="CLR03",
    title="Visits to children looked after in timescale",
    theme=REVIEWS,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children whose next visit is not overdue on the day.",
    out_of="Children looked after on the day.",
    not_counted="The next visit is overdue.",
    left_out=LEFT_OUT,
    why_it_matters="A child in care needs to know that somebody will come.",
    questions=("Does the child see the same worker each time?",),
    denominator=in_care_with_last_visit,
    numerator=lambda rows: rows.on_day <= rows.due_on,
    exclusions=NOT_LOOKED_AFTER,
    timescale=Timescale(
        text="1 week, then 6 weeks; 3 months if placement is intended to last to 18 after a "
        "year; 4 weeks (connected/interim with parents); weekly to first review",
        source="Care Planning Regs 2010 reg 28",
        evidence="seen: legislation.gov.uk SI 2010/959 reg 28 text",
    ),
    snapshot=True,
    period_kinds=ALL_KINDS,
    needs=(OPEN_CARE, Need("ssd_cla_visits", months_back=3, latest_is_enough=True)),
    measure="days since the last visit in this placement",
    cautions=(
        "A week is 7 days, six weeks 42. Long-term fostering (U1, U4) stands for a placement "
        "intended to last to 18; the interval is the one that applies on the due day.",
        "With parents under an interim care order (P1 and C1): weekly to the first review, "
        "then every 4 weeks. Carers approved for the time being are not told apart in the "
        "dataset, so that their shorter interval is not applied.",
    ),
)

HLT02 = Indicator(
    id="HLT02",
    title="Review health assessment up to date",
    counted="Children with a health assessment in the last 12 months, or 6 if under five.",
    not_counted="The last health assessment was longer ago, or none is recorded.",
    why_it_matters="Many children come into care with needs nobody has looked after.",
    questions=("Was it late to be asked for, or to be done?",),
    denominator=in_care_with_health,
    timescale=Timescale(
        text="6 months under 5; 12 months 5+",
        source="Care Planning Regs 2010 reg 7",
        evidence="NOT SEEN: analyst knowledge, check the guidance before use",
    ),
    **HEALTH_CHECKS,
)

HLT03 = Indicator(
    id="HLT03",
    title="Dental check up to date",
    counted="Children with a dental check in the last 12 months.",
    not_counted="The last dental check was longer ago, or none is recorded.",
    why_it_matters="Teeth show early how well a child is looked after.",
    questions=("Is there a dentist who takes children in care near each placement?",),
    denominator=in_care_with_dentist,
    timescale=Timescale(
        text="12 months",
        source="statutory guidance 2015",
        evidence="NOT SEEN: analyst knowledge, check the guidance before use",
        limit=Interval(12, Span.MONTHS),
    ),
    **HEALTH_CHECKS,
)

INDICATORS = (CLR01, CLR03, HLT02, HLT03)
