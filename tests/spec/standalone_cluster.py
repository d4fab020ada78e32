"""A real Spark cluster on this machine: one master and two workers, each a process of its own.

Definitions that run on `local[2]` may still lean on what driver and executors share there; on a
cluster every row that leaves a worker is written, sent and read again, as in production.

`python -m tests.spec.standalone_cluster COMMAND…` runs a command beside one, which finds its
address in LINEOFSIGHT_SPARK_MASTER: several processes of tests share it, each an application.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pyspark

WORKERS = 2
APPLICATIONS = 2
"""How many may run at once: each has one core and an executor on each worker."""
PATIENCE = 300
"""Seconds until a process that has not said that it is ready is given up."""
READY = {
    "Master": re.compile(r"Starting Spark master at (spark://\S+)"),
    "Worker": re.compile(r"Successfully registered with master (\S+)"),
}


@contextmanager
def standalone_cluster() -> Iterator[str]:
    """The address of a cluster that is ready; its processes end with the block."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        master = _started(stack, folder, "Master", "--port", "0")
        for number in range(WORKERS):
            place = folder / f"worker-{number}"
            limits = ("--cores", str(APPLICATIONS), "--memory", f"{APPLICATIONS}g")
            limits += ("--work-dir", str(place))
            _started(stack, folder, "Worker", *limits, master, name=f"Worker-{number}")
        yield master


def _started(stack: ExitStack, folder: Path, kind: str, *arguments: str, name: str = "") -> str:
    """Starts a process of the cluster; gives the address it says when it is ready."""
    home = Path(pyspark.__file__).parent
    log = folder / f"{name or kind}.log"
    command = [
        str(home / "bin" / "spark-class"),
        f"org.apache.spark.deploy.{kind.lower()}.{kind}",
        *("--host", "127.0.0.1", "--webui-port", "0"),
        *arguments,
    ]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": str(home)},
            start_new_session=True,
        )
    stack.callback(_ended, process)
    return _said(process, log, READY[kind])


def _said(process: subprocess.Popen, log: Path, ready: re.Pattern) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        text = log.read_text(errors="replace")
        if found := ready.search(text):
            return found.group(1)
        if process.poll() is not None:
            raise RuntimeError(f"{log.stem} of the Spark cluster ended at once:\n{text[-2000:]}")
        time.sleep(0.1)
    raise RuntimeError(f"{log.stem} of the Spark cluster was not ready after {PATIENCE} seconds.")


def _ended(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main(command: list[str]) -> int:
    if not command:
        sys.exit("Say what is to be run beside the cluster.")
    with standalone_cluster() as address:
        return subprocess.call(command, env=os.environ | {"LINEOFSIGHT_SPARK_MASTER": address})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
