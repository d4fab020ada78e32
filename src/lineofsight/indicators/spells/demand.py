"""What comes to the door: contacts, early help and referrals."""

from lineofsight.indicators.expressions import (
    FAR_OFF,
    LONG_AGO,
    last_day_of,
    with_due,
    with_unit,
    with_working_days,
)


def referral_days(tables):
    """The days on which a child was referred, each once, with the one before and after."""
    episodes = tables["ssd_cin_episodes"]
    dated = episodes.filter(episodes.cine_referral_date.notnull())
    days = dated.select(
        child_id=dated.cine_person_id, referred_on=dated.cine_referral_date
    ).distinct()
    in_order = {"group_by": days.child_id, "order_by": days.referred_on}
    return days.mutate(
        previous_on=days.referred_on.lag().over(**in_order),
        next_on=days.referred_on.lead().over(**in_order).fill_null(FAR_OFF),
    )


def with_next_referral(rows, tables, day: str):
    """Adds `referred_on`: the child's first referral on `rows[day]` or later."""
    days = tables["referral_days"]
    there = days.select(
        referred_child=days.child_id,
        referred_after=days.previous_on.fill_null(LONG_AGO),
        referred_on=days.referred_on,
    )
    return rows.left_join(
        there,
        [
            rows.child_id == there.referred_child,
            rows[day] <= there.referred_on,
            rows[day] > there.referred_after,
        ],
    ).drop("referred_child", "referred_after")


def with_referral_before(rows, tables, day: str):
    """Adds `referred_before_on`: the child's last referral before `rows[day]`."""
    days = tables["referral_days"]
    there = days.select(
        referred_child=days.child_id,
        referred_before_on=days.referred_on,
        referred_until=days.next_on,
    )
    return rows.left_join(
        there,
        [
            rows.child_id == there.referred_child,
            rows[day] > there.referred_before_on,
            rows[day] <= there.referred_until,
        ],
    ).drop("referred_child", "referred_until")


def referrals(tables):
    """Every referral, with `previous_on`: the child's latest referral on an earlier day."""
    episodes = tables["ssd_cin_episodes"]
    dated = episodes.filter(episodes.cine_referral_date.notnull())
    days = tables["referral_days"].rename(day_child="child_id").drop("next_on")
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
        sent_by=joined.cine_referral_source_code.upper().strip(),
        close_reason=joined.cine_close_reason.upper().strip(),
        own_team=joined.cine_referral_team,
        own_worker=joined.cine_referral_worker_id,
        measure=joined.cine_referral_date.delta(joined.previous_on, unit="day"),
    )
    return with_unit(rows, tables, team="own_team", worker="own_worker")


def contacts(tables):
    """Every contact, with whoever was responsible for the child on its day, the child's
    next referral (`referred_on`), and by when it would have to be one that followed."""
    contact = tables["ssd_contacts"]
    dated = contact.filter(contact.cont_contact_date.notnull())
    rows = dated.select(
        child_id=dated.cont_person_id,
        record_key=dated.cont_contact_id,
        on_day=dated.cont_contact_date,
        started_on=dated.cont_contact_date,
        sent_by=dated.cont_contact_source_code.upper().strip(),
    )
    within = tables.parameters.contact_to_referral_within
    rows = with_due(rows, tables, start="started_on", within=within, name="follows_by")
    rows = with_next_referral(rows, tables, "started_on")
    return with_unit(rows, tables)


def help_episodes(tables):
    """Early help as it is recorded. Annex A lists assessments, and their end is the day the
    assessment was complete."""
    episode = tables["ssd_early_help_episodes"]
    return episode.select(
        child_id=episode.earl_person_id,
        record_key=episode.earl_episode_id,
        started_on=episode.earl_episode_start_date,
        finished_on=episode.earl_episode_end_date,
        kind=episode.earl_episode_organisation.strip().nullif(""),
        own_worker=episode.earl_episode_worker_id,
    )


def help_started(tables):
    """Early help that has begun, with whoever was responsible on that day."""
    every = tables["help_episodes"]
    rows = every.filter(every.started_on.notnull())
    rows = rows.mutate(on_day=rows.started_on)
    return with_unit(rows, tables, worker="own_worker")


def help_assessments(tables):
    """Early help assessments that are complete, with the working days each took."""
    given = tables["own_early_help_assessments"]
    done = given.filter(given.ehas_assessment_completed_date.notnull())
    rows = done.select(
        child_id=done.ehas_person_id,
        record_key=done.ehas_assessment_id,
        on_day=done.ehas_assessment_completed_date,
        started_on=done.ehas_assessment_start_date,
        finished_on=done.ehas_assessment_completed_date,
    )
    rows = with_working_days(rows, tables, start="started_on", end="finished_on")
    within = tables.parameters.early_help_assessment_within
    rows = with_due(rows, tables, start="started_on", within=within)
    return with_unit(rows, tables)


def help_ended(tables):
    """Early help that has ended, with whoever was responsible on its last day, and the
    child's referrals on either side of the end, each with how far it reaches."""
    every = tables["help_episodes"]
    rows = every.filter(every.started_on.notnull() & every.finished_on.notnull())
    within = tables.parameters.early_help_step_up_within
    rows = with_next_referral(rows, tables, "finished_on")
    rows = with_due(rows, tables, start="finished_on", within=within, name="follows_by")
    rows = with_referral_before(rows, tables, "finished_on")
    rows = with_due(rows, tables, start="referred_before_on", within=within, name="led_to_by")
    rows = rows.mutate(
        on_day=last_day_of(rows.started_on, rows.finished_on),
        measure=rows.finished_on.delta(rows.started_on, unit="day"),
    )
    return with_unit(rows, tables, worker="own_worker")


def help_open_on(tables):
    """Early help that is open on each day asked for."""
    days, every = tables["days"], tables["help_episodes"]
    spells = every.mutate(until_on=every.finished_on.fill_null(FAR_OFF))
    rows = days.inner_join(
        spells, [spells.started_on <= days.on_day, spells.until_on > days.on_day]
    )
    return with_unit(rows, tables, worker="own_worker")


SPELLS = {
    "referral_days": referral_days,
    "contacts": contacts,
    "referrals": referrals,
    "help_episodes": help_episodes,
    "help_started": help_started,
    "help_assessments": help_assessments,
    "help_ended": help_ended,
    "help_open_on": help_open_on,
}
