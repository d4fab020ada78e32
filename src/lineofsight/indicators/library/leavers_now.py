"""Care leavers as they are now: who they are, their plans, advisers, homes and contact."""

from datetime import date

from lineofsight.indicators.definition import (
    ALL_KINDS,
    BREAKDOWNS,
    KIND,
    Exclusion,
    Indicator,
    Interval,
    Need,
    Polarity,
    Span,
    Timescale,
    Unit,
)
from lineofsight.indicators.expressions import age_on, day_of, number, plus, with_person, with_unit
from lineofsight.indicators.library.leavers import (
    DIED,
    THEME,
    TO_BE_EXCLUDED,
    is_in_touch,
    is_suitable,
    is_unsuitable,
    told_of,
)
from lineofsight.later import ibis

LEAVER_FROM, LEAVER_BELOW = 16, 26
TOLD_NO_EARLIER, LONG_AGO = 40, date(1900, 1, 1)
"""Days before it was told for which a record is looked at: more than the month it stands for."""
NOT_SEEN = "NOT SEEN: analyst knowledge, check the guidance before use"
HALF_A_YEAR = Interval(6, Span.MONTHS)
EIGHT_WEEKS = Interval(8, Span.WEEKS)
RELEVANT, FORMER_RELEVANT, QUALIFYING, ELIGIBLE, OTHER = (
    "Relevant",
    "Former relevant",
    "Qualifying",
    "Eligible",
    "Other",
)
NOT_RECORDED = "Not recorded"
OWED_A_PLAN = (ELIGIBLE, RELEVANT, FORMER_RELEVANT)


def leavers_on(tables, periods):
    """Care leavers at the end of the period, each once, by what is known of them now.

    What is only the latest of its kind (a review of the plan, a contact) is judged on the day
    the record was told, if that is later than the period's end: it may have replaced what there
    was. `has_reviews` and its like: is such a thing known of any care leaver at all?
    """
    rows = with_person(told_of(tables), tables)
    rows = rows.mutate(
        kind=_category(rows.eligibility),
        since_on=day_of(rows.told_on - ibis.interval(days=TOLD_NO_EARLIER)).fill_null(LONG_AGO),
    )
    joined = rows.inner_join(periods, [rows.since_on <= periods.end_on])
    joined = joined.mutate(on_day=joined.end_on, age=age_on(joined.born_on, joined.end_on))
    one = _one_each(joined)
    one = one.mutate(
        judged_on=ibis.greatest(one.on_day, ibis.coalesce(one.told_on, one.on_day)),
        plan_due_on=plus(one.reviewed_on, HALF_A_YEAR),
        contact_due_on=plus(one.contact_on, EIGHT_WEEKS),
        has_adviser=number(one.adviser.fill_null("") != ""),
        suitable_told=number(is_suitable(one)) - number(is_unsuitable(one)),
        is_in_touch=number(is_in_touch(one)),
        is_touch_told=number(one.in_touch.fill_null("C) NOT RECORDED") != "C) NOT RECORDED"),
    )
    whole = {"group_by": one.period_id}
    one = one.mutate(
        has_reviews=one.reviewed_on.count().over(**whole),
        has_contacts=one.contact_on.count().over(**whole),
        has_advisers=one.has_adviser.sum().over(**whole),
        has_kinds=(one.kind != NOT_RECORDED).ifelse(1, 0).sum().over(**whole),
    )
    return with_unit(one, tables, team="own_team", worker="own_worker")


def _category(said):
    """As guidance names them; Annex A writes its letter first, “b) Former relevant”."""
    return ibis.cases(
        (said.isnull() | (said == ""), NOT_RECORDED),
        (said.contains("FORMER"), FORMER_RELEVANT),
        (said.contains("RELEVANT"), RELEVANT),
        (said.contains("QUALIFYING"), QUALIFYING),
        (said.contains("ELIGIBLE"), ELIGIBLE),
        else_=OTHER,
    )


def _one_each(rows):
    place = ibis.row_number().over(
        group_by=[rows.period_id, rows.child_id],
        order_by=[rows.contact_on.desc(nulls_first=False), rows.record_key.desc()],
    )
    rows = rows.mutate(place=place)
    return rows.filter(rows.place == 0).drop("place")


def _is_category_not_told(rows):
    return rows.kind == NOT_RECORDED


AGED = (
    Exclusion("Not yet 16.", lambda rows: rows.age < LEAVER_FROM),
    Exclusion("26 or over.", lambda rows: rows.age >= LEAVER_BELOW),
)
LISTED = (DIED, TO_BE_EXCLUDED, *AGED)
LATEST_ONLY = (
    "The dataset tells care leavers as they are on its own day: the figure of the last month is "
    "that of the day the data were made, and there is none for the months before."
)
NOT_OWED = Exclusion(
    "Neither eligible, relevant nor former relevant.",
    lambda rows: rows.kind.isin([QUALIFYING, OTHER]),
)
_now = {
    "theme": THEME,
    "denominator": leavers_on,
    "snapshot": True,
    "period_kinds": ALL_KINDS,
    "needs": (Need("ssd_care_leavers", facts=True, stands_for_months=1),),
}

CL01 = Indicator(
    id="CL01",
    title="Care leavers by eligibility",
    unit=Unit.COUNT,
    polarity=Polarity.NEUTRAL,
    counted="Young people listed as care leavers, aged 16 to 25.",
    left_out="Young people who have died, and those who are not yet 16 or are 26.",
    why_it_matters="What somebody is owed depends on the category they are in.",
    questions=("Has everybody who turned 18 been moved to former relevant?",),
    exclusions=LISTED,
    breakdowns=(KIND, *BREAKDOWNS),
    kinds="Eligibility",
    cautions=(LATEST_ONLY, "A list that tells no category counts them as not recorded."),
    **_now,
)

CL06 = Indicator(
    id="CL06",
    title="Pathway plan in place and reviewed in 6 months",
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Young people whose pathway plan was reviewed within the last 6 months.",
    out_of="Eligible, relevant and former relevant young people.",
    not_counted="The last review was longer ago, or none is recorded.",
    left_out="Qualifying care leavers, young people who have died, and those not yet 16 or 26.",
    why_it_matters="A plan nobody looks at is no plan.",
    questions=("Did the young person write any of it?",),
    numerator=lambda rows: rows.judged_on <= rows.plan_due_on,
    unknown=lambda rows: _is_category_not_told(rows) | (rows.has_reviews == 0),
    unknown_reason="The category is not recorded, or no review of any plan is.",
    exclusions=(*LISTED, NOT_OWED),
    timescale=Timescale(
        text="6 months",
        source="Care Leavers (England) Regulations 2010",
        evidence=NOT_SEEN,
        limit=HALF_A_YEAR,
    ),
    cautions=(LATEST_ONLY,),
    **_now,
)

CL07 = Indicator(
    id="CL07",
    title="Personal adviser allocated by 16",
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Young people who have a personal adviser.",
    out_of="Eligible young people aged 16 and over.",
    not_counted="No adviser is named.",
    left_out="Young people who are not eligible, or not yet 16.",
    why_it_matters="The adviser should be there before the young person has to leave.",
    questions=("Have they met?",),
    numerator=lambda rows: rows.has_adviser == 1,
    unknown=lambda rows: _is_category_not_told(rows) | (rows.has_advisers == 0),
    unknown_reason="The category is not recorded, or no adviser of anybody is.",
    exclusions=(
        *LISTED,
        Exclusion(
            "Not eligible: no longer looked after.",
            lambda rows: rows.kind.isin([RELEVANT, FORMER_RELEVANT, QUALIFYING, OTHER]),
        ),
    ),
    timescale=Timescale(text="by 16", source="Children Act 1989 sch2 19C, s23D", evidence=NOT_SEEN),
    cautions=(LATEST_ONLY, "The day the adviser was named is not told, only that there is one."),
    **_now,
)

CL08 = Indicator(
    id="CL08",
    title="Care leavers in unsuitable or bed and breakfast accommodation",
    unit=Unit.COUNT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Young people in bed and breakfast, or in accommodation recorded as not suitable.",
    not_counted="The accommodation is suitable.",
    left_out="Young people who have died, and those who are not yet 16 or are 26.",
    why_it_matters="Each of them sleeps tonight where they should not.",
    questions=("Where would this young person like to live, and what stands in the way?",),
    numerator=lambda rows: is_unsuitable(rows) | _is_bed_and_breakfast(rows),
    unknown=lambda rows: (rows.suitable_told == 0) & ~_is_bed_and_breakfast(rows),
    unknown_reason="Whether it is suitable is not recorded.",
    exclusions=LISTED,
    cautions=(LATEST_ONLY, "Bed and breakfast counts whatever is said of its suitability."),
    **_now,
)

CL09 = Indicator(
    id="CL09",
    title="Contact with the personal adviser within 8 weeks",
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Young people with a contact in the last 8 weeks (56 days).",
    out_of="Care leavers with whom the authority is in touch.",
    not_counted="The last contact was longer ago, or its day is not recorded.",
    left_out="Young people with whom the authority is not in touch.",
    why_it_matters="Being in touch means that somebody rang.",
    questions=("Who rang whom, and how does the young person like to be reached?",),
    numerator=lambda rows: rows.judged_on <= rows.contact_due_on,
    unknown=lambda rows: (rows.is_touch_told == 0) | (rows.has_contacts == 0),
    unknown_reason="Whether the authority is in touch is not recorded, or no contact with "
    "anybody is.",
    exclusions=(
        *LISTED,
        Exclusion(
            "Not in touch.", lambda rows: (rows.is_in_touch == 0) & (rows.is_touch_told == 1)
        ),
    ),
    timescale=Timescale(
        text="2 months, and 7 days after a move",
        source="Care Leavers Regs 2010 reg 28",
        evidence=NOT_SEEN,
        limit=EIGHT_WEEKS,
    ),
    cautions=(
        LATEST_ONLY,
        "8 weeks stand for the two months; the visit within 7 days of a move is not judged, "
        "because moves are not told.",
    ),
    **_now,
)


def _is_bed_and_breakfast(rows):
    said = rows.accommodation.fill_null("")
    return said.isin(["W", "W1", "W2"]) | said.contains("BED AND BREAKFAST")


INDICATORS = (CL01, CL06, CL07, CL08, CL09)
