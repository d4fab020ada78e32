"""What a chart, its title, its sentence and its table are all made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lineofsight.charts.subjects import Subject
from lineofsight.statistics.control_charts import (
    Better,
    Chart,
    Observation,
    Point,
    PointType,
    Segment,
    xmr,
)
from lineofsight.statistics.targets import Target


@dataclass(frozen=True)
class Month:
    """One month's figure, or None with the words for why there is none (“not covered”)."""

    start: date
    value: float | None
    numerator: int | None = None
    denominator: int | None = None
    why_none: str = "no figure"

    @property
    def basis(self) -> str:
        """“131 of 168”, or nothing where the figure is a plain count."""
        if self.value is None or self.denominator is None or self.numerator is None:
            return ""
        return f"{self.numerator:,} of {self.denominator:,}"


@dataclass(frozen=True)
class Shown:
    """The figure that stands beside the chart, where it covers another period than one of the
    chart's points. `when`: “in the year to October 2026”."""

    value: float | None
    when: str
    basis: str = ""
    why_none: str = "no figure"


@dataclass(frozen=True)
class Restart:
    """A day from which limits are worked out anew, and why."""

    on: date
    reason: str


@dataclass(frozen=True)
class Series:
    """A measure's months, oldest first.

    `title` and `unit` are the indicator's; `area` is whose figures these are (“Assessment
    service”). `is_rolling`: each point is a year that shares eleven months with the one
    before, so no control chart may be made of them and nothing is judged.
    """

    title: str
    subject: Subject
    unit: str
    area: str
    months: tuple[Month, ...]
    better: Better
    target: Target | None = None
    restarts: tuple[Restart, ...] = ()
    is_rolling: bool = False

    @cached_property
    def chart(self) -> Chart:
        if self.is_rolling:
            return _unjudged(self.months, self.better, self.target)
        return xmr(
            [Observation(month.start, month.value) for month in self.months],
            better=self.better,
            target=self.target.line if self.target else None,
            restarts=[restart.on for restart in self.restarts],
        )

    @property
    def last(self) -> Month | None:
        return self.months[-1] if self.months else None


def _unjudged(months: Sequence[Month], better: Better, target: Target | None) -> Chart:
    points = tuple(
        Point(month.start, month.value, 0, 0, None, None, PointType.COMMON) for month in months
    )
    told = sum(month.value is not None for month in months)
    segments = (Segment(0, len(months) - 1, told, None),) if months else ()
    return Chart(points, segments, better, None, None, target.line if target else None)
