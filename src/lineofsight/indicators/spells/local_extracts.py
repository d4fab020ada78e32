"""Positions and histories out of local extracts."""

from lineofsight.indicators.expressions import FAR_OFF
from lineofsight.indicators.spells.people import each_until_the_next
from lineofsight.later import ibis


def approvals_on(tables):
    """Fostering households approved on each day asked for, once for each kind of approval: by
    the earliest that is open."""
    days, given = tables["days"], tables["loc_fostering_households"]
    rows = days.inner_join(
        given,
        [
            given.approved_on <= days.on_day,
            given.ended_on.fill_null(FAR_OFF) > days.on_day,
        ],
    )
    rows = rows.mutate(
        place=ibis.row_number().over(
            group_by=[rows.on_day, rows.household_id, rows.approval_kind],
            order_by=rows.approved_on,
        )
    )
    rows = rows.filter(rows.place == 0)
    return rows.select(
        "on_day",
        "household_id",
        "approval_kind",
        "extended_until",
        "team_id",
        "worker_id",
        record_key=rows.household_id,
        started_on=rows.approved_on,
    )


def _visits(tables, name: str):
    """Events of a household, each until the next."""
    given = tables[name].select("household_id", "visited_on").distinct()
    following = given.visited_on.lead().over(group_by=given.household_id, order_by=given.visited_on)
    return given.mutate(next_on=following.fill_null(FAR_OFF))


def foster_reviews(tables):
    return _visits(tables, "loc_foster_reviews")


def unannounced_visits(tables):
    return _visits(tables, "loc_unannounced_visits")


def private_fostering_visits(tables):
    return _visits(tables, "loc_private_fostering_visits")


def _of_child(tables, name: str, day: str):
    """Events of a child, each until the next, the same day but once."""
    return each_until_the_next(tables[name].select("child_id", day).distinct(), day)


def strategy_discussions(tables):
    return _of_child(tables, "loc_strategy_discussions", "held_on")


def cin_plan_reviews(tables):
    return _of_child(tables, "loc_cin_plan_reviews", "held_on")


def supervisions(tables):
    return _of_child(tables, "loc_supervision", "recorded_on")


def chronologies(tables):
    return _of_child(tables, "loc_chronologies", "recorded_on")


def peps(tables):
    return _of_child(tables, "loc_peps", "happened_on")


def suspensions(tables):
    return _of_child(tables, "loc_suspensions", "happened_on")


def school_moves(tables):
    return _of_child(tables, "loc_school_moves", "happened_on")


def mid_year_school_moves(tables):
    """Those that were not in August or September, when children change school anyway."""
    every = tables["loc_school_moves"]
    moved = every.filter(~every.happened_on.month().isin([8, 9]))
    return each_until_the_next(moved.select("child_id", "happened_on").distinct(), "happened_on")


def cin_visits(tables):
    """The days on which a child in need was visited, seen or not."""
    visit = tables["ssd_cin_visits"]
    days = visit.filter(visit.cinv_cin_visit_date.notnull()).select(
        child_id="cinv_person_id", visited_on="cinv_cin_visit_date"
    )
    return each_until_the_next(days.distinct(), "visited_on")


SPELLS = {
    "cin_visits": cin_visits,
    "approvals_on": approvals_on,
    "foster_reviews": foster_reviews,
    "unannounced_visits": unannounced_visits,
    "private_fostering_visits": private_fostering_visits,
    "strategy_discussions": strategy_discussions,
    "cin_plan_reviews": cin_plan_reviews,
    "supervisions": supervisions,
    "chronologies": chronologies,
    "peps": peps,
    "suspensions": suspensions,
    "school_moves": school_moves,
    "mid_year_school_moves": mid_year_school_moves,
}
