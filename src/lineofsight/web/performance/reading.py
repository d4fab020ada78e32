"""Figures for pages: read from the snapshot's cube, in the form the charts want them.

Figures in the cube are for whoever works here. For those who see aggregates only, small
numbers are hidden before anything is made from them.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings

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
    cube,
    for_outside,
)
from lineofsight.indicators.local import basis_of
from lineofsight.packs.authority import Authority, load_authority
from lineofsight.periods import Period, PeriodKind
from lineofsight.reports.display import WORDS_OF_STATE
from lineofsight.scope import TOTALS_ONLY
from lineofsight.statistics.control_charts import Better
from lineofsight.statistics.targets import Target
from lineofsight.warehouse import Snapshot
from lineofsight.web.performance.places import MONTHS_BACK, Place

BETTER = {
    Polarity.HIGHER_IS_BETTER: Better.HIGHER,
    Polarity.LOWER_IS_BETTER: Better.LOWER,
    Polarity.NEUTRAL: Better.NEITHER,
}


def authority() -> Authority:
    """The place this installation serves, as its own file tells."""
    return load_authority(settings.HOME)


def basis() -> Basis:
    """The authority's own facts that figures rest on."""
    return basis_of(authority())


def compared_area(place: Authority) -> benchmarks.Authority | None:
    """Whom the authority is compared with; None where its file does not say."""
    if place.region:
        return benchmarks.Authority(place.name, place.code, place.region, place.neighbours)
    return benchmarks.authority(place.code) if place.code else None


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
) -> dict[str, list[Figure]]:
    """For each indicator the points of its chart up to `month`, oldest first."""
    found: dict[str, list[Figure]] = {}
    for kind in (PeriodKind.MONTH, PeriodKind.ROLLING_YEAR):
        wanted = [name for name in ids if chart_kind(CATALOGUE[name]) == kind]
        periods = Period.of_kind(kind, month.end).series(back)
        for figure in _of_place(snapshot, wanted, periods, place):
            found.setdefault(figure.indicator_id, []).append(figure)
    return found


def headline_figures(
    snapshot: Snapshot, ids: Sequence[str], place: Place, month: Period
) -> dict[str, Figure]:
    """For each indicator the one figure that a scorecard shows."""
    found: dict[str, Figure] = {}
    for kind in (PeriodKind.MONTH, PeriodKind.ROLLING_YEAR):
        wanted = [name for name in ids if CATALOGUE[name].headline_kind == kind]
        periods = [Period.of_kind(kind, month.end)]
        for figure in _of_place(snapshot, wanted, periods, place):
            found[figure.indicator_id] = figure
    return found


def figure_of(snapshot: Snapshot, indicator_id: str, place: Place, period: Period) -> Figure | None:
    found = _of_place(snapshot, [indicator_id], [period], place)
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
    return cube.read(
        snapshot,
        [indicator_id],
        [period],
        by=by,
        breakdown=breakdown or None,
        only=only,
        scope=TOTALS_ONLY,
        basis=basis(),
    )


def _of_place(snapshot, ids, periods, place: Place) -> list[Figure]:
    if not ids:
        return []
    return cube.read(
        snapshot,
        list(ids),
        list(periods),
        by=place.by,
        only=cube.Wanted(unit_ids=(place.unit_id,)),
        scope=TOTALS_ONLY,
        basis=basis(),
    )


def made_safe(figures_: Sequence[Figure], *, total: Figure | None = None) -> list[Figure]:
    """Figures of one indicator and period, small numbers hidden, for aggregate-only readers."""
    return for_outside(list(figures_), total=total)


def each_made_safe(months: Sequence[Figure]) -> list[Figure]:
    """Figures of one unit over months, each made safe by itself."""
    return [made_safe([figure])[0] for figure in months]


def series_of(
    indicator: Indicator,
    months: Sequence[Figure],
    place: Place,
    *,
    target: Target | None = None,
    restarts: Sequence[Restart] = (),
) -> Series:
    return Series(
        title=indicator.title,
        subject=subject(indicator.id, indicator.title),
        unit=str(indicator.unit),
        area=place.name,
        months=tuple(_month(figure, indicator) for figure in months),
        better=BETTER[indicator.polarity],
        target=target,
        restarts=tuple(restarts),
        is_rolling=chart_kind(indicator) == PeriodKind.ROLLING_YEAR,
    )


def hidden(figure: Figure) -> Figure:
    """The figure withheld: it has so few cases that it could tell a child apart."""
    nothing = dict.fromkeys(("numerator", "denominator", "unknown", "left_out", "children"))
    return replace(figure, value=None, state=State.SUPPRESSED, reason="Few cases.", **nothing)


def why_none(figure: Figure) -> str:
    return WORDS_OF_STATE.get(str(figure.state), "no figure")


def _month(figure: Figure, indicator: Indicator) -> Month:
    start = Period.parse(figure.period_id).end.replace(day=1)
    if figure.state != State.VALUE:
        return Month(start, None, why_none=why_none(figure))
    if indicator.unit == Unit.PERCENT:
        return Month(start, figure.value, figure.numerator, figure.denominator)
    return Month(start, figure.value)
