"""Immediate safeguarding concerns: told at once, acknowledged against a clock."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.frameworks.models import AdoptedPack
from lineofsight.web.people import queries as people
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.people.naming import must_name_nobody
from lineofsight.web.practice import availability
from lineofsight.web.practice.independence import NotIndependent
from lineofsight.web.practice.models import Audit, Concern, Told
from lineofsight.web.practice.services.disputes import must_answer
from lineofsight.web.practice.services.notices import mark_read, tell
from lineofsight.web.practice.services.planning import NotPossible

State = Concern.State


@transaction.atomic
def raise_concern(
    child_id: str,
    *,
    answers: dict[str, str],
    by,
    adopted: AdoptedPack,
    escalation_key: str,
    team_id: str = "",
    service_id: str = "",
    audit: Audit | None = None,
    worker_id: str = "",
) -> Concern:
    """A child may be unsafe now. The responsible manager is told before this returns, and
    the worker where the framework says so. From an audit about somebody else, such as a
    foster carer, `child_id` may be empty: it is about that person then.

    Whoever raises it does not count as told: if they are the responsible manager
    themselves, the next tier is told as well. What others should learn names no child.
    """
    escalation = adopted.pack.escalation(escalation_key)
    must_answer(escalation, answers)
    learning = {}
    if escalation.kind == Concern.Kind.CLOSING_THE_LOOP:
        must_answer(escalation, answers, learning=True)
        learning = {each.key: answers.get(each.key, "").strip() for each in escalation.learning}
        about = audit.subject_name if audit else ""
        must_name_nobody(child_id, learning.values(), also=about)
    concern = Concern.objects.create(
        adopted=adopted,
        escalation_key=escalation_key,
        kind=escalation.kind,
        audit=audit,
        learning=learning,
        child_id=child_id,
        team_id=team_id,
        service_id=service_id,
        answers={each.key: answers.get(each.key, "").strip() for each in escalation.asks},
        raised_by=by,
        raised_at=clock.now(),
    )  # fmt: skip
    activity.record("concern.raised", by=by, subject_kind="concern", subject_id=concern.pk)
    _tell_next(concern, from_tier=0)
    if escalation.tells_the_worker:
        _tell_the_worker(concern, worker_id or (audit.worker_id if audit else ""))
    return concern


@transaction.atomic
def acknowledge(concern: Concern, *, by) -> None:
    """Somebody has taken it up. What they did about it is told apart."""
    _not_the_one_who_raised_it(concern, by)
    concern.move(State.ACKNOWLEDGED, acknowledged_by=by, acknowledged_at=clock.now())
    mark_read(by, about=f"concern:{concern.pk}")
    _tell_the_one_who_raised_it(concern, "has been acknowledged")
    activity.record("concern.acknowledged", by=by, subject_kind="concern", subject_id=concern.pk)


@transaction.atomic
def record_action(concern: Concern, *, by, what: str) -> None:
    """Say what has been done to make the child safe."""
    _not_the_one_who_raised_it(concern, by)
    if not what.strip():
        raise NotPossible("Say what has been done for the child.")
    concern.move(State.ACTION_TAKEN, action_taken=what.strip(), action_by=by, action_at=clock.now())
    _tell_the_one_who_raised_it(concern, "has been acted on")
    activity.record("concern.acted_on", by=by, subject_kind="concern", subject_id=concern.pk)


@transaction.atomic
def resolve(concern: Concern, *, by, outcome: str) -> None:
    """The child is safe; say how that is known."""
    _not_the_one_who_raised_it(concern, by)
    if not outcome.strip():
        raise NotPossible("Say how you know that the child is safe.")
    concern.move(State.RESOLVED, outcome=outcome.strip(), resolved_by=by, resolved_at=clock.now())
    activity.record("concern.resolved", by=by, subject_kind="concern", subject_id=concern.pk)


def _tell_the_worker(concern: Concern, worker_id: str) -> None:
    """The worker reads it too; answering stays with the managers."""
    worker = people.by_staff_id(worker_id)
    told = worker is not None and concern.told.filter(person=worker).exists()
    if worker is None or told or worker.pk == concern.raised_by_id:
        return
    Told.objects.create(concern=concern, person=worker, tier=0, told_at=clock.now())
    tell(worker, "concern", "A child you work with may be unsafe now. Read this.",
         url=reverse("practice:concern", args=[concern.pk]),
         about=f"concern:{concern.pk}", urgent=True)  # fmt: skip


def pass_on_overdue(now: datetime) -> int:
    """Tell the next tier of every concern that nobody acknowledged in time."""
    overdue = Concern.objects.filter(state=State.NOTIFIED, acknowledge_by__lt=now)
    return sum(_pass_on(concern) for concern in overdue)


@transaction.atomic
def _pass_on(concern: Concern) -> bool:
    """False if there is no further tier, or somebody else has just passed it on."""
    before = concern.tier
    locked = Concern.objects.filter(
        pk=concern.pk, tier=before, state=State.NOTIFIED, acknowledge_by=concern.acknowledge_by
    ).update(acknowledge_by=None)
    return bool(locked) and _tell_next(concern, from_tier=before + 1)


def _tell_next(concern: Concern, *, from_tier: int) -> bool:
    """Tell the first tier from `from_tier` on that has somebody to tell; while all who are
    told are away today, the tier above is told with them."""
    escalation = concern.adopted.pack.escalation(concern.escalation_key)
    now = clock.now()
    hours = escalation.acknowledge_within_hours.value
    answer_by = now + timedelta(hours=hours) if hours is not None else None
    away, reached = availability.away_on(clock.today()), None
    for tier in range(from_tier, len(escalation.tiers)):
        told = set(concern.told.values_list("person_id", flat=True))
        persons = [
            person
            for person in _people_of_tier(concern, escalation.tiers[tier])
            if person.pk not in told and person.pk != concern.raised_by_id
        ]
        for person in persons:
            Told.objects.create(concern=concern, person=person, tier=tier, told_at=now,
                                acknowledge_by=answer_by)  # fmt: skip
            tell(person, "concern", "A child may be unsafe now. Read this and acknowledge it.",
                 url=reverse("practice:concern", args=[concern.pk]),
                 about=f"concern:{concern.pk}", urgent=True)  # fmt: skip
        if persons:
            reached = tier
            activity.record("concern.told", by=None, subject_kind="concern",
                            subject_id=concern.pk, detail={"tier": tier})  # fmt: skip
        if any(person.pk not in away for person in persons):
            break
    if reached is not None:
        Concern.objects.filter(pk=concern.pk).update(tier=reached, acknowledge_by=answer_by)
        concern.refresh_from_db()
        return True
    if not concern.told.exists():
        raise NotPossible(
            "Nobody in the organisation can be told of this in the product.",
            advice="Ring the duty manager now, and tell your administrator that no manager "
            "is entered for this team.",
        )
    return False


def _people_of_tier(concern: Concern, role: str):
    today = clock.today()
    responsible = people.who_was_responsible(concern.team_id, today)
    if responsible is not None and role in _roles_of(responsible, today):
        return [responsible]
    unit = OrgUnit.objects.filter(code__in=[concern.team_id, concern.service_id]).order_by(
        "-kind"
    ).first()  # fmt: skip
    return list(people.holders_reaching(role, unit, today).order_by("pk")) if unit else []


def _roles_of(person, day) -> set[str]:
    return {held.role for held in people.assignments_of(person, day)}


def _not_the_one_who_raised_it(concern: Concern, person) -> None:
    if person.pk == concern.raised_by_id:
        raise NotIndependent(
            "You raised this concern, so somebody else has to answer it.",
            advice="If nobody does, ring the duty manager.",
        )


def _tell_the_one_who_raised_it(concern: Concern, what: str) -> None:
    tell(concern.raised_by, "concern", f"The concern you raised {what}.",
         url=reverse("practice:concern", args=[concern.pk]),
         about=f"concern:{concern.pk}")  # fmt: skip
