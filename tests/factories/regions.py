"""Two small invented authorities, and the region that has them both."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq

from lineofsight import demo, intake, warehouse
from lineofsight.region.keys import make_key, read_key
from lineofsight.region.taking_in import take_in
from lineofsight.warehouse import Snapshot

TODAY = date(2026, 11, 23)
SEEDS = {"E06000001": 12, "E10000016": 11}


@dataclass(frozen=True)
class TwoAuthorities:
    region: Path
    key_file: Path
    snapshots: dict[str, Snapshot]


def two_authorities(place: Path, *, children: int = 1_200) -> TwoAuthorities:
    key_file, region = place / "region.key", place / "region"
    make_key(key_file)
    key = read_key(key_file, apart_from=region)
    snapshots = {}
    for code, seed in SEEDS.items():
        snapshots[code] = _loaded(place / code, demo.generate(children, seed=seed, today=TODAY))
        take_in(region, snapshots[code], code, key, population={2025: children})
    return TwoAuthorities(region, key_file, snapshots)


def _loaded(home: Path, authority: demo.Authority) -> Snapshot:
    files = []
    (home / "files").mkdir(parents=True)
    for name, table in authority.tables.items():
        files.append(home / "files" / f"{name}.parquet")
        pq.write_table(table, files[-1])
    submission = intake.read_files(files, as_at=TODAY)
    return warehouse.load(home, submission, created_at=datetime(2026, 11, 23, tzinfo=UTC))
