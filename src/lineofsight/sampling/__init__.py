"""Samples of children for audit: drawn at random, provable, drawn again at will."""

from lineofsight.sampling.cards import Card, cards
from lineofsight.sampling.draw import (
    METHOD,
    Frame,
    FrameRow,
    SamplingError,
    draw,
    in_portions,
    ranked,
    replacement,
    shares,
)
from lineofsight.sampling.holding import Held, held_on

__all__ = [
    "METHOD",
    "Card",
    "Frame",
    "FrameRow",
    "Held",
    "SamplingError",
    "cards",
    "draw",
    "held_on",
    "in_portions",
    "ranked",
    "replacement",
    "shares",
]
