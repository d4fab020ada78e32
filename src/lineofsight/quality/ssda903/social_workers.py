"""Social workers: who held a child's case, from when to when, and what has to be said of it."""

from lineofsight.later import ibis
from lineofsight.quality.model import Severity
from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import unreadable
from lineofsight.returns.code_sets import code_set

SHORT_BREAKS = ("V3", "V4")
REASONS = tuple(each.code for each in code_set("ssda903.worker_change_reason").codes)
REGISTERED = ("SW", "XX")
"""What a worker's number begins with."""
FIRST_COLLECTED = "2023-04-01"
"""The day from which the reason of a change has to be given."""
SHORTEST_NUMBER = 4
SHORTEST_STAY = 3
WHO = ("SWEpisodes.SW_ID", "SWEpisodes.SW_DECOM", "SWEpisodes.SW_REASON")


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
    "SW18STG2",
    "The social worker left the case before taking it. Correct whichever date is wrong.",
    "SWEpisodes.SW_DEC",
    "SWEpisodes.SW_DECOM",
    years=(2026, None),
)
def worker_ends_before_start(t):
    return t.sw_episodes.filter(t.sw_episodes.sw_dec <= t.sw_episodes.sw_decom)
