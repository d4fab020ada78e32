"""Periods of care, placements, reviews, visits and health of children looked after."""

from lineofsight.indicators.definition import Interval, Span
from lineofsight.indicators.expressions import (
    FAR_OFF,
    age_on,
    day_of,
    number,
    plus,
    with_due,
    with_person,
    with_unit,
    yes,
)
from lineofsight.indicators.spells.people import each_until_the_next
from lineofsight.later import ibis

SHORT_BREAKS = ("V1", "V3", "V4")
TEMPORARY = ("T0", "T1", "T2", "T3", "T4", "O) TEMPORARY PLACEMENT")
ADOPTION = ("A3", "A4", "A5", "A6", "B) PLACED FOR ADOPTION")
ADULT = 18
FIRST_REVIEW = Interval(20, Span.WORKING_DAYS)
SECOND_REVIEW = Interval(3, Span.MONTHS)
LATER_REVIEW = Interval(6, Span.MONTHS)


def care_periods(tables):
    """Unbroken times of being looked after: episodes that follow each other without a day
    between, unless one says that the child started to be looked after (reason S).

    `previous_until_on`: when the child's period of care before ended, short breaks apart;
    `previous_reason`: why. `ended_reason`: why this one did, by its last episode.
    """
    episodes = tables["ssd_cla_episodes"]
    dated = episodes.filter(episodes.clae_cla_episode_start_date.notnull())
    rows = dated.select(
        child_id=dated.clae_person_id,
        episode_id=dated.clae_cla_episode_id,
        cla_id=dated.clae_cla_id,
        began_on=dated.clae_cla_episode_start_date,
        entered_on=dated.clae_entered_care_date,
        until_on=dated.clae_cla_episode_ceased_date.fill_null(FAR_OFF),
        reason=dated.clae_cla_episode_start_reason.upper().strip().fill_null(""),
        ceased_reason=dated.clae_cla_episode_ceased_reason.upper().strip().fill_null(""),
    )
    in_order = {
        "group_by": rows.child_id,
        "order_by": [rows.began_on, rows.until_on, rows.episode_id],
    }
    rows = rows.mutate(reached=rows.until_on.max().over(**in_order, rows=(None, -1)))
    starts = (
        rows.reached.isnull()
        | (rows.began_on > rows.reached)
        | ((rows.reason == "S") & (rows.began_on >= rows.reached))
    )
    rows = rows.mutate(starts=number(starts))
    in_order = {
        "group_by": rows.child_id,
        "order_by": [rows.began_on, rows.until_on, rows.episode_id],
    }
    rows = rows.mutate(nth=rows.starts.sum().over(**in_order, rows=(None, 0)))
    last = rows.until_on.max().over(group_by=[rows.child_id, rows.nth])
    rows = rows.mutate(
        ended_reason=(rows.until_on == last).ifelse(rows.ceased_reason, ibis.null("string"))
    )
    periods = rows.group_by("child_id", "nth").agg(
        ended_reason=rows.ended_reason.max(),
        first_on=rows.began_on.min(),
        entered_on=rows.entered_on.min(),
        until_on=rows.until_on.max(),
        cla_id=rows.cla_id.min(),
        episode_id=rows.episode_id.min(),
    )
    periods = periods.mutate(
        record_key=ibis.coalesce(periods.cla_id, periods.episode_id),
        started_on=ibis.least(
            ibis.coalesce(periods.entered_on, periods.first_on), periods.first_on
        ),
    )
    return _with_previous(_with_short_breaks(periods, tables))


def _with_short_breaks(periods, tables):
    status = tables["legal_statuses"]
    at_start = status.select(
        status_child=status.child_id,
        status_from=status.from_on,
        status_until=status.until_on,
        status=status.legal_status,
    )
    joined = periods.left_join(
        at_start,
        [
            periods.child_id == at_start.status_child,
            at_start.status_from <= periods.first_on,
            at_start.status_until > periods.first_on,
        ],
    )
    return joined.mutate(is_short_break=number(joined.status.isin(SHORT_BREAKS))).drop(
        "status_child", "status_from", "status_until", "status"
    )


def _with_previous(periods):
    """The last of the periods before that were no short breaks: its day and its reason are
    kept together as one text, which is greatest where the day is."""
    is_counted = periods.is_short_break == 0
    ended = periods.until_on.cast("string").concat(periods.ended_reason.fill_null(""))
    rows = periods.mutate(
        counted_until=is_counted.ifelse(periods.until_on, ibis.null("date")),
        counted_end=is_counted.ifelse(ended, ibis.null("string")),
    )
    before = {"group_by": rows.child_id, "order_by": rows.first_on, "rows": (None, -1)}
    rows = rows.mutate(
        previous_until_on=rows.counted_until.max().over(**before),
        previous_reason=rows.counted_end.max().over(**before).substr(len("2026-03-31")),
    )
    return rows.select(
        "child_id",
        "record_key",
        "started_on",
        "first_on",
        "until_on",
        "is_short_break",
        "ended_reason",
        "previous_until_on",
        "previous_reason",
    )


def care_starts(tables):
    """Periods of care on the day they began, with whoever was responsible that day."""
    care = tables["care_periods"]
    rows = care.mutate(
        on_day=care.started_on,
        measure=care.started_on.delta(care.previous_until_on, unit="day"),
        finished_on=care.until_on.nullif(ibis.literal(FAR_OFF)),
    )
    return with_unit(rows, tables).drop("on_day")


def care_ends(tables):
    """Periods of care that ended, on the first day on which they were over, with whoever
    was responsible the day before: responsibility often ends with them."""
    care = tables["care_periods"]
    over = care.filter(care.until_on < ibis.literal(FAR_OFF))
    rows = over.mutate(
        finished_on=over.until_on,
        on_day=day_of(over.until_on - ibis.interval(days=1)),
    )
    return with_unit(rows, tables).drop("on_day")


def legal_statuses(tables):
    """Legal statuses without overlap: a later one ends the one before it."""
    status = tables["ssd_legal_status"]
    dated = status.filter(status.lega_legal_status_start_date.notnull())
    rows = dated.select(
        child_id=dated.lega_person_id,
        legal_status=dated.lega_legal_status.upper().strip(),
        from_on=dated.lega_legal_status_start_date,
        ended_on=dated.lega_legal_status_end_date.fill_null(FAR_OFF),
        status_id=dated.lega_legal_status_id,
    )
    following = rows.from_on.lead().over(
        group_by=rows.child_id, order_by=[rows.from_on, rows.ended_on, rows.status_id]
    )
    rows = rows.mutate(until_on=ibis.least(rows.ended_on, following.fill_null(FAR_OFF)))
    return rows.filter(rows.from_on < rows.until_on).drop("ended_on", "status_id")


def in_care_on(tables):
    """Children with an open period of care on each day asked for. `not_counted_as` says
    why one is not looked after in the sense of the figures: short breaks, or aged 18."""
    days, care, status = tables["days"], tables["care_periods"], tables["legal_statuses"]
    rows = days.inner_join(care, [care.first_on <= days.on_day, care.until_on > days.on_day])
    rows = _joined_status(rows, status)
    rows = with_person(with_unit(rows, tables), tables)
    rows = rows.mutate(age=age_on(rows.born_on, rows.on_day))
    return rows.select(
        "on_day",
        "child_id",
        "record_key",
        "started_on",
        "legal_status",
        "age",
        "team_id",
        "worker_id",
        finished_on=rows.until_on.nullif(ibis.literal(FAR_OFF)),
        not_counted_as=ibis.cases(
            (rows.legal_status.isin(SHORT_BREAKS), "short break"),
            (rows.age >= ADULT, "adult"),
            else_="",
        ),
    )


def _joined_status(rows, status):
    named = status.select(
        status_child=status.child_id,
        status_from=status.from_on,
        status_until=status.until_on,
        legal_status=status.legal_status,
    )
    return rows.left_join(
        named,
        [
            rows.child_id == named.status_child,
            named.status_from <= rows.on_day,
            named.status_until > rows.on_day,
        ],
    ).drop("status_child", "status_from", "status_until")


def stays(tables):
    """Stays with one carer: placements without the temporary ones. Coming back to the same
    kind of placement at the same postcode after a temporary one continues the stay.

    `since_on`: the day from which stability is counted: the stay's start, or for a child
    placed for adoption the start of the stay right before it. `next_on`: when the child's
    following stay began.
    """
    placement = tables["ssd_cla_placement"]
    dated = placement.filter(
        placement.clap_cla_placement_start_date.notnull() & placement.clap_person_id.notnull()
    )
    kind = dated.clap_cla_placement_type.upper().strip().fill_null("")
    rows = dated.select(
        child_id=dated.clap_person_id,
        placement_id=dated.clap_cla_placement_id,
        began_on=dated.clap_cla_placement_start_date,
        until_on=dated.clap_cla_placement_end_date.fill_null(FAR_OFF),
        placement_type=kind,
        provider=dated.clap_cla_placement_provider.upper().strip().fill_null(""),
        postcode=dated.clap_cla_placement_postcode.replace(" ", "").upper(),
        distance=dated.clap_cla_placement_distance,
        is_temporary=number(kind.isin(TEMPORARY)),
    )
    rows = rows.mutate(after_temporary=rows.is_temporary.lag().over(**_in_order(rows)))
    firm = rows.filter(rows.is_temporary == 0)
    same = (firm.placement_type.lag().over(**_in_order(firm)) == firm.placement_type) & (
        firm.postcode.lag().over(**_in_order(firm)) == firm.postcode
    )
    firm = firm.mutate(is_new=1 - number(same & (firm.after_temporary == 1)))
    firm = firm.mutate(nth=firm.is_new.sum().over(**_in_order(firm), rows=(None, 0)))
    whole = firm.group_by("child_id", "nth").agg(
        started_on=firm.began_on.min(),
        until_on=firm.until_on.max(),
        placement_id=firm.placement_id.min(),
        placement_type=firm.placement_type.max(),
        provider=firm.provider.max(),
        postcode=firm.postcode.max(),
        distance=firm.distance.max(),
    )
    return _since(whole)


def _in_order(rows):
    return {
        "group_by": rows.child_id,
        "order_by": [rows.began_on, rows.until_on, rows.placement_id],
    }


def _since(whole):
    in_order = {"group_by": whole.child_id, "order_by": whole.nth}
    told = whole.mutate(
        before_started_on=whole.started_on.lag().over(**in_order),
        before_until_on=whole.until_on.lag().over(**in_order),
        next_on=whole.started_on.lead().over(**in_order).fill_null(FAR_OFF),
    )
    follows = told.placement_type.isin(ADOPTION) & (told.before_until_on >= told.started_on)
    return told.mutate(
        since_on=follows.fill_null(False).ifelse(told.before_started_on, told.started_on)
    ).drop("before_started_on", "before_until_on")


def care_visits(tables):
    """The days on which a child looked after was visited."""
    visit = tables["ssd_cla_visits"]
    dated = visit.filter(visit.clav_cla_visit_date.notnull())
    days = dated.select(
        child_id=dated.clav_person_id, visited_on=dated.clav_cla_visit_date
    ).distinct()
    return each_until_the_next(days, "visited_on")


def care_reviews(tables):
    """Reviews held (none cancelled), with the child and period of care they belong to."""
    review, episode = tables["ssd_cla_reviews"], tables["ssd_cla_episodes"]
    held = review.filter(
        review.clar_cla_review_date.notnull() & ~yes(review.clar_cla_review_cancelled)
    )
    owner = episode.select(
        owner_cla=episode.clae_cla_id, child_id=episode.clae_person_id
    ).distinct()
    known = held.inner_join(owner, held.clar_cla_id == owner.owner_cla)
    days = known.group_by(review_child=known.child_id, review_on=known.clar_cla_review_date).agg(
        source=known.source.min()
    )
    care = tables["care_periods"]
    ours = care.inner_join(
        days,
        [
            care.child_id == days.review_child,
            days.review_on > care.first_on,
            days.review_on <= care.until_on,
        ],
    )
    return ours.select("record_key", "review_on", "source")


def care_review_slots(tables):
    """Each stretch of a period of care between one review and the next, with the day by
    which the next was due: 20 working days, then 3 months, then 6 months. The clock
    starts again with a new period of care, not with a new placement or legal status."""
    care, review = tables["care_periods"], tables["care_reviews"]
    steps = ibis.union(
        care.select(
            "record_key", step_on=care.started_on, step_source=ibis.null("string"), is_start=1
        ),
        review.select(
            "record_key", step_on=review.review_on, step_source=review.source, is_start=0
        ),
    )
    in_order = {"group_by": steps.record_key, "order_by": [steps.step_on, steps.is_start.desc()]}
    steps = steps.mutate(
        nth=ibis.row_number().over(**in_order),
        held_on=steps.step_on.lead().over(**in_order),
        held_source=steps.step_source.lead().over(**in_order),
    )
    steps = with_due(steps, tables, start="step_on", within=FIRST_REVIEW, name="first_due_on")
    return steps.select(
        "record_key",
        from_on=steps.step_on,
        held_on=steps.held_on,
        due_on=ibis.cases(
            (steps.nth == 0, steps.first_due_on),
            (steps.nth == 1, plus(steps.step_on, SECOND_REVIEW)),
            else_=plus(steps.step_on, LATER_REVIEW),
        ),
        is_judged=steps.held_on.isnull() | (steps.held_source != "annex_a").fill_null(True),
    )


def health_statements(tables):
    """What a return says of a child's checks without their days: whether they were up to
    date on the day the return speaks for."""
    check = tables["ssd_cla_health"]
    stated = check.filter(
        check.clah_health_check_date.isnull() & check.clah_health_check_status.notnull()
    )
    stated = stated.mutate(
        kind=_kind_of_check(stated),
        up_to_date=number(stated.clah_health_check_status.startswith("Up to date")),
    )
    known = stated.filter(stated.kind.notnull())
    return known.group_by("kind", child_id=known.clah_person_id, stated_on=known.told_on).agg(
        up_to_date=known.up_to_date.max()
    )


def _kind_of_check(rows):
    said = rows.clah_health_check_type.upper().strip().fill_null("")
    return ibis.cases(
        (said.contains("DENT") | said.contains("TEETH"), "dental"),
        (said.contains("DEVELOPMENT"), "development"),
        (said.contains("ASSESS") | said.isin(["IHA", "RHA", "HA", "HEALTH"]), "health"),
    )


def health_checks(tables):
    """The days of health assessments (`kind` health), dental checks (`kind` dental) and
    checks of a small child's development (`kind` development)."""
    check = tables["ssd_cla_health"]
    dated = check.filter(check.clah_health_check_date.notnull())
    dated = dated.mutate(kind=_kind_of_check(dated))
    kept = dated.filter(dated.kind.notnull())
    days = kept.select(
        "kind", child_id=kept.clah_person_id, checked_on=kept.clah_health_check_date
    ).distinct()
    following = days.checked_on.lead().over(
        group_by=[days.child_id, days.kind], order_by=days.checked_on
    )
    return days.mutate(next_on=following.fill_null(FAR_OFF))


def own_districts(tables):
    """Postcode districts taken to lie inside the authority where it has named none: those
    that hold at least one in a hundred of the children's own addresses."""
    address = tables["ssd_address"]
    postcode = address.addr_address_postcode.replace(" ", "").upper()
    known = address.filter(address.addr_address_postcode.notnull())
    known = known.mutate(home_district=postcode.substr(0, postcode.length() - 3))
    many = known.group_by("home_district").agg(addresses=known.count())
    total = many.addresses.sum().over(group_by=[ibis.literal(1)])
    many = many.mutate(all_addresses=total)
    return many.filter(many.addresses * 100 >= many.all_addresses).select("home_district")


SPELLS = {
    "own_districts": own_districts,
    "legal_statuses": legal_statuses,
    "care_periods": care_periods,
    "care_starts": care_starts,
    "care_ends": care_ends,
    "in_care_on": in_care_on,
    "stays": stays,
    "care_visits": care_visits,
    "care_reviews": care_reviews,
    "care_review_slots": care_review_slots,
    "health_checks": health_checks,
    "health_statements": health_statements,
}
