"""Writes an invented authority out as the files that an authority would have.

    ssd/            the dataset's tables, whole history, one file each
    local/          what no return tells, by our templates
    annex_a/        the latest month end's workbook
    ssda903/<year>/ the return of three collection years, one file a table
    cin/            the last census
    people.csv      who worked there, from when to when
    about.json      how it was made, and what was planted

The same authority gives the same bytes.
"""

import csv
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from lineofsight.demo.authority import Authority
from lineofsight.demo.extracts import write_extracts
from lineofsight.demo.write_annex_a import write_annex_a
from lineofsight.demo.write_cin import write_cin
from lineofsight.demo.write_ssda903 import write_ssda903
from lineofsight.errors import UserError

SSD_FORMATS = ("parquet", "csv")
PEOPLE_COLUMNS = (
    "worker_id",
    "name",
    "job_title",
    "unit_id",
    "email",
    "from_on",
    "to_on",
    "registration_no",
    "full_time_equivalent",
    "is_agency",
)
# One date in so many is spoiled in files of text: no such day, or not a day at all.
SPOIL_ONE_DATE_IN = 5000
UNREADABLE = ("31/02/2024", "00/00/0000", "not known", "2023-13-01")
Progress = Callable[[float], None]


def write(
    authority: Authority,
    out: Path,
    *,
    ssd_format: str = "parquet",
    progress: Progress = lambda part: None,
) -> dict[str, tuple[Path, ...]]:
    """Write everything below `out`; returns the files of each submission, ready for intake."""
    if ssd_format not in SSD_FORMATS:
        raise UserError(f"“{ssd_format}” is no format of an extract.", advice="Use parquet or csv.")
    out = Path(out)
    written = {"ssd": _write_ssd(authority, out / "ssd", ssd_format)}
    written["local"] = write_extracts(authority, out / "local", ssd_format)
    progress(0.4)
    written["annex_a"] = (write_annex_a(authority, out / "annex_a"),)
    progress(0.6)
    for year in collection_years(authority.today):
        folder = out / "ssda903" / str(year)
        written[f"ssda903 {year}"] = write_ssda903(authority, folder, year=year)
    progress(0.8)
    census_year = collection_years(authority.today)[-1]
    written[f"cin {census_year}"] = (write_cin(authority, out / "cin", year=census_year),)
    _write_people(authority, out / "people.csv")
    _write_about(authority, out / "about.json")
    progress(1.0)
    return written


def collection_years(today: date) -> tuple[int, int, int]:
    """The three latest years (by the year they end in) whose returns are due by `today`."""
    last = today.year if today >= date(today.year, 7, 31) else today.year - 1
    return last - 2, last - 1, last


def _write_ssd(authority: Authority, folder: Path, form: str) -> tuple[Path, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    paths, dates_seen = [], 0
    for name, table in authority.tables.items():
        path = folder / f"{name}.{form}"
        if form == "parquet":
            pq.write_table(table, path, compression="zstd")
        else:
            table, dates_seen = _as_text(table, dates_seen)
            pa_csv.write_csv(table, path)
        paths.append(path)
    return tuple(paths)


def _as_text(table: pa.Table, dates_seen: int) -> tuple[pa.Table, int]:
    """Dates as day/month/year, a few of them unreadable; and how many dates there were."""
    for place, column in enumerate(table.schema):
        if not pa.types.is_date(column.type):
            continue
        dates = table.column(place).combine_chunks()
        values = pc.strftime(dates, format="%d/%m/%Y").to_pylist()
        first = SPOIL_ONE_DATE_IN - 1 - dates_seen % SPOIL_ONE_DATE_IN
        for row in range(first, len(values), SPOIL_ONE_DATE_IN):
            if values[row] is not None:
                values[row] = UNREADABLE[row % len(UNREADABLE)]
        dates_seen += len(values)
        table = table.set_column(place, column.name, pa.array(values, pa.string()))
    return table, dates_seen


def _write_people(authority: Authority, path: Path):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, PEOPLE_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(person) for person in authority.people)


def _write_about(authority: Authority, path: Path):
    kinds: dict[str, int] = {}
    for fault in authority.faults:
        name = f"{fault.table}.{fault.column}: {fault.kind}"
        kinds[name] = kinds.get(name, 0) + 1
    about = {
        "authority": authority.name,
        "children": authority.plan.children,
        "seed": authority.plan.seed,
        "today": authority.today,
        "stories": asdict(authority.stories),
        "faults": dict(sorted(kinds.items())),
        "rows": {name: table.num_rows for name, table in authority.tables.items()},
    }
    path.write_text(json.dumps(about, indent=2, default=str) + "\n", encoding="utf-8")
