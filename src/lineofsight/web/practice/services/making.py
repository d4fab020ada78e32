"""Making the audits of a release: who does each part, whose moderation it is, who is told."""

from collections import Counter
from datetime import date

from django.db.models import Count
from django.urls import reverse

from lineofsight import sampling
from lineofsight.packs.activities import Who
from lineofsight.packs.programmes import Programme
from lineofsight.sampling.chairs import chairs_of
from lineofsight.warehouse import Snapshot
from lineofsight.web import clock
from lineofsight.web.practice import availability, dates
from lineofsight.web.practice.assignment import (
    Case,
    Organisation,
    Sharing,
    holders_of,
    lightest,
    moderator_for,
    organisation_teams,
    people_for,
)
from lineofsight.web.practice.models import Audit, AuditPart, Plan, Release, SampledChild, Turn
from lineofsight.web.practice.services.beginning import parts_with
from lineofsight.web.practice.services.notices import tell
from lineofsight.web.ui.words import counted, short_day


def send_now(release: Release, snapshot: Snapshot | None) -> int:
    """Make the audits of a release that has been claimed already."""
    maker = Maker(release.plan, release, clock.today(), snapshot)
    for sampled in release.children.filter(is_swapped_out=False, audit__isnull=True):
        if not maker.is_excused(sampled):
            maker.make(sampled)
    maker.tell_everybody()
    return maker.made


class Maker:
    """Makes the audits of one release, and shares them out evenly among people."""

    def __init__(self, plan: Plan, release: Release, today: date, snapshot: Snapshot | None):
        self.plan, self.release, self.today = plan, release, today
        self.activity = plan.activity
        self.organisation = Organisation(today)
        self.made = 0
        self._load = availability.in_hand(release.planned_on)
        self._free = availability.between(
            today, max(release.due_on, today), programme_key=plan.programme_key
        )
        self._own_teams = organisation_teams(self.organisation) if self._own_team_excluded() else {}
        programme = next((each for each in plan.pack.programmes if _runs(each, plan)), None)
        self._carriers = holders_of(programme, today) if programme else []
        self._turns = {turn.holder_id: turn for turn in plan.turns.given().select_related("holder")}
        self._excused = set(plan.turns.filter(state=Turn.State.EXCUSED).values_list(
            "holder_id", flat=True)) - set(self._turns)  # fmt: skip
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

    def is_excused(self, sampled: SampledChild) -> bool:
        """Its holder's turn has been excused since it was drawn: nobody carries it."""
        return sampled.holder_id in self._excused

    def make(self, sampled: SampledChild) -> Audit:
        held = self._holding.get(sampled.child_id)
        team_code = held.team_id if held and self._audits(held.team_id) else sampled.team_id
        team = self.organisation.unit(team_code)
        service = self.organisation.service_of_team(team_code) or self.organisation.unit(
            sampled.stratum
        )
        case = self._case(sampled, team_code)
        turn = f"{self.plan.pk}/{sampled.child_id}"
        mine = self._turns.get(sampled.holder_id)
        holder = mine.holder if mine else sampled.holder or self._whose_turn(case, turn)
        sharing = self._sharing(self._load, team_code=team_code, holder=holder)
        people = people_for(self.activity, case, sharing, turn=turn)
        audit = Audit.objects.create(
            plan=self.plan,
            sampled=sampled,
            turn=mine,
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
                self._sharing(self._moderating, limits={}),
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
        if not self.activity.services:
            return service is not None
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

    def _whose_turn(self, case: Case, turn: str):
        """Where the framework says that whose turn it is does a part, and the sample is not
        one for each: the holder of the programme with the least in hand, not of the
        record's own team and not the worker of the case."""
        if all(part.done_by != Who.WHOSE_TURN_IT_IS for part in self.activity.parts):
            return None
        sharing = self._sharing(self._load, team_code=case.team_code)
        free = [who for who in self._carriers if sharing.has_room(who)
                and not (who.staff_id and who.staff_id == case.worker_id)]  # fmt: skip
        return lightest(free, self._load, turn=turn)

    def _own_team_excluded(self) -> bool:
        if not self.plan.programme_key:
            return False
        return bool(self.plan.pack.programme(self.plan.programme_key).own_team_excluded.value)

    def _sharing(self, load: Counter, *, team_code: str = "", holder=None, limits=None) -> Sharing:
        """Who may be chosen: neither away nor exempt nor full, nor of the record's own team
        where the framework leaves it out."""
        of_the_team = {pk for pk, teams in self._own_teams.items() if team_code in teams}
        return Sharing(
            organisation=self.organisation,
            load=load,
            barred=self._free.barred | of_the_team,
            holder=holder,
            limits=self._free.limits if limits is None else limits,
        )

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


def _runs(programme: Programme, plan: Plan) -> bool:
    """The plan's own programme; of a test in practice, one that runs its kind of activity."""
    if plan.programme_key:
        return programme.key == plan.programme_key
    return plan.activity_key in programme.activities


def _moderating_in_hand(release: Release) -> Counter:
    month = {f"released_on__{part}": getattr(release.planned_on, part)
             for part in ("year", "month")}  # fmt: skip
    audits = Audit.objects.filter(**month).exclude(moderator=None).order_by()
    return Counter(dict(audits.values_list("moderator").annotate(Count("pk"))))
