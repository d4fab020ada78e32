"""Who does what in an audit: the ways of a pack, turned into people on a day."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from lineofsight.packs.activities import ActivityType, ModerationKind, Part, Who
from lineofsight.packs.programmes import Programme
from lineofsight.web.people import queries as people
from lineofsight.web.people.models import OrgUnit, OrgUnitPlace, RoleAssignment, User


class Organisation:
    """The tree of units on one day, read once for many audits."""

    def __init__(self, day: date):
        self.day = day
        self._units = {unit.code: unit for unit in OrgUnit.objects.open_on(day)}
        self._services: dict[str, OrgUnit | None] = {}
        self._managers: dict[str, list[User]] = {}
        self._responsible: dict[str, User | None] = {}
        self._holders: dict[tuple[str, str], list[User]] = {}
        self._stand_ins: list[tuple[int, int]] | None = None
        self._workers: dict[str, User] | None = None

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

    def service_of(self, case: "Case") -> OrgUnit | None:
        return self.service_of_team(case.team_code) or self.unit(case.service_code)

    def managers(self) -> list[User]:
        """Whoever is responsible for a team, of any service."""
        found: dict[int, User] = {}
        for unit in self._units.values():
            if unit.kind == OrgUnit.Kind.SERVICE:
                found |= {user.pk: user for user in self.managers_of(unit)}
        return [found[pk] for pk in sorted(found)]

    def manager_of_worker(self, staff_id: str) -> User | None:
        """Who is responsible for the team that a worker belongs to."""
        worker = self.worker(staff_id)
        held = people.assignments_of(worker, self.day) if worker else []
        found = [self.responsible_for(each.unit.code) for each in held]
        return next((who for who in found if who is not None and who.pk != worker.pk), None)

    def standing_in_for(self, persons: set[int]) -> set[int]:
        """Who stands in for one of these people on the day, also by way of others."""
        if self._stand_ins is None:
            self._stand_ins = people.stand_ins_on(self.day)
        return people.standing_in_for(persons, self._stand_ins)

    def worker(self, staff_id: str) -> User | None:
        """The person who is this worker in the data, if they have an account."""
        if self._workers is None:
            self._workers = {user.staff_id: user for user in User.objects.exclude(staff_id="")}
        return self._workers.get(staff_id)

    def holders(self, role: str, service: OrgUnit | None) -> list[User]:
        """Who holds a role for a service: at it or above it first, else anywhere."""
        known = (role, service.code if service else "")
        if known not in self._holders:
            self._holders[known] = self._find_holders(role, service)
        return self._holders[known]

    def _find_holders(self, role: str, service: OrgUnit | None) -> list[User]:
        if service is not None:
            found = list(people.holders_reaching(role, service, self.day).order_by("pk"))
            if found:
                return found
        held = User.objects.filter(
            is_active=True,
            assignments__in=_assignments(role, self.day),
        )
        return list(held.distinct().order_by("pk"))


def organisation_teams(organisation: Organisation) -> dict[int, frozenset[str]]:
    """The teams in or over which each person holds a role; roles for the whole authority
    make no team one's own. Three queries, however many people."""
    day = organisation.day
    below = defaultdict(set)
    for unit, parent in OrgUnitPlace.objects.on(day).values_list("unit_id", "parent_id"):
        below[parent].add(unit)
    codes = dict(OrgUnit.objects.open_on(day).values_list("pk", "code"))
    held = RoleAssignment.objects.on(day).exclude(unit__kind=OrgUnit.Kind.AUTHORITY)
    teams: dict[int, frozenset[str]] = {}
    for person, unit in held.values_list("user_id", "unit_id"):
        found = frozenset(codes[pk] for pk in _with_below(unit, below) if pk in codes)
        teams[person] = teams.get(person, frozenset()) | found
    return teams


def holders_of(programme: Programme, day: date) -> list[User]:
    """Who carries one each on a day. Whoever only stands in for a holder carries none of
    their own: the one who is away is excused, or the QA manager reallocates."""
    held = RoleAssignment.objects.on(day).filter(
        role__in=programme.holders, delegated_by__isnull=True
    )
    people = User.objects.filter(is_active=True, assignments__in=held)
    return list(people.distinct().order_by("pk"))


def _with_below(unit: int, below: Mapping[int, set[int]]) -> set[int]:
    found, ahead = set(), [unit]
    while ahead:
        here = ahead.pop()
        if here not in found:
            found.add(here)
            ahead += below.get(here, ())
    return found


NAMED = frozenset({
    Who.CASE_RESPONSIBLE_MANAGER, Who.WHOSE_TURN_IT_IS, Who.WORKER_OF_THE_CASE,
    Who.LINE_MANAGER_OF_THE_WORKER, Who.CHAIR_OF_THE_CHILD,
})  # fmt: skip
"""Ways that mean one person, whom nobody chooses."""


def _assignments(role: str, day: date):
    return RoleAssignment.objects.on(day).filter(role=role)


def lightest(candidates: Iterable[User], load: Counter, *, turn: str) -> User | None:
    """Who has the least to do; among equals, by turns that differ from record to record."""

    def order(person: User):
        mixed = hashlib.sha256(f"{turn}\x1f{person.pk}".encode()).hexdigest()
        return load[person.pk], mixed

    return min(candidates, key=order, default=None)


@dataclass(frozen=True)
class Case:
    """What of a record decides who may look at it: the team that holds it, the worker whose
    practice it is, and who chairs the child's reviews (both as the data calls them)."""

    team_code: str = ""
    service_code: str = ""
    worker_id: str = ""
    chair_id: str = ""


@dataclass
class Sharing:
    """How parts are shared out: `load` is what each person has in hand, `limits` the most
    that some can have; `barred` are chosen for nothing (a part that names its person, such as
    the responsible manager, is theirs all the same, and the board says that they are away);
    `holder` is the one whose turn it is, or who begins an activity: of those
    who could do a part, it is theirs."""

    organisation: Organisation
    load: Counter = field(default_factory=Counter)
    barred: frozenset[int] = frozenset()
    holder: User | None = None
    limits: Mapping[int, int] = field(default_factory=dict)

    def has_room(self, person: User) -> bool:
        if person.pk in self.barred:
            return False
        return self.load[person.pk] < self.limits.get(person.pk, self.load[person.pk] + 1)


def people_for(
    activity: ActivityType, case: Case, sharing: Sharing, *, turn: str
) -> dict[str, User | None]:
    """Who does each part. Nobody judges twice, nor judges their own case, nor stands in for
    somebody who does; parts that find their person in the same way are one person's."""
    own = {person.pk for person in [sharing.organisation.worker(case.worker_id)] if person}
    found: dict[str, User | None] = {}
    judging: set[int] = set()
    for part in activity.parts:
        like = next((each for each in activity.parts if each.key in found
                     and _one_person(each, part)), None)  # fmt: skip
        if like is not None:
            found[part.key] = found[like.key]
            continue
        taken = judging | (own if part.done_by != Who.WORKER_OF_THE_CASE else set())
        person = who_does(part, case, sharing, taken=taken, turn=f"{turn}/{part.key}")
        found[part.key] = person
        if person is not None:
            sharing.load[person.pk] += 1
            if part.judges:
                judging |= {person.pk}
    return found


def _one_person(one: Part, other: Part) -> bool:
    same_way = (one.done_by, one.role) == (other.done_by, other.role)
    return same_way and not (one.judges and other.judges)


def who_does(
    part: Part, case: Case, sharing: Sharing, *, taken: set[int], turn: str
) -> User | None:
    """The person for a part. `taken`: those who must not have it."""
    barred = taken | sharing.organisation.standing_in_for(taken)
    free = [who for who in _candidates(part, case, sharing) if who.pk not in barred]
    if part.done_by not in NAMED:
        free = [who for who in free if sharing.has_room(who)]
    if sharing.holder in free:
        return sharing.holder
    return lightest(free, sharing.load, turn=turn)


def could_do(part: Part, case: Case, organisation: Organisation) -> list[User]:
    """To whom a part can be handed over: those the pack means, and the managers of the
    service; never the worker whose practice it is."""
    service = organisation.service_of(case)
    found = {who.pk: who for who in _candidates(part, case, Sharing(organisation))}
    if part.done_by != Who.WORKER_OF_THE_CASE and service is not None:
        found |= {who.pk: who for who in organisation.managers_of(service)}
        found = {pk: who for pk, who in found.items()
                 if not who.staff_id or who.staff_id != case.worker_id}  # fmt: skip
    return list(found.values())


def _candidates(part: Part, case: Case, sharing: Sharing) -> list[User]:
    """Everybody the pack means by who does a part."""
    organisation, done_by = sharing.organisation, part.done_by
    service = organisation.service_of(case)
    responsible = organisation.responsible_for(case.team_code)
    if done_by == Who.CASE_RESPONSIBLE_MANAGER:
        return _known(responsible)
    if done_by == Who.WHOSE_TURN_IT_IS:
        return _known(sharing.holder)
    if done_by == Who.WORKER_OF_THE_CASE:
        return _known(organisation.worker(case.worker_id))
    if done_by == Who.LINE_MANAGER_OF_THE_WORKER:
        return _known(organisation.manager_of_worker(case.worker_id) or responsible)
    if done_by == Who.CHAIR_OF_THE_CHILD:
        return _known(organisation.worker(case.chair_id))
    if done_by in (Who.ANOTHER_MANAGER_OF_THE_SERVICE, Who.ANOTHER_MANAGER):
        in_service = done_by == Who.ANOTHER_MANAGER_OF_THE_SERVICE
        managers = (
            (organisation.managers_of(service) if service else [])
            if in_service
            else organisation.managers()
        )
        return [who for who in managers if responsible is None or who.pk != responsible.pk]
    in_service = done_by == Who.HOLDER_OF_ROLE_IN_THE_SERVICE
    return organisation.holders(part.role, service if in_service else None)


def _known(person: User | None) -> list[User]:
    return [person] if person is not None and person.is_active else []


def moderator_for(
    activity: ActivityType, case: Case, sharing: Sharing, *, taken: set[int], turn: str
) -> User | None:
    """Who moderates, where one person does: nobody who has a part, whose practice it is, or
    who stands in for one of them."""
    moderation, organisation = activity.moderation, sharing.organisation
    if moderation.by.value is None or moderation.kind == ModerationKind.GROUP_SESSION:
        return None
    worker = organisation.worker(case.worker_id)
    barred = taken | ({worker.pk} if worker else set())
    barred |= organisation.standing_in_for(barred)
    roles = (moderation.by.value, *moderation.also_by)
    service = organisation.service_of(case)
    candidates = {who.pk: who for role in roles for who in organisation.holders(role, service)}
    free = [who for pk, who in sorted(candidates.items())
            if pk not in barred and sharing.has_room(who)]  # fmt: skip
    return lightest(free, sharing.load, turn=turn)
