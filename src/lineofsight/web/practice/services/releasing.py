"""Sending out what is due, and everything else that the calendar does by itself.

`run_due` is called by the clock, as often as one likes: what has happened is not repeated.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count
from django.urls import reverse

from lineofsight import sampling
from lineofsight.sampling.chairs import chairs_of
from lineofsight.warehouse import Snapshot
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.practice import dates
from lineofsight.web.practice.assignment import (
    Case,
    Organisation,
    Sharing,
    moderator_for,
    people_for,
)
from lineofsight.web.practice.models import Audit, AuditPart, Plan, Release, SampledChild
from lineofsight.web.practice.services import concerns
from lineofsight.web.practice.services.beginning import parts_with
from lineofsight.web.practice.services.notices import tell
from lineofsight.web.ui.words import counted, short_day


@dataclass(frozen=True)
class Ran:
    """What `run_due` did: audits sent out, concerns passed on to the next tier."""

    audits: int
    concerns: int


def run_due(today: date, snapshot: Snapshot | None = None) -> Ran:
    """Release every portion whose day has come, and pass on concerns nobody acknowledged.

    `snapshot` says who holds each child on the day; without it, the sample's own record.
    """
    due = Release.objects.filter(
        released_at__isnull=True, planned_on__lte=today, plan__state=Plan.State.DRAWN
    )
    audits = sum(release_portion(release, today, snapshot) for release in due)
    return Ran(audits=audits, concerns=concerns.pass_on_overdue(clock.now()))


@transaction.atomic
def release_portion(release: Release, today: date, snapshot: Snapshot | None = None) -> int:
    """Send out one portion; how many audits that made. A second call makes none."""
    claimed = Release.objects.filter(pk=release.pk, released_at__isnull=True).update(
        released_at=clock.now()
    )
    if not claimed:
        return 0
    plan = release.plan
    maker = _Maker(plan, release, today, snapshot)
    for sampled in release.children.filter(is_swapped_out=False, audit__isnull=True):
        maker.make(sampled)
    maker.tell_everybody()
    if not plan.releases.filter(released_at__isnull=True).exists():
        plan.move(Plan.State.SENT_OUT)
    activity.record("release.sent_out", by=None, subject_kind="plan", subject_id=plan.pk,
                    detail={"number": release.number, "audits": maker.made})  # fmt: skip
    return maker.made


@transaction.atomic
def release_one(sampled: SampledChild, snapshot: Snapshot | None = None) -> Audit:
    """Send out one record by itself: a child swapped in after the others went out."""
    maker = _Maker(sampled.sample.plan, sampled.release, clock.today(), snapshot)
    audit = maker.make(sampled)
    maker.tell_everybody()
    return audit


class _Maker:
    """Makes the audits of one release, and shares them out evenly among people."""

    def __init__(self, plan: Plan, release: Release, today: date, snapshot: Snapshot | None):
        self.plan, self.release, self.today = plan, release, today
        self.activity = plan.activity
        self.organisation = Organisation(today)
        self.made = 0
        self._load = _work_in_hand(release)
        self._moderating = _moderating_in_hand(release)
        self._told: Counter = Counter()
        self._holding = (
            {held.child_id: held for held in sampling.held_on(snapshot, min(today, snapshot.as_at))}
            if snapshot is not None
            else {}
        )
        self._chairs = (
            chairs_of(snapshot, release.children.values_list("child_id", flat=True), self.today)
            if snapshot is not None
            else {}
        )

    def make(self, sampled: SampledChild) -> Audit:
        held = self._holding.get(sampled.child_id)
        team_code = held.team_id if held and self._audits(held.team_id) else sampled.team_id
        team = self.organisation.unit(team_code)
        service = self.organisation.service_of_team(team_code) or self.organisation.unit(
            sampled.stratum
        )
        case = self._case(sampled, team_code)
        turn = f"{self.plan.pk}/{sampled.child_id}"
        people = people_for(self.activity, case, self._sharing(self._load), turn=turn)
        audit = Audit.objects.create(
            plan=self.plan,
            sampled=sampled,
            adopted=self.plan.adopted,
            activity_key=self.activity.key,
            subject_id=sampled.child_id,
            child_id=sampled.child_id,
            team_id=team_code,
            team_name=team.name if team else "",
            service_id=service.code if service else sampled.stratum,
            service_name=service.name if service else "",
            worker_id=case.worker_id,
            worker_name=held.worker_name if held else "",
            released_on=self.today,
            due_on=self._due_on(),
            moderator=moderator_for(
                self.activity,
                case,
                self._sharing(self._moderating),
                taken={person.pk for person in people.values() if person},
                turn=turn,
            ),
        )
        AuditPart.objects.bulk_create(parts_with(audit, people))
        self._count(audit, people)
        return audit

    def _audits(self, team_code: str) -> bool:
        """Is the activity for the service this team is in today? A child who has meanwhile
        gone to another kind of service is audited with the team that the sample found."""
        service = self.organisation.service_of_team(team_code)
        known = self.plan.pack.service_named(service.name) if service else None
        return known is not None and known.key in self.activity.services

    def _due_on(self) -> date:
        """As planned; for what goes out late, as for its day."""
        if self.release.due_on > self.today or not self.plan.programme_key:
            return max(self.release.due_on, self.today)
        programme = self.plan.pack.programme(self.plan.programme_key)
        return dates.audit_due(programme.release, self.today)

    def _case(self, sampled: SampledChild, team_code: str) -> Case:
        held = self._holding.get(sampled.child_id)
        return Case(
            team_code=team_code,
            service_code=sampled.stratum,
            worker_id=held.worker_id if held else "",
            chair_id=self._chairs.get(sampled.child_id, ""),
        )

    def _sharing(self, load: Counter) -> Sharing:
        return Sharing(organisation=self.organisation, load=load)

    def _count(self, audit: Audit, people: dict) -> None:
        self.made += 1
        self._told.update(person for person in people.values() if person)
        if audit.moderator is not None:
            self._moderating[audit.moderator_id] += 1
            self._told[audit.moderator] += 0

    def tell_everybody(self) -> None:
        audit = self.plan.pack.term("audit")
        for person, number in self._told.items():
            if number:
                text = f"{counted(number, audit.one, audit.plural)} to do"
                text += f" by {short_day(self.release.due_on)}"
            else:
                text = f"{counted(self.made, audit.one, audit.plural)} sent out; you will moderate"
            tell(person, "audits-sent-out", text, url=reverse("practice:mine"),
                 about=f"release:{self.release.pk}")  # fmt: skip


def _work_in_hand(release: Release) -> Counter:
    """Parts each person has of that month's audits."""
    month = {f"audit__released_on__{part}": getattr(release.planned_on, part)
             for part in ("year", "month")}  # fmt: skip
    parts = AuditPart.objects.filter(**month).exclude(auditor=None).order_by()
    return Counter(dict(parts.values_list("auditor").annotate(Count("pk"))))


def _moderating_in_hand(release: Release) -> Counter:
    month = {f"released_on__{part}": getattr(release.planned_on, part)
             for part in ("year", "month")}  # fmt: skip
    audits = Audit.objects.filter(**month).exclude(moderator=None).order_by()
    return Counter(dict(audits.values_list("moderator").annotate(Count("pk"))))
