"""Child in need plans on a day."""

from lineofsight.indicators.definition import (
    ALL_KINDS,
    Exclusion,
    Indicator,
    Need,
    Polarity,
    Unit,
)
from lineofsight.indicators.expressions import (
    at_end_of,
    has_lasted,
)
from lineofsight.indicators.library.need import OPEN_NEED, RATE_UNBORN, THEME, UNBORN

ONE_AT_A_TIME = (
    "A child has one kind of plan at a time: being looked after comes before a child protection "
    "plan, and that before a child in need plan."
)


def on_need_plan(tables, periods):
    """Children with a child in need plan at the end of the period, each once."""
    rows = at_end_of(periods, tables["on_need_plan_on"])
    return rows.mutate(measure=rows.on_day.delta(rows.started_on, unit="day"))


_plans = {
    "theme": THEME,
    "denominator": on_need_plan,
    "exclusions": (
        Exclusion("The episode of need has closed.", lambda rows: rows.other == "closed"),
        Exclusion("Looked after on the day.", lambda rows: rows.other == "care"),
        Exclusion(
            "On a child protection plan on the day.", lambda rows: rows.other == "protection"
        ),
    ),
    "left_out": "Plans left open of children who are not in need any more, are looked after or "
    "are on a child protection plan.",
    "snapshot": True,
    "period_kinds": ALL_KINDS,
    "needs": (
        Need("ssd_cin_plans", spells=True),
        OPEN_NEED,
        Need("ssd_cp_plans", spells=True),
        Need("ssd_cla_episodes", spells=True),
    ),
    "measure": "days on the plan",
}

CIN09 = Indicator(
    id="CIN09",
    title="Child in need plans per 10,000 children",
    unit=Unit.RATE_PER_10_000,
    polarity=Polarity.NEUTRAL,
    counted="Children with a child in need plan open on the day, each once.",
    out_of="Children aged 0 to 17 who live in the authority, at the latest mid-year before it.",
    why_it_matters="It lets the number be compared with other authorities.",
    questions=("Where the rate is low: who else helps these families?",),
    cautions=(ONE_AT_A_TIME, RATE_UNBORN),
    **_plans,
)

CIN10 = Indicator(
    id="CIN10",
    title="Children on a child in need plan",
    unit=Unit.COUNT,
    polarity=Polarity.NEUTRAL,
    counted="Children with a child in need plan open on the day, each once.",
    why_it_matters="It is the work with families that is neither assessment nor protection.",
    questions=("Do plans end, or only step up?",),
    cautions=(
        ONE_AT_A_TIME,
        "Annex A tells children with the status “child in need plan”, and among them those for "
        "whom it has no other.",
        "A plan that ends on the day is not open on it.",
        UNBORN,
    ),
    **_plans,
)

CIN13 = Indicator(
    id="CIN13",
    title="Child in need plans open for over 12 months",
    unit=Unit.PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children whose plan began twelve months ago or longer.",
    out_of="Children on a child in need plan on the day.",
    not_counted="On the plan for less than twelve months.",
    why_it_matters="A plan that goes on and on may have stopped to change anything.",
    questions=("What has changed for this child since the last review?",),
    numerator=lambda rows: has_lasted(rows.started_on, rows.on_day, 12),
    unknown=lambda rows: rows.is_start_told == 0,
    unknown_reason="Annex A tells when the need began, not when the plan did.",
    cautions=("A plan that is ended and begun again counts from the new beginning.",),
    **_plans,
)

INDICATORS = (CIN09, CIN10, CIN13)
