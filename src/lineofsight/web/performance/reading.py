"""Figures for pages: read from the snapshot's cube, in the form the charts want them.

Figures in the cube are for whoever works here. For those who see aggregates only, small
numbers are hidden before anything is made from them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lineofsight import benchmarks
from lineofsight.charts.series import Month, Restart, Series
from lineofsight.charts.subjects import subject
from lineofsight.indicators import (
    CATALOGUE,
    Basis,
    Figure,
    Indicator,
    Polarity,
    State,
    Unit,
    Units,
    cube,
    is_shown_outside,
    shown_outside,
)
from lineofsight.packs.authority import Authority
from lineofsight.periods import Period, PeriodKind
from lineofsight.reports.display import WORDS_OF_STATE
from lineofsight.scope import TOTALS_ONLY, Scope
from lineofsight.statistics.control_charts import Better
from lineofsight.statistics.targets import Target
from lineofsight.warehouse import Snapshot
from lineofsight.web import warehouse
from lineofsight.web.once import once
from lineofsight.web.performance.places import MONTHS_BACK, Place
from lineofsight.web.performance.published import neighbours_of

FEW = 10
"""A unit's figure of fewer cases is not shown to those who do not see its children, as
long as any child's record is restricted: it could tell that child apart."""
BETTER = {
    Polarity.HIGHER_IS_BETTER: Better.HIGHER,
    Polarity.LOWER_IS_BETTER: Better.LOWER,
    Polarity.NEUTRAL: Better.NEITHER,
}


class BasisKey:
    """A basis that can be a key: the same facts are the same key."""

    def __init__(self, basis: Basis):
        self.basis = basis
        self._key = (tuple(sorted(basis.population.items())), basis.parameters)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BasisKey) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


authority, basis = warehouse.authority, warehouse.basis


@once
def basis_key() -> BasisKey:
    return BasisKey(basis())


def compared_area(place: Authority) -> benchmarks.Authority | None:
    """Whom the authority is compared with; None where its file does not say."""
    return neighbours_of(place)


def chart_kind(indicator: Indicator) -> PeriodKind:
    """The period of one point of the chart: the month, unless only years make sense."""
    if PeriodKind.MONTH in indicator.period_kinds:
        return PeriodKind.MONTH
    return PeriodKind.ROLLING_YEAR


def period_of(indicator: Indicator, month: Period) -> Period:
    """The period that the figure of a month covers on the scorecard: the month, or the
    year that ends with it where a month says too little."""
    return Period.of_kind(indicator.headline_kind, month.end)


def monthly_figures(
    snapshot: Snapshot, ids: Sequence[str], place: Place, month: Period, *, back: int = MONTHS_BACK
) -> dict[str, tuple[Figure, ...]]:
    """For each indicator the points of its chart up to `month`, oldest first."""
    return _points(snapshot, tuple(ids), (place, month, back), basis_key())


@lru_cache(maxsize=32)
def _points(
    snapshot: Snapshot, ids: tuple[str, ...], where: tuple[Place, Period, int], key: BasisKey
) -> dict[str, tuple[Figure, ...]]:
    """Kept: a snapshot's figures never change, and a scorecard asks for a thousand."""
    place, month, back = where
    found: dict[str, list[Figure]] = {}
    for kind in (PeriodKind.MONTH, PeriodKind.ROLLING_YEAR):
        wanted = [name for name in ids if chart_kind(CATALOGUE[name]) == kind]
        periods = Period.of_kind(kind, month.end).series(back)
        for figure in _of_place(snapshot, wanted, periods, (place, key.basis)):
            found.setdefault(figure.indicator_id, []).append(figure)
    return {name: tuple(points) for name, points in found.items()}


def headline_figures(
    snapshot: Snapshot, ids: Sequence[str], place: Place, month: Period
) -> dict[str, Figure]:
    """For each indicator the one figure that a scorecard shows."""
    return _shown(snapshot, tuple(ids), (place, month), basis_key())


@lru_cache(maxsize=32)
def _shown(
    snapshot: Snapshot, ids: tuple[str, ...], where: tuple[Place, Period], key: BasisKey
) -> dict[str, Figure]:
    place, month = where
    found: dict[str, Figure] = {}
    for kind in (PeriodKind.MONTH, PeriodKind.ROLLING_YEAR):
        wanted = [name for name in ids if CATALOGUE[name].headline_kind == kind]
        periods = [Period.of_kind(kind, month.end)]
        for figure in _of_place(snapshot, wanted, periods, (place, key.basis)):
            found[figure.indicator_id] = figure
    return found


def figure_of(snapshot: Snapshot, indicator_id: str, place: Place, period: Period) -> Figure | None:
    return _figure(snapshot, indicator_id, (place, period), basis_key())


@lru_cache(maxsize=4096)
def _figure(
    snapshot: Snapshot, indicator_id: str, where: tuple[Place, Period], key: BasisKey
) -> Figure | None:
    place, period = where
    found = _of_place(snapshot, [indicator_id], [period], (place, key.basis))
    return found[0] if found else None


def figures_by(
    snapshot: Snapshot,
    indicator_id: str,
    period: Period,
    by: str,
    *,
    breakdown: str = "",
    only: cube.Wanted = cube.ALL,
) -> list[Figure]:
    """One indicator and period by team, service or a characteristic of the children."""
    return list(_by(snapshot, indicator_id, period, (by, breakdown, only), basis_key()))


@lru_cache(maxsize=1024)
def _by(
    snapshot: Snapshot,
    indicator_id: str,
    period: Period,
    how: tuple[str, str, cube.Wanted],
    key: BasisKey,
) -> tuple[Figure, ...]:
    """Kept, as figures of a snapshot never change; what a reader is not shown of them is
    taken away afterwards, for each reader."""
    by, breakdown, only = how
    found = cube.read(
        snapshot,
        [indicator_id],
        [period],
        by=by,
        breakdown=breakdown or None,
        only=only,
        scope=TOTALS_ONLY,
        basis=key.basis,
    )
    return tuple(found)


def _of_place(snapshot, ids, periods, where: tuple[Place, Basis]) -> list[Figure]:
    if not ids:
        return []
    place, given = where
    return cube.read(
        snapshot,
        list(ids),
        list(periods),
        by=place.by,
        only=cube.Wanted(unit_ids=(place.unit_id,)),
        scope=TOTALS_ONLY,
        basis=given,
    )


def made_safe(figures_: Sequence[Figure]) -> list[Figure]:
    """Figures of one snapshot as readers of totals have them, on whatever page they stand."""
    if not figures_:
        return []
    snapshot = warehouse.snapshot(figures_[0].snapshot_id)
    return shown_outside(snapshot, figures_, basis=basis())


def is_told_outside(figure: Figure) -> bool:
    """Do readers of totals have it?"""
    snapshot = warehouse.snapshot(figure.snapshot_id)
    return is_shown_outside(snapshot, figure, basis=basis())


@dataclass(frozen=True)
class Withheld:
    """What a reader is not shown of a unit: `small` numbers (a count of 1 to 5), and whole
    figures of `few` cases."""

    small: bool = False
    few: bool = False

    def of(self, figures_: Sequence[Figure]) -> list[Figure]:
        """Figures of one unit as this reader has them."""
        kept = [hidden(each) if self.few and is_few(each) else each for each in figures_]
        return made_safe(kept) if self.small else kept


NOTHING_WITHHELD = Withheld()


def is_few(figure: Figure) -> bool:
    return figure.state == State.VALUE and 0 < (figure.denominator or 0) < FEW


def keeps_few(scope: Scope, by: str, unit_id: str, units: Units) -> bool:
    """Are figures of few cases of this unit kept from a reader? `scope.restricted` names the
    restricted children also for those who see none."""
    if by not in ("service", "team") or not scope.restricted - scope.cleared_for:
        return False
    teams = units.teams_of(unit_id) if by == "service" else (unit_id,)
    return not (scope.child_level and (scope.everything or scope.teams & set(teams)))


@dataclass(frozen=True)
class Drawn:
    """Whose chart, of which month, drawn how. The points follow from the rest, so they do
    not take part in telling two of these apart."""

    snapshot_id: str
    indicator_id: str
    place: Place
    month: Period
    target: Target | None
    restarts: tuple[Restart, ...]
    withheld: Withheld
    basis: BasisKey
    points: tuple[Figure, ...] = field(compare=False)


@lru_cache(maxsize=1024)
def series_of(drawn: Drawn) -> Series:
    """A measure's series with its control chart, kept: both follow from the snapshot and
    from what was set. What a reader is not shown is hidden first."""
    indicator = CATALOGUE[drawn.indicator_id]
    return Series(
        title=indicator.title,
        subject=subject(indicator.id, indicator.title),
        unit=indicator.shown_as,
        area=drawn.place.name,
        months=months_of(indicator, drawn.points, drawn.withheld),
        better=BETTER[indicator.polarity],
        target=drawn.target,
        restarts=drawn.restarts,
        is_rolling=chart_kind(indicator) == PeriodKind.ROLLING_YEAR,
    )


def months_of(
    indicator: Indicator, points: Sequence[Figure], withheld: Withheld
) -> tuple[Month, ...]:
    """Figures of one unit as the months of a chart, as this reader has them."""
    return tuple(_month(figure, indicator) for figure in withheld.of(points))


def hidden(figure: Figure) -> Figure:
    """The figure withheld: it has so few cases that it could tell a child apart."""
    nothing = dict.fromkeys(("numerator", "denominator", "unknown", "left_out", "children"))
    nothing |= dict.fromkeys(("total", "weight"))
    return replace(figure, value=None, state=State.SUPPRESSED, reason="Few cases.", **nothing)


def why_none(figure: Figure) -> str:
    if figure.state == State.SUPPRESSED:
        return "not shown, a small number"
    return WORDS_OF_STATE.get(str(figure.state), "no figure")


def _month(figure: Figure, indicator: Indicator) -> Month:
    start = Period.parse(figure.period_id).end.replace(day=1)
    if figure.state != State.VALUE:
        return Month(start, None, why_none=why_none(figure))
    if indicator.unit == Unit.PERCENT:
        return Month(start, figure.value, figure.numerator, figure.denominator)
    return Month(start, figure.value)
