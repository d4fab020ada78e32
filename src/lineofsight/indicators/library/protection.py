"""Child protection plans."""

from lineofsight.indicators.definition import (
    ALL_KINDS,
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
    WITHIN,
    age_on,
    at_end_of,
    has_lasted,
    in_period,
    is_unborn,
    is_within_months,
    no,
    number,
    plus,
    with_due,
    with_person,
    with_unit,
    with_working_days,
    yes,
)
from lineofsight.indicators.library.need import RATE_UNBORN, UNBORN
from lineofsight.periods import PeriodKind
from lineofsight.working_days import Convention

THEME = "Child protection plans"
OPEN_PLANS = Need("ssd_cp_plans", spells=True)


def on_plan(tables, periods):
    """Children on a plan at the end of the period, each once."""
    rows = at_end_of(periods, tables["on_plan_on"])
    return rows.mutate(measure=rows.on_day.delta(rows.started_on, unit="day"))


def plans_started_in(tables, periods):
    return with_unit(in_period(tables["plans"], tables, "started_on"), tables)


def on_plan_with_reviews(tables, periods):
    """The same, with the day the next review is due, and whether any was ever late: an
    overdue one that has still not been held is late from the day after it was due."""
    rows = on_plan(tables, periods)
    slot = tables["cp_review_slots"]
    late = slot.filter(slot.is_judged & (slot.held_on.isnull() | (slot.held_on > slot.due_on)))
    first_late = late.group_by(late_plan=late.record_key).agg(first_missed_on=late.due_on.min())
    rows = rows.left_join(first_late, rows.record_key == first_late.late_plan)
    current = slot.select(
        slot_plan=slot.record_key,
        slot_from=slot.from_on,
        slot_held=slot.held_on,
        due_on=slot.due_on,
    )
    rows = rows.left_join(
        current,
        [
            rows.record_key == current.slot_plan,
            current.slot_from <= rows.on_day,
            (current.slot_held > rows.on_day) | current.slot_held.isnull(),
        ],
    )
    return rows.mutate(
        finished_on=rows.slot_from.nullif(rows.started_on),
        is_late=number(rows.first_missed_on < rows.on_day),
        reviewable_from=plus(rows.started_on, tables.parameters.cp_first_review_within),
    )


def on_plan_with_last_visit(tables, periods):
    """The same, with the latest visit since the plan began and when the next is due."""
    limit = tables.parameters.cp_visit_within
    rows = at_end_of(periods, tables["on_plan_on"])
    visit = tables["cp_visits"].rename(visit_child="child_id")
    rows = rows.left_join(
        visit,
        [
            rows.child_id == visit.visit_child,
            visit.visited_on <= rows.on_day,
            visit.next_on > rows.on_day,
            visit.visited_on >= rows.started_on,
        ],
    ).drop("visit_child", "next_on")
    rows = rows.mutate(
        finished_on=rows.visited_on, clock_from=rows.visited_on.fill_null(rows.started_on)
    )
    rows = with_due(rows, tables, start="clock_from", within=limit)
    rows = with_due(rows, tables, start="started_on", within=limit, name="first_due_on")
    if limit.span == Span.WORKING_DAYS:
        return with_working_days(rows, tables, start="visited_on", end="on_day")
    return rows.mutate(measure=rows.on_day.delta(rows.visited_on, unit="day"))


def visited_with_person(tables, periods):
    rows = with_person(on_plan_with_last_visit(tables, periods), tables)
    return rows.mutate(
        age=age_on(rows.born_on, rows.on_day),
        too_young_below=tables.parameters.seen_alone_from_age,
    )


open_plans_on_a_day = {
    "theme": THEME,
    "snapshot": True,
    "period_kinds": ALL_KINDS,
}
_plans = {"denominator": on_plan, "needs": (OPEN_PLANS,), "measure": "days on the plan"}
_starts = {
    "theme": THEME,
    "denominator": plans_started_in,
    "headline_kind": PeriodKind.ROLLING_YEAR,
}

CPP01 = Indicator(
    id="CPP01",
    title="Children on a child protection plan",
    unit=Unit.COUNT,
    polarity=Polarity.NEUTRAL,
    counted="Children with a child protection plan open on the day, each once.",
    why_it_matters="These are the children thought to be at risk of significant harm.",
    questions=("Do starts, or ends, explain the change?",),
    cautions=(
        "Another authority's temporary plans are not counted; a plan without that flag is ours.",
        "A plan that ends on the day is not open on it.",
        UNBORN,
    ),
    **_plans,
    **open_plans_on_a_day,
)

CPP02 = Indicator(
    id="CPP02",
    title="Child protection plans per 10,000 children",
    unit=Unit.RATE_PER_10_000,
    polarity=Polarity.NEUTRAL,
    counted="Children with a child protection plan open on the day, each once.",
    out_of="Children aged 0 to 17 who live in the authority, at the latest mid-year before it.",
    why_it_matters="It lets the number be compared with other authorities.",
    questions=("Are thresholds for a plan those of the neighbours?",),
    cautions=(RATE_UNBORN,),
    **_plans,
    **open_plans_on_a_day,
)

CPP05 = Indicator(
    id="CPP05",
    title="Plans that are a second or later plan, ever",
    unit=Unit.PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Plans of children who had been on a plan of this authority before.",
    out_of="Child protection plans begun in the period.",
    not_counted="The child's first plan as far as is known.",
    why_it_matters="A child on a plan again has been hurt, or feared to be, again.",
    questions=(
        "Why had the earlier plan ended, and was that too soon?",
        "What was in place for the family afterwards?",
    ),
    numerator=lambda rows: rows.earlier_plans >= 1,
    needs=(Need("ssd_cp_plans", months_back=24),),
    cautions=(
        "“Ever” reaches back as far as the plans that are held, and at least two years; older "
        "plans, and plans elsewhere, are not known.",
        "Zero is not the aim: a second plan can be right.",
    ),
    evidence="seen: LG Inform metric 100",
    **_starts,
)

CPP06 = Indicator(
    id="CPP06",
    version="2",
    title="Plans within 24 months of an earlier plan",
    unit=Unit.PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Plans of children whose earlier plan had ended less than 24 months before.",
    out_of="Child protection plans begun in the period.",
    not_counted="No plan had ended in the 24 months before.",
    why_it_matters="Change that does not last two years may not have been change.",
    questions=("What did the family say had helped, and when did it stop?",),
    numerator=lambda rows: is_within_months(rows.earlier_ended_on, rows.started_on, 24),
    needs=(Need("ssd_cp_plans", months_back=24, spells=True),),
    cautions=(WITHIN,),
    **_starts,
)

CPP07 = Indicator(
    id="CPP07",
    title="Plans open for 2 years or more",
    unit=Unit.PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children whose plan began two years ago or longer.",
    out_of="Children on a plan on the day.",
    not_counted="On the plan for less than two years.",
    why_it_matters="A plan that has not made a child safe in two years needs another answer.",
    questions=("Has legal advice been taken?", "What would have to change for it to end?"),
    numerator=lambda rows: has_lasted(rows.started_on, rows.on_day, 24),
    **_plans,
    **open_plans_on_a_day,
)

CPP10 = Indicator(
    id="CPP10",
    title="Child protection plans reviewed within timescales",
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children every one of whose reviews so far was held in time, with none overdue.",
    out_of="Children on a plan on the day that has been open for three months or more.",
    not_counted="A review was held late, or is overdue.",
    left_out="Plans open for less than three months.",
    why_it_matters="Reviews are where a plan that does not work is noticed.",
    questions=("Was the conference late for lack of a chair, a room, reports or people?",),
    denominator=on_plan_with_reviews,
    numerator=lambda rows: rows.is_late == 0,
    exclusions=(
        Exclusion(
            "On a plan for less than three months.", lambda rows: rows.reviewable_from > rows.on_day
        ),
    ),
    timescale=Timescale(
        text="3 months then 6 months",
        source="Working Together 2023; CIN Reviews.CPPReviewDate",
        evidence="NOT SEEN: analyst knowledge, check the guidance before use",
    ),
    parameters=("cp_first_review_within", "cp_later_review_within"),
    needs=(OPEN_PLANS, Need("ssd_cp_reviews", months_back=6, latest_is_enough=True)),
    measure="days on the plan",
    cautions=(
        "Calendar months, to the same day of the month or its last; an authority can choose "
        "91 and 183 days instead.",
        "Annex A lists only the latest review, so that only the time since it is judged.",
    ),
    **open_plans_on_a_day,
)

CPP12 = Indicator(
    id="CPP12",
    title="Child protection visits in timescale",
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children visited within the local limit before the day.",
    out_of="Children on a plan on the day, for longer than the limit.",
    not_counted="The last visit was longer ago, or none is recorded.",
    left_out="Children on a plan for no longer than the limit.",
    why_it_matters="Visits are how a child on a plan is known to be safe.",
    questions=("Were visits made and not written up, or not made?",),
    denominator=on_plan_with_last_visit,
    numerator=lambda rows: rows.visited_on.notnull() & (rows.on_day <= rows.due_on),
    exclusions=(
        Exclusion(
            "On a plan for no longer than the limit.",
            lambda rows: rows.on_day <= rows.first_due_on,
        ),
    ),
    timescale=Timescale(
        text="local (commonly 10 working days or 4 weeks)",
        source="local; no national interval in Working Together 2023",
        evidence="local choice, no national source",
        limit=Interval(10, Span.WORKING_DAYS),
        convention=Convention.DAY_0,
        parameter="cp_visit_within",
    ),
    parameters=("cp_visit_within",),
    needs=(OPEN_PLANS, Need("ssd_cp_visits", months_back=1, latest_is_enough=True)),
    measure="days since the last visit, counted as the limit is",
    cautions=("No visit recorded counts as not in time.",),
    **open_plans_on_a_day,
)

CPP13 = Indicator(
    id="CPP13",
    title="Child seen alone at the last child protection visit",
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children seen alone at their latest visit.",
    out_of="Children on a plan on the day who have been visited and are old enough.",
    not_counted="Not seen alone.",
    left_out="Children too young by local rule, unborn children, and those with no visit.",
    why_it_matters="A child may say alone what they cannot say with others there.",
    questions=("Was the child asked, and what did they say?",),
    denominator=visited_with_person,
    numerator=lambda rows: yes(rows.seen_alone),
    unknown=lambda rows: ~(yes(rows.seen_alone) | no(rows.seen_alone)),
    unknown_stays=True,
    unknown_reason="Whether the child was seen alone is not recorded; it counts as not.",
    exclusions=(
        Exclusion("No visit is recorded.", lambda rows: rows.visited_on.isnull()),
        Exclusion("Not yet born.", lambda rows: is_unborn(rows, rows.on_day)),
        Exclusion(
            "Too young to be seen alone, by local rule.",
            lambda rows: rows.age < rows.too_young_below,
        ),
    ),
    timescale=None,
    parameters=("seen_alone_from_age",),
    needs=(OPEN_PLANS, Need("ssd_cp_visits", months_back=1, latest_is_enough=True)),
    cautions=("Children under two are left out unless the authority chooses another age.",),
    **open_plans_on_a_day,
)

INDICATORS = (CPP01, CPP02, CPP05, CPP06, CPP07, CPP10, CPP12, CPP13)
