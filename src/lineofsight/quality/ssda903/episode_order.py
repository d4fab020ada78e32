"""How a child's episodes follow each other."""

from datetime import date

from lineofsight.later import ibis
from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import beside, episode_order, first_episodes
from lineofsight.returns.code_sets import code_set

CONTINUES = ("P", "L", "T", "U", "B")
"""Reasons for a new episode while the child stays looked after."""
ADOPTED = ("E11", "E12")
ENDS_FOR_EVER = ("E2", "E15")
"""The child died, or was found to be of age."""
UNREAD = date(1901, 1, 1)
"""Stands for a start that cannot be read, where that episode is to stand before the others."""
NOT_THE_END = ("X1", "E43", "E44")
"""Another episode follows; the others are codes that went out in 2018."""
CEASED = [
    each.code for each in code_set("ssda903.ceased_reason").codes if each.code not in NOT_THE_END
]
"""Reasons with which care ends."""


@rule(
    "142",
    "A later episode has begun, but this one has no end or no reason for it. Enter when and why it"
    " ceased.",
    "Episodes.DEC",
    "Episodes.REC",
)
def episode_before_another_is_open(t):
    episodes = beside(t, "after")
    return episodes.filter(episodes.decom.notnull(), episodes.dec.isnull() | episodes.rec.isnull())


@rule(
    "199",
    "An earlier episode of this year or the last ended with the child’s adoption. Check that the"
    " episodes belong to one child; after an adoption the child has a new reference.",
    "Episodes.CHILD",
)
def looked_after_after_an_adoption(t):
    now, before = (
        each.filter(each.decom.notnull()).select(
            "row", "child", "decom", whose=ibis.literal(place), adopted=_is_adopted(each)
        )
        for place, each in enumerate((t.episodes, t.last_if_given.episodes))
    )
    both = now.union(before)
    order = ibis.cumulative_window(group_by="child", order_by=["decom", "whose", "row"])
    counted = both.mutate(earlier=both.adopted.sum().over(order) - both.adopted)
    return counted.filter(counted.whose == 0, counted.earlier > 0)


def _is_adopted(episodes):
    return episodes.rec.isin(ADOPTED).fill_null(ibis.literal(False)).cast("int64")


@rule(
    "357",
    "The child’s first episode begins in this year, so its reason must be S. See whether an"
    " episode before it was left out; if not, enter S.",
    "Episodes.RNE",
)
def first_episode_does_not_start_care(t):
    first = t.fact(first_episodes)
    episodes = t.episodes.semi_join(first, "row")
    return episodes.filter(episodes.decom >= t.start, episodes.rne.fill_null("") != "S")


@rule(
    "388",
    "The reason the episode ceased does not fit what follows: X1 needs an episode that begins on"
    " the same day, and with such an episode it must be X1. Correct the reason or the days.",
    "Episodes.REC",
)
def reason_does_not_fit_what_follows(t):
    # An episode whose start cannot be read stands before the others here, so that its end is
    # held against the first of those.
    episodes = t.episodes.filter(t.episodes.child.notnull())
    start = episodes.decom.fill_null(UNREAD)
    order = ibis.window(group_by="child", order_by=[start.asc(), episodes.row.asc()])
    episodes = episodes.mutate(after=start.lead().over(order))
    episodes = episodes.filter(episodes.dec.notnull(), episodes.rec.notnull())
    follows = (episodes.after == episodes.dec).fill_null(ibis.literal(False))
    return episodes.filter((episodes.rec == "X1") != follows)


@rule(
    "431",
    "Care is said to start (S), but the episode before ended on that day or later. Give the reason"
    " with which it continues, or correct the day.",
    "Episodes.RNE",
    "Episodes.DECOM",
)
def start_of_care_on_the_day_the_last_ended(t):
    episodes = beside(t, "before", "dec")
    return episodes.filter(episodes.rne == "S", episodes.decom <= episodes.before_dec)


@rule(
    "432",
    "Care ended with the episode before, so this one must start it anew (S). Correct the reason"
    " for the new episode or the reason the last one ceased.",
    "Episodes.RNE",
)
def continues_after_care_ended(t):
    episodes = beside(t, "before", "rec")
    return episodes.filter(episodes.before_rec.isin(CEASED), episodes.rne.fill_null("") != "S")


@rule(
    "433",
    "The reason for the new episode says that care continued, but the episode does not begin on"
    " the day the one before ended. Correct the reason or the days.",
    "Episodes.RNE",
    "Episodes.DECOM",
)
def continues_on_another_day(t):
    # Of episodes that begin on the same day, the one that ended stands before the one that goes on.
    episodes = t.episodes.filter(t.episodes.child.notnull())
    by_days = [
        episodes.decom.asc(nulls_first=False),
        episodes.dec.asc(nulls_first=False),
        episodes.row.asc(),
    ]
    order = ibis.window(group_by="child", order_by=by_days)
    episodes = episodes.mutate(
        nth=ibis.row_number().over(order), before=episodes.dec.lag().over(order)
    )
    same_day = (episodes.decom == episodes.before).fill_null(ibis.literal(False))
    return episodes.filter(episodes.nth > 0, episodes.rne.isin(CONTINUES), ~same_day)


@rule(
    "437",
    "The child died (E2) or was found to be 18 or over (E15), but has later episodes. Correct the"
    " reason the episode ceased, or take the later ones out.",
    "Episodes.REC",
)
def further_episodes_after_death_or_age(t):
    episodes = beside(t, "after")
    return episodes.filter(episodes.decom.notnull(), episodes.rec.isin(ENDS_FOR_EVER))


@rule(
    "501",
    "The episode begins before the one before it ended. Correct whichever day is wrong.",
    "Episodes.DECOM",
    "Episodes.DEC",
)
def episodes_overlap(t):
    order = t.fact(episode_order)
    return order.filter(order.decom < order.before_dec)


@rule(
    "504",
    "The category of need changed while the child stayed looked after. It is the need at the start"
    " of the period of care: enter that one in every episode.",
    "Episodes.CIN",
)
def need_changes_within_a_period(t):
    episodes = beside(t, "before", "cin", "rec", "dec")
    return episodes.filter(
        episodes.before_rec == "X1",
        episodes.before_dec == episodes.decom,
        episodes.cin.fill_null("") != episodes.before_cin.fill_null(""),
    )
