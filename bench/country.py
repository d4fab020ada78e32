"""An invented country, taken in, counted and checked as a region, on one machine and on Spark.

    python -m bench.country --folder DIR                     1/100, 1/30 and 1/10 of the country
    python -m bench.country --folder DIR --share 1/100 --step figures --engine duckdb

Each step is a process of its own, the command that a person would type. What was measured is kept
in DIR/measured.json, so that a run that was interrupted goes on and single steps can be taken again
(`--again`); the tables are printed of all that is there. Run it with the Python of an environment
with Spark (make test-spark makes one) and Java 17. The cluster is one master and two workers on
this machine, so it has no more cores than the other two.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path

import pyarrow.parquet as pq

from bench.processes import children, took

SHARES = ("1/100", "1/30", "1/10")
INDICATORS = ("CIN01", "REF03", "ASM03", "CPP01", "CLA01", "PLC01")
MONTHS = 72
RULES = 12
"""Rules a check runs here: Spark plans each by itself, and all 100 would take the hour."""
ENGINES = ("duckdb", "spark local[2]", "spark cluster")
STEPS = ("invent", "load", "figures", "check")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.country", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--share", action="append", choices=SHARES)
    parser.add_argument("--step", action="append", choices=STEPS)
    parser.add_argument("--engine", action="append", choices=ENGINES)
    parser.add_argument("--again", action="store_true", help="Take again what was measured.")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    for share in asked.share or SHARES:
        for step in asked.step or STEPS:
            for engine in (asked.engine or ENGINES) if step in ("figures", "check") else ("",):
                _measure(asked.folder.absolute(), (share, step, engine), is_again=asked.again)
    print("\n".join(lines(_measured(asked.folder))))


def _measure(folder: Path, what: tuple[str, str, str], *, is_again: bool) -> None:
    name = " ".join(filter(None, what))
    if name in _measured(folder) and not is_again:
        return
    share, step, engine = what
    place = folder / share.replace("/", "-")
    with _master(engine) as (address, beside):
        command = [sys.executable, "-m", "lineofsight", *_command(place, share, step)]
        if address:
            command += ["--engine", "spark", "--master", address]
        if step == "load":
            shutil.rmtree(place / "region", ignore_errors=True)
        found = took(command, os.environ | {"LINEOFSIGHT_HOME": str(folder / "home")}, beside)
    kept = _measured(folder) | {name: asdict(found) | {"rows": _rows(place)}}
    file = folder / "measured.json"
    file.with_suffix(".new").write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    file.with_suffix(".new").replace(file)
    print(f"{name}: {found.wall:.1f} s, {found.cpu:.1f} s of CPU", file=sys.stderr)


def _command(place: Path, share: str, step: str) -> list[str]:
    region, key = str(place / "region"), place.with_name("region.key")
    if step == "invent":
        return ["demo-data", "--country", share, "--out", str(place / "country")]
    if step == "load":
        if not key.exists():
            from lineofsight.region.keys import make_key

            make_key(key)
        homes = ["--each-of", str(place / "country")]
        return ["region", "load", region, *homes, "--key", str(key)]
    if step == "figures":
        asked = [part for each in INDICATORS for part in ("--indicator", each)]
        return ["region", "figures", region, "--months", str(MONTHS), *asked]
    return ["region", "check", region, "--rules", ",".join(rules())]


def rules() -> list[str]:
    """The same rules on each engine: every so manieth of the journey's."""
    from lineofsight.quality.journey_checking import rules_of

    codes = [rule.code for rule in rules_of(None)]
    return codes[:: max(1, len(codes) // RULES)][:RULES]


@contextmanager
def _master(engine: str) -> Iterator[tuple[str, set[int]]]:
    """The address to run at, and the processes that serve it."""
    if engine == "spark cluster":
        from tests.spec.standalone_cluster import standalone_cluster

        with standalone_cluster() as address:
            yield address, children(os.getpid())
    else:
        yield engine.partition(" ")[2], set()


def _rows(place: Path) -> int:
    """Of all tables of all authorities."""
    files = (place / "region").glob("journey/authority=*/date=*/journey/*.parquet")
    return sum(pq.read_metadata(file).num_rows for file in files)


def _measured(folder: Path) -> dict[str, dict]:
    file = folder / "measured.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def lines(measured: dict[str, dict]) -> Iterator[str]:
    """A table of what was measured, and how it grows with the number of rows."""
    yield "| step | share | rows | wall, s | CPU, s | peak memory, MB | load before |"
    yield "|---|---|---|---|---|---|---|"
    for name, found in sorted(measured.items(), key=lambda each: _place(each[0])):
        share, step, *engine = name.split(" ", 2)
        numbers = f"{found['wall']:.1f} | {found['cpu']:.1f} | {found['memory']:,.0f}"
        yield (
            f"| {' '.join([step, *engine])} | {share} | {found['rows']:,} | {numbers}"
            f" | {found['load']:.1f} |"
        )
    yield ""
    yield "| grows as rows to the power of | wall | CPU | memory |"
    yield "|---|---|---|---|"
    for step in dict.fromkeys(name.split(" ", 1)[1] for name in measured):
        those = [measured[n] for s in SHARES if (n := f"{s} {step}") in measured]
        if len(those) > 1:
            powers = (f"{_power(those, of):.2f}" for of in ("wall", "cpu", "memory"))
            yield f"| {step} | {' | '.join(powers)} |"


def _place(name: str) -> tuple:
    share, step, *engine = name.split(" ", 2)
    return STEPS.index(step), ENGINES.index(engine[0]) if engine else 0, Fraction(share)


def _power(those: list[dict], of: str) -> float:
    """The slope of the straight line nearest to the logarithms."""
    points = [(math.log(each["rows"]), math.log(each[of])) for each in those]
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


if __name__ == "__main__":
    main()
