"""Which unit and which month a page is about, read from its address and back.

    ?unit=service:ASSESSMENT&month=2026-10

A unit of the address is `all`, `service:CODE` or `team:CODE`; what is not known is 404.
"""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest

from lineofsight.errors import UnknownName
from lineofsight.indicators.children import UnitRef
from lineofsight.indicators.units import AUTHORITY, Units, units_of
from lineofsight.periods import Period, PeriodKind, add_months, end_of_month
from lineofsight.warehouse import Snapshot
from lineofsight.web.people.models import OrgUnit, User
from lineofsight.web.people.queries import assignments_of

WHOLE = "all"
MONTHS_BACK = 26
"""How many months a chart shows: two years and the two months before, so that the same
month of last year has a year of its own before it."""


@dataclass(frozen=True)
class Place:
    """A unit as pages speak of it. `key` is how the address and the database write it."""

    key: str
    by: str
    unit_id: str
    name: str

    @property
    def ref(self) -> UnitRef:
        return UnitRef(self.by, self.unit_id)

    @property
    def is_whole(self) -> bool:
        return self.by == AUTHORITY


@dataclass(frozen=True)
class Choice:
    """An option of a select: its value, its words, and whether it is the one in use."""

    value: str
    label: str
    is_chosen: bool = False


WHOLE_PLACE = Place(WHOLE, AUTHORITY, AUTHORITY, "Children’s social care")


def place_of(key: str, units: Units) -> Place:
    """The unit of an address; 404 for one that is not in the data."""
    if key in ("", WHOLE):
        return WHOLE_PLACE
    by, _, unit_id = key.partition(":")
    known = {"service": units.services, "team": units.teams}.get(by, ())
    if unit_id not in known:
        raise Http404
    return Place(key, by, unit_id, units.name_of(unit_id))


def usual_place(user: User, units: Units, day: date) -> Place:
    """One's own team or service, where it is in the data; otherwise the whole."""
    for held in assignments_of(user, day):
        kind = held.unit.kind
        if kind == OrgUnit.Kind.TEAM and held.unit.code in units.teams:
            return place_of(f"team:{held.unit.code}", units)
        if kind == OrgUnit.Kind.SERVICE and held.unit.code in units.services:
            return place_of(f"service:{held.unit.code}", units)
    return WHOLE_PLACE


def place_in(request: HttpRequest, snapshot: Snapshot, day: date) -> Place:
    """The unit the address asks for, or one's own if it asks for none."""
    units = units_of(snapshot)
    key = request.GET.get("unit")
    return usual_place(request.user, units, day) if key is None else place_of(key, units)


def place_choices(
    units: Units, chosen: Place, *, with_teams: bool = True
) -> list[tuple[str, list[Choice]]]:
    """For the select: the whole and the services, then each service's teams as a group."""
    top = [Choice(WHOLE, WHOLE_PLACE.name, chosen.is_whole)]
    top += [
        Choice(f"service:{service}", units.name_of(service), chosen.key == f"service:{service}")
        for service in units.services
    ]
    groups = [("", top)]
    if not with_teams:
        return groups
    for service in units.services:
        teams = [
            Choice(f"team:{team}", units.name_of(team), chosen.key == f"team:{team}")
            for team in units.teams_of(service)
        ]
        if teams:
            groups.append((f"Teams of {units.name_of(service)}", teams))
    lone = [team for team in units.teams if units.service_of(team) not in units.services]
    if lone:
        groups.append(
            ("Teams", [Choice(f"team:{t}", units.name_of(t), chosen.unit_id == t) for t in lone])
        )
    return groups


def latest_month(snapshot: Snapshot) -> Period:
    """The last whole month that the data reach to the end of."""
    day = snapshot.as_at
    if day != end_of_month(day):
        day = add_months(day.replace(day=1), -1)
    return Period.month(day.year, day.month)


def month_in(request: HttpRequest, snapshot: Snapshot) -> Period:
    """The month the address asks for; the latest if it asks for none or a later one."""
    latest = latest_month(snapshot)
    text = request.GET.get("month", "")
    if not text:
        return latest
    try:
        asked = Period.parse(text)
    except UnknownName:
        raise Http404 from None
    if asked.kind != PeriodKind.MONTH:
        raise Http404
    return min(asked, latest, key=lambda period: period.end)


def month_choices(snapshot: Snapshot, chosen: Period) -> list[Choice]:
    return [
        Choice(period.id, period.label, period == chosen)
        for period in reversed(latest_month(snapshot).series(MONTHS_BACK))
    ]
