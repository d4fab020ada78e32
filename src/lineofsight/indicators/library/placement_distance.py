"""How far from home children are placed, and whether outside the authority."""

from lineofsight.indicators.definition import (
    Exclusion,
    Indicator,
    Need,
    Polarity,
    Unit,
)
from lineofsight.indicators.expressions import in_period, number, with_unit
from lineofsight.indicators.library.care import OPEN_CARE, STOCK, in_care_with_stay
from lineofsight.indicators.spells.care import SHORT_BREAKS
from lineofsight.periods import PeriodKind

PLACEMENTS = "Placements"
FAR_AWAY_MILES = 20
ON_THE_DAY = (OPEN_CARE, Need("ssd_cla_placement", spells=True))
TEMPORARY = (
    "Temporary placements (T0 to T4) do not count, nor coming back from one to the same place."
)


def in_care_with_distance(tables, periods):
    """The same, with miles from home and whether the placement's postcode lies outside."""
    return _with_outside(in_care_with_stay(tables, periods), tables)


def stays_begun_in(tables, periods):
    """New placements: stays that began in the period, with miles from home and whether they
    lie outside the authority."""
    rows = in_period(tables["stays"], tables, "started_on")
    rows = rows.mutate(record_key=rows.placement_id)
    status = tables["legal_statuses"]
    status = status.select(
        status_child=status.child_id,
        status_from=status.from_on,
        status_until=status.until_on,
        legal_status=status.legal_status,
    )
    rows = rows.left_join(
        status,
        [
            rows.child_id == status.status_child,
            status.status_from <= rows.on_day,
            status.status_until > rows.on_day,
        ],
    ).drop("status_child", "status_from", "status_until")
    return with_unit(_with_outside(rows, tables), tables)


def _with_outside(rows, tables):
    district = rows.postcode.substr(0, rows.postcode.length() - 3)
    rows = rows.mutate(district=district, measure=rows.distance.round(0).cast("int64"))
    own = tables.parameters.own_postcode_districts
    if own:
        return rows.mutate(own_district=rows.district.isin(own).ifelse(1, 0), districts_known=1)
    known = tables["own_districts"]
    number_known = known.agg(districts_known=known.count())
    rows = rows.cross_join(number_known)
    rows = rows.left_join(known, rows.district == known.home_district)
    return rows.mutate(own_district=number(rows.home_district.notnull())).drop("home_district")


def _is_far_outside(rows):
    return (rows.distance > FAR_AWAY_MILES) & (rows.own_district == 0)


def _is_distance_unknown(rows):
    return (
        rows.distance.isnull()
        | (rows.districts_known == 0)
        | ((rows.distance > FAR_AWAY_MILES) & rows.postcode.isnull())
    )


_distant = {
    "theme": PLACEMENTS,
    "unit": Unit.PERCENT,
    "polarity": Polarity.LOWER_IS_BETTER,
    "measure": "miles from home",
}
DISTANCE = (
    "Distance is `clap_cla_placement_distance`; neither Annex A nor the 903 return has it in "
    "its layout, so that it is not recorded unless the case system exports it."
)
OUTSIDE = (
    "The dataset does not say which authority a placement lies in. Inside are the postcode "
    "districts the authority names; if it names none, those in which at least one in a hundred "
    "of the children's own addresses lie."
)

PLC06 = Indicator(
    id="PLC06",
    title="Placed outside the authority and over 20 miles away",
    counted="Children placed more than 20 miles from home, at a postcode outside the authority.",
    out_of="Children looked after on the day, the distance of whose placement is known.",
    not_counted="Placed within the authority, or within 20 miles.",
    why_it_matters="Far from home, family, school and friends are hard to keep.",
    questions=("Was there no place nearer, or was distance right for this child?",),
    denominator=in_care_with_distance,
    numerator=_is_far_outside,
    unknown=_is_distance_unknown,
    unknown_reason="The distance, or whether the postcode lies outside, is not recorded.",
    needs=ON_THE_DAY,
    parameters=("own_postcode_districts",),
    cautions=(DISTANCE, OUTSIDE, "Unaccompanied asylum-seeking children are included."),
    **_distant,
    **STOCK,
)

PLC07 = Indicator(
    id="PLC07",
    title="Children looked after placed over 20 miles from home",
    counted="Children placed more than 20 miles from home, inside the authority or not.",
    out_of="Children looked after on the day, the distance of whose placement is known.",
    not_counted="Placed within 20 miles of home.",
    why_it_matters="Far from home, family, school and friends are hard to keep.",
    questions=("What brings family and friends to the child, or the child to them?",),
    denominator=in_care_with_distance,
    numerator=lambda rows: rows.distance > FAR_AWAY_MILES,
    unknown=lambda rows: rows.distance.isnull(),
    unknown_reason="The distance is not recorded.",
    needs=ON_THE_DAY,
    cautions=(DISTANCE, "Exactly 20 miles is not over 20 miles."),
    **_distant,
    **STOCK,
)

PLC08 = Indicator(
    id="PLC08",
    title="New placements outside the authority and over 20 miles away",
    counted="Placements begun in the period more than 20 miles from home, at a postcode outside "
    "the authority.",
    out_of="Placements begun in the period, the distance of which is known.",
    not_counted="Within the authority, or within 20 miles.",
    left_out="Temporary placements, and children on a series of short breaks.",
    why_it_matters="It shows what is decided now, where the stock shows what was decided once.",
    questions=("What was looked for nearer, and who agreed to the distance?",),
    denominator=stays_begun_in,
    numerator=_is_far_outside,
    unknown=_is_distance_unknown,
    unknown_reason="The distance, or whether the postcode lies outside, is not recorded.",
    exclusions=(
        Exclusion("A series of short breaks.", lambda rows: rows.legal_status.isin(SHORT_BREAKS)),
    ),
    headline_kind=PeriodKind.ROLLING_YEAR,
    needs=(Need("ssd_cla_placement", spells=True),),
    parameters=("own_postcode_districts",),
    cautions=(
        "It counts placements as they begin, not children: do not compare it with PLC06.",
        DISTANCE,
        OUTSIDE,
        TEMPORARY,
    ),
    **_distant,
)
