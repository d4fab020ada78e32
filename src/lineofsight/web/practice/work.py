"""What somebody has to do in practice, as dated items: audits, moderation, sharing, re-checks.

The page “my audits” and the home page show the same items, made here.
"""

from django.db.models import F
from django.urls import reverse

from lineofsight.web import clock
from lineofsight.web.practice import holding, presenting
from lineofsight.web.practice.models import Audit, AuditPart, Concern, DisputeStage, FollowUp, Turn
from lineofsight.web.practice.opening import cards_of
from lineofsight.web.practice.services import looping
from lineofsight.web.ui import words
from lineofsight.working_days import england

ACTS = {"share": "Share", "acknowledge": "Read", "oversight": "Direct", "retest": "Compare"}


def items_of(user) -> list[dict]:
    """What is to be done, as the due list shows it; soonest first."""
    parts, waiting, checks, sharing = _work_of(user)
    cards = cards_of(
        [part.audit for part in parts] + [*waiting, *sharing] + [check.audit for check in checks]
    )
    return sorted(
        _parts(parts, cards)
        + [_waiting(audit, cards) for audit in waiting]
        + [_sharing(audit, cards) for audit in sharing]
        + [_check(check, cards) for check in checks]
        + [_turn(turn) for turn in holding.to_choose(user)]
        + _disputes(user),
        key=lambda item: item["due_on"],
    )


NO_DAY = {"when": "Waiting since then", "is_late": False, "has_no_day": True}
"""Of what nothing sets a day for: it waits, and is never late."""


def _disputes(user) -> list[dict]:
    """Disputes that wait for this person's answer."""
    stages = DisputeStage.objects.filter(
        owner=user, responded_at__isnull=True, dispute__state="open", number=F("dispute__stage")
    ).select_related("dispute__adopted")
    return [_dispute(stage) for stage in stages]


def _dispute(stage: DisputeStage) -> dict:
    since = presenting.on(stage.opened_at)
    since_words = presenting.day_words(since)
    return {
        "due_on": stage.due_on or since,
        **(presenting.due_words(stage.due_on) if stage.due_on else NO_DAY),
        "kind": "Dispute",
        "title": f"{stage.dispute.escalation.title} {stage.dispute.reference}",
        "detail": f"Stage {stage.number + 1}, yours since {since_words}",
        "url": reverse("practice:dispute", args=[stage.dispute_id]),
        "act": "Answer",
    }


def _work_of(user):
    parts = list(
        AuditPart.objects.of(user)
        .to_do()
        .filter(audit__state__in=Audit.WITH_AUDITORS, audit__in=Audit.objects.visible_to(user))
        .select_related("audit__plan")
        .prefetch_related("audit__adopted", "judgements")
    )
    visible = Audit.objects.visible_to(user)
    waiting = list(visible.waiting_for_moderation().filter(moderator=user).for_pages())
    judged = (
        visible.filter(state=Audit.State.MODERATED, parts__auditor=user)
        .exclude(follow_ups__kind="share", follow_ups__state="due")
        .for_pages()
    )
    sharing = [audit for audit in judged.distinct() if _plans_actions(audit, user)]
    checks = list(
        FollowUp.objects.due()
        .filter(checker=user, audit__in=visible)
        .select_related("audit__plan")
        .prefetch_related("audit__adopted")
    )
    return parts, waiting, checks, sharing


def _plans_actions(audit: Audit, user) -> bool:
    return any(
        part.auditor_id == user.pk and part.declared.plans_actions for part in audit.parts.all()
    )


def _parts(parts: list[AuditPart], cards) -> list[dict]:
    """One item for each audit, whatever number of its parts are mine; short checks of many
    records at once are one item together."""
    together: dict[tuple, list[AuditPart]] = {}
    for part in parts:
        many = part.audit.activity.many_on_one_screen and part.audit.plan_id
        key = ("plan", part.audit.plan_id) if many else ("audit", part.audit_id)
        together.setdefault(key, []).append(part)
    return [_dip_sample(some) if kind == "plan" else _part(some, cards)
            for (kind, _), some in together.items()]  # fmt: skip


def _part(parts: list[AuditPart], cards) -> dict:
    audit = parts[0].audit
    begun = any(part.state != AuditPart.State.NOT_STARTED for part in parts)
    titles = words.listed([part.declared.title if n == 0 else _inside(part.declared.title)
                           for n, part in enumerate(parts)])  # fmt: skip
    return {
        "due_on": audit.due_on,
        **presenting.due_words(audit.due_on),
        "kind": "Audit",
        "title": cards[audit.pk].name,
        "detail": f"{audit.activity.title}: {titles}, "
        + (_how_far(parts) if begun else "not started"),
        "url": reverse("practice:audit", args=[audit.pk]),
        "act": "Go on" if begun else "Start",
        "private": True,
    }


def _inside(title: str) -> str:
    return title[:1].lower() + title[1:]


def _how_far(parts: list[AuditPart]) -> str:
    audit = parts[0].audit
    number = sum(len(audit.activity.judged_in(part.declared)) for part in parts)
    judged = sum(bool(each.grade) for part in parts for each in part.judgements.all())
    return f"{judged} of {number} graded" if number else "begun"


def _dip_sample(parts: list[AuditPart]) -> dict:
    audit = parts[0].audit
    due_on = min(part.audit.due_on for part in parts)
    begun = any(part.state != AuditPart.State.NOT_STARTED for part in parts)
    return {
        "due_on": due_on,
        **presenting.due_words(due_on),
        "kind": "Audit",
        "title": audit.activity.title,
        "detail": words.counted(len(parts), "record") + ("" if begun else ", not started"),
        "url": reverse("practice:dip-sample", args=[audit.plan_id]),
        "act": "Go on" if begun else "Start",
        "private": False,
    }


def _turn(turn: Turn) -> dict:
    """A turn of a programme for which somebody has still to say whom it is about."""
    return {
        "due_on": turn.due_on,
        **presenting.due_words(turn.due_on),
        "kind": "Turn",
        "title": turn.plan.activity.title,
        "detail": "Say whom it is about",
        "url": reverse("practice:turn", args=[turn.pk]),
        "act": "Begin",
        "private": False,
    }


def _waiting(audit: Audit, cards) -> dict:
    since = presenting.on(audit.submitted_at)
    aim = audit.activity.moderation.within_working_days.value
    due = england().add(since, aim) if aim else since
    return {
        "due_on": due,
        **(presenting.due_words(due) if aim else NO_DAY),
        "kind": "Moderation",
        "title": cards[audit.pk].name,
        "detail": f"Sent {presenting.day_words(since)}, {audit.service_name}",
        "url": reverse("practice:moderate", args=[audit.pk]),
        "act": "Moderate",
        "private": True,
    }


def _sharing(audit: Audit, cards) -> dict:
    judged = presenting.on(audit.judged_at)
    return {
        "due_on": judged,
        **NO_DAY,
        "kind": "Share",
        "title": cards[audit.pk].name,
        "detail": f"Go through it with {audit.worker_name or 'the worker'}",
        "url": reverse("practice:share", args=[audit.pk]),
        "act": "Share",
        "private": True,
    }


def _waits(step: FollowUp) -> dict:
    return presenting.due_words(step.due_on) if step.is_timed else NO_DAY


def _check(check: FollowUp, cards) -> dict:
    return {
        "due_on": check.due_on,
        **_waits(check),
        "kind": "Re-check" if check.kind == FollowUp.Kind.RE_CHECK else "Loop",
        "title": cards[check.audit_id].name,
        "detail": f"{check.declared.title}, {check.audit.service_name}",
        "url": looping.address(check),
        "act": ACTS.get(check.kind, "Check"),
        "private": True,
    }


def concerns_of(user) -> list[dict]:
    """The safeguarding concerns somebody was told of that are not resolved."""
    told = Concern.objects.filter(told__person=user).exclude(state=Concern.State.RESOLVED)
    now = clock.now()
    return [
        {
            "url": reverse("practice:concern", args=[concern.pk]),
            "state": concern.get_state_display(),
            "raised": words.instant(concern.raised_at, today=clock.today()),
            "is_overdue": concern.is_overdue(now),
        }
        for concern in told.distinct()
    ]
