"""Legal statuses: how long each may last, and short-term breaks (V3, V4)."""

from collections.abc import Callable

from lineofsight.later import ibis
from lineofsight.quality.ssda903.book import rule

TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
BREAKS = ("V3", "V4")
"""V3: each break is an episode; V4: only the agreement about breaks is recorded."""
BREAK_DAYS = 17
BREAK_DAYS_OF_A_YEAR = 75

LIMITS = (
    ("361", "L1", 3, "Police protection (L1) lasted for more than 72 hours."),
    ("362", "L2", 21, "An emergency protection order (L2) lasted for more than 21 days."),
)
LIMITS_OF_DAYS_HELD = (
    ("363", "L3", 7, "A child assessment order (L3) lasted for more than 7 days."),
    (
        "364",
        "J2",
        21,
        "The child was held under the Police and Criminal Evidence Act (J2) for more than 21 days.",
    ),
)


def _one_after_another(t, status: str, goes_on, *, overlaps: bool):
    """Episodes of a status, and the number of the child’s spell in it that each lies in: a spell
    goes on where the next episode begins as the last ends, or, with `overlaps`, before that. An
    episode that goes on lasts until the year ends."""
    episodes = t.episodes.filter(t.episodes.ls == status, t.episodes.decom.notnull())
    episodes = episodes.select(
        "row", "child", "decom", dec=goes_on(episodes).ifelse(t.end, episodes.dec)
    )
    before = episodes.dec.lag().over(ibis.window(**_in_order(episodes)))
    begins = episodes.decom > before if overlaps else episodes.decom != before
    marked = episodes.mutate(begins=begins.fill_null(ibis.literal(False)).cast("int64"))
    return marked.mutate(
        spell=marked.begins.sum().over(ibis.cumulative_window(**_in_order(marked)))
    )


def _in_order(episodes) -> dict:
    return {"group_by": "child", "order_by": [episodes.decom.asc(), episodes.row.asc()]}


def days_from_first_to_last(t, status: str):
    """Episodes of a status with the days from their spell’s first to its last."""
    episodes = _one_after_another(t, status, lambda e: e.dec.isnull(), overlaps=False)
    spell = ibis.window(group_by=["child", "spell"])
    spells = episodes.select(
        "row", first=episodes.decom.min().over(spell), last=episodes.dec.max().over(spell)
    )
    return spells.select("row", days=spells["last"].delta(spells["first"], unit="day"))


def days_of_each_together(t, status: str):
    """Episodes of a status with the days of all the episodes of their spell."""
    episodes = _one_after_another(t, status, lambda e: e.dec_text.isnull(), overlaps=True)
    days = episodes.mutate(days=episodes.dec.delta(episodes.decom, unit="day"))
    spell = ibis.window(group_by=["child", "spell"])
    return days.select("row", days=days.days.sum().over(spell))


def _status_lasts_too_long(counted: Callable, code: str, status: str, days: int, what: str):
    @rule(
        code,
        f"{what} Correct the legal status or the days.",
        "Episodes.LS",
        "Episodes.DECOM",
        "Episodes.DEC",
    )
    def status_lasts_too_long(t):
        found = counted(t, status)
        return found.filter(found.days > days)


for _each in LIMITS:
    _status_lasts_too_long(days_from_first_to_last, *_each)
for _each in LIMITS_OF_DAYS_HELD:
    _status_lasts_too_long(days_of_each_together, *_each)


@rule(
    "365",
    "A short-term break (V3) lasted for more than 17 days. Correct the days or the legal status.",
    "Episodes.LS",
    "Episodes.DECOM",
    "Episodes.DEC",
)
def break_is_too_long(t):
    breaks = _breaks(t)
    return breaks.filter(breaks.dec.delta(breaks.decom, unit="day") > BREAK_DAYS)


@rule(
    "366",
    "A short-term break (V3) is one placement from start to end: its reason for the new episode is"
    " S. Correct the reason or the legal status.",
    "Episodes.RNE",
)
def placement_changes_in_a_break(t):
    return t.episodes.filter(t.episodes.ls == "V3", t.episodes.rne.fill_null("") != "S")


@rule(
    "367",
    "The child’s short-term breaks (V3) come to more than 75 days in the year. Correct the days or"
    " the legal status.",
    "Episodes.LS",
    "Episodes.DECOM",
    "Episodes.DEC",
)
def breaks_of_the_year_are_too_long(t):
    breaks = _breaks(t).filter(ibis._.dec.notnull())  # the least of nothing and a day is the day
    first, last = ibis.greatest(breaks.decom, t.start), ibis.least(breaks.dec, t.end)
    lasting = breaks.mutate(days=last.delta(first, unit="day"))
    lasting = lasting.filter(lasting.days > 0)
    total = lasting.days.sum().over(ibis.window(group_by="child"))
    counted = lasting.mutate(total=total)
    return counted.filter(counted.total > BREAK_DAYS_OF_A_YEAR)


def _breaks(t):
    """Short-term breaks that are episodes; one that goes on lasts until the year ends."""
    episodes = t.episodes.filter(t.episodes.ls == "V3", t.episodes.decom.notnull())
    goes_on = episodes.dec_text.isnull()
    return episodes.select("row", "child", "decom", dec=goes_on.ifelse(t.end, episodes.dec))


@rule(
    "382",
    "A child on short-term breaks (V3, V4) cannot be in a temporary placement (T0 to T4). Correct"
    " the legal status or the placement type.",
    "Episodes.LS",
    "Episodes.PLACE",
)
def temporary_placement_in_a_break(t):
    return t.episodes.filter(t.episodes.ls.isin(BREAKS), t.episodes.place.isin(TEMPORARY))


@rule(
    "384",
    "A child on short-term breaks (V3, V4) cannot be in a long-term foster placement (U1, U4)."
    " Correct the placement type or the legal status.",
    "Episodes.PLACE",
    "Episodes.LS",
)
def long_term_fostering_in_a_break(t):
    return t.episodes.filter(t.episodes.ls.isin(BREAKS), t.episodes.place.isin(("U1", "U4")))


@rule(
    "426",
    "The child has short-term breaks recorded one by one (V3) and as an agreement (V4) in the same"
    " year. Record them in one way.",
    "Episodes.LS",
)
def breaks_are_recorded_in_both_ways(t):
    breaks = t.episodes.filter(t.episodes.ls.isin(BREAKS))
    both = breaks.group_by("child").having(breaks.ls.nunique() > 1).agg()
    return breaks.semi_join(both, "child")


@rule(
    "451",
    "The child is still freed for adoption (D1), but there have been no freeing orders since 30"
    " December 2005. End the episode or correct its legal status.",
    "Episodes.DEC",
    "Episodes.REC",
    "Episodes.LS",
    years=(2023, 2024),
)
def still_freed(t):
    episodes = t.episodes
    return episodes.filter(episodes.dec_text.isnull(), episodes.rec.isnull(), episodes.ls == "D1")
