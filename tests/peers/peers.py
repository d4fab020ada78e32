"""The tools in use today, asked from outside: they live in an environment of their own.

`LINEOFSIGHT_PEERS` names the Python of that environment (see the how-to “Compare with the tools
in use”); where it is not set the comparisons are skipped. Nothing of them is imported here.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest

PYTHON = os.environ.get("LINEOFSIGHT_PEERS", "")
needs_peers = pytest.mark.skipif(not PYTHON, reason="LINEOFSIGHT_PEERS is not set")
Rows = dict[str, dict[str, list[int]]]


class Peer:
    """A tool that answers one question after another; starting it takes seconds."""

    def __init__(self, return_id: str):
        script = Path(__file__).parent / f"ask_{return_id.removeprefix('ssda')}.py"
        self._process = subprocess.Popen(
            [PYTHON, "-W", "ignore", str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip

    def ask(self, **asked) -> dict:
        self._process.stdin.write(json.dumps(asked, default=str) + "\n")
        self._process.stdin.flush()
        answered = self._process.stdout.readline()
        assert answered, f"the tool gave up on {asked}"
        return json.loads(answered)

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(timeout=20)
        self._process.stdout.close()
