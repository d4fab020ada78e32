"""Child protection plans that begin and end, and what stands in those that are open."""

from lineofsight.indicators.definition import (
    ROLLING_ONLY,
    Indicator,
    Interval,
    Need,
    Polarity,
    Span,
    Unit,
)
from lineofsight.indicators.expressions import (
    has_lasted,
    in_period,
    no,
    plus,
    yes,
)
from lineofsight.indicators.library.need import RATE_UNBORN
from lineofsight.indicators.library.need_episodes import OF_TWELVE_MONTHS, POPULATION
from lineofsight.indicators.library.protection import (
    OPEN_PLANS,
    THEME,
    on_plan,
    open_plans_on_a_day,
    plans_started_in,
)
from lineofsight.periods import PeriodKind

SHORT = Interval(3, Span.MONTHS)
LONG = 24
NEGLECT, EMOTIONAL = "NEG", "EMO"


def plans_ended_in(tables, periods):
    return in_period(tables["plans_ended"], tables, "finished_on")


def plans_ended_with_care_in(tables, periods):
    """The same, with the day (`care_on`) on which the child came into care after the plan
    began, if that lies in the period too. Short breaks are no coming into care."""
    ended = plans_ended_in(tables, periods)
    spans = periods.rename(span_id="period_id", span_from="start_on", span_to="end_on")
    care = tables["care_periods"]
    entered = care.filter(care.is_short_break == 0)
    entered = entered.select(care_child=entered.child_id, entered_on=entered.first_on)
    within = ended.inner_join(spans, ended.period_id == spans.span_id)
    within = within.inner_join(
        entered,
        [
            within.child_id == entered.care_child,
            within.started_on <= entered.entered_on,
            within.span_from <= entered.entered_on,
            within.span_to >= entered.entered_on,
        ],
    )
    first = within.group_by(care_period=within.period_id, care_plan=within.record_key).agg(
        care_on=within.entered_on.min()
    )
    rows = ended.left_join(
        first, [ended.period_id == first.care_period, ended.record_key == first.care_plan]
    ).drop("care_period", "care_plan")
    return rows.mutate(measure=rows.care_on.delta(rows.started_on, unit="day"))


def on_plan_with_emergency(tables, periods):
    """Children on a plan, with whether an emergency protection order or police protection
    was in force in the six months before (`had_emergency`), and what a list made on that
    very day says of it (`is_stated`)."""
    rows = on_plan(tables, periods)
    found = tables["emergencies_before"]
    rows = rows.left_join(
        found, [rows.on_day == found.emergency_day, rows.child_id == found.emergency_child]
    )
    given = tables["own_emergency_protection"]
    stated = given.select(
        stated_child=given.empr_person_id,
        stated_day=given.empr_stated_date,
        is_stated=given.empr_in_last_six_months,
    ).distinct()
    return rows.left_join(
        stated, [rows.on_day == stated.stated_day, rows.child_id == stated.stated_child]
    )


_ended = {
    "theme": THEME,
    "denominator": plans_ended_in,
    "headline_kind": PeriodKind.ROLLING_YEAR,
    "needs": (OPEN_PLANS,),
    "measure": "days on the plan",
}

CPP03 = Indicator(
    id="CPP03",
    title="Child protection plans started per 10,000 children",
    theme=THEME,
    unit=Unit.RATE_PER_10_000,
    polarity=Polarity.NEUTRAL,
    counted="Child protection plans begun in the period.",
    out_of=POPULATION,
    why_it_matters="With the plans that end it tells whether the number on a plan grows.",
    questions=("Do more begin than end, and since when?",),
    denominator=plans_started_in,
    headline_kind=PeriodKind.ROLLING_YEAR,
    needs=(Need("ssd_cp_plans"),),
    cautions=(OF_TWELVE_MONTHS, RATE_UNBORN),
)

CPP04 = Indicator(
    id="CPP04",
    title="Child protection plans ended per 10,000 children",
    unit=Unit.RATE_PER_10_000,
    polarity=Polarity.NEUTRAL,
    counted="Child protection plans that ended in the period.",
    out_of=POPULATION,
    why_it_matters="Plans that are right come to an end: by safety, or by another answer.",
    questions=("Do plans end at the first review, or drift to the fourth?",),
    cautions=(
        "The team is the one responsible on the plan's last day.",
        OF_TWELVE_MONTHS,
        RATE_UNBORN,
    ),
    **_ended,
)

CPP08 = Indicator(
    id="CPP08",
    title="Plans that had lasted 2 years or more when they ended",
    unit=Unit.PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Plans that ended two years after they began, or later.",
    out_of="Child protection plans that ended in the period.",
    not_counted="It ended within two years.",
    why_it_matters="A child was thought at risk of harm for two years while the plan went on.",
    questions=("What brought the change in the end, and could it have come sooner?",),
    numerator=lambda rows: has_lasted(rows.started_on, rows.finished_on, LONG),
    cautions=("Two years to the day is two years.",),
    **_ended,
)

CPP09 = Indicator(
    id="CPP09",
    title="Plans that ended within 3 months",
    unit=Unit.PERCENT,
    polarity=Polarity.NEUTRAL,
    counted="Plans that ended on or before the day three months after they began.",
    out_of="Child protection plans that ended in the period.",
    not_counted="It lasted longer than three months.",
    why_it_matters="Such plans end at the first review: either things changed at once, or there "
    "was no need of a plan.",
    questions=("Were these children on a plan again within two years?",),
    numerator=lambda rows: rows.finished_on <= plus(rows.started_on, SHORT),
    cautions=(
        "Plans of children who moved away, or came into care, are among them; the department "
        "shows transfers apart.",
        "Calendar months, to the same day of the month or its last.",
    ),
    **_ended,
)

CPP14 = Indicator(
    id="CPP14",
    title="Plans ended of children who became looked after",
    theme=THEME,
    unit=Unit.PERCENT,
    polarity=Polarity.NEUTRAL,
    counted="Plans of children who, after the plan began and in these same twelve months, came "
    "into care.",
    out_of="Child protection plans that ended in the twelve months.",
    not_counted="The child did not come into care in them.",
    why_it_matters="It is how often a plan could not keep a child safe at home.",
    questions=("Was care planned, or an emergency?", "Were grandparents asked first?"),
    denominator=plans_ended_with_care_in,
    numerator=lambda rows: rows.care_on.notnull(),
    period_kinds=ROLLING_ONLY,
    headline_kind=PeriodKind.ROLLING_YEAR,
    adds_up=False,
    needs=(OPEN_PLANS, Need("ssd_cla_episodes")),
    measure="days from the plan's start to coming into care",
    cautions=(
        "A child who came into care weeks after the plan ended is counted, if in the same twelve "
        "months. Short breaks are not.",
    ),
)


def _of_category(name: str, title: str, *, words: str, code: str) -> Indicator:
    return Indicator(
        id=name,
        title=title,
        unit=Unit.PERCENT,
        polarity=Polarity.NEUTRAL,
        counted=f"Children whose plan's latest category of abuse is {words} ({code}).",
        out_of="Children on a plan on the day, each once.",
        not_counted="Another category, several together (MUL), or none recorded.",
        why_it_matters="What children are to be protected from decides what help they need.",
        questions=("Has the use of categories changed, or what happens to children?",),
        denominator=on_plan,
        numerator=lambda rows: rows.category == code,
        unknown=lambda rows: rows.category.isnull() | (rows.category == ""),
        unknown_stays=True,
        unknown_reason="The latest category is not recorded.",
        needs=(OPEN_PLANS,),
        measure="days on the plan",
        cautions=("The latest category known is used for every day of the plan.",),
        **open_plans_on_a_day,
    )


CPP15 = _of_category(
    "CPP15", "Plans whose latest category is neglect", words="neglect", code=NEGLECT
)
CPP16 = _of_category(
    "CPP16",
    "Plans whose latest category is emotional abuse",
    words="emotional abuse",
    code=EMOTIONAL,
)

CPP17 = Indicator(
    id="CPP17",
    title="Children on a plan who had emergency or police protection in the last 6 months",
    unit=Unit.COUNT,
    polarity=Polarity.NEUTRAL,
    counted="Children on a plan for whom an emergency protection order or police protection was "
    "in force on any day of the six months before.",
    out_of="Children on a plan on the day, each once.",
    not_counted="Neither was in force in the six months.",
    why_it_matters="These children were in such danger that nobody could wait for a court.",
    questions=("Was the danger known before, and what had been done?",),
    denominator=on_plan_with_emergency,
    numerator=lambda rows: (rows.had_emergency == 1).fill_null(False) | yes(rows.is_stated),
    unknown=lambda rows: (
        rows.had_emergency.isnull()
        & rows.stated_day.notnull()
        & ~(yes(rows.is_stated) | no(rows.is_stated))
    ),
    unknown_stays=True,
    unknown_reason="The list does not say whether there was any.",
    needs=(
        OPEN_PLANS,
        Need(
            "own_emergency_protection",
            instead=Need("ssd_legal_status", months_back=6, spells=True),
        ),
    ),
    measure="days on the plan",
    cautions=(
        "Found from the legal statuses (L1, L2) of children accommodated, or from Annex A, which "
        "tells it for the very day of its list. Police protection elsewhere than in the "
        "authority's accommodation is told by Annex A alone.",
    ),
    **open_plans_on_a_day,
)

INDICATORS = (CPP03, CPP04, CPP08, CPP09, CPP14, CPP15, CPP16, CPP17)
