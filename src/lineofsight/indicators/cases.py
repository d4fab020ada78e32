"""From a definition to cases with a status, and from cases to tallies: one place for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from lineofsight.indicators.definition import (
    AREA,
    KIND,
    QUANTILES,
    Indicator,
    Parameters,
    Unit,
)
from lineofsight.indicators.expressions import Tables, age_on, is_unborn, with_person
from lineofsight.indicators.spells import SPELLS
from lineofsight.indicators.spells.people import NOT_RECORDED
from lineofsight.later import ibis

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
    "weight": "int64",
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
    status, reason, is_unknown = _told(indicator, rows)
    rows = rows.mutate(status=status, reason=reason, is_unknown=is_unknown)
    return rows.select(**_typed(rows, CASES))


@dataclass(frozen=True)
class _Judged:
    """What a definition says of every row, as conditions that are true or false, never
    empty; None stands for one that is never true. `excluded` are the definition's own
    exclusions, `left_out` all that keeps a row out of the figure."""

    counted: ibis.Value
    unknown: ibis.Value | None
    excluded: tuple[ibis.Value, ...]
    left_out: tuple[ibis.Value, ...]

    @property
    def is_counted(self):
        return _and_none_of(self.counted, self.left_out)

    @property
    def is_left_out(self):
        return reduce(or_, self.left_out) if self.left_out else None

    @property
    def is_unknown(self):
        return None if self.unknown is None else _and_none_of(self.unknown, self.excluded)


def _judged(indicator: Indicator, rows) -> _Judged:
    excluded = tuple(_truth(each.when(rows)) for each in indicator.exclusions)
    counted = _truth(indicator.numerator(rows))
    unknown = _unknown(indicator, rows)
    if unknown is None:
        return _Judged(counted, None, excluded, excluded)
    left_out = excluded if indicator.unknown_stays else (*excluded, unknown)
    return _Judged(counted & ~unknown, unknown, excluded, left_out)


NEEDS_MEASURES = (Unit.NET, Unit.MEAN, Unit.PER_WEIGHT, Unit.MEDIAN, Unit.TOP_DECILE)
UNDIVIDED = (Unit.NET, Unit.MEAN)


def _unknown(indicator: Indicator, rows):
    """What the definition says cannot be told and, where measures or weights are added up,
    cases that lack theirs: a sum must never pass over one in silence."""
    said = [] if indicator.unknown is None else [_truth(indicator.unknown(rows))]
    if indicator.unit in NEEDS_MEASURES:
        said.append(rows.measure.isnull())
    if indicator.unit in (Unit.WEIGHTED_PERCENT, Unit.PER_WEIGHT):
        said.append(rows.weight.isnull())
    return reduce(or_, said) if said else None


def _and_none_of(condition, others):
    for other in others:
        condition = condition & ~other
    return condition


def _told(indicator: Indicator, rows):
    """A case's status, the reason for it, and whether it cannot be told."""
    judged = _judged(indicator, rows)
    reasons = [
        (when, each.reason)
        for when, each in zip(judged.excluded, indicator.exclusions, strict=True)
    ]
    if judged.unknown is not None:
        reasons.append((judged.unknown, indicator.unknown_reason))
    left_out = [(when, LEFT_OUT) for when in judged.left_out]
    status = ibis.cases(*left_out, (judged.counted, COUNTED), else_=NOT_COUNTED)
    reason = ibis.cases(*reasons, else_="") if reasons else ibis.literal("")
    is_unknown = judged.is_unknown
    return status, reason, ibis.literal(False) if is_unknown is None else is_unknown


def _typed(rows, kinds: dict[str, str]) -> dict:
    there = set(rows.columns)
    return {
        name: (rows[name] if name in there else ibis.null(kind)).cast(kind)
        for name, kind in kinds.items()
    }


WHOSE = {
    **{name: CASES[name] for name in ("period_id", "child_id", "on_day", "team_id", "worker_id")},
    KIND: "string",
}


def counted_together(indicator: Indicator) -> tuple:
    """Indicators for which this is the same are about the same cases, and are counted in
    one go, each case once."""
    kinds = indicator.snapshot, indicator.adds_up, indicator.period_kinds
    return indicator.denominator, needs_every_case(indicator), *kinds


Shape = tuple[bool, ...]
"""For each of the indicators that are counted together: are its sums kept beside the counts?"""


def shape_of(indicators: Sequence[Indicator]) -> Shape:
    return tuple(indicator.is_summed for indicator in indicators)


def flags(shape: Shape) -> dict[str, str]:
    """The columns of `marked_cases`; those of an indicator end with its place among them."""
    names = [
        f"{name}_{n}"
        for n, is_summed in enumerate(shape)
        for name in (*MARKS, "measure", *(SUMS if is_summed else ()))
    ]
    return WHOSE | dict.fromkeys(names, "int64")


def marked_cases(indicators: Sequence[Indicator], tables: Tables) -> ibis.Table:
    """The cases of indicators that are counted together: for each what it adds to the
    counts (0 or 1; a case that is not left out is in the denominator), and its measure if
    it is counted."""
    rows = indicators[0].denominator(tables, tables["periods"])
    measure = rows.measure if "measure" in rows.columns else ibis.null("int64")
    marks = {}
    for n, indicator in enumerate(indicators):
        judged = _judged(indicator, rows)
        marks |= {
            f"numerator_{n}": _mark(judged.is_counted),
            f"unknown_{n}": _mark(judged.is_unknown),
            f"left_out_{n}": _mark(judged.is_left_out),
            f"measure_{n}": judged.is_counted.ifelse(measure, ibis.null("int64")),
        }
        if indicator.is_summed:
            total, weight = _added(indicator, rows, judged)
            marks |= {f"total_{n}": total, f"weight_{n}": weight}
    rows = rows.mutate(**marks)
    return rows.select(**_typed(rows, flags(shape_of(indicators))))


def _added(indicator: Indicator, rows, judged: _Judged):
    """What each case adds to the two sums its figure is divided from. A mean has no second:
    it is divided by the number of counted cases; nor has a net number, which is not divided."""
    nothing = ibis.literal(0)
    is_left_out = ibis.literal(False) if judged.is_left_out is None else judged.is_left_out
    parts = rows.weight if indicator.unit == Unit.WEIGHTED_PERCENT else rows.measure
    total = judged.is_counted.ifelse(parts.fill_null(0), nothing)
    if indicator.unit in UNDIVIDED:
        return total, nothing
    return total, is_left_out.ifelse(nothing, rows.weight.fill_null(0))


def _mark(condition):
    return ibis.literal(0) if condition is None else condition.ifelse(1, 0)


def _truth(condition):
    return condition.fill_null(False)


MARKS = ("numerator", "unknown", "left_out")
KEPT_COUNTS = ("numerator", "denominator", "unknown", "left_out")
SUMS = ("total", "weight")
"""Kept beside the counts for the units that are made of sums: `total` is divided by `weight`,
or for a mean by the numerator."""
COUNT_KEYS = ("team_id", "worker_id", *CHARACTERISTICS, AREA, KIND)
"""What cases may be condensed by, beside their period."""


def kept_columns(shape: Shape) -> list[str]:
    """The kept counts and sums of each indicator, in their order."""
    return [
        f"{name}_{n}"
        for n, is_summed in enumerate(shape)
        for name in (*KEPT_COUNTS, *(SUMS if is_summed else ()))
    ]


def counts(keys: tuple[str, ...], shape: Shape, tables: Tables) -> ibis.Table:
    """`cases`, marked, condensed by period and these keys: how many there are of each kind
    for each indicator."""
    rows = ibis.table(flags(shape), name="cases")
    if set(keys) & set(CHARACTERISTICS):
        rows = with_characteristics(rows, tables)
    if AREA in keys:
        rows = with_area(rows, tables)
    condensed = rows.group_by("period_id", *keys).agg(**_counted(rows, shape))
    return _with_denominators(condensed, shape)


def _counted(rows, shape: Shape) -> dict:
    """How many marked cases there are, how many have each mark, and their sums."""
    marks = {
        name: rows[name].sum().cast("int64")
        for name in kept_columns(shape)
        if not name.startswith("denominator_")
    }
    return {"of_all": rows.count(), **marks}


def _with_denominators(condensed, shape: Shape):
    """With the kept counts and sums of each indicator, in their order, at the end."""
    in_order = kept_columns(shape)
    kept = {name: condensed[name] for name in in_order if name in condensed.columns}
    for n in range(len(shape)):
        kept[f"denominator_{n}"] = condensed.of_all - condensed[f"left_out_{n}"]
    others = [name for name in condensed.columns if name not in kept and name != "of_all"]
    return condensed.select(*others, **{name: kept[name] for name in in_order})


TALLY = (
    *("period_id", "by", "unit_id", "parent_id", "breakdown", "category"),
    *(*KEPT_COUNTS, "children", "median", *SUMS),
)
"""A tally's columns: the period, the place, what was found."""


def keys_of(level: str, breakdown: str | None) -> tuple[str, ...]:
    """What cases must be condensed by for this tally, and no more."""
    wanted = {"team_id", breakdown} | ({"worker_id"} if level == "worker" else set())
    return tuple(key for key in COUNT_KEYS if key in wanted)


def tally(level: str, breakdown: str | None, shape: Shape, tables: Tables) -> ibis.Table:
    """`counts` added up by period and unit, and by a characteristic if one is given.

    A unit's `parent_id` is what it lies in: a worker's team, a team's service. Workers
    who have moved have a tally in each of their teams.
    """
    names = {"period_id": "string", **dict.fromkeys(keys_of(level, breakdown), "string")}
    kept = kept_columns(shape)
    rows = ibis.table(names | dict.fromkeys(kept, "int64"), name="counts")
    category = rows[breakdown].fill_null(NOT_RECORDED) if breakdown else ibis.literal("")
    rows = _with_units(rows.mutate(category=category), level, tables)
    grouped = rows.group_by("period_id", "unit_id", "parent_id", "category")
    nothing = {
        name: ibis.null(kind)
        for n in range(len(shape))
        for name, kind in ((f"children_{n}", "int64"), (f"median_{n}", "float64"))
    }
    sums = {name: rows[name].sum().cast("int64") for name in kept}
    added = grouped.agg(**sums).mutate(**nothing)
    return added.mutate(by=ibis.literal(level), breakdown=ibis.literal(breakdown or ""))


def needs_every_case(indicator: Indicator) -> bool:
    """Has the figure a part that cannot be added up from smaller ones: a median, or how
    many different children a count of events was about?"""
    return indicator.unit in QUANTILES or (indicator.unit == Unit.COUNT and not indicator.snapshot)


def places_of(indicators: Sequence[Indicator]) -> tuple[float, ...]:
    """Which place among its measures stands in the column `median` of each indicator."""
    return tuple(QUANTILES.get(indicator.unit, MIDDLE) for indicator in indicators)


MIDDLE = 0.5


def tally_of_cases(
    level: str, breakdown: str | None, counted: tuple[Shape, tuple[float, ...]], tables: Tables
) -> ibis.Table:
    """As `tally`, from the cases themselves, with different children and the median, or another
    place among the measures (`places_of`)."""
    shape, places = counted
    rows = ibis.table(flags(shape), name="cases")
    if breakdown:
        told_by = with_area if breakdown == AREA else with_characteristics
        rows = told_by(rows, tables)
        rows = rows.mutate(category=rows[breakdown].fill_null(NOT_RECORDED))
    else:
        rows = rows.mutate(category=ibis.literal(""))
    rows = _with_units(rows, level, tables)
    children = {
        f"child_{n}": (rows[f"numerator_{n}"] == 1).ifelse(rows.child_id, ibis.null("string"))
        for n in range(len(shape))
    }
    rows = rows.mutate(**children)
    grouped = rows.group_by("period_id", "unit_id", "parent_id", "category")
    parts = _counted(rows, shape)
    for n in range(len(shape)):
        parts[f"children_{n}"] = rows[f"child_{n}"].nunique().cast("int64")
        measure = rows[f"measure_{n}"]
        place = measure.median() if places[n] == MIDDLE else measure.quantile(places[n])
        parts[f"median_{n}"] = place.cast("float64")
    condensed = _with_denominators(grouped.agg(**parts), shape)
    return condensed.mutate(by=ibis.literal(level), breakdown=ibis.literal(breakdown or ""))


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


def with_area(rows, tables: Tables):
    """The area in which the child lived on the case's own day."""
    homes = tables["homes"]
    there = homes.select(
        home_child=homes.child_id, home_from=homes.from_on, home_until=homes.until_on,
        home_area=homes.area,
    )  # fmt: skip
    joined = rows.left_join(
        there,
        [
            rows.child_id == there.home_child,
            rows.on_day >= there.home_from,
            rows.on_day < there.home_until,
        ],
    )
    joined = joined.mutate(area=joined.home_area.fill_null(NOT_RECORDED))
    return joined.drop("home_child", "home_from", "home_until", "home_area")


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
