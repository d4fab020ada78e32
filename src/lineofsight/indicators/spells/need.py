"""Referrals, and children in need on a day."""

from lineofsight.indicators.definition import Interval, Span
from lineofsight.indicators.expressions import (
    FAR_OFF,
    with_due,
    with_unit,
    with_working_days,
    yes,
)
from lineofsight.indicators.spells.people import each_until_the_next, without_overlap
from lineofsight.later import ibis

ASSESSMENT_WITHIN = Interval(45, Span.WORKING_DAYS)


def referrals(tables):
    """Every referral, with `previous_on`: the child's latest referral on an earlier day."""
    episodes = tables["ssd_cin_episodes"]
    dated = episodes.filter(episodes.cine_referral_date.notnull())
    days = dated.select(
        day_child=dated.cine_person_id, referred_on=dated.cine_referral_date
    ).distinct()
    days = days.mutate(
        previous_on=days.referred_on.lag().over(group_by=days.day_child, order_by=days.referred_on)
    )
    joined = dated.left_join(
        days,
        [dated.cine_person_id == days.day_child, dated.cine_referral_date == days.referred_on],
    )
    rows = joined.select(
        child_id=joined.cine_person_id,
        record_key=joined.cine_referral_id,
        on_day=joined.cine_referral_date,
        started_on=joined.cine_referral_date,
        finished_on=joined.cine_close_date,
        previous_on=joined.previous_on,
        nfa=joined.cine_referral_nfa,
        own_team=joined.cine_referral_team,
        own_worker=joined.cine_referral_worker_id,
        measure=joined.cine_referral_date.delta(joined.previous_on, unit="day"),
    )
    return with_unit(rows, tables, team="own_team", worker="own_worker")


def contacts(tables):
    """Every contact, with whoever was responsible for the child on its day."""
    contact = tables["ssd_contacts"]
    dated = contact.filter(contact.cont_contact_date.notnull())
    rows = dated.select(
        child_id=dated.cont_person_id,
        record_key=dated.cont_contact_id,
        on_day=dated.cont_contact_date,
        started_on=dated.cont_contact_date,
    )
    return with_unit(rows, tables)


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
        own_team=ended.cina_assessment_team,
        own_worker=ended.cina_assessment_worker_id,
    )
    rows = with_working_days(rows, tables, start="started_on", end="finished_on")
    rows = with_due(rows, tables, start="started_on", within=ASSESSMENT_WITHIN)
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
        own_team=taken_up.cine_referral_team,
        own_worker=taken_up.cine_referral_worker_id,
    )
    return without_overlap(rows, rows.until_on.desc(), rows.record_key)


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
        team_id=ibis.coalesce(rows.team_id, rows.own_team),
        worker_id=ibis.coalesce(rows.worker_id, rows.own_worker),
    )


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
    "contacts": contacts,
    "assessments": assessments,
    "planned": planned,
    "assessed": assessed,
    "referrals": referrals,
    "need_episodes": need_episodes,
    "in_need_on": in_need_on,
    "seen": seen,
}
