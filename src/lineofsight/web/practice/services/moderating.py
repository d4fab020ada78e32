"""Moderation: the final grades beside the auditors' own, which are never touched."""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from lineofsight.packs.forms import Need
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.practice import independence
from lineofsight.web.practice.models import (
    Audit,
    AuditPart,
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
def save_draft(audit: Audit, decisions: dict[str, Decision], *, by, learning: str) -> Moderation:
    """Keep the moderator's work so far; nobody else sees it."""
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
    return moderation


@transaction.atomic
def confirm(audit: Audit, decisions: dict[str, Decision], *, by, learning: str) -> None:
    """Make the grades final. A grade that differs from an auditor's needs its reason."""
    faults = lacking(audit, decisions)
    if faults:
        domain_key, problem = next(iter(faults.items()))
        raise NotPossible(f"{audit.activity.domain(domain_key).title}: {problem}")
    moderation = save_draft(audit, decisions, by=by, learning=learning)
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
