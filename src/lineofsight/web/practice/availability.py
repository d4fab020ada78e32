"""Who can carry an activity between two days: neither away, nor exempt, nor full. Reads only."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from lineofsight.errors import UserError
from lineofsight.web.people.models import RoleAssignment, User
from lineofsight.web.practice.models import Absence, Audit, AuditPart, Capacity, Exemption
from lineofsight.working_days import england

DAYS_NEEDED = 5
"""Whoever is there on fewer working days than this between a release and its due day is
away; where the whole span is shorter, somebody who is there on none of them."""


class NotThere(UserError):
    """Work would go to somebody who cannot do it."""


@dataclass(frozen=True)
class Availability:
    """Who cannot be given work of a programme in a span; of each, the reason in words."""

    away: dict[int, str] = field(default_factory=dict)
    exempt: dict[int, str] = field(default_factory=dict)
    limits: dict[int, int] = field(default_factory=dict)

    @property
    def barred(self) -> frozenset[int]:
        none_at_all = {person for person, at_most in self.limits.items() if at_most == 0}
        return frozenset(self.away) | frozenset(self.exempt) | none_at_all

    def why_excused(self, person_pk: int) -> str:
        """Why a holder has no turn in this span; empty for whoever has one."""
        if person_pk in self.exempt:
            return self.exempt[person_pk]
        if person_pk in self.away:
            return self.away[person_pk]
        return "No capacity" if self.limits.get(person_pk) == 0 else ""


def between(start: date, end: date, *, programme_key: str = "") -> Availability:
    """Four queries, however many people."""
    return Availability(
        away=_away(start, end),
        exempt=_exempt(start, end, programme_key),
        limits=_limits(start),
    )


def away_on(day: date) -> dict[int, str]:
    """Who is away on one day; of each, until when, in words."""
    return _away(day, day)


def why_not_here(persons: Iterable[User], day: date) -> dict[int, str]:
    """Of these people, who does nothing now: those who have left, and those who are away."""
    wanted = {person.pk for person in persons}
    held = RoleAssignment.objects.on(day).filter(user__in=wanted, user__is_active=True)
    here = set(held.values_list("user_id", flat=True))
    away = away_on(day)
    return {pk: "Has left" if pk not in here else away[pk] for pk in wanted
            if pk not in here or pk in away}  # fmt: skip


def must_be_there(person: User, start: date, end: date) -> None:
    """Raise where somebody who is given work now could not do it by its day."""
    if not person.is_active:
        raise NotThere(f"The account of {person.name} is closed.", advice="Choose somebody else.")
    away = _away(start, max(start, end)).get(person.pk)
    if away:
        raise NotThere(
            f"{person.name} is {away[:1].lower()}{away[1:]}, so it would not be done.",
            advice="Choose somebody who is there.",
        )


def working_days_there(absences: list[tuple[date, date]], start: date, end: date) -> int:
    """On how many working days from `start` to `end` somebody is there."""
    calendar = england()
    return sum(
        calendar.is_working_day(day) and not any(first <= day <= last for first, last in absences)
        for day in _days(start, end)
    )


def is_away(absences: list[tuple[date, date]], start: date, end: date) -> bool:
    there = working_days_there(absences, start, end)
    return there < min(DAYS_NEEDED, max(1, working_days_there([], start, end)))


def _days(start: date, end: date) -> list[date]:
    return [date.fromordinal(n) for n in range(start.toordinal(), end.toordinal() + 1)]


def _away(start: date, end: date) -> dict[int, str]:
    spans: dict[int, list[tuple[date, date]]] = defaultdict(list)
    rows = Absence.objects.filter(cancelled_at=None, from_on__lte=end, to_on__gte=start)
    for person, first, last in rows.values_list("person_id", "from_on", "to_on"):
        spans[person].append((first, last))
    return {
        person: f"Away until {max(last for _, last in held):%-d %b %Y}"
        for person, held in spans.items()
        if is_away(held, start, end)
    }


def _exempt(start: date, end: date, programme_key: str) -> dict[int, str]:
    """An exemption that covers the day something goes out covers all of it."""
    if not programme_key:
        return {}
    held = Exemption.objects.approved().filter(
        programme_key=programme_key, from_on__lte=start, to_on__gte=start
    )
    return {each.person_id: f"Exempt until {each.to_on:%-d %b %Y}" for each in held}


def _limits(day: date) -> dict[int, int]:
    """The newest limit that holds on a day."""
    rows = Capacity.objects.on(day).order_by("from_on", "pk")
    return dict(rows.values_list("person_id", "at_most"))


def in_hand(month: date) -> Counter:
    """Parts each person has: those of the month's audits, and older ones not yet sent."""
    this_month = Q(audit__released_on__year=month.year, audit__released_on__month=month.month)
    open_still = Q(audit__state__in=Audit.WITH_AUDITORS) & ~Q(state=AuditPart.State.SUBMITTED)
    parts = AuditPart.objects.filter(this_month | open_still).exclude(auditor=None)
    counted = parts.exclude(audit__state=Audit.State.WITHDRAWN).order_by()
    return Counter(dict(counted.values_list("auditor").annotate(Count("pk"))))
