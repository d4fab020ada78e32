"""Loading files and counting figures, each run in a fresh process: nothing is warm."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.authority import environment

Measure = tuple[str, str, list[float]]

LOAD = """
import resource, sys, time
from datetime import UTC, date, datetime
from pathlib import Path
from lineofsight import intake, warehouse
home, files = Path(sys.argv[1]), sorted(Path(sys.argv[2]).iterdir())
began = time.perf_counter()
submission = intake.read_files(files, as_at=date(2026, 11, 23))
read = time.perf_counter()
warehouse.load(home, submission, created_at=datetime(2026, 11, 23, tzinfo=UTC))
ended = time.perf_counter()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print([read - began, ended - read, peak])
"""
FIGURES = """
import sys, time
began = time.perf_counter()
from pathlib import Path
from lineofsight import indicators, warehouse
from lineofsight.indicators.local import basis_of
from lineofsight.packs.authority import load_authority
from lineofsight.periods import Period, PeriodKind
from lineofsight.scope import TOTALS_ONLY
home = Path(sys.argv[1])
imported = time.perf_counter()
snapshot = warehouse.latest(home)
month = Period.of_kind(PeriodKind.MONTH, snapshot.as_at).earlier()
counted, found = 0, 0
for kind in (PeriodKind.MONTH, PeriodKind.ROLLING_YEAR):
    ids = [
        each.id for each in indicators.CATALOGUE.values()
        if (PeriodKind.MONTH in each.period_kinds) == (kind == PeriodKind.MONTH)
    ]
    if ids:
        periods = Period.of_kind(kind, month.end).series(72)
        made = indicators.figures(
            snapshot, ids, periods, by="team", scope=TOTALS_ONLY,
            basis=basis_of(load_authority(home)),
        )
        counted += len(made)
        found += len(ids)
ended = time.perf_counter()
assert found == len(indicators.CATALOGUE), found
print([ended - imported, imported - began, counted])
"""


def loading(home: Path, runs: int) -> Iterator[Measure]:
    """The whole extract, through intake into an empty warehouse."""
    results = []
    for _ in range(runs):
        empty = Path(tempfile.mkdtemp())
        try:
            results.append(_fresh(LOAD, home, empty, home / "demo-files" / "ssd"))
        finally:
            shutil.rmtree(empty)
    reading, writing, peak = zip(*results, strict=True)
    yield "Read and type the extract", "s", list(reading)
    yield "Map, merge and write the snapshot", "s", list(writing)
    yield "Peak memory of a load", "MB", list(peak)


def figures(home: Path, runs: int) -> Iterator[Measure]:
    """Every indicator, by team, for 72 months."""
    results = [_fresh(FIGURES, home, home) for _ in range(runs)]
    counting, importing, number = zip(*results, strict=True)
    yield f"All indicators by team for 72 months ({number[0]:,} figures), cold", "s", list(counting)
    yield "Starting the engine (imports)", "s", list(importing)


def _fresh(program: str, home: Path, *arguments: Path) -> list[float]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    done = subprocess.run(
        command, env=environment(home), check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)
