"""Checking a return, beside the tools in use: whole processes, in turn, on the same files.

Where LINEOFSIGHT_PEERS names no environment with the tools only the product is timed. The files are
those of an invented authority: a census, and an SSDA903 of two years.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.authority import run

ASKS = Path(__file__).parents[1] / "tests" / "peers"
AUTHORITY = "E10000016"
YEAR = 2026
Measure = tuple[str, str, list[float]]


@dataclass(frozen=True)
class Timed:
    seconds: float
    megabytes: float


def rules(folder: Path, runs: int, children: int) -> Iterator[Measure]:
    """Times of both, their ratio run by run, and the product's peak of memory. `children` is the
    size of the authority: a tenth of them or so are in a census."""
    files = _files(folder, children)
    census = next((files / "cin").glob("*.xml"))
    now, last = (sorted((files / "ssda903" / str(year)).glob("*.csv")) for year in (YEAR, YEAR - 1))
    size = census.stat().st_size / 1e6
    held = census.read_text(encoding="utf-8").count("<Child>")
    yield from _side_by_side(
        f"CIN census, {held:,} children, {size:.0f} MB", runs,
        [census], ("cin", {"year": YEAR, "xml": str(census)}),
    )  # fmt: skip
    with now[0].parent.joinpath("header.csv").open(encoding="utf-8") as header:
        held = sum(1 for _ in header) - 1
    asked = {"year": YEAR, "authority": AUTHORITY, "files": [str(f) for f in now],
             "last_files": [str(f) for f in last]}  # fmt: skip
    yield from _side_by_side(
        f"SSDA903, {held:,} children and last year's return", runs,
        [*now, "--previous", *last, "--authority", AUTHORITY], ("903", asked),
    )  # fmt: skip


def _files(folder: Path, children: int) -> Path:
    files = (folder / f"files-{children}").absolute()
    if not files.is_dir():
        files.parent.mkdir(parents=True, exist_ok=True)
        run("demo-data", "--children", str(children), "--out", str(files), home=folder)
    return files


def _side_by_side(what: str, runs: int, files: list, peer: tuple[str, dict]) -> Iterator[Measure]:
    ours, theirs = [], []
    command = [sys.executable, "-m", "lineofsight", "check", *map(str, files),
               "--year", str(YEAR), "--format", "json"]  # fmt: skip
    python = os.environ.get("LINEOFSIGHT_PEERS")
    for _ in range(runs):
        ours.append(_timed(command, ""))
        if python:
            script = str(ASKS / f"ask_{peer[0]}.py")
            theirs.append(_timed([python, "-W", "ignore", script], json.dumps(peer[1]) + "\n"))
    yield f"{what}: the product", "s", [each.seconds for each in ours]
    yield f"{what}: its peak of memory", "MB", [each.megabytes for each in ours]
    if theirs:
        yield f"{what}: the tool", "s", [each.seconds for each in theirs]
        yield f"{what}: the tool's peak", "MB", [each.megabytes for each in theirs]
        pairs = zip(theirs, ours, strict=True)
        yield f"{what}: ratio", "times", [t.seconds / o.seconds for t, o in pairs]


def _timed(command: list[str], given: str) -> Timed:
    with tempfile.TemporaryFile("w+") as asked, tempfile.TemporaryFile() as answer:
        asked.write(given)
        asked.seek(0)
        began = time.perf_counter()
        process = subprocess.Popen(command, stdin=asked, stdout=answer, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        took = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, f"{command[:4]} ended with {process.returncode}"
    return Timed(took, used.ru_maxrss / 1024)
