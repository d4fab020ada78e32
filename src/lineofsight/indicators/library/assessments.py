"""Child and family assessments."""

from lineofsight.indicators.definition import (
    ALL_KINDS,
    Exclusion,
    Indicator,
    Need,
    Polarity,
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
from lineofsight.indicators.spells.need import ASSESSMENT_WITHIN
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

INDICATORS = (ASM01, ASM03, ASM04, ASM05, ASM06)
