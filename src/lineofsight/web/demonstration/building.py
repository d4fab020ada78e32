"""Building the demo step by step. A step that was interrupted is done again; one that is done is
done again only where what it made is no longer there, or no longer fits the product."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from lineofsight import __version__, demo, loading, warehouse
from lineofsight.errors import UserError, WarehouseError
from lineofsight.indicators import cube, outward, trackers
from lineofsight.indicators.local import basis_of
from lineofsight.packs import load_pack
from lineofsight.packs.authority import load_authority, write_authority
from lineofsight.progress import Progress, Report
from lineofsight.quality import check_runs, local
from lineofsight.quality.schema import JOURNEY_ID
from lineofsight.web import command_line
from lineofsight.web.command_line import is_database_gone as _is_database_gone
from lineofsight.web.demonstration import state as states
from lineofsight.web.demonstration.state import DemoNotPossible, DemoState

FILES = "demo-files"
ANCHORS = "activity"


def build(home: Path, *, framework: str, children: int) -> DemoState:
    """Have the demo of a framework in `home`, whatever of it is there already.

    Raises `DemoNotPossible`, with what to delete, where the folder holds another demo, an
    authority's own data, or something that cannot be repaired.
    """
    home.mkdir(parents=True, exist_ok=True)
    state = states.of_folder(home, DemoState(framework=framework, children=children))
    configure(home, state)
    command_line.start()
    for step in STEPS:
        if step.name in state.done and step.holds(home):
            continue
        try:
            with Progress(step.words) as report:
                step.do(home, state, report)
        except UserError as problem:
            advice = states.delete_and_begin_again(home)
            raise DemoNotPossible(
                f"{step.words} did not work: {problem}", advice=advice
            ) from problem
        if step.name not in state.done:
            state.done.append(step.name)
            states.write(home, state)
    _see_that_it_opens(home)
    return state


def configure(home: Path, state: DemoState) -> None:
    """The settings of a demo, for this process and those it starts."""
    os.environ |= {
        "LINEOFSIGHT_HOME": str(home),
        "LINEOFSIGHT_DEMO": "yes",
        "LINEOFSIGHT_PACK": state.framework,
        "LINEOFSIGHT_TODAY": state.today.isoformat(),
    }


def _invent(home: Path, state: DemoState, report: Report) -> None:
    """The files that the authority would have, written beside and then moved into place."""
    unfinished = home / f"{FILES}.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.rmtree(home / FILES, ignore_errors=True)
    authority = demo.generate(children=state.children, seed=state.seed, today=state.today)
    report(0.3)
    demo.write(authority, unfinished, progress=lambda part: report(0.3 + 0.7 * part))
    write_authority(home, demo.place(state.children))
    unfinished.rename(home / FILES)


def _load(home: Path, state: DemoState, report: Report) -> None:
    """Through intake, like anybody else's data; a load that was interrupted left nothing."""
    if warehouse.snapshots(home):
        return
    from lineofsight.web import clock

    loading.load_files(
        home,
        [*sorted((home / FILES / "ssd").iterdir()), *sorted((home / FILES / "local").glob("*"))],
        created_at=clock.now(),
        as_at=state.today,
        report=report,
        data_quality=load_pack(state.framework).data_quality,
    )


def _check(home: Path, state: DemoState, report: Report) -> None:
    """The newest snapshot's records; the returns are checked where people work on them."""
    newest = warehouse.latest(home)
    if newest.id not in _checked(home):  # a load has checked it already
        local.remember(home, load_pack(state.framework).data_quality)
        check_runs.run_for_snapshot(home, newest, checked_at=newest.manifest.created_at)


def _is_checked(home: Path) -> bool:
    try:
        return warehouse.latest(home).id in _checked(home)
    except WarehouseError:
        return False


def _checked(home: Path) -> set[str | None]:
    """The snapshots whose records were checked by this version's rules."""
    return {
        each.snapshot_id
        for each in check_runs.runs(home)
        if each.return_id == JOURNEY_ID and not each.fault and each.product_version == __version__
    }


def _is_loaded(home: Path) -> bool:
    return bool(warehouse.snapshots(home))


def _figures(home: Path, state: DemoState, report: Report) -> None:
    loading.work_out_figures(home, warehouse.latest(home), report)


def _has_figures(home: Path) -> bool:
    """Are the newest snapshot's figures and what is due there, by the definitions that the
    product has now?"""
    try:
        newest, basis = warehouse.latest(home), basis_of(load_authority(home))
        return cube.is_built(newest, basis) and trackers.is_built(newest, basis)
    except WarehouseError:
        return False


def _outside(home: Path, state: DemoState, report: Report) -> None:
    loading.settle_outside(home, warehouse.latest(home), report)


def _is_settled(home: Path) -> bool:
    try:
        return outward.is_settled(warehouse.latest(home), basis_of(load_authority(home)))
    except WarehouseError:
        return False


def _database(home: Path, state: DemoState, report: Report) -> None:
    """Where the database is gone the log of activity begins anew, and its anchors with it."""
    from django.core.management import call_command

    from lineofsight.web.demonstration import seeding

    if _is_database_gone():
        shutil.rmtree(home / ANCHORS, ignore_errors=True)
    call_command("migrate", verbosity=0, interactive=False)
    report(0.1)
    seeding.seed_once(home / FILES, state.framework, state.today, seed=state.seed, report=report)


def _has_people(home: Path) -> bool:
    """A database without anybody in it was not filled; one that does not answer is damaged."""
    from django.db import DatabaseError, OperationalError

    from lineofsight.web.people.models import User

    if _is_database_gone():
        return False
    try:
        return User.objects.exists()
    except OperationalError:  # no such table: it was begun and not made
        return False
    except DatabaseError as problem:
        raise _damaged(home / states.DATABASE) from problem


def _pages(home: Path, state: DemoState, report: Report) -> None:
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False, clear=True)


def _has_pages(home: Path) -> bool:
    """Were the stylesheet and scripts gathered after the last change of any of them?"""
    from django.conf import settings
    from django.contrib.staticfiles import finders

    gathered = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not gathered.exists():
        return False
    since = gathered.stat().st_mtime
    return all(
        Path(storage.path(name)).stat().st_mtime <= since
        for finder in finders.get_finders()
        for name, storage in finder.list([])
    )


@dataclass(frozen=True)
class Step:
    """`holds`: is what it made still there, and still what the product needs?"""

    name: str
    words: str
    do: Callable[[Path, DemoState, Report], None]
    holds: Callable[[Path], bool]


STEPS = (
    Step(
        "files",
        "Inventing an authority and writing its files",
        _invent,
        lambda home: (home / FILES).is_dir(),
    ),
    Step("warehouse", "Loading them", _load, _is_loaded),
    Step("checks", "Checking its records", _check, _is_checked),
    Step("figures", "Working out the figures", _figures, _has_figures),
    Step("outside", "Settling which small numbers are hidden", _outside, _is_settled),
    Step("database", "Giving it people, audits and actions", _database, _has_people),
    Step("pages", "Preparing the pages", _pages, _has_pages),
)


def _see_that_it_opens(home: Path) -> None:
    """A demo that says it is whole must be: a figure can be read, the database answers, and the
    framework that it keeps is one this version of the product understands."""
    from django.core.management import call_command
    from django.db import DatabaseError
    from pydantic import ValidationError

    from lineofsight.web import clock
    from lineofsight.web.frameworks.queries import pack_on
    from lineofsight.web.people.models import User

    try:
        warehouse.latest(home).connect().execute("SELECT count(*) FROM ssd_person").fetchone()
    except (WarehouseError, duckdb.Error, OSError) as problem:
        raise _damaged(home / "warehouse") from problem
    try:
        call_command("migrate", verbosity=0, interactive=False)
        if not User.objects.exists():
            raise DatabaseError("nobody is in it")
        pack_on(clock.today())
    except (DatabaseError, OSError) as problem:
        raise _damaged(home / states.DATABASE) from problem
    except ValidationError as problem:
        raise _damaged(
            home / states.DATABASE, how="was made by another version of the product"
        ) from problem


def _damaged(piece: Path, *, how: str = "is damaged") -> DemoNotPossible:
    """Only the piece has to be deleted: the next start makes it again."""
    return DemoNotPossible(
        f"{piece} {how}.", advice=f"Delete it and start again: rm -rf '{piece}' && make demo"
    )
