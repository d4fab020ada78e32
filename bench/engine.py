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
began, busy = time.perf_counter(), time.process_time()
from pathlib import Path
from lineofsight import indicators, warehouse
from lineofsight.indicators import compiling
from lineofsight.indicators.local import basis_of
from lineofsight.packs.authority import load_authority
from lineofsight.periods import Period, PeriodKind
from lineofsight.scope import TOTALS_ONLY
compiling_took = 0.0
def timed(function):
    def measured(*arguments, **named):
        global compiling_took
        start = time.perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            compiling_took += time.perf_counter() - start
    return measured
compiling.Compiler._sql = timed(compiling.Compiler._sql)
home = Path(sys.argv[1])
imported = time.perf_counter()
snapshot = warehouse.latest(home)
snapshot.connect().close()
basis = basis_of(load_authority(home))
opened = time.perf_counter()
month = Period.of_kind(PeriodKind.MONTH, snapshot.as_at).earlier()
counted, found = [], 0
for kind in (PeriodKind.MONTH, PeriodKind.ROLLING_YEAR):
    ids = [
        each.id for each in indicators.CATALOGUE.values()
        if (PeriodKind.MONTH in each.period_kinds) == (kind == PeriodKind.MONTH)
    ]
    if ids:
        periods = Period.of_kind(kind, month.end).series(72)
        counted.append(indicators.figures(
            snapshot, ids, periods, by="team", scope=TOTALS_ONLY, basis=basis
        ))
        found += len(ids)
ended, worked = time.perf_counter(), time.process_time()
assert found == len(indicators.CATALOGUE), found
made = [figure for figures in counted for figure in figures]
assert len(made) == sum(map(len, counted))
read = time.perf_counter()
print([
    ended - imported, read - imported, imported - began, opened - imported, compiling_took,
    read - began, worked - busy, time.process_time() - busy, len(made),
])
"""
CUBE = """
import sys, time
from pathlib import Path
from lineofsight import warehouse
from lineofsight.indicators import cube
from lineofsight.indicators.local import basis_of
from lineofsight.packs.authority import load_authority
home = Path(sys.argv[1])
snapshot, basis = warehouse.latest(home), basis_of(load_authority(home))
cube.file_of(snapshot, basis.parameters).unlink(missing_ok=True)
began, busy = time.perf_counter(), time.process_time()
cube.build(snapshot, basis)
print([time.perf_counter() - began, time.process_time() - busy])
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


PARTS = (
    "of this, opening the snapshot",
    "of this, compiling definitions (kept after the first time)",
)


def figures(home: Path, runs: int) -> Iterator[Measure]:
    """Every indicator, by team, for 72 months, from the records; then with nothing compiled
    yet; then everything that is counted once a load."""
    _fresh(CUBE, home, home)
    results = [_fresh(FIGURES, home, home) for _ in range(runs)]
    whole, read, importing, *parts, both, counting, busy, number = zip(*results, strict=True)
    yield f"All indicators by team for 72 months ({number[0]:,} figures), cold", "s", list(whole)
    yield "the same, and every figure read, one by one", "s", list(read)
    for name, values in zip(PARTS, parts, strict=True):
        yield name, "s", list(values)
    yield "Starting the engine (imports), beside it", "s", list(importing)
    yield "From the engine's start to the last figure read", "s", list(both)
    yield "CPU time of imports and counting", "s", list(counting)
    yield "CPU time of all this", "s", list(busy)
    uncompiled = []
    for _ in range(runs):
        shutil.rmtree(home / "cache", ignore_errors=True)
        uncompiled.append(_fresh(FIGURES, home, home)[0])
    yield "The same with nothing compiled yet", "s", uncompiled
    cubes = [_fresh(CUBE, home, home) for _ in range(runs)]
    yield "Every figure of a snapshot for all pages", "s", [wall for wall, _ in cubes]
    yield "CPU time of that", "s", [cpu for _, cpu in cubes]


def _fresh(program: str, home: Path, *arguments: Path) -> list[float]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    done = subprocess.run(
        command, env=environment(home), check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)
