"""Children who are open to the service on a day, who holds how many, and what was last done."""

from lineofsight.indicators.expressions import FAR_OFF, number
from lineofsight.indicators.spells.people import each_until_the_next
from lineofsight.later import ibis

COLUMNS = ("on_day", "child_id", "record_key", "started_on", "team_id", "worker_id")
REVIEWING_OFFICER = "IRO"


def open_on(tables):
    """Children in need, on a plan or looked after on each day asked for, each once."""
    need, plan, care = tables["in_need_on"], tables["on_plan_on"], tables["in_care_on"]
    others = ibis.union(plan.select(*COLUMNS, rank=2), care.select(*COLUMNS, rank=3))
    others = others.anti_join(need, ["on_day", "child_id"])
    each = {"group_by": [others.on_day, others.child_id]}
    others = others.mutate(
        place=ibis.row_number().over(**each, order_by=others["rank"]),
        started_on=others.started_on.min().over(**each),
    )
    others = others.filter(others.place == 0)
    return ibis.union(need.select(*COLUMNS), others.select(*COLUMNS))


def caseloads_on(tables):
    """How many children each worker is responsible for on each day asked for, with the team
    in which most of the work lies by its id."""
    days, held = tables["days"], tables["responsible"]
    named = held.filter(held.worker_id.notnull())
    rows = days.inner_join(named, [named.from_on <= days.on_day, named.until_on > days.on_day])
    by_team = rows.group_by("on_day", "worker_id", "team_id").agg(in_team=rows.child_id.nunique())
    place = ibis.row_number().over(
        group_by=[by_team.on_day, by_team.worker_id],
        order_by=[by_team.in_team.desc(), by_team.team_id],
    )
    every = by_team.mutate(
        place=place,
        cases=by_team.in_team.sum().over(group_by=[by_team.on_day, by_team.worker_id]),
    )
    first = every.filter(every.place == 0)
    return first.select("on_day", "worker_id", "team_id", cases=first.cases.cast("int64"))


def worker_changes(tables):
    """The days on which another worker became responsible for a child than the one before,
    numbered from the child's first change; each until the next."""
    held = tables["responsible"]
    named = held.filter(held.worker_id.notnull())
    before = named.worker_id.lag().over(group_by=named.child_id, order_by=named.from_on)
    rows = named.mutate(before=before)
    rows = rows.filter(rows.before.notnull() & (rows.before != rows.worker_id))
    in_order = {"group_by": rows.child_id, "order_by": rows.from_on}
    return rows.select(
        "child_id",
        changed_on=rows.from_on,
        nth=ibis.row_number().over(**in_order) + 1,
        next_on=rows.from_on.lead().over(**in_order).fill_null(FAR_OFF),
    )


def activity(tables):
    """The days on which anything was recorded for a child: a visit, a review, an assessment
    or a conference."""
    cin, cp, cla = tables["ssd_cin_visits"], tables["ssd_cp_visits"], tables["ssd_cla_visits"]
    review, made = tables["ssd_cp_reviews"], tables["ssd_cin_assessments"]
    icpc, held = tables["ssd_initial_cp_conference"], tables["reviews_held"]
    days = ibis.union(
        cin.select(child_id=cin.cinv_person_id, done_on=cin.cinv_cin_visit_date),
        cp.select(child_id=cp.cppv_person_id, done_on=cp.cppv_cp_visit_date),
        cla.select(child_id=cla.clav_person_id, done_on=cla.clav_cla_visit_date),
        review.select(child_id=review.cppr_person_id, done_on=review.cppr_cp_review_date),
        made.select(child_id=made.cina_person_id, done_on=made.cina_assessment_start_date),
        made.select(child_id=made.cina_person_id, done_on=made.cina_assessment_auth_date),
        icpc.select(child_id=icpc.icpc_person_id, done_on=icpc.icpc_icpc_date),
        held.select("child_id", done_on="finished_on"),
    )
    days = each_until_the_next(days.filter(days.done_on.notnull()), "done_on")
    return days.filter(days.next_on > days.done_on)


def reviews_with_officer(tables):
    """Reviews of children looked after, in the order of their period of care, with the
    reviewing officer of the day and of the review before."""
    review, care = tables["care_reviews"], tables["care_periods"]
    of = care.select(of_key="record_key", child_id="child_id")
    rows = review.inner_join(of, review.record_key == of.of_key).drop("of_key", "source")
    officer = _officers(tables)
    joined = rows.left_join(
        officer,
        [
            rows.child_id == officer.officer_child,
            officer.officer_from <= rows.review_on,
            officer.officer_until > rows.review_on,
        ],
    )
    one = joined.group_by("record_key", "child_id", "review_on").agg(
        latest=joined.officer_from.max(), officer=joined.officer.max()
    )
    in_order = {"group_by": one.record_key, "order_by": one.review_on}
    return one.mutate(
        officer_before=one.officer.lag().over(**in_order),
        previous_on=one.review_on.lag().over(**in_order),
        is_told=number(one.officer.notnull()),
    ).drop("latest")


def _officers(tables):
    """Reviewing officers' involvements, without overlaps: a later one ends the one before."""
    involved = tables["ssd_involvements"]
    role = involved.invo_professional_role_id.upper().strip().fill_null("")
    ours = involved.filter(
        (role == REVIEWING_OFFICER)
        & involved.invo_involvement_start_date.notnull()
        & involved.invo_professional_id.notnull()
    )
    rows = ours.select(
        officer_child=ours.invo_person_id,
        officer=ours.invo_professional_id,
        officer_from=ours.invo_involvement_start_date,
        ended_on=ours.invo_involvement_end_date.fill_null(FAR_OFF),
    )
    following = rows.officer_from.lead().over(
        group_by=rows.officer_child, order_by=[rows.officer_from, rows.ended_on, rows.officer]
    )
    rows = rows.mutate(officer_until=ibis.least(rows.ended_on, following.fill_null(FAR_OFF)))
    return rows.filter(rows.officer_from < rows.officer_until).drop("ended_on")


SPELLS = {
    "open_on": open_on,
    "caseloads_on": caseloads_on,
    "worker_changes": worker_changes,
    "activity": activity,
    "reviews_with_officer": reviews_with_officer,
}
