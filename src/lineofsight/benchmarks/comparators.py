"""What others had, for one indicator: statistical neighbours, region, England.

Values are those the department published for years ending on 31 March. Counts are not
compared: an authority's number beside England's says nothing, its rate does. A value that
was suppressed or is missing is left out, and how many neighbours remain is said. Of the
neighbours there are two values: the unweighted mean of theirs, and theirs pooled, which
weighs large authorities more and needs the published counts.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

from lineofsight.benchmarks.areas import ENGLAND, Authority
from lineofsight.benchmarks.published import (
    PER_10_000,
    PERCENT,
    RECIPES,
    Published,
    Value,
    shipped,
)


class Kind(StrEnum):
    NEIGHBOURS = "neighbours"
    POOLED = "neighbours pooled"
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
    indicator_id: str,
    area: Authority,
    *,
    latest_year: int | None = None,
    published: Published | None = None,
) -> list[Comparator]:
    """Neighbours, region and England, always all three and in this order.

    All are of the newest year that neighbours and England both have, so that a page
    compares like with like; without values for authorities, each is its own newest.
    No year after `latest_year` is used.
    """
    told = published or shipped()
    years = [y for y in told.years(indicator_id) if latest_year is None or y <= latest_year]
    shared = [year for year in years if _of_neighbours(told, indicator_id, area, year)]
    year = shared[0] if shared else None
    of_areas = [year] if year else years
    return [
        _neighbours(told, indicator_id, area, year),
        _area(told, indicator_id, (Kind.REGION, area.region, area.region_code), of_areas),
        _area(told, indicator_id, (Kind.ENGLAND, "England", ENGLAND), of_areas),
    ]


def pooled(
    indicator_id: str, area: Authority, year: int, published: Published | None = None
) -> Comparator:
    """The neighbours as if they were one authority: their numerators over their denominators."""
    name = "Statistical neighbours, pooled"
    told = _of_neighbours(published or shipped(), indicator_id, area, year)
    parts = [each.parts for each in told if each.parts]
    bottom = math.fsum(of for _, of in parts)
    recipe = RECIPES.get(indicator_id)
    if not parts or not bottom or recipe is None or recipe.per not in (PERCENT, PER_10_000):
        return Comparator(Kind.POOLED, name)
    return Comparator(
        Kind.POOLED,
        name,
        value=recipe.per * math.fsum(top for top, _ in parts) / bottom,
        year_ending=year,
        source=told[0].source,
        confidence="high (derived)",
        how=f"{len(parts)}, of {len(area.neighbours)}, as one",
        note=f"weighted by size; list of neighbours: {area.edition}",
    )


def own_published(
    indicator_id: str, area: Authority, year: int, published: Published | None = None
) -> float | None:
    """What was published for the authority itself, if anything was."""
    found = (published or shipped()).of(indicator_id, year, area.code)
    return found.value if found else None


def published_by_authorities(
    indicator_id: str, year: int, published: Published | None = None
) -> dict[str, float]:
    """What was published for each authority, by ONS code; suppressed ones are not in it."""
    found = (published or shipped()).by_authorities(indicator_id, year)
    return {code: each.value for code, each in found.items()}


def _of_neighbours(told: Published, indicator_id: str, area: Authority, year: int) -> list[Value]:
    found = (told.of(indicator_id, year, code) for code in area.neighbours)
    return [each for each in found if each is not None]


def _neighbours(
    told: Published, indicator_id: str, area: Authority, year: int | None
) -> Comparator:
    name = "Statistical neighbours"
    if year is None:
        return Comparator(Kind.NEIGHBOURS, name)
    found = _of_neighbours(told, indicator_id, area, year)
    return Comparator(
        Kind.NEIGHBOURS,
        name,
        value=math.fsum(each.value for each in found) / len(found),
        year_ending=year,
        source=found[0].source,
        confidence=found[0].confidence,
        how=f"mean of {len(found)}, of {len(area.neighbours)}",
        note=f"unweighted mean; list of neighbours: {area.edition}",
    )


def _area(
    told: Published, indicator_id: str, of: tuple[Kind, str, str], years: list[int]
) -> Comparator:
    kind, name, code = of
    for year in years:
        if found := told.of(indicator_id, year, code):
            return Comparator(
                kind,
                name,
                value=found.value,
                year_ending=year,
                source=found.source,
                confidence=found.confidence,
                note=found.note,
            )
    return Comparator(kind, name)
