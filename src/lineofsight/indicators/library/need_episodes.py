"""Episodes of need that begin and end."""

from lineofsight.indicators.definition import Indicator, Interval, Need, Polarity, Span, Unit
from lineofsight.indicators.expressions import in_period, plus, yes
from lineofsight.indicators.library.front_door import CLOSED_AFTER_ASSESSMENT, referrals_in
from lineofsight.indicators.library.need import OPEN_NEED, RATE_UNBORN, THEME
from lineofsight.periods import PeriodKind

SHORT = Interval(3, Span.MONTHS)
POPULATION = (
    "Children aged 0 to 17 who live in the authority, at the latest mid-year before the period "
    "ends."
)
OF_TWELVE_MONTHS = "Rates are best compared over twelve months: see the rolling year."


def need_ended_in(tables, periods):
    """Episodes of need that closed in the period."""
    return in_period(tables["need_ended"], tables, "finished_on")


_ended = {
    "theme": THEME,
    "denominator": need_ended_in,
    "headline_kind": PeriodKind.ROLLING_YEAR,
    "needs": (OPEN_NEED,),
    "measure": "days from the referral to closing",
}

CIN03 = Indicator(
    id="CIN03",
    title="Episodes of need started per 10,000 children",
    theme=THEME,
    unit=Unit.RATE_PER_10_000,
    polarity=Polarity.NEUTRAL,
    counted="Referrals dated in the period that something followed from: each begins an episode.",
    out_of=POPULATION,
    not_counted="A referral with no further action begins none.",
    why_it_matters="With the episodes that end it tells whether the number in need grows.",
    questions=("Do more begin than end, and since when?",),
    denominator=referrals_in,
    numerator=lambda rows: ~yes(rows.nfa),
    headline_kind=PeriodKind.ROLLING_YEAR,
    needs=(Need("ssd_cin_episodes"),),
    cautions=(
        "A referral of which nobody recorded whether anything followed begins an episode.",
        OF_TWELVE_MONTHS,
        RATE_UNBORN,
    ),
)

CIN04 = Indicator(
    id="CIN04",
    title="Episodes of need ended per 10,000 children",
    unit=Unit.RATE_PER_10_000,
    polarity=Polarity.NEUTRAL,
    counted="Episodes of need that closed in the period.",
    out_of=POPULATION,
    why_it_matters="Where fewer end than begin, caseloads grow.",
    questions=("Is work finished and not closed?",),
    cautions=(
        "Each episode counts, a child's second in the period as well. The team is the one "
        "responsible on the last day before it closed.",
        OF_TWELVE_MONTHS,
        RATE_UNBORN,
    ),
    **_ended,
)

CIN08 = Indicator(
    id="CIN08",
    title="Closed episodes of need that lasted three months or less",
    unit=Unit.PERCENT,
    polarity=Polarity.NEUTRAL,
    counted="Episodes that closed on or before the day three months after the referral.",
    out_of="Episodes of need that closed in the period.",
    not_counted="It lasted longer than three months.",
    why_it_matters="Short episodes are mostly assessments that led to nothing; few of them may "
    "mean that families who need little are kept long.",
    questions=("How many of the short ones were referred again within a year?",),
    numerator=lambda rows: rows.finished_on <= plus(rows.started_on, SHORT),
    cautions=(
        "Calendar months, to the same day of the month or its last. A referral with no further "
        "action begins no episode.",
    ),
    **_ended,
)

CIN15 = Indicator(
    id="CIN15",
    title="Episodes of need closed after assessment with no further action",
    unit=Unit.PERCENT,
    polarity=Polarity.NEUTRAL,
    counted="Episodes closed after assessment with no further action (reason RC8).",
    out_of="Episodes of need that closed in the period.",
    not_counted="Closed for another reason, or none is recorded.",
    why_it_matters="It is how much of the work that ends had ended with the assessment.",
    questions=("Which sources did these referrals come from?",),
    numerator=lambda rows: rows.close_reason == CLOSED_AFTER_ASSESSMENT,
    unknown=lambda rows: rows.close_reason.isnull() | (rows.close_reason == ""),
    unknown_stays=True,
    unknown_reason="Why it closed is not recorded.",
    cautions=(
        "RC9 (closed after assessment and sent on to early help) is a reason of its own and is "
        "not counted.",
    ),
    **_ended,
)

INDICATORS = (CIN03, CIN04, CIN08, CIN15)
