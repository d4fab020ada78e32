"""Who does what in an audit: the ways of a pack, turned into people on a day."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import date

from lineofsight.packs.activities import ActivityType, Part, Who
from lineofsight.web.people import queries as people
from lineofsight.web.people.models import OrgUnit, User


class Organisation:
    """The tree of units on one day, read once for many audits."""

    def __init__(self, day: date):
        self.day = day
        self._units = {unit.code: unit for unit in OrgUnit.objects.open_on(day)}
        self._services: dict[str, OrgUnit | None] = {}
        self._managers: dict[str, list[User]] = {}
        self._responsible: dict[str, User | None] = {}

    def unit(self, code: str) -> OrgUnit | None:
        return self._units.get(code)

    def service_of_team(self, team_code: str) -> OrgUnit | None:
        if team_code not in self._services:
            team = self.unit(team_code)
            self._services[team_code] = people.service_of(team, self.day) if team else None
        return self._services[team_code]

    def managers_of(self, service: OrgUnit) -> list[User]:
        if service.code not in self._managers:
            found = people.managers_of_service(service, self.day)
            self._managers[service.code] = sorted(found, key=lambda user: user.pk)
        return self._managers[service.code]

    def responsible_for(self, team_code: str) -> User | None:
        if team_code not in self._responsible:
            self._responsible[team_code] = people.who_was_responsible(team_code, self.day)
        return self._responsible[team_code]

    def holders(self, role: str, service: OrgUnit | None) -> list[User]:
        """Who holds a role for a service: at it or above it first, else anywhere."""
        if service is not None:
            found = list(people.holders_reaching(role, service, self.day).order_by("pk"))
            if found:
                return found
        held = User.objects.filter(
            is_active=True,
            assignments__in=_assignments(role, self.day),
        )
        return list(held.distinct().order_by("pk"))


def _assignments(role: str, day: date):
    from lineofsight.web.people.models import RoleAssignment

    return RoleAssignment.objects.on(day).filter(role=role)


def lightest(candidates: Iterable[User], load: Counter, *, turn: str) -> User | None:
    """Who has the least to do; among equals, by turns that differ from record to record."""

    def order(person: User):
        mixed = hashlib.sha256(f"{turn}\x1f{person.pk}".encode()).hexdigest()
        return load[person.pk], mixed

    return min(candidates, key=order, default=None)


def who_does(
    part: Part,
    *,
    team_code: str,
    organisation: Organisation,
    taken: set[int],
    load: Counter,
    turn: str,
) -> User | None:
    """The person for a part. `taken`: those who have another part of the same audit."""
    service = organisation.service_of_team(team_code)
    if part.done_by == Who.CASE_RESPONSIBLE_MANAGER:
        found = organisation.responsible_for(team_code)
        return found if found and found.pk not in taken else None
    if part.done_by == Who.ANOTHER_MANAGER_OF_THE_SERVICE:
        responsible = organisation.responsible_for(team_code)
        barred = taken | ({responsible.pk} if responsible else set())
        candidates = organisation.managers_of(service) if service else []
    else:
        barred = taken
        in_service = part.done_by == Who.HOLDER_OF_ROLE_IN_THE_SERVICE
        candidates = organisation.holders(part.role, service if in_service else None)
    return lightest((who for who in candidates if who.pk not in barred), load, turn=turn)


def moderator_for(
    activity: ActivityType,
    *,
    service: OrgUnit | None,
    organisation: Organisation,
    taken: set[int],
    load: Counter,
    turn: str,
) -> User | None:
    role = activity.moderation.by.value
    if role is None:
        return None
    candidates = organisation.holders(role, service)
    return lightest((who for who in candidates if who.pk not in taken), load, turn=turn)
