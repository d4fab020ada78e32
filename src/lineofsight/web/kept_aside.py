"""Files that people gave, kept aside while a process of its own reads them.

folder / 0 / name.xlsx      one folder a file, so that two of one name do not meet
folder / being-read         locked by the process that is at it
"""

import fcntl
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

LOCK = "being-read"


def keep(files: Iterable[UploadedFile], folder: Path) -> None:
    """Write them where only this product can read them."""
    folder.mkdir(parents=True, mode=0o700)
    for number, file in enumerate(files):
        path = folder / str(number) / Path(file.name).name
        path.parent.mkdir(mode=0o700)
        with path.open("wb") as kept:
            path.chmod(0o600)
            for chunk in file.chunks():
                kept.write(chunk)


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*/*") if path.is_file())


def start(command: str, pk: int) -> None:
    """A management command in a process of its own, which outlives this one."""
    line = [sys.executable, "-m", "lineofsight", "manage", command, str(pk)]
    subprocess.Popen(line, start_new_session=True, stdout=subprocess.DEVNULL)  # noqa: S603


@contextmanager
def held(folder: Path) -> Iterator[None]:
    with (folder / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def is_held(folder: Path) -> bool:
    """Is a process at work on it?"""
    try:
        with (folder / LOCK).open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
