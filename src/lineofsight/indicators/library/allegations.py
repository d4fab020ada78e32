"""Allegations against people who work with children, from a local extract without names."""

from lineofsight.indicators.definition import (
    Indicator,
    Interval,
    Need,
    Polarity,
    Record,
    Span,
    Timescale,
    Unit,
)
from lineofsight.indicators.expressions import in_period, plus, with_due, with_working_days
from lineofsight.working_days import Convention

THEME = "Allegations against people who work with children"
ALLEGATION = Record("allegation", "allegations")
REFERRED_WITHIN = Interval(1, Span.WORKING_DAYS)
ONE_MONTH, THREE_MONTHS = Interval(1, Span.MONTHS), Interval(3, Span.MONTHS)
NO_NAMES = "The extract has no names, of adults or children, and no team."


def _cases(tables):
    given = tables["loc_lado_cases"]
    return given.select(
        "allegation_on",
        "strategy_meeting_on",
        "closed_on",
        record_key=given.case_id,
        referred_on=given.referred_on,
    )


def referred_in(tables, periods):
    rows = in_period(_cases(tables), tables, "referred_on")
    rows = rows.mutate(started_on=rows.allegation_on, finished_on=rows.referred_on)
    rows = with_due(rows, tables, start="started_on", within=REFERRED_WITHIN)
    return with_working_days(rows, tables, start="started_on", end="finished_on")


def meetings_held_in(tables, periods):
    rows = in_period(_cases(tables), tables, "strategy_meeting_on")
    rows = rows.mutate(started_on=rows.referred_on, finished_on=rows.strategy_meeting_on)
    limit = tables.parameters.allegation_meeting_within
    rows = with_due(rows, tables, start="started_on", within=limit)
    return with_working_days(rows, tables, start="started_on", end="finished_on")


def concluded_in(tables, periods):
    """With the days by which one month, and three, were over."""
    rows = in_period(_cases(tables), tables, "closed_on")
    rows = rows.mutate(started_on=rows.referred_on, finished_on=rows.closed_on)
    return rows.mutate(
        measure=rows.finished_on.delta(rows.started_on, unit="day"),
        due_on=plus(rows.started_on, ONE_MONTH),
        last_due_on=plus(rows.started_on, THREE_MONTHS),
    )


_allegations = {
    "theme": THEME,
    "record": ALLEGATION,
    "breakdowns": (),
    "needs": (Need("loc_lado_cases"),),
}
_concluded = {
    "unit": Unit.PERCENT,
    "polarity": Polarity.HIGHER_IS_BETTER,
    "denominator": concluded_in,
    "out_of": "Allegations concluded in the period.",
    "measure": "days from the referral to the conclusion",
    **_allegations,
    "needs": (Need("loc_lado_cases", spells=True),),
}
OLD_TARGETS = (
    "The targets (80% in one month, 90% in three) are those of earlier guidance: confirm that they "
    "still hold."
)

LAD01 = Indicator(
    id="LAD01",
    title="Allegations referred to the designated officer",
    unit=Unit.COUNT,
    polarity=Polarity.NEUTRAL,
    counted="Allegations referred in the period.",
    why_it_matters="Few referrals may mean that allegations are kept within organisations.",
    questions=("Which sectors refer less than their number of staff would suggest?",),
    denominator=referred_in,
    cautions=(NO_NAMES,),
    **_allegations,
)

LAD02 = Indicator(
    id="LAD02",
    title="Allegations referred within 1 working day",
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Allegations referred within one working day of the employer's knowing (day 0).",
    out_of="Allegations referred in the period.",
    not_counted="It was referred later.",
    left_out="Allegations of which it is not recorded when the employer knew.",
    why_it_matters="Children may still be with the person until somebody outside knows.",
    questions=("Which employers refer late, and have they been told?",),
    denominator=referred_in,
    numerator=lambda rows: rows.measure <= REFERRED_WITHIN.number,
    unknown=lambda rows: rows.started_on.isnull(),
    unknown_reason="When the employer knew of it is not recorded.",
    timescale=Timescale(
        text="1 working day",
        source="Working Together 2023 / KCSIE",
        evidence="NOT SEEN: analyst knowledge, check the guidance before use",
        limit=REFERRED_WITHIN,
        convention=Convention.DAY_0,
    ),
    measure="working days from knowing to referring",
    cautions=(NO_NAMES,),
    **_allegations,
)

LAD03 = Indicator(
    id="LAD03",
    title="First strategy meeting about an allegation in time",
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="First strategy meetings held within the local limit of the referral (5 working days "
    "unless the authority has chosen another).",
    out_of="First strategy meetings held in the period.",
    not_counted="It was held later.",
    why_it_matters="Until it meets, nobody has decided together how children are kept safe.",
    questions=("Who was not available, and could others have begun?",),
    denominator=meetings_held_in,
    numerator=lambda rows: rows.finished_on <= rows.due_on,
    timescale=Timescale(
        text="local",
        source="local",
        evidence="local choice, no national source",
        limit=Interval(5, Span.WORKING_DAYS),
        convention=Convention.DAY_0,
        parameter="allegation_meeting_within",
    ),
    parameters=("allegation_meeting_within",),
    measure="working days from the referral to the meeting",
    cautions=(NO_NAMES, "Allegations without a strategy meeting are not in the figure."),
    **_allegations | {"needs": (Need("loc_lado_cases", months_back=2),)},
)

LAD04 = Indicator(
    id="LAD04",
    title="Allegations concluded within 1 month",
    counted="Allegations concluded within one calendar month of the referral.",
    not_counted="It took longer.",
    why_it_matters="Both the child and the person accused are owed an end.",
    questions=("Which are waiting for the police, and which for us?",),
    numerator=lambda rows: rows.finished_on <= rows.due_on,
    timescale=Timescale(
        text="1 month (80%), 3 months (90%), 12 months",
        source="earlier Working Together 2010 targets: confirm currency",
        evidence="NOT SEEN: analyst knowledge, check the guidance before use",
        limit=ONE_MONTH,
    ),
    cautions=(NO_NAMES, OLD_TARGETS),
    **_concluded,
)

LAD04B = Indicator(
    id="LAD04B",
    title="Allegations concluded within 3 months",
    counted="Allegations concluded within three calendar months of the referral.",
    not_counted="It took longer.",
    why_it_matters="What takes longer than three months should be the exception.",
    questions=("Who reviews those that go on, and how often?",),
    numerator=lambda rows: rows.finished_on <= rows.last_due_on,
    timescale=Timescale(
        text="1 month (80%), 3 months (90%), 12 months",
        source="earlier Working Together 2010 targets: confirm currency",
        evidence="NOT SEEN: analyst knowledge, check the guidance before use",
        limit=THREE_MONTHS,
    ),
    cautions=(NO_NAMES, OLD_TARGETS, "The second half of LAD04: the day due is that of one month."),
    **_concluded,
)

INDICATORS = (LAD01, LAD02, LAD03, LAD04, LAD04B)
