"""Decisions to place a child for adoption, beside the child's episodes of care."""

from lineofsight.later import ibis
from lineofsight.quality.ssda903.adoption import ADOPTED, PLACED_FOR_ADOPTION
from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import first_of_each, rows_of_both
from lineofsight.quality.ssda903.placed_for_adoption import CEASED, DECIDED, REASON

SHORT_BREAKS = ("V3", "V4")


@rule(
    "1003",
    "The decision that the child should be placed for adoption was made before the child started"
    " to be looked after. Correct whichever date is wrong.",
    "Episodes.DECOM",
    DECIDED,
    "Episodes.RNE",
)
def decided_before_care(t):
    starts = t.episodes.filter(t.episodes.rne == "S", t.episodes.decom.notnull())
    pairs = first_of_each(starts, starts.decom.asc()).inner_join(t.placed_adoption, "child")
    return rows_of_both(pairs.filter(pairs.date_placed < pairs.decom), "Episodes", "PlacedAdoption")


@rule(
    "117",
    "A decision about placing the child for adoption is dated after the end of the collection year,"
    " or after the child ceased to be looked after. Correct the date.",
    "Episodes.DEC",
    DECIDED,
    CEASED,
    "Episodes.REC",
)
def decision_after_care(t):
    known = t.episodes.filter(t.episodes.decom.notnull(), (t.episodes.rec != "X1").fill_null(True))
    pairs = first_of_each(known, known.decom.desc()).inner_join(t.placed_adoption, "child")
    late = [
        (pairs[day] > t.end) | (pairs[day] > pairs.dec)
        for day in ("date_placed", "date_placed_ceased")
    ]
    return rows_of_both(pairs.filter(ibis.or_(*late)), "Episodes", "PlacedAdoption")


@rule(
    "118",
    "The decision that the child should no longer be placed for adoption was made before the"
    " collection year, or before the child started to be looked after. Correct the date.",
    "Episodes.DECOM",
    CEASED,
    "Episodes.LS",
)
def decision_ceased_before_care(t):
    known = t.episodes.filter(
        t.episodes.decom.notnull(), t.episodes.ls.notin(SHORT_BREAKS).fill_null(True)
    )
    pairs = first_of_each(known, known.decom.asc()).inner_join(t.placed_adoption, "child")
    early = (pairs.date_placed_ceased < t.start) | (pairs.date_placed_ceased < pairs.decom)
    return rows_of_both(pairs.filter(early), "Episodes", "PlacedAdoption")


@rule(
    "551",
    "The child is placed for adoption, but no date is given for the decision that they should be."
    " Add it.",
    "Episodes.PLACE",
    DECIDED,
)
def placed_without_decision(t):
    placed = t.episodes.filter(t.episodes.place.isin(PLACED_FOR_ADOPTION))
    decisions = t.placed_adoption.select("child", decided="date_placed_text")
    pairs = placed.left_join(decisions, "child")
    return pairs.filter(pairs.decided.isnull())


@rule(
    "552",
    "The child was placed for adoption before it was decided that they should be. Correct the date"
    " of the decision or the start of the placement.",
    DECIDED,
    "Episodes.DECOM",
)
def placed_before_latest_decision(t):
    decided = t.placed_adoption.filter(t.placed_adoption.date_placed.notnull())
    latest = first_of_each(decided, decided.date_placed.desc())
    placed = t.episodes.filter(
        t.episodes.place.isin(PLACED_FOR_ADOPTION), t.episodes.decom.notnull()
    )
    pairs = latest.inner_join(first_of_each(placed, placed.decom.asc()), "child")
    return rows_of_both(pairs.filter(pairs.date_placed > pairs.decom), "PlacedAdoption", "Episodes")


def _order_without_decision(code: str, status: str, order: str, years: tuple[int, int | None]):
    @rule(
        code,
        f"A {order} order has been granted, but no decision that the child should be placed for"
        " adoption stands in the return, or one that has ceased while the order lasts. Add or"
        " correct it.",
        "Episodes.LS",
        DECIDED,
        CEASED,
        REASON,
        years=years,
    )
    def order_without_decision(t):
        granted = t.episodes.filter(t.episodes.ls == status)
        is_open = granted.filter(granted.dec_text.isnull())
        placed = t.placed_adoption
        ceased = placed.filter(
            placed.date_placed_ceased_text.notnull() | placed.reason_placed_ceased.notnull()
        )
        return {
            "Episodes": granted.anti_join(placed, "child"),
            "PlacedAdoption": ceased.semi_join(is_open, "child"),
        }


_order_without_decision("553", "E1", "placement", (2023, None))
_order_without_decision("555", "D1", "freeing", (2023, 2024))


@rule(
    "554",
    "The placement order was granted before it was decided that the child should be placed for"
    " adoption. Correct whichever date is wrong.",
    "Episodes.DECOM",
    DECIDED,
    "Episodes.LS",
)
def order_before_decision(t):
    granted = t.episodes.filter(t.episodes.ls == "E1", t.episodes.decom.notnull())
    pairs = first_of_each(granted, granted.decom.asc()).inner_join(t.placed_adoption, "child")
    return rows_of_both(pairs.filter(pairs.date_placed > pairs.decom), "Episodes", "PlacedAdoption")


@rule(
    "556",
    "The freeing order was granted before it was decided that the child should be placed for"
    " adoption. Correct whichever date is wrong.",
    "Episodes.DECOM",
    DECIDED,
    years=(2023, 2024),
)
def freed_before_decision(t):
    granted = t.episodes.filter(t.episodes.ls == "D1")
    pairs = granted.inner_join(t.placed_adoption, "child")
    return pairs.filter(pairs.date_placed > pairs.decom)


def _left_without_adoption(statuses: tuple[str, ...], years: tuple[int, int | None]):
    @rule(
        "557",
        "The child was to be placed for adoption and left care without being adopted, but the day"
        " or the reason of the decision’s end is not given. Add them.",
        "Episodes.REC",
        "Episodes.PLACE",
        "Episodes.LS",
        CEASED,
        REASON,
        years=years,
    )
    def left_without_adoption(t):
        was_planned = t.episodes.place.isin(PLACED_FOR_ADOPTION) | t.episodes.ls.isin(statuses)
        left = t.episodes.filter(was_planned, t.episodes.rec.notin(("X1", *ADOPTED)))
        placed = t.placed_adoption
        open_ = placed.filter(
            placed.date_placed_ceased_text.isnull() | placed.reason_placed_ceased.isnull()
        )
        rows = rows_of_both(left.inner_join(open_, "child"), "Episodes", "PlacedAdoption")
        undecided = left.anti_join(placed, "child").select("row")
        return rows | {"Episodes": rows["Episodes"].union(undecided)}


_left_without_adoption(("D1", "E1"), (2023, 2024))
_left_without_adoption(("E1",), (2025, None))


@rule(
    "558",
    "The child was adopted, but every decision to place them for adoption is said to have ceased."
    " Take the end of the latest one out.",
    "Episodes.REC",
    CEASED,
)
def adopted_though_decisions_ceased(t):
    adopted = t.episodes.filter(t.episodes.rec.isin(ADOPTED))
    placed = t.placed_adoption.select("child", ceased="date_placed_ceased_text")
    is_open = placed.filter(placed.ceased.isnull())
    pairs = adopted.inner_join(placed, "child").anti_join(is_open, "child")
    counted = pairs.mutate(alike=pairs.row.count().over(group_by="child"))
    return counted.filter(counted.alike > 1)
