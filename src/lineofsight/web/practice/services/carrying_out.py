"""Carrying out a part of an audit: judging, hearing people, planning actions, sending."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.urls import reverse

from lineofsight.errors import TransitionNotAllowed
from lineofsight.packs.activities import Who
from lineofsight.web import clock
from lineofsight.web.actions import services as actions
from lineofsight.web.actions.models import Action
from lineofsight.web.activity import services as activity
from lineofsight.web.practice import availability, independence, moderation_sample, self_check
from lineofsight.web.practice.completeness import Completeness
from lineofsight.web.practice.models import (
    Answer,
    Audit,
    AuditAction,
    AuditPart,
    Conversation,
    Evidence,
    Handover,
    Judgement,
    SentBack,
)
from lineofsight.web.practice.models.audits import NOT_APPLICABLE
from lineofsight.web.practice.services import finishing
from lineofsight.web.practice.services.notices import tell
from lineofsight.web.practice.services.planning import NotPossible

State = AuditPart.State


class ChangedMeanwhile(NotPossible):
    """The same page was saved from elsewhere since it was opened; nothing is overwritten."""


@dataclass(frozen=True)
class Judged:
    """What an auditor says about one domain."""

    grade: str = ""
    strong: str = ""
    better: str = ""
    why_not_applicable: str = ""


@transaction.atomic
def start(part: AuditPart, *, by) -> None:
    """The first thing written starts the part, and with it the audit."""
    _by_its_auditor(part, by)
    if part.state == State.NOT_STARTED:
        part.move(State.IN_PROGRESS)
        activity.record("audit.started", by=by, subject_kind="audit", subject_id=part.audit_id)
    audit = part.audit
    if audit.state == Audit.State.RELEASED:
        audit.move(Audit.State.IN_PROGRESS)


@transaction.atomic
def save_judgement(
    part: AuditPart, domain_key: str, said: Judged, *, by, revision: int | None = None
) -> Judgement:
    """Keep what has been written, complete or not.

    With `revision` (the one the page was opened with), text saved from another window since
    then is never overwritten: `ChangedMeanwhile` is raised.
    """
    open_for(part, by)
    activity_type = part.audit.activity
    judged = {each.key: each for each in activity_type.judged_in(part.declared)}
    if domain_key not in judged:
        raise NotPossible("This part of the audit gives no grades.")
    domain = judged[domain_key]
    fields = {
        "grade": _on_the_scale(part, said.grade),
        "strong": said.strong.strip(),
        "better": said.better.strip(),
        "why_not_applicable": said.why_not_applicable.strip(),
        "saved_at": clock.now(),
    }
    judgement, made = Judgement.objects.get_or_create(
        part=part, domain_key=domain.key, defaults=fields
    )
    if not made:
        rows = Judgement.objects.filter(pk=judgement.pk)
        if revision is not None:
            rows = rows.filter(revision=revision)
        if not rows.update(revision=F("revision") + 1, **fields):
            raise ChangedMeanwhile(
                "This page was saved in another window after you opened it here.",
                advice="Your text is still below: copy it, then reload the page.",
            )
        judgement.refresh_from_db()
    return judgement


@transaction.atomic
def save_judgements(part: AuditPart, judged: dict[str, Judged], *, by) -> None:
    """Keep several domains at once, in one go for those that are new."""
    open_for(part, by)
    known = set(part.judgements.values_list("domain_key", flat=True))
    now = clock.now()
    Judgement.objects.bulk_create(
        Judgement(
            part=part,
            domain_key=key,
            grade=_on_the_scale(part, each.grade),
            strong=each.strong.strip(),
            better=each.better.strip(),
            why_not_applicable=each.why_not_applicable.strip(),
            saved_at=now,
        )
        for key, each in judged.items()
        if key not in known and part.audit.activity.domain(key).graded
    )
    for key in known & judged.keys():
        save_judgement(part, key, judged[key], by=by)


@transaction.atomic
def add_evidence(
    part: AuditPart, domain_key: str, *, by, where: str, shows: str, dated_on: date | None = None
) -> Evidence:
    """Say where in the record it stands. Begins the judgement if need be."""
    open_for(part, by)
    if not where.strip() or not shows.strip():
        raise NotPossible("Say where in the record it stands, and what it shows.")
    judgement = part.judgements.filter(domain_key=domain_key).first() or save_judgement(
        part, domain_key, Judged(), by=by
    )
    return Evidence.objects.create(judgement=judgement, dated_on=dated_on, where=where.strip(),
                                   shows=shows.strip())  # fmt: skip


@transaction.atomic
def remove_evidence(part: AuditPart, evidence: Evidence, *, by) -> None:
    open_for(part, by)
    Evidence.objects.filter(pk=evidence.pk, judgement__part=part).delete()


@transaction.atomic
def record_conversation(
    part: AuditPart, key: str, *, by, said: str = "", why_not_possible: str = "",
    held_on: date | None = None,
) -> Conversation:  # fmt: skip
    """Somebody was heard, or could not be."""
    open_for(part, by)
    asked = {each.key for each in part.audit.activity.conversations if each.asked_by == part.key}
    if key not in asked:
        raise NotPossible("Another auditor has this conversation.")
    fields = {
        "said": said.strip(),
        "why_not_possible": "" if said.strip() else why_not_possible.strip(),
        "held_on": held_on,
        "recorded_by": by,
        "recorded_at": clock.now(),
    }
    return Conversation.objects.update_or_create(audit=part.audit, key=key, defaults=fields)[0]


@transaction.atomic
def save_answer(part: AuditPart, question_key: str, text: str, *, by) -> Answer:
    open_for(part, by)
    return Answer.objects.update_or_create(
        part=part,
        question_key=question_key,
        defaults={"text": text.strip(), "saved_at": clock.now()},
    )[0]


@transaction.atomic
def draft_action(
    part: AuditPart, *, by, text: str, owner, due_on: date, domain_key: str = "",
    difference: str = "", kind: str = Action.Kind.CONCERN,
) -> Action:  # fmt: skip
    """Put an action on the audit's plan. It binds nobody until the grades are final."""
    open_for(part, by)
    if not part.declared.plans_actions:
        raise NotPossible("Another auditor draws up the action plan.")
    audit = part.audit
    action = actions.propose(
        text, owner=owner, due_on=due_on, by=by, child_id=audit.child_id, team_id=audit.team_id,
        service_id=audit.service_id, kind=kind, difference=difference, policy=audit.pack.actions,
    )  # fmt: skip
    AuditAction.objects.create(audit=audit, action=action, domain_key=domain_key)
    return action


@transaction.atomic
def drop_action(part: AuditPart, action: Action, *, by) -> None:
    """Take a draft off the plan; it stays in the story as not taken up."""
    open_for(part, by)
    actions.reject(action, by=by, reason="Taken off the plan by the auditor.")


@transaction.atomic
def answer_question(part: AuditPart, asked: SentBack, *, by, answer: str) -> None:
    open_for(part, by)
    SentBack.objects.filter(pk=asked.pk, part=part).update(
        answer=answer.strip(), answered_at=clock.now()
    )


@transaction.atomic
def send(part: AuditPart, *, by) -> None:
    """Send the part. With the last one sent, the audit goes to the moderator; where the
    pack has no moderation, its grades are final."""
    open_for(part, by)
    missing = Completeness(part).missing()
    if missing:
        raise NotPossible(
            f"{missing[0].title}: {missing[0].problem}.",
            advice=f"{len(missing)} things are missing in all." if len(missing) > 1 else "",
        )
    unexplained = self_check.unexplained(part)
    if unexplained:
        raise NotPossible(unexplained[0].says, advice="Change it, or say why it is so.")
    part.move(State.SUBMITTED, submitted_at=clock.now())
    activity.record("audit.part_sent", by=by, subject_kind="audit", subject_id=part.audit_id,
                    detail={"part": part.key})  # fmt: skip
    submit_if_complete(part.audit_id, by=by)


def submit_if_complete(audit_pk: int, *, by) -> None:
    """With every part sent or left out, the audit goes on."""
    audit = Audit.objects.select_for_update().get(pk=audit_pk)
    if not audit.parts.exclude(state__in=AuditPart.DONE).exists():
        _all_parts_are_in(audit, by=by)


def _all_parts_are_in(audit: Audit, *, by) -> None:
    drawn = moderation_sample.is_drawn(audit)
    audit.move(
        Audit.State.SUBMITTED, submitted_at=clock.now(),
        is_drawn_for_moderation=drawn.is_drawn, moderation_seed=drawn.seed,
    )  # fmt: skip
    activity.record("audit.submitted", by=by, subject_kind="audit", subject_id=audit.pk)
    if not audit.is_moderated:
        finishing.without_moderation(audit, by=by)
    elif audit.moderator is not None:
        tell(audit.moderator, "to-moderate", "An audit is waiting for your moderation.",
             url=reverse("practice:moderate", args=[audit.pk]),
             about=f"audit:{audit.pk}")  # fmt: skip


@transaction.atomic
def hand_over(part: AuditPart, *, to, by, reason: str) -> Handover:
    """Give a part to somebody else, with the reason. What was written so far goes along."""
    if not reason.strip():
        raise NotPossible("Say why the audit changes hands.")
    if part.is_done:
        raise NotPossible("This part has been sent; it cannot change hands any more.")
    audit = part.audit
    availability.must_be_there(to, clock.today(), audit.due_on)
    if audit.moderator_id == to.pk:
        raise NotPossible("This person moderates the audit, so they cannot carry it out.")
    if part.judges and audit.parts.filter(auditor=to, judges=True).exists():
        raise NotPossible("This person has another part of the same audit.")
    if part.declared.done_by != Who.WORKER_OF_THE_CASE:
        independence.must_not_be_the_worker(audit, to)
    before = part.auditor
    changed = AuditPart.objects.filter(
        pk=part.pk, auditor=before, state__in=[State.NOT_STARTED, State.IN_PROGRESS]
    ).update(auditor=to)
    if not changed:
        raise TransitionNotAllowed("Someone else has just changed this audit.",
                                   advice="Reload the page to see it.")  # fmt: skip
    part.refresh_from_db()
    handover = Handover.objects.create(part=part, before=before, after=to, reason=reason.strip(),
                                       by=by, at=clock.now())  # fmt: skip
    tell(to, "audit-given", "An audit has been given to you.",
         url=reverse("practice:audit", args=[audit.pk]), about=f"audit:{audit.pk}")  # fmt: skip
    activity.record("audit.handed_over", by=by, subject_kind="audit", subject_id=audit.pk,
                    detail={"part": part.key, "to": to.pk})  # fmt: skip
    return handover


def _on_the_scale(part: AuditPart, grade: str) -> str:
    grades = {each.key for each in part.audit.scale.grades}
    if grade and grade not in {*grades, NOT_APPLICABLE}:
        raise NotPossible("This grade is not on the scale of this audit.")
    return grade


def _by_its_auditor(part: AuditPart, by) -> None:
    if part.auditor_id != by.pk:
        raise NotPossible("This part of the audit belongs to another auditor.")


def open_for(part: AuditPart, by) -> None:
    _by_its_auditor(part, by)
    if part.is_done:
        raise NotPossible(
            "You have sent this part, so it cannot be changed.",
            advice="The moderator can send it back to you with a question.",
        )
    if part.audit.state not in Audit.WITH_AUDITORS:
        raise NotPossible("This audit is no longer with its auditors.")
    if part.state == State.NOT_STARTED:
        start(part, by=by)
