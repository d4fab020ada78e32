"""People and the organisation, for web tests. One factory a model; an invented authority."""

import datetime

import factory
from factory.django import DjangoModelFactory

from lineofsight.web.people import models

LONG_AGO = datetime.date(2020, 4, 1)
PASSWORD = "correct horse battery staple"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = models.User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@ashmere.example")
    staff_id = factory.Sequence(lambda n: f"W{n:04}")
    # The hash is unusable: tests that type a password use `set_password`.
    password = "!"


class OrgUnitFactory(DjangoModelFactory):
    class Meta:
        model = models.OrgUnit

    code = factory.Sequence(lambda n: f"T{n:03}")
    name = factory.LazyAttribute(lambda unit: f"Unit {unit.code}")
    kind = models.OrgUnit.Kind.TEAM
    opened_on = LONG_AGO


class OrgUnitPlaceFactory(DjangoModelFactory):
    class Meta:
        model = models.OrgUnitPlace

    unit = factory.SubFactory(OrgUnitFactory)
    parent = factory.SubFactory(OrgUnitFactory)
    from_on = LONG_AGO


class RoleAssignmentFactory(DjangoModelFactory):
    class Meta:
        model = models.RoleAssignment

    user = factory.SubFactory(UserFactory)
    role = "team-manager"
    unit = factory.SubFactory(OrgUnitFactory)
    from_on = LONG_AGO


class Ashmere:
    """A small authority: two services with two teams each.

    `assessment` (`south`, `north`) and `care` (`east`, `west`) under `authority`.
    """

    def __init__(self) -> None:
        kind = models.OrgUnit.Kind
        self.authority = OrgUnitFactory(code="ASHMERE", name="Ashmere", kind=kind.AUTHORITY)
        self.assessment = self._unit("ASSESSMENT", "Assessment", kind.SERVICE, self.authority)
        self.care = self._unit("CARE", "Through Care", kind.SERVICE, self.authority)
        self.south = self._unit("SOUTH", "Assessment South", kind.TEAM, self.assessment)
        self.north = self._unit("NORTH", "Assessment North", kind.TEAM, self.assessment)
        self.east = self._unit("EAST", "Through Care East", kind.TEAM, self.care)
        self.west = self._unit("WEST", "Through Care West", kind.TEAM, self.care)

    def _unit(self, code, name, kind, parent):
        unit = OrgUnitFactory(code=code, name=name, kind=kind)
        OrgUnitPlaceFactory(unit=unit, parent=parent)
        return unit

    def usual_unit(self, role: str) -> models.OrgUnit:
        """Where a role is held in tests: by its reach, in Assessment South and above."""
        from lineofsight.web.people import roles

        reach = roles.role(role).scope
        return {"own": self.south, "team": self.south, "service": self.assessment}.get(
            reach, self.authority
        )
