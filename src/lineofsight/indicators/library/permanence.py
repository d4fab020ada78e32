"""Permanence: how care ended, plans for a permanent home, and long-term matches."""

from lineofsight.indicators.definition import (
    ALL_KINDS,
    Exclusion,
    Indicator,
    Interval,
    Need,
    Polarity,
    Span,
    Timescale,
    Unit,
)
from lineofsight.indicators.expressions import (
    at_end_of,
    has_lasted,
    is_within_months,
    number,
    plus,
)
from lineofsight.indicators.library.care import (
    LAST_COUNTS,
    LEAVERS,
    LEFT_OUT,
    NOT_LOOKED_AFTER,
    OPEN_CARE,
    RETURNED_HOME,
    STOCK,
)
from lineofsight.indicators.library.placements import (
    FOSTERED,
    ON_THE_DAY,
    in_care_with_stability,
)
from lineofsight.indicators.spells.permanence import ADOPTED

THEME = "Permanence and adoption"
TO_GUARDIANS = ("E43", "E44", "E45", "E46", "E47", "E48", "G) SPECIAL GUARDIANSHIP ORDERS")
LONG_TERM = ("U1", "U4")
FOSTERED_HOW_LONG_UNTOLD = "A) FOSTER PLACEMENT"
SECOND_REVIEW = Interval(4, Span.MONTHS)
SOON_AFTER = 5


def looked_after_four_months(tables, periods):
    """Children looked after at the end of the period, for four months and not yet five, with
    whether a plan for permanence was there by the day of the second review. A plan whose day
    is not told was there if it was known by the end of the period."""
    rows = at_end_of(periods, tables["in_care_on"])
    rows = rows.filter(
        has_lasted(rows.started_on, rows.on_day, SECOND_REVIEW.number)
        & is_within_months(rows.started_on, rows.on_day, SOON_AFTER)
    )
    rows = rows.mutate(due_on=plus(rows.started_on, SECOND_REVIEW))
    plan = tables["permanence_plans"].rename(plan_child="child_id")
    with_plan = rows.inner_join(plan, rows.child_id == plan.plan_child)
    since = with_plan.set_on.fill_null(with_plan.known_on)
    in_time = (with_plan.set_on <= with_plan.due_on) | (
        with_plan.set_on.isnull() & (with_plan.known_on <= with_plan.on_day)
    )
    there = with_plan.filter((since >= with_plan.started_on) & (since <= with_plan.on_day))
    there = there.mutate(in_time=number(in_time))
    first = there.group_by(plan_period=there.period_id, plan_key=there.record_key).agg(
        finished_on=there.set_on.min(), in_time=there.in_time.max()
    )
    rows = rows.drop("finished_on").left_join(
        first, [rows.period_id == first.plan_period, rows.record_key == first.plan_key]
    )
    return rows.mutate(measure=rows.finished_on.delta(rows.started_on, unit="day"))


_left_for = LEAVERS | {
    "theme": THEME,
    "unit": Unit.PERCENT,
    "out_of": "Children who ceased to be looked after in the period, each once.",
    "not_counted": "Care ended for another reason.",
    "unknown": lambda rows: rows.ended_reason.isnull() | (rows.ended_reason == ""),
    "unknown_reason": "Why care ended is not recorded.",
    "cautions": (LAST_COUNTS,),
}

PER01 = Indicator(
    id="PER01",
    title="Leavers who were adopted",
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children who left care adopted (E11, E12).",
    why_it_matters="For some children it is the one way to a family for good.",
    questions=("For whom was adoption the plan, and did it come about?",),
    numerator=lambda rows: rows.ended_reason.isin(ADOPTED),
    **_left_for,
)

PER02 = Indicator(
    id="PER02",
    title="Leavers to special guardianship",
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children who left care under a special guardianship order (E45 to E48; E43 and E44 "
    "until 2017).",
    why_it_matters="It lets a child grow up with people they belong to, without the court taking "
    "the parents away.",
    questions=("What support do guardians have, and how many come back?",),
    numerator=lambda rows: rows.ended_reason.isin(TO_GUARDIANS),
    **_left_for,
)

PER03 = Indicator(
    id="PER03",
    title="Permanence plan by the second review",
    theme=THEME,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children for whom a plan for permanence was recorded within four months of coming "
    "into care.",
    out_of="Children looked after on the day, for four months and not yet five.",
    not_counted="No plan for permanence was recorded within four months.",
    left_out=LEFT_OUT,
    why_it_matters="A child should know where they will grow up, and not wait for the answer.",
    questions=("What is still open for each child without a plan, and who decides it?",),
    denominator=looked_after_four_months,
    numerator=lambda rows: rows.in_time == 1,
    exclusions=NOT_LOOKED_AFTER,
    timescale=Timescale(
        text="second review (4 months)",
        source="Care Planning guidance, IRO handbook",
        evidence="NOT SEEN: analyst knowledge, check the guidance before use",
        limit=SECOND_REVIEW,
    ),
    snapshot=True,
    period_kinds=ALL_KINDS,
    needs=(OPEN_CARE, Need("ssd_cla_care_plan", spells=True, latest_is_enough=True)),
    measure="days from coming into care to the plan",
    cautions=(
        "The day of the second review is taken to be four months after care began, whenever "
        "the review was held.",
        "Annex A names the plan but not its day: a plan on the list is taken to have been there "
        "by the review.",
    ),
)

PER04 = Indicator(
    id="PER04",
    title="Leavers who returned home",
    polarity=Polarity.NEUTRAL,
    counted="Children who left care to live with parents or relatives (E4A, E4B).",
    why_it_matters="Most children go home; it should be safe, and for good.",
    questions=("Was it the plan, and how many come back within a year?",),
    numerator=lambda rows: rows.ended_reason.isin(RETURNED_HOME),
    **_left_for,
)

PER07 = Indicator(
    id="PER07",
    title="Children fostered who are matched long term",
    theme=THEME,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children in a long-term foster placement (U1, U4).",
    out_of="Children looked after on the day who live with foster carers.",
    not_counted="In a foster placement that is not long term.",
    why_it_matters="A match says to the child: you stay here.",
    questions=("Who has long been where they are, without a match?",),
    denominator=in_care_with_stability,
    numerator=lambda rows: rows.placement_type.isin(LONG_TERM),
    unknown=lambda rows: rows.placement_type == FOSTERED_HOW_LONG_UNTOLD,
    unknown_reason="Whether the foster placement is long term is not recorded.",
    needs=ON_THE_DAY,
    measure="days in this placement",
    **(
        STOCK
        | {
            "exclusions": (
                *NOT_LOOKED_AFTER,
                Exclusion(
                    "Does not live with foster carers.",
                    lambda rows: ~rows.placement_type.isin(FOSTERED) | rows.placement_type.isnull(),
                ),
            ),
            "left_out": "Children who do not live with foster carers, short breaks, and young "
            "people aged 18 or over.",
        }
    ),
)

INDICATORS = (PER01, PER02, PER03, PER04, PER07)
