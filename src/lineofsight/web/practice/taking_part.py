"""Who of the staff has taken part in quality assurance over a time: in which way, by role and
by service. Everybody is counted once, however often they took part."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from lineofsight.web import clock
from lineofsight.web.frameworks.models import AdoptedPack
from lineofsight.web.people import roles
from lineofsight.web.people.models import RoleAssignment, User
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.queries import service_of
from lineofsight.web.practice.models import AuditPart, Conversation, FollowUp, Moderation
from lineofsight.web.practice.models.sessions import Attendance

WAYS = {
    "audited": "Carried out an activity",
    "heard": "Was heard as the worker of the record",
    "moderated": "Agreed final grades",
    "met": "Was at a session",
    "checked": "Took a step to close a loop",
}


@dataclass(frozen=True)
class Row:
    title: str
    staff: int
    took_part: int

    @property
    def share(self) -> float:
        return 100 * self.took_part / self.staff


@dataclass(frozen=True)
class TakingPart:
    """`missing`: who has not taken part, for those who run the programme and nobody else."""

    whole: Row
    by_role: list[Row]
    by_service: list[Row]
    ways: list[tuple[str, int]]
    missing: list[User]


def between(start: datetime.date, end: datetime.date) -> TakingPart:
    """Of those who hold a role of the staff on the last day."""
    staff = _staff(end)
    ways = {key: people & staff.keys() for key, people in _ways(start, end).items()}
    took_part = set().union(*ways.values())
    people = User.objects.in_bulk(staff)
    return TakingPart(
        whole=Row("All staff", len(staff), len(took_part)),
        by_role=_rows(staff, took_part, lambda held: roles.role(held.role).title),
        by_service=_rows(staff, took_part, _service_on(end)),
        ways=[(WAYS[key], len(ways[key])) for key in WAYS],
        missing=sorted(
            (person for pk, person in people.items() if pk not in took_part),
            key=lambda each: each.name,
        ),
    )


def _staff(day: datetime.date) -> dict[int, list[RoleAssignment]]:
    """Everybody who works with children's cases or manages those who do, and what they hold.
    Members, boards and partners see totals only and are not staff."""
    found = defaultdict(list)
    held = RoleAssignment.objects.on(day).filter(user__is_active=True, delegated_by__isnull=True)
    for each in held.select_related("unit"):
        role = roles.role(each.role)
        if not role.aggregates_only and Permission.CHILD_READ in role.permissions:
            found[each.user_id].append(each)
    return found


def _rows(staff, took_part: set[int], place_of) -> list[Row]:
    """Somebody with two roles, or in two services, is counted in both."""
    members = defaultdict(set)
    for person, held in staff.items():
        for each in held:
            members[place_of(each)].add(person)
    return [
        Row(title, len(people), len(people & took_part))
        for title, people in sorted(members.items())
    ]


def _service_on(day: datetime.date):
    known: dict[int, str] = {}

    def title(held: RoleAssignment) -> str:
        if held.unit_id not in known:
            service = service_of(held.unit, day)
            known[held.unit_id] = service.name if service else "The whole authority"
        return known[held.unit_id]

    return title


def _ways(start: datetime.date, end: datetime.date) -> dict[str, set[int]]:
    span = clock.span(start, end)
    parts = AuditPart.objects.filter(submitted_at__range=span).exclude(audit__state="withdrawn")
    return {
        "audited": _people(parts.values_list("auditor", flat=True)),
        "heard": _people(
            User.objects.filter(staff_id__in=_heard(start, end)).values_list("pk", flat=True)
        ),
        "moderated": _people(
            Moderation.objects.filter(confirmed_at__range=span).values_list("moderator", flat=True)
        ),
        "met": _people(_at_sessions(start, end)),
        "checked": _people(
            FollowUp.objects.filter(done_at__range=span).values_list("done_by", flat=True)
        ),
    }


def _heard(start: datetime.date, end: datetime.date) -> set[str]:
    """The workers of records with whom a conversation that the framework means was had."""
    held = Conversation.objects.filter(held_on__range=(start, end), audit__worker_id__gt="")
    held = held.exclude(audit__state="withdrawn")
    kinds = held.values_list("audit__adopted", "audit__activity_key", "key").distinct()
    packs = AdoptedPack.objects.in_bulk({adopted for adopted, _, _ in kinds})
    meant = {
        (adopted, activity, key)
        for adopted, activity, key in kinds
        for each in packs[adopted].pack.activity(activity).conversations
        if each.key == key and each.hears_the_worker
    }
    rows = held.values_list("audit__adopted", "audit__activity_key", "key", "audit__worker_id")
    return {worker for *kind, worker in rows if tuple(kind) in meant}


def _at_sessions(start: datetime.date, end: datetime.date) -> Iterable[int]:
    there = Attendance.objects.filter(
        was_there=True, session__held_at__range=clock.span(start, end)
    )
    return there.values_list("person", flat=True)


def _people(ids: Iterable[int | None]) -> set[int]:
    return {each for each in ids if each is not None}
