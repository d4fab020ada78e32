"""From a definition to cases with a status, and from cases to tallies: one place for all."""

import ibis

from lineofsight.indicators.definition import Indicator, Parameters, Unit
from lineofsight.indicators.expressions import Tables, age_on, is_unborn, number, with_person
from lineofsight.indicators.spells import SPELLS
from lineofsight.indicators.spells.people import NOT_RECORDED

COUNTED, NOT_COUNTED, LEFT_OUT = "counted", "not-counted", "left-out"

CASES = {
    "period_id": "string",
    "child_id": "string",
    "record_key": "string",
    "on_day": "date",
    "team_id": "string",
    "worker_id": "string",
    "started_on": "date",
    "due_on": "date",
    "finished_on": "date",
    "measure": "int64",
    "status": "string",
    "reason": "string",
    "is_unknown": "boolean",
}
"""What a case is told as. `on_day`: the day at which team, worker and the child's
characteristics are taken. `reason`: why it is left out, or not known."""

CHARACTERISTICS = ("age_band", "sex", "ethnicity", "disability")
AGE_BANDS = (
    "Unborn",
    "Under 1",
    "1 to 4",
    "5 to 9",
    "10 to 15",
    "16 to 17",
    "18 and over",
    NOT_RECORDED,
)
LEVELS = ("authority", "service", "team", "worker")
NO_UNIT = "not-recorded"
"""The unit of cases for which no team, service or worker is recorded."""


def tables_for(parameters: Parameters) -> Tables:
    return Tables(parameters, SPELLS)


def cases(indicator: Indicator, tables: Tables) -> ibis.Table:
    """Every case of every period in `periods`, with its status: `CASES`."""
    rows = indicator.denominator(tables, tables["periods"])
    unknown = _truth(indicator.unknown(rows)) if indicator.unknown else ibis.literal(False)
    excluded = [(_truth(each.when(rows)), each.reason) for each in indicator.exclusions]
    left_out = [(when, LEFT_OUT) for when, _ in excluded]
    reasons = list(excluded)
    if not indicator.unknown_stays and indicator.unknown:
        left_out.append((unknown, LEFT_OUT))
    if indicator.unknown:
        reasons.append((unknown, indicator.unknown_reason))
    counted = _truth(indicator.numerator(rows)) & ~unknown
    rows = rows.mutate(
        status=ibis.cases(*left_out, (counted, COUNTED), else_=NOT_COUNTED),
        reason=ibis.cases(*reasons, else_="") if reasons else ibis.literal(""),
        is_unknown=_unknown_and_not_excluded(unknown, [when for when, _ in excluded]),
    )
    there = set(rows.columns)
    return rows.select(
        **{
            name: (rows[name] if name in there else ibis.null(kind)).cast(kind)
            for name, kind in CASES.items()
        }
    )


def _unknown_and_not_excluded(unknown, excluded):
    for when in excluded:
        unknown = unknown & ~when
    return unknown


def _truth(condition):
    return condition.fill_null(False)


KEPT_COUNTS = ("numerator", "denominator", "unknown", "left_out")
COUNTS = {
    "period_id": "string",
    "team_id": "string",
    "worker_id": "string",
    **dict.fromkeys(CHARACTERISTICS, "string"),
    **dict.fromkeys(KEPT_COUNTS, "int64"),
}
"""Cases condensed: how many of each kind there are for a worker of a team, in a period.
Characteristics are empty where they were not asked for."""


def counts(described: bool, tables: Tables) -> ibis.Table:
    """`cases` condensed to `COUNTS`, by the children's characteristics if asked for."""
    rows = ibis.table(CASES, name="cases")
    if described:
        rows = with_characteristics(rows, tables)
    else:
        rows = rows.mutate(**{name: ibis.literal("") for name in CHARACTERISTICS})
    grouped = rows.group_by("period_id", "team_id", "worker_id", *CHARACTERISTICS)
    return grouped.agg(
        numerator=number(rows.status == COUNTED).sum().cast("int64"),
        denominator=number(rows.status != LEFT_OUT).sum().cast("int64"),
        unknown=number(rows.is_unknown).sum().cast("int64"),
        left_out=number(rows.status == LEFT_OUT).sum().cast("int64"),
    ).select(*COUNTS)


def tally(level: str, breakdown: str | None, tables: Tables) -> ibis.Table:
    """`counts` added up by period and unit, and by a characteristic if one is given.

    A unit's `parent_id` is what it lies in: a worker's team, a team's service. Workers
    who have moved have a tally in each of their teams.
    """
    rows = ibis.table(COUNTS, name="counts")
    category = rows[breakdown] if breakdown else ibis.literal("")
    rows = _with_units(rows.mutate(category=category), level, tables)
    grouped = rows.group_by("period_id", "unit_id", "parent_id", "category")
    return grouped.agg(**{name: rows[name].sum().cast("int64") for name in KEPT_COUNTS}).mutate(
        children=ibis.null("int64"),
        median=ibis.null("float64"),
        by=ibis.literal(level),
        breakdown=ibis.literal(breakdown or ""),
    )


def needs_every_case(indicator: Indicator) -> bool:
    """Has the figure a part that cannot be added up from smaller ones: a median, or how
    many different children a count of events was about?"""
    return indicator.unit == Unit.MEDIAN_WORKING_DAYS or (
        indicator.unit == Unit.COUNT and not indicator.snapshot
    )


def tally_of_cases(level: str, breakdown: str | None, tables: Tables) -> ibis.Table:
    """As `tally`, from the cases themselves, with different children and the median."""
    rows = ibis.table(CASES, name="cases")
    if breakdown:
        rows = with_characteristics(rows, tables).mutate(category=lambda t: t[breakdown])
    else:
        rows = rows.mutate(category=ibis.literal(""))
    rows = _with_units(rows, level, tables)
    is_counted = rows.status == COUNTED
    rows = rows.mutate(
        counted_measure=is_counted.ifelse(rows.measure, ibis.null("int64")),
        counted_child=is_counted.ifelse(rows.child_id, ibis.null("string")),
    )
    grouped = rows.group_by("period_id", "unit_id", "parent_id", "category")
    return grouped.agg(
        numerator=number(rows.status == COUNTED).sum().cast("int64"),
        denominator=number(rows.status != LEFT_OUT).sum().cast("int64"),
        unknown=number(rows.is_unknown).sum().cast("int64"),
        left_out=number(rows.status == LEFT_OUT).sum().cast("int64"),
        children=rows.counted_child.nunique().cast("int64"),
        median=rows.counted_measure.median().cast("float64"),
    ).mutate(by=ibis.literal(level), breakdown=ibis.literal(breakdown or ""))


def _with_units(rows, level: str, tables: Tables):
    if level == "authority":
        return rows.mutate(unit_id=ibis.literal("authority"), parent_id=ibis.literal(""))
    team = rows.team_id.fill_null(NO_UNIT)
    if level == "worker":
        return rows.mutate(unit_id=rows.worker_id.fill_null(NO_UNIT), parent_id=team)
    units = tables["units"]
    placed = units.select(unit_team=units.team_id, service=units.service_id)
    joined = rows.left_join(placed, rows.team_id == placed.unit_team)
    service = joined.service.fill_null(NO_UNIT)
    if level == "service":
        return joined.mutate(unit_id=service, parent_id=ibis.literal("authority"))
    return joined.mutate(unit_id=joined.team_id.fill_null(NO_UNIT), parent_id=service)


def with_characteristics(rows, tables: Tables):
    """Age band on the case's own day, sex, ethnicity and disability; an unborn child has
    the band “Unborn” and never an age, and what is not known is “Not recorded”."""
    joined = with_person(rows, tables)
    joined = joined.mutate(age=age_on(joined.born_on, joined.on_day))
    return joined.mutate(
        age_band=ibis.cases(
            (_truth(is_unborn(joined, joined.on_day)), "Unborn"),
            (joined.age.isnull(), NOT_RECORDED),
            (joined.age < 1, "Under 1"),
            (joined.age < 5, "1 to 4"),
            (joined.age < 10, "5 to 9"),
            (joined.age < 16, "10 to 15"),
            (joined.age < 18, "16 to 17"),
            else_="18 and over",
        ),
        sex=joined.sex.fill_null(NOT_RECORDED),
        ethnicity=joined.ethnicity.fill_null(NOT_RECORDED),
        disability=joined.disability.fill_null(NOT_RECORDED),
    )
