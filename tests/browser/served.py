"""The demo as a folder that can be copied, served and asked, so that a journey which changes
things has a product of its own."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

CHILDREN = 4_000
START = "import json\nfrom lineofsight.web import command_line\ncommand_line.start()\n"
PEOPLE = """
from lineofsight.web import clock
from lineofsight.web.people.models import User
from lineofsight.web.people.queries import assignments_of
from lineofsight.web.people.sign_in import demo_people
found = {}
for each in demo_people():
    for held in assignments_of(User.objects.get(email=each["email"]), clock.today()):
        found.setdefault(held.role, each["email"])
print(json.dumps(found))
"""
FIGURES = """
import os, pathlib
from lineofsight import loading, warehouse
home = pathlib.Path(os.environ["LINEOFSIGHT_HOME"])
loading.work_out_figures(home, warehouse.latest(home))
"""


@dataclass(frozen=True)
class Site:
    """A served product: where it is, and the folder behind it."""

    address: str
    home: Path

    def set_day(self, day: date) -> None:
        """Move the product's clock, as the demo's control does."""
        (self.home / "demo-day").write_text(day.isoformat())

    def run_due(self) -> str:
        """What the authority's scheduler runs each morning."""
        return run(self.home, "-m", "lineofsight", "run-due")

    def ask(self, program: str):
        """What a few lines of Python print about the product's records, as JSON."""
        return json.loads(run(self.home, "-c", START + program))

    def people(self) -> dict[str, str]:
        """The e-mail address of the person of each role that the sign-in page offers."""
        return self.ask(PEOPLE)


def environment(home: Path) -> dict[str, str]:
    unset = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    inherited = {name: value for name, value in os.environ.items() if name not in unset}
    return inherited | {
        "LINEOFSIGHT_HOME": str(home),
        "LINEOFSIGHT_DEMO": "yes",
        "LINEOFSIGHT_PACK": "worcestershire",
        "LINEOFSIGHT_TODAY": "2026-11-23",
    }


def run(home: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], env=environment(home), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def build(home: Path) -> None:
    """As `make demo` does, in small. A folder that was kept gets today's figures and pages."""
    run(home, "-m", "lineofsight", "demo", "--children", str(CHILDREN), "--build-only")
    run(home, "-c", FIGURES)
    run(home, "-m", "lineofsight", "manage", "collectstatic", "--noinput", "--clear")


def copy(home: Path, to: Path, *, with_data: bool = True) -> Path:
    """A product of one's own; without data it has the people and nothing loaded."""
    left = () if with_data else ("warehouse",)
    shutil.copytree(
        home, to, ignore=shutil.ignore_patterns("demo-files", "uploads", "cache", "demo-day", *left)
    )
    return to


@contextmanager
def serve(home: Path) -> Iterator[Site]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        *(sys.executable, "-m", "gunicorn", "lineofsight.web.wsgi"),
        *("--config", "python:lineofsight.web.server"),
        *("--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4"),
        *("--timeout", "180", "--log-level", "warning"),
    ]
    server = subprocess.Popen(command, env=environment(home), stdout=subprocess.DEVNULL)
    try:
        _wait(server, port)
        yield Site(f"http://127.0.0.1:{port}", home)
    finally:
        server.terminate()
        server.wait()


def _wait(server: subprocess.Popen, port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert server.poll() is None, "the server ended by itself"
        time.sleep(0.1)
    raise AssertionError("the server did not start within a minute")
