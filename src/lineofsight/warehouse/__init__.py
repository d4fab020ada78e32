"""Snapshots of what is known: written whole or not at all, opened read-only."""

from lineofsight.warehouse.changes import Change, ChangeKind, changes, changes_between
from lineofsight.warehouse.loading import load
from lineofsight.warehouse.manifest import Manifest, Source
from lineofsight.warehouse.snapshot import Snapshot, latest, open_snapshot, snapshots

__all__ = [
    "Change",
    "ChangeKind",
    "Manifest",
    "Snapshot",
    "Source",
    "changes",
    "changes_between",
    "latest",
    "load",
    "open_snapshot",
    "snapshots",
]
