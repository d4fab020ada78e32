"""Whatever stops a load, the warehouse is as it was before."""

import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.factories.submissions import submission

from lineofsight.warehouse import latest, load, snapshots, store, writing
from lineofsight.warehouse.manifest import Manifest
from lineofsight.warehouse.merging import Merging

MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
CONTACTS = "cont_contact_id | cont_person_id | cont_contact_date"
BEFORE = submission("ssd", as_at="2026-09-30", ssd_contacts=f"{CONTACTS}\nK1 | C1 | 2026-09-01")
AFTER = submission(
    "ssd",
    as_at="2026-10-31",
    ssd_contacts=f"{CONTACTS}\nK1 | C1 | 2026-09-02\nK2 | C2 | 2026-10-01",
)
STEPS = {
    "before anything is written": (Path, "mkdir", 1),
    "while what was read is kept": (writing.pq, "write_table", 1),
    "while histories are merged": (Merging, "merge", 1),
    "while the journey is written": (writing, "_copy", 2),
    "while problems are written": (writing.pq, "write_table", 2),
    "before the manifest": (Manifest, "as_json", 1),
    "while files go to the disk": (store.os, "fsync", 3),
    "just before the last step": (Path, "rename", 1),
}


def contacts(home):
    with latest(home).connect() as cursor:
        return cursor.execute("SELECT * FROM ssd_contacts ORDER BY ALL").fetchall()


def everything_in(home):
    return sorted((str(path.relative_to(home)), path.stat().st_size) for path in home.rglob("*"))


@pytest.mark.parametrize("step", STEPS)
def test_a_load_that_breaks_leaves_the_warehouse_as_before(tmp_path, monkeypatch, step):
    first = load(tmp_path, BEFORE, created_at=MORNING)
    rows, files = contacts(tmp_path), everything_in(tmp_path)
    owner, name, nth = STEPS[step]
    whole, calls = getattr(owner, name), []

    def breaks(*args, **kwargs):
        calls.append(name)
        if len(calls) == nth + (name == "mkdir"):
            raise OSError("the disk is full")
        return whole(*args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, breaks)
        with pytest.raises(OSError, match="the disk is full"):
            load(tmp_path, AFTER, created_at=MORNING)
    assert everything_in(tmp_path) == files
    assert [snapshot.id for snapshot in snapshots(tmp_path)] == [first.id]
    assert contacts(tmp_path) == rows
    load(tmp_path, AFTER, created_at=MORNING)
    assert len(contacts(tmp_path)) == 2


KILLED = """
import os, signal
from tests.unit.warehouse import test_interruption as t
owner, name, nth = t.STEPS[{step!r}]
whole, calls = getattr(owner, name), []
def dies(*args, **kwargs):
    calls.append(name)
    if len(calls) == nth + (name == "mkdir"):
        os.kill(os.getpid(), signal.SIGKILL)
    return whole(*args, **kwargs)
setattr(owner, name, dies)
t.load(t.Path({home!r}), t.AFTER, created_at=t.MORNING)
"""


@pytest.mark.parametrize("step", ["while histories are merged", "just before the last step"])
def test_a_killed_load_leaves_the_warehouse_as_before_and_the_next_sweeps_up(tmp_path, step):
    load(tmp_path, BEFORE, created_at=MORNING)
    rows = contacts(tmp_path)
    died = subprocess.run(
        [sys.executable, "-c", KILLED.format(step=step, home=str(tmp_path))],
        cwd=Path(__file__).parents[3],
        capture_output=True,
    )
    assert died.returncode == -signal.SIGKILL, died.stderr
    left = list((tmp_path / "warehouse").glob(".incoming-*"))
    assert left
    assert contacts(tmp_path) == rows
    load(tmp_path, AFTER, created_at=MORNING)
    assert not any(folder.exists() for folder in left)
    assert len(contacts(tmp_path)) == 2


def test_a_snapshot_is_not_changed_by_the_one_that_carries_its_tables_over(tmp_path):
    first = load(tmp_path, BEFORE, created_at=MORNING)
    plans = submission("ssd", as_at="2026-10-31", ssd_person="pers_person_id\nC1")
    second = load(tmp_path, plans, created_at=MORNING)
    shutil.rmtree(second.path)
    assert len(contacts(tmp_path)) == 1
    assert (first.path / "journey" / "ssd_contacts.parquet").is_file()
