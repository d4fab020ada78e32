"""Who answers for a child's case today, and where the case is handed on."""

from dataclasses import dataclass
from datetime import date

from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.frameworks.reference import Point, handovers
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.people.queries import service_of, who_was_responsible


@dataclass(frozen=True)
class Responsible:
    """`manager` empty: nobody holds the post today. `points` empty: the framework names none
    for the service, or does not know it."""

    manager: str
    team: str
    service: str
    points: list[Point]


def responsible_for(team_code: str | None, day: date) -> Responsible | None:
    """None where the data name no team that is known here."""
    team = OrgUnit.objects.filter(code=team_code).first() if team_code else None
    if team is None:
        return None
    manager = who_was_responsible(team.code, day)
    unit, pack = service_of(team, day), pack_on(day)
    service = pack.service_named(unit.name) if unit else None
    points = handovers(pack, from_service=service.key) if service else []
    return Responsible(
        manager.name if manager else "", team.name, unit.name if unit else "", points
    )
