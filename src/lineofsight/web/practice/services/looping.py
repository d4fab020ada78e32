"""The way to a closed loop, step by step, as the pack orders it.

A step whose days count from moderation or completion is planned when the grades are final;
any other when the one before it is done. Each is done by somebody the pack names in a way
or by a role, and those that check are done by nobody whose own work they would check.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse

from lineofsight.packs.activities import LoopStep, LoopStepKind
from lineofsight.packs.forms import Need
from lineofsight.web import clock
from lineofsight.web.actions import services as actions
from lineofsight.web.actions.models import Action
from lineofsight.web.activity import services as activity
from lineofsight.web.practice import availability, dates, independence, loop_people
from lineofsight.web.practice.models import Audit, AuditAction, FollowUp
from lineofsight.web.practice.services.notices import tell
from lineofsight.web.practice.services.planning import NotPossible

Kind, State = FollowUp.Kind, FollowUp.State
FROM_NOW = ("moderation", "completion")


@dataclass(frozen=True)
class Direction:
    """What a manager directs in oversight: it becomes an action."""

    text: str
    owner: object
    due_on: date | None


def begin(audit: Audit, *, by) -> None:
    """The grades are final: plan what the loop begins with."""
    steps = audit.activity.loop.steps if audit.activity.loop else ()
    for step in steps[1:]:
        if step.anchor.value in FROM_NOW and step.after_days.value is not None:
            plan(audit, step, anchor_on=_anchor_of(audit, step), by=by)
    if steps:
        plan(audit, steps[0], anchor_on=_anchor_of(audit, steps[0]), by=by)


def plan(audit: Audit, step: LoopStep, *, anchor_on: date, by) -> FollowUp:
    """Make a step due. One of sharing that nobody is named for is done by the product at
    once, in the name of whoever did the step before."""
    timed = step.after_days.value is not None
    due_on = dates.follow_up_due(step, anchor_on) if timed else anchor_on
    person = loop_people.checker(audit, step, due_on=due_on)
    planned = FollowUp.objects.create(
        audit=audit,
        step_key=step.key,
        kind=step.kind.value,
        number=audit.follow_ups.filter(step_key=step.key).count() + 1,
        anchor_on=anchor_on,
        due_on=due_on,
        is_timed=timed,
        checker=person,
    )
    if step.kind == LoopStepKind.SHARE and not loop_people.is_named(step):
        share(planned, by=by, note="Shared by the product when the grades were final.")
    elif person is not None and planned.due_on <= clock.today():
        tell(person, "loop-step", f"{step.title}: an audit waits for you.", url=address(planned),
             about=f"audit:{audit.pk}")  # fmt: skip
    return planned


def address(step: FollowUp) -> str:
    """Where a step is done; a re-check has the page it always had."""
    if step.kind == Kind.RE_CHECK:
        return reverse("practice:recheck", args=[step.pk])
    return reverse("practice:loop-step", args=[step.pk])


@transaction.atomic
def assign(step: FollowUp, *, to, by) -> None:
    """Give a step to somebody else, who may do it."""
    loop_people.must_be_free_for(step, to)
    availability.must_be_there(to, max(clock.today(), step.due_on), step.due_on)
    changed = FollowUp.objects.filter(pk=step.pk, state=State.DUE).update(checker=to)
    if not changed:
        raise NotPossible("This has been done already.")
    step.refresh_from_db()
    tell(to, "recheck", f"{step.declared.title}: an audit has been given to you.",
         url=address(step), about=f"recheck:{step.pk}")  # fmt: skip
    activity.record("recheck.assigned", by=by, subject_kind="audit", subject_id=step.audit_id)


@transaction.atomic
def share(step: FollowUp, *, by, note: str) -> None:
    """Tell the findings to the worker, the worker's manager, those the pack names and the
    child's chair, where there is one."""
    audit = step.audit
    _ready(step, by)
    told = loop_people.to_tell(audit, step.declared)
    for person in told:
        tell(person, "audit-shared", "The findings of an audit have been shared with you.",
             url=reverse("practice:audit", args=[audit.pk]), about=f"audit:{audit.pk}")  # fmt: skip
    if audit.state == Audit.State.MODERATED:
        audit.move(Audit.State.SHARED, shared_at=clock.now(), shared_by=by, shared_note=note)
        activity.record("audit.shared", by=by, subject_kind="audit", subject_id=audit.pk)
    step.told.set(told)
    _done(step, by=by, found=note)


@transaction.atomic
def acknowledge(step: FollowUp, *, by, note: str = "", answers: dict | None = None) -> None:
    """Somebody confirms having seen the findings. Doing what follows from them is apart."""
    _ready(step, by)
    _done(step, by=by, found=note, answers=answers)


@transaction.atomic
def oversee(
    step: FollowUp, *, by, found: str, directions: list[Direction], answers: dict | None = None
) -> list[Action]:
    """The manager's oversight. Each direction names its day and becomes an action."""
    _ready(step, by)
    if not found.strip():
        raise NotPossible("Write down your oversight: what you make of the findings.")
    for direction in directions:
        if direction.due_on is None:
            raise NotPossible(
                "A direction has no timescale.", advice="Say by which day it is to be done."
            )
    made = [_directed(step.audit, direction, by=by) for direction in directions]
    _done(step, by=by, found=found, answers=answers)
    return made


@transaction.atomic
def check(
    step: FollowUp,
    *,
    by,
    found: str,
    verified: list[Action],
    again_on: date | None = None,
    answers: dict | None = None,
) -> FollowUp:
    """Look whether the actions were done, and what came of them. `verified` are those found
    done. While one is left the loop stays open, and `again_on` says when to look again."""
    _ready(step, by)
    if not found.strip():
        raise NotPossible("Say what you found, and what is different for the child.")
    for action in verified:
        actions.verify(action, by=by, note=found)
    if unsettled(step.audit):
        return _not_yet(step, by=by, found=found, again_on=again_on,
                        why="Some actions are not done yet, so the loop stays open.")  # fmt: skip
    return _done(step, by=by, found=found, answers=answers)


@transaction.atomic
def record_effect(
    step: FollowUp,
    *,
    by,
    effect: str,
    is_seen: bool = True,
    again_on: date | None = None,
    answers: dict | None = None,
) -> FollowUp:
    """Say what has changed for the child. Without an effect the loop stays open."""
    _ready(step, by)
    if not effect.strip():
        raise NotPossible("Say what has changed for the child, and how you know.")
    if not is_seen:
        return _not_yet(step, by=by, found=effect, again_on=again_on,
                        why="No effect can be seen yet, so the loop stays open.")  # fmt: skip
    for link in step.audit.action_links.select_related("action"):
        if link.action.state not in (Action.State.REJECTED, Action.State.SUPERSEDED):
            actions.record_impact(link.action, text=effect, by=by)
    return _done(step, by=by, found=effect, answers=answers)


@transaction.atomic
def retest(
    step: FollowUp,
    *,
    by,
    found: str,
    tested_with: Audit | None,
    again_on: date | None = None,
    answers: dict | None = None,
) -> FollowUp:
    """The same has been tested again, by a later audit; without one it is due again."""
    _ready(step, by)
    if not found.strip():
        raise NotPossible("Say what is better than before, and what is not.")
    if tested_with is None:
        return _not_yet(step, by=by, found=found, again_on=again_on,
                        why="Nothing has been tested again yet.")  # fmt: skip
    if tested_with.pk == step.audit_id or not tested_with.is_judged:
        raise NotPossible("Choose a later audit whose grades are final.")
    if tested_with.submitted_at <= step.audit.submitted_at:
        raise NotPossible("That audit is not later than the one that is tested again.")
    return _done(step, by=by, found=found, answers=answers, tested_with=tested_with)


def unsettled(audit: Audit) -> int:
    return Action.objects.filter(audit_link__audit=audit).unsettled().count()


@transaction.atomic
def close_if_complete(audit: Audit) -> bool:
    """Close the loop when the audit has been shared, every action is settled and every step
    of the pack's loop is done. False while something is left."""
    if audit.state != Audit.State.SHARED or unsettled(audit) or _steps_left(audit):
        return False
    last = audit.follow_ups.filter(state=State.CONFIRMED).order_by("-done_at", "-pk").first()
    closer = last.done_by if last else _last_checker(audit) or audit.shared_by
    audit.move(Audit.State.LOOP_CLOSED, closed_at=clock.now(), closed_by=closer)
    for link in audit.action_links.select_related("action"):
        actions.close_when_complete(link.action, by=closer)
    activity.record("audit.loop_closed", by=closer, subject_kind="audit", subject_id=audit.pk)
    return True


@transaction.atomic
def open_again(audit: Audit, *, by) -> bool:
    """An action of a closed loop is not done after all: the loop is open until it is settled
    again. The steps that were done stay done. False where the loop was open anyway."""
    if audit.state != Audit.State.LOOP_CLOSED:
        return False
    audit.move(Audit.State.SHARED, closed_at=None, closed_by=None)
    activity.record("audit.loop_opened_again", by=by, subject_kind="audit", subject_id=audit.pk)
    return True


def _steps_left(audit: Audit) -> bool:
    loop = audit.activity.loop
    done = set(audit.follow_ups.filter(state=State.CONFIRMED).values_list("step_key", flat=True))
    return any(step.key not in done for step in (loop.steps if loop else ()))


def _last_checker(audit: Audit):
    links = audit.action_links.select_related("action__verified_by")
    checked = [link.action for link in links if link.action.verified_by_id]
    return max(checked, key=lambda each: each.verified_at).verified_by if checked else None


def _anchor_of(audit: Audit, step: LoopStep) -> date:
    moment = audit.submitted_at if step.anchor.value == "completion" else audit.judged_at
    return moment.astimezone(clock.UK).date()


def _ready(step: FollowUp, by) -> None:
    """It is this step's turn, and this person may do it."""
    if step.kind in loop_people.CHECKS:
        independence.must_be_independent_checker(step.audit, by)
    before = []
    for each in step.audit.activity.loop.steps:
        if each.key == step.step_key:
            break
        before.append(each)
    done = set(
        step.audit.follow_ups.filter(state=State.CONFIRMED).values_list("step_key", flat=True)
    )
    for each in before:
        if each.key not in done:
            raise NotPossible(f"“{each.title}” comes first.")


def _done(step: FollowUp, *, by, found: str, answers: dict | None = None, **more) -> FollowUp:
    declared, now = step.declared, clock.now()
    kept = _answered(declared, answers or {})
    footprint = f"{declared.footprint} {found.strip()}".strip()
    leaves_one = bool(declared.footprint) or step.kind == Kind.RE_CHECK
    step.move(
        State.CONFIRMED,
        done_by=by,
        done_at=now,
        found=found.strip(),
        answers=kept,
        footprint=footprint if leaves_one else "",
        footprint_on=now.astimezone(clock.UK).date() if leaves_one else None,
        **more,
    )
    what = "recheck.confirmed" if step.kind == Kind.RE_CHECK else f"loop.{step.kind}"
    activity.record(what, by=by, subject_kind="audit", subject_id=step.audit_id)
    _plan_next(step, by=by)
    close_if_complete(Audit.objects.get(pk=step.audit_id))
    return step


def _plan_next(step: FollowUp, *, by) -> None:
    audit, steps = step.audit, step.audit.activity.loop.steps
    at = next(n for n, each in enumerate(steps) if each.key == step.step_key)
    if at + 1 < len(steps) and not audit.follow_ups.filter(step_key=steps[at + 1].key).exists():
        plan(audit, steps[at + 1], anchor_on=clock.today(), by=by)


def _not_yet(step: FollowUp, *, by, found: str, again_on: date | None, why: str) -> FollowUp:
    if again_on is None or again_on <= clock.today():
        raise NotPossible(why, advice="Say on which day you will look again.")
    step.move(State.NOT_YET, done_by=by, done_at=clock.now(), found=found.strip())
    activity.record("recheck.not_yet", by=by, subject_kind="audit", subject_id=step.audit_id)
    return FollowUp.objects.create(
        audit=step.audit,
        step_key=step.step_key,
        kind=step.kind,
        number=step.number + 1,
        anchor_on=clock.today(),
        due_on=again_on,
        checker=step.checker or by,
    )


def _answered(declared: LoopStep, answers: dict) -> dict:
    """The answers to the step's questions; one that is required and missing stops it."""
    for question in declared.asks:
        if question.need == Need.REQUIRED and not str(answers.get(question.key) or "").strip():
            raise NotPossible(f"Answer this first: {question.text}")
    return {each.key: str(answers.get(each.key) or "").strip() for each in declared.asks}


def _directed(audit: Audit, direction: Direction, *, by) -> Action:
    policy = audit.pack.actions
    action = actions.propose(
        direction.text, owner=direction.owner, due_on=direction.due_on, by=by,
        child_id=audit.child_id, team_id=audit.team_id, service_id=audit.service_id,
        policy=policy,
    )  # fmt: skip
    AuditAction.objects.create(audit=audit, action=action)
    actions.agree(action, by=by)
    tell(action.owner, "action", "A manager has directed an action of yours.",
         url=reverse("actions:action", args=[action.pk]), about=f"action:{action.pk}")  # fmt: skip
    return action
