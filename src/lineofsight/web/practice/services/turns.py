"""What becomes of a turn: begun, given to somebody else, excused, a record looked for again."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse

from lineofsight.packs.activities import Who
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.people.models import User
from lineofsight.web.practice import availability
from lineofsight.web.practice.assignment import Organisation
from lineofsight.web.practice.holders import holder_of
from lineofsight.web.practice.models import Audit, AuditPart, Reallocation, SampledChild, Turn
from lineofsight.web.practice.services import beginning, carrying_out
from lineofsight.web.practice.services.notices import tell
from lineofsight.web.practice.services.planning import NotPossible
from lineofsight.web.practice.subjects import Subject


def mine_to_begin(person: User, pk: int) -> Turn:
    """A turn of this person's for which they have still to say whom it is about."""
    turn = Turn.objects.to_choose().filter(pk=pk, holder=person).select_related("plan").first()
    if turn is None:
        raise NotPossible("This turn is not yours to begin, or has been begun already.")
    return turn


@transaction.atomic
def begun(turn: Turn, audit: Audit) -> None:
    """The activity that a turn is about has been begun."""
    claimed = Turn.objects.to_choose().filter(pk=turn.pk).exists()
    if not claimed:
        raise NotPossible("This turn has been begun already.")
    Audit.objects.filter(pk=audit.pk, turn=None).update(turn=turn)


@transaction.atomic
def reallocate(turn: Turn, *, to: User, by, reason: str, why_two: str = "") -> Reallocation:
    """Give a turn, and what has been begun of it, to somebody else; the history is kept.

    Somebody who has a turn of the programme in the month already gets a second one only
    with a reason of its own (`why_two`).
    """
    reason, why_two = reason.strip(), why_two.strip()
    if not reason:
        raise NotPossible("Say why the turn changes hands.")
    if turn.state != Turn.State.GIVEN:
        raise NotPossible(f"This turn is “{turn.get_state_display()}”, so it stays where it is.")
    if to.pk == turn.holder_id:
        raise NotPossible(f"{to.name} has this turn already.")
    availability.must_be_there(to, clock.today(), turn.due_on)
    second = _turns_of(to, turn)
    if second.exists() and not why_two:
        raise NotPossible(
            f"{to.name} has a turn in {turn.month:%B} already.",
            advice="Choose somebody else, or say why they are to carry two.",
        )
    before = turn.holder
    _must_not_be_a_drawn_case(turn, to)
    _move(turn, to=to, extra=_next_extra(second), why_two=why_two)
    _not_out_yet(turn, before).update(holder=to)
    for part in _parts_to_move(turn, before):
        _must_not_be_their_case(part.audit, to)
        carrying_out.hand_over(part, to=to, by=by, reason=reason)
    made = Reallocation.objects.create(
        turn=turn, before=before, after=to, reason=reason, why_two=why_two, by=by, at=clock.now()
    )
    tell(to, "turn", f"{turn.plan.activity.title} of {turn.month:%B} has been given to you.",
         url=reverse("practice:turn", args=[turn.pk]), about=f"turn:{turn.pk}")  # fmt: skip
    activity.record("turn.reallocated", by=by, subject_kind="turn", subject_id=turn.pk,
                    detail={"before": before.pk, "after": to.pk, "two": bool(why_two)})  # fmt: skip
    return made


def _turns_of(person: User, turn: Turn):
    """What somebody carries of the same programme in the same month."""
    same = Turn.objects.filter(programme_key=turn.programme_key, month=turn.month, holder=person)
    return same.filter(state__in=[Turn.State.GIVEN, Turn.State.NO_RECORD])


def _next_extra(second) -> int:
    highest = second.aggregate(highest=Max("extra"))["highest"]
    return 0 if highest is None else highest + 1


def _move(turn: Turn, *, to: User, extra: int, why_two: str) -> None:
    """One UPDATE that asks whether the turn is still where it was; the database refuses a
    second one without a reason."""
    excused = Turn.objects.filter(programme_key=turn.programme_key, month=turn.month, holder=to,
                                  state=Turn.State.EXCUSED)  # fmt: skip
    excused.update(state=Turn.State.WITHDRAWN)
    try:
        with transaction.atomic():
            moved = Turn.objects.filter(
                pk=turn.pk, holder=turn.holder_id, state=Turn.State.GIVEN
            ).update(holder=to, extra=extra, why=why_two if extra else "")
    except IntegrityError:
        raise NotPossible(f"{to.name} has just been given a turn of this month.") from None
    if not moved:
        raise NotPossible("Somebody else has just changed this turn.")
    turn.refresh_from_db()


def _parts_to_move(turn: Turn, before: User) -> list[AuditPart]:
    """The holder's own parts, as far as they have not been sent."""
    parts = AuditPart.objects.filter(
        audit__turn=turn, auditor=before, audit__state__in=Audit.WITH_AUDITORS
    ).exclude(state=AuditPart.State.SUBMITTED)
    found = list(parts.select_related("audit__adopted", "auditor"))
    return [each for each in found if each.declared.done_by == Who.WHOSE_TURN_IT_IS] or found


def _not_out_yet(turn: Turn, holder: User):
    """The record drawn for a turn that has not gone out."""
    drawn = SampledChild.objects.filter(sample__plan=turn.plan_id, holder=holder)
    return drawn.filter(is_swapped_out=False, audit__isnull=True)


def _must_not_be_a_drawn_case(turn: Turn, to: User) -> None:
    """Who holds the child is looked up now; on the day it is looked up again."""
    for sampled in _not_out_yet(turn, turn.holder) if to.staff_id else ():
        if holder_of(sampled.child_id).worker_id == to.staff_id:
            raise NotPossible(f"The record is {to.name}’s own case.")


def _must_not_be_their_case(audit: Audit, to: User) -> None:
    if to.staff_id and audit.worker_id == to.staff_id:
        raise NotPossible(f"The record is {to.name}’s own case.")
    organisation = Organisation(clock.today())
    worker = organisation.worker(audit.worker_id)
    if worker and to.pk in organisation.standing_in_for({worker.pk}):
        raise NotPossible(f"{to.name} stands in for the worker whose case it is.")


@transaction.atomic
def excuse(turn: Turn, *, by, reason: str) -> None:
    """Nobody carries this turn after all; what was begun of it is withdrawn."""
    if not reason.strip():
        raise NotPossible("Say why the turn is excused.")
    sent = AuditPart.objects.filter(audit__turn=turn, state=AuditPart.State.SUBMITTED)
    if sent.exists():
        raise NotPossible("A part of it has been sent already.")
    for audit in turn.audits.filter(state__in=Audit.WITH_AUDITORS):
        audit.move(Audit.State.WITHDRAWN, withdrawn_reason=reason.strip())
    turn.move(Turn.State.EXCUSED, why=reason.strip())
    activity.record("turn.excused", by=by, subject_kind="turn", subject_id=turn.pk)


@transaction.atomic
def name_the_record(turn: Turn, subject: Subject, *, by) -> Audit:
    """Say whom a turn is about for which no record could be found."""
    if turn.state != Turn.State.NO_RECORD:
        raise NotPossible("A record was found for this turn.")
    turn.move(Turn.State.GIVEN)
    audit = beginning.begin(turn.plan.activity_key, subject, by=by, holder=turn.holder,
                            plan=turn.plan, due_on=turn.due_on)  # fmt: skip
    begun(turn, audit)
    return audit
