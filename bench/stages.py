"""Where the time of a check goes, and how far each part is from the least it could take.

    python -m bench.stages STAGES.json FILES… [--previous FILES…] [--providers FILE]

checks the files in a process of its own, as the command does, with a watch on each part, and then
takes the floors: the same bytes read and nothing done with them, and the same bytes parsed by a
parser written in C (Arrow's for CSV, libxml2 for XML), its tables thrown away.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.files import YEAR, census, of_authority, ssda903

AUTHORITY = "E10000016"
NAMED = {
    "imports": "starting: imports",
    "read": "reading the files into tables of text",
    "compiler": "compiling: shipped SQL looked up, nothing compiled",
    "type": "typing: handing over to the engine",
    "facts": "running: facts that several rules share",
    "ask": "running: the rules",
    "write": "writing the findings",
    "other": "all else",
    "whole": "together, but for starting Python",
    "bytes": "floor of reading: the bytes alone",
    "parse": "floor of reading: the bytes through a parser in C",
}
Measure = tuple[str, str, list[float]]


def stages(folder: Path, runs: int, in_census: int, in_return: int) -> Iterator[Measure]:
    made = of_authority(folder, in_census=in_census, in_return=in_return)
    now, last, providers = ssda903(made, in_return)
    asked = {
        f"CIN census, {in_census:,} children": [census(made, in_census)],
        f"SSDA903, {in_return:,} children": [
            *(*now, "--previous", *last, "--providers", providers),
        ],
    }
    for what, files in asked.items():
        found = [_one(files) for _ in range(runs)]
        for name, said in NAMED.items():
            yield f"{what}: {said}", "s", [each[name] for each in found]
        rate = [each["size"] / 1e6 / each["read"] for each in found]
        yield f"{what}: reading and making tables", "MB/s", rate
        yield (
            f"{what}: reading beside its floor",
            "x",
            [each["read"] / (each["bytes"] + each["parse"]) for each in found],
        )
        yield f"{what}: queries that were compiled", "", [each["compiled"] for each in found]


def _one(files: list) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "stages.json"
        command = [sys.executable, "-m", "bench.stages", str(told), *map(str, files)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return json.loads(told.read_text(encoding="utf-8"))


class Watch:
    """How long each named part took, in all; parts within parts are not told apart."""

    def __init__(self) -> None:
        self.took: dict[str, float] = {}
        self.times: dict[str, int] = {}

    def on(self, where, name: str, part: str) -> None:
        setattr(where, name, self.around(getattr(where, name), part))

    def around(self, work: Callable, part: str) -> Callable:
        def watched(*arguments, **named):
            began = time.perf_counter()
            try:
                return work(*arguments, **named)
            finally:
                self.took[part] = self.took.get(part, 0.0) + time.perf_counter() - began
                self.times[part] = self.times.get(part, 0) + 1

        return watched


def main() -> None:
    began = time.perf_counter()
    from lineofsight.later import leave_pandas_out

    leave_pandas_out()
    import lineofsight.cli  # noqa: F401 - the command line is loaded as well
    from lineofsight.quality import checking, command, compiling, running

    imported = time.perf_counter()
    parser = argparse.ArgumentParser(prog="python -m bench.stages", description=__doc__)
    parser.add_argument("told", type=Path)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--previous", nargs="*", default=[], type=Path)
    parser.add_argument("--providers", nargs="*", default=[], type=Path)
    asked = parser.parse_args()
    watch = Watch()
    watch.on(command, "_read", "read")
    watch.on(checking, "_providers", "read")
    watch.on(checking, "compiler", "compiler")
    watch.on(compiling.Compiler, "_compile", "compiled")
    watch.on(running.Run, "_hand_over", "type")
    watch.on(running.Run, "_work_out", "facts")
    watch.on(running.Run, "_ask_together", "ask")
    watch.on(running.Run, "_result", "ask")
    results = command.check_files(
        asked.files, None, YEAR, asked.previous, asked.providers, AUTHORITY, None
    )
    watch.around(command.write, "write")(results, "json", asked.told.with_name("findings"))
    whole = time.perf_counter() - began
    took = {part: watch.took.get(part, 0.0) for part in NAMED if part in watch.took}
    took["imports"] = imported - began
    told = dict.fromkeys(NAMED, 0.0) | took
    told |= {"whole": whole, "other": whole - sum(took.values())}
    told["compiled"] = watch.times.get("compiled", 0)
    every = [*asked.files, *asked.previous, *asked.providers]
    told |= _floors(every) | {"size": sum(file.stat().st_size for file in every)}
    asked.told.write_text(json.dumps(told), encoding="utf-8")


def _floors(files: list[Path]) -> dict[str, float]:
    """The least of three, as the first also warms up the parsers."""
    from lxml import etree
    from pyarrow import csv
    from python_calamine import CalamineWorkbook

    parsers = {
        ".csv": csv.read_csv,
        ".xml": etree.parse,
        ".xlsx": lambda file: CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python(),
    }
    tried: dict[str, list[float]] = {"bytes": [], "parse": []}
    for _ in range(3):
        began = time.perf_counter()
        for file in files:
            file.read_bytes()
        read = time.perf_counter()
        for file in files:
            parsers[file.suffix](os.fspath(file))
        tried["bytes"].append(read - began)
        tried["parse"].append(time.perf_counter() - read)
    return {name: min(times) for name, times in tried.items()}


if __name__ == "__main__":
    main()
