"""What this year's return takes over from last year's, and children without episodes."""

from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import (
    first_episodes,
    last_years_final_episodes,
    placed,
    placed_last_year,
)

SAME = (
    ("503A", "rne", "reason for the new episode"),
    ("503B", "ls", "legal status"),
    ("503C", "cin", "category of need"),
    ("503E", "place_provider", "placement provider"),
    ("503F", "urn", "Ofsted reference (URN)"),
)
"""What the first episode must have as it was in the episode open at the end of last year."""

NEW_PLACES = (
    ((2023, 2023), "", ()),
    ((2024, 2025), "H5", ("K3",)),
    ((2026, 2026), "Z1", ("Z11", "Z12", "Z13", "Z14")),
    ((2027, None), "", ()),
)
"""Years, the placement type that ceased to be, and those which take its place."""


TOLD_APART = 0.2
"""Distances are given to a tenth of a mile; two this far apart differ."""


def carried_over(t, column: str):
    """First episodes of children whose last episode of last year is open, with what stood there
    in `column` (`was`) and stands there now (`now`; both empty text if nothing does)."""
    last = t.fact(last_years_final_episodes)
    last = last.filter(last.dec.isnull()).select("row").join(t.last.episodes, "row")
    last = last.select("child", was=last[column].fill_null(""))
    first = t.fact(first_episodes).select("row").join(t.episodes, "row")
    first = first.select("row", "child", now=first[column].fill_null(""))
    return first.inner_join(last, "child")


def _differs_from_last_year(code: str, column: str, what: str) -> None:
    @rule(
        code,
        f"The {what} of the child’s first episode is not that of the episode open at the end of"
        " last year. Correct it, or end that episode and begin another.",
        f"Episodes.{column.upper()}",
    )
    def differs_from_last_year(t):
        episodes = carried_over(t, column)
        return episodes.filter(episodes.now != episodes.was)


for _each in SAME:
    _differs_from_last_year(*_each)


def _place_differs_from_last_year(years, former: str, new: tuple[str, ...]) -> None:
    @rule(
        "503D",
        "The placement type of the child’s first episode is not that of the episode open at the"
        " end of last year. Correct it, or end that episode and begin another.",
        "Episodes.PLACE",
        years=years,
    )
    def place_differs_from_last_year(t):
        episodes = carried_over(t, "place")
        differs = episodes.filter(episodes.now != episodes.was)
        if not new:
            return differs
        return differs.filter(~((differs.was == former) & differs.now.isin(new)))


for _each in NEW_PLACES:
    _place_differs_from_last_year(*_each)


def carried_over_places(t):
    """First episodes of children whose last episode of last year is open, with where the placement
    lay then (`was_la`, `was_distance`) and lies now (`pl_la`, `pl_distance`)."""
    last = t.fact(last_years_final_episodes)
    last = last.filter(last.dec.isnull()).select("row", "child")
    last = last.inner_join(t.fact(placed_last_year), "row")
    last = last.select("child", was_la="pl_la", was_distance="pl_distance")
    first = t.fact(first_episodes).select("row", "child").inner_join(t.fact(placed), "row")
    return first.inner_join(last, "child")


@rule(
    "503G",
    "The placement of the child’s first episode is at another distance from home than the one open"
    " at the end of last year. Correct the postcodes, or end that episode and begin another.",
    "Episodes.HOME_POST",
    "Episodes.PL_POST",
)
def distance_differs_from_last_year(t):
    places = carried_over_places(t)
    apart = (places.pl_distance - places.was_distance).abs() >= TOLD_APART
    is_new = places.was_distance.isnull() & places.pl_distance.notnull()
    return places.filter(apart | is_new)


@rule(
    "503H",
    "The placement of the child’s first episode lies in another authority than the one open at the"
    " end of last year. Correct its postcode, or end that episode and begin another.",
    "Episodes.PL_POST",
)
def authority_differs_from_last_year(t):
    places = carried_over_places(t)
    return places.filter(~places.pl_la.identical_to(places.was_la))


@rule(
    "503J",
    "The placement of the child’s first episode lies in your authority and the one open at the end"
    " of last year did not, or the other way round. Correct its postcode, or end that episode and"
    " begin another.",
    "Episodes.PL_POST",
)
def location_differs_from_last_year(t):
    places = carried_over_places(t)
    is_in, was_in = places.pl_la == t.authority, places.was_la == t.authority
    return places.filter(~is_in.identical_to(was_in))


@rule(
    "502",
    "Last year’s return ended with an open episode, but the child’s first episode this year begins"
    " on another day. Begin with that episode, or correct the day.",
    "Episodes.DECOM",
)
def first_episode_is_not_the_open_one(t):
    last = t.last.episodes
    still_open = last.filter(last.dec_text.isnull()).select("child", was=last.decom)
    found = t.fact(first_episodes).inner_join(still_open, "child")
    return found.filter(found.was.isnull() | (found.was != found.decom))


@rule(
    "562",
    "The episode began before this collection year, but last year’s return does not end with an"
    " episode that began on that day. Correct the day, or see whether last year’s return lacks it.",
    "Episodes.DECOM",
)
def episode_is_not_in_last_years_return(t):
    first = t.fact(first_episodes)
    last = t.fact(last_years_final_episodes)
    return first.filter(first.decom < t.start).anti_join(last, ["child", "decom"])


@rule(
    "NoE",
    "The episode began before this collection year, but the child has no episodes in last year’s"
    " return. Correct the day, or see whether last year’s return lacks the child.",
    "Episodes.DECOM",
)
def child_is_not_in_last_years_return(t):
    episodes = t.episodes
    return episodes.filter(episodes.decom < t.start).anti_join(t.last.episodes, "child")


@rule(
    "1012",
    "The child had no episode in the year, so only care leavers’ particulars (OC3) are wanted."
    " Take this row out, or enter the child’s episodes.",
    "PlacedAdoption.CHILD",
    "Missing.CHILD",
    "Reviews.CHILD",
    "AD1.CHILD",
    "PrevPerm.CHILD",
    "OC2.CHILD",
)
def child_without_episodes(t):
    tables = {
        "PlacedAdoption": t.if_given.placed_adoption,
        "Missing": t.if_given.missing,
        "Reviews": t.if_given.reviews,
        "AD1": t.if_given.ad1,
        "PrevPerm": t.if_given.prev_perm,
        "OC2": t.if_given.oc2,
    }
    return {name: table.anti_join(t.episodes, "child") for name, table in tables.items()}
