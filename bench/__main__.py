"""The benchmark: loading, figures, pages, on the invented authority at 1x and 10x.

    python -m bench                      everything at 1x, and the page is written
    python -m bench --scale 10 --only figures
    python -m bench --only programme
    python -m bench --only rules --only stages --only pandas --write
    python -m bench --folder DIR         where data is made and kept between runs

Prints tables with the median, the fastest and the slowest of several runs. With `--write`, or where
everything is run, what is measured beside other tools, and where the time goes, is also written to
docs/reference/benchmarks.md, with the machine and the day.
"""

import argparse
import os
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import engine, pages, pandas_figures, programme, rules, stages
from bench.authority import CHILDREN, home_of, home_with_programme
from bench.page import HEADINGS, Part, write

AT_SCALE = {
    "load": (engine.loading, "Loading"),
    "figures": (engine.figures, "Figures"),
    "pages": (pages.pages, "Pages"),
}
WRITTEN = ("rules", "stages", "pandas")
PARTS = (*AT_SCALE, "programme", *WRITTEN)
TITLES = {
    "rules": (
        "Checking a return",
        "Whole processes from their start to findings in a file, in turn with the tool that "
        "authorities use today, on the same files of an invented authority. The tool's own time "
        "for a census of 15,000 children was measured once, alone on a machine of two cores: "
        "620 s; it was not run again here.",
    ),
    "stages": (
        "Where the time of a check goes",
        "One process, each part watched; floors beside it.",
    ),
    "pandas": (
        "Figures, beside pandas",
        "Whole processes in turn from the same snapshot. Every figure of the two was compared "
        "and is the same ([the code](../../bench/pandas_code.py)).",
    ),
}


def main() -> None:
    asked = _asked()
    wanted = asked.only or [*PARTS]
    parts = [part for name in PARTS if name in wanted if (part := _part(name, asked))]
    if asked.write or not asked.only:
        write(parts)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--only", choices=PARTS, action="append")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--tool-runs", type=int, default=5, help="in turn with the tools in use")
    parser.add_argument("--folder", type=Path, default=Path("var/bench"))
    parser.add_argument("--in-census", type=int, default=15_000, help="children in the census")
    parser.add_argument("--in-return", type=int, default=3_017, help="children in the SSDA903")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def _part(name: str, asked: argparse.Namespace) -> Part | None:
    """One table, printed as it is measured; given if the page has it."""
    load = os.getloadavg()[0]
    if name in AT_SCALE:
        title = f"{AT_SCALE[name][1]} at {asked.scale}x ({CHILDREN * asked.scale:,} children)"
    else:
        title = TITLES[name][0] if name in TITLES else f"With {programme.AUDITS:,} audits"
    print(f"\n{title}, load {load:.1f}\n{HEADINGS}")
    rows = _shown(_measures(name, asked))
    return Part(*TITLES[name], tuple(rows), load) if name in WRITTEN else None


def _measures(name: str, asked: argparse.Namespace) -> Iterator:
    sizes = asked.in_census, asked.in_return
    match name:
        case "programme":
            home = home_with_programme(asked.folder, programme.AUDITS)
            return programme.programme(home, asked.runs)
        case "rules":
            return rules.rules(asked.folder, asked.runs, asked.tool_runs, *sizes)
        case "stages":
            return stages.stages(asked.folder, asked.runs, *sizes)
        case "pandas":
            return pandas_figures.side_by_side(home_of(asked.folder, asked.scale), asked.runs)
        case _:
            return AT_SCALE[name][0](home_of(asked.folder, asked.scale), asked.runs)


def _shown(measures: Iterator) -> list[str]:
    """Print each row of a table as soon as it is known; gives them all."""
    rows = []
    for what, unit, values in measures:
        shown = [statistics.median(values), min(values), max(values)]
        cells = [f"{_number(value)} {unit}".strip() for value in shown]
        rows.append(f"| {what} | " + " | ".join([*cells, str(len(values))]) + " |")
        print(rows[-1])
        sys.stdout.flush()
    return rows


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


if __name__ == "__main__":
    main()
