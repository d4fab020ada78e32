"""Every indicator there is, by theme, in the order of a child's journey."""

from lineofsight.errors import UnknownName
from lineofsight.indicators.definition import Indicator
from lineofsight.indicators.library import (
    adopters,
    adoption,
    allegations,
    allocation,
    assessments,
    audits_elsewhere,
    care,
    care_checks,
    complaints,
    early_help,
    education,
    fostering,
    front_door,
    front_door_decisions,
    health,
    leavers,
    leavers_now,
    meetings,
    missing,
    need,
    need_episodes,
    need_plans,
    permanence,
    placements,
    posts,
    protection,
    protection_plans,
    quality,
    record_keeping,
    reviewing,
    section47,
)

_MODULES = (
    early_help,
    front_door,
    assessments,
    section47,
    need,
    need_episodes,
    need_plans,
    protection,
    protection_plans,
    care,
    placements,
    care_checks,
    reviewing,
    health,
    missing,
    permanence,
    adoption,
    adopters,
    leavers,
    leavers_now,
    allocation,
    quality,
    complaints,
    allegations,
    audits_elsewhere,
    fostering,
    front_door_decisions,
    meetings,
    education,
    posts,
    record_keeping,
)
CATALOGUE: dict[str, Indicator] = {
    indicator.id: indicator for module in _MODULES for indicator in module.INDICATORS
}
THEMES: tuple[str, ...] = tuple(dict.fromkeys(indicator.theme for indicator in CATALOGUE.values()))


def indicator_of(indicator_id: str) -> Indicator:
    """The indicator with that id, whatever the case of its letters."""
    try:
        return CATALOGUE[indicator_id.upper().strip()]
    except KeyError:
        raise UnknownName(
            f"there is no indicator “{indicator_id}”.",
            advice=f"There are: {', '.join(CATALOGUE)}.",
        ) from None
