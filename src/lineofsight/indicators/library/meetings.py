"""Meetings, visits and reports that keep plans for children going, as far as an authority
records them: the dataset has the plans and the visits, local extracts the meetings."""

from lineofsight.indicators.definition import (
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
    in_period,
    number,
    plus,
    with_due,
    with_unit,
    with_working_days,
)
from lineofsight.indicators.library.need import THEME as NEED
from lineofsight.indicators.library.need_plans import CIN10
from lineofsight.indicators.library.protection import THEME as PROTECTION
from lineofsight.indicators.library.section47 import THEME as SECTION_47
from lineofsight.working_days import Convention

CORE_GROUP_WITHIN = Interval(10, Span.WORKING_DAYS)
LOCAL = "local choice, no national source"


def enquiries_completed_in(tables, periods):
    """Enquiries ended in the period, with the strategy discussion that led to each: the
    child's latest on or before the day the enquiry began."""
    rows = tables["enquiries"]
    rows = rows.mutate(finished_on=rows.ended_on, begun_on=rows.started_on)
    rows = in_period(rows, tables, "finished_on")
    talk = tables["strategy_discussions"].rename(talk_child="child_id")
    rows = rows.left_join(
        talk,
        [
            rows.child_id == talk.talk_child,
            talk.held_on <= rows.begun_on,
            talk.next_on > rows.begun_on,
        ],
    ).drop("talk_child", "next_on")
    rows = rows.mutate(started_on=rows.held_on)
    limit = tables.parameters.strategy_to_outcome_within
    rows = with_due(rows, tables, start="started_on", within=limit)
    return with_working_days(rows, tables, start="started_on", end="finished_on")


def _on_need_plan_with_latest(tables, periods, events, day: str, within: Interval):
    """Children on a child in need plan at the end of the period, with the latest of these
    events since the plan began and the day by which the next is due."""
    rows = at_end_of(periods, tables["on_need_plan_on"])
    event = events.rename(event_child="child_id")
    rows = rows.left_join(
        event,
        [
            rows.child_id == event.event_child,
            event[day] <= rows.on_day,
            event.next_on > rows.on_day,
            event[day] >= rows.started_on,
        ],
    ).drop("event_child", "next_on")
    rows = rows.mutate(finished_on=rows[day], clock_from=rows[day].fill_null(rows.started_on))
    rows = with_due(rows, tables, start="clock_from", within=within)
    rows = with_due(rows, tables, start="started_on", within=within, name="first_due_on")
    return rows.mutate(measure=rows.on_day.delta(rows.finished_on, unit="day"))


def on_need_plan_with_visit(tables, periods):
    within = tables.parameters.cin_visit_within
    return _on_need_plan_with_latest(tables, periods, tables["cin_visits"], "visited_on", within)


def on_need_plan_with_review(tables, periods):
    within = tables.parameters.cin_review_within
    return _on_need_plan_with_latest(tables, periods, tables["cin_plan_reviews"], "held_on", within)


def plans_with_core_group_due_in(tables, periods):
    """Child protection plans whose ten working days ran out in the period, with the first
    core group held while the plan was open."""
    rows = with_due(tables["plans"], tables, start="started_on", within=CORE_GROUP_WITHIN)
    rows = in_period(rows.drop("finished_on"), tables, "due_on")
    group = tables["loc_core_groups"].select(group_child="child_id", group_on="held_on")
    joined = rows.select("record_key", "child_id", "started_on", "until_on").inner_join(
        group,
        [
            rows.child_id == group.group_child,
            rows.started_on <= group.group_on,
            rows.until_on >= group.group_on,
        ],
    )
    first = joined.group_by(group_plan=joined.record_key).agg(finished_on=joined.group_on.min())
    rows = rows.left_join(first, rows.record_key == first.group_plan).drop("group_plan")
    rows = with_working_days(rows, tables, start="started_on", end="finished_on")
    return with_unit(rows, tables)


def conferences_held_in(tables, periods):
    """Conferences of the extract, with the working days between the sharing of the report and
    the conference."""
    given = tables["loc_conferences"]
    rows = given.select(
        "child_id",
        "held_on",
        record_key=given.child_id.concat(" ").concat(given.held_on.cast("string")),
        started_on=given.report_shared_on,
        finished_on=given.held_on,
    )
    rows = in_period(rows, tables, "held_on")
    rows = with_working_days(rows, tables, start="started_on", end="finished_on")
    before = tables.parameters.conference_report_before
    if before.span == Span.WORKING_DAYS:
        is_in_time = rows.measure >= before.number
    else:
        is_in_time = plus(rows.started_on, before) <= rows.finished_on
    return with_unit(rows.mutate(is_in_time=number(is_in_time)), tables)


NOT_DUE = Exclusion(
    "On the plan for no longer than the limit.", lambda rows: rows.first_due_on >= rows.on_day
)
_need_plans = {
    "theme": NEED,
    "unit": Unit.PERCENT,
    "polarity": Polarity.HIGHER_IS_BETTER,
    "exclusions": (*CIN10.exclusions, NOT_DUE),
    "out_of": "Children on a child in need plan for longer than the limit.",
    "left_out": "Children on the plan for no longer than the limit, and plans left open of "
    "children who have another plan or none.",
    "numerator": lambda rows: rows.due_on >= rows.on_day,
    "snapshot": True,
    "period_kinds": CIN10.period_kinds,
}

S4711 = Indicator(
    id="S4711",
    title="Section 47 enquiries completed in the local time from the strategy discussion",
    theme=SECTION_47,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Enquiries that ended within the local limit of the strategy discussion (10 working "
    "days unless the authority has chosen another).",
    out_of="Section 47 enquiries that ended in the period.",
    not_counted="It took longer.",
    left_out="Enquiries without a strategy discussion on or before the day they began.",
    why_it_matters="A family under enquiry, and a child who may be harmed, should not wait.",
    questions=("What was the last thing waited for?",),
    denominator=enquiries_completed_in,
    numerator=lambda rows: rows.finished_on <= rows.due_on,
    unknown=lambda rows: rows.started_on.isnull(),
    unknown_reason="No strategy discussion is recorded.",
    needs=(
        Need("ssd_s47_enquiry", spells=True),
        Need("loc_strategy_discussions", months_back=2),
    ),
    timescale=Timescale(
        text="local (often 10 working days)",
        source="local",
        evidence=LOCAL,
        limit=Interval(10, Span.WORKING_DAYS),
        convention=Convention.DAY_0,
        parameter="strategy_to_outcome_within",
    ),
    parameters=("strategy_to_outcome_within",),
    measure="working days from the strategy discussion to the end of the enquiry",
)

CIN11 = Indicator(
    id="CIN11",
    title="Children on a child in need plan visited in time",
    counted="Children visited within the local limit before the day (20 working days unless the "
    "authority has chosen another).",
    not_counted="No visit within the limit.",
    why_it_matters="A plan is worth what somebody sees of the child.",
    questions=("Which children have gone longest without a visit?",),
    denominator=on_need_plan_with_visit,
    needs=(*CIN10.needs, Need("ssd_cin_visits", months_back=1)),
    timescale=Timescale(
        text="local (commonly 20 working days or 4-6 weeks)",
        source="local standard",
        evidence=LOCAL,
        limit=Interval(20, Span.WORKING_DAYS),
        convention=Convention.DAY_0,
        parameter="cin_visit_within",
    ),
    parameters=("cin_visit_within",),
    measure="days since the last visit",
    cautions=("A visit counts whether the child was seen or not.",),
    **_need_plans,
)

CIN12 = Indicator(
    id="CIN12",
    title="Child in need plans reviewed in time",
    counted="Children whose plan was reviewed within the local limit before the day (3 months "
    "unless the authority has chosen another).",
    not_counted="No review within the limit.",
    why_it_matters="Without a review a plan goes on because nobody ended it.",
    questions=("What has changed for the child since the last review?",),
    denominator=on_need_plan_with_review,
    needs=(*CIN10.needs, Need("loc_cin_plan_reviews", months_back=3)),
    timescale=Timescale(
        text="local (commonly 3 months, at least 6 months)",
        source="local standard",
        evidence=LOCAL,
        limit=Interval(3, Span.MONTHS),
        parameter="cin_review_within",
    ),
    parameters=("cin_review_within",),
    measure="days since the last review",
    **_need_plans,
)

CPP11 = Indicator(
    id="CPP11",
    title="First core group within 10 working days",
    theme=PROTECTION,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Plans whose first core group met within 10 working days of the conference (day 0).",
    out_of="Child protection plans whose ten working days ran out in the period.",
    not_counted="It met later, or has not met.",
    why_it_matters="The core group turns the plan into who does what by when.",
    questions=("Were the family there?", "Which agencies were not?"),
    denominator=plans_with_core_group_due_in,
    numerator=lambda rows: rows.finished_on <= rows.due_on,
    needs=(Need("ssd_cp_plans", months_back=1), Need("loc_core_groups", months_back=1)),
    timescale=Timescale(
        text="10 working days",
        source="Working Together 2023",
        evidence="NOT SEEN: analyst knowledge, check the guidance before use",
        limit=CORE_GROUP_WITHIN,
        convention=Convention.DAY_0,
    ),
    measure="working days from the conference to the first core group",
    cautions=(
        "The conference is the day the plan began.",
        "A plan belongs to the period in which its time ran out, so that the latest month is "
        "whole.",
    ),
)

CPP18 = Indicator(
    id="CPP18",
    title="Conference reports shared with the family in time",
    theme=PROTECTION,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Conferences whose report was shared with the family so many working days before as "
    "the authority asks for (2 unless it has chosen another number).",
    out_of="Child protection conferences held in the period.",
    not_counted="The report was shared later, or not.",
    why_it_matters="Parents who read the report in the corridor cannot answer it.",
    questions=("Whose reports come late, and do they know?",),
    denominator=conferences_held_in,
    numerator=lambda rows: rows.is_in_time == 1,
    needs=(Need("loc_conferences"),),
    timescale=Timescale(
        text="local (48h/3 working days)",
        source="local",
        evidence=LOCAL,
        convention=Convention.DAY_0,
    ),
    parameters=("conference_report_before",),
    measure="working days from the sharing of the report to the conference",
    cautions=("A blank means that the report was not shared before the conference.",),
)

INDICATORS = (S4711, CIN11, CIN12, CPP11, CPP18)
