"""The benchmark: loading, figures, pages, on the invented authority at 1x and 10x.

    python -m bench                      everything at 1x
    python -m bench --scale 10 --only figures
    python -m bench --folder DIR         where data is made and kept between runs

Prints a table with the median, the fastest and the slowest of several runs.
"""

import argparse
import statistics
import sys
from pathlib import Path

from bench import engine, pages
from bench.authority import CHILDREN, home_of

PARTS = {"load": engine.loading, "figures": engine.figures, "pages": pages.pages}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--only", choices=PARTS, action="append")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=Path("var/bench"))
    asked = parser.parse_args()
    home = home_of(asked.folder, asked.scale)
    print(f"| at {asked.scale}x ({CHILDREN * asked.scale:,} children) | median | least | most |")
    print("|---|---|---|---|")
    for name in asked.only or PARTS:
        for what, unit, values in PARTS[name](home, asked.runs):
            shown = [statistics.median(values), min(values), max(values)]
            print(f"| {what} | " + " | ".join(f"{value:.3g} {unit}" for value in shown) + " |")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
