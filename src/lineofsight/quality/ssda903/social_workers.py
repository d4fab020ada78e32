"""Social workers: who held a child's case, from when to when, and why it changed hands."""

from lineofsight.later import ibis
from lineofsight.quality.model import Severity
from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import first_of_each, unreadable
from lineofsight.returns.code_sets import code_set

SHORT_BREAKS = ("V3", "V4")
REASONS = tuple(each.code for each in code_set("ssda903.worker_change_reason").codes)
FIRST_CONTACT = "FCONTA"
REGISTERED = ("SW", "XX")
"""What a worker's number begins with."""
FIRST_COLLECTED = "2023-04-01"
"""The day from which the reason of a change has to be given."""
SHORTEST_NUMBER = 4
SHORTEST_STAY = 3
TOLERANCE = 7
"""Days by which one worker's end and the next one's start may lie apart."""
LAST_DAYS = 5
"""Days before 31 March on which a worker's end is looked at apart."""
WHO = ("SWEpisodes.SW_ID", "SWEpisodes.SW_DECOM", "SWEpisodes.SW_REASON")


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


def _looked_after_at_the_end(t):
    """Open episodes that are no short breaks."""
    return t.episodes.filter(
        t.episodes.dec_text.isnull(), t.episodes.ls.notin(SHORT_BREAKS).fill_null(True)
    )


@rule(
    "SW01STG1",
    "The child is looked after on 31 March, but no social worker, no start or no reason is given"
    " at all. Add the social worker’s episodes.",
    "Episodes.DEC",
    *WHO,
    years=(2024, 2024),
)
def looked_after_without_worker(t):
    said = t.sw_episodes.group_by("child").agg(
        ids=t.sw_episodes.sw_id.count(),
        starts=t.sw_episodes.sw_decom_text.count(),
        reasons=t.sw_episodes.sw_reason.count(),
    )
    told = said.filter(said.ids > 0, said.starts > 0, said.reasons > 0)
    return _looked_after_at_the_end(t).anti_join(told, "child")


def _blank(workers):
    return workers.sw_id.isnull() | workers.sw_decom_text.isnull() | workers.sw_reason.isnull()


@rule(
    "SW01aSTG1",
    "The social worker’s number or the start is not given. Fill it in.",
    *WHO[:2],
    years=(2025, 2025),
)
def earlier_worker_incomplete(t):
    workers = t.sw_episodes
    is_early = workers.sw_decom < ibis.date(FIRST_COLLECTED)
    return workers.filter((is_early & workers.sw_id.isnull()) | workers.sw_decom.isnull())


@rule(
    "SW01bSTG1",
    "The social worker’s number, the start or the reason of the change is not given. Fill it in.",
    *WHO,
    years=(2025, 2025),
)
def worker_incomplete(t):
    workers = t.sw_episodes
    is_late = workers.sw_decom >= ibis.date(FIRST_COLLECTED)
    return workers.filter((is_late & _blank(workers)) | workers.sw_decom.isnull())


def _starts_otherwise(workers):
    """Blank begins with nothing."""
    return ~workers.sw_id.substr(0, 2).isin(REGISTERED).fill_null(False)


@rule(
    "SW02STG1",
    "The social worker’s number begins neither with SW nor with XX. Correct it.",
    "SWEpisodes.SW_ID",
    years=(2024, 2025),
)
def number_begins_otherwise(t):
    return t.sw_episodes.filter(_starts_otherwise(t.sw_episodes))


@rule(
    "SW02STG1",
    "The social worker’s number begins neither with SW nor with XX, or has nothing more than a"
    " figure after it. Correct it.",
    "SWEpisodes.SW_ID",
    years=(2026, None),
)
def number_begins_otherwise_or_is_short(t):
    is_short = t.sw_episodes.sw_id.length() < SHORTEST_NUMBER
    return t.sw_episodes.filter(_starts_otherwise(t.sw_episodes) | is_short)


@rule(
    "SW03STG1",
    "The social worker’s number, the start or the reason of the change is not given. Fill it in.",
    *WHO,
    years=(2024, 2024),
)
def any_worker_incomplete(t):
    return t.sw_episodes.filter(_blank(t.sw_episodes))


@rule(
    "SW04STG1",
    "The day on which the social worker took the case is not a date. Enter it as dd/mm/yyyy.",
    "SWEpisodes.SW_DECOM",
    years=(2024, None),
)
def worker_start_unreadable(t):
    return unreadable(t.sw_episodes, "sw_decom")


@rule(
    "SW05STG1",
    "The day on which the social worker left the case is not a date. Enter it as dd/mm/yyyy.",
    "SWEpisodes.SW_DEC",
    years=(2024, None),
)
def worker_end_unreadable(t):
    return unreadable(t.sw_episodes, "sw_dec")


@rule(
    "SW06STG2",
    "The social worker took the case after the end of the collection year. Correct the date, or"
    " report it next year.",
    "SWEpisodes.SW_DECOM",
    years=(2024, None),
)
def worker_starts_outside_year(t):
    return t.sw_episodes.filter(t.sw_episodes.sw_decom > t.end)


@rule(
    "SW07STG2",
    "The social worker left the case before the start or after the end of the collection year."
    " Correct the date, or take the row out.",
    "SWEpisodes.SW_DEC",
    years=(2024, 2024),
)
def worker_ends_outside_year(t):
    return t.sw_episodes.filter(~t.sw_episodes.sw_dec.between(t.start, t.end))


@rule(
    "SW07STG2",
    "The social worker left the case before the year that comes before this collection, or after"
    " its end. Correct the date, or take the row out.",
    "SWEpisodes.SW_DEC",
    years=(2025, None),
)
def worker_ends_outside_two_years(t):
    first_day = t.start - ibis.interval(years=1)
    return t.sw_episodes.filter(~t.sw_episodes.sw_dec.between(first_day, t.end))


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


@rule(
    "SW09STG2",
    "The social worker seems to have had the case for less than a day. Please check the two dates.",
    "SWEpisodes.SW_DECOM",
    "SWEpisodes.SW_DEC",
    severity=Severity.QUERY,
    years=(2024, 2025),
)
def worker_left_on_same_day(t):
    return t.sw_episodes.filter(t.sw_episodes.sw_decom == t.sw_episodes.sw_dec)


@rule(
    "SW09STG2",
    "The social worker seems to have had the case for hardly any time: less than three days."
    " Please check the two dates.",
    "SWEpisodes.SW_DECOM",
    "SWEpisodes.SW_DEC",
    severity=Severity.QUERY,
    years=(2026, None),
)
def worker_left_within_days(t):
    shortest = t.sw_episodes.sw_decom + ibis.interval(days=SHORTEST_STAY)
    return t.sw_episodes.filter(t.sw_episodes.sw_dec < shortest)


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
    workers = t.sw_episodes.filter(t.sw_episodes.child.notnull())
    return _latest(workers), t.end - ibis.interval(days=LAST_DAYS)


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
    "SW13STG1",
    "The reason for the change of social worker is missing or is none of the codes. Enter one.",
    "SWEpisodes.SW_REASON",
    years=(2024, 2024),
)
def reason_missing_or_unknown(t):
    return t.sw_episodes.filter(t.sw_episodes.sw_reason.notin(REASONS).fill_null(True))


@rule(
    "SW13STG1",
    "The reason for the change of social worker is none of the codes, or is missing though the"
    " worker took the case since April 2023. Correct it.",
    "SWEpisodes.SW_REASON",
    "SWEpisodes.SW_DECOM",
    years=(2025, None),
)
def reason_unknown_or_missing(t):
    workers = t.sw_episodes
    is_missing = workers.sw_reason.isnull() & (workers.sw_decom >= ibis.date(FIRST_COLLECTED))
    return workers.filter(workers.sw_reason.notin(REASONS) | is_missing)


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
    "SW18STG2",
    "The social worker left the case before taking it. Correct whichever date is wrong.",
    "SWEpisodes.SW_DEC",
    "SWEpisodes.SW_DECOM",
    years=(2026, None),
)
def worker_ends_before_start(t):
    return t.sw_episodes.filter(t.sw_episodes.sw_dec <= t.sw_episodes.sw_decom)


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
