"""Disputes: opened with the first tier, passed up in order, resolved or withdrawn."""

from django.db import transaction
from django.urls import reverse

from lineofsight.packs.model import Escalation
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.frameworks.models import AdoptedPack
from lineofsight.web.people import queries as people
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.people.naming import must_name_nobody
from lineofsight.web.practice.independence import NotIndependent
from lineofsight.web.practice.models import Dispute, DisputeStage
from lineofsight.web.practice.services.notices import tell
from lineofsight.web.practice.services.planning import NotPossible
from lineofsight.working_days import england

State = Dispute.State


@transaction.atomic
def open_dispute(
    child_id: str, *, answers: dict[str, str], by, adopted: AdoptedPack, escalation_key: str,
    team_id: str = "", service_id: str = "",
) -> Dispute:  # fmt: skip
    """Raise a dispute: the first tier that has somebody is told, and its time begins."""
    escalation = adopted.pack.escalation(escalation_key)
    must_answer(escalation, answers)
    dispute = Dispute.objects.create(
        adopted=adopted, escalation_key=escalation_key, child_id=child_id, team_id=team_id,
        service_id=service_id, raised_by=by, raised_at=clock.now(),
        answers={each.key: answers.get(each.key, "").strip() for each in escalation.asks},
    )  # fmt: skip
    _open_stage(dispute, from_tier=0)
    activity.record("dispute.raised", by=by, subject_kind="dispute", subject_id=dispute.pk)
    return dispute


@transaction.atomic
def respond(dispute: Dispute, *, by, response: str) -> None:
    """The owner of the stage answers; whoever raised it then resolves it or passes it up."""
    stage = current_stage(dispute)
    _is_open(dispute)
    if stage.owner_id != by.pk:
        raise NotPossible("Only the person who has this stage can answer it.")
    if not response.strip():
        raise NotPossible("Say what you propose, or why you see it otherwise.")
    answered = DisputeStage.objects.filter(pk=stage.pk, responded_at__isnull=True).update(
        response=response.strip(), responded_at=clock.now()
    )
    if not answered:
        raise NotPossible("This stage has been answered already.")
    _tell(dispute.raised_by, dispute, "has been answered")
    activity.record("dispute.answered", by=by, subject_kind="dispute", subject_id=dispute.pk)


@transaction.atomic
def pass_up(dispute: Dispute, *, by, reason: str) -> DisputeStage:
    """Take it to the next tier. There is no way back, and none past the last."""
    _is_open(dispute)
    _who_raised_it(dispute, by)
    if not reason.strip():
        raise NotPossible("Say why it goes to the next stage.")
    before = current_stage(dispute)
    DisputeStage.objects.filter(pk=before.pk).update(why_passed_on=reason.strip())
    stage = _open_stage(dispute, from_tier=before.number + 1)
    activity.record("dispute.passed_up", by=by, subject_kind="dispute", subject_id=dispute.pk,
                    detail={"stage": stage.number})  # fmt: skip
    return stage


@transaction.atomic
def resolve(dispute: Dispute, *, by, outcome: str, learning: dict | None = None) -> None:
    """It is settled: whoever raised it says how. What others should learn names no child."""
    _end(dispute, State.RESOLVED, by=by, outcome=outcome, learning=learning)


@transaction.atomic
def withdraw(dispute: Dispute, *, by, reason: str) -> None:
    _end(dispute, State.WITHDRAWN, by=by, outcome=reason)


def current_stage(dispute: Dispute) -> DisputeStage:
    return dispute.stages.order_by("-number").first()


def must_answer(escalation: Escalation, answers: dict[str, str], *, learning: bool = False) -> None:
    """Every question that is required, answered."""
    for question in escalation.learning if learning else escalation.asks:
        if question.need == "required" and not (answers.get(question.key) or "").strip():
            raise NotPossible(f"Answer this first: {question.text}")


def _end(dispute: Dispute, state: str, *, by, outcome: str, learning: dict | None = None) -> None:
    _is_open(dispute)
    _who_raised_it(dispute, by)
    if not outcome.strip():
        raise NotPossible("Say how it ended.")
    said, learning = {}, learning or {}
    if state == State.RESOLVED:
        must_answer(dispute.escalation, learning, learning=True)
        said = {q.key: learning.get(q.key, "").strip() for q in dispute.escalation.learning}
        must_name_nobody(dispute.child_id, said.values())
    dispute.move(state, outcome=outcome.strip(), ended_by=by, ended_at=clock.now(), learning=said)
    owner = current_stage(dispute).owner
    if owner.pk != by.pk:
        _tell(owner, dispute, f"has been {dispute.get_state_display().lower()}")
    activity.record(f"dispute.{state}", by=by, subject_kind="dispute", subject_id=dispute.pk)


def _open_stage(dispute: Dispute, *, from_tier: int) -> DisputeStage:
    escalation, now = dispute.escalation, clock.now()
    days = escalation.step_within_working_days.value
    for number in range(from_tier, len(escalation.tiers)):
        owner = _owner_of_tier(dispute, escalation.tiers[number])
        if owner is None:
            continue
        stage = DisputeStage.objects.create(
            dispute=dispute, number=number, role=escalation.tiers[number], owner=owner,
            opened_at=now, due_on=england().add(clock.today(), days) if days else None,
        )  # fmt: skip
        Dispute.objects.filter(pk=dispute.pk).update(stage=number)
        dispute.refresh_from_db()
        _tell(owner, dispute, "waits for your answer", urgent=True)
        return stage
    if from_tier:
        raise NotPossible("This is the last stage: it can only be resolved or withdrawn.")
    raise NotPossible(
        "Nobody of the first stage, nor of a later one, can be told of this.",
        advice="Ask your administrator to enter who manages this team.",
    )


def _owner_of_tier(dispute: Dispute, role: str):
    """Who answers for the team or service in this role; never the one who raised it."""
    today = clock.today()
    responsible = people.who_was_responsible(dispute.team_id, today) if dispute.team_id else None
    held = {each.role for each in people.assignments_of(responsible, today)} if responsible else ()
    if responsible is not None and role in held and responsible.pk != dispute.raised_by_id:
        return responsible
    unit = OrgUnit.objects.filter(code__in=[dispute.team_id, dispute.service_id]).order_by(
        "-kind"
    ).first()  # fmt: skip
    if unit is None:  # a child whom no team holds: those who answer for the whole authority
        unit = OrgUnit.objects.filter(kind=OrgUnit.Kind.AUTHORITY).first()
    if unit is None:
        return None
    holders = people.holders_reaching(role, unit, today).exclude(pk=dispute.raised_by_id)
    return holders.order_by("pk").first()


def _is_open(dispute: Dispute) -> None:
    if dispute.state != State.OPEN:
        raise NotPossible(f"This dispute is {dispute.get_state_display().lower()}.")


def _who_raised_it(dispute: Dispute, by) -> None:
    if by.pk != dispute.raised_by_id and not _stands_in(dispute, by):
        raise NotIndependent(
            "Only whoever raised a dispute can pass it up or end it.",
            advice="Answer it instead, and ask them to resolve it.",
        )


def _stands_in(dispute: Dispute, by) -> bool:
    return dispute.raised_by_id in people.stands_for(by, clock.today())


def _tell(person, dispute: Dispute, what: str, *, urgent: bool = False) -> None:
    url, about = reverse("practice:dispute", args=[dispute.pk]), f"dispute:{dispute.pk}"
    tell(person, "dispute", f"A dispute {what}.", url=url, about=about, urgent=urgent)
