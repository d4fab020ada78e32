"""Where things lie in a warehouse.

LINEOFSIGHT_HOME/warehouse/
  .lock                            held while a load is going on
  .incoming-…/                     a load that is not finished, or never will be
  2026-11-23-001-1a2b3c4d/         a snapshot: whole, and never changed again
    manifest.json
    problems.parquet
    journey/ssd_person.parquet …   the history accumulated so far
    journey/history/….parquet      earlier versions of rows, and rows taken back
    returns/annex_a/….parquet      what was loaded, as it was read
    derived/                       what can be computed again from the rest
"""

import re
from datetime import date
from pathlib import Path

SNAPSHOT_ID = re.compile(r"\d{4}-\d{2}-\d{2}-\d{3,}-[0-9a-f]{8}")
INCOMING = ".incoming-"
PROBLEMS = "problems.parquet"


def warehouse_folder(home: Path) -> Path:
    return Path(home) / "warehouse"


def snapshot_id(as_at: date, number: int, fingerprint: str) -> str:
    """`number` counts the loads of this warehouse, so that ids of one day sort by load."""
    return f"{as_at.isoformat()}-{number:03d}-{fingerprint[:8]}"


def journey_file(folder: Path, table: str) -> Path:
    return folder / "journey" / f"{table}.parquet"


def history_file(folder: Path, table: str) -> Path:
    return folder / "journey" / "history" / f"{table}.parquet"


def return_file(folder: Path, return_id: str, table: str) -> Path:
    return folder / "returns" / return_id / f"{table}.parquet"
