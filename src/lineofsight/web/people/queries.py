"""Reads: who holds what on a day, who was responsible, what lies below a unit."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from lineofsight.web.once import once
from lineofsight.web.people import roles
from lineofsight.web.people.models import (
    Clearance,
    OrgUnit,
    OrgUnitPlace,
    ReasonedAccess,
    RestrictedRecord,
    RoleAssignment,
    User,
)
from lineofsight.web.people.permissions import Permission


@once
def assignments_of(user: User, day: datetime.date) -> list[RoleAssignment]:
    """The roles somebody holds on a day, at units that are open; none once an account is shut.

    A role the pack in use no longer has is held by nobody.
    """
    if not user.is_active:
        return []
    return [
        held
        for held in RoleAssignment.objects.on(day)
        .filter(user=user, unit__in=OrgUnit.objects.open_on(day))
        .select_related("unit")
        if held.role in roles.roles()
    ]


def assignments_of_all(
    user_ids: Iterable[int], day: datetime.date
) -> dict[int, list[RoleAssignment]]:
    """The roles many people hold on a day, by person: one query for a page of them."""
    held = defaultdict(list)
    for each in RoleAssignment.objects.on(day).filter(user__in=user_ids).select_related("unit"):
        if each.role in roles.roles():
            held[each.user_id].append(each)
    return held


def tree_on(day: datetime.date) -> list[dict]:
    """Services and their teams on a day, with who manages each team: four queries."""
    places = list(OrgUnitPlace.objects.on(day).select_related("unit", "parent"))
    managers = {
        held.unit_id: held.user.name
        for held in RoleAssignment.objects.on(day)
        .filter(role__in=roles.keys_responsible_for_a_team())
        .select_related("user")
        .order_by("from_on")
    }
    teams = defaultdict(list)
    for place in places:
        if place.unit.kind == OrgUnit.Kind.TEAM:
            teams[place.parent_id].append(
                {"name": place.unit.name, "manager": managers.get(place.unit_id, "")}
            )
    services = {each.unit for each in places if each.unit.kind == OrgUnit.Kind.SERVICE}
    return [
        {"name": service.name, "teams": sorted(teams[service.pk], key=lambda each: each["name"])}
        for service in sorted(services, key=lambda each: each.name)
    ]


def permissions_of(user: User, day: datetime.date) -> frozenset[str]:
    return frozenset(
        permission
        for held in assignments_of(user, day)
        for permission in roles.role(held.role).permissions
    )


@once
def _above_on(day: datetime.date) -> dict[int, OrgUnit]:
    """What each unit lies under on a day, by its primary key."""
    places = OrgUnitPlace.objects.on(day).select_related("parent")
    return {place.unit_id: place.parent for place in places}


@once
def units_below(unit: OrgUnit, day: datetime.date) -> frozenset[int]:
    """Primary keys of the unit and of everything under it on a day, however deep."""
    children = defaultdict(list)
    for below, above in _above_on(day).items():
        children[above.pk].append(below)
    found, ahead = set(), [unit.pk]
    while ahead:
        here = ahead.pop()
        if here not in found:
            found.add(here)
            ahead += children[here]
    return frozenset(found)


@once
def team_codes_below(unit: OrgUnit, day: datetime.date) -> frozenset[str]:
    """The codes of the teams of a unit on a day; a team is its own only team."""
    return frozenset(
        OrgUnit.objects.filter(pk__in=units_below(unit, day))
        .exclude(kind=OrgUnit.Kind.AUTHORITY)
        .values_list("code", flat=True)
    )


def service_of(unit: OrgUnit, day: datetime.date) -> OrgUnit | None:
    """The service a team belongs to on a day; a service is its own."""
    here: OrgUnit | None = unit
    above = _above_on(day)
    for _ in range(10):  # no tree of an authority is deeper
        if here is None or here.kind == OrgUnit.Kind.SERVICE:
            return here
        here = above.get(here.pk)
    return None


def holders(role: str, unit: OrgUnit, day: datetime.date) -> QuerySet[User]:
    """Who holds a role at exactly this unit on a day."""
    held = RoleAssignment.objects.on(day).filter(role=role, unit=unit)
    return User.objects.filter(is_active=True, assignments__in=held).distinct()


def holders_within(role: str, unit: OrgUnit, day: datetime.date) -> QuerySet[User]:
    """Who holds a role at this unit or anywhere below it on a day."""
    held = RoleAssignment.objects.on(day).filter(role=role, unit__in=units_below(unit, day))
    return User.objects.filter(is_active=True, assignments__in=held).distinct()


def holders_reaching(role: str, unit: OrgUnit, day: datetime.date) -> QuerySet[User]:
    """Who holds a role at this unit or at any unit above it on a day."""
    above, here = set(), {unit.pk}
    while here - above:
        above |= here
        here = set(
            OrgUnitPlace.objects.on(day)
            .filter(unit_id__in=here)
            .values_list("parent_id", flat=True)
        )
    held = RoleAssignment.objects.on(day).filter(role=role, unit_id__in=above)
    return User.objects.filter(is_active=True, assignments__in=held).distinct()


def managers_of_service(service: OrgUnit, day: datetime.date) -> QuerySet[User]:
    """The managers of all teams of a service on a day."""
    held = RoleAssignment.objects.on(day).filter(
        role__in=roles.keys_responsible_for_a_team(), unit__in=units_below(service, day)
    )
    return User.objects.filter(is_active=True, assignments__in=held).distinct()


def who_was_responsible(team_code: str, day: datetime.date) -> User | None:
    """The manager who held a team's cases on a day; who stood in for them, if somebody did.

    None: the post was empty, or the team is not known.
    """
    held = (
        RoleAssignment.objects.on(day)
        .filter(unit__code=team_code, role__in=roles.keys_responsible_for_a_team())
        .select_related("user")
    )
    in_order = sorted(
        held, key=lambda each: (each.delegated_by_id is None, -each.from_on.toordinal(), each.pk)
    )
    return in_order[0].user if in_order else None


def by_staff_id(staff_id: str) -> User | None:
    """The person who is this worker in the data, if they have an account."""
    return User.objects.filter(staff_id=staff_id).first() if staff_id else None


def stands_for(person: User, day: datetime.date) -> set[int]:
    """The person, and everybody they stand in for on a day, also by way of others who stand
    in: whose work they may not judge."""
    return _along({person.pk}, stand_ins_on(day))


def standing_in_for(persons: set[int], pairs: list[tuple[int, int]]) -> set[int]:
    """Who stands in for one of these people, also by way of others; `pairs` as of
    `stand_ins_on`."""
    return _along(persons, [(stood_for, user) for user, stood_for in pairs]) - persons


def stand_ins_on(day: datetime.date) -> list[tuple[int, int]]:
    """Pairs of a day: who stands in, and for whom."""
    held = RoleAssignment.objects.on(day).filter(delegated_by__isnull=False)
    return list(held.values_list("user_id", "delegated_by_id"))


def _along(start: set[int], pairs: list[tuple[int, int]]) -> set[int]:
    """Everybody reached from `start` along the pairs, however long the chain; one that goes
    in a circle ends where it began."""
    found, ahead = set(start), list(start)
    while ahead:
        here = ahead.pop()
        reached = {to for by, to in pairs if by == here} - found
        found |= reached
        ahead += reached
    return found


@once
def restricted_child_ids() -> frozenset[str]:
    return frozenset(
        RestrictedRecord.objects.filter(lifted_at__isnull=True).values_list("child_id", flat=True)
    )


@once
def cleared_child_ids(user: User, day: datetime.date) -> frozenset[str]:
    """The restricted children this person is a named reader of."""
    return frozenset(
        Clearance.objects.on(day)
        .filter(user=user, record__lifted_at__isnull=True)
        .values_list("record__child_id", flat=True)
    )


def reasoned_access(user: User, child_id: str, at: datetime.datetime) -> ReasonedAccess | None:
    """The access with a reason that is open at an instant; of several, the one that lasts."""
    held = ReasonedAccess.objects.open_at(at).filter(user=user, child_id=child_id)
    return held.order_by("-until_at").first()


def people_who_may(permission: Permission, day: datetime.date) -> QuerySet[User]:
    held = RoleAssignment.objects.on(day).filter(role__in=roles.keys_permitting(permission))
    return User.objects.filter(is_active=True, assignments__in=held).distinct()
