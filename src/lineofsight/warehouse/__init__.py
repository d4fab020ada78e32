"""Snapshots of what is known: written whole or not at all, opened read-only."""

from lineofsight.warehouse.changes import Change, ChangeKind, changes
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
    "latest",
    "load",
    "open_snapshot",
    "snapshots",
]
