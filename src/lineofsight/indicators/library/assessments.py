"""Child and family assessments."""

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
    FAR_OFF,
    in_period,
    is_unborn,
    no,
    with_due,
    with_person,
    with_unit,
    with_working_days,
    yes,
)
from lineofsight.indicators.library.need import RATE_UNBORN
from lineofsight.indicators.spells.need import ASSESSMENT_WITHIN
from lineofsight.periods import PeriodKind
from lineofsight.working_days import Convention

THEME = "Assessments"
LIMIT = ASSESSMENT_WITHIN


def _timescale(evidence):
    return Timescale(
        text="45 working days",
        source="Working Together 2023 (from referral); DfE measures from assessment start",
        evidence=evidence,
        limit=LIMIT,
        convention=Convention.DAY_0,
    )


def _assessments(tables):
    given = tables["ssd_cin_assessments"]
    return given.select(
        child_id=given.cina_person_id,
        record_key=given.cina_assessment_id,
        started_on=given.cina_assessment_start_date,
        finished_on=given.cina_assessment_auth_date,
        child_seen=given.cina_assessment_child_seen,
        own_team=given.cina_assessment_team,
        own_worker=given.cina_assessment_worker_id,
    )


def completed_in(tables, periods):
    """Assessments authorised in the period, with the working days they took."""
    return in_period(tables["assessments"], tables, "finished_on")


def open_at_end_of(tables, periods):
    """Assessments begun and not yet authorised at the end of the period."""
    rows = _assessments(tables)
    joined = periods.inner_join(
        rows,
        [
            rows.started_on <= periods.end_on,
            rows.finished_on.fill_null(FAR_OFF) > periods.end_on,
        ],
    )
    joined = joined.mutate(on_day=joined.end_on)
    joined = with_working_days(joined, tables, start="started_on", end="on_day")
    joined = with_due(joined, tables, start="started_on", within=LIMIT)
    return with_unit(joined, tables, team="own_team", worker="own_worker")


def due_for_review_in(tables, periods):
    """Assessments that reached the day of their first review in the period."""
    return in_period(tables["reviews_due"], tables, "due_on")


def has_no_duration(rows):
    return rows.measure.isnull() | (rows.started_on > rows.finished_on).fill_null(True)


def completed_with_person_in(tables, periods):
    return with_person(completed_in(tables, periods), tables)


_completed = {
    "theme": THEME,
    "denominator": completed_in,
    "needs": (Need("ssd_cin_assessments"),),
    "measure": "working days from start to authorisation",
}
_undatable = {
    "unknown": has_no_duration,
    "unknown_reason": "Its start is missing or after its end, so how long it took is not known.",
    "left_out": "Assessments without a start, or that start after they end: to be put right.",
}

ASM01 = Indicator(
    id="ASM01",
    title="Assessments completed",
    unit=Unit.COUNT,
    polarity=Polarity.NEUTRAL,
    counted="Assessments authorised in the period.",
    why_it_matters="It is the assessment work done.",
    questions=("Does the number follow referrals, or is work piling up?",),
    **_completed,
)

ASM02 = Indicator(
    id="ASM02",
    title="Assessments completed per 10,000 children",
    unit=Unit.RATE_PER_10_000,
    polarity=Polarity.NEUTRAL,
    counted="Assessments authorised in the period.",
    out_of="Children aged 0 to 17 who live in the authority, at the latest mid-year before the "
    "period ends.",
    why_it_matters="It lets the amount of assessing be compared with other authorities.",
    questions=("Does the rate follow that of referrals, as elsewhere?",),
    headline_kind=PeriodKind.ROLLING_YEAR,
    cautions=("Published rates are of twelve months: compare the rolling year.", RATE_UNBORN),
    **_completed,
)

ASM03 = Indicator(
    id="ASM03",
    title="Assessments completed within 45 working days",
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Assessments that took 45 working days or fewer, the day they start being day 0.",
    out_of="Assessments authorised in the period.",
    not_counted="It took more than 45 working days.",
    why_it_matters="A family should know within weeks what help their child will get.",
    questions=(
        "Are the late ones late by days or by months?",
        "Was the delay at the start, in the visits, or waiting for authorisation?",
    ),
    numerator=lambda rows: rows.measure <= LIMIT.number,
    timescale=_timescale("seen: CIN rule 8670Q (45 working days); guidance text not seen"),
    cautions=(
        "Open assessments are not in it: see open assessments over 45 working days.",
        "Counted from the start of the assessment, as DfE publishes it; Working Together "
        "counts from the referral.",
    ),
    **_undatable,
    **_completed,
)

ASM04 = Indicator(
    id="ASM04",
    title="Median assessment duration",
    unit=Unit.MEDIAN_WORKING_DAYS,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Assessments authorised in the period, whose middle duration this is.",
    out_of="Assessments authorised in the period.",
    why_it_matters="It shows drift towards the limit before the limit is broken.",
    questions=("Has the middle moved, or only the longest ones?",),
    timescale=Timescale(
        text="none of its own; working days, day 0",
        source="",
        evidence="",
        convention=Convention.DAY_0,
    ),
    **_undatable,
    **_completed,
)

ASM05 = Indicator(
    id="ASM05",
    title="Open assessments over 45 working days",
    theme=THEME,
    unit=Unit.COUNT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Assessments not yet authorised, more than 45 working days after they started.",
    out_of="Assessments open on the day.",
    not_counted="Open, and not over 45 working days yet.",
    why_it_matters="These families are still waiting, and no completed figure shows them.",
    questions=("Which of these could be authorised this week?", "Has the child been seen?"),
    denominator=open_at_end_of,
    numerator=lambda rows: rows.measure > LIMIT.number,
    snapshot=True,
    period_kinds=ALL_KINDS,
    timescale=_timescale("seen: CIN rule 8670Q"),
    needs=(Need("ssd_cin_assessments", spells=True),),
    measure="working days since it started",
)

ASM06 = Indicator(
    id="ASM06",
    title="Child seen during assessment",
    theme=THEME,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Assessments during which the child was seen.",
    out_of="Assessments authorised in the period, of children who had been born.",
    not_counted="The child was not seen.",
    left_out="Assessments of unborn children.",
    why_it_matters="Nobody can assess what life is like for a child whom they have not seen.",
    questions=("Why was the child not seen, and who decided to go on without?",),
    denominator=completed_with_person_in,
    numerator=lambda rows: yes(rows.child_seen),
    unknown=lambda rows: ~(yes(rows.child_seen) | no(rows.child_seen)),
    unknown_stays=True,
    unknown_reason="Whether the child was seen is not recorded; it counts as not seen.",
    exclusions=(
        Exclusion("Unborn when the assessment ended.", lambda r: is_unborn(r, r.finished_on)),
    ),
    needs=(Need("ssd_cin_assessments"),),
)

ASM07 = Indicator(
    id="ASM07",
    title="Assessments ending in no further social care support",
    unit=Unit.PERCENT,
    polarity=Polarity.NEUTRAL,
    counted="Assessments that found that the child does not need support from social care.",
    out_of="Assessments authorised in the period.",
    not_counted="The child was assessed as needing support.",
    why_it_matters="Many may mean that families are assessed who needed other help sooner.",
    questions=("What were these families offered?", "Which teams end most assessments so?"),
    numerator=lambda rows: yes(rows.no_support),
    unknown=lambda rows: ~(yes(rows.no_support) | no(rows.no_support)),
    unknown_stays=True,
    unknown_reason="Whether the child needs support is not recorded; it counts as needing it.",
    cautions=("The census does not tell what an assessment found.",),
    **_completed,
)

ASM08 = Indicator(
    id="ASM08",
    title="Assessments that found domestic abuse",
    unit=Unit.PERCENT,
    polarity=Polarity.NEUTRAL,
    counted="Assessments whose factors include domestic abuse: of the child (3A), of a parent "
    "(3B) or of somebody else in the household (3C).",
    out_of="Assessments authorised in the period, with any factor recorded.",
    not_counted="Other factors only, or that none was found.",
    left_out="Assessments with no factor recorded.",
    why_it_matters="It is the factor found most often, and tells what help families need.",
    questions=("Is there enough help for those who are abused, and for those who abuse?",),
    numerator=lambda rows: rows.domestic_abuse == 1,
    exclusions=(Exclusion("No factor is recorded.", lambda rows: rows.domestic_abuse.isnull()),),
    headline_kind=PeriodKind.ROLLING_YEAR,
    cautions=(
        "A child can have several factors: the shares of all factors add up to more than 100%.",
        "“No factors identified” (21) is an answer: it is in the figure and not counted.",
    ),
    **(
        _completed | {"needs": (*_completed["needs"], Need("ssd_assessment_factors", lasting=True))}
    ),
)

ASM09 = Indicator(
    id="ASM09",
    title="Assessments reviewed by their tenth working day",
    theme=THEME,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Assessments with an internal review dated on or before the day it was due.",
    out_of="Assessments whose review fell due in the period: those that went on for ten working "
    "days or more.",
    not_counted="No review is recorded by the day it was due.",
    left_out="Assessments whose review is dated before they began: to be put right.",
    why_it_matters="A manager who looks early can end what is not needed and speed up the rest.",
    questions=("Were reviews held and not recorded?", "What did the late ones find?"),
    denominator=due_for_review_in,
    numerator=lambda rows: rows.finished_on <= rows.due_on,
    unknown=lambda rows: rows.finished_on < rows.started_on,
    unknown_reason="Its review is dated before the assessment began.",
    timescale=Timescale(
        text="local review points; 10 working days unless the authority chooses otherwise",
        source="Working Together 2023 (review points), local days",
        evidence="local choice, no national source",
        limit=Interval(10, Span.WORKING_DAYS),
        convention=Convention.DAY_0,
        parameter="assessment_review_within",
    ),
    parameters=("assessment_review_within",),
    needs=(Need("ssd_cin_assessments", spells=True), Need("own_assessment_reviews")),
    measure="working days from the start to the review",
    cautions=(
        "Only the census tells the day of the internal review.",
        "An assessment authorised before its tenth working day needed no review.",
    ),
)

INDICATORS = (ASM01, ASM02, ASM03, ASM04, ASM05, ASM06, ASM07, ASM08, ASM09)
