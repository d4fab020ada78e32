"""Adoption: children adopted, waiting, how long it takes, decisions that were reversed."""

from lineofsight.indicators.definition import (
    ALL_KINDS,
    BREAKDOWNS,
    KIND,
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
    age_on,
    at_end_of,
    in_period,
    is_within_months,
    plus,
    with_person,
    with_unit,
)
from lineofsight.indicators.library.care import LEAVERS
from lineofsight.indicators.library.permanence import THEME
from lineofsight.indicators.spells.care import ADULT
from lineofsight.indicators.spells.permanence import ADOPTED
from lineofsight.later import ibis
from lineofsight.periods import PeriodKind

THREE_YEARS = 36
MOVED_IN_WITHIN = Interval(14, Span.MONTHS)
MATCHED_WITHIN = Interval(4, Span.MONTHS)
WAYS = Need("ssd_permanence", lasting=True)
DECISIONS = Need("ssd_permanence", lasting=True, column="perm_placement_order_date")
"""The 903 return tells of children who were placed or adopted only, and never of placement
orders: where no order is told, nobody tells of the other decisions."""
REVERSED_BECAUSE = {
    "RD1": "The child's needs changed",
    "RD2": "The court made no placement order",
    "RD3": "No adopters could be found",
    "RD4": "Another reason",
}
SCORECARDS = "Adoption scorecards"
CASES = (
    *("period_id", "child_id", "record_key", "on_day", "team_id", "worker_id"),
    *("started_on", "finished_on", "moved_in_on", "age"),
)


def adopted_in_three_years(tables, periods):
    """Children adopted in the three years to the end of the period, with their way there and
    the day they came to live with those who adopted them."""
    ends = tables["care_ends"]
    adopted = ends.filter(ends.ended_reason.isin(ADOPTED))
    rows = periods.inner_join(
        adopted,
        [
            adopted.finished_on <= periods.end_on,
            is_within_months(adopted.finished_on, periods.end_on, THREE_YEARS),
        ],
    )
    way = tables["adoption_ways"]
    rows = rows.left_join(way, rows.child_id == way.way_child)
    rows = rows.mutate(on_day=rows.finished_on, moved_in_on=_moved_in_on(rows))
    is_likely = (rows.moved_in_on >= rows.started_on) & (rows.moved_in_on <= rows.finished_on)
    return rows.mutate(
        moved_in_on=is_likely.fill_null(False).ifelse(rows.moved_in_on, ibis.null("date"))
    )


def _moved_in_on(rows):
    """Empty for a child adopted by foster carers who does not tell since when they were."""
    since = ibis.least(
        rows.lived_there_on.fill_null(rows.placed_on), rows.placed_on.fill_null(rows.lived_there_on)
    )
    untold = (rows.is_by_carer == 1) & rows.lived_there_on.isnull()
    return untold.fill_null(False).ifelse(ibis.null("date"), since)


def adopted_with_moving_in(tables, periods):
    rows = adopted_in_three_years(tables, periods)
    return rows.mutate(measure=rows.moved_in_on.delta(rows.started_on, unit="day"))


def adopted_with_match(tables, periods):
    return _with_days_to_match(adopted_in_three_years(tables, periods))


def _with_days_to_match(rows):
    """A child matched before the placement order was made waited no day."""
    waited = rows.matched_on.delta(rows.ordered_on, unit="day")
    return rows.mutate(measure=(waited < 0).ifelse(0, waited))


def matched_in(tables, periods):
    """Children matched in the period, adopted or not."""
    way = tables["adoption_ways"]
    matched = way.filter(way.matched_on.notnull())
    rows = matched.mutate(
        child_id=matched.way_child,
        record_key=matched.way_key,
        started_on=matched.ordered_on,
        finished_on=matched.matched_on,
    )
    return _with_days_to_match(with_unit(in_period(rows, tables, "matched_on"), tables))


def _open_on(tables, periods):
    """Decisions in force at the end of the period: taken, and neither reversed nor come to
    an adoption."""
    way = tables["adoption_ways"]
    return periods.inner_join(
        way,
        [
            way.decided_on <= periods.end_on,
            (way.reversed_on > periods.end_on) | way.reversed_on.isnull(),
            (way.adopted_on > periods.end_on) | way.adopted_on.isnull(),
        ],
    )


def waiting_to_be_placed(tables, periods):
    """Children for whom adoption is decided and who have not been placed by the end of the
    period."""
    rows = _open_on(tables, periods)
    rows = rows.filter((rows.placed_on > rows.end_on) | rows.placed_on.isnull())
    rows = rows.mutate(
        child_id=rows.way_child,
        record_key=rows.way_key,
        on_day=rows.end_on,
        started_on=rows.decided_on,
    )
    rows = with_person(with_unit(rows, tables), tables)
    return rows.mutate(
        age=age_on(rows.born_on, rows.on_day),
        measure=rows.on_day.delta(rows.started_on, unit="day"),
    )


def adopted_or_on_the_way(tables, periods):
    """Children adopted in the three years to the end of the period, and those looked after
    then for whom adoption is decided; each with the day of moving in, if it has come."""
    adopted = adopted_in_three_years(tables, periods)
    adopted = adopted.mutate(age=ibis.null("int64"))
    waiting = at_end_of(periods, tables["in_care_on"])
    way = _open_on(tables, periods).rename(way_period="period_id", way_end="end_on")
    way = way.drop("start_on")
    waiting = waiting.inner_join(
        way, [waiting.period_id == way.way_period, waiting.child_id == way.way_child]
    )
    moved = _moved_in_on(waiting)
    waiting = waiting.mutate(
        age=waiting.age.cast("int64"),
        finished_on=ibis.null("date"),
        moved_in_on=(moved <= waiting.on_day).fill_null(False).ifelse(moved, ibis.null("date")),
    )
    rows = ibis.union(adopted.select(*CASES), waiting.select(*CASES))
    return rows.mutate(
        due_on=plus(rows.started_on, MOVED_IN_WITHIN),
        measure=rows.moved_in_on.delta(rows.started_on, unit="day"),
    )


def decisions_reversed_in(tables, periods):
    way = tables["ssd_permanence"]
    reversed_ = way.filter(way.perm_decision_reversed_date.notnull())
    reason = reversed_.perm_decision_reversed_reason.upper().strip()
    rows = reversed_.select(
        child_id=reversed_.perm_person_id,
        record_key=reversed_.perm_table_id,
        started_on=reversed_.perm_adm_decision_date,
        finished_on=reversed_.perm_decision_reversed_date,
        kind=ibis.cases(*((reason == code, words) for code, words in REVERSED_BECAUSE.items())),
        measure=reversed_.perm_decision_reversed_date.delta(
            reversed_.perm_adm_decision_date, unit="day"
        ),
    )
    return with_unit(in_period(rows, tables, "finished_on"), tables)


_three_years = {
    "theme": THEME,
    "snapshot": True,
    "period_kinds": ALL_KINDS,
    "needs": (Need("ssd_cla_episodes", months_back=THREE_YEARS, spells=True), WAYS),
}
_decided_in_three_years = _three_years | {
    "needs": (Need("ssd_cla_episodes", months_back=THREE_YEARS, spells=True), DECISIONS)
}
_mean_days = {
    "unit": Unit.MEAN,
    "unit_words": "days",
    "polarity": Polarity.LOWER_IS_BETTER,
}
THREE = "The figure of a day is that of the three years to it, so it changes slowly."

ADO01 = Indicator(
    id="ADO01",
    title="Children adopted from care",
    unit=Unit.COUNT,
    polarity=Polarity.NEUTRAL,
    counted="Children who left care adopted (E11, E12).",
    out_of="Children who ceased to be looked after in the period, each once.",
    not_counted="Left care for another reason.",
    why_it_matters="Each is a child with a family for good.",
    questions=("How many more wait, and for what?",),
    numerator=lambda rows: rows.ended_reason.isin(ADOPTED),
    **(LEAVERS | {"theme": THEME}),
)

ADO02 = Indicator(
    id="ADO02",
    title="Children with a decision for adoption, not yet placed",
    theme=THEME,
    unit=Unit.COUNT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children for whom the agency's decision maker has decided on adoption, and who have "
    "not been placed; the decision has not been reversed.",
    left_out="Young people aged 18 or over.",
    why_it_matters="Every month of waiting makes it harder to find a family.",
    questions=("Is there a placement order, a match, and what holds it up?",),
    denominator=waiting_to_be_placed,
    exclusions=(Exclusion("Aged 18 or over.", lambda rows: rows.age >= ADULT),),
    snapshot=True,
    period_kinds=ALL_KINDS,
    needs=(DECISIONS,),
    measure="days since the decision",
    cautions=(
        "A decision that was given up and never recorded as reversed goes on being counted.",
    ),
)

ADO03 = Indicator(
    id="ADO03",
    title="Entry to care to moving in with the adoptive family (A10)",
    counted="Days from entering care to being placed for adoption, or to moving in with the "
    "eventual adopters as their foster child.",
    out_of="Children adopted in the three years to the day.",
    left_out="Children for whom the day of moving in is not recorded.",
    why_it_matters="A small child's months are long.",
    questions=("Where does the time go: to the decision, the order, or the match?",),
    denominator=adopted_with_moving_in,
    unknown=lambda rows: rows.measure.isnull(),
    unknown_reason="The day of moving in is not recorded, or lies outside the time in care.",
    timescale=Timescale(
        text="14 month threshold (A1), A10 from 2012/13",
        source=SCORECARDS,
        evidence="seen: GOV.UK thresholds page",
        limit=MOVED_IN_WITHIN,
    ),
    measure="days from entering care to moving in",
    evidence="seen: Wolverhampton scorecard report excerpt",
    cautions=(
        "For a child adopted by foster carers, or placed with adopters who fostered at first, "
        "the clock stops on the day the child came to live with them.",
        "Calendar days; the mean of all children, as DfE gives it, which one long wait can move.",
        THREE,
    ),
    **_mean_days,
    **_three_years,
)

ADO04 = Indicator(
    id="ADO04",
    title="Placement order to match (A2)",
    counted="Days from the placement order to the decision on a match; none where the match came "
    "first.",
    out_of="Children adopted in the three years to the day, who had a placement order and were "
    "placed before they were adopted.",
    left_out="Children without a placement order, or never placed for adoption.",
    why_it_matters="Once the court has agreed, every day is a day of looking for a family.",
    questions=("Did the search for a family begin before the order?",),
    denominator=adopted_with_match,
    unknown=lambda rows: rows.matched_on.isnull(),
    unknown_reason="The day of the match is not recorded.",
    exclusions=(
        Exclusion("No placement order is recorded.", lambda rows: rows.ordered_on.isnull()),
        Exclusion(
            "Was not placed for adoption before the adoption.",
            lambda rows: rows.placed_on.isnull() | (rows.placed_on > rows.finished_on),
        ),
    ),
    timescale=Timescale(
        text="4 month threshold",
        source=SCORECARDS,
        evidence="seen: GOV.UK thresholds page; LG Inform metric 912",
        limit=MATCHED_WITHIN,
    ),
    measure="days from the placement order to the match",
    evidence="seen: LG Inform metric 912",
    cautions=("Placement orders are told by Annex A and the dataset, not by the 903.", THREE),
    **_mean_days,
    **_decided_in_three_years,
)

ADO05 = Indicator(
    id="ADO05",
    title="Placement order to match, adopted or not (A20)",
    theme=THEME,
    counted="Days from the placement order to the decision on a match; none where the match came "
    "first.",
    out_of="Children matched in the period who had a placement order, adopted since or not.",
    left_out="Children without a placement order.",
    why_it_matters="It tells of the children being matched now, where A2 waits until they are "
    "adopted.",
    questions=("Which children waited longest, and what was tried?",),
    denominator=matched_in,
    exclusions=(
        Exclusion("No placement order is recorded.", lambda rows: rows.ordered_on.isnull()),
    ),
    headline_kind=PeriodKind.ROLLING_YEAR,
    needs=(DECISIONS,),
    measure="days from the placement order to the match",
    cautions=(
        "The exact wording of A20 was not found. Children matched in the period is how it is "
        "read here: confirm it with the Adoption and Special Guardianship Leadership Board "
        "before it is compared with the Board's figures.",
    ),
    **_mean_days,
)

ADO06 = Indicator(
    id="ADO06",
    title="Moved in with the adoptive family within 14 months (A3)",
    unit=Unit.PERCENT,
    polarity=Polarity.HIGHER_IS_BETTER,
    counted="Children who moved in with their adoptive family less than 14 months after entering "
    "care.",
    out_of="Children adopted in the three years to the day, and those looked after on the day "
    "for whom adoption is decided.",
    not_counted="Moved in later, or has not moved in yet.",
    left_out="Children adopted for whom the day of moving in is not recorded.",
    why_it_matters="It counts the children who still wait, whom an average leaves out.",
    questions=("Which of those who wait will soon have waited for 14 months?",),
    denominator=adopted_or_on_the_way,
    numerator=lambda rows: rows.moved_in_on < rows.due_on,
    unknown=lambda rows: rows.moved_in_on.isnull() & rows.finished_on.notnull(),
    unknown_reason="The day of moving in is not recorded, or lies outside the time in care.",
    exclusions=(Exclusion("Aged 18 or over.", lambda rows: rows.age >= ADULT),),
    timescale=Timescale(
        text="14 months",
        source="Adoption scorecards A3",
        evidence="seen: GOV.UK thresholds page (A3)",
        limit=MOVED_IN_WITHIN,
    ),
    measure="days from entering care to moving in",
    evidence="seen: GOV.UK thresholds page",
    cautions=(
        "A child who waits, and has been in care for less than 14 months, is in the figure and "
        "not counted yet.",
        "The day exactly 14 months after entering care is not less than 14 months.",
        THREE,
    ),
    **_decided_in_three_years,
)

ADO07 = Indicator(
    id="ADO07",
    title="Adoption decisions reversed",
    theme=THEME,
    unit=Unit.COUNT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Decisions in the period that a child should no longer be placed for adoption, for "
    "whatever reason (RD1 to RD4).",
    why_it_matters="Behind each is a plan for a family that did not come about.",
    questions=("Could no family be found, or did something else change, and could one tell?",),
    denominator=decisions_reversed_in,
    headline_kind=PeriodKind.ROLLING_YEAR,
    breakdowns=(KIND, *BREAKDOWNS),
    kinds="Reason",
    needs=(DECISIONS,),
    measure="days since the decision for adoption",
)

INDICATORS = (ADO01, ADO02, ADO03, ADO04, ADO05, ADO06, ADO07)
