"""What the pages of performance share: the snapshot, the place, the stamp, the line."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from lineofsight.indicators import CATALOGUE, Indicator
from lineofsight.indicators.units import units_of
from lineofsight.periods import Period
from lineofsight.scope import Scope
from lineofsight.warehouse import Snapshot
from lineofsight.web import clock, warehouse
from lineofsight.web.people.queries import restricted_child_ids
from lineofsight.web.people.scopes import scope_for
from lineofsight.web.performance import queries, reading
from lineofsight.web.performance.places import (
    WHOLE_PLACE,
    Place,
    month_choices,
    month_in,
    place_choices,
    place_in,
)
from lineofsight.web.performance.scorecards import Facts
from lineofsight.web.ui.stamp import Stamp
from lineofsight.web.ui.words import long_day, time_of_day


@dataclass(frozen=True)
class View:
    """What every page of figures is about. `outside`: the reader sees aggregates only; their
    `scope` too says which records are restricted."""

    snapshot: Snapshot
    place: Place
    month: Period
    scope: Scope

    @property
    def outside(self) -> bool:
        return not self.scope.child_level

    @property
    def withheld(self) -> reading.Withheld:
        units = units_of(self.snapshot)
        few = reading.keeps_few(self.scope, self.place.by, self.place.unit_id, units)
        return reading.Withheld(small=self.outside, few=few)

    @property
    def query(self) -> dict[str, str]:
        return {"unit": self.place.key, "month": self.month.id}


def view_of(request: HttpRequest) -> View | None:
    """What the address asks for; None while nothing has been loaded."""
    snapshot = warehouse.current_or_none()
    if snapshot is None:
        return None
    scope = scope_for(request.user)
    if not scope.child_level:
        scope = replace(scope, restricted=restricted_child_ids())
    place = place_in(request, snapshot, clock.today())
    if not scope.child_level and place.by == "team":  # readers of totals are not told of teams
        if "unit" in request.GET:
            raise Http404
        place = WHOLE_PLACE
    return View(
        snapshot,
        place,
        month_in(request, snapshot),
        scope,
    )


def nothing_loaded(request: HttpRequest) -> HttpResponse:
    return render(request, "performance/nothing.html", {})


def indicator_or_404(indicator_id: str) -> Indicator:
    try:
        return CATALOGUE[indicator_id]
    except KeyError:
        raise Http404 from None


def facts_for(view: View, periods: list[str]) -> Facts:
    """Targets, restarts and commentary of a unit, asked for once."""
    pack = queries.pack_in_use(clock.today(), settings.PACK)
    of_pack = queries.targets_of_pack(pack)
    return Facts(
        targets=queries.targets_in_force(view.place.key, view.month.start, of_pack),
        restarts=queries.restarts_in_force(view.place.key),
        commentary=queries.commentary_of(view.place.key, periods),
        area=reading.compared_area(reading.authority()),
    )


def stamp_of(view: View) -> Stamp:
    """Figures of a whole month stand still in their snapshot; the stamp says which."""
    made = view.snapshot.manifest.created_at
    when = f"as at {long_day(view.snapshot.as_at)}, loaded {long_day(made)} {time_of_day(made)}"
    return Stamp(view.month.label, when)


def selects(view: View) -> dict:
    return {
        "unit_groups": place_choices(
            units_of(view.snapshot), view.place, with_teams=not view.outside
        ),
        "months": month_choices(view.snapshot, view.month),
    }
