"""Files in, typed tables and problems out; recognises what it was given, never guesses silently."""

from typing import TYPE_CHECKING, Any

from lineofsight.intake.describe import ProblemGroup, describe, group_problems
from lineofsight.intake.problems import WORDING, Kind
from lineofsight.intake.submission import Problem, SourceFile, Submission, original_of

if TYPE_CHECKING:
    from lineofsight.intake.read import read_files

__all__ = [
    "WORDING",
    "Kind",
    "Problem",
    "ProblemGroup",
    "SourceFile",
    "Submission",
    "describe",
    "group_problems",
    "original_of",
    "read_files",
]


def __getattr__(name: str) -> Any:
    """Loading is imported when it is asked for: who checks a return uses only parts of this."""
    if name != "read_files":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from lineofsight.intake.read import read_files

    return read_files
