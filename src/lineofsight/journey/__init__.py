"""The child's journey: one child-level model, and each return told in it."""

from lineofsight.journey.model import (
    BOOKKEEPING,
    KNOWN_FROM,
    SOURCE,
    SPELLS_LISTED,
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
    "KNOWN_FROM",
    "SOURCE",
    "SPELLS_LISTED",
    "TABLES",
    "TOLD_ON",
    "Coverage",
    "CoverageKind",
    "JourneyLoad",
    "Origin",
    "Shape",
    "Table",
    "Untold",
]
