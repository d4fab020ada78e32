"""Times of being missing, or away without authorisation, and the care they fell in."""

from lineofsight.indicators.expressions import FAR_OFF, no, yes
from lineofsight.later import ibis

MISSING, AWAY = "missing", "away"


def missing_episodes(tables):
    """Each episode with a day it began, and whether the child was looked after on that day,
    short breaks apart.

    `kind`: missing, or away without authorisation; empty if it is not recorded. `days`: from
    the first day to the last, or of one still open to the day the record was told.
    `is_offered`, `is_accepted`: a return interview; empty if it is not recorded.
    """
    told = tables["ssd_missing"]
    dated = told.filter(
        told.miss_missing_episode_start_date.notnull() & told.miss_person_id.notnull()
    )
    rows = dated.select(
        child_id=dated.miss_person_id,
        record_key=dated.miss_table_id,
        started_on=dated.miss_missing_episode_start_date,
        finished_on=dated.miss_missing_episode_end_date,
        until_on=dated.miss_missing_episode_end_date.fill_null(FAR_OFF),
        kind=kind_of(dated.miss_missing_episode_type),
        is_offered=answer(dated.miss_missing_rhi_offered),
        is_accepted=answer(dated.miss_missing_rhi_accepted),
        days=ibis.coalesce(dated.miss_missing_episode_end_date, dated.told_on).delta(
            dated.miss_missing_episode_start_date, unit="day"
        ),
    )
    care = tables["care_periods"]
    care = care.filter(care.is_short_break == 0)
    named = care.select(care_child=care.child_id, care_from=care.first_on, care_until=care.until_on)
    within = rows.inner_join(
        named,
        [
            rows.child_id == named.care_child,
            named.care_from <= rows.started_on,
            named.care_until > rows.started_on,
        ],
    )
    within = within.select(within_key=within.record_key, is_looked_after=1).distinct()
    joined = rows.left_join(within, rows.record_key == within.within_key).drop("within_key")
    return joined.mutate(is_looked_after=joined.is_looked_after.fill_null(0))


def kind_of(said):
    said = said.upper().strip()
    return ibis.cases(
        ((said == "M") | said.startswith("MISSING"), MISSING),
        ((said == "A") | said.startswith("AWAY") | said.startswith("ABSEN"), AWAY),
        else_=ibis.null("string"),
    )


def answer(said):
    """1 for yes, 0 for no, empty for anything else."""
    return ibis.cases((yes(said), 1), (no(said), 0), else_=ibis.null("int64"))


SPELLS = {"missing_episodes": missing_episodes}
