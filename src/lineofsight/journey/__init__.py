"""The child's journey: one child-level model, and each return told in it."""

from lineofsight.journey.model import (
    KNOWN_FROM,
    SOURCE,
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
    "KNOWN_FROM",
    "SOURCE",
    "TABLES",
    "Coverage",
    "CoverageKind",
    "JourneyLoad",
    "Origin",
    "Shape",
    "Table",
    "Untold",
]
