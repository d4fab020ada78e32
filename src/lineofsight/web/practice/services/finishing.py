"""After the grades: action plan in force, shared, checked again, loop closed."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from lineofsight.web import clock
from lineofsight.web.actions import services as actions
from lineofsight.web.actions.models import Action
from lineofsight.web.activity import services as activity
from lineofsight.web.people.queries import by_staff_id
from lineofsight.web.practice.models import Audit, FinalGrade, FollowUp
from lineofsight.web.practice.services import looping
from lineofsight.web.practice.services.notices import tell
from lineofsight.web.practice.services.planning import NotPossible


def without_moderation(audit: Audit, *, by) -> None:
    """The pack has no moderation: a grade is final where all who judged gave the same.
    Where they differ there is none: nobody was asked to decide, so nothing is invented."""
    given: dict[str, set[str]] = {}
    for part in audit.parts.all():
        for judgement in part.judgements.all():
            if judgement.grade:
                given.setdefault(judgement.domain_key, set()).add(judgement.grade)
    FinalGrade.objects.bulk_create(
        FinalGrade(audit=audit, domain_key=key, grade=next(iter(grades)))
        for key, grades in given.items()
        if len(grades) == 1
    )
    audit.move(Audit.State.MODERATED, judged_at=clock.now())
    grades_are_final(audit, by=by)


def grades_are_final(audit: Audit, *, by) -> None:
    """Put the action plan in force, plan the re-check, tell those concerned."""
    audit = Audit.objects.get(pk=audit.pk)
    for link in audit.action_links.select_related("action"):
        if link.action.state == Action.State.PROPOSED:
            actions.agree(link.action, by=by)
    for part in audit.parts.exclude(auditor=None).select_related("auditor"):
        tell(part.auditor, "grades-final", "The grades of an audit you carried out are final.",
             url=reverse("practice:audit", args=[audit.pk]),
             about=f"audit:{audit.pk}")  # fmt: skip
    looping.begin(audit, by=by)


def assign_checker(follow_up: FollowUp, *, to, by) -> None:
    """Give a re-check to somebody who is independent of the audit and its actions."""
    looping.assign(follow_up, to=to, by=by)


@transaction.atomic
def share(audit: Audit, *, by, note: str) -> None:
    """The manager has gone through the audit with the worker; `note` is the case note.
    Where sharing is a step of the pack's loop, that step is done with it."""
    if not note.strip():
        raise NotPossible("Write down what you shared with the worker, and what they made of it.")
    step = audit.follow_ups.due().filter(kind=FollowUp.Kind.SHARE).first()
    if step is not None:
        looping.share(step, by=by, note=note.strip())
        audit.refresh_from_db()
        return
    audit.move(
        Audit.State.SHARED, shared_at=clock.now(), shared_by=by, shared_note=note.strip()
    )  # fmt: skip
    activity.record("audit.shared", by=by, subject_kind="audit", subject_id=audit.pk)
    worker = by_staff_id(audit.worker_id)
    if worker is not None:
        tell(worker, "audit-shared", "An audit of your work has been shared with you.",
             url=reverse("practice:audit", args=[audit.pk]), about=f"audit:{audit.pk}")  # fmt: skip
    close_if_complete(audit)


def recheck(
    follow_up: FollowUp,
    *,
    by,
    found: str,
    verified: list[Action],
    again_on: date | None = None,
) -> FollowUp:
    """The independent re-check. `verified` are the actions the checker found done.

    When nothing of the plan is left open, the actions are confirmed and the footprint is
    written, dated today. Otherwise the loop stays open and `again_on` says when to look again.
    """
    return looping.check(
        follow_up, by=by, found=found, verified=verified, again_on=again_on
    )  # fmt: skip


close_if_complete = looping.close_if_complete
