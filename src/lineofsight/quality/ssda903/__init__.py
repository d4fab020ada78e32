"""The department's rules for SSDA903, by theme. Years are those a collection ends in."""

from lineofsight.quality.ssda903 import (
    adoption,
    ages,
    asylum,
    health,
    identity,
    integrity,
    missing,
    mothers,
    pupil_numbers,
    reviews,
    temporary_placements,
)
from lineofsight.quality.ssda903.book import BOOK

__all__ = [
    "BOOK",
    "adoption",
    "ages",
    "asylum",
    "health",
    "identity",
    "integrity",
    "missing",
    "mothers",
    "pupil_numbers",
    "reviews",
    "temporary_placements",
]
