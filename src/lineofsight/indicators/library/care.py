"""Children looked after: how many, starting again, and in which placements."""

from lineofsight.indicators.definition import (
    ALL_KINDS,
    Exclusion,
    Indicator,
    Need,
    Polarity,
    Unit,
)
from lineofsight.indicators.expressions import (
    FAR_OFF,
    at_end_of,
    in_period,
    months_before,
    number,
    with_unit,
)
from lineofsight.later import ibis
from lineofsight.periods import PeriodKind

THEME = "Children looked after"
PLACEMENTS = "Placements"
MANY_PLACEMENTS = 3
FAR_AWAY_MILES = 20
OPEN_CARE = Need("ssd_cla_episodes", spells=True)
NOT_LOOKED_AFTER = (
    Exclusion(
        "Only on a series of short breaks.", lambda rows: rows.not_counted_as == "short break"
    ),
    Exclusion(
        "Aged 18 or over, with an episode that was never closed.",
        lambda rows: rows.not_counted_as == "adult",
    ),
)
LEFT_OUT = (
    "Children on a series of short breaks only (legal status V1, V3 or V4), and young people "
    "aged 18 or over."
)


def in_care(tables, periods):
    """Children with an open period of care at the end of the period, each once."""
    rows = at_end_of(periods, tables["in_care_on"])
    return rows.mutate(measure=rows.on_day.delta(rows.started_on, unit="day"))


def in_care_with_asylum(tables, periods):
    """The same, with whether the child was unaccompanied and seeking asylum on the day."""
    rows = in_care(tables, periods)
    status = tables["ssd_immigration_status"]
    said = status.immi_immigration_status.upper().strip().fill_null("")
    asylum = status.filter(
        (said.contains("UASC") | said.contains("UNACCOMPANIED"))
        & status.immi_immigration_status_start_date.notnull()
    )
    days = tables["days"]
    there = days.inner_join(
        asylum,
        [
            asylum.immi_immigration_status_start_date <= days.on_day,
            asylum.immi_immigration_status_end_date.fill_null(FAR_OFF) > days.on_day,
        ],
    )
    there = there.select(
        asylum_day=there.on_day, asylum_child=there.immi_person_id, asylum=1
    ).distinct()
    return rows.left_join(
        there, [rows.on_day == there.asylum_day, rows.child_id == there.asylum_child]
    )


def care_started_in(tables, periods):
    rows = in_period(tables["care_periods"], tables, "started_on")
    rows = rows.mutate(
        measure=rows.started_on.delta(rows.previous_until_on, unit="day"),
        finished_on=rows.until_on.nullif(ibis.literal(FAR_OFF)),
    )
    return with_unit(rows, tables)


def in_care_with_placements(tables, periods):
    """The same, with how many stays (temporary placements apart) reached into the twelve
    months before the day; one that was open as they began counts."""
    rows = at_end_of(periods, tables["in_care_on"])
    stay, days = tables["stays"], tables["days"]
    year = days.mutate(year_from=months_before(days.on_day, 12))
    there = year.inner_join(stay, [stay.started_on <= year.on_day, stay.until_on > year.year_from])
    many = there.group_by(stay_day=there.on_day, stay_child=there.child_id).agg(
        measure=there.count()
    )
    joined = rows.left_join(many, [rows.on_day == many.stay_day, rows.child_id == many.stay_child])
    return joined.drop("stay_day", "stay_child")


def in_care_with_stay(tables, periods):
    """The same, with the stay the child is in: the latest that began by the day, left out
    if it ended before this period of care."""
    rows = at_end_of(periods, tables["in_care_on"])
    stay = tables["stays"]
    named = stay.select(
        stay_child=stay.child_id,
        stay_from=stay.started_on,
        stay_since=stay.since_on,
        stay_next=stay.next_on,
        stay_until=stay.until_on,
        placement_type=stay.placement_type,
        postcode=stay.postcode,
        distance=stay.distance,
    )
    return rows.left_join(
        named,
        [
            rows.child_id == named.stay_child,
            named.stay_from <= rows.on_day,
            named.stay_next > rows.on_day,
            named.stay_until > rows.started_on,
        ],
    ).drop("stay_child")


def in_care_with_stability(tables, periods):
    rows = in_care_with_stay(tables, periods)
    return rows.mutate(measure=rows.on_day.delta(rows.stay_since, unit="day"))


def in_care_with_distance(tables, periods):
    """The same, with miles from home and whether the placement's postcode lies outside."""
    rows = in_care_with_stay(tables, periods)
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


_stock = {
    "snapshot": True,
    "period_kinds": ALL_KINDS,
    "exclusions": NOT_LOOKED_AFTER,
    "left_out": LEFT_OUT,
}
_children = {
    "theme": THEME,
    "denominator": in_care,
    "needs": (OPEN_CARE,),
    "measure": "days in this period of care",
}

CLA01 = Indicator(
    id="CLA01",
    title="Children looked after",
    unit=Unit.COUNT,
    polarity=Polarity.NEUTRAL,
    counted="Children looked after on the day, each once.",
    why_it_matters="For these children the authority is the parent.",
    questions=("Do starts, or leaving, explain the change?",),
    cautions=(
        "A period of care that ends on the day is not open on it.",
        "The dataset keeps legal status apart from episodes: a child with no legal status "
        "recorded on the day is counted.",
    ),
    **_children,
    **_stock,
)

CLA02 = Indicator(
    id="CLA02",
    title="Children looked after per 10,000 children",
    unit=Unit.RATE_PER_10_000,
    polarity=Polarity.NEUTRAL,
    counted="Children looked after on the day, each once.",
    out_of="Children aged 0 to 17 who live in the authority, at the latest mid-year before it.",
    why_it_matters="It lets the number be compared with other authorities.",
    questions=("Is more care used than by neighbours, for which ages?",),
    **_children,
    **_stock,
)

CLA06 = Indicator(
    id="CLA06",
    title="Unaccompanied asylum-seeking children looked after",
    unit=Unit.COUNT,
    polarity=Polarity.NEUTRAL,
    counted="Children looked after who were unaccompanied and seeking asylum on the day.",
    out_of="Children looked after on the day.",
    not_counted="Not recorded as unaccompanied and seeking asylum on the day.",
    why_it_matters="They need their own kinds of placement, health care and legal help.",
    questions=("Are placements within reach of the community the child knows?",),
    numerator=lambda rows: rows.asylum == 1,
    cautions=("Annex A's mark covers the last twelve months, the 903 return's the day itself.",),
    **(
        _children
        | {
            "denominator": in_care_with_asylum,
            "needs": (
                OPEN_CARE,
                Need("ssd_immigration_status", spells=True, latest_is_enough=True),
            ),
        }
    ),
    **_stock,
)

CLA09 = Indicator(
    id="CLA09",
    title="Second or later period of care within 12 months",
    theme=THEME,
    unit=Unit.PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children who had left care less than twelve months before they came back.",
    out_of="Children who started to be looked after in the period.",
    not_counted="No period of care had ended in the twelve months before.",
    left_out="Short breaks.",
    why_it_matters="A return home that fails hurts a child twice.",
    questions=("What support was there after the return home?",),
    denominator=care_started_in,
    numerator=lambda rows: rows.previous_until_on >= months_before(rows.started_on, 12),
    exclusions=(Exclusion("A series of short breaks.", lambda rows: rows.is_short_break == 1),),
    headline_kind=PeriodKind.ROLLING_YEAR,
    needs=(Need("ssd_cla_episodes", months_back=12, spells=True),),
    measure="days since the period of care before",
    cautions=("Worked out from the periods of care; Annex A's own mark is not used.",),
)

PLC01 = Indicator(
    id="PLC01",
    title="Children looked after with 3 or more placements in the year",
    theme=PLACEMENTS,
    unit=Unit.PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children with three or more placements in the twelve months to the day.",
    out_of="Children looked after on the day.",
    not_counted="Fewer than three placements.",
    why_it_matters="Each move is a loss of people, a school, a bed.",
    questions=("Why did each placement end, and was there notice?",),
    denominator=in_care_with_placements,
    numerator=lambda rows: rows.measure >= MANY_PLACEMENTS,
    unknown=lambda rows: rows.measure.isnull(),
    unknown_reason="No placement is recorded in the twelve months.",
    needs=(OPEN_CARE, Need("ssd_cla_placement", months_back=12, spells=True)),
    measure="placements in twelve months",
    cautions=(
        "Temporary placements (T0 to T4) do not count, nor coming back from one to the same "
        "place. A placement open as the twelve months began counts as one.",
        "Annex A gives the latest placement and a number, so it takes a history to count.",
    ),
    **_stock,
)

PLC02 = Indicator(
    id="PLC02",
    title="Placement stability: same placement for 2 years or more",
    theme=PLACEMENTS,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children in the same placement for two years or longer; for a child placed for "
    "adoption together with the placement right before.",
    out_of="Children under 16 looked after for two and a half years or longer.",
    not_counted="In this placement for less than two years.",
    why_it_matters="Children do well where they can stay.",
    questions=("Which placements are likely to last, and what do they need?",),
    denominator=in_care_with_stability,
    numerator=lambda rows: rows.stay_since <= months_before(rows.on_day, 24),
    unknown=lambda rows: rows.stay_since.isnull(),
    unknown_reason="No placement is recorded.",
    needs=(OPEN_CARE, Need("ssd_cla_placement", months_back=24, spells=True)),
    measure="days in this placement",
    evidence="seen: EES stability data set note",
    **(
        _stock
        | {
            "exclusions": (
                *NOT_LOOKED_AFTER,
                Exclusion("Aged 16 or over.", lambda rows: rows.age >= 16),
                Exclusion(
                    "Looked after for less than two and a half years.",
                    lambda rows: rows.started_on > months_before(rows.on_day, 30),
                ),
            ),
            "left_out": "Children of 16 and over, and those looked after for less than two "
            "and a half years.",
        }
    ),
)

PLC06 = Indicator(
    id="PLC06",
    title="Placed outside the authority and over 20 miles away",
    theme=PLACEMENTS,
    unit=Unit.PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children placed more than 20 miles from home, at a postcode outside the authority.",
    out_of="Children looked after on the day, the distance of whose placement is known.",
    not_counted="Placed within the authority, or within 20 miles.",
    why_it_matters="Far from home, family, school and friends are hard to keep.",
    questions=("Was there no place nearer, or was distance right for this child?",),
    denominator=in_care_with_distance,
    numerator=lambda rows: (rows.distance > FAR_AWAY_MILES) & (rows.own_district == 0),
    unknown=lambda rows: (
        rows.distance.isnull()
        | (rows.districts_known == 0)
        | ((rows.distance > FAR_AWAY_MILES) & rows.postcode.isnull())
    ),
    unknown_reason="The distance, or whether the postcode lies outside, is not recorded.",
    needs=(OPEN_CARE, Need("ssd_cla_placement", spells=True)),
    parameters=("own_postcode_districts",),
    measure="miles from home",
    cautions=(
        "Distance is `clap_cla_placement_distance`; neither Annex A nor the 903 return has it "
        "in its layout, so that it is not recorded unless the case system exports it.",
        "The dataset does not say which authority a placement lies in. Inside are the "
        "postcode districts the authority names; if it names none, those in which at least "
        "one in a hundred of the children's own addresses lie.",
        "Unaccompanied asylum-seeking children are included.",
    ),
    **_stock,
)

INDICATORS = (CLA01, CLA02, CLA06, CLA09, PLC01, PLC02, PLC06)
