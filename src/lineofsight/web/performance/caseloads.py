"""Workers who hold more children than the limit, team by team, beside what falls due."""

from lineofsight.indicators import CATALOGUE, State
from lineofsight.indicators.coverage import gap
from lineofsight.indicators.units import units_of
from lineofsight.periods import Period
from lineofsight.scope import Scope
from lineofsight.warehouse import Snapshot
from lineofsight.web.performance import reading
from lineofsight.web.performance.places import latest_month

ABOVE_THE_LIMIT = "WRK07"


def above_the_limit(snapshot: Snapshot, scope: Scope) -> dict[str, str]:
    """Team → at the end of the latest month, as many above the limit of as many workers, in
    words; of the teams whose figure this reader may be shown."""
    units, month = units_of(snapshot), latest_month(snapshot)
    found = reading.figures_by(snapshot, ABOVE_THE_LIMIT, month, "team")
    return {
        each.unit_id: f"{each.numerator} of {each.denominator}"
        for each in found
        if each.state == State.VALUE
        and not (reading.keeps_few(scope, "team", each.unit_id, units) and reading.is_few(each))
    }


def why_none(snapshot: Snapshot, month: Period) -> str:
    """What is missing for anybody's caseload to be told; empty when nothing is."""
    return gap(snapshot, CATALOGUE[ABOVE_THE_LIMIT], month)
