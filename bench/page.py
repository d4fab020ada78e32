"""The page of benchmarks, written by the benchmark itself."""

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "benchmarks.md"
LEAD = """<!-- Written by `python -m bench --write`: do not edit. -->

# How long it takes, beside what it replaces

{day}, {machine}. How it is run, and what was measured before and at other sizes:
[bench](../../bench/README.md).
"""
HEADINGS = "| | median | least | most | runs |\n|---|---|---|---|---|"


@dataclass(frozen=True)
class Part:
    """A table of the page: `about` says what was done; `load` how busy the machine was."""

    title: str
    about: str
    rows: tuple[str, ...]
    load: float


def write(parts: list[Part]) -> None:
    day = datetime.now(UTC)  # noqa: TID251 - a benchmark is of the day it is taken
    text = LEAD.format(day=f"{day:%-d %B %Y}", machine=machine())
    for part in parts:
        text += f"\n## {part.title}\n{part.about} {_busy(part.load)}\n\n{HEADINGS}\n"
        text += "\n".join(part.rows) + "\n"
    PAGE.write_text(text, encoding="utf-8")


def machine() -> str:
    """What it is, and nothing that tells which."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = os.cpu_count()
    return (
        f"{_processor()}, {cores} cores, {memory:.0f} GB of memory, "
        f"Python {platform.python_version()}"
    )


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _busy(load: float) -> str:
    said = f"The machine's load was {load:.1f} as this began"
    if load <= os.cpu_count():
        return f"{said}."
    return (
        f"{said}, so other work took its share: times of the clock are upper bounds, and the "
        "ratio of CPU time says more than that of the clock."
    )
