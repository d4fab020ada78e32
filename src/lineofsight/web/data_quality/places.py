"""Whose data a page is about: a team, a service or all; and which teams that is today."""

from dataclasses import dataclass

from django.http import Http404

from lineofsight.web import clock
from lineofsight.web.people.models import OrgUnit, User
from lineofsight.web.people.queries import assignments_of, team_codes_below, units_below
from lineofsight.web.people.scopes import scope_for

ALL = "all"


@dataclass(frozen=True)
class Place:
    """`teams` None: every team, and what no team holds."""

    key: str
    name: str
    teams: frozenset[str] | None = None


WHOLE = Place(ALL, "Children’s social care")


def place_of(key: str) -> Place:
    """The place of an address; 404 for one that does not exist."""
    if key in ("", ALL):
        return WHOLE
    kind, _, code = key.partition(":")
    unit = OrgUnit.objects.filter(code=code, kind=kind).first()
    if unit is None or kind not in (OrgUnit.Kind.TEAM, OrgUnit.Kind.SERVICE):
        raise Http404
    return Place(key, unit.name, teams_of(unit))


def teams_of(unit: OrgUnit) -> frozenset[str]:
    """The teams below a unit today; a team that is closed is still its own."""
    return team_codes_below(unit, clock.today()) | {unit.code}


def usual_place(user: User) -> Place:
    """One's own team or service; otherwise all. Those who see totals only see the whole."""
    if not scope_for(user).child_level:
        return WHOLE
    for held in assignments_of(user, clock.today()):
        if held.unit.kind != OrgUnit.Kind.AUTHORITY:
            return place_of(f"{held.unit.kind}:{held.unit.code}")
    return WHOLE


def choices(chosen: Place) -> list[dict]:
    """For the select: the whole, then each service with its teams."""
    day = clock.today()
    units = list(OrgUnit.objects.open_on(day).exclude(kind=OrgUnit.Kind.AUTHORITY))
    found = [(WHOLE.key, WHOLE.name)]
    for service in (each for each in units if each.kind == OrgUnit.Kind.SERVICE):
        below = units_below(service, day)
        found.append((f"service:{service.code}", service.name))
        found += [
            (f"team:{each.code}", f"— {each.name}")
            for each in units
            if each.kind == OrgUnit.Kind.TEAM and each.pk in below
        ]
    return [{"value": key, "label": label, "is_chosen": key == chosen.key} for key, label in found]


def names() -> dict[str, str]:
    """Team and service names by code; nothing recorded is said so."""
    return dict(OrgUnit.objects.values_list("code", "name")) | {"": "No team recorded"}
