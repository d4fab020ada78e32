"""Referrals, and children in need on a day."""

import ibis

from lineofsight.indicators.expressions import FAR_OFF, with_unit, yes
from lineofsight.indicators.spells.people import each_until_the_next, without_overlap


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
    return joined.select(
        child_id=joined.cine_person_id,
        record_key=joined.cine_referral_id,
        started_on=joined.cine_referral_date,
        finished_on=joined.cine_close_date,
        previous_on=joined.previous_on,
        nfa=joined.cine_referral_nfa,
        own_team=joined.cine_referral_team,
        own_worker=joined.cine_referral_worker_id,
    )


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
    """The days on which a child was seen on a visit of any of the three kinds."""
    cin, cp, cla = tables["ssd_cin_visits"], tables["ssd_cp_visits"], tables["ssd_cla_visits"]
    cin = cin.filter(yes(cin.cinv_cin_visit_seen) & cin.cinv_cin_visit_date.notnull())
    cp = cp.filter(yes(cp.cppv_cp_visit_seen) & cp.cppv_cp_visit_date.notnull())
    cla = cla.filter(yes(cla.clav_cla_visit_seen) & cla.clav_cla_visit_date.notnull())
    days = ibis.union(
        cin.select(child_id=cin.cinv_person_id, seen_on=cin.cinv_cin_visit_date),
        cp.select(child_id=cp.cppv_person_id, seen_on=cp.cppv_cp_visit_date),
        cla.select(child_id=cla.clav_person_id, seen_on=cla.clav_cla_visit_date),
        distinct=True,
    )
    return each_until_the_next(days, "seen_on")


SPELLS = {
    "referrals": referrals,
    "need_episodes": need_episodes,
    "in_need_on": in_need_on,
    "seen": seen,
}
