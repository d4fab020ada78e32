"""Children in need on a day."""

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
    number,
    plus,
)
from lineofsight.indicators.spells.people import NOT_RECORDED

THEME = "Children in need"
ABUSE_OR_NEGLECT, NEED_NOT_STATED = "N1", "N0"
OPEN_NEED = Need("ssd_cin_episodes", spells=True)
UNBORN = "Unborn children are counted; they have no age and are shown as “Unborn”."
RATE_UNBORN = (
    "Unborn children are counted, although the population of ages 0 to 17 cannot hold them: "
    "the usual convention."
)


def in_need(tables, periods):
    """Children with an open episode of need at the end of the period, each once."""
    rows = at_end_of(periods, tables["in_need_on"])
    return rows.mutate(measure=rows.on_day.delta(rows.started_on, unit="day"))


def in_need_with_last_seen(tables, periods):
    """The same, with when each was last seen within the episode, and whether there was
    nothing yet but an assessment."""
    rows = at_end_of(periods, tables["in_need_on"])
    seen = tables["seen"].rename(seen_child="child_id")
    rows = rows.left_join(
        seen,
        [
            rows.child_id == seen.seen_child,
            seen.seen_on <= rows.on_day,
            seen.next_on > rows.on_day,
            seen.seen_on >= rows.started_on,
        ],
    ).drop("seen_child", "next_on")
    rows = _with_only_assessed(rows, tables)
    counted_from = rows.seen_on.fill_null(rows.started_on)
    return rows.mutate(
        measure=rows.on_day.delta(rows.seen_on, unit="day"),
        finished_on=rows.seen_on,
        due_on=plus(counted_from, tables.parameters.seen_within),
        is_late=number(rows.on_day > plus(rows.seen_on, tables.parameters.seen_within)),
    )


def _with_only_assessed(rows, tables):
    """Adds `is_only_assessed`: 1 for a child with an open assessment on the day and no plan.
    Few are, so they are found first: each of the rows is then looked up once."""
    days, assessed, planned = tables["days"], tables["assessed"], tables["planned"]
    there = days.inner_join(
        assessed, [assessed.from_on <= days.on_day, assessed.until_on > days.on_day]
    )
    there = there.select(assessed_day=there.on_day, assessed_child=there.child_id)
    plans = planned.select(
        planned_child=planned.child_id, planned_from=planned.from_on, planned_until=planned.until_on
    )
    there = there.left_join(
        plans,
        [
            there.assessed_child == plans.planned_child,
            plans.planned_from <= there.assessed_day,
            plans.planned_until > there.assessed_day,
        ],
    )
    there = there.filter(there.planned_from.isnull())
    there = there.select("assessed_day", "assessed_child", is_only_assessed=1)
    return rows.left_join(
        there, [rows.on_day == there.assessed_day, rows.child_id == there.assessed_child]
    ).drop("assessed_day", "assessed_child")


_stock = {
    "theme": THEME,
    "snapshot": True,
    "period_kinds": ALL_KINDS,
    "needs": (OPEN_NEED,),
}

CIN01 = Indicator(
    id="CIN01",
    title="Children in need",
    unit=Unit.COUNT,
    polarity=Polarity.NEUTRAL,
    counted="Children with an episode of need open on the day, each once.",
    why_it_matters="It is how many children the service is responsible for.",
    questions=("Is the number rising because more come in, or because fewer leave?",),
    denominator=in_need,
    measure="days since the referral",
    cautions=(
        "As DfE counts: it includes children on protection plans, children looked after and "
        "those still being assessed, and says nothing of plans.",
        "An episode that closes on the day is not open on it. A referral with no further "
        "action opens none.",
        UNBORN,
    ),
    **_stock,
)

CIN02 = Indicator(
    id="CIN02",
    title="Children in need per 10,000 children",
    unit=Unit.RATE_PER_10_000,
    polarity=Polarity.NEUTRAL,
    counted="Children with an episode of need open on the day, each once.",
    out_of="Children aged 0 to 17 who live in the authority, at the latest mid-year before it.",
    why_it_matters="It lets the number be compared with other authorities.",
    questions=("What would the number be at the neighbours' rate?",),
    denominator=in_need,
    measure="days since the referral",
    cautions=(RATE_UNBORN,),
    **_stock,
)

CIN05 = Indicator(
    id="CIN05",
    title="Children in need for 2 years or more",
    unit=Unit.PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children whose open episode began with a referral two years ago or longer.",
    out_of="Children in need on the day.",
    not_counted="In need for less than two years.",
    why_it_matters="Help that goes on for years may have lost its purpose.",
    questions=("What has changed for this child in the last six months?",),
    denominator=in_need,
    numerator=lambda rows: has_lasted(rows.started_on, rows.on_day, 24),
    measure="days since the referral",
    cautions=("Children in long-term care and disabled children are among them.",),
    **_stock,
)

CIN06 = Indicator(
    id="CIN06",
    title="Children in need with a recorded disability",
    unit=Unit.PERCENT,
    polarity=Polarity.NEUTRAL,
    counted="Children with a disability recorded, of whatever kind.",
    out_of="Children in need on the day, each once.",
    not_counted="None is recorded, or that there is none.",
    why_it_matters="Disabled children are at greater risk of harm, and are easily not recorded.",
    questions=("Is disability asked about at every assessment?",),
    denominator=in_need,
    numerator=lambda rows: rows.disability == "Disabled",
    unknown=lambda rows: rows.disability == NOT_RECORDED,
    unknown_stays=True,
    unknown_reason="Whether the child has a disability is not recorded.",
    measure="days since the referral",
    cautions=("What is recorded today is used for every day.",),
    **(_stock | {"needs": (OPEN_NEED, Need("ssd_disability", lasting=True))}),
)

CIN07 = Indicator(
    id="CIN07",
    title="Children in need because of abuse or neglect",
    unit=Unit.PERCENT,
    polarity=Polarity.NEUTRAL,
    counted="Children whose primary need is abuse or neglect (N1).",
    out_of="Children in need on the day, each once.",
    not_counted="Another primary need, or none recorded.",
    why_it_matters="It tells protection from family support, and so what skills are needed.",
    questions=("Do teams code need alike?", "Is N1 the need, or the first box of the list?"),
    denominator=in_need,
    numerator=lambda rows: rows.need == ABUSE_OR_NEGLECT,
    unknown=lambda rows: rows.need.isnull() | rows.need.isin(["", NEED_NOT_STATED]),
    unknown_stays=True,
    unknown_reason="The primary need is not recorded, or is “not stated” (N0).",
    measure="days since the referral",
    cautions=(
        "The need of the child's open episode; of two open at once, of the earlier.",
        "Of referrals that Annex A lists only on its list 3 the need is not told.",
    ),
    **_stock,
)

CIN14 = Indicator(
    id="CIN14",
    title="Children seen in the last 28 days",
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children seen on a visit within the local limit before the day.",
    out_of="Children in need on the day who have more than an open assessment.",
    not_counted="Not seen within the limit, or never since the episode began.",
    left_out="Children about whom there is only an assessment that is still open.",
    why_it_matters="A plan only helps a child somebody knows.",
    questions=("Who has seen this child, if the worker has not?", "Was a visit tried?"),
    denominator=in_need_with_last_seen,
    numerator=lambda rows: rows.seen_on.notnull() & (rows.is_late == 0),
    exclusions=(
        Exclusion(
            "Only an assessment that is still open.",
            lambda rows: rows.is_only_assessed == 1,
        ),
    ),
    timescale=Timescale(
        text="local, 28 days unless the authority chooses otherwise",
        source="local",
        evidence="local choice, no national source",
        limit=Interval(28, Span.DAYS),
        parameter="seen_within",
    ),
    parameters=("seen_within",),
    measure="days since last seen",
    cautions=(
        "The latest of child in need, protection and looked-after visits at which the child "
        "was seen, within the episode.",
    ),
    **(
        _stock
        | {"needs": (OPEN_NEED, Need("ssd_cin_visits", months_back=1, latest_is_enough=True))}
    ),
)

INDICATORS = (CIN01, CIN02, CIN05, CIN06, CIN07, CIN14)
