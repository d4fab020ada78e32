"""install.py LOCK: pip with a progress bar. Standard library only: nothing is installed yet."""

import subprocess
import sys
from pathlib import Path

WIDTH = 40


def main(lock: str) -> int:
    total = sum("==" in line for line in Path(lock).read_text().splitlines())
    command = [sys.executable, "-m", "pip", "install", "--require-hashes", "-r", lock]
    pip = subprocess.Popen(  # noqa: S603 - our own arguments
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    said, seen = [], 0
    for line in pip.stdout:
        said.append(line)
        seen += line.startswith(("Collecting ", "Requirement already satisfied"))
        step = "unpacking" if line.startswith("Installing collected") else f"{seen} of {total}"
        show(min(seen, total) / total, step)
    sys.stderr.write("\n")
    if code := pip.wait():
        sys.stderr.writelines(said[-15:])
    return code


def show(part: float, step: str) -> None:
    done = round(part * WIDTH)
    bar = "#" * done + "." * (WIDTH - done)
    if sys.stderr.isatty():
        sys.stderr.write(f"\r[{bar}] {step}          ")
        sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
