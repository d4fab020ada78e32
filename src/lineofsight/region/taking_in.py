"""An authority's snapshot, made into a part of a region."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from lineofsight.errors import LoadRefused
from lineofsight.journey import TABLES
from lineofsight.region.keys import name_of
from lineofsight.region.pseudonyms import Pseudonyms, pseudonymised
from lineofsight.region.store import ABOUT, Part, code_of
from lineofsight.region.texts import Texts
from lineofsight.warehouse import Snapshot, layout
from lineofsight.warehouse.manifest import FILE_NAME

ROW = "row"
"""The place of a row in its table: findings name it."""


def take_in(
    region: Path,
    snapshot: Snapshot,
    authority: str,
    key: bytes,
    *,
    population: Mapping[int, int] | None = None,
) -> Part:
    """Write what a region may have of a snapshot: whole, or not at all. What was loaded (the
    returns themselves), earlier versions of rows and the problems found stay at the authority."""
    part = Part(region, code_of(authority), snapshot.as_at)
    _refuse_another_key(region, name_of(key))
    if part.folder.exists():
        raise LoadRefused(
            f"the region has the records of {authority} for {snapshot.as_at} already.",
            advice="Remove that folder first, if they are to be replaced.",
        )
    incoming = part.folder.with_name(f"{layout.INCOMING}{part.folder.name}")
    shutil.rmtree(incoming, ignore_errors=True)
    (incoming / "journey").mkdir(parents=True)
    try:
        texts = Texts(snapshot)
        rows = _write_journey(snapshot, incoming, Pseudonyms(authority, key), texts)
        _write_account(snapshot, incoming, rows)
        about = {"key": name_of(key), "population": dict(population or {})}
        about["texts_left_out"] = texts.left_out
        (incoming / ABOUT).write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
        incoming.rename(part.folder)
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    return part


def population_of(part: Part) -> dict[int, int]:
    said = json.loads((part.folder / ABOUT).read_text(encoding="utf-8"))
    return {int(year): children for year, children in said["population"].items()}


def _refuse_another_key(region: Path, name: str) -> None:
    """Two keys in one region: a child who is in both would be two children."""
    for about in region.glob(f"journey/authority=*/date=*/{ABOUT}"):
        if json.loads(about.read_text(encoding="utf-8"))["key"] != name:
            raise LoadRefused(
                "the region's pseudonyms were made with another key.",
                advice="Use that key; to change it, begin a new region and take all in again.",
            )


def texts_left_out(part: Part) -> dict[str, int]:
    """Column → how many rows had somebody's own words there, which stayed behind."""
    return json.loads((part.folder / ABOUT).read_text(encoding="utf-8"))["texts_left_out"]


def _write_journey(
    snapshot: Snapshot, folder: Path, pseudonyms: Pseudonyms, texts: Texts
) -> dict[str, int]:
    counts = {}
    keep_birthdays = _ever_looked_after(snapshot)
    for name, table in TABLES.items():
        file = layout.journey_file(snapshot.path, name)
        if not file.is_file():
            continue
        rows = pq.read_table(file, partitioning=None)
        made = pseudonymised(table, rows, pseudonyms, texts=texts, with_birthdays=keep_birthdays)
        made = made.append_column(ROW, pa.array(range(len(made)), pa.int64()))
        with pq.ParquetWriter(
            layout.journey_file(folder, name), made.schema, compression="zstd"
        ) as out:
            if len(made):  # a group without rows would pass for one whose columns are filled
                out.write_table(made)
        counts[name] = len(made)
    return counts


def _ever_looked_after(snapshot: Snapshot) -> frozenset[str]:
    file = layout.journey_file(snapshot.path, "ssd_cla_episodes")
    if not file.is_file():
        return frozenset()
    rows = pq.read_table(file, columns=["clae_person_id"], partitioning=None)
    return frozenset(child for child in rows.column(0).unique().to_pylist() if child)


def _write_account(snapshot: Snapshot, folder: Path, rows: Mapping[str, int]) -> None:
    """The manifest, without the names of files, which people choose."""
    manifest = replace(snapshot.manifest, sources=(), previous=None, problem_count=0, rows=rows)
    (folder / FILE_NAME).write_text(manifest.as_json(), encoding="utf-8")
