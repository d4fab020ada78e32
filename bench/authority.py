"""The demo's authority at any scale, built once into a folder and kept between runs."""

import os
import subprocess
import sys
from pathlib import Path

CHILDREN = 130_000


def home_of(folder: Path, scale: int) -> Path:
    """A home folder with the demo of `scale` times Ashmere; building it may take minutes."""
    home = (folder / f"{scale}x").absolute()
    home.mkdir(parents=True, exist_ok=True)
    run("demo", "--build-only", "--children", str(CHILDREN * scale), home=home)
    return home


def environment(home: Path) -> dict[str, str]:
    return os.environ | {
        "LINEOFSIGHT_HOME": str(home),
        "LINEOFSIGHT_DEMO": "yes",
        "LINEOFSIGHT_TODAY": "2026-11-23",
    }


def run(*arguments: str, home: Path) -> None:
    """`lineofsight ARGUMENTS`, in a process of its own."""
    command = [sys.executable, "-m", "lineofsight", *arguments]
    subprocess.run(command, env=environment(home), check=True, stdout=sys.stderr)
