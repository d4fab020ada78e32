"""What follows in the demo's year when grades are final: shared, directed, done, checked,
tested again; and what is escalated in between. Each act on its day, through the services."""

import datetime
from functools import partial

from lineofsight.errors import UserError
from lineofsight.packs.activities import LoopStepKind
from lineofsight.packs.forms import Question, QuestionKind
from lineofsight.web import clock
from lineofsight.web.actions import services as actions
from lineofsight.web.actions.models import Action
from lineofsight.web.people import queries as people
from lineofsight.web.people.models import User
from lineofsight.web.practice import loop_people
from lineofsight.web.practice.demo_answers import words
from lineofsight.web.practice.independence import NotIndependent
from lineofsight.web.practice.models import Audit, AuditTheme, Concern, Dispute, FollowUp, Theme
from lineofsight.web.practice.models.audits import NOT_APPLICABLE
from lineofsight.web.practice.services import concerns, disputes, finishing, looping, themes
from lineofsight.web.practice.services.looping import Direction
from lineofsight.working_days import england

Kind = FollowUp.Kind
ANSWERED_AFTER = (0, 0, 0, 1, 2, 4)
"""Days after which an escalation of the past was answered."""


class Loops:
    """Lives the loops of the year: `life` says when things happen, and speaks."""

    def __init__(self, life):
        self.life, self.dice = life, life.dice
        self._expected: set[int] = set()

    def after_the_grades(self, audit: Audit) -> None:
        self._code(audit)
        today = clock.today()
        for link in audit.action_links.all():
            self._expect_claim(link.action_id, audit.pk, within=30)
        if audit.state == Audit.State.MODERATED and not self._shares_by_step(audit):
            day = england().add(today, self.dice.choice((1, 2, 4, 5, 9)))
            self.life.later(day, self._share, audit.pk)
        self._expect_steps(audit.pk)

    def _shares_by_step(self, audit: Audit) -> bool:
        return audit.follow_ups.filter(kind=Kind.SHARE).exists()

    def _expect_steps(self, pk: int) -> None:
        """Whoever has a step due takes it up: mostly in time, some late, some not yet."""
        for step in FollowUp.objects.due().filter(audit=pk).exclude(pk__in=self._expected):
            self._expected.add(step.pk)
            late = self.dice.choice((-3, -1, 0, 0, 0, 1, 9))
            if step.is_timed:
                day = max(step.due_on + datetime.timedelta(days=late), clock.today())
            else:
                day = england().add(clock.today(), self.dice.randint(2, 12))
            if step.checker_id is not None and (
                day < self.life.today - datetime.timedelta(days=20) or self.dice.random() < 0.8
            ):
                self.life.later(day, self._do_step, step.pk)

    def _do_step(self, pk: int) -> None:
        step = FollowUp.objects.select_related("audit__adopted", "checker").get(pk=pk)
        if step.state != FollowUp.State.DUE or not step.checker.is_active:
            return
        say = self.life.say(step.audit)
        common = {"by": step.checker, "answers": self._answers(step.declared.asks, say)}
        acts = {
            Kind.SHARE: partial(looping.share, step, by=step.checker, note=words()["shared"]),
            Kind.ACKNOWLEDGE: partial(looping.acknowledge, step, note=say("seen"), **common),
            Kind.OVERSIGHT: partial(self._oversee, step, say, common),
            Kind.IMPACT: partial(looping.record_effect, step, effect=say("found"), **common),
            Kind.RETEST: partial(self._retest, step, say, common),
        }
        try:
            acts.get(Kind(step.kind), partial(self._check, step, say, common))()
        except NotIndependent:
            return  # it has become their own meanwhile: the board asks for somebody else
        self._expect_steps(step.audit_id)

    def _oversee(self, step: FollowUp, say, common: dict) -> None:
        audit = step.audit
        owner = loop_people.worker(audit) or step.checker
        wanted = self.dice.sample(words()["actions"], k=self.dice.choice((0, 1, 1, 2)))
        due = england().add(clock.today(), self.dice.choice((10, 15, 20)))
        directions = [Direction(say([text]), owner, due) for _, text, _ in wanted]
        made = looping.oversee(step, found=say("oversight"), directions=directions, **common)
        for action in made:
            self._expect_claim(action.pk, audit.pk, within=20)

    def _check(self, step: FollowUp, say, common: dict) -> None:
        of_audit = Action.objects.filter(audit_link__audit=step.audit)
        claimed = list(of_audit.filter(state=Action.State.DONE_CLAIMED, needs_check=True))
        is_everything = of_audit.unsettled().count() == len(claimed)
        again = clock.today() + datetime.timedelta(days=28)
        looping.check(step, found=say("found"), verified=claimed,
                      again_on=None if is_everything else again, **common)  # fmt: skip
        for action in [] if is_everything else of_audit.unsettled():
            self._expect_claim(action.pk, step.audit_id, within=15)

    def _retest(self, step: FollowUp, say, common: dict) -> None:
        audit = step.audit
        later = (
            Audit.objects.judged()
            .filter(activity_key=audit.activity_key, submitted_at__gt=audit.submitted_at)
            .order_by("-submitted_at")
            .first()
        )
        again = clock.today() + datetime.timedelta(days=30)
        looping.retest(step, found=say("tested_again"), tested_with=later,
                       again_on=None if later else again, **common)  # fmt: skip

    def _answers(self, asks: tuple[Question, ...], say) -> dict[str, str]:
        given = {QuestionKind.YES_NO_PARTLY: "yes", QuestionKind.NUMBER: "1"}
        return {
            each.key: each.options[0].key
            if each.options
            else given.get(each.kind, clock.today().isoformat())
            if each.kind != QuestionKind.TEXT
            else say("found")
            for each in asks
        }

    def _share(self, pk: int) -> None:
        audit = Audit.objects.select_related("adopted").get(pk=pk)
        parts = [part for part in audit.parts.all() if part.auditor is not None]
        lead = next((part for part in parts if part.declared.plans_actions), parts[0])
        if audit.state == Audit.State.MODERATED:
            finishing.share(audit, by=lead.auditor, note=words()["shared"])

    def _expect_claim(self, action_pk: int, audit_pk: int, *, within: int) -> None:
        if self.dice.random() < 0.92:
            done = england().add(clock.today(), self.dice.randint(4, within))
            self.life.later(done, self._claim, action_pk, audit_pk)

    def _claim(self, action_pk: int, audit_pk: int) -> None:
        action = Action.objects.select_related("owner").get(pk=action_pk)
        say = self.life.say(Audit.objects.get(pk=audit_pk))
        if action.can_become(Action.State.DONE_CLAIMED):
            actions.claim_done(action, evidence=say("claim"), by=action.owner,
                               found_in=say("evidence_where"))  # fmt: skip
            self._expect_check(action)

    def _expect_check(self, action: Action) -> None:
        """Where no step of the loop checks it, somebody who may check actions does."""
        audit = action.audit_link.audit
        kinds = {step.kind for step in (audit.activity.loop.steps if audit.activity.loop else ())}
        if action.needs_check and not kinds & {LoopStepKind.RE_CHECK, LoopStepKind.ASSURANCE}:
            day = england().add(clock.today(), self.dice.randint(3, 15))
            self.life.later(day, self._verify, action.pk)

    def _verify(self, pk: int) -> None:
        action = Action.objects.get(pk=pk)
        checkers = people.people_who_may("action.verify", clock.today()).order_by("pk")
        by = next((who for who in checkers if actions.is_independent(action, who)), None)
        if by is not None and action.state == Action.State.DONE_CLAIMED:
            actions.verify(action, by=by, note=self.life.say(action.audit_link.audit)("found"))

    def _code(self, audit: Audit) -> None:
        """The findings get their themes: the best graded as a strength, the worst as a concern."""
        known = {theme.key: theme for theme in Theme.objects.filter(is_closed=False)}
        coder = audit.moderator or next(
            (part.auditor for part in audit.parts.all() if part.auditor), None
        )
        if not known or coder is None:
            return
        ranks = {grade.key: n for n, grade in enumerate(audit.scale.grades)}
        finals = [each for each in audit.final_grades.all() if each.grade != NOT_APPLICABLE]
        finals.sort(key=lambda each: ranks[each.grade])
        picked = self.dice.sample(sorted(known), k=min(2, len(known)))
        best = finals[0].domain_key if finals else ""
        worst = finals[-1].domain_key if finals else ""
        themes.code_audit(audit, [
            (known.get(best, known[picked[0]]), AuditTheme.Kind.STRENGTH, best),
            (known.get(worst, known[picked[-1]]), AuditTheme.Kind.CONCERN, worst),
        ], by=coder)  # fmt: skip


class Escalations:
    """Concerns, closing-the-loop episodes and disputes of the year."""

    def __init__(self, life, pack):
        self.life, self.dice, self.pack = life, life.dice, pack

    def expect(self) -> None:
        """One or two a month in the past, all answered; one of this week that waits."""
        themes.take_from(self.pack)
        today = self.life.today
        for days in range(330, 10, -23):
            day = today - datetime.timedelta(days=days + self.dice.randint(0, 9))
            self.life.later(day, self.raise_concern, True)
        self.life.later(today - datetime.timedelta(days=3), self.raise_concern, False)
        if any(each.kind == "dispute" for each in self.pack.escalations):
            for days, passed_up, ends in ((200, 0, True), (120, 1, True), (70, 2, True),
                                          (38, 1, False), (6, 0, False)):  # fmt: skip
                day = today - datetime.timedelta(days=days)
                self.life.later(day, self._dispute, passed_up, ends)

    def raise_concern(self, is_answered: bool) -> None:
        """An auditor sees something while reading a record."""
        open_ones = Audit.objects.with_auditors().filter(subject_kind="child")
        audit = open_ones.order_by("-released_on", "pk").first()
        part = audit and audit.parts.exclude(auditor=None).order_by("-pk").first()
        if not part or not audit.activity.concern:
            return
        escalation = audit.pack.escalation(audit.activity.concern)
        say = self.life.say(audit)
        said = {each.key: say("concern") for each in escalation.asks}
        said |= {"done": words()["concern_done"]}
        said |= {each.key: say("learned") for each in escalation.learning}
        try:
            concern = concerns.raise_concern(
                audit.child_id, by=part.auditor, adopted=audit.adopted, answers=said,
                escalation_key=escalation.key, team_id=audit.team_id,
                service_id=audit.service_id, audit=audit,
            )  # fmt: skip
        except UserError:
            return  # nobody of this team can be told in the product: they rang the duty desk
        known = list(Theme.objects.filter(is_closed=False))
        if known:
            themes.code_concern(concern, [self.dice.choice(known)], by=part.auditor)
        if is_answered:
            told = concern.told.exclude(acknowledge_by=None).first() or concern.told.first()
            concerns.acknowledge(concern, by=told.person)
            day = clock.today() + datetime.timedelta(days=self.dice.choice(ANSWERED_AFTER))
            self.life.later(day, self._answer, concern.pk, told.person)

    def _answer(self, pk: int, told: User) -> None:
        concerns.record_action(Concern.objects.get(pk=pk), by=told, what=words()["concern_action"])
        tomorrow = clock.today() + datetime.timedelta(days=1)
        self.life.later(tomorrow, self._resolve, pk, told)

    def _resolve(self, pk: int, told: User) -> None:
        concerns.resolve(Concern.objects.get(pk=pk), by=told, outcome=words()["concern_outcome"])

    def _dispute(self, passed_up: int, ends: bool) -> None:
        escalation = next(each for each in self.pack.escalations if each.kind == "dispute")
        of_a_team = Audit.objects.filter(subject_kind="child").exclude(team_id="")
        audit = of_a_team.order_by("-released_on", "pk").first()
        today = clock.today()
        raisers = [
            person
            for role in escalation.raised_by
            for person in User.objects.filter(
                assignments__in=people.RoleAssignment.objects.on(today).filter(role=role)
            ).order_by("pk")
        ]
        if audit is None or not raisers:
            return
        found = disputes.open_dispute(
            audit.child_id, by=self.dice.choice(raisers), adopted=audit.adopted,
            answers={each.key: self.life.say(audit)("dispute") for each in escalation.asks},
            escalation_key=escalation.key, team_id=audit.team_id, service_id=audit.service_id,
        )  # fmt: skip
        self._go_on(found.pk, passed_up, ends)

    def _go_on(self, pk: int, passed_up: int, ends: bool) -> None:
        day = england().add(clock.today(), self.dice.randint(3, 9))
        if passed_up or ends:
            self.life.later(day, self._next, pk, passed_up, ends)

    def _next(self, pk: int, passed_up: int, ends: bool) -> None:
        found = Dispute.objects.select_related("raised_by", "adopted").get(pk=pk)
        stage = disputes.current_stage(found)
        disputes.respond(found, by=stage.owner, response=words()["dispute_answer"])
        if passed_up and found.stage + 1 < len(found.escalation.tiers):
            disputes.pass_up(found, by=found.raised_by, reason=words()["dispute_passed_up"])
            self._go_on(pk, passed_up - 1, ends)
        elif ends:
            disputes.resolve(found, by=found.raised_by, outcome=words()["dispute_outcome"],
                             learning={each.key: words()["learned"][0]
                                       for each in found.escalation.learning})  # fmt: skip
