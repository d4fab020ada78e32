"""Social workers one after another: gaps, overlaps, and nobody at the end."""

from lineofsight.later import ibis
from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import first_of_each

SHORT_BREAKS = ("V3", "V4")
FIRST_CONTACT = "FCONTA"
TOLERANCE = 7
"""Days by which one worker's end and the next one's start may lie apart."""
LAST_DAYS = 5
"""Days before 31 March on which a worker's end is looked at apart."""


def worker_order(t):
    """Each social worker's episode with the one before in order of start and end: its end
    (`before_dec`), and whether there is any (`follows`)."""
    workers = t.sw_episodes.filter(t.sw_episodes.child.notnull())
    order = ibis.window(
        group_by="child",
        order_by=[
            workers.sw_decom.asc(nulls_first=False),
            workers.sw_dec.asc(nulls_first=False),
            workers.row.asc(),
        ],
    )
    return workers.select(
        "row",
        before_dec=workers.sw_dec.lag().over(order),
        follows=workers.row.lag().over(order).notnull(),
    )


def _following(t):
    """Episodes of social workers that have one before them."""
    return t.sw_episodes.inner_join(t.fact(worker_order).filter(lambda w: w.follows), "row")


def _latest(workers):
    """Each child's last row; one without a readable start counts as last."""
    latest = workers.sw_decom.desc(nulls_first=True)
    return first_of_each(workers, latest, last_of_equals=True)


@rule(
    "SW08STG2",
    "A new social worker has the case, but the one before has no end date. Fill it in.",
    "SWEpisodes.SW_DEC",
    years=(2024, None),
)
def worker_before_is_open(t):
    workers = t.sw_episodes.filter(t.sw_episodes.child.notnull())
    is_open = workers.filter(workers.sw_dec.isnull(), workers.sw_decom.notnull())
    return is_open.anti_join(_latest(workers), "row")


def _is_far(workers):
    """Not taken over around the day on which the worker before left, or one of them unknown."""
    days = ibis.interval(days=TOLERANCE)
    is_near = workers.sw_decom.between(workers.before_dec - days, workers.before_dec + days)
    return ~is_near.fill_null(False)


def _apart(code: str, years: tuple[int, int | None]):
    return rule(
        code,
        "A social worker took the case more than seven days before or after the one before left"
        " it, or one of the two days is missing. Correct the dates.",
        "SWEpisodes.SW_DECOM",
        years=years,
    )


@_apart("SW10STG2", (2024, 2024))
def worker_overlaps(t):
    workers = _following(t)
    return workers.filter(_is_far(workers))


@_apart("SW10STG2", (2025, None))
@_apart("SW10aSTG2", (2026, None))
def worker_overlaps_after_first_contact(t):
    workers = _following(t)
    is_first_contact = (workers.sw_reason == FIRST_CONTACT).fill_null(False)
    return workers.filter(_is_far(workers), ~is_first_contact)


@rule(
    "SW10bSTG2",
    "A first contact is given as the reason, but the social worker before had not left the case."
    " Correct the reason or the dates.",
    "SWEpisodes.SW_DECOM",
    "SWEpisodes.SW_REASON",
    years=(2026, None),
)
def first_contact_before_end(t):
    workers = _following(t)
    return workers.filter(
        workers.sw_reason == FIRST_CONTACT, workers.sw_decom <= workers.before_dec
    )


def _nobody_follows(code: str, years: tuple[int, int | None]):
    return rule(
        code,
        "The social worker left the case before 31 March and nobody follows. Add who has it now.",
        "SWEpisodes.SW_DEC",
        years=years,
    )


def _latest_that_ended(t):
    """Each child's last row, of those that start on one day the one that ends last."""
    workers = t.sw_episodes
    order = (workers.sw_decom.desc(nulls_first=True), workers.sw_dec.desc(nulls_first=True))
    return first_of_each(workers, *order), t.end - ibis.interval(days=LAST_DAYS)


@_nobody_follows("SW11aSTG2", (2024, 2024))
def nobody_follows(t):
    workers, last_days = _latest_that_ended(t)
    return workers.filter(workers.sw_dec <= last_days)


@_nobody_follows("SW11bSTG2", (2024, None))
def nobody_follows_in_last_days(t):
    workers, last_days = _latest_that_ended(t)
    return workers.filter(workers.sw_dec.between(last_days, t.end))


def _whole_year(years: tuple[int, int | None]):
    return rule(
        "SW12STG2",
        "An episode of care starts or ends beside social workers’ episodes that do not go with it."
        " Report all of the child’s social workers of the year.",
        "Episodes.DECOM",
        "Episodes.DEC",
        "SWEpisodes.SW_DECOM",
        years=years,
    )


def _without_worker(t, episodes):
    """Episodes that start or end care, where any of the child's social workers neither came
    after the start nor before the end, or where there is none."""
    is_end = (episodes.rec != "X1").fill_null(True)
    is_start = (episodes.rne == "S").fill_null(False)
    episodes = episodes.mutate(is_start=is_start, is_end=is_end).filter(
        episodes.ls.notin(SHORT_BREAKS).fill_null(True), is_start | is_end
    )
    pairs = episodes.left_join(t.sw_episodes, "child")
    goes_with_end = (pairs.is_end & (pairs.sw_decom <= pairs.dec)).fill_null(False)
    goes_with_start = (pairs.is_start & (pairs.sw_decom >= pairs.decom)).fill_null(False)
    return pairs.filter(~goes_with_end, ~goes_with_start)


@_whole_year((2024, 2024))
def care_without_worker(t):
    return _without_worker(t, t.episodes)


@_whole_year((2025, None))
def care_of_two_years_without_worker(t):
    first_day = t.start - ibis.interval(years=1)
    is_recent = t.episodes.dec.between(first_day, t.end) | t.episodes.dec.isnull()
    return _without_worker(t, t.episodes.filter(is_recent))


@rule(
    "SW14STG2",
    "There is no day on which the social worker left the case. Fill it in.",
    "SWEpisodes.SW_DEC",
    years=(2024, 2024),
)
def worker_end_blank(t):
    workers = t.sw_episodes.filter(t.sw_episodes.child.notnull())
    return workers.filter(workers.sw_dec.isnull()).anti_join(_latest(workers), "row")


@rule(
    "SW17STG2",
    "No social worker has the case on 31 March: the last one has an end date. Take it out, or add"
    " who has the case now.",
    "SWEpisodes.SW_DEC",
    "SWEpisodes.SW_DECOM",
    years=(2026, None),
)
def no_worker_at_the_end(t):
    workers = t.sw_episodes
    last = first_of_each(workers, workers.sw_decom.desc(nulls_first=False))
    return last.filter(last.sw_dec_text.notnull())


@rule(
    "SW19STG2",
    "Two social workers took the child’s case on the same day. Correct the dates, or take one row"
    " out.",
    "SWEpisodes.SW_DECOM",
    "SWEpisodes.SW_DEC",
    years=(2026, None),
)
def workers_start_on_same_day(t):
    day = ibis.coalesce(t.sw_episodes.sw_decom.cast("string"), t.sw_episodes.sw_decom_text, "")
    workers = t.sw_episodes.filter(t.sw_episodes.child.notnull()).mutate(day=day)
    alike = ibis.window(group_by=["child", "day"], order_by=workers.row)
    numbered = workers.mutate(nth=ibis.row_number().over(alike))
    return numbered.filter(numbered.nth > 0)
