"""A figure against its target: met, near it, or not, and the words for it.

This says nothing of whether the figure has really changed: that is the control chart's.
"""

from dataclasses import dataclass
from enum import StrEnum

from lineofsight.statistics.control_charts import Better


class AgainstTarget(StrEnum):
    MET = "met"
    NEAR = "near"
    MISSED = "missed"


@dataclass(frozen=True)
class Target:
    """At least `at_least`, at most `at_most`, or between the two. Within `tolerance` of the
    end that is missed, a figure is near. In the unit of the figure (per cent as 0 to 100)."""

    at_least: float | None = None
    at_most: float | None = None
    tolerance: float = 0.0

    def __post_init__(self):
        if self.at_least is None and self.at_most is None:
            raise ValueError("a target needs a least or a most")
        if None not in (self.at_least, self.at_most) and self.at_least > self.at_most:
            raise ValueError("the least of a target is above its most")
        if self.tolerance < 0:
            raise ValueError("a tolerance is not negative")

    @property
    def is_range(self) -> bool:
        return self.at_least is not None and self.at_most is not None

    @property
    def line(self) -> float | None:
        """The one value a chart draws as its target; None for a range."""
        if self.is_range:
            return None
        return self.at_most if self.at_least is None else self.at_least

    @property
    def better(self) -> Better:
        if self.is_range:
            return Better.NEITHER
        return Better.LOWER if self.at_least is None else Better.HIGHER

    def judge(self, value: float) -> AgainstTarget:
        short = max(
            0.0 if self.at_least is None else self.at_least - value,
            0.0 if self.at_most is None else value - self.at_most,
        )
        if short <= 1e-9:
            return AgainstTarget.MET
        return AgainstTarget.NEAR if short <= self.tolerance + 1e-9 else AgainstTarget.MISSED

    def words(self, value: float) -> str:
        """“Below target”, “Just above limit”, “Meets target”, “In range”."""
        verdict = self.judge(value)
        if verdict == AgainstTarget.MET:
            return "In range" if self.is_range else "Meets target"
        below = self.at_least is not None and value < self.at_least
        line = (
            ("range" if self.is_range else "target")
            if below
            else ("range" if self.is_range else "limit")
        )
        just = verdict == AgainstTarget.NEAR
        return f"{'Just ' if just else ''}{'below' if below else 'above'} {line}".capitalize()
