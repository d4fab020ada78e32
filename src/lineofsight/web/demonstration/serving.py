"""Serving the demo on this machine only, and saying who can sign in."""

import os
import socket
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from lineofsight.web.demonstration.state import DemoNotPossible

ADDRESS = "127.0.0.1"
WORKERS, THREADS = 2, 4


def serve(home: Path, *, port: int) -> None:
    """Become the server; ends with Ctrl+C. Refused where something else listens already."""
    _see_that_nobody_listens(port)
    _say_who_can_sign_in(port)
    os.environ.setdefault("LINEOFSIGHT_ADDRESS", f"http://{ADDRESS}:{port}")
    command = [
        *(sys.executable, "-m", "gunicorn", "lineofsight.web.wsgi"),
        *("--config", "python:lineofsight.web.server"),
        *("--bind", f"{ADDRESS}:{port}", "--workers", str(WORKERS), "--threads", str(THREADS)),
        *("--timeout", "120", "--preload", "--log-level", "warning"),
    ]
    os.execv(sys.executable, command)  # noqa: S606 - our own server, with our own arguments


def _see_that_nobody_listens(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise DemoNotPossible(
                f"Port {port} cannot be used: {error.strerror}.",
                advice=f"Choose another: make demo PORT={port + 1 if port < 65535 else 8080}",
            ) from error


def _say_who_can_sign_in(port: int) -> None:
    from lineofsight.web.people.sign_in import DEMO_PASSWORD, demo_people

    table = Table(box=None, padding=(0, 2))
    for heading in ("Who can sign in", "E-mail address"):
        table.add_column(heading)
    for person in demo_people():
        table.add_row(f"{person['name']}, {person['role']}", person["email"])
    console = Console(width=120)
    console.print(table)
    console.print(f"\nThe password of each: {DEMO_PASSWORD}", style="bold", highlight=False)
    console.print(
        f"Line of Sight: http://{ADDRESS}:{port}/   (Ctrl+C ends it)", style="bold", highlight=False
    )
