"""Published values by measure, year and area: those we ship, and those an authority loads.

The department's files are read into one long table at load (`returns.published`). Here its
columns become our measures. A symbol instead of a number (`c`, `x`, `z`) is no value; it is
never a nought. What was loaded stands before what is shipped, year by year.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from lineofsight.benchmarks.areas import ENGLAND, read

SOURCE_OF_AUTHORITIES = "DfE Children in need, reporting year 2024 (EES)"
DERIVED = {"ASM03", "S4703", "S4704"}
"""Worked out from published bands or counts rather than published as a percentage."""
PER_10_000, PERCENT = 10_000, 100


@dataclass(frozen=True)
class Value:
    """One published value of an area in a year. `parts`: what it is of, numerator and
    denominator, where both were published: only then can areas be pooled."""

    value: float
    source: str
    confidence: str = "high"
    note: str = ""
    parts: tuple[float, float] | None = None


@dataclass(frozen=True)
class Published:
    """(measure, year ending) → area's ONS code → value. What was suppressed is not there."""

    values: Mapping[tuple[str, int], Mapping[str, Value]] = field(default_factory=dict)

    @cached_property
    def _years(self) -> Mapping[str, tuple[int, ...]]:
        found: dict[str, set[int]] = {}
        for indicator_id, year in self.values:
            found.setdefault(indicator_id, set()).add(year)
        return {name: tuple(sorted(years, reverse=True)) for name, years in found.items()}

    def years(self, indicator_id: str) -> tuple[int, ...]:
        """With any value, newest first."""
        return self._years.get(indicator_id, ())

    def of(self, indicator_id: str, year: int, code: str) -> Value | None:
        return self.values.get((indicator_id, year), {}).get(code)

    def by_authorities(self, indicator_id: str, year: int) -> dict[str, Value]:
        values = self.values.get((indicator_id, year), {})
        return {code: each for code, each in values.items() if not _is_area(code)}

    def before(self, other: "Published") -> "Published":
        """These values, and the other's where an area's year is not among them."""
        keys = {*self.values, *other.values}
        return Published(
            {key: {**other.values.get(key, {}), **self.values.get(key, {})} for key in keys}
        )


def _is_area(code: str) -> bool:
    return code == ENGLAND or code.startswith("E12")


@dataclass(frozen=True)
class Recipe:
    """How a measure of ours is told by the columns of a file, which `category` names. `value`:
    the column that has it; without one it is worked out from the sums of `top` and `bottom`."""

    category: str
    per: int
    value: str = ""
    top: tuple[str, ...] = ()
    bottom: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(name for name in (self.value, *self.top, *self.bottom) if name)

    def read(self, told: Mapping[str, float]) -> tuple[float | None, tuple[float, float] | None]:
        """Value and parts from an area's numbers; what is missing or suppressed is not there."""
        value = told.get(self.value) if self.value else None
        parts = None
        if self.top and all(name in told for name in (*self.top, *self.bottom)):
            top = math.fsum(told[name] for name in self.top)
            if self.bottom:
                parts = (top, math.fsum(told[name] for name in self.bottom))
            elif value:
                parts = (top, self.per * top / value)  # the population that the rate is of
        if not self.value and parts and parts[1]:
            value = round(self.per * parts[0] / parts[1], 1)
        return value, parts if parts and parts[1] else None


_IN_TIME = ("Same_day", "1-10_days", "11-20_days", "21-30_days", "31-40_days", "41-45_days")
_CONFERENCES = ("Duration_0-10_days", "Duration_11-15_days")
_REFERRALS, _PLANS = "Referrals and Re-referrals", "Child Protection Plans"
_ENQUIRIES = "Section 47s and Initial Child Protection Conferences"
RECIPES: Mapping[str, Recipe] = {
    "REF02": Recipe(_REFERRALS, PER_10_000, "Referrals_rate", ("Referrals",)),
    "REF03": Recipe(
        _REFERRALS, PERCENT, "Re_referrals_percent", ("Re_referrals",), ("Referrals",)
    ),
    "REF04": Recipe(
        _REFERRALS, PERCENT, "No_Further_Action_percent", ("No_Further_Action",), ("Referrals",)
    ),
    "ASM03": Recipe(
        "Duration of assessment", PERCENT, "", _IN_TIME,
        (*_IN_TIME, "46-50_days", "51-60_days", "61+_days"),
    ),
    "ASM04": Recipe("Duration of assessment", 1, "Median_days"),
    "S4703": Recipe(_ENQUIRIES, PERCENT, "", ("ICPC",), ("Section47",)),
    "S4704": Recipe(
        _ENQUIRIES, PERCENT, "", _CONFERENCES,
        (*_CONFERENCES, "Duration_16-20_days", "Duration_21+_days"),
    ),
    "CIN02": Recipe("Children in Need", PER_10_000, "At31_episodes_rate", ("At31_episodes",)),
    "CIN05": Recipe(
        "Duration of open episode", PERCENT, "2years+_percent", ("2years+",), ("At31_episodes",)
    ),
    "CPP02": Recipe(_PLANS, PER_10_000, "CPP_At31_rate", ("CPP_At31",)),
    "CPP05": Recipe(
        "Child Protection Plans which are a second or subsequent plan", PERCENT,
        "CPP_subsequent_percent", ("CPP_subsequent",), ("CPP_start",),
    ),
    "CPP07": Recipe(
        "Child Protection Plans by length of time", PERCENT, "2_years_or_more_percent",
        ("2_years_or_more",), ("CPP_At31",),
    ),
    "CPP10": Recipe(
        "Child Protection Plans reviewed within timescales", PERCENT,
        "Reviewed_within_timescales_percent", ("Reviewed_within_timescales",),
        ("CPP_At31_3Months",),
    ),
}  # fmt: skip


def loaded(rows: Iterable[Mapping], source: str) -> Published:
    """From rows of the long table (`returns.published.FIGURES`) as dictionaries."""
    recipes: dict[str, list[tuple[str, Recipe]]] = {}
    for indicator_id, recipe in RECIPES.items():
        recipes.setdefault(recipe.category, []).append((indicator_id, recipe))
    told: dict[tuple[str, int, str], dict[str, float]] = {}
    for row in rows:
        code = _area_of(row)
        if code and row.get("category") in recipes and row.get("value") is not None:
            key = (row["category"], int(row["time_period"]), code)
            told.setdefault(key, {})[row["measure"]] = float(row["value"])
    values: dict[tuple[str, int], dict[str, Value]] = {}
    for (category, year, code), numbers in told.items():
        for indicator_id, recipe in recipes[category]:
            value, parts = recipe.read(numbers)
            if value is not None:
                how = "high (derived)" if indicator_id in DERIVED else "high"
                values.setdefault((indicator_id, year), {})[code] = Value(
                    value, source, how, parts=parts
                )
    return Published(values)


def _area_of(row: Mapping) -> str:
    level = row.get("geographic_level")
    if level == "National":
        return row.get("country_code") or ENGLAND
    return (row.get("region_code") if level == "Regional" else row.get("new_la_code")) or ""


@cache
def shipped() -> Published:
    """The values that come with the product: no counts, so nothing of them can be pooled."""
    values: dict[tuple[str, int], dict[str, Value]] = {}
    for row in read("authorities_children_in_need.csv"):
        code, year = row.pop("ons_code"), int(row.pop("year_ending"))
        for name, value in row.items():
            if value:
                how = "high (derived)" if name in DERIVED else "high"
                found = Value(float(value), SOURCE_OF_AUTHORITIES, how)
                values.setdefault((name, year), {})[code] = found
    sources = {row["source_id"]: row["title"] for row in read("sources.csv")}
    for row in read("england_and_regions.csv"):
        values.setdefault((row["indicator_id"], int(row["year_ending"])), {})[row["area_code"]] = (
            Value(float(row["value"]), sources[row["source_id"]], row["confidence"], row["note"])
        )
    return Published(values)
