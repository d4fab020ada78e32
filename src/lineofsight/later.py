"""Libraries that most processes never use, imported when they are first used.

Definitions are compiled once and their SQL is kept, so that most processes count figures
without building any expression: those need not wait for Ibis and what it brings along, a
third of the time in which the engine starts. Arrow's own functions are some three hundred, made
one by one as their module is imported, 60 ms that most checks of a return can do without.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ibis
    import pyarrow.compute as pc
else:

    class _Later:
        def __init__(self, name: str):
            self._name = name

        def __getattr__(self, name: str) -> Any:
            return getattr(import_module(self._name), name)

    ibis = _Later("ibis")
    pc = _Later("pyarrow.compute")

__all__ = ["ibis", "leave_pandas_out", "pc"]


class _WithoutPandas:
    """Finds no pandas, wherever it is."""

    @staticmethod
    def find_spec(name: str, *_) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


def leave_pandas_out() -> None:
    """For a process that is given no table of pandas'. Arrow imports pandas, where it is installed,
    at the first `pa.array`, only to ask whether it was given one: a quarter of a second. It asks
    once, and is told here that there is none."""
    if "pandas" in sys.modules:
        return
    import pyarrow

    sys.meta_path.insert(0, _WithoutPandas)
    try:
        pyarrow.array([], pyarrow.null())
    finally:
        sys.meta_path.remove(_WithoutPandas)
