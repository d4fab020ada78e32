"""The demo's authority at any scale, built once into a folder and kept between runs."""

import os
import subprocess
import sys
from pathlib import Path

CHILDREN = 130_000
FEW, FRAMEWORK = 4_000, "wirral"


def home_of(folder: Path, scale: int) -> Path:
    """A home folder with the demo of `scale` times Ashmere; building it may take minutes."""
    home = (folder / f"{scale}x").absolute()
    home.mkdir(parents=True, exist_ok=True)
    run("demo", "--build-only", "--children", str(CHILDREN * scale), home=home)
    return home


def home_with_programme(folder: Path, audits: int) -> Path:
    """A home folder with a small demo of a framework whose managers each have an audit a
    month, and a year of so many audits in it."""
    home = (folder / "programme").absolute()
    home.mkdir(parents=True, exist_ok=True)
    run("demo", "--build-only", "--children", str(FEW), "--framework", FRAMEWORK, home=home)
    run("manage", "migrate", "--verbosity", "0", home=home)
    command = [sys.executable, "-m", "bench.year", str(audits)]
    subprocess.run(command, env=environment(home), check=True, stdout=sys.stderr)
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
