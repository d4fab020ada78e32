"""Moderation: the final grades beside the auditors' own, which are never touched."""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from lineofsight.packs.activities import ModerationKind
from lineofsight.packs.forms import Need, Question
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.people.naming import must_name_nobody
from lineofsight.web.people.queries import assignments_of
from lineofsight.web.practice import independence
from lineofsight.web.practice.models import (
    Audit,
    AuditPart,
    Feedback,
    FinalGrade,
    Moderation,
    SentBack,
)
from lineofsight.web.practice.models.audits import NOT_APPLICABLE
from lineofsight.web.practice.services import finishing
from lineofsight.web.practice.services.notices import tell
from lineofsight.web.practice.services.planning import NotPossible


@dataclass(frozen=True)
class Decision:
    """The moderator's grade for one domain, and why where it differs."""

    grade: str = ""
    reason: str = ""


@transaction.atomic
def save_draft(
    audit: Audit, decisions: dict[str, Decision], *, by, learning: str,
    feedback: dict[str, str] | None = None,
) -> Moderation:  # fmt: skip
    """Keep the moderator's work so far; nobody else sees it. `feedback`: what the auditors
    are told about the audit itself, by point of the pack."""
    _waiting_for(audit, by)
    moderation, _ = Moderation.objects.update_or_create(
        audit=audit,
        defaults={"moderator": by, "learning": learning.strip(), "saved_at": clock.now()},
    )
    decided = {}
    for domain_key, decision in decisions.items():
        _check_grade(audit, decision.grade)
        if decision.grade or decision.reason.strip():
            decided[domain_key] = decision
    FinalGrade.objects.filter(audit=audit).delete()
    FinalGrade.objects.bulk_create(
        FinalGrade(
            audit=audit, domain_key=key, grade=decision.grade, reason=decision.reason.strip()
        )
        for key, decision in decided.items()
    )
    if feedback is not None:
        _keep_feedback(moderation, feedback)
    return moderation


def _keep_feedback(moderation: Moderation, feedback: dict[str, str]) -> None:
    points = {question.key for question in moderation.audit.activity.moderation.feedback}
    moderation.feedback.all().delete()
    Feedback.objects.bulk_create(
        Feedback(moderation=moderation, question_key=key, text=text.strip())
        for key, text in feedback.items()
        if key in points and text.strip()
    )


@transaction.atomic
def confirm(
    audit: Audit, decisions: dict[str, Decision], *, by, learning: str,
    feedback: dict[str, str] | None = None,
) -> None:  # fmt: skip
    """Make the grades final. A grade that differs from an auditor's needs its reason."""
    faults = lacking(audit, decisions)
    if faults:
        domain_key, problem = next(iter(faults.items()))
        raise NotPossible(f"{audit.activity.domain(domain_key).title}: {problem}")
    kept = feedback if feedback is not None else feedback_of(audit)
    unsaid = feedback_lacking(audit, kept)
    if unsaid:
        raise NotPossible(f"{unsaid[0].text}: tell the auditor.")
    _in_its_session(audit)
    must_name_nobody(audit.child_id, [learning])
    moderation = save_draft(audit, decisions, by=by, learning=learning, feedback=feedback)
    now = clock.now()
    audit.move(Audit.State.MODERATED, judged_at=now, moderator=by)
    Moderation.objects.filter(pk=moderation.pk).update(confirmed_at=now)
    activity.record("audit.moderated", by=by, subject_kind="audit", subject_id=audit.pk)
    finishing.grades_are_final(audit, by=by)


@transaction.atomic
def send_back(part: AuditPart, *, by, question: str) -> SentBack:
    """Ask an auditor something before deciding. Their part opens again for them."""
    audit = part.audit
    _waiting_for(audit, by)
    if not question.strip():
        raise NotPossible("Say what you want to know.")
    audit.move(Audit.State.IN_PROGRESS)
    part.move(AuditPart.State.IN_PROGRESS)
    asked = SentBack.objects.create(
        part=part, question=question.strip(), asked_by=by, asked_at=clock.now()
    )
    tell(part.auditor, "sent-back", "A moderator has a question about your audit.",
         url=reverse("practice:audit", args=[audit.pk]), about=f"audit:{audit.pk}")  # fmt: skip
    activity.record("audit.sent_back", by=by, subject_kind="audit", subject_id=audit.pk,
                    detail={"part": part.key})  # fmt: skip
    return asked


def may_moderate(audit: Audit, person) -> bool:
    """Does the pack mean this person: a holder of one of its roles, or the one who leads the
    session, or who was asked?"""
    if audit.moderator_id == person.pk:
        return True
    moderation = audit.activity.moderation
    if moderation.kind == ModerationKind.GROUP_SESSION:
        return audit.session is not None and audit.session.leader_id == person.pk
    roles = {moderation.by.value, *moderation.also_by}
    return any(held.role in roles for held in assignments_of(person, clock.today()))


def feedback_of(audit: Audit) -> dict[str, str]:
    moderation = getattr(audit, "moderation", None)
    return (
        {each.question_key: each.text for each in moderation.feedback.all()} if moderation else {}
    )


def feedback_lacking(audit: Audit, feedback: dict[str, str]) -> list[Question]:
    """The points the pack wants said that are not."""
    return [
        point
        for point in audit.activity.moderation.feedback
        if point.need == Need.REQUIRED and not feedback.get(point.key, "").strip()
    ]


def _in_its_session(audit: Audit) -> None:
    """Where a group moderates, the decision is the session's: it has one, and it is known
    who was there."""
    if audit.activity.moderation.kind != ModerationKind.GROUP_SESSION:
        return
    session = audit.session
    if session is None or not session.attendance.filter(was_there=True).exists():
        raise NotPossible(
            "This is moderated together, in a session.",
            advice="Put it on a session, and say who was there.",
        )


def lacking(audit: Audit, decisions: dict[str, Decision]) -> dict[str, str]:
    """What stands in the way of confirming, by domain."""
    needs_reason = audit.activity.moderation.reason_where_it_differs.value
    given = grades_given(audit)
    faults = {}
    for domain in audit.activity.judged:
        decision = decisions.get(domain.key, Decision())
        auditors = given.get(domain.key, [])
        if not decision.grade:
            if domain.need != Need.OPTIONAL or auditors:
                faults[domain.key] = "decide the final grade."
        elif needs_reason and not decision.reason.strip():
            if any(grade != decision.grade for grade in auditors):
                faults[domain.key] = "say why, because the grades differ."
    return faults


def grades_given(audit: Audit) -> dict[str, list[str]]:
    """Each judging auditor's grade by domain, in the order of the parts."""
    given: dict[str, list[str]] = {}
    for part in audit.parts.all():
        for judgement in part.judgements.all():
            if judgement.grade:
                given.setdefault(judgement.domain_key, []).append(judgement.grade)
    return given


def _waiting_for(audit: Audit, by) -> None:
    independence.must_not_be_an_auditor(audit, by)
    if audit.state != Audit.State.SUBMITTED:
        raise NotPossible("This audit is not waiting for moderation.")


def _check_grade(audit: Audit, grade: str) -> None:
    if grade and grade not in {*(each.key for each in audit.scale.grades), NOT_APPLICABLE}:
        raise NotPossible("This grade is not on the scale of this audit.")
