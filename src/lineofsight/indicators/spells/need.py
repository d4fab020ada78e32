"""Assessments, episodes of need, and children in need on a day."""

from functools import reduce
from operator import or_

from lineofsight.indicators.definition import Interval, Span
from lineofsight.indicators.expressions import (
    FAR_OFF,
    last_day_of,
    number,
    with_due,
    with_unit,
    with_working_days,
    yes,
)
from lineofsight.indicators.spells.people import (
    NOT_RECORDED,
    each_until_the_next,
    without_overlap,
)
from lineofsight.later import ibis

DOMESTIC_ABUSE = ("3A", "3B", "3C")
ASSESSMENT_WITHIN = Interval(45, Span.WORKING_DAYS)


def assessments(tables):
    """Every authorised assessment, with the working days it took, the day it was due and
    whoever was responsible on the day it was authorised."""
    given = tables["ssd_cin_assessments"]
    ended = given.filter(given.cina_assessment_auth_date.notnull())
    rows = ended.select(
        child_id=ended.cina_person_id,
        record_key=ended.cina_assessment_id,
        on_day=ended.cina_assessment_auth_date,
        started_on=ended.cina_assessment_start_date,
        finished_on=ended.cina_assessment_auth_date,
        child_seen=ended.cina_assessment_child_seen,
        no_support=ended.cina_assessment_outcome_nfa,
        own_team=ended.cina_assessment_team,
        own_worker=ended.cina_assessment_worker_id,
    )
    found = tables["factors_found"]
    rows = rows.left_join(found, rows.record_key == found.factors_of).drop("factors_of")
    rows = with_working_days(rows, tables, start="started_on", end="finished_on")
    rows = with_due(rows, tables, start="started_on", within=ASSESSMENT_WITHIN)
    return with_unit(rows, tables, team="own_team", worker="own_worker")


def factors_found(tables):
    """Whether the factors found at an assessment, if any are listed, include domestic abuse.
    One row an assessment; codes stand in the list between quotation marks."""
    factors = tables["ssd_assessment_factors"]
    listed = factors.cinf_assessment_factors_json.upper()
    told = factors.filter(listed.contains('"') & factors.cinf_assessment_id.notnull())
    listed = told.cinf_assessment_factors_json.upper()
    is_there = reduce(or_, (listed.contains(f'"{code}"') for code in DOMESTIC_ABUSE))
    told = told.mutate(is_there=number(is_there))
    return told.group_by(factors_of=told.cinf_assessment_id).agg(domestic_abuse=told.is_there.max())


def reviews_due(tables):
    """Assessments that went on until their first internal review was due, with the day of
    the first one there was (`finished_on`) and the working days until then."""
    given, review = tables["ssd_cin_assessments"], tables["own_assessment_reviews"]
    dated = review.filter(review.asre_review_date.notnull())
    first = dated.group_by(review_of=dated.asre_assessment_id).agg(
        finished_on=dated.asre_review_date.min()
    )
    begun = given.filter(given.cina_assessment_start_date.notnull())
    rows = begun.select(
        child_id=begun.cina_person_id,
        record_key=begun.cina_assessment_id,
        started_on=begun.cina_assessment_start_date,
        until_on=begun.cina_assessment_auth_date.fill_null(FAR_OFF),
        own_team=begun.cina_assessment_team,
        own_worker=begun.cina_assessment_worker_id,
    )
    within = tables.parameters.assessment_review_within
    rows = with_due(rows, tables, start="started_on", within=within)
    rows = rows.filter(rows.until_on >= rows.due_on)
    rows = rows.left_join(first, rows.record_key == first.review_of).drop("review_of", "until_on")
    rows = with_working_days(rows, tables, start="started_on", end="finished_on")
    rows = rows.mutate(on_day=rows.due_on)
    return with_unit(rows, tables, team="own_team", worker="own_worker")


def planned(tables):
    """Times during which a child had a child in need or protection plan, or was in care."""
    need, plan, care = tables["ssd_cin_plans"], tables["plans"], tables["care_periods"]
    spells = ibis.union(
        need.select(
            child_id=need.cinp_person_id,
            started_on=need.cinp_cin_plan_start_date,
            until_on=need.cinp_cin_plan_end_date.fill_null(FAR_OFF),
        ),
        plan.select(child_id=plan.child_id, started_on=plan.started_on, until_on=plan.until_on),
        care.select(child_id=care.child_id, started_on=care.first_on, until_on=care.until_on),
    )
    return without_overlap(spells, spells.until_on.desc())


def assessed(tables):
    """Times during which an assessment of a child was open."""
    given = tables["ssd_cin_assessments"]
    dated = given.filter(given.cina_assessment_start_date.notnull())
    spells = dated.select(
        child_id=dated.cina_person_id,
        started_on=dated.cina_assessment_start_date,
        until_on=dated.cina_assessment_auth_date.fill_null(FAR_OFF),
    )
    return without_overlap(spells, spells.until_on.desc())


def need_episodes(tables):
    """Episodes of need; a referral with no further action begins none. A child with two
    open at once is in need once, by the earlier."""
    episodes = tables["ssd_cin_episodes"]
    taken_up = episodes.filter(
        episodes.cine_referral_date.notnull() & ~yes(episodes.cine_referral_nfa)
    )
    rows = taken_up.select(
        child_id=taken_up.cine_person_id,
        record_key=taken_up.cine_referral_id,
        started_on=taken_up.cine_referral_date,
        until_on=taken_up.cine_close_date.fill_null(FAR_OFF),
        finished_on=taken_up.cine_close_date,
        need=taken_up.cine_cin_primary_need_code.upper().strip(),
        own_team=taken_up.cine_referral_team,
        own_worker=taken_up.cine_referral_worker_id,
    )
    rows = without_overlap(rows, rows.until_on.desc(), rows.record_key)
    person = tables["persons"]
    told = person.select(told_child=person.child_id, disability=person.disability)
    rows = rows.left_join(told, rows.child_id == told.told_child).drop("told_child")
    return rows.mutate(disability=rows.disability.fill_null(NOT_RECORDED))


def in_need_on(tables):
    """Children in need on each day asked for, with whoever was responsible that day (the
    referral's own team only where nobody was involved)."""
    days, episodes = tables["days"], tables["need_episodes"]
    rows = days.inner_join(
        episodes, [episodes.from_on <= days.on_day, episodes.until_on > days.on_day]
    )
    rows = with_unit(rows, tables)
    return rows.select(
        "on_day",
        "child_id",
        "record_key",
        "started_on",
        "finished_on",
        "need",
        "disability",
        team_id=ibis.coalesce(rows.team_id, rows.own_team),
        worker_id=ibis.coalesce(rows.worker_id, rows.own_worker),
    )


def need_ended(tables):
    """Every episode of need that has closed, with whoever was responsible on its last day
    (the referral's own team only where nobody was involved)."""
    episodes = tables["ssd_cin_episodes"]
    closed = episodes.filter(
        episodes.cine_referral_date.notnull()
        & episodes.cine_close_date.notnull()
        & ~yes(episodes.cine_referral_nfa)
    )
    rows = closed.select(
        child_id=closed.cine_person_id,
        record_key=closed.cine_referral_id,
        on_day=last_day_of(closed.cine_referral_date, closed.cine_close_date),
        started_on=closed.cine_referral_date,
        finished_on=closed.cine_close_date,
        close_reason=closed.cine_close_reason.upper().strip(),
        own_team=closed.cine_referral_team,
        own_worker=closed.cine_referral_worker_id,
        measure=closed.cine_close_date.delta(closed.cine_referral_date, unit="day"),
    )
    rows = with_unit(rows, tables)
    return rows.mutate(
        team_id=ibis.coalesce(rows.team_id, rows.own_team),
        worker_id=ibis.coalesce(rows.worker_id, rows.own_worker),
    )


def need_plans(tables):
    """Child in need plans, of which a child has at most one on any day. `is_start_told`:
    Annex A tells when the need began, not the plan."""
    plan = tables["ssd_cin_plans"]
    dated = plan.filter(plan.cinp_cin_plan_start_date.notnull())
    rows = dated.select(
        child_id=dated.cinp_person_id,
        record_key=dated.cinp_cin_plan_id,
        started_on=dated.cinp_cin_plan_start_date,
        until_on=dated.cinp_cin_plan_end_date.fill_null(FAR_OFF),
        finished_on=dated.cinp_cin_plan_end_date,
        is_start_told=1 - number(dated.source == "annex_a"),
        own_team=dated.cinp_cin_plan_team,
        own_worker=dated.cinp_cin_plan_worker_id,
    )
    return without_overlap(rows, rows.until_on.desc(), rows.record_key)


def on_need_plan_on(tables):
    """Children with a child in need plan on each day asked for. `other` is what stands
    before it on that day: no episode of need any more, being looked after, or a child
    protection plan."""
    days, plans = tables["days"], tables["need_plans"]
    rows = days.inner_join(plans, [plans.from_on <= days.on_day, plans.until_on > days.on_day])
    care = tables["in_care_on"]
    rows = _with_mark(rows, tables["in_need_on"], "is_in_need")
    rows = _with_mark(rows, care.filter(care.not_counted_as == ""), "is_in_care")
    rows = _with_mark(rows, tables["on_plan_on"], "is_protected")
    rows = with_unit(rows, tables)
    return rows.select(
        "on_day",
        "child_id",
        "record_key",
        "started_on",
        "finished_on",
        "is_start_told",
        other=ibis.cases(
            (rows.is_in_need.isnull(), "closed"),
            (rows.is_in_care == 1, "care"),
            (rows.is_protected == 1, "protection"),
            else_="",
        ),
        team_id=ibis.coalesce(rows.team_id, rows.own_team),
        worker_id=ibis.coalesce(rows.worker_id, rows.own_worker),
    )


def _with_mark(rows, others, name: str):
    """Adds 1 where the child is among the others on that day, of whom each is there once."""
    marked = others.select(
        **{f"{name}_day": others.on_day, f"{name}_child": others.child_id, name: 1}
    )
    joined = rows.left_join(
        marked, [rows.on_day == marked[f"{name}_day"], rows.child_id == marked[f"{name}_child"]]
    )
    return joined.drop(f"{name}_day", f"{name}_child")


def seen(tables):
    """The days on which a child was seen on a visit of any of the three kinds, each once."""
    cin, cp, cla = tables["ssd_cin_visits"], tables["ssd_cp_visits"], tables["ssd_cla_visits"]
    cin = cin.filter(yes(cin.cinv_cin_visit_seen) & cin.cinv_cin_visit_date.notnull())
    cp = cp.filter(yes(cp.cppv_cp_visit_seen) & cp.cppv_cp_visit_date.notnull())
    cla = cla.filter(yes(cla.clav_cla_visit_seen) & cla.clav_cla_visit_date.notnull())
    days = ibis.union(
        cin.select(child_id=cin.cinv_person_id, seen_on=cin.cinv_cin_visit_date),
        cp.select(child_id=cp.cppv_person_id, seen_on=cp.cppv_cp_visit_date),
        cla.select(child_id=cla.clav_person_id, seen_on=cla.clav_cla_visit_date),
    )
    # A day that comes twice is followed by itself: cheaper to leave out afterwards than to
    # go through all visits for the different ones first.
    days = each_until_the_next(days, "seen_on")
    return days.filter(days.next_on > days.seen_on)


SPELLS = {
    "assessments": assessments,
    "planned": planned,
    "assessed": assessed,
    "factors_found": factors_found,
    "reviews_due": reviews_due,
    "need_episodes": need_episodes,
    "in_need_on": in_need_on,
    "need_ended": need_ended,
    "need_plans": need_plans,
    "on_need_plan_on": on_need_plan_on,
    "seen": seen,
}
