"""What a fresh process must not wait for."""

import subprocess
import sys

PROGRAM = """
import sys
from lineofsight.indicators import count, cube, local
print(*sorted({"ibis", "sqlglot", "pandas", "requests"} & sys.modules.keys()))
"""


def test_the_engine_starts_without_what_only_compiling_or_fetching_needs():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True
    )

    assert done.stdout.split() == []
