"""Building the demo step by step. A step that was interrupted is done again, none is done twice."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from lineofsight import demo, loading, warehouse
from lineofsight.errors import UserError, WarehouseError
from lineofsight.packs.authority import write_authority
from lineofsight.progress import Progress, Report
from lineofsight.web import command_line
from lineofsight.web.demonstration import state as states
from lineofsight.web.demonstration.state import DemoNotPossible, DemoState

FILES = "demo-files"
Step = Callable[[Path, DemoState, Report], None]


def build(home: Path, *, framework: str, children: int) -> DemoState:
    """Have the demo of a framework in `home`, whatever of it is there already.

    Raises `DemoNotPossible`, with what to delete, where the folder holds another demo, an
    authority's own data, or something that cannot be repaired.
    """
    home.mkdir(parents=True, exist_ok=True)
    state = states.of_folder(home, DemoState(framework=framework, children=children))
    configure(home, state)
    command_line.start()
    for name, words, step in STEPS:
        if name in state.done:
            continue
        try:
            with Progress(words) as report:
                step(home, state, report)
        except UserError as problem:
            advice = states.delete_and_begin_again(home)
            raise DemoNotPossible(f"{words} did not work: {problem}", advice=advice) from problem
        state.done.append(name)
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
        sorted((home / FILES / "ssd").iterdir()),
        created_at=clock.now(),
        as_at=state.today,
        report=report,
    )


def _figures(home: Path, state: DemoState, report: Report) -> None:
    loading.work_out_figures(home, warehouse.latest(home), report)


def _database(home: Path, state: DemoState, report: Report) -> None:
    from django.core.management import call_command

    from lineofsight.web.demonstration import seeding

    call_command("migrate", verbosity=0, interactive=False)
    report(0.1)
    seeding.seed_once(home / FILES, state.framework, state.today, seed=state.seed, report=report)


def _pages(home: Path, state: DemoState, report: Report) -> None:
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False, clear=True)


STEPS: tuple[tuple[str, str, Step], ...] = (
    ("files", "Inventing an authority and writing its files", _invent),
    ("warehouse", "Loading them", _load),
    ("figures", "Working out the figures", _figures),
    ("database", "Giving it people, audits and actions", _database),
    ("pages", "Preparing the pages", _pages),
)


def _see_that_it_opens(home: Path) -> None:
    """A demo that says it is whole must be: a figure can be read, and the database answers."""
    from django.core.management import call_command
    from django.db import DatabaseError

    from lineofsight.web.people.models import User

    try:
        warehouse.latest(home).connect().execute("SELECT count(*) FROM ssd_person").fetchone()
        call_command("migrate", verbosity=0, interactive=False)
        if not User.objects.exists():
            raise DatabaseError("nobody is in it")
    except (WarehouseError, DatabaseError, OSError) as problem:
        Console(stderr=True).print(f"[dim]{problem}[/dim]")
        raise DemoNotPossible(
            f"The demo in {home} is damaged.", advice=states.delete_and_begin_again(home)
        ) from problem
