"""What a new episode says has changed, against what has: placement, legal status, or both."""

from lineofsight.later import ibis
from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import beside, episode_order

TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
PLACEMENT = ("place", "pl_post", "urn", "place_provider")
FIELDS = ("Episodes.PLACE", "Episodes.PL_POST", "Episodes.URN", "Episodes.PLACE_PROVIDER")


def _same(episodes, column: str):
    """As in the episode before; blank then and blank now is the same."""
    return episodes[column].identical_to(episodes[f"before_{column}"])


def _same_placement(episodes):
    return ibis.and_(*(_same(episodes, column) for column in PLACEMENT))


def _no_return_from(*compared: str):
    """After a temporary placement the child is again where it was: all that is `compared` is as
    it was two episodes ago."""

    def find(t):
        order = t.fact(episode_order)
        temporary = t.episodes.filter(t.episodes.place.isin(TEMPORARY)).select(between="row")
        returns = order.select("row", between=order.before).semi_join(temporary, "between")
        starts = order.select(between=order.row, earlier=order.before)
        steps = returns.inner_join(starts, "between")
        earlier = t.episodes.select(
            earlier="row", **{f"before_{column}": column for column in compared}
        )
        episodes = t.episodes.inner_join(steps.select("row", "earlier"), "row")
        episodes = episodes.inner_join(earlier, "earlier")
        is_back = ibis.and_(*(_same(episodes, column) for column in compared))
        return episodes.filter((episodes.rne != "P") | episodes.rne.isnull() | ~is_back)

    return find


for _years, _compared, _fields in (
    ((2023, 2025), ("place",), ("Episodes.PLACE", "Episodes.RNE")),
    ((2026, None), ("place", "pl_post"), ("Episodes.PLACE", "Episodes.RNE", "Episodes.PL_POST")),
):
    rule(
        "383",
        "After a temporary placement (T0 to T4) the child is to be back in the placement before it,"
        " with the reason P. Correct the placement or the reason for the episode.",
        *_fields,
        years=_years,
    )(_no_return_from(*_compared))


@rule(
    "434",
    "The reason L says that only the legal status changed, but it did not, or the placement did."
    " Correct the reason for the episode, the legal status or the placement.",
    "Episodes.RNE",
    "Episodes.LS",
    *FIELDS,
)
def not_only_the_legal_status_changed(t):
    episodes = beside(t, "before", "ls", *PLACEMENT)
    return episodes.filter(
        episodes.rne == "L",
        (episodes.ls == episodes.before_ls).fill_null(ibis.literal(False))
        | ~_same_placement(episodes),
    )


@rule(
    "435",
    "The reason P or T says that only the placement changed, but it did not, or the legal status"
    " did. Correct the reason for the episode, the placement or the legal status.",
    "Episodes.RNE",
    "Episodes.LS",
    *FIELDS,
)
def not_only_the_placement_changed(t):
    episodes = beside(t, "before", "ls", *PLACEMENT)
    return episodes.filter(
        episodes.rne.isin(("P", "T")),
        ~(episodes.ls == episodes.before_ls).fill_null(ibis.literal(False))
        | _same_placement(episodes),
    )


@rule(
    "436",
    "The reason B or U says that placement and legal status changed, but one of them did not."
    " Correct the reason for the episode, the placement or the legal status.",
    "Episodes.RNE",
    "Episodes.LS",
    *FIELDS,
)
def not_both_changed(t):
    episodes = beside(t, "before", "ls", *PLACEMENT)
    return episodes.filter(
        episodes.rne.isin(("B", "U")), _same(episodes, "ls") | _same_placement(episodes)
    )
