"""What others had, for one indicator: statistical neighbours, region, England.

Values are those the department published for years ending on 31 March. Counts are not
compared: an authority's number beside England's says nothing, its rate does. A value that
was suppressed or is missing is left out, and how many neighbours remain is said. The
neighbours' value is the unweighted mean of theirs; pooling numerators would weigh large
authorities more, and the inputs are published rounded.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from lineofsight.benchmarks.areas import ENGLAND, Authority, read

SOURCE_OF_AUTHORITIES = "DfE Children in need, reporting year 2024 (EES)"
DERIVED = {"ASM03", "S4703", "S4704"}
"""Worked out from published bands or counts rather than published as a percentage."""


class Kind(StrEnum):
    NEIGHBOURS = "neighbours"
    REGION = "region"
    ENGLAND = "England"


@dataclass(frozen=True)
class Comparator:
    """One value to compare with, or none: `value` is then None and so is the year.

    In the unit of the indicator, a percentage as 0 to 100. `year_ending` 2024 is the year
    to 31 March 2024. `how` says how the value came about where it is not as published
    (“mean of 9, of 10”); `confidence` how well the source was read: high, or medium.
    """

    kind: Kind
    name: str
    value: float | None = None
    year_ending: int | None = None
    source: str = ""
    confidence: str = ""
    how: str = ""
    note: str = ""

    @property
    def year(self) -> str:
        """“Mar 2024”, as a column of years says it."""
        return f"Mar {self.year_ending}" if self.year_ending else ""

    @property
    def span(self) -> str:
        """“2023 to 2024”, as a sentence says it."""
        return f"{self.year_ending - 1} to {self.year_ending}" if self.year_ending else ""


def comparators(
    indicator_id: str, area: Authority, *, latest_year: int | None = None
) -> list[Comparator]:
    """Neighbours, region and England, always all three and in this order.

    All are of the newest year that neighbours and England both have, so that a page
    compares like with like; without values for authorities, each is its own newest.
    No year after `latest_year` is used.
    """
    years = [year for year in _years(indicator_id) if latest_year is None or year <= latest_year]
    shared = [year for year in years if _mean(indicator_id, area, year)[0] is not None]
    year = shared[0] if shared else None
    return [
        _neighbours(indicator_id, area, year),
        _area(indicator_id, Kind.REGION, area.region, area.region_code, [year] if year else years),
        _area(indicator_id, Kind.ENGLAND, "England", ENGLAND, [year] if year else years),
    ]


def own_published(indicator_id: str, area: Authority, year: int) -> float | None:
    """What was published for the authority itself, if anything was."""
    return _of_authorities().get((indicator_id, year), {}).get(area.code)


def published_by_authorities(indicator_id: str, year: int) -> dict[str, float]:
    """What was published for each authority, by ONS code; suppressed ones are not in it."""
    return dict(_of_authorities().get((indicator_id, year), {}))


def _neighbours(indicator_id: str, area: Authority, year: int | None) -> Comparator:
    name = "Statistical neighbours"
    if year is None:
        return Comparator(Kind.NEIGHBOURS, name)
    value, counted = _mean(indicator_id, area, year)
    return Comparator(
        Kind.NEIGHBOURS,
        name,
        value=value,
        year_ending=year,
        source=SOURCE_OF_AUTHORITIES,
        confidence="high (derived)" if indicator_id in DERIVED else "high",
        how=f"mean of {counted}, of {len(area.neighbours)}",
        note=f"unweighted mean; list of neighbours: {area.edition}",
    )


def _mean(indicator_id: str, area: Authority, year: int) -> tuple[float | None, int]:
    published = _of_authorities().get((indicator_id, year), {})
    values = [published[code] for code in area.neighbours if code in published]
    return (math.fsum(values) / len(values) if values else None), len(values)


def _area(indicator_id: str, kind: Kind, name: str, code: str, years: list[int]) -> Comparator:
    for year in years:
        if row := _of_areas().get((indicator_id, year, code)):
            return Comparator(
                kind,
                name,
                value=float(row["value"]),
                year_ending=year,
                source=_sources()[row["source_id"]],
                confidence=row["confidence"],
                note=row["note"],
            )
    return Comparator(kind, name)


@cache
def _years(indicator_id: str) -> tuple[int, ...]:
    """Years with any value, newest first."""
    found = {year for known, year in _of_authorities() if known == indicator_id}
    found |= {year for known, year, _ in _of_areas() if known == indicator_id}
    return tuple(sorted(found, reverse=True))


@cache
def _of_authorities() -> dict[tuple[str, int], dict[str, float]]:
    found: dict[tuple[str, int], dict[str, float]] = {}
    for row in read("authorities_children_in_need.csv"):
        code, year = row.pop("ons_code"), int(row.pop("year_ending"))
        for indicator_id, value in row.items():
            if value:
                found.setdefault((indicator_id, year), {})[code] = float(value)
    return found


@cache
def _of_areas() -> dict[tuple[str, int, str], dict[str, str]]:
    return {
        (row["indicator_id"], int(row["year_ending"]), row["area_code"]): row
        for row in read("england_and_regions.csv")
    }


@cache
def _sources() -> dict[str, str]:
    return {row["source_id"]: row["title"] for row in read("sources.csv")}
