"""Samples of children for audit: drawn at random, provable, drawn again at will."""

from lineofsight.sampling.cards import Card, cards
from lineofsight.sampling.criteria import FLAGS, NOBODY_KNOWS, PLANS, Criteria, facts_on, needs_on
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
from lineofsight.sampling.matching import METHOD_ONE_EACH, in_order, one_each
from lineofsight.sampling.methods import (
    METHOD_CHOSEN,
    METHOD_INTERVAL,
    METHOD_RANDOM,
    at_intervals,
    at_random,
    chosen,
    next_in_order,
)

__all__ = [
    "FLAGS",
    "METHOD",
    "METHOD_CHOSEN",
    "METHOD_INTERVAL",
    "METHOD_ONE_EACH",
    "METHOD_RANDOM",
    "NOBODY_KNOWS",
    "PLANS",
    "Card",
    "Criteria",
    "Frame",
    "FrameRow",
    "Held",
    "SamplingError",
    "at_intervals",
    "at_random",
    "cards",
    "chosen",
    "draw",
    "facts_on",
    "held_on",
    "in_order",
    "in_portions",
    "needs_on",
    "next_in_order",
    "one_each",
    "ranked",
    "replacement",
    "shares",
]
