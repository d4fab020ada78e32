"""Every kind of activity of the five frameworks, from its beginning to a closed loop.

One walk for all of them, by the pages' and the services' own ways: who begins it is somebody
the pack lets begin it, each part is done by the person the product found for it, and what
follows is what the pack orders. A kind that a pack declares and that cannot be walked fails
here by its name.
"""

import datetime

import pytest
from django.urls import reverse
from tests.factories.practice import complete

from lineofsight.packs import load_pack
from lineofsight.packs.activities import LoopStepKind, ModerationKind, Record
from lineofsight.packs.load import shipped_packs
from lineofsight.web import clock
from lineofsight.web.actions import services as actions
from lineofsight.web.actions.models import Action
from lineofsight.web.people.models import User
from lineofsight.web.practice import independence, loop_people, subjects
from lineofsight.web.practice.models import Audit, AuditPart, FollowUp
from lineofsight.web.practice.services import (
    beginning,
    carrying_out,
    finishing,
    looping,
    moderating,
    sessions,
)
from lineofsight.web.practice.services.moderating import Decision

pytestmark = pytest.mark.django_db

KINDS = [
    pytest.param(pack, activity.key, id=f"{pack}/{activity.key}")
    for pack in shipped_packs()
    for activity in load_pack(pack).activity_types
]
LOOKS_AT_ACTIONS = (LoopStepKind.ASSURANCE, LoopStepKind.RE_CHECK)
A_WEEK = datetime.timedelta(days=7)


def roles_in(pack, key: str) -> set[str]:
    """Who carries a kind of activity out, moderates it and follows it up; who plans it."""
    activity = pack.activity(key)
    steps = activity.loop.steps if activity.loop else ()
    found = {part.role for part in activity.parts}
    found |= {activity.moderation.by.value, *activity.moderation.also_by}
    found |= {step.by.value for step in steps}
    found |= {role for each in pack.programmes if key in each.activities for role in each.holders}
    found |= {role.key for role in pack.roles if "programme.plan" in role.permissions}
    return found - {None}


class Walk:
    """One activity, and two people of every role that has anything to do with it."""

    def __init__(self, world, key: str, ashmere, person, client_of):
        self.world, self.ashmere, self.client_of = world, ashmere, client_of
        for role in sorted(roles_in(world.pack, key)):
            for number in (1, 2):
                world.people[f"{role}-{number}"] = person(
                    role, name=f"{world.pack.role(role).title} {number}",
                    staff_id=f"{role}-{number}",
                )  # fmt: skip

    def subject(self, kind: Record, day: datetime.date) -> subjects.Subject:
        if kind == Record.CHILD:
            return subjects.child("SOUTH-001", self.world.snapshot, day)
        if kind == Record.WORKER:
            return subjects.worker(self.world.worker, day)
        if kind == Record.SERVICE:
            return subjects.unit(self.ashmere.assessment, kind)
        if kind in (Record.TEAM, Record.SETTING):
            return subjects.unit(self.ashmere.south, kind)
        return subjects.referred(kind, "R-17", "Rosa Lindqvist", self.ashmere.south)

    def begin(self, key: str) -> Audit:
        """By the first person of the framework who may begin it; one whose records are drawn
        is begun by the holder of its programme, as a turn is."""
        pack, activity = self.world.pack, self.world.pack.activity(key)
        roles = {role for each in pack.programmes if key in each.activities
                 for role in each.holders}  # fmt: skip
        everybody = list(self.world.people.values())
        able = [who for who in everybody if activity in beginning.open_to(who, pack)]
        able += [who for who in everybody if not able and who.may("programme.plan")]
        assert able, "nobody of this framework can begin it or plan it"
        by = next((who for who in everybody if _holds(who, roles)), able[0])
        audit = beginning.begin(key, self.subject(activity.record, clock.today()), by=by)
        nobody = [part.key for part in audit.parts.all() if part.auditor is None]
        assert not nobody, f"nobody was found for {nobody}"
        return audit

    def carry_out(self, audit: Audit) -> None:
        for part in AuditPart.objects.filter(audit=audit).select_related(
            "audit__adopted", "auditor"
        ):
            client = self.client_of(part.auditor)
            assert client.get(reverse("practice:audit", args=[audit.pk])).status_code == 200
            for domain in audit.activity.domains_of(part.declared):
                page = reverse("practice:domain", args=[audit.pk, domain.key])
                assert client.get(page).status_code == 200, domain.key
            complete(part)
            if part.declared.plans_actions:
                carrying_out.draft_action(
                    part, by=part.auditor, text="Date the plan.", owner=self.world.south,
                    due_on=clock.today() + 3 * A_WEEK,
                )  # fmt: skip
            carrying_out.send(part, by=part.auditor)
        audit.refresh_from_db()

    def moderate(self, audit: Audit) -> None:
        declared = audit.activity.moderation
        if not audit.is_moderated:
            assert audit.state in (Audit.State.MODERATED, Audit.State.SHARED)
            return
        assert audit.state == Audit.State.SUBMITTED
        by = audit.moderator
        if declared.kind == ModerationKind.GROUP_SESSION:
            by = next(who for who in self.world.people.values()
                      if sessions.may_lead(audit.activity, who)
                      and who.pk not in independence.auditors_of(audit))  # fmt: skip
            meeting = sessions.plan(audit.adopted, audit.activity_key, on=clock.today(),
                                    leader=by, audits=[audit])  # fmt: skip
            invited = [each.person_id for each in meeting.attendance.all()]
            sessions.attended(meeting, invited, by=by)
            audit.refresh_from_db()
        page = self.client_of(by).get(reverse("practice:moderate", args=[audit.pk]))
        assert page.status_code == 200
        decided = {domain.key: Decision("good") for domain in audit.activity.judged}
        points = {each.key: "Clear." for each in declared.feedback}
        moderating.confirm(audit, decided, by=by, learning="See it sooner.", feedback=points)
        audit.refresh_from_db()

    def settle(self, audit: Audit) -> None:
        """Whoever owns an action has done it; somebody else has looked, where the pack asks
        for nobody in particular."""
        steps = audit.activity.loop.steps if audit.activity.loop else ()
        checked = any(step.kind in LOOKS_AT_ACTIONS for step in steps)
        for action in Action.objects.filter(audit_link__audit=audit).unsettled():
            if action.state != Action.State.DONE_CLAIMED:
                actions.claim_done(action, evidence="The plan on file.", by=action.owner)
            if not checked and action.needs_check:
                actions.verify(action, by=self.other_than(action.owner), note="Seen.")

    def other_than(self, *people: User) -> User:
        return next(who for who in self.world.people.values() if who not in people)

    def loop(self, audit: Audit, the_day) -> list[str]:
        """Do every step that falls due, on its day. Returns their kinds in order."""
        took = []
        while (step := audit.follow_ups.filter(state=FollowUp.State.DUE)
               .order_by("due_on", "pk").first()):  # fmt: skip
            the_day(max(step.due_on, clock.today()).isoformat())
            self.settle(audit)
            step.audit = audit
            meant = loop_people.candidates_for(audit, step.declared)
            if step.kind in loop_people.CHECKS:
                meant = independence.independent_of(audit, meant)
            assert meant, f"nobody can do {step.step_key}"
            self.do(step, step.checker or meant[0])
            took.append(step.kind)
            audit.refresh_from_db()
        return took

    def do(self, step: FollowUp, by: User) -> None:
        client = self.client_of(by)
        assert client.get(looping.address(step)).status_code == 200, step.step_key
        said = {each.key: "yes" for each in step.declared.asks}
        common = {"by": by, "answers": said}
        claimed = list(
            Action.objects.filter(audit_link__audit=step.audit, state=Action.State.DONE_CLAIMED)
        )
        if step.kind == "share":
            looping.share(step, by=by, note="Went through it together.")
        elif step.kind == "acknowledge":
            looping.acknowledge(step, note="Read.", **common)
        elif step.kind == "oversight":
            looping.oversee(step, found="I agree.", directions=[
                looping.Direction("Date it.", self.world.south, clock.today() + A_WEEK)
            ], **common)  # fmt: skip
        elif step.kind == "assurance":
            looping.check(step, found="Plans are dated.", verified=claimed, **common)
        elif step.kind == "re-check":
            finishing.recheck(step, by=by, found="Plans are dated.", verified=claimed)
        elif step.kind == "impact":
            looping.record_effect(step, effect="The plan is kept to.", **common)
        else:
            looping.retest(step, found="Fewer are late.", tested_with=self.later(step.audit),
                           **common)  # fmt: skip

    def later(self, audit: Audit) -> Audit:
        again = self.begin(audit.activity_key)
        self.carry_out(again)
        self.moderate(again)
        return again


def _holds(who: User, roles: set[str]) -> bool:
    return who.assignments.filter(role__in=roles).exists()


@pytest.mark.parametrize(("pack", "key"), KINDS)
def test_a_kind_of_activity_is_begun_done_moderated_followed_up_and_written_back(
    under, ashmere, person, client_of, the_day, pack, key
):
    walk = Walk(under(pack), key, ashmere, person, client_of)
    audit = walk.begin(key)
    activity = audit.activity
    walk.carry_out(audit)
    the_day((clock.today() + A_WEEK).isoformat())
    walk.moderate(audit)
    steps = walk.loop(audit, the_day)
    audit.refresh_from_db()
    wanted = [step.kind.value for step in (activity.loop.steps if activity.loop else ())
              if step.kind != LoopStepKind.SHARE or loop_people.is_named(step)]  # fmt: skip
    assert steps == wanted
    reader = walk.client_of(audit.parts.first().auditor)
    if activity.loop:
        if audit.state == Audit.State.MODERATED:
            finishing.share(audit, by=walk.world.south, note="Shared.")
        walk.settle(audit)
        audit.refresh_from_db()
        assert audit.state == Audit.State.LOOP_CLOSED
    note = reader.get(reverse("practice:file", args=[audit.pk]))
    assert note.status_code == 200
    for place in activity.write_back:
        assert place in note.context["places"]
    text = note.context["text"]
    for question in activity.form.questions:
        if question.shown_when is None:
            assert question.text in text, question.key
