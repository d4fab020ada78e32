"""The demo's year of programmes: what goes out by itself, what is begun by people.

Whatever a pack's programmes say, something of it has happened: planned spans are drawn and
sent out, monthly turns are given and taken up, and what is commissioned was asked for.
"""

import datetime

from lineofsight import sampling
from lineofsight.errors import UserError
from lineofsight.packs.activities import ActivityType, Record
from lineofsight.packs.model import Pack
from lineofsight.packs.programmes import Programme, Rule
from lineofsight.periods import add_months, end_of_month
from lineofsight.warehouse import Snapshot
from lineofsight.web import clock
from lineofsight.web.people.models import OrgUnit, RoleAssignment, User
from lineofsight.web.people.queries import service_of
from lineofsight.web.practice import dates, subjects
from lineofsight.web.practice.demo_answers import words
from lineofsight.web.practice.models import Audit, Plan, Release, Turn
from lineofsight.web.practice.services import (
    beginning,
    dipping,
    drawing,
    issuing,
    planning,
    releasing,
    turns,
)
from lineofsight.web.practice.subjects import Subject

MONTHS_BACK = 11
A_MONTH, A_MONTH_LONG_AGO = 20, 8
"""Fewer than the pack's size, and fewer still in the first half of the year, so that a
demo is quick to build."""
MONTHS_OF_TURNS = 3
"""How far back what everybody does each month goes: it is most of the work."""
REQUESTED = 4
"""How often in the year something was asked for that only comes on request."""
MONTHLY = (Rule.ONE_PER_HOLDER, Rule.ROTATION)


class Year:
    """`life` does each thing on its day: `later(day, act, *what)`, `expect(audits)`."""

    def __init__(self, pack: Pack, snapshot: Snapshot, life, planner):
        self.pack, self.snapshot, self.life, self.planner = pack, snapshot, life, planner
        self.today, self.dice = life.today, life.dice
        self.first = add_months(self.today.replace(day=1), -MONTHS_BACK)
        self._expected: set[int] = set()
        self._held: list = []

    def expect(self) -> None:
        for programme in self.pack.programmes:
            if programme.switched_on.value is False:
                continue
            if programme.rule == Rule.PLANNED_SPAN:
                self._plan_spans(programme)
            elif programme.rule not in MONTHLY:
                self._ask_for(programme)
        days = {programme.release.day_of_month.value or 1 for programme in self.pack.programmes}
        month = self.first
        while month <= self.today:
            for day in sorted(days | {1}):
                last = end_of_month(month).day
                self.life.later(month.replace(day=min(day, last)), self._send_out, early=True)
            month = add_months(month, 1)

    def _plan_spans(self, programme: Programme) -> None:
        months = programme.plans_every_months.require("how many months a plan spans")
        start, _ = dates.span_of_plan(programme, self.first)
        while start <= self.today:
            a_month = A_MONTH if (self.today - start).days < 200 else A_MONTH_LONG_AGO
            before = start - datetime.timedelta(days=12)
            self.life.later(before, self._plan, programme.key, start, a_month * months)
            start = add_months(start, months)

    def _plan(self, key: str, start: datetime.date, size: int) -> None:
        plan = planning.plan_programme(key, day=start, by=self.planner, size=size)
        drawing.draw_sample(plan, self.snapshot, by=self.planner)

    def _send_out(self) -> None:
        """What is due goes out; in the last months, everybody's turn as well."""
        day = clock.today()
        if add_months(day.replace(day=1), MONTHS_OF_TURNS) > self.today:
            releasing.run_due(day, self.snapshot)
            for programme in self.pack.programmes:
                self._issue(programme, day)
        else:
            due = Release.objects.filter(released_at__isnull=True, planned_on__lte=day,
                                         plan__state=Plan.State.DRAWN)  # fmt: skip
            for release in due:
                releasing.release_portion(release, day, self.snapshot)
        self._take_up()

    def _issue(self, programme: Programme, day: datetime.date) -> None:
        if programme.rule not in MONTHLY or day.day != 1:
            return
        try:
            issuing.issue(programme.key, day, snapshot=self.snapshot, by=self.planner)
        except UserError:
            return  # a paused month, or not switched on

    def _take_up(self) -> None:
        """Everybody who has something new expects to do it; of turns that ask whom it is
        about, most people choose somebody."""
        new = Audit.objects.filter(released_on=clock.today()).exclude(pk__in=self._expected)
        audits = list(new.select_related("adopted").prefetch_related("parts__auditor"))
        self._expected |= {audit.pk for audit in audits}
        self.life.expect(audits)
        for turn in Turn.objects.to_choose().filter(month=clock.today().replace(day=1)):
            if self.dice.random() < 0.85:
                day = clock.today() + datetime.timedelta(days=self.dice.randint(2, 20))
                self.life.later(day, self._take_turn, turn.pk)

    def _take_turn(self, pk: int) -> None:
        turn = Turn.objects.to_choose().filter(pk=pk).select_related("plan", "holder").first()
        if turn is None:
            return
        kind = turn.plan.activity
        subject = self._somebody(kind, turn.holder)
        if subject is not None:
            audit = beginning.begin(kind.key, subject, by=turn.holder, holder=turn.holder,
                                    plan=turn.plan, due_on=turn.due_on)  # fmt: skip
            turns.begun(turn, audit)
            self._expect_one(audit)

    def _ask_for(self, programme: Programme) -> None:
        """What comes on request, so many a year, or in set months."""
        months = set(programme.months.value or ())
        number = programme.number_a_year.value or (0 if months else REQUESTED)
        month, days = self.first, []
        while month <= self.today:
            if month.month in months:
                days += [month.replace(day=self.dice.randint(3, 20))] * 2
            month = add_months(month, 1)
        spread = (self.today - self.first).days
        for n in range(min(number, 12)):
            at = self.first + datetime.timedelta(days=round((n + self.dice.random()) * spread
                                                            / min(number, 12)))  # fmt: skip
            days.append(at)
        for n, day in enumerate(days):
            key = programme.activities[n % len(programme.activities)]
            self.life.later(day, self._begin, programme.key, key)

    def _begin(self, programme_key: str, activity_key: str) -> None:
        programme = self.pack.programme(programme_key)
        kind = self.pack.activity(activity_key)
        person = self._beginner(kind, programme)
        if person is None:
            return
        if kind.many_on_one_screen:
            self._dip(kind, person)
            return
        subject = self._somebody(kind, person)
        if subject is not None:
            plan = Plan.objects.filter(
                programme_key=programme_key, activity_key=activity_key,
                starts_on__lte=clock.today(), ends_on__gte=clock.today(), sample__isnull=True,
            ).exclude(state=Plan.State.WITHDRAWN).first()  # fmt: skip
            audit = beginning.begin(activity_key, subject, by=person, holder=person, plan=plan)
            self._expect_one(audit)

    def _dip(self, kind: ActivityType, person: User) -> None:
        teams = [team for team in self._teams(kind) if self._children_of(team)]
        if not teams:
            return
        try:
            plan = dipping.begin(kind.key, self.dice.choice(teams).code, size=6, by=person,
                                 snapshot=self.snapshot,
                                 question=self.dice.choice(words()["dip_question"]))  # fmt: skip
        except UserError:
            return  # every child of that team was looked at lately
        audits = list(plan.audits.prefetch_related("parts__auditor").select_related("adopted"))
        self._expected |= {audit.pk for audit in audits}
        self.life.expect(audits)

    def _expect_one(self, audit: Audit) -> None:
        self._expected.add(audit.pk)
        self.life.expect(Audit.objects.filter(pk=audit.pk).select_related("adopted")
                         .prefetch_related("parts__auditor"))  # fmt: skip

    def _beginner(self, kind: ActivityType, programme: Programme) -> User | None:
        """Somebody who carries it: of the programme's roles, of the part's, or a manager."""
        part = kind.parts[0]
        roles = [part.role] if part.role else list(programme.holders)
        roles = roles or [role.key for role in self.pack.roles
                          if role.scope == "team" and "audit.do" in role.permissions]  # fmt: skip
        held = RoleAssignment.objects.on(clock.today()).filter(role__in=roles)
        found = list(User.objects.filter(is_active=True, assignments__in=held).distinct()
                     .order_by("pk"))  # fmt: skip
        return self.dice.choice(found) if found else None

    def _somebody(self, kind: ActivityType, person: User) -> Subject | None:
        """Whom it is about, by the record it is kept on."""
        day, teams = clock.today(), self._teams(kind)
        if not teams:
            return None
        team = self.dice.choice(teams)
        if kind.record == Record.CHILD:
            children = [each for each in teams if self._children_of(each)]
            if not children:
                return None
            team = self.dice.choice(children)
            return subjects.child(self.dice.choice(self._children_of(team)), self.snapshot, day)
        if kind.record == Record.WORKER:
            return self._worker(person, day)
        if kind.record == Record.SERVICE:
            return subjects.unit(service_of(team, day) or team, Record.SERVICE)
        if kind.record in (Record.TEAM, Record.SETTING):
            return subjects.unit(team, kind.record)
        names = words()["carers" if kind.record == Record.FOSTER_CARER else "families"]
        number = self.dice.randint(1000, 9999)
        return subjects.referred(kind.record, f"R{number}", self.dice.choice(names), team)

    def _worker(self, person: User, day: datetime.date) -> Subject | None:
        """One of the person's own team; where there is nobody, one of any."""
        units = RoleAssignment.objects.on(day).filter(user=person).values("unit")
        workers = User.objects.filter(is_active=True, staff_id__gt="").exclude(pk=person.pk)
        own = [r.key for r in self.pack.roles if r.scope == "own"]
        of_day = RoleAssignment.objects.on(day).filter(role__in=own)
        near = workers.filter(assignments__in=of_day.filter(unit__in=units)).distinct()
        found = list(near.order_by("pk")) or list(
            workers.filter(assignments__in=of_day).distinct().order_by("pk")[:50]
        )
        return subjects.worker(self.dice.choice(found), day) if found else None

    def _teams(self, kind: ActivityType) -> list[OrgUnit]:
        """Teams of the services that the activity is for."""
        day, found = clock.today(), []
        for team in OrgUnit.objects.open_on(day).filter(kind=OrgUnit.Kind.TEAM).order_by("pk"):
            service = service_of(team, day)
            known = self.pack.service_named(service.name) if service else None
            if service and (not kind.services or (known and known.key in kind.services)):
                found.append(team)
        return found

    def _children_of(self, team: OrgUnit) -> list[str]:
        if not self._held:
            on = min(clock.today(), self.snapshot.as_at)
            self._held = sampling.held_on(self.snapshot, on)
        return [each.child_id for each in self._held if each.team_id == team.code]
