"""After the grades: action plan in force, shared, checked again, loop closed."""

from datetime import date

from django.db import transaction
from django.db.models import Count
from django.urls import reverse

from lineofsight.web import clock
from lineofsight.web.actions import services as actions
from lineofsight.web.actions.models import Action
from lineofsight.web.activity import services as activity
from lineofsight.web.people.queries import by_staff_id
from lineofsight.web.practice import dates, independence
from lineofsight.web.practice.assignment import Organisation
from lineofsight.web.practice.models import Audit, FinalGrade, FollowUp
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
            tell(link.action.owner, "action", "An action from an audit is yours.",
                 url=reverse("actions:action", args=[link.action.pk]),
                 about=f"action:{link.action.pk}")  # fmt: skip
    if audit.activity.is_followed_up:
        _plan_recheck(audit)
    for part in audit.parts.exclude(auditor=None).select_related("auditor"):
        tell(part.auditor, "grades-final", "The grades of an audit you carried out are final.",
             url=reverse("practice:audit", args=[audit.pk]),
             about=f"audit:{audit.pk}")  # fmt: skip


def _plan_recheck(audit: Audit) -> FollowUp:
    policy = audit.activity.follow_up
    anchor = audit.judged_at if policy.anchor.value == "moderation" else audit.submitted_at
    anchor_on = anchor.astimezone(clock.UK).date()
    return FollowUp.objects.create(
        audit=audit,
        number=audit.follow_ups.count() + 1,
        anchor_on=anchor_on,
        due_on=dates.follow_up_due(policy, anchor_on),
        checker=_checker(audit),
    )


def _checker(audit: Audit):
    """Who checks again: a holder of the pack's role who is independent of the audit and its
    actions, with the fewest re-checks due. None: the board asks for one."""
    organisation = Organisation(clock.today())
    role = audit.activity.follow_up.by.value
    candidates = organisation.holders(role, organisation.unit(audit.service_id))
    free = independence.independent_of(audit, candidates)
    due = dict(
        FollowUp.objects.due().filter(checker__in=free).order_by().values_list("checker")
        .annotate(number=Count("pk"))
    )  # fmt: skip
    return min(free, key=lambda person: (due.get(person.pk, 0), person.pk), default=None)


@transaction.atomic
def assign_checker(follow_up: FollowUp, *, to, by) -> None:
    """Give a re-check to somebody who is independent of the audit and its actions."""
    independence.must_be_independent_checker(follow_up.audit, to)
    changed = FollowUp.objects.filter(pk=follow_up.pk, state=FollowUp.State.DUE).update(checker=to)
    if not changed:
        raise NotPossible("This re-check has been done already.")
    follow_up.refresh_from_db()
    tell(to, "recheck", "A re-check has been given to you.",
         url=reverse("practice:recheck", args=[follow_up.pk]),
         about=f"recheck:{follow_up.pk}")  # fmt: skip
    activity.record("recheck.assigned", by=by, subject_kind="audit", subject_id=follow_up.audit_id)


@transaction.atomic
def share(audit: Audit, *, by, note: str) -> None:
    """The manager has gone through the audit with the worker; `note` is the case note."""
    if not note.strip():
        raise NotPossible("Write down what you shared with the worker, and what they made of it.")
    audit.move(
        Audit.State.SHARED, shared_at=clock.now(), shared_by=by, shared_note=note.strip()
    )  # fmt: skip
    activity.record("audit.shared", by=by, subject_kind="audit", subject_id=audit.pk)
    worker = by_staff_id(audit.worker_id)
    if worker is not None:
        tell(worker, "audit-shared", "An audit of your work has been shared with you.",
             url=reverse("practice:audit", args=[audit.pk]), about=f"audit:{audit.pk}")  # fmt: skip
    close_if_complete(audit)


@transaction.atomic
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
    audit = follow_up.audit
    independence.must_be_independent_checker(audit, by)
    if not found.strip():
        raise NotPossible("Say what you found, and what is different for the child.")
    for action in verified:
        actions.verify(action, by=by, note=found)
    left = _unsettled(audit)
    if left:
        return _not_yet(follow_up, by=by, found=found, again_on=again_on)
    now = clock.now()
    policy = audit.activity.follow_up
    follow_up.move(
        FollowUp.State.CONFIRMED,
        done_by=by,
        done_at=now,
        found=found.strip(),
        footprint=f"{policy.footprint} {found.strip()}",
        footprint_on=now.astimezone(clock.UK).date(),
    )
    activity.record("recheck.confirmed", by=by, subject_kind="audit", subject_id=audit.pk)
    close_if_complete(Audit.objects.get(pk=audit.pk))
    return follow_up


def _not_yet(follow_up: FollowUp, *, by, found: str, again_on: date | None) -> FollowUp:
    if again_on is None or again_on <= clock.today():
        raise NotPossible(
            "Some actions are not done yet, so the loop stays open.",
            advice="Say on which day you will look again.",
        )
    follow_up.move(FollowUp.State.NOT_YET, done_by=by, done_at=clock.now(), found=found.strip())
    activity.record("recheck.not_yet", by=by, subject_kind="audit", subject_id=follow_up.audit_id)
    return FollowUp.objects.create(
        audit=follow_up.audit,
        number=follow_up.number + 1,
        anchor_on=clock.today(),
        due_on=again_on,
        checker=follow_up.checker or by,
    )


def _unsettled(audit: Audit) -> int:
    return Action.objects.filter(audit_link__audit=audit).unsettled().count()


@transaction.atomic
def close_if_complete(audit: Audit) -> bool:
    """Close the loop when the audit has been shared, every action is verified and the
    re-check, if the pack has one, has confirmed it. False while something is left."""
    if audit.state != Audit.State.SHARED or _unsettled(audit):
        return False
    confirmed = audit.follow_ups.filter(state=FollowUp.State.CONFIRMED).first()
    if audit.activity.is_followed_up and confirmed is None:
        return False
    closer = confirmed.done_by if confirmed else _last_checker(audit) or audit.shared_by
    audit.move(Audit.State.LOOP_CLOSED, closed_at=clock.now(), closed_by=closer)
    for link in audit.action_links.select_related("action"):
        if link.action.state == Action.State.VERIFIED:
            actions.close(link.action, by=link.action.verified_by)
    activity.record("audit.loop_closed", by=closer, subject_kind="audit", subject_id=audit.pk)
    return True


def _last_checker(audit: Audit):
    links = audit.action_links.select_related("action__verified_by")
    checked = [link.action for link in links if link.action.verified_by_id]
    return max(checked, key=lambda each: each.verified_at).verified_by if checked else None
