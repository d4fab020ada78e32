"""Authorities in which every manager carries a month's activity: by a shipped framework."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from tests.factories.people import OrgUnitFactory, OrgUnitPlaceFactory

from lineofsight.packs import Pack, load_pack
from lineofsight.web.frameworks import services as frameworks
from lineofsight.web.people.models import OrgUnit

LONG_AGO = datetime.date(2022, 4, 1)


@dataclass
class Managers:
    """So many teams of one service, each with its manager and its open children."""

    ashmere: Any
    person: Any
    snapshot_of: Any
    pack: Pack
    service: str
    units: list = field(default_factory=list)
    managers: list = field(default_factory=list)

    def teams(self, number: int, *, role: str = "team-manager") -> "Managers":
        service = OrgUnitFactory(
            code="ALLOF", name=self.service, kind=OrgUnit.Kind.SERVICE, opened_on=LONG_AGO
        )
        OrgUnitPlaceFactory(unit=service, parent=self.ashmere.authority)
        for n in range(1, number + 1):
            team = OrgUnitFactory(code=f"T{n:02}", name=f"Team {n:02}", opened_on=LONG_AGO)
            OrgUnitPlaceFactory(unit=team, parent=service)
            self.units.append(team)
            self.managers.append(self.person(role, team, name=f"Manager {n:02}"))
        return self

    def data(self, children: int, *, as_at: str):
        """`children` open cases, shared out among the teams."""
        number = len(self.units)
        shares = {unit.code: children // number + (n < children % number)
                  for n, unit in enumerate(self.units)}  # fmt: skip
        return self.snapshot_of({code: n for code, n in shares.items() if n}, as_at=as_at)


def authority(name: str, service: str, *, ashmere, person, snapshot_of) -> Managers:
    pack = load_pack(name)
    adopt(pack)
    return Managers(ashmere, person, snapshot_of, pack, service)


def adopt(pack: Pack, from_on: datetime.date = LONG_AGO):
    return frameworks.adopt(pack, by=None, from_on=from_on)


def with_programme(pack: Pack, key: str, *, version: str, **changes) -> Pack:
    """The pack with one of its programmes changed, as an administrator would override it."""
    programmes = tuple(
        each.model_copy(update=changes) if each.key == key else each for each in pack.programmes
    )
    return pack.model_copy(update={"version": version, "programmes": programmes})
