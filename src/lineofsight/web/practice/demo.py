"""A lived-in year of audits for the demo, made through the services as people make them.

Every act happens at a moment of the demo's past (`clock.at`), so what is late today is late
because nobody has done it, and not because it was marked so.
"""

import datetime
import heapq
import itertools
import random
from collections.abc import Callable, Iterable

from lineofsight.packs.activities import ModerationKind, Record
from lineofsight.packs.forms import Need
from lineofsight.periods import age_on
from lineofsight.sampling import cards
from lineofsight.warehouse import Snapshot
from lineofsight.web import clock
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.practice import demo_programmes, questions, self_check
from lineofsight.web.practice.assignment import Organisation
from lineofsight.web.practice.completeness import Completeness
from lineofsight.web.practice.demo_answers import a_decision, an_answer, dice_of, words
from lineofsight.web.practice.demo_loops import Escalations, Loops
from lineofsight.web.practice.demo_year import Year
from lineofsight.web.practice.models import Audit, AuditPart
from lineofsight.web.practice.services import (
    answering,
    carrying_out,
    moderating,
    notices,
    sending,
    sessions,
)
from lineofsight.web.practice.services.carrying_out import Judged
from lineofsight.working_days import england


def seed(today: datetime.date, snapshot: Snapshot, *, planner, dice: random.Random) -> int:
    """Carry out the activities of every programme of the pack over the year to `today`; how
    many there are. `planner` is the person who runs the programmes. The pack must have been
    adopted."""
    pack = pack_on(today)
    life = _Life(today, snapshot, dice)
    year = Year(pack, snapshot, life, planner)
    year.expect()
    Escalations(life, pack).expect()
    demo_programmes.expect(life, pack, planner)
    life.live()
    week_ago = datetime.datetime.combine(
        today - datetime.timedelta(days=7), datetime.time(8), tzinfo=clock.UK
    )
    notices.mark_all_read_before(week_ago)
    return Audit.objects.count()


class _Life:
    """What people do with the audits they are sent, each thing on its day, in order of time,
    as far as it has happened by today."""

    def __init__(self, today: datetime.date, snapshot: Snapshot, dice: random.Random):
        self.today, self.snapshot, self.dice = today, snapshot, dice
        self._ahead: list = []
        self._number = itertools.count()
        self._cards: dict = {}
        self.loops = Loops(self)

    def later(self, day: datetime.date, act: Callable, *what, early: bool = False) -> None:
        """Do something on a day, at a time when people work (`early`: before that); what lies
        after today is not done (and so is due, or late)."""
        if day > self.today:
            return
        hour = 7 if early else self.dice.randint(9, 16)
        moment = datetime.datetime.combine(
            day, datetime.time(hour, self.dice.randint(0, 59)), tzinfo=clock.UK
        )
        heapq.heappush(self._ahead, (moment, next(self._number), act, what))

    def live(self) -> None:
        while self._ahead:
            moment, _, act, what = heapq.heappop(self._ahead)
            with clock.at(moment):
                act(*what)

    def expect(self, audits: Iterable[Audit]) -> None:
        """People take up what has come to them, each at some time."""
        audits = list(audits)
        children = [audit.child_id for audit in audits if audit.child_id]
        self._cards |= cards(self.snapshot, children) if children else {}
        for audit in audits:
            for part in audit.parts.all():
                if part.auditor is not None:
                    self._expect(audit, part)

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
        if part.is_done or part.audit.state not in Audit.WITH_AUDITORS:
            return
        known = Completeness(part)
        domains = known.judged[: self.dice.randint(1, 4)]
        carrying_out.save_judgements(
            part, {each.key: self._judged(part, each.key) for each in domains}, by=part.auditor
        )
        some = [q for domain in known.domains for q in domain.questions][:2]
        self._answer(part, some, known)

    def _part(self, pk: int, key: str) -> AuditPart:
        return AuditPart.objects.select_related("audit__adopted", "auditor").get(audit=pk, key=key)

    def _do(self, pk: int, key: str) -> None:
        part = self._part(pk, key)
        if part.is_done or part.audit.state not in Audit.WITH_AUDITORS:
            return
        known, say = Completeness(part), self.say(part.audit)
        if known.judged:
            given = {each.key: self._judged(part, each.key) for each in known.judged}
            carrying_out.save_judgements(part, given, by=part.auditor)
            self._evidence(part, known, say)
        everything = [q for domain in known.domains for q in domain.questions]
        self._answer(part, [*everything, *known.questions], known)
        for talk in known.talks:
            self._talk(part, talk, say)
        if part.declared.plans_actions:
            self._plan_actions(part, say)
        part = self._part(pk, key)
        for warned in self_check.unexplained(part):
            sending.explain(part, warned.key, say("explained"), by=part.auditor)
        carrying_out.send(self._part(pk, key), by=part.auditor)
        self._after_sending(pk)

    def _answer(self, part: AuditPart, wanted, known: Completeness) -> None:
        """Answers in the order of the form, so that conditions are met as they come."""
        say, given = self.say(part.audit), {}
        for question in wanted:
            if question in questions.asked(wanted, given):
                given[question.key] = an_answer(question, part.audit.scale, self.dice, say)
        if given:
            answering.save_answers(part, given, by=part.auditor)

    def _after_sending(self, pk: int) -> None:
        audit = Audit.objects.select_related("adopted", "moderator").get(pk=pk)
        if audit.state == Audit.State.SUBMITTED and audit.moderator is not None:
            days = self.dice.choice((1, 2, 3, 3, 4, 5, 6))
            self.later(england().add(clock.today(), days), self._moderate, pk)
        elif audit.state == Audit.State.SUBMITTED:
            self.later(england().add(clock.today(), 6), self._together, audit.activity_key)
        elif audit.is_judged:
            self.loops.after_the_grades(audit)

    def _together(self, activity_key: str) -> None:
        """A group moderates what waits: one session for all of it."""
        waiting = list(Audit.objects.waiting_for_moderation().filter(
            activity_key=activity_key, session=None).prefetch_related("parts"))  # fmt: skip
        if not waiting:
            return
        first = waiting[0]
        leader = self._leader(first, waiting)
        if leader is None or first.activity.moderation.kind != ModerationKind.GROUP_SESSION:
            return
        mine = [audit for audit in waiting if audit.adopted_id == first.adopted_id][:8]
        session = sessions.plan(first.adopted, activity_key, on=clock.today(), leader=leader,
                                audits=mine)  # fmt: skip
        there = [each.person_id for each in session.attendance.all() if self.dice.random() < 0.8]
        sessions.attended(session, {leader.pk, *there, session.attendance.last().person_id},
                          by=leader)  # fmt: skip
        for audit in mine:
            self._moderate(audit.pk)
        sessions.hold(session, by=leader, note=self.say(first)("moderator"))

    def _leader(self, audit: Audit, waiting: list[Audit]):
        """Somebody of the pack's roles who carried out none of what waits."""
        moderation = audit.activity.moderation
        taken = {part.auditor_id for each in waiting for part in each.parts.all()}
        organisation = Organisation(clock.today())
        roles = [role for role in (moderation.by.value, *moderation.also_by) if role]
        found = [who for role in roles for who in organisation.holders(role, None)]
        return next((who for who in found if who.pk not in taken), None)

    def _judged(self, part: AuditPart, domain_key: str) -> Judged:
        say = self.say(part.audit)
        grade = self._grade(part.audit, domain_key, part.key)
        texts = words()["strong"].get(domain_key) or words()["went_well"]
        better = words()["better"].get(domain_key) or words()["better_at_all"]
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
        record = dice_of(f"{audit.subject_id}/{domain_key}")
        weak = dice_of(audit.team_id).random() < 0.17
        year = (audit.released_on - self.today).days / 365
        better = 0.5 + 0.35 * (1 + year) - (0.35 if weak else 0.0)
        level = record.gauss(1.7 - 0.9 * better, 0.75)
        eye = dice_of(f"{audit.subject_id}/{domain_key}/{part_key}").gauss(0, 0.35)
        return grades[min(len(grades) - 1, max(0, round(level + eye)))]

    def _talk(self, part: AuditPart, talk, say) -> None:
        reasons = words()["not_possible"].get(talk.key) if talk.need != Need.REQUIRED else None
        is_small = talk.key == "child" and part.audit.child_id and self._age(part.audit) < 5
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

    def _evidence(self, part: AuditPart, known: Completeness, say) -> None:
        for domain in self.dice.sample(known.judged, k=min(2, len(known.judged))):
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
            keys = {each.key for each in part.audit.activity.form.domains}
            domain_key = domain_key if domain_key in keys else ""
            carrying_out.draft_action(
                part, by=part.auditor, text=say([text]), difference=say([difference]),
                owner=part.auditor, domain_key=domain_key,
                due_on=england().add(clock.today(), days + self.dice.randint(0, 10)),
            )  # fmt: skip

    def _moderate(self, pk: int) -> None:
        audit = Audit.objects.select_related("adopted", "moderator", "session").get(pk=pk)
        if audit.state != Audit.State.SUBMITTED:
            return
        say, decisions = self.say(audit), {}
        for key, grades in moderating.grades_given(audit).items():
            throw = (
                dice_of(f"{audit.subject_id}/{key}/moderated") if len(grades) == 1 else self.dice
            )
            decisions[key] = a_decision(grades, audit.scale, throw, say)
        feedback = {point.key: say("feedback") for point in audit.activity.moderation.feedback}
        moderating.confirm(audit, decisions, by=audit.moderator, learning=say("moderator"),
                           feedback=feedback)  # fmt: skip
        audit = Audit.objects.select_related("adopted").get(pk=pk)
        self.loops.after_the_grades(audit)

    def _age(self, audit: Audit) -> int:
        born_on = self._cards[audit.child_id].born_on
        return age_on(born_on, clock.today()) if born_on else 10

    def say(self, audit: Audit):
        card = self._cards.get(audit.child_id)
        first = card.first_name if card else _first_word(audit)

        def say(texts: str | list[str]) -> str:
            choices = words()[texts] if isinstance(texts, str) else texts
            return self.dice.choice(choices).replace("{first}", first)

        return say


def _first_word(audit: Audit) -> str:
    """What a sentence calls whom an audit is about, where it is no child."""
    is_a_person = audit.subject_kind in (Record.WORKER, Record.FOSTER_CARER)
    return audit.subject_name.split(" ")[0] if is_a_person else "the team"
