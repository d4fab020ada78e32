"""The page of benchmarks of the rules, written by the benchmark itself."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "benchmarks.md"
LEAD = """<!-- Written by `python -m bench --only rules --write`: do not edit. -->

# Checking a return: how long it takes

Whole processes from their start to written findings, in turn with the tool that authorities use
today, on the same files of an invented authority; {runs} runs of each, medians. {day}, {machine},
load {load:.1f} when it began. How it is run: [bench](../../bench/README.md).

| | median | least | most |
|---|---|---|---|
"""


def write(rows: list[str], runs: int) -> None:
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    day = datetime.now(UTC)  # noqa: TID251 - a benchmark is of the day it is taken
    lead = LEAD.format(runs=runs, day=f"{day:%-d %B %Y}", machine=machine, load=os.getloadavg()[0])
    PAGE.write_text(lead + "\n".join(rows) + "\n", encoding="utf-8")
