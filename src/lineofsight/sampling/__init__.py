"""Samples of children for audit: drawn at random, provable, drawn again at will."""

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

__all__ = [
    "METHOD",
    "Frame",
    "FrameRow",
    "SamplingError",
    "draw",
    "in_portions",
    "ranked",
    "replacement",
    "shares",
]
