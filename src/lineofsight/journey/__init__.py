"""The child's journey: one child-level model, and each return told in it.

to_journey(submission, known) -> JourneyLoad
"""

from lineofsight.journey.mapping import KNOWN, ORIGINS, UNTOLD, needed_of, to_journey
from lineofsight.journey.model import (
    BOOKKEEPING,
    KNOWN_FROM,
    SOURCE,
    TOLD_ON,
    Coverage,
    CoverageKind,
    JourneyLoad,
    Origin,
    Shape,
    Table,
    Untold,
)
from lineofsight.journey.schema import TABLES

__all__ = [
    "BOOKKEEPING",
    "KNOWN",
    "KNOWN_FROM",
    "ORIGINS",
    "SOURCE",
    "TABLES",
    "TOLD_ON",
    "UNTOLD",
    "Coverage",
    "CoverageKind",
    "JourneyLoad",
    "Origin",
    "Shape",
    "Table",
    "Untold",
    "needed_of",
    "to_journey",
]
