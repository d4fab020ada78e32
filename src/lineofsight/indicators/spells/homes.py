"""Where children live: the area of each home address, and no more of it than that.

An area is the outward part of the postcode (`WR1`): thousands of homes. What lies outside the
authority's own is all one group, so that no child far away stands alone.
"""

from lineofsight.indicators.definition import ELSEWHERE
from lineofsight.indicators.expressions import FAR_OFF, LONG_AGO
from lineofsight.later import ibis

POSTCODE = "^[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}$"
INWARD = 3


def homes(tables):
    """The area a child lived in, from day to day. An address lasts until the next begins, or
    until it ends itself; of two begun on one day, that with the later number. Where a child
    was placed is not their home, and what is no postcode has no area."""
    rows = _addresses(tables)
    following = rows.from_on.lead().over(group_by=rows.child_id, order_by=rows.from_on)
    rows = rows.mutate(next_on=following.fill_null(FAR_OFF))
    rows = _with_own(rows, tables)
    return rows.select(
        "child_id",
        "from_on",
        until_on=ibis.least(rows.next_on, rows.ended_on),
        area=ibis.cases(
            (~rows.is_postcode, ibis.null("string")),
            (rows.is_own == 1, rows.district),
            else_=ELSEWHERE,
        ),
    )


def _addresses(tables):
    given = tables["ssd_address"]
    kind = given.addr_address_type.upper().fill_null("")
    given = given.filter(given.addr_person_id.notnull() & ~kind.contains("PLACEMENT"))
    written = given.addr_address_postcode.upper().replace(" ", "").fill_null("")
    rows = given.select(
        child_id=given.addr_person_id,
        address_id=given.addr_table_id,
        from_on=given.addr_address_start_date.fill_null(LONG_AGO),
        ended_on=given.addr_address_end_date.fill_null(FAR_OFF),
        written=written,
    )
    place = ibis.row_number().over(
        group_by=[rows.child_id, rows.from_on], order_by=rows.address_id.desc()
    )
    rows = rows.mutate(place=place)
    rows = rows.filter(rows.place == 0)
    return rows.mutate(
        is_postcode=rows.written.re_search(POSTCODE),
        district=rows.written.substr(0, rows.written.length() - INWARD),
    )


def _with_own(rows, tables):
    """Is the district the authority's own: one it has named, or one of those it is known by?"""
    own = tables.parameters.own_postcode_districts
    if own:
        return rows.mutate(is_own=rows.district.isin(list(own)).ifelse(1, 0))
    known = tables["own_districts"]
    joined = rows.left_join(known, rows.district == known.home_district)
    return joined.mutate(is_own=joined.home_district.notnull().ifelse(1, 0)).drop("home_district")


SPELLS = {"homes": homes}
