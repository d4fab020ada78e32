"""Reviews of children looked after as the child took part in them, and the days on which the
reviewing officer was in contact."""

from datetime import date

from lineofsight.indicators.expressions import FAR_OFF, with_unit, yes
from lineofsight.later import ibis

EARLIEST = date(1900, 1, 1)


def reviews_held(tables):
    """Reviews held (none cancelled), each once, with the child, how the child took part, and
    whoever was responsible that day."""
    review, episode = tables["ssd_cla_reviews"], tables["ssd_cla_episodes"]
    held = review.filter(
        review.clar_cla_review_date.notnull() & ~yes(review.clar_cla_review_cancelled)
    )
    owner = episode.filter(episode.clae_cla_id.notnull())
    owner = owner.group_by(owner_cla=owner.clae_cla_id).agg(child_id=owner.clae_person_id.min())
    known = held.inner_join(owner, held.clar_cla_id == owner.owner_cla)
    rows = known.select(
        "child_id",
        record_key=known.clar_cla_review_id,
        finished_on=known.clar_cla_review_date,
        due_on=known.clar_cla_review_due_date,
        participation=known.clar_cla_review_participation.upper().strip().substr(0, 3).nullif(""),
        on_day=known.clar_cla_review_date,
    )
    return with_unit(rows, tables).drop("on_day")


def officer_contacts(tables):
    """The reviewing officer's contacts with each child, as spans from one to the day before
    the next. The first span of a child, before any contact known, has none.

    `has_next`: is a later contact known?
    """
    episode = tables["ssd_cla_episodes"]
    dated = episode.filter(
        episode.clae_cla_last_iro_contact_date.notnull() & episode.clae_person_id.notnull()
    )
    days = dated.select(
        child_id=dated.clae_person_id, contact_on=dated.clae_cla_last_iro_contact_date
    ).distinct()
    following = days.contact_on.lead().over(group_by=days.child_id, order_by=days.contact_on)
    spans = days.mutate(
        from_on=days.contact_on,
        next_on=following.fill_null(FAR_OFF),
        has_next=following.notnull().ifelse(1, 0).cast("int64"),
    )
    before = days.group_by("child_id").agg(next_on=days.contact_on.min())
    before = before.select(
        "child_id",
        contact_on=ibis.null("date"),
        from_on=ibis.literal(EARLIEST),
        next_on=before.next_on,
        has_next=ibis.literal(1, "int64"),
    )
    return ibis.union(spans, before)


SPELLS = {"reviews_held": reviews_held, "officer_contacts": officer_contacts}
