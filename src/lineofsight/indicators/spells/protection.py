"""Section 47 enquiries with their conferences, and child protection plans."""

from lineofsight.indicators.definition import Interval, Span
from lineofsight.indicators.expressions import (
    FAR_OFF,
    last_day_of,
    months_before,
    number,
    plus,
    with_due,
    with_unit,
    with_working_days,
    yes,
)
from lineofsight.indicators.spells.people import each_until_the_next, without_overlap
from lineofsight.later import ibis

NO_CONFERENCE = '"OUTCOME_CP_CONFERENCE_FLAG":"N"'
EMERGENCIES = ("L1", "L2")
EMERGENCY_MONTHS = 6
CONFERENCE_WITHIN = Interval(15, Span.WORKING_DAYS)


def enquiries(tables):
    """Every enquiry, with its initial conference if it was held, whether one was ruled out
    (no further action, or an outcome that says so), and the child's enquiry before it (two
    on one day are ordered by their ids)."""
    s47, icpc = tables["ssd_s47_enquiry"], tables["ssd_initial_cp_conference"]
    dated = s47.filter(s47.s47e_s47_start_date.notnull())
    held = icpc.filter(icpc.icpc_icpc_date.notnull() & icpc.icpc_s47_enquiry_id.notnull())
    first = held.group_by(enquiry=held.icpc_s47_enquiry_id).agg(
        conference_on=held.icpc_icpc_date.min()
    )
    joined = dated.left_join(first, dated.s47e_s47_enquiry_id == first.enquiry)
    rows = joined.select(
        child_id=joined.s47e_person_id,
        record_key=joined.s47e_s47_enquiry_id,
        on_day=joined.s47e_s47_start_date,
        started_on=joined.s47e_s47_start_date,
        ended_on=joined.s47e_s47_end_date,
        ruled_out=number(
            yes(joined.s47e_s47_nfa)
            | joined.s47e_s47_outcome_json.replace(" ", "").contains(NO_CONFERENCE)
        ),
        conference_on=joined.conference_on,
        own_team=joined.s47e_s47_completed_by_team,
        own_worker=joined.s47e_s47_completed_by_worker_id,
    )
    rows = rows.mutate(
        previous_on=rows.started_on.lag().over(
            group_by=rows.child_id, order_by=[rows.started_on, rows.record_key]
        )
    )
    return with_unit(rows, tables, team="own_team", worker="own_worker")


def conferences(tables):
    """Initial conferences held, with the working days since the enquiry that led to each."""
    icpc, s47 = tables["ssd_initial_cp_conference"], tables["ssd_s47_enquiry"]
    begun = s47.select(enquiry=s47.s47e_s47_enquiry_id, started_on=s47.s47e_s47_start_date)
    held = icpc.filter(icpc.icpc_icpc_date.notnull())
    joined = held.left_join(begun, held.icpc_s47_enquiry_id == begun.enquiry)
    rows = joined.select(
        child_id=joined.icpc_person_id,
        record_key=joined.icpc_icpc_id,
        on_day=joined.icpc_icpc_date,
        started_on=joined.started_on,
        finished_on=joined.icpc_icpc_date,
        transfer_in=joined.icpc_icpc_transfer_in,
        led_to_plan=joined.icpc_icpc_outcome_cp_flag,
        own_team=joined.icpc_icpc_team,
        own_worker=joined.icpc_icpc_worker_id,
    )
    rows = with_working_days(rows, tables, start="started_on", end="finished_on")
    rows = with_due(rows, tables, start="started_on", within=CONFERENCE_WITHIN)
    return with_unit(rows, tables, team="own_team", worker="own_worker")


def plans(tables):
    """Child protection plans of this authority, with the child's plan before. A plan
    flagged as another authority's temporary one is not ours; an empty flag is."""
    plan = tables["ssd_cp_plans"]
    ours = plan.filter(plan.cppl_cp_plan_start_date.notnull() & ~yes(plan.cppl_cp_plan_ola))
    rows = ours.select(
        child_id=ours.cppl_person_id,
        record_key=ours.cppl_cp_plan_id,
        started_on=ours.cppl_cp_plan_start_date,
        until_on=ours.cppl_cp_plan_end_date.fill_null(FAR_OFF),
        finished_on=ours.cppl_cp_plan_end_date,
        category=ours.cppl_cp_plan_latest_category.upper().strip(),
    )
    in_order = {"group_by": rows.child_id, "order_by": [rows.started_on, rows.record_key]}
    rows = rows.mutate(
        earlier_plans=ibis.row_number().over(**in_order),
        earlier_ended_on=rows.finished_on.max().over(**in_order, rows=(None, -1)),
    )
    return without_overlap(rows, rows.until_on.desc(), rows.record_key)


def on_plan_on(tables):
    """Children on a plan on each day asked for: each once."""
    days, plan = tables["days"], tables["plans"]
    rows = days.inner_join(plan, [plan.from_on <= days.on_day, plan.until_on > days.on_day])
    rows = with_unit(rows, tables)
    return rows.select(
        *("on_day", "child_id", "record_key", "started_on", "finished_on", "category"),
        *("team_id", "worker_id"),
    )


def plans_ended(tables):
    """Plans that have ended, with whoever was responsible on their last day."""
    plan = tables["plans"]
    rows = plan.filter(plan.finished_on.notnull())
    rows = rows.mutate(
        on_day=last_day_of(rows.started_on, rows.finished_on),
        measure=rows.finished_on.delta(rows.started_on, unit="day"),
    )
    return with_unit(rows, tables)


def emergencies_before(tables):
    """Children for whom, on one of the six months before each day asked for, an emergency
    protection order or police protection was in force."""
    days, status = tables["days"], tables["legal_statuses"]
    urgent = status.filter(status.legal_status.isin(EMERGENCIES))
    days = days.mutate(since=months_before(days.on_day, EMERGENCY_MONTHS))
    rows = days.inner_join(urgent, [urgent.from_on <= days.on_day, urgent.until_on >= days.since])
    return rows.select(
        emergency_day=rows.on_day, emergency_child=rows.child_id, had_emergency=1
    ).distinct()


def cp_visits(tables):
    """The days on which a child on a plan was visited. `seen_alone`: Y if on any visit of
    the day, else what is recorded, empty if nothing is."""
    visit = tables["ssd_cp_visits"]
    dated = visit.filter(visit.cppv_cp_visit_date.notnull())
    alone = dated.cppv_cp_visit_seen_alone.upper().strip()
    dated = dated.mutate(alone=ibis.cases((alone == "Y", "Y"), (alone == "N", "N")))
    days = dated.group_by(child_id=dated.cppv_person_id, visited_on=dated.cppv_cp_visit_date).agg(
        seen_alone=dated.alone.max()
    )
    return each_until_the_next(days, "visited_on")


def cp_review_slots(tables):
    """Each stretch of a plan between one review and the next, with the day by which the
    next was due. `held_on` is empty for the last stretch.

    A source that lists only the latest review (`annex_a`) cannot tell whether there was
    another before it, so a stretch that ends in such a review is not judged.
    """
    plan, review = tables["plans"], tables["ssd_cp_reviews"]
    held = review.filter(review.cppr_cp_review_date.notnull())
    held = held.group_by(review_child=held.cppr_person_id, review_on=held.cppr_cp_review_date).agg(
        source=held.source.min()
    )
    ours = plan.inner_join(
        held,
        [
            plan.child_id == held.review_child,
            held.review_on > plan.started_on,
            held.review_on <= plan.until_on,
        ],
    )
    steps = ibis.union(
        plan.select(
            "record_key", step_on=plan.started_on, step_source=ibis.null("string"), is_start=1
        ),
        ours.select("record_key", step_on=ours.review_on, step_source=ours.source, is_start=0),
    )
    return slots(
        steps,
        first=tables.parameters.cp_first_review_within,
        later=tables.parameters.cp_later_review_within,
    )


def slots(steps, *, first, later):
    in_order = {"group_by": steps.record_key, "order_by": steps.step_on}
    steps = steps.mutate(
        held_on=steps.step_on.lead().over(**in_order),
        held_source=steps.step_source.lead().over(**in_order),
    )
    return steps.select(
        "record_key",
        from_on=steps.step_on,
        held_on=steps.held_on,
        due_on=(steps.is_start == 1).ifelse(plus(steps.step_on, first), plus(steps.step_on, later)),
        is_judged=steps.held_on.isnull() | (steps.held_source != "annex_a").fill_null(True),
    )


SPELLS = {
    "enquiries": enquiries,
    "conferences": conferences,
    "plans": plans,
    "on_plan_on": on_plan_on,
    "plans_ended": plans_ended,
    "emergencies_before": emergencies_before,
    "cp_visits": cp_visits,
    "cp_review_slots": cp_review_slots,
}
