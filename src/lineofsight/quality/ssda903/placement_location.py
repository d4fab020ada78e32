"""Where a placement is and how far from home: postcodes, the authority and the distance."""

from lineofsight.later import ibis
from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import (
    asylum_seekers,
    first_episodes,
    last_years_final_episodes,
    placed,
    placed_last_year,
)

SHORT_BREAKS = ("V3", "V4")
ADOPTIVE_OR_FOSTER = ("A3", "A4", "A5", "A6", "U1", "U2", "U3", "U4", "U5", "U6")
SUPPORTED = "K3"
FARTHEST = 999.9
FAR = 350
TOLD_APART = 0.2
"""Distances are given to a tenth of a mile; two this far apart differ."""


def _episodes_placed(t):
    return t.episodes.inner_join(t.fact(placed), "row")


def _short_break(episodes):
    return episodes.ls.isin(SHORT_BREAKS).fill_null(ibis.literal(False))


def _own_provision_elsewhere(*elsewhere_too: str):
    """`elsewhere_too` are the placements that an authority provides outside its area as well."""

    def find(t):
        episodes = _episodes_placed(t)
        return episodes.filter(
            episodes.place_provider == "PR1",
            episodes.place.notin(elsewhere_too),
            episodes.ls.notin(SHORT_BREAKS),
            (episodes.pl_la != t.authority) | episodes.pl_la.isnull(),
        )

    return find


for _years, _places in (
    ((2023, 2025), ADOPTIVE_OR_FOSTER),
    ((2026, None), (*ADOPTIVE_OR_FOSTER, SUPPORTED)),
):
    rule(
        "1015",
        "The placement is the authority’s own provision, but its postcode lies outside the"
        " authority’s area. Correct the provider or the postcode of the placement.",
        "Episodes.PL_POST",
        "Episodes.PLACE_PROVIDER",
        "Episodes.PLACE",
        years=_years,
    )(_own_provision_elsewhere(*_places))


@rule(
    "164",
    "The distance between home and placement comes out at 1,000 miles or more. Correct the"
    " postcodes.",
    "Episodes.PL_POST",
    "Episodes.HOME_POST",
)
def distance_is_impossible(t):
    episodes = _episodes_placed(t).anti_join(t.fact(asylum_seekers), "child")
    return episodes.filter(~_short_break(episodes), ~episodes.pl_distance.between(0, FARTHEST))


@rule(
    "169",
    "The authority of the placement cannot be told from its postcode. Enter a postcode that there"
    " is.",
    "Episodes.PL_POST",
)
def authority_of_placement_is_unknown(t):
    episodes = _episodes_placed(t)
    return episodes.filter(~_short_break(episodes), episodes.pl_la.isnull())


@rule(
    "179",
    "Whether the placement lies in the authority cannot be told from its postcode. Enter a postcode"
    " that there is.",
    "Episodes.PL_POST",
)
def location_of_placement_is_unknown(t):
    """A placement is in the authority or out of it as soon as its own authority is known."""
    episodes = _episodes_placed(t)
    return episodes.filter(~_short_break(episodes), episodes.pl_la.isnull())


@rule(
    "392a",
    "No distance between home and placement can be worked out. Enter both postcodes, as they are"
    " in the directory of postcodes.",
    "Episodes.HOME_POST",
    "Episodes.PL_POST",
)
def distance_is_unknown(t):
    episodes = _episodes_placed(t).anti_join(t.fact(asylum_seekers), "child")
    return episodes.filter(~_short_break(episodes), episodes.pl_distance.isnull())


@rule(
    "392b",
    "The postcode of the home or of the placement is missing. Enter both.",
    "Episodes.HOME_POST",
    "Episodes.PL_POST",
)
def postcodes_are_missing(t):
    episodes = t.episodes.anti_join(t.fact(asylum_seekers), "child")
    return episodes.filter(
        ~_short_break(episodes), episodes.home_post.isnull() | episodes.pl_post.isnull()
    )


@rule(
    "392c",
    "There is no such postcode. Correct the postcode of the home or of the placement.",
    "Episodes.HOME_POST",
    "Episodes.PL_POST",
)
def postcode_does_not_exist(t):
    known = t.postcodes.select("postcode")
    written = [
        t.episodes.select("row", postcode=t.episodes[column].replace(" ", ""))
        for column in ("home_post", "pl_post")
    ]
    each = written[0].union(written[1])
    return each.filter(each.postcode.notnull()).anti_join(known, "postcode")


@rule(
    "392d",
    "Home and placement have the same postcode, which only a placement with parents (P1) has."
    " Correct a postcode or the placement type.",
    "Episodes.HOME_POST",
    "Episodes.PL_POST",
    "Episodes.PLACE",
)
def placed_at_home(t):
    return t.episodes.filter(
        t.episodes.home_post == t.episodes.pl_post,
        (t.episodes.place != "P1") | t.episodes.place.isnull(),
    )


@rule(
    "398",
    "Short breaks (V3, V4) need no postcodes, since no distance is asked for. Take them out, or"
    " correct the legal status.",
    "Episodes.LS",
    "Episodes.HOME_POST",
    "Episodes.PL_POST",
)
def distance_of_a_short_break(t):
    return t.episodes.filter(
        t.episodes.ls.isin(SHORT_BREAKS),
        t.episodes.home_post.notnull() | t.episodes.pl_post.notnull(),
    )


@rule(
    "406",
    "For a child who is or was last year an unaccompanied asylum seeker no distance is asked for."
    " Take the postcode of the home out.",
    "Episodes.HOME_POST",
    "Episodes.PL_POST",
)
def distance_of_an_asylum_seeker(t):
    episodes = _episodes_placed(t).semi_join(t.fact(asylum_seekers), "child")
    return episodes.filter(episodes.pl_distance.notnull())


@rule(
    "411",
    "The placement is said to lie in the authority, but its postcode lies in another. Correct the"
    " postcode of the placement.",
    "Episodes.PL_POST",
)
def location_and_authority_disagree(t):
    """Both come from one postcode here, so that they cannot disagree."""
    episodes = _episodes_placed(t)
    location = (episodes.pl_la == t.authority).ifelse("IN", "OUT")
    return episodes.filter(location == "IN", episodes.pl_la != t.authority)


@rule(
    "420",
    "Short breaks (V3, V4) need no authority of placement. Take the postcode of the placement out,"
    " or correct the legal status.",
    "Episodes.PL_POST",
    "Episodes.LS",
)
def authority_of_a_short_break(t):
    episodes = _episodes_placed(t)
    return episodes.filter(episodes.ls.isin(SHORT_BREAKS), episodes.pl_la.notnull())


def _over_the_turn_of_the_year(t):
    """First episodes of the year with what last year's final episode said, where both have the
    same reason for the episode: `pl_la` beside `last_la`, `pl_distance` beside `last_distance`."""
    now = t.fact(first_episodes).select("row", "child").inner_join(t.fact(placed), "row")
    now = now.inner_join(t.episodes.select("row", "rne"), "row")
    final = t.fact(last_years_final_episodes).select("row", "child")
    before = final.inner_join(t.fact(placed_last_year), "row").inner_join(
        t.last.episodes.select("row", "rne", "dec", "dec_text"), "row"
    )
    before = before.select(
        "child",
        last_rne="rne",
        last_dec="dec",
        last_dec_text="dec_text",
        last_la="pl_la",
        last_distance="pl_distance",
    )
    both = now.inner_join(before, "child")
    return both.filter(both.rne == both.last_rne)


@rule(
    "452",
    "The placement that went on over 31 March lay in another authority in last year’s return."
    " Correct the postcode of the placement.",
    "Episodes.PL_POST",
)
def authority_unlike_last_year(t):
    both = _over_the_turn_of_the_year(t)
    return both.filter(both.last_dec_text.isnull(), ~both.pl_la.identical_to(both.last_la))


@rule(
    "453",
    "The placement that went on over 31 March was at another distance from home in last year’s"
    " return. Correct the postcodes.",
    "Episodes.HOME_POST",
    "Episodes.PL_POST",
)
def distance_unlike_last_year(t):
    both = _over_the_turn_of_the_year(t)
    apart = (both.pl_distance - both.last_distance).abs() >= TOLD_APART
    is_new = both.last_distance.isnull() & both.pl_distance.notnull()
    return both.filter(both.last_dec.isnull(), apart | is_new)


@rule(
    "454",
    "The placement is over 350 miles from home. Check both postcodes and correct them.",
    "Episodes.HOME_POST",
    "Episodes.PL_POST",
    years=(2026, None),
)
def placed_very_far_away(t):
    episodes = _episodes_placed(t)
    return episodes.filter(episodes.pl_distance > FAR, episodes.pl_distance != FARTHEST)
