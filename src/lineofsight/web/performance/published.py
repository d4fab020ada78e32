"""The department's published figures as they were loaded here, beside those that are shipped.

Every load of published statistics is kept in its snapshot as it was read; of the same figure in
several loads the newest counts. A source is named by its file and the day of the load.
"""

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pyarrow.parquet as pq
from django.conf import settings

from lineofsight import benchmarks, warehouse
from lineofsight.packs.authority import Authority
from lineofsight.returns.published import PUBLISHED_STATISTICS, STATISTICAL_NEIGHBOURS
from lineofsight.warehouse import layout
from lineofsight.web.once import once

NEIGHBOURS = STATISTICAL_NEIGHBOURS.name
COLUMNS = (
    "time_period", "geographic_level", "country_code", "region_code", "new_la_code", "category",
    "measure", "value",
)  # fmt: skip
Loaded = tuple[tuple[Path, str], ...]
"""Files of a return with the day they were loaded on, newest first."""


@once
def published() -> benchmarks.Published:
    """What is loaded, before what is shipped."""
    return _published(_files())


@lru_cache(maxsize=4)
def _published(files: Loaded) -> benchmarks.Published:
    found = benchmarks.Published()
    for file, day in files:
        if file.stem != NEIGHBOURS:
            found = found.before(_read(file, day))
    return found.before(benchmarks.shipped())


def _read(file: Path, day: str) -> benchmarks.Published:
    table = pq.read_table(file)
    if not set(COLUMNS) <= set(table.column_names):
        return benchmarks.Published()
    title = re.sub(r"_+", " ", file.stem)
    rows = table.select(COLUMNS).to_pylist()
    return benchmarks.loaded(rows, f"DfE, {title}, loaded on {day}")


def neighbours_of(place: Authority) -> benchmarks.Authority | None:
    """Whom an authority compares itself with: as its own file says, else as the newest list that
    was loaded has it, else as shipped."""
    if place.region:
        return benchmarks.Authority(place.name, place.code, place.region, place.neighbours)
    if not place.code:
        return None
    known = benchmarks.authority(place.code)
    listed = _lists(_files()).get(known.code)
    if listed is None:
        return known
    codes, day = listed
    return replace(known, neighbours=codes, edition=f"loaded on {day}; edition not stated")


@lru_cache(maxsize=4)
def _lists(files: Loaded) -> dict[str, tuple[tuple[str, ...], str]]:
    """Each authority's own list: being a neighbour is not mutual, so no list is turned round."""
    for file, day in files:
        if file.stem == NEIGHBOURS:
            return {
                row["la_code_new"]: (tuple(_codes(row["stat_neighbours_la_code"])), day)
                for row in pq.read_table(file).to_pylist()
                if row["la_code_new"] and row["stat_neighbours_la_code"]
            }
    return {}


def _codes(text: str) -> list[str]:
    return [code for code in re.split(r"[,\s]+", text) if code]


@once
def _files() -> Loaded:
    found = []
    for each in reversed(warehouse.snapshots(settings.HOME)):
        folder = layout.return_file(each.path, PUBLISHED_STATISTICS.id, "x").parent
        made = each.manifest.created_at
        day = f"{made.day} {made:%B %Y}"
        found += [(file, day) for file in sorted(folder.glob("*.parquet"))]
    return tuple(found)
