"""Publishing a snapshot: whole, or not at all.

A load is written to a folder beside the snapshots, in the same file system; every file
and folder is flushed to disk; then the folder is renamed, which the file system does in
one step. Whatever happens before the rename leaves the warehouse as it was, and the next
load sweeps away what was left. One load at a time holds the lock.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from lineofsight.errors import LoadRefused
from lineofsight.warehouse import layout
from lineofsight.warehouse import manifest as manifests
from lineofsight.warehouse.manifest import Manifest


@contextmanager
def one_load_at_a_time(home: Path) -> Iterator[Path]:
    """Hold the warehouse's lock and sweep up after loads that never finished. The lock
    goes with the process, so a killed load does not leave it locked."""
    warehouse = layout.warehouse_folder(home)
    warehouse.mkdir(parents=True, exist_ok=True)
    with (warehouse / ".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LoadRefused(
                "another load is going on.", advice="Try again when it has finished."
            ) from None
        for unfinished in warehouse.glob(f"{layout.INCOMING}*"):
            shutil.rmtree(unfinished)
        yield warehouse


def publish(
    warehouse: Path, manifest: Manifest, write: Callable[[Path], Mapping[str, Any]]
) -> Path:
    """Make a snapshot of what `write` puts into the folder it is given. What it returns is
    put into the manifest: counts are known only then. The caller holds the lock."""
    incoming = warehouse / f"{layout.INCOMING}{manifest.id}"
    incoming.mkdir()
    try:
        (incoming / "derived").mkdir()
        text = replace(manifest, **write(incoming)).as_json()
        (incoming / manifests.FILE_NAME).write_text(text, encoding="utf-8")
        _flush_all(incoming)
        finished = incoming.rename(warehouse / manifest.id)
    except BaseException:
        shutil.rmtree(incoming, ignore_errors=True)
        raise
    _flush(warehouse)
    return finished


def _flush_all(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        _flush(path)
    _flush(folder)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
