"""Which audits are moderated, where the framework moderates a share of them.

The throw belongs to the audit: the same seed gives the same answer to anybody who asks again,
and nobody chooses.
"""

import hashlib
from dataclasses import dataclass

from lineofsight.web.practice.models import Audit


@dataclass(frozen=True)
class Drawn:
    """`is_drawn` None: no share is set, so every audit is moderated (or none)."""

    is_drawn: bool | None = None
    seed: str = ""


def is_drawn(audit: Audit) -> Drawn:
    """Is this one moderated? The seed is kept with the audit."""
    activity = audit.activity
    percent = activity.moderation.sampled_percent.value
    if not activity.is_moderated or percent is None:
        return Drawn()
    seed = audit.moderation_seed or f"{audit.released_on:%Y-%m}/{audit.activity_key}/{audit.pk}"
    return Drawn(throw(seed) < percent, seed)


def throw(seed: str) -> int:
    """A number from 0 to 99 that depends on the seed alone."""
    return int(hashlib.sha256(seed.encode()).hexdigest(), 16) % 100
