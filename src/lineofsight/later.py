"""Ibis, imported when the first expression is built.

Definitions are compiled once and their SQL is kept, so that most processes count figures
without building any expression: those need not wait for Ibis and what it brings along, a
third of the time in which the engine starts.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ibis
else:

    class _Ibis:
        def __getattr__(self, name: str) -> Any:
            import ibis as loaded

            return getattr(loaded, name)

    ibis = _Ibis()

__all__ = ["ibis"]
