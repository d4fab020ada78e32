"""How fast the front door decides, and early help that comes back."""

from lineofsight.indicators.definition import (
    ROLLING_ONLY,
    Indicator,
    Interval,
    Need,
    Polarity,
    Span,
    Timescale,
    Unit,
)
from lineofsight.indicators.expressions import (
    WITHIN,
    in_period,
    is_within_months,
    with_due,
    with_unit,
    with_working_days,
)
from lineofsight.indicators.library.early_help import THEME as EARLY_HELP
from lineofsight.indicators.library.front_door import CONTACTS, REFERRALS, referrals_in
from lineofsight.later import ibis
from lineofsight.periods import PeriodKind
from lineofsight.working_days import Convention

DECIDED_WITHIN = Interval(1, Span.WORKING_DAYS)
ONE_DAY = Timescale(
    text="1 working day",
    source="Working Together 2023 (decision on type of response within one working day of "
    "referral)",
    evidence="NOT SEEN: analyst knowledge, check the guidance before use",
    limit=DECIDED_WITHIN,
    convention=Convention.DAY_0,
)


def contacts_decided_in(tables, periods):
    """Contacts decided on in the period, with the working days each took."""
    given = tables["loc_contact_decisions"]
    rows = given.select(
        "child_id",
        record_key=given.decision_id,
        started_on=given.received_on,
        finished_on=given.decided_on,
        own_team=given.team_id,
        own_worker=given.worker_id,
    )
    rows = in_period(rows, tables, "finished_on")
    rows = with_working_days(rows, tables, start="started_on", end="finished_on")
    rows = with_due(rows, tables, start="started_on", within=DECIDED_WITHIN)
    return with_unit(rows, tables, team="own_team", worker="own_worker")


def referrals_with_decision_in(tables, periods):
    """Referrals of the period with the first decision on a referral of the child that came
    in on the same day."""
    rows = referrals_in(tables, periods).drop("finished_on", "measure")
    given = tables["loc_referral_decisions"]
    decided = given.group_by(decided_child=given.child_id, decided_for=given.received_on).agg(
        finished_on=given.decided_on.min()
    )
    rows = rows.left_join(
        decided,
        [rows.child_id == decided.decided_child, rows.started_on == decided.decided_for],
    ).drop("decided_child", "decided_for")
    rows = with_working_days(rows, tables, start="started_on", end="finished_on")
    return with_due(rows, tables, start="started_on", within=DECIDED_WITHIN)


def enquiries_completed_in(tables, periods):
    """Multi-agency enquiries completed in the period, with the hours each took and those it
    might take by its urgency."""
    given = tables["loc_mash_enquiries"]
    chosen = tables.parameters
    rows = given.select(
        "child_id",
        "rag_rating",
        record_key=given.decision_id,
        started_on=given.received_on,
        finished_on=given.decided_on,
        hours=given.decided_hours - given.received_hours,
        own_team=given.team_id,
        own_worker=given.worker_id,
    )
    rows = in_period(rows, tables, "finished_on")
    rows = rows.mutate(
        measure=rows.hours.floor().cast("int64"),
        within_hours=ibis.cases(
            (rows.rag_rating == "red", chosen.mash_red_within_hours),
            (rows.rag_rating == "amber", chosen.mash_amber_within_hours),
            (rows.rag_rating == "green", chosen.mash_green_within_hours),
        ),
    )
    return with_unit(rows, tables, team="own_team", worker="own_worker")


def help_begun_in(tables, periods):
    """Early help begun in the period, with the latest end of other early help of the child
    before it."""
    rows = tables["help_started"]
    before = {
        "group_by": rows.child_id,
        "order_by": [rows.started_on, rows.record_key],
        "rows": (None, -1),
    }
    rows = rows.mutate(earlier_end=rows.finished_on.max().over(**before))
    is_over = (rows.earlier_end <= rows.started_on).fill_null(False)
    rows = rows.mutate(previous_on=is_over.ifelse(rows.earlier_end, ibis.null("date")))
    rows = in_period(rows, tables, "started_on")
    return rows.mutate(measure=rows.started_on.delta(rows.previous_on, unit="day"))


CON05 = Indicator(
    id="CON05",
    title="Contacts decided on within 1 working day",
    theme=CONTACTS,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Contacts decided on no later than the working day after they came in (day 0).",
    out_of="Contacts that were decided on in the period.",
    not_counted="It was decided later.",
    why_it_matters="Until somebody has decided, nobody has taken on the worry about the child.",
    questions=("What held up those that waited longest?",),
    denominator=contacts_decided_in,
    numerator=lambda rows: rows.measure <= DECIDED_WITHIN.number,
    unknown=lambda rows: rows.started_on.isnull(),
    unknown_reason="When it came in is not recorded.",
    needs=(Need("loc_contact_decisions", months_back=1),),
    timescale=ONE_DAY,
    measure="working days from the contact to the decision",
    cautions=(
        "From the local extract of decisions. Contacts that are still open are in the month in "
        "which they are decided.",
    ),
)

CON07 = Indicator(
    id="CON07",
    title="Multi-agency enquiries completed in the time of their urgency",
    theme=CONTACTS,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Enquiries completed within the hours of their rating: red 4, amber 24, green 72, "
    "unless the authority has chosen others.",
    out_of="Multi-agency enquiries completed in the period.",
    not_counted="It took longer.",
    left_out="Enquiries without a rating, or without both times.",
    why_it_matters="The rating says how long a child can wait.",
    questions=("Which agency's answer was waited for?", "Was the rating right?"),
    denominator=enquiries_completed_in,
    numerator=lambda rows: rows.hours <= rows.within_hours,
    unknown=lambda rows: rows.within_hours.isnull() | rows.hours.isnull(),
    unknown_reason="The rating, or one of the two times, is not recorded.",
    needs=(Need("loc_mash_enquiries", months_back=1),),
    timescale=Timescale(
        text="local (e.g. red 4h, amber 24h, green 72h)",
        source="local protocol, not statutory",
        evidence="local choice, no national source",
    ),
    parameters=("mash_red_within_hours", "mash_amber_within_hours", "mash_green_within_hours"),
    measure="whole hours from receipt to completion",
    cautions=(
        "Hours of the clock, nights and weekends with them; not working days.",
        "A time that names no day's hour counts from midnight.",
    ),
)

REF08 = Indicator(
    id="REF08",
    title="Referrals decided on within 1 working day",
    theme=REFERRALS,
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Referrals decided on no later than the working day after they came in (day 0).",
    out_of="Referrals dated in the period.",
    not_counted="It was decided later, or no decision is recorded.",
    why_it_matters="It is the law's own measure of whether a referral is taken seriously.",
    questions=("Are decisions late, or recorded late?",),
    denominator=referrals_with_decision_in,
    numerator=lambda rows: rows.measure <= DECIDED_WITHIN.number,
    unknown=lambda rows: rows.finished_on.isnull(),
    unknown_stays=True,
    unknown_reason="No decision is recorded.",
    needs=(Need("ssd_cin_episodes"), Need("loc_referral_decisions")),
    timescale=ONE_DAY,
    measure="working days from the referral to the decision",
    cautions=("A referral and its decision are put together by the child and the day it came in.",),
)

EH06 = Indicator(
    id="EH06",
    version="2",
    title="Early help again within 12 months",
    theme=EARLY_HELP,
    unit=Unit.PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Early help begun within twelve months of the end of other early help for the child.",
    out_of="Early help begun in the twelve months.",
    not_counted="No early help had ended in the twelve months before.",
    why_it_matters="Help that has to come back soon may have gone too soon.",
    questions=("What had been agreed when it ended, and who stayed in touch?",),
    denominator=help_begun_in,
    numerator=lambda rows: is_within_months(rows.previous_on, rows.started_on, 12),
    period_kinds=ROLLING_ONLY,
    headline_kind=PeriodKind.ROLLING_YEAR,
    needs=(Need("ssd_early_help_episodes", months_back=12, spells=True),),
    measure="days since the earlier help ended",
    cautions=(
        f"{WITHIN} They are calendar months, not 365 days.",
        "Help that has not ended is not counted as earlier help.",
    ),
)

INDICATORS = (CON05, CON07, REF08, EH06)
