"""Kinds of placement: what may come before and after each, and why a child moved."""

from datetime import date

from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import beside

TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
FOR_ADOPTION = ("A3", "A4", "A5", "A6")
FOSTER = ("U1", "U2", "U3", "U4", "U5", "U6")
REASONS_SINCE = date(2015, 4, 1)


@rule(
    "217",
    "A placement for adoption with the current foster carers (A3, A5) begins with care itself or"
    " without a change of carers (S, T, U). Correct the reason for the new episode or the type.",
    "Episodes.PLACE",
    "Episodes.DECOM",
    "Episodes.RNE",
)
def adoption_by_the_carers_began_with_a_move(t):
    episodes = t.episodes
    return episodes.filter(
        episodes.place.isin(("A3", "A5")),
        episodes.decom >= REASONS_SINCE,
        episodes.rne.fill_null("").notin(("S", "T", "U")),
    )


@rule(
    "225",
    "The child moved to another placement and it is not said why. Enter the reason for the"
    " placement change.",
    "Episodes.REASON_PLACE_CHANGE",
)
def reason_of_the_move_is_missing(t):
    moved = beside(t, "after", "rne", "place")
    return moved.filter(
        moved.rec == "X1",
        moved.reason_place_change.isnull(),
        moved.place.fill_null("").notin(TEMPORARY),
        moved.after_rne.isin(("P", "B", "T", "U")),
        moved.after_place.fill_null("").notin(TEMPORARY),
    )


@rule(
    "226",
    "A temporary placement (T0 to T4) needs no reason for the placement change, neither in its own"
    " episode nor in the one before. Take the reason out.",
    "Episodes.REASON_PLACE_CHANGE",
    "Episodes.PLACE",
)
def reason_of_a_temporary_placement(t):
    given = t.episodes.reason_place_change.notnull()
    own = t.episodes.filter(t.episodes.place.isin(TEMPORARY), given)
    moved = beside(t, "before", "reason_place_change")
    before = moved.filter(moved.place.isin(TEMPORARY), moved.before_reason_place_change.notnull())
    return own.select("row").union(before.select("row"))


@rule(
    "233",
    "The episode goes on, so there is no placement change to give a reason for. Take the reason"
    " out, or enter when and why the episode ceased.",
    "Episodes.REASON_PLACE_CHANGE",
    "Episodes.DEC",
    years=(2026, None),
)
def reason_of_a_move_that_was_not_made(t):
    episodes = t.episodes
    return episodes.filter(episodes.dec_text.isnull(), episodes.reason_place_change.notnull())


@rule(
    "336",
    "The child is placed for adoption with the current foster carers (A3, A5) but was in neither"
    " a foster nor an adoptive placement just before. Correct whichever type is wrong.",
    "Episodes.PLACE",
)
def adoption_by_the_carers_without_fostering(t):
    episodes = beside(t, "before", "place")
    return episodes.filter(
        episodes.place.isin(("A3", "A5")),
        episodes.before_place.fill_null("").notin((*FOR_ADOPTION, *FOSTER)),
    )


@rule(
    "377",
    "The child has more than two temporary placements for a holiday of the carers (T3) in the"
    " year. Correct the placement types.",
    "Episodes.PLACE",
)
def carers_on_holiday_more_than_twice(t):
    holidays = t.episodes.filter(t.episodes.place == "T3")
    often = holidays.group_by("child").having(holidays.row.count() > 2).agg()
    return holidays.semi_join(often, "child")


@rule(
    "378",
    "A child placed with parents (P1) cannot be accommodated under section 20 (V2). Correct the"
    " placement type or the legal status.",
    "Episodes.PLACE",
    "Episodes.LS",
)
def accommodated_with_parents(t):
    return t.episodes.filter(t.episodes.place == "P1", t.episodes.ls == "V2")


@rule(
    "380",
    "A temporary placement (T0 to T4) can begin only with a change of placement (P, B), never with"
    " care itself. Correct the placement type or the reason for the new episode.",
    "Episodes.PLACE",
    "Episodes.RNE",
)
def care_begins_with_a_temporary_placement(t):
    episodes = t.episodes
    return episodes.filter(
        episodes.place.isin(TEMPORARY), episodes.rne.fill_null("").notin(("P", "B"))
    )


@rule(
    "381",
    "Care cannot end out of a temporary placement (T0 to T4). Correct the placement type or the"
    " reason the episode ceased.",
    "Episodes.PLACE",
    "Episodes.REC",
)
def care_ends_with_a_temporary_placement(t):
    return t.episodes.filter(t.episodes.place.isin(TEMPORARY), t.episodes.rec != "X1")


@rule(
    "390",
    "The child was adopted but not out of a placement for adoption (A3 to A6). Correct the"
    " placement type or the reason the episode ceased.",
    "Episodes.PLACE",
    "Episodes.REC",
)
def adopted_out_of_another_placement(t):
    episodes = t.episodes
    return episodes.filter(
        episodes.rec.isin(("E11", "E12")), episodes.place.fill_null("").notin(FOR_ADOPTION)
    )


@rule(
    "408",
    "A placement for adoption under a placement order (A5, A6) needs the legal status E1. Correct"
    " the placement type or the legal status.",
    "Episodes.PLACE",
    "Episodes.LS",
)
def placed_for_adoption_without_an_order(t):
    episodes = t.episodes
    return episodes.filter(episodes.place.isin(("A5", "A6")), episodes.ls.fill_null("") != "E1")


@rule(
    "516",
    "Care ended with a special guardianship order to the former foster carers (E45, E46), but the"
    " child was in no foster placement (U1 to U6). Correct whichever is wrong.",
    "Episodes.REC",
    "Episodes.PLACE",
)
def guardians_had_not_fostered(t):
    episodes = t.episodes
    return episodes.filter(
        episodes.rec.isin(("E45", "E46")), episodes.place.fill_null("").notin(FOSTER)
    )
