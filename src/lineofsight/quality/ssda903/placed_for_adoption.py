"""The decision that a child should be placed for adoption, and its end."""

from lineofsight.later import ibis
from lineofsight.quality.ssda903.adoption import FIELDS, WRITTEN
from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import first_of_each, rows_of_both, unreadable
from lineofsight.returns.code_sets import code_set

REASONS = tuple(each.code for each in code_set("ssda903.placed_ceased_reason").codes)
DECIDED = "PlacedAdoption.DATE_PLACED"
CEASED = "PlacedAdoption.DATE_PLACED_CEASED"
REASON = "PlacedAdoption.REASON_PLACED_CEASED"


@rule(
    "115",
    "The date of the decision that the child should be placed for adoption is not a date. Enter"
    " it as dd/mm/yyyy.",
    DECIDED,
)
def decision_unreadable(t):
    return unreadable(t.placed_adoption, "date_placed")


@rule(
    "116",
    "The date of the decision that the child should no longer be placed for adoption is not a"
    " date. Enter it as dd/mm/yyyy.",
    CEASED,
)
def end_of_decision_unreadable(t):
    return unreadable(t.placed_adoption, "date_placed_ceased")


@rule(
    "119",
    "The decision to place the child for adoption has ceased, but its date or the reason is not"
    " given. Give both, or neither.",
    CEASED,
    REASON,
)
def end_without_reason(t):
    placed = t.placed_adoption
    return placed.filter(
        placed.date_placed_ceased_text.isnull() != placed.reason_placed_ceased.isnull()
    )


@rule(
    "120",
    "The reason why the child should no longer be placed for adoption is none of the codes. Enter"
    " RD1, RD2, RD3 or RD4.",
    REASON,
)
def reason_of_end_unknown(t):
    return t.placed_adoption.filter(t.placed_adoption.reason_placed_ceased.notin(REASONS))


@rule(
    "184",
    "The decision that the child should be placed for adoption was made before the child was born."
    " Correct the date, or the date of birth.",
    DECIDED,
    "Header.DOB",
)
def decided_before_birth(t):
    born = t.header.select("child", born="dob")
    pairs = t.placed_adoption.left_join(born, "child")
    return pairs.filter((pairs.date_placed < pairs.born) | (pairs.date_placed < pairs.dob))


@rule(
    "522",
    "The decision to place the child for adoption ceased before it was made. Correct whichever of"
    " the two dates is wrong.",
    DECIDED,
    CEASED,
)
def decision_ceased_before_made(t):
    return t.placed_adoption.filter(
        t.placed_adoption.date_placed > t.placed_adoption.date_placed_ceased
    )


@rule(
    "523",
    "Two dates are given for the decision that the child should be placed for adoption. Make them"
    " the same.",
    DECIDED,
    "AD1.DATE_INT",
)
def two_dates_of_decision(t):
    pairs = t.placed_adoption.inner_join(t.ad1, "child")
    return rows_of_both(pairs.filter(pairs.date_placed != pairs.date_int), "PlacedAdoption", "AD1")


@rule(
    "525",
    "The decision to place the child for adoption was reversed, but facts of an adoption are given."
    " Take them out, or correct the reversal.",
    CEASED,
    *FIELDS,
)
def adopted_though_reversed(t):
    reversed_ = t.placed_adoption.filter(t.placed_adoption.date_placed_ceased_text.notnull())
    told = t.ad1.filter(ibis.or_(*(t.ad1[column].notnull() for column in WRITTEN)))
    return rows_of_both(reversed_.inner_join(told, "child"), "PlacedAdoption", "AD1")


def _both_years(t):
    """Each decision of this year's return with each one of last year's for the same child."""
    before = t.last.placed_adoption
    return t.placed_adoption.inner_join(
        before.select(
            "child",
            was_placed="date_placed",
            was_placed_text="date_placed_text",
            was_ceased_text="date_placed_ceased_text",
            was_reason="reason_placed_ceased",
        ),
        "child",
    )


@rule(
    "559",
    "The decision that the child should be placed for adoption was made before this collection"
    " year, but last year’s return does not hold it. Correct the date.",
    DECIDED,
)
def earlier_decision_not_reported(t):
    before = t.last.placed_adoption.select("child", was_placed="date_placed")
    pairs = t.placed_adoption.left_join(before, "child")
    return pairs.filter(pairs.date_placed < t.start, pairs.was_placed.isnull())


@rule(
    "560",
    "The decision that the child should be placed for adoption has another date than last year,"
    " though it has not changed. Enter the date reported last year.",
    DECIDED,
    CEASED,
)
def decision_has_another_date(t):
    pairs = _both_years(t)
    is_other = (pairs.date_placed != pairs.was_placed).fill_null(True)
    return pairs.filter(pairs.was_placed_text.notnull(), pairs.was_ceased_text.isnull(), is_other)


@rule(
    "561",
    "The decision that the child should be placed for adoption is the one reported last year, which"
    " had ceased. Enter the new decision, or take this one out.",
    DECIDED,
)
def ceased_decision_reported_again(t):
    pairs = _both_years(t)
    return pairs.filter(
        pairs.date_placed == pairs.was_placed,
        pairs.was_ceased_text.notnull() | pairs.was_reason.notnull(),
    )


@rule(
    "563",
    "The decision to place the child for adoption has ceased, but the date on which it was made is"
    " missing. Add it.",
    DECIDED,
    REASON,
    CEASED,
)
def ceased_decision_without_date(t):
    placed = t.placed_adoption
    return placed.filter(
        placed.date_placed_text.isnull(),
        placed.date_placed_ceased_text.notnull(),
        placed.reason_placed_ceased.notnull(),
    )


@rule(
    "579",
    "A decision to place the child for adoption was made while the one before was still open. Give"
    " the earlier one its end, or correct the dates.",
    DECIDED,
    CEASED,
)
def decisions_overlap(t):
    placed = t.placed_adoption.filter(t.placed_adoption.child.notnull())
    order = ibis.window(
        group_by="child", order_by=[placed.date_placed.asc(nulls_first=False), placed.row.asc()]
    )
    before = placed.mutate(
        follows=placed.row.lag().over(order).notnull(),
        ceased=placed.date_placed_ceased.lag().over(order),
    )
    return before.filter(
        before.follows, before.ceased.isnull() | (before.date_placed < before.ceased)
    )


@rule(
    "583",
    "An earlier decision to place the child for adoption is still open beside a later one. Give the"
    " earlier one its end, or take it out.",
    DECIDED,
    CEASED,
)
def earlier_decision_is_open(t):
    placed = t.placed_adoption.filter(t.placed_adoption.child.notnull())
    latest = first_of_each(placed, placed.date_placed.desc(nulls_first=False))
    return placed.filter(placed.date_placed_ceased_text.isnull()).anti_join(latest, "row")


@rule(
    "584",
    "The decision reported last year had ceased, but this year’s decision is not later than it, or"
    " has no date. Correct the date of the new decision.",
    DECIDED,
)
def new_decision_is_no_later(t):
    pairs = _both_years(t)
    return pairs.filter(
        pairs.was_ceased_text.notnull() | pairs.was_reason.notnull(),
        (pairs.date_placed <= pairs.was_placed) | pairs.date_placed_text.isnull(),
    )
