"""The benchmark: loading, figures, pages, on the invented authority at 1x and 10x.

    python -m bench                      everything at 1x
    python -m bench --scale 10 --only figures
    python -m bench --only programme
    python -m bench --only rules --children 205000
    python -m bench --folder DIR         where data is made and kept between runs

Prints a table with the median, the fastest and the slowest of several runs. With `--write` what is
said of the rules is also written to docs/reference/benchmarks.md, with the machine and the day.
"""

import argparse
import statistics
import sys
from pathlib import Path

from bench import engine, pages, programme, rules
from bench.authority import CHILDREN, home_of, home_with_programme
from bench.page import write

PARTS = {"load": engine.loading, "figures": engine.figures, "pages": pages.pages}

OTHERS = ("programme", "rules")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--only", choices=[*PARTS, *OTHERS], action="append")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=Path("var/bench"))
    parser.add_argument("--children", type=int, default=27_000, help="for rules: the authority")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    wanted = asked.only or [*PARTS, *OTHERS]
    if set(wanted) & PARTS.keys():
        home = home_of(asked.folder, asked.scale)
        print(
            f"| at {asked.scale}x ({CHILDREN * asked.scale:,} children) | median | least | most |"
        )
        print("|---|---|---|---|")
        for name in wanted:
            if name in PARTS:
                _shown(PARTS[name](home, asked.runs))
    if "programme" in wanted:
        print(f"| with {programme.AUDITS:,} audits | median | least | most |\n|---|---|---|---|")
        home = home_with_programme(asked.folder, programme.AUDITS)
        _shown(programme.programme(home, asked.runs))
    if "rules" in wanted:
        print("| checking a return | median | least | most |\n|---|---|---|---|")
        rows = _shown(rules.rules(asked.folder, asked.runs, asked.children))
        if asked.write:
            write(rows, asked.runs)


def _shown(measures) -> list[str]:
    """Print each row of a table as soon as it is known; gives them all."""
    rows = []
    for what, unit, values in measures:
        shown = [statistics.median(values), min(values), max(values)]
        rows.append(f"| {what} | " + " | ".join(f"{value:.3g} {unit}" for value in shown) + " |")
        print(rows[-1])
        sys.stdout.flush()
    return rows


if __name__ == "__main__":
    main()
