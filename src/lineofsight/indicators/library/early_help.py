"""Early help: its assessments, how long it is open, and when it becomes social care."""

from lineofsight.indicators.definition import (
    ALL_KINDS,
    BREAKDOWNS,
    KIND,
    Indicator,
    Interval,
    Need,
    Polarity,
    Span,
    Timescale,
    Unit,
)
from lineofsight.indicators.expressions import at_end_of, in_period
from lineofsight.periods import PeriodKind
from lineofsight.working_days import Convention

THEME = "Early help"
TWO_THINGS = (
    "Annex A lists assessments, and takes the day one is complete for its end; the Standard "
    "Safeguarding Dataset has the help that follows. What is counted is what the source calls "
    "early help."
)


def help_started_in(tables, periods):
    return in_period(tables["help_started"], tables, "started_on")


def help_open_at_end_of(tables, periods):
    rows = at_end_of(periods, tables["help_open_on"])
    return rows.mutate(measure=rows.on_day.delta(rows.started_on, unit="day"))


def assessments_completed_in(tables, periods):
    return in_period(tables["help_assessments"], tables, "finished_on")


def help_ended_in(tables, periods):
    return in_period(tables["help_ended"], tables, "finished_on")


EH01 = Indicator(
    id="EH01",
    title="Early help assessments started",
    theme=THEME,
    unit=Unit.COUNT,
    polarity=Polarity.NEUTRAL,
    counted="Early help assessments or episodes begun in the period, one for each child.",
    why_it_matters="Help that comes early may spare a family social care later.",
    questions=("Which organisations begin fewer than a year ago?",),
    denominator=help_started_in,
    breakdowns=(KIND, *BREAKDOWNS),
    kinds="Lead organisation",
    needs=(Need("ssd_early_help_episodes"),),
    cautions=(TWO_THINGS, "The different children are given beside it."),
)

EH02 = Indicator(
    id="EH02",
    title="Open early help cases",
    theme=THEME,
    unit=Unit.COUNT,
    polarity=Polarity.NEUTRAL,
    counted="Early help begun on or before the day and not ended by it.",
    why_it_matters="It is the work of early help, which no other figure shows.",
    questions=("Are cases left open after the help has ended?",),
    denominator=help_open_at_end_of,
    snapshot=True,
    period_kinds=ALL_KINDS,
    needs=(Need("ssd_early_help_episodes", spells=True),),
    measure="days since it began",
    cautions=(TWO_THINGS, "Help that ends on the day is not open on it."),
)

EH03 = Indicator(
    id="EH03",
    title="Early help assessments completed within the local timescale",
    theme=THEME,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Assessments completed within the local limit, the day they start being day 0.",
    out_of="Early help assessments completed in the period.",
    not_counted="It took longer than the limit.",
    left_out="Assessments without a start, or that start after they end: to be put right.",
    why_it_matters="A family that asked for help should not wait while it is written down.",
    questions=("Do some organisations take longer, and do they have the time for it?",),
    denominator=assessments_completed_in,
    numerator=lambda rows: rows.finished_on <= rows.due_on,
    unknown=lambda rows: rows.started_on.isnull() | (rows.started_on > rows.finished_on),
    unknown_reason="Its start is missing or after its end, so how long it took is not known.",
    timescale=Timescale(
        text="local (often 30-45 working days); 45 unless the authority chooses otherwise",
        source="local protocol",
        evidence="local choice, no national source",
        limit=Interval(45, Span.WORKING_DAYS),
        convention=Convention.DAY_0,
        parameter="early_help_assessment_within",
    ),
    parameters=("early_help_assessment_within",),
    needs=(Need("own_early_help_assessments", spells=True),),
    measure="working days from start to completion",
    cautions=(
        "Annex A tells when an assessment was complete; the Standard Safeguarding Dataset does "
        "not.",
        "Assessments that are still going on are not in it.",
    ),
)

EH04 = Indicator(
    id="EH04",
    title="Early help stepped up to social care",
    theme=THEME,
    unit=Unit.PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Early help that ended with a referral of the child to social care: within the "
    "local limit after the end, or no longer than that before it while the help was going on.",
    out_of="Early help that ended in the period.",
    not_counted="No referral near its end.",
    why_it_matters="Some children need more than early help; many of them may mean that it came "
    "too late.",
    questions=(
        "Could social care have been asked sooner?",
        "How many of these referrals were taken up?",
    ),
    denominator=help_ended_in,
    numerator=lambda rows: (
        (rows.referred_on <= rows.follows_by).fill_null(False)
        | (
            (rows.referred_before_on >= rows.started_on) & (rows.led_to_by >= rows.finished_on)
        ).fill_null(False)
    ),
    timescale=Timescale(
        text="28 days unless the authority chooses otherwise",
        source="local: no record says that a referral came out of early help",
        evidence="",
        limit=Interval(28, Span.DAYS),
        parameter="early_help_step_up_within",
    ),
    parameters=("early_help_step_up_within",),
    headline_kind=PeriodKind.ROLLING_YEAR,
    needs=(Need("ssd_early_help_episodes", spells=True), Need("ssd_cin_episodes", months_back=1)),
    measure="days of early help",
    cautions=(
        TWO_THINGS,
        "Help that ended in the last days before the data were made may still be followed by a "
        "referral.",
    ),
)

EH05 = Indicator(
    id="EH05",
    title="Early help by lead organisation",
    theme=THEME,
    unit=Unit.PERCENT,
    polarity=Polarity.NEUTRAL,
    counted="Early help begun in the period with a lead organisation recorded; by organisation, "
    "that which each leads.",
    out_of="Early help begun in the period, whoever leads it.",
    not_counted="No lead organisation is recorded.",
    why_it_matters="Early help is everybody's: it shows who carries it, and who has stopped.",
    questions=(
        "Which organisations begin less than a year ago, and do they know why?",
        "Which never led any early help?",
    ),
    denominator=help_started_in,
    numerator=lambda rows: rows.kind.notnull(),
    unknown=lambda rows: rows.kind.isnull(),
    unknown_stays=True,
    unknown_reason="No lead organisation is recorded.",
    breakdowns=(KIND, *BREAKDOWNS),
    kinds="Lead organisation",
    shares_out=True,
    needs=(Need("ssd_early_help_episodes"),),
    cautions=(
        TWO_THINGS,
        "The figure of all is the share with an organisation recorded; those of the "
        "organisations add up to it. Names are as they were written: one organisation spelt in "
        "two ways is two.",
    ),
)

INDICATORS = (EH01, EH02, EH03, EH04, EH05)
