"""A lived-in year of audits for the demo, made through the services as people make them.

Every act happens at a moment of the demo's past (`clock.at`), so what is late today is late
because nobody has done it, and not because it was marked so.
"""

import datetime
import heapq
import itertools
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

import yaml

from lineofsight.periods import add_months, age_on
from lineofsight.sampling import cards
from lineofsight.warehouse import Snapshot
from lineofsight.web import clock
from lineofsight.web.actions import services as actions
from lineofsight.web.actions.models import Action
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.practice import dates
from lineofsight.web.practice.models import Audit, AuditPart, Concern, FollowUp
from lineofsight.web.practice.services import (
    carrying_out,
    concerns,
    drawing,
    finishing,
    moderating,
    notices,
    planning,
    releasing,
)
from lineofsight.web.practice.services.carrying_out import Judged
from lineofsight.web.practice.services.moderating import Decision
from lineofsight.working_days import england

MONTHS_BACK = 11
A_MONTH, A_MONTH_LONG_AGO = 20, 8
"""Fewer than the pack's size, and fewer still in the first half of the year, so that a
demo is quick to build."""


@cache
def words() -> dict:
    return yaml.safe_load((Path(__file__).parent / "demo_words.yaml").read_text(encoding="utf-8"))


def seed(today: datetime.date, snapshot: Snapshot, *, planner, dice: random.Random) -> int:
    """Plan, draw, send out and carry out the audits of the year to `today`; how many there
    are. `planner` is the person who runs the programme. The pack must have been adopted."""
    programme = pack_on(today).programmes[0]
    months = programme.plans_every_months.require("how many months a plan spans")
    first = add_months(today.replace(day=1), -MONTHS_BACK)
    start, _ = dates.span_of_plan(programme, first)
    life = _Life(today, snapshot, dice)
    while start <= today:
        a_month = A_MONTH if (today - start).days < 200 else A_MONTH_LONG_AGO
        life.later(
            start - datetime.timedelta(days=12), _plan, programme.key, start, a_month * months,
            planner, snapshot,
        )  # fmt: skip
        start = add_months(start, months)
    month = first
    while month <= today:
        life.later(month, life.send_out)
        month = add_months(month, 1)
    life.later(today - datetime.timedelta(days=3), life.raise_concern, False)
    life.live()
    week_ago = datetime.datetime.combine(
        today - datetime.timedelta(days=7), datetime.time(8), tzinfo=clock.UK
    )
    notices.mark_all_read_before(week_ago)
    return Audit.objects.count()


def _plan(key: str, start: datetime.date, size: int, planner, snapshot: Snapshot) -> None:
    plan = planning.plan_programme(key, day=start, by=planner, size=size)
    drawing.draw_sample(plan, snapshot, by=planner)


class _Life:
    """What people do with the audits they are sent, each thing on its day, in order of time,
    as far as it has happened by today."""

    def __init__(self, today: datetime.date, snapshot: Snapshot, dice: random.Random):
        self.today, self.snapshot, self.dice = today, snapshot, dice
        self._ahead: list = []
        self._number = itertools.count()
        self._cards: dict = {}

    def later(self, day: datetime.date, act: Callable, *what) -> None:
        """Do something on a day, at a time when people work; what lies after today is not
        done (and so is due, or late)."""
        if day > self.today:
            return
        hour = self.dice.randint(9, 16) if act != self.send_out else 7
        moment = datetime.datetime.combine(
            day, datetime.time(hour, self.dice.randint(0, 59)), tzinfo=clock.UK
        )
        heapq.heappush(self._ahead, (moment, next(self._number), act, what))

    def live(self) -> None:
        while self._ahead:
            moment, _, act, what = heapq.heappop(self._ahead)
            with clock.at(moment):
                act(*what)

    def send_out(self) -> None:
        day = clock.today()
        releasing.run_due(day, self.snapshot)
        audits = list(Audit.objects.filter(released_on=day).prefetch_related("parts__auditor"))
        self._cards |= cards(self.snapshot, [audit.child_id for audit in audits])
        for audit in audits:
            for part in audit.parts.all():
                if part.auditor is not None:
                    self._expect(audit, part)
        if self.dice.random() < 0.2 and (self.today - day).days > 60:
            self.later(day + datetime.timedelta(days=8), self.raise_concern, True)

    def _expect(self, audit: Audit, part: AuditPart) -> None:
        """When a part is begun and sent: mostly in its month, some late, a few not yet."""
        days = self.dice.choice((9, 12, 14, 16, 18, 20, 22, 25, 27, 33))
        if (self.today - audit.released_on).days < 45 and self.dice.random() < 0.25:
            days += 14
        sent = audit.released_on + datetime.timedelta(days=days)
        if sent > self.today and self.dice.random() < 0.6:
            begun = audit.released_on + datetime.timedelta(days=self.dice.randint(6, 20))
            self.later(begun, self._begin, audit.pk, part.key)
        self.later(sent, self._do, audit.pk, part.key)

    def _begin(self, pk: int, key: str) -> None:
        part = self._part(pk, key)
        domains = part.audit.activity.judged[: self.dice.randint(1, 4)]
        carrying_out.save_judgements(
            part, {each.key: self._judged(part, each.key) for each in domains}, by=part.auditor
        )

    def _part(self, pk: int, key: str) -> AuditPart:
        return AuditPart.objects.select_related("audit__adopted", "auditor").get(audit=pk, key=key)

    def _do(self, pk: int, key: str) -> None:
        part = self._part(pk, key)
        activity, say = part.audit.activity, self._say(part.audit)
        if part.declared.judges:
            given = {each.key: self._judged(part, each.key) for each in activity.judged}
            carrying_out.save_judgements(part, given, by=part.auditor)
            self._evidence(part, say)
        for talk in activity.conversations:
            if talk.asked_by == part.key:
                self._talk(part, talk, say)
        if part.declared.plans_actions:
            for question in activity.form.learning:
                known = "to_share" if question.key == "to-share" else "went_well"
                carrying_out.save_answer(part, question.key, say(known), by=part.auditor)
            self._plan_actions(part, say)
        carrying_out.send(part, by=part.auditor)
        audit = Audit.objects.get(pk=pk)
        if audit.state == Audit.State.SUBMITTED and audit.moderator is not None:
            days = self.dice.choice((1, 2, 3, 3, 4, 5, 6))
            self.later(england().add(clock.today(), days), self._moderate, pk)
        elif audit.is_judged:
            self._after_the_grades(audit)

    def _judged(self, part: AuditPart, domain_key: str) -> Judged:
        say = self._say(part.audit)
        grade = self._grade(part.audit, domain_key, part.key)
        texts = words()["strong"].get(domain_key) or words()["went_well"]
        better = words()["better"].get(domain_key) or [""]
        return Judged(
            grade=grade,
            strong=say(texts),
            better="" if grade == part.audit.scale.grades[0].key else say(better),
        )

    def _grade(self, audit: Audit, domain_key: str, part_key: str) -> str:
        """A grade that belongs to the record, with the auditor's own eye on top.

        Practice in the record improves over the year; one team in six does worse.
        """
        grades = [grade.key for grade in audit.scale.grades]
        record = _dice_of(f"{audit.child_id}/{domain_key}")
        weak = _dice_of(audit.team_id).random() < 0.17
        year = (audit.released_on - self.today).days / 365
        better = 0.5 + 0.35 * (1 + year) - (0.35 if weak else 0.0)
        level = record.gauss(1.7 - 0.9 * better, 0.75)
        eye = _dice_of(f"{audit.child_id}/{domain_key}/{part_key}").gauss(0, 0.35)
        return grades[min(len(grades) - 1, max(0, round(level + eye)))]

    def _talk(self, part: AuditPart, talk, say) -> None:
        reasons = words()["not_possible"].get(talk.key)
        is_small = talk.key == "child" and self._age(part.audit) < 5
        if reasons and (is_small or self.dice.random() < 0.2):
            reason = reasons[0] if is_small else say(reasons[1:])
            carrying_out.record_conversation(
                part, talk.key, by=part.auditor, why_not_possible=reason
            )
        else:
            texts = words().get(talk.key) or words()["worker"]
            carrying_out.record_conversation(
                part, talk.key, by=part.auditor, said=say(texts), held_on=clock.today()
            )

    def _evidence(self, part: AuditPart, say) -> None:
        for domain in self.dice.sample(part.audit.activity.judged, k=2):
            carrying_out.add_evidence(
                part, domain.key, by=part.auditor, where=say("evidence_where"),
                shows=say("evidence_shows"),
                dated_on=clock.today() - datetime.timedelta(days=self.dice.randint(20, 120)),
            )  # fmt: skip

    def _plan_actions(self, part: AuditPart, say) -> None:
        days = part.audit.activity.action_due_working_days.value or 20
        for domain_key, text, difference in self.dice.sample(
            words()["actions"], k=self.dice.choice((1, 1, 2, 2, 3))
        ):
            carrying_out.draft_action(
                part, by=part.auditor, text=say([text]), difference=say([difference]),
                owner=part.auditor, domain_key=domain_key,
                due_on=england().add(clock.today(), days + self.dice.randint(0, 10)),
            )  # fmt: skip

    def _moderate(self, pk: int) -> None:
        audit = Audit.objects.select_related("adopted", "moderator").get(pk=pk)
        say, decisions = self._say(audit), {}
        for key, grades in moderating.grades_given(audit).items():
            differ = len(set(grades)) > 1
            grade = self.dice.choice(grades)
            decisions[key] = Decision(grade, say("reason") if differ else "")
        moderating.confirm(audit, decisions, by=audit.moderator, learning=say("moderator"))
        self._after_the_grades(audit)

    def _after_the_grades(self, audit: Audit) -> None:
        today = clock.today()
        self.later(england().add(today, self.dice.choice((1, 2, 4, 5, 9))), self._share, audit.pk)
        for link in audit.action_links.all():
            if self.dice.random() < 0.92:
                done = england().add(today, self.dice.randint(4, 30))
                self.later(done, self._claim, link.action_id, audit.pk)
        review = audit.follow_ups.first()
        if review is not None and review.checker_id is not None:
            late = self.dice.choice((-3, -1, 0, 0, 0, 1, 9))
            day = review.due_on + datetime.timedelta(days=late)
            if day < self.today:
                self.later(day, self._check_again, review.pk)

    def _share(self, pk: int) -> None:
        audit = Audit.objects.select_related("adopted").get(pk=pk)
        lead = next(part.auditor for part in audit.parts.all() if part.declared.plans_actions)
        finishing.share(audit, by=lead, note=words()["shared"])

    def _claim(self, action_pk: int, pk: int) -> None:
        action = Action.objects.select_related("owner").get(pk=action_pk)
        say = self._say(Audit.objects.get(pk=pk))
        if action.can_become(Action.State.DONE_CLAIMED):
            actions.claim_done(action, evidence=say("claim"), by=action.owner,
                               found_in=say("evidence_where"))  # fmt: skip

    def _check_again(self, pk: int) -> None:
        review = FollowUp.objects.select_related("audit__adopted", "checker").get(pk=pk)
        of_audit = Action.objects.filter(audit_link__audit=review.audit)
        claimed = list(of_audit.filter(state=Action.State.DONE_CLAIMED))
        everything = of_audit.unsettled().count() == len(claimed)
        again = clock.today() + datetime.timedelta(days=28)
        next_review = finishing.recheck(
            review, by=review.checker, found=self._say(review.audit)("found"), verified=claimed,
            again_on=None if everything else again,
        )  # fmt: skip
        if not everything:
            for action in of_audit.unsettled():
                done = england().add(clock.today(), self.dice.randint(3, 15))
                self.later(done, self._claim, action.pk, review.audit_id)
            if again < self.today and self.dice.random() < 0.85:
                self.later(again, self._check_again, next_review.pk)

    def raise_concern(self, is_answered: bool) -> None:
        """A peer auditor sees something. Long ago it was answered within the hour; this
        week's has not been taken up."""
        audit = Audit.objects.with_auditors().order_by("-released_on", "pk").first()
        peer = audit and audit.parts.exclude(auditor=None).order_by("-pk").first()
        if not peer:
            return
        concern = concerns.raise_concern(
            audit.child_id, by=peer.auditor, adopted=audit.adopted,
            answers={"what": self._say(audit)("concern"), "done": words()["concern_done"]},
            escalation_key=audit.activity.concern, team_id=audit.team_id,
            service_id=audit.service_id, audit=audit,
        )  # fmt: skip
        if is_answered:
            told = concern.told.first().person
            concerns.acknowledge(concern, by=told)
            concerns.record_action(concern, by=told, what=words()["concern_action"])
            later = clock.today() + datetime.timedelta(days=1)
            self.later(later, self._resolve, concern.pk, told)

    def _resolve(self, pk: int, told) -> None:
        concerns.resolve(Concern.objects.get(pk=pk), by=told, outcome=words()["concern_outcome"])

    def _age(self, audit: Audit) -> int:
        born_on = self._cards[audit.child_id].born_on
        return age_on(born_on, clock.today()) if born_on else 10

    def _say(self, audit: Audit):
        first = self._cards[audit.child_id].first_name

        def say(texts: str | list[str]) -> str:
            choices = words()[texts] if isinstance(texts, str) else texts
            return self.dice.choice(choices).replace("{first}", first)

        return say


def _dice_of(what: str) -> random.Random:
    """The same throws for the same thing, whatever was thrown before."""
    return random.Random(what)  # noqa: S311 - an invented grade, not a secret
