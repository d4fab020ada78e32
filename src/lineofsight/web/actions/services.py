"""Everything that changes an action. Each act is a step of its story and in the log."""

from datetime import date

from django.db import transaction

from lineofsight.errors import TransitionNotAllowed, UserError
from lineofsight.packs.model import ActionPolicy
from lineofsight.web import clock
from lineofsight.web.actions import sources, stages, telling
from lineofsight.web.actions.models import Action, Evidence, Step
from lineofsight.web.actions.queries import ever_owned
from lineofsight.web.activity import services as activity
from lineofsight.web.people import queries as people
from lineofsight.web.people.naming import must_name_nobody

State = Action.State


class NotPossible(UserError):
    """The action cannot be changed like that."""


class NotIndependent(UserError):
    """Somebody would check what was their own to do."""


@transaction.atomic
def propose(
    text: str,
    *,
    owner,
    due_on: date,
    by,
    child_id: str = "",
    team_id: str = "",
    service_id: str = "",
    kind: str = Action.Kind.CONCERN,
    difference: str = "",
    policy: ActionPolicy | None = None,
) -> Action:
    """Draft an action. It binds nobody until it is agreed. `policy`: what the framework
    asks for before it closes; without one somebody else checks, and nothing more."""
    _said(text, "Say what is to be done.")
    _has_an_account(owner)
    action = Action.objects.create(
        text=text.strip(),
        difference=difference.strip(),
        kind=kind,
        child_id=child_id,
        team_id=team_id,
        service_id=service_id,
        owner=owner,
        due_on=due_on,
        needs_check=policy is None or policy.checked_by_another.value is not False,
        needs_impact=policy is not None and bool(policy.impact_before_closed.value),
        proposed_by=by,
        proposed_at=clock.now(),
    )
    _step(action, "proposed", by=by, before="")
    return action


@transaction.atomic
def revise(action: Action, *, text: str, owner, due_on: date, by, difference: str = "") -> None:
    """Change a proposal. What has been agreed is not rewritten."""
    _said(text, "Say what is to be done.")
    changed = Action.objects.filter(pk=action.pk, state=State.PROPOSED).update(
        text=text.strip(), difference=difference.strip(), owner=owner, due_on=due_on
    )
    if not changed:
        raise TransitionNotAllowed("Only a proposal can be rewritten.",
                                   advice="Ask for another action to replace it.")  # fmt: skip
    action.refresh_from_db()
    _step(action, "revised", by=by)


@transaction.atomic
def agree(action: Action, *, by) -> None:
    _move(action, State.AGREED, "agreed", by=by, agreed_by=by, agreed_at=clock.now())


@transaction.atomic
def reject(action: Action, *, by, reason: str) -> None:
    _said(reason, "Say why it is not taken up.")
    _move(action, State.REJECTED, "rejected", by=by, note=reason)


@transaction.atomic
def start(action: Action, *, by) -> None:
    _its_owner(action, by)
    _move(action, State.IN_PROGRESS, "started", by=by)


@transaction.atomic
def say_stage(action: Action, key: str, *, text: str, by) -> None:
    """Write what a stage of the issue came to. Stages come in their order, each once, and are
    read by many: they name nobody."""
    _said(text, "Say it in words.")
    must_name_nobody(action.child_id, [text])
    if stages.stage_to_write(by, action, key) is None:
        raise NotPossible("The stages of an issue come in their order, each once.")
    _step(action, f"{stages.PREFIX}{key}", by=by, note=text)


@transaction.atomic
def add_evidence(action: Action, *, text: str, by, found_in: str = "") -> Evidence:
    """Say what shows that it is done, or how far it is."""
    _its_owner(action, by)
    if action.is_settled:
        raise NotPossible("This action has been checked; its evidence stays as it is.")
    return _add_evidence(action, text=text, by=by, found_in=found_in)


@transaction.atomic
def claim_done(action: Action, *, evidence: str, by, found_in: str = "") -> None:
    """The owner says it is done, and what shows it. Somebody else will check."""
    _its_owner(action, by)
    if evidence.strip():
        _add_evidence(action, text=evidence, by=by, found_in=found_in)
    elif not action.evidence.exists():
        raise NotPossible("Say what shows that it is done, and where it can be found.")
    _move(action, State.DONE_CLAIMED, "claimed", by=by, claimed_by=by, claimed_at=clock.now())
    if action.is_settled:
        sources.tell_settled(action)


@transaction.atomic
def verify(action: Action, *, by, note: str = "") -> None:
    """Somebody whose action it never was has looked, and it is done."""
    may_check(action, by)
    _move(action, State.VERIFIED, "checked", by=by, note=note, verified_by=by,
          verified_at=clock.now())  # fmt: skip
    sources.tell_settled(action)


@transaction.atomic
def close(action: Action, *, by) -> None:
    """Lay a checked action aside. Where the framework asks for it, only with evidence of
    what changed for the child."""
    if action.needs_check:
        may_check(action, by)
    if action.needs_impact and not has_impact(action):
        raise NotPossible(
            "Nobody has said yet what this action changed for the child.",
            advice="Add that evidence first: the framework closes no loop without it.",
        )
    _move(action, State.CLOSED, "closed", by=by, closed_at=clock.now())


@transaction.atomic
def close_when_complete(action: Action, *, by) -> bool:
    """Close it if nothing the framework asks for is missing; False otherwise."""
    is_done = action.state == State.VERIFIED or (
        action.state == State.DONE_CLAIMED and not action.needs_check
    )
    if not is_done or (action.needs_impact and not has_impact(action)):
        return False
    close(action, by=action.verified_by or by)
    return True


@transaction.atomic
def record_impact(action: Action, *, text: str, by, found_in: str = "") -> Evidence:
    """Say what the action changed for the child. Closes what waited for nothing else."""
    if action.state in (State.PROPOSED, State.REJECTED, State.SUPERSEDED):
        raise NotPossible("Only an action that was agreed can have changed anything.")
    _said(text, "Say what has changed for the child, and how you know.")
    _step(action, "impact", by=by)
    evidence = Evidence.objects.create(
        action=action, text=text.strip(), found_in=found_in.strip(), shows_impact=True,
        added_by=by, added_at=clock.now(),
    )  # fmt: skip
    if action.needs_impact:
        close_when_complete(action, by=by)
    return evidence


def has_impact(action: Action) -> bool:
    return action.evidence.filter(shows_impact=True).exists()


@transaction.atomic
def reopen(action: Action, *, by, reason: str) -> None:
    """It turns out not to be done. Who checked and when stays in the story."""
    _said(reason, "Say what is still to be done.")
    _move(action, State.REOPENED, "reopened", by=by, note=reason, claimed_by=None, claimed_at=None,
          verified_by=None, verified_at=None, closed_at=None)  # fmt: skip
    sources.tell_reopened(action, by=by)


@transaction.atomic
def supersede(action: Action, *, heir: Action, by, reason: str) -> None:
    """Another action takes its place."""
    _said(reason, "Say why another action takes its place.")
    if heir.pk == action.pk:
        raise NotPossible("An action cannot replace itself.")
    if not heir.is_open:
        raise NotPossible("Only an action that is still open can take the place of another.")
    now = clock.now()
    _move(action, State.SUPERSEDED, "superseded", by=by, note=reason, superseded_by=heir,
          **({} if action.agreed_by_id else {"agreed_by": by, "agreed_at": now}))  # fmt: skip


@transaction.atomic
def replace(action: Action, *, text: str, owner, due_on: date, by, reason: str) -> Action:
    """Put another action in its place, from the same source and about the same."""
    heir = propose(
        text, owner=owner, due_on=due_on, by=by, child_id=action.child_id,
        team_id=action.team_id, service_id=action.service_id, kind=action.kind,
        difference=action.difference,
    )  # fmt: skip
    Action.objects.filter(pk=heir.pk).update(
        needs_check=action.needs_check, needs_impact=action.needs_impact
    )
    heir.refresh_from_db()
    agree(heir, by=by)
    supersede(action, heir=heir, by=by, reason=reason)
    sources.hand_on(action, heir)
    return heir


@transaction.atomic
def change_due(action: Action, *, due_on: date, by, reason: str) -> None:
    _said(reason, "Say why the date changes.")
    if action.is_settled:
        raise NotPossible("This action has been checked; its date stays as it is.")
    before = action.due_on
    Action.objects.filter(pk=action.pk).update(due_on=due_on)
    action.refresh_from_db()
    _step(action, "due_changed", by=by,
          note=f"From {before.isoformat()} to {due_on.isoformat()}. {reason.strip()}")  # fmt: skip


@transaction.atomic
def hand_over(action: Action, *, owner, by, reason: str) -> None:
    """Give an action to another owner. Whoever had it still may not check it."""
    _said(reason, "Say why it changes hands.")
    _has_an_account(owner)
    if not action.is_open:
        raise NotPossible("Only an open action can change hands.")
    _step(action, "handed_over", by=by, note=reason)  # with the owner so far
    Action.objects.filter(pk=action.pk).update(owner=owner)
    action.refresh_from_db()
    telling.tell_of(action, "handed_over", by=by)


def may_check(action: Action, by) -> None:
    """Raise `NotIndependent` if the action is, or ever was, this person's own, or that of
    somebody they stand in for today."""
    if not is_independent(action, by):
        raise NotIndependent(
            "You cannot check an action that is or was your own, or that of somebody you "
            "stand in for.",
            advice="Somebody else with the right to check actions has to.",
        )


def is_independent(action: Action, person) -> bool:
    return not people.stands_for(person, clock.today()) & ever_owned(action)


def _its_owner(action: Action, by) -> None:
    if action.owner_id != by.pk:
        raise NotPossible(
            "Only its owner can say how far an action is.",
            advice="Hand it over first if somebody else has taken it on.",
        )


def _add_evidence(action, *, text, by, found_in) -> Evidence:
    _said(text, "Say what shows that it is done.")
    _step(action, "evidence", by=by)
    return Evidence.objects.create(
        action=action, text=text.strip(), found_in=found_in.strip(), added_by=by,
        added_at=clock.now(),
    )  # fmt: skip


def _has_an_account(owner) -> None:
    if not owner.is_active:
        raise NotPossible(f"The account of {owner.name} is closed.", advice="Choose somebody else.")


def _said(text: str, otherwise: str) -> None:
    if not text.strip():
        raise NotPossible(otherwise)


def _move(action: Action, to: str, what: str, *, by, note: str = "", **changes) -> None:
    before = action.state
    action.move(to, **changes)
    _step(action, what, by=by, note=note, before=before)


def _step(action: Action, what: str, *, by, note: str = "", before: str | None = None) -> None:
    Step.objects.create(
        action=action,
        what=what,
        before=action.state if before is None else before,
        after=action.state,
        owner=action.owner,
        note=note.strip(),
        by=by,
        at=clock.now(),
    )
    activity.record(f"action.{what}", by=by, subject_kind="action", subject_id=action.pk)
    if what != "handed_over":  # the new owner is told when it is theirs
        telling.tell_of(action, what, by=by)
