"""Checking a return, beside the tools in use: whole processes, in turn, on the same files.

From the start of a process until its findings are written to a file. Where LINEOFSIGHT_PEERS names
no environment with the tools only the product is timed.
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

from bench.files import YEAR, census, of_authority, ssda903

HERE = Path(__file__).parent
AUTHORITY = "E10000016"
SMALL = 2_000
Measure = tuple[str, str, list[float]]


@dataclass(frozen=True)
class Timed:
    seconds: float
    busy: float
    megabytes: float


@dataclass(frozen=True)
class Asked:
    """A command that writes its findings to the file named last."""

    what: str
    ours: list
    theirs: list | None
    runs: int


def rules(
    folder: Path, runs: int, tool_runs: int, in_census: int, in_return: int
) -> Iterator[Measure]:
    """Times of both, their ratio run by run, and the peaks of memory."""
    made = of_authority(folder, in_census=in_census, in_return=in_return)
    for asked in (
        _of_census(made, SMALL, runs=tool_runs, with_tool=True),
        _of_return(made, in_return, runs=tool_runs),
        _of_census(made, in_census, runs=runs, with_tool=False),
    ):
        yield from _side_by_side(asked)


def _of_census(made: Path, children: int, *, runs: int, with_tool: bool) -> Asked:
    file = census(made, children)
    size = file.stat().st_size / 1e6
    return Asked(
        f"CIN census, {children:,} children, {size:.1f} MB",
        [file],
        [HERE / "tool_cin.py", file, YEAR] if with_tool else None,
        runs,
    )


def _of_return(made: Path, children: int, *, runs: int) -> Asked:
    now, last, providers = ssda903(made, children)
    boxes = providers.with_name("boxes.json")
    said = {
        "authority": AUTHORITY,
        "This year": [*map(str, now)],
        "Prev year": [*map(str, last)],
        "CH lookup": [str(providers)],
    }
    boxes.write_text(json.dumps(said), encoding="utf-8")
    return Asked(
        f"SSDA903, {children:,} children, last year's return, list of providers",
        [*now, "--previous", *last, "--providers", providers, "--authority", AUTHORITY],
        [HERE / "tool_903.py", boxes, YEAR],
        runs,
    )


def _side_by_side(asked: Asked) -> Iterator[Measure]:
    ours, theirs = [], []
    command = [sys.executable, "-m", "lineofsight", "check", *asked.ours, "--year", YEAR,
               "--format", "json", "--out"]  # fmt: skip
    python = os.environ.get("LINEOFSIGHT_PEERS")
    for _ in range(asked.runs):
        ours.append(timed(command))
        if python and asked.theirs:
            theirs.append(timed([python, "-W", "ignore", *asked.theirs]))
    yield from _told(f"{asked.what}: the product", ours)
    if theirs:
        yield from _told(f"{asked.what}: the tool", theirs)
        pairs = list(zip(theirs, ours, strict=True))
        yield f"{asked.what}: **times as fast**", "x", [t.seconds / o.seconds for t, o in pairs]
        yield f"{asked.what}: times less CPU", "x", [t.busy / o.busy for t, o in pairs]


def _told(what: str, runs: list[Timed]) -> Iterator[Measure]:
    yield what, "s", [each.seconds for each in runs]
    yield f"{what}, CPU", "s", [each.busy for each in runs]
    yield f"{what}, peak of memory", "MB", [each.megabytes for each in runs]


def timed(command: list, findings: Path | None = None) -> Timed:
    """A command with the file to write to put at its end, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        written = findings or Path(folder) / "findings"
        words = [*map(str, command), str(written)]
        began = time.perf_counter()
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        took = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode or not written.stat().st_size:
            raise RuntimeError(f"{words[:4]} ended with {process.returncode}: {said.decode()}")
    return Timed(took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
