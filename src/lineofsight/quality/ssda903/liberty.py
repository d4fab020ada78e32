"""Orders that deprive a child of liberty (DoLO), and the care they go with."""

from lineofsight.later import ibis
from lineofsight.quality.model import Severity
from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import (
    first_of_each,
    rows_of_both,
    unbroken_stays,
    unreadable,
)

COLLECTED = (2027, None)
EXPECTED_PLACES = ("K2", "Z12", "Z13")
FORBIDDEN_PLACES = ("K1", "P1", "R5", "K3")


@rule(
    "700",
    "The start of the order is missing or is not a date. Enter it as dd/mm/yyyy.",
    "DoLo.DOLO_START",
    years=COLLECTED,
)
def order_start_missing_or_unreadable(t):
    return t.dolo.filter(t.dolo.dolo_start.isnull())


@rule(
    "701",
    "The end of the order is not a date. Enter it as dd/mm/yyyy.",
    "DoLo.DOLO_END",
    years=COLLECTED,
)
def order_end_unreadable(t):
    return unreadable(t.dolo, "dolo_end")


@rule(
    "702",
    "The order ends before it starts, or on the same day. Correct whichever date is wrong.",
    "DoLo.DOLO_START",
    "DoLo.DOLO_END",
    years=COLLECTED,
)
def order_ends_before_it_lasts_a_day(t):
    return t.dolo.filter(t.dolo.dolo_end <= t.dolo.dolo_start)


@rule(
    "703",
    "The order starts after the end of the collection year. Correct the date, or report the order"
    " next year.",
    "DoLo.DOLO_START",
    years=COLLECTED,
)
def order_starts_after_year(t):
    return t.dolo.filter(t.dolo.dolo_start > t.end)


@rule(
    "704",
    "The order ends before the start or after the end of the collection year. Correct the date, or"
    " take the order out.",
    "DoLo.DOLO_END",
    years=COLLECTED,
)
def order_ends_outside_year(t):
    return t.dolo.filter(~t.dolo.dolo_end.between(t.start, t.end))


@rule(
    "705",
    "An order starts while the one before is still open. Give the earlier one its end, or correct"
    " the dates.",
    "DoLo.DOLO_START",
    "DoLo.DOLO_END",
    years=COLLECTED,
)
def orders_overlap(t):
    orders = t.dolo.filter(t.dolo.child.notnull())
    until = ibis.coalesce(orders.dolo_end, orders.dolo_start)
    order = ibis.window(
        group_by="child",
        order_by=[
            until.asc(nulls_first=False),
            orders.dolo_start.asc(nulls_first=False),
            orders.row.asc(),
        ],
    )
    before = orders.mutate(
        follows=orders.row.lag().over(order).notnull(), ended=orders.dolo_end.lag().over(order)
    )
    return before.filter(before.follows, before.ended.isnull() | (before.dolo_start < before.ended))


@rule(
    "706",
    "An order was open at the end of last year’s return, and this year’s return has none with the"
    " same start. Add it with its start as reported then, or correct the start.",
    "DoLo.DOLO_START",
    "Header.CHILD",
    years=COLLECTED,
)
def open_order_not_carried_on(t):
    """The child's first order of this year is pointed at, or the child where there is none."""
    orders = t.last.dolo
    was_open = orders.filter(orders.dolo_start.notnull(), orders.dolo_end_text.isnull())
    lost = was_open.anti_join(t.dolo, ["child", "dolo_start"])
    first = first_of_each(t.dolo, t.dolo.dolo_start.asc(nulls_first=False))
    return {
        "DoLo": first.semi_join(lost, "child"),
        "Header": t.if_given.header.semi_join(lost, "child").anti_join(t.dolo, "child"),
    }


@rule(
    "707",
    "The child is no longer looked after, but the order has no end, or one that does not lie in the"
    " time in care. Enter the day it ended, at the latest the day care ended.",
    "DoLo.DOLO_END",
    years=COLLECTED,
)
def care_ended_and_the_order_did_not(t):
    orders = t.dolo.filter(t.dolo.dolo_start.notnull())
    pairs = orders.left_join(t.fact(unbroken_stays), "child")
    endless = pairs.dolo_end.isnull()
    is_outside = (
        (endless & pairs.stay_end.notnull())
        | (endless & (pairs.dolo_start < pairs.stay_start))
        | (pairs.dolo_end > pairs.stay_end)
        | (pairs.dolo_end < pairs.stay_start)
    )
    fitting = pairs.filter(~is_outside.fill_null(False))
    return orders.anti_join(fitting, "row")


@rule(
    "708",
    "The order starts before the child was born, or on that day. Correct the date, or the date of"
    " birth.",
    "DoLo.DOLO_START",
    "DoLo.DOB",
    years=COLLECTED,
)
def order_before_birth(t):
    return t.dolo.filter(t.dolo.dolo_start <= t.dolo.dob)


def _placements_during_order(t):
    """Episodes, each with an order that has both its days and shares a day with it."""
    orders = t.dolo.select("row", "child", "dolo_start", "dolo_end")
    pairs = orders.inner_join(t.episodes, "child")
    began = (pairs.dolo_start <= pairs.dec) | pairs.dec.isnull()
    return pairs.filter(pairs.dolo_start.notnull(), began, pairs.dolo_end >= pairs.decom)


@rule(
    "709",
    "A child with an order is in a placement of an unexpected type: K2, Z12 or Z13 is expected."
    " Please check the order and the placement.",
    "DoLo.DOLO_START",
    "Episodes.PLACE",
    severity=Severity.QUERY,
    years=COLLECTED,
)
def unexpected_place_during_order(t):
    pairs = _placements_during_order(t)
    unexpected = pairs.filter(pairs.place.notin(EXPECTED_PLACES).fill_null(True))
    return rows_of_both(unexpected, "DoLo", "Episodes")


@rule(
    "710",
    "A child with an order is placed in a secure children’s home, with parents, in a young"
    " offender institution or in supported accommodation, which cannot be. Correct the placement or"
    " the order.",
    "DoLo.DOLO_START",
    "Episodes.PLACE",
    years=COLLECTED,
)
def forbidden_place_during_order(t):
    pairs = _placements_during_order(t)
    return rows_of_both(pairs.filter(pairs.place.isin(FORBIDDEN_PLACES)), "DoLo", "Episodes")
