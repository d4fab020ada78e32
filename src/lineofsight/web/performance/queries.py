"""What was set and said about figures: the version in force, and the versions before it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from lineofsight.charts.series import Restart
from lineofsight.errors import PackError
from lineofsight.indicators.definition import Polarity
from lineofsight.indicators.library import CATALOGUE
from lineofsight.packs import Pack, load_pack
from lineofsight.packs.model import IndicatorUse
from lineofsight.statistics.targets import Target
from lineofsight.web.actions.models import Action
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.performance.models import (
    ChartRestart,
    ChildrenDownload,
    Commentary,
    FigureAction,
    TargetVersion,
)
from lineofsight.web.performance.places import WHOLE


@dataclass(frozen=True)
class TargetInForce:
    """`target` is None where there is none. `origin` says who set it, or which framework."""

    target: Target | None
    origin: str
    is_assumed: bool = False


NO_TARGET = TargetInForce(None, "")


def pack_in_use(day: date, fallback: str) -> Pack:
    """The adopted framework, or the one the settings name while none has been adopted."""
    try:
        return pack_on(day)
    except PackError:
        return _shipped(fallback)


@lru_cache(maxsize=4)
def _shipped(name: str) -> Pack:
    return load_pack(name)


def targets_of_pack(pack: Pack) -> dict[str, TargetInForce]:
    """What the framework sets for each indicator, its direction from the indicator's own."""
    found = {}
    for use in pack.indicators:
        if target := _target_of_use(use):
            assumed = use.target.is_assumed
            origin = "assumed, to be set" if assumed else f"framework: {pack.title}"
            found[use.indicator] = TargetInForce(target, origin, assumed)
    return found


def _target_of_use(use: IndicatorUse) -> Target | None:
    indicator = CATALOGUE.get(use.indicator)
    if indicator is None or use.target.value is None:
        return None
    tolerance = use.tolerance.value or 0.0
    if indicator.polarity == Polarity.HIGHER_IS_BETTER:
        return Target(at_least=use.target.value, tolerance=tolerance)
    if indicator.polarity == Polarity.LOWER_IS_BETTER:
        return Target(at_most=use.target.value, tolerance=tolerance)
    return None


def targets_in_force(
    unit: str, month: date, of_pack: Mapping[str, TargetInForce]
) -> dict[str, TargetInForce]:
    """By indicator, for a unit and month: its own target, else the authority's, else the
    framework's. A target of a count holds for the unit it was set for only."""
    found = {
        name: given
        for name, given in of_pack.items()
        if unit == WHOLE or not _is_count(name) or given.target.line == 0
    }
    versions = TargetVersion.objects.filter(
        unit__in={WHOLE, unit}, from_month__lte=month
    ).select_related("by")
    for version in reversed(versions):
        if version.unit == WHOLE and unit != WHOLE and _is_count(version.indicator_id):
            continue
        found[version.indicator_id] = _given(version)
    for version in reversed([each for each in versions if each.unit == unit]):
        found[version.indicator_id] = _given(version)
    return found


def _given(version: TargetVersion) -> TargetInForce:
    origin = f"set by {version.by.name}, {version.at:%-d %B %Y}"
    if version.at_least is None and version.at_most is None:
        return TargetInForce(None, f"none: {origin}")
    return TargetInForce(Target(version.at_least, version.at_most, version.tolerance), origin)


def _is_count(indicator_id: str) -> bool:
    return str(CATALOGUE[indicator_id].unit) == "count"


def target_versions(indicator_id: str, unit: str) -> list[TargetVersion]:
    found = TargetVersion.objects.filter(indicator_id=indicator_id, unit=unit)
    return list(found.select_related("by"))


def restarts_in_force(unit: str) -> dict[str, list[Restart]]:
    """By indicator: the days its limits restart for a unit, its own and the authority's."""
    newest: dict[tuple[str, str, date], ChartRestart] = {}
    for each in reversed(ChartRestart.objects.filter(unit__in={WHOLE, unit})):
        newest[each.indicator_id, each.unit, each.on] = each
    found: dict[str, list[Restart]] = {}
    for (indicator_id, _, on), each in newest.items():
        if not each.is_withdrawn:
            found.setdefault(indicator_id, []).append(Restart(on, each.reason))
    return found


def commentary_of(unit: str, periods: Iterable[str]) -> dict[tuple[str, str], Commentary]:
    """By indicator and period: what is said now."""
    found: dict[tuple[str, str], Commentary] = {}
    said = Commentary.objects.filter(unit=unit, period_id__in=set(periods)).select_related("by")
    for each in said:
        found.setdefault((each.indicator_id, each.period_id), each)
    return found


def commentary_on(indicator_id: str, unit: str) -> list[Commentary]:
    """Everything ever said about a measure of a unit, newest first."""
    found = Commentary.objects.filter(indicator_id=indicator_id, unit=unit)
    return list(found.select_related("by"))


def actions_on(user, indicator_id: str, unit: str) -> list[Action]:
    """Actions raised from this measure that this person may see, soonest due first."""
    raised = FigureAction.objects.filter(indicator_id=indicator_id)
    if unit != WHOLE:
        raised = raised.filter(unit=unit)
    visible = Action.objects.visible_to(user).filter(figure__in=raised)
    return list(visible.select_related("owner").order_by("due_on", "pk"))


def downloads_of(indicator_id: str) -> list[ChildrenDownload]:
    found = ChildrenDownload.objects.filter(indicator_id=indicator_id)
    return list(found.select_related("by")[:20])


def restart_versions(indicator_id: str, unit: str) -> list[ChartRestart]:
    """Every restart of a chart and every withdrawal, newest first; `can_withdraw` on those
    that are in force."""
    found = list(
        ChartRestart.objects.filter(indicator_id=indicator_id, unit=unit).select_related("by")
    )
    seen = set()
    for each in found:
        each.can_withdraw = each.on not in seen and not each.is_withdrawn
        seen.add(each.on)
    return found
