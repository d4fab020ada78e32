"""Figures of an earlier snapshot that are a later one's as well.

A load may add nothing that a figure is counted from: published statistics, a list of
providers. Its snapshot then holds the very same files of the journey, and what was counted
from them need not be counted again.
"""

import filecmp
import os
import shutil
from pathlib import Path

from lineofsight.errors import WarehouseError
from lineofsight.journey import TABLES
from lineofsight.warehouse import Snapshot, layout


def snapshot_before(snapshot: Snapshot) -> Snapshot | None:
    """The one it was loaded on top of, if it is still there and has the same journey."""
    if snapshot.manifest.previous is None:
        return None
    try:
        before = Snapshot(snapshot.path.parent / snapshot.manifest.previous)
    except WarehouseError:
        return None
    files = (
        (layout.journey_file(before.path, name), layout.journey_file(snapshot.path, name))
        for name in TABLES
    )
    return before if all(_is_same(*pair) for pair in files) else None


def _is_same(one: Path, other: Path) -> bool:
    """Neither is there, or they are one file by two names, or the same to the byte."""
    if not (one.is_file() and other.is_file()):
        return one.is_file() == other.is_file()
    return one.samefile(other) or filecmp.cmp(one, other, shallow=False)


def carry(file: Path, to: Path) -> None:
    """Give a file a second name in another folder; a copy where that cannot be."""
    to.parent.mkdir(parents=True, exist_ok=True)
    part = to.with_name(f".{to.name}.carried")
    part.unlink(missing_ok=True)
    try:
        os.link(file, part)
    except OSError:
        shutil.copyfile(file, part)
    part.replace(to)
