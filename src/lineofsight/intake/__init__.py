"""Files in, typed tables and problems out; recognises what it was given, never guesses silently."""

from lineofsight.intake.describe import ProblemGroup, describe, group_problems
from lineofsight.intake.problems import WORDING, Kind
from lineofsight.intake.read import read_files
from lineofsight.intake.submission import Problem, SourceFile, Submission, original_of

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
