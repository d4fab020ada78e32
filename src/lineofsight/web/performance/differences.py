"""Who a measure meets more often than others: each group of children against everybody else,
and each team against what chance explains."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lineofsight.charts.funnel_plot import Funnel, Place, funnel
from lineofsight.charts.words import number_text
from lineofsight.indicators import NO_UNIT, Figure, Indicator, State, Unit, cube, units_of
from lineofsight.indicators.coverage import area_gap
from lineofsight.indicators.definition import AREA
from lineofsight.indicators.spells.people import NOT_RECORDED
from lineofsight.periods import Period
from lineofsight.statistics.intervals import Interval, rate, wilson
from lineofsight.statistics.relative import Group, Relative, rate_ratio, share_ratio
from lineofsight.web.performance import reading
from lineofsight.web.performance.measures import BREAKDOWN_TITLES
from lineofsight.web.performance.scorecards import Card
from lineofsight.web.performance.views.frame import View

TOO_FEW = "Too few to say"
LIKE_OTHERS = "Like everybody else"


@dataclass(frozen=True)
class Row:
    """One group of children: its figure with the interval about it, and how many times as
    often as everybody else."""

    group: str
    figure: str
    interval: str
    basis: str
    times: str
    said: str


@dataclass(frozen=True)
class Characteristic:
    """`missing`: why there is nothing to compare by it, in words."""

    title: str
    rows: tuple[Row, ...] = ()
    missing: str = ""


def are_told(indicator: Indicator) -> bool:
    """Is the measure one that groups of children can be compared by?"""
    units = (Unit.PERCENT, Unit.COUNT, Unit.RATE_PER_10_000)
    return indicator.unit in units and not indicator.record


def differences(view: View, card: Card, period: Period) -> list[Characteristic]:
    """Each characteristic that the measure is broken down by."""
    names = [name for name in card.indicator.breakdowns if name in BREAKDOWN_TITLES]
    found = [_by(view, card.indicator, period, name) for name in names]
    if card.indicator.is_by_area:
        found.append(_by_area(view, card.indicator, period))
    return found


def _by_area(view: View, indicator: Indicator, period: Period) -> Characteristic:
    """Where the children live, as far as the data say so."""
    if missing := area_gap(view.snapshot, indicator, period):
        return Characteristic(BREAKDOWN_TITLES[AREA], missing=f"Not covered. {missing}")
    return _by(view, indicator, period, AREA)


def _by(view: View, indicator: Indicator, period: Period, name: str) -> Characteristic:
    title, place = BREAKDOWN_TITLES[name], view.place
    is_rate = indicator.unit == Unit.RATE_PER_10_000
    if is_rate and view.withheld.small:
        return Characteristic(
            title, missing="The numbers behind a rate are not shown to your role."
        )
    figures = reading.figures_by(
        view.snapshot,
        indicator.id,
        period,
        place.by,
        breakdown=name,
        only=cube.Wanted(unit_ids=(place.unit_id,)),
    )
    withheld = view.withheld
    if withheld.small:
        figures = reading.made_safe(figures)
    figures = reading.Withheld(few=withheld.few).of(figures)
    told = [each for each in figures if each.state == State.VALUE or (is_rate and each.numerator)]
    if indicator.unit == Unit.PERCENT:
        groups = {each.category: Group(each.numerator, each.denominator) for each in told}
        return _compared(title, groups, is_share=True)
    sizes = reading.authority().population_by.get(name, {})
    if not place.is_whole:
        return Characteristic(title, missing="Nobody knows how many such children a part of the "
                              "authority has.")  # fmt: skip
    if not sizes:
        return Characteristic(
            title,
            missing=f"How many children of each group live here is not set (`population_by`, "
            f"{name}), so numbers have no rate.",
        )
    groups = {
        each.category: Group(each.numerator, sizes[each.category])
        for each in told
        if sizes.get(each.category)
    }
    return _compared(title, groups, is_share=False)


def _compared(title: str, groups: Mapping[str, Group], *, is_share: bool) -> Characteristic:
    known = {name: group for name, group in groups.items() if name != NOT_RECORDED and group.size}
    if len(known) < 2:
        return Characteristic(title, missing="There are no two groups to compare.")
    whole = Group(
        sum(group.events for group in known.values()), sum(group.size for group in known.values())
    )
    rows = tuple(_row(name, group, whole, is_share=is_share) for name, group in known.items())
    return Characteristic(title, rows)


def _row(name: str, group: Group, whole: Group, *, is_share: bool) -> Row:
    others = whole.without(group)
    if is_share:
        found, per, sign = share_ratio(group, others), 100, "%"
        about = wilson(group.events, group.size)
        about = Interval(100 * about.lower, 100 * about.upper)
        basis = f"{group.events:,} of {group.size:,}"
    else:
        found, per, sign = rate_ratio(group, others), 10_000, ""
        about = rate(group.events, group.size)
        basis = f"{group.events:,} among {group.size:,} children"
    return Row(
        group=name,
        figure=f"{number_text(per * group.share, 1)}{sign}",
        interval=f"{number_text(about.lower, 1)} to {number_text(about.upper, 1)}",
        basis=basis,
        times=_times(found),
        said=_said(found),
    )


def _times(found: Relative | None) -> str:
    if found is None:
        return "–"
    low, high = (number_text(edge, 2) for edge in (found.interval.lower, found.interval.upper))
    return f"{number_text(found.ratio, 2)} ({low} to {high})"


def _said(found: Relative | None) -> str:
    if found is None:
        return TOO_FEW
    if found.is_more:
        return "More often than everybody else"
    return "Less often than everybody else" if found.is_less else LIKE_OTHERS


def teams(view: View, card: Card, period: Period) -> Funnel | None:
    """Every team of the authority in a funnel; None for what is no share, and for readers of
    totals, to whom a team's place would give small numbers away."""
    if card.indicator.unit != Unit.PERCENT or view.outside:
        return None
    figures = reading.figures_by(view.snapshot, card.indicator.id, period, "team")
    return funnel(card.indicator.title, period.label, _places(figures, view), card.series.better)


def _places(figures: Sequence[Figure], view: View) -> list[Place]:
    return [
        Place(each.unit_name, each.numerator, each.denominator)
        for each in figures
        if each.state == State.VALUE and each.unit_id != NO_UNIT and not _is_withheld(each, view)
    ]


def _is_withheld(figure: Figure, view: View) -> bool:
    keeps = reading.keeps_few(view.scope, figure.by, figure.unit_id, units_of(view.snapshot))
    return keeps and reading.is_few(figure)
