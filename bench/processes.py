"""What a run takes with all its processes: time, CPU, and the memory of all of them at its peak."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

EVERY = 0.3
TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


@dataclass
class Took:
    """`memory`: in MB, shared pages counted once, of all processes at one moment."""

    wall: float
    cpu: float
    memory: float
    load: float
    output: str = ""


@dataclass
class _Watch:
    """Looks at the processes below some others, again and again; Linux only."""

    roots: set[int]
    spent: dict[int, float] = field(default_factory=dict)
    peak: float = 0.0

    def look(self) -> None:
        parents = dict(_parents())
        family = _below(self.roots, parents)
        for pid in family:
            self.spent[pid] = max(self.spent.get(pid, 0.0), _cpu(pid))
        self.peak = max(self.peak, sum(map(_memory, family)))


def children(of: int) -> set[int]:
    """The processes that a process started itself."""
    return {pid for pid, parent in _parents() if parent == of}


def took(
    command: Sequence[str], environment: Mapping[str, str], beside: Iterable[int] = ()
) -> Took:
    """Run a command, and say what it took with its children and with the processes `beside` it,
    which serve it: what these had spent before is not counted. A command that fails raises."""
    beside = set(beside)
    before = _Watch(beside)
    before.look()
    load, began = os.getloadavg()[0], time.perf_counter()
    process = subprocess.Popen(
        command, env=dict(environment), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    watch, ended = _Watch({process.pid} | beside), threading.Event()
    watching = threading.Thread(target=_until, args=(watch, ended), daemon=True)
    watching.start()
    output, errors = process.communicate()
    wall = time.perf_counter() - began
    ended.set()
    watching.join()
    if process.returncode:
        raise RuntimeError(
            f"{' '.join(command)} ended with {process.returncode}:\n{errors[-4000:]}"
        )
    cpu = sum(watch.spent.values()) - sum(before.spent.values())
    return Took(wall, cpu, watch.peak / 1024, load, output)


def _until(watch: _Watch, ended: threading.Event) -> None:
    while not ended.is_set():
        watch.look()
        ended.wait(EVERY)


def _parents() -> Iterable[tuple[int, int]]:
    for folder in PROC.iterdir():
        if folder.name.isdigit() and (said := _stat(int(folder.name))):
            yield int(folder.name), int(said[1])


def _below(roots: set[int], parents: Mapping[int, int]) -> set[int]:
    family = roots & parents.keys()
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return family


def _stat(pid: int) -> list[str]:
    """The fields that follow the name of a process; nothing of one that has ended."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _cpu(pid: int) -> float:
    said = _stat(pid)
    return (int(said[11]) + int(said[12])) / TICKS if said else 0.0


def _memory(pid: int) -> int:
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
