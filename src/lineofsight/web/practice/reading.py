"""An audit as its pages show it: what has been found so far, by whom, and what comes next."""

from django.urls import reverse

from lineofsight.web import clock
from lineofsight.web.actions.models import Action
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice import answers, loop_people, presenting
from lineofsight.web.practice.models import Audit, AuditPart, FollowUp
from lineofsight.web.practice.opening import (
    card_of,
    identity,
    others_grades_are_open,
    part_of,
    parts_of,
)
from lineofsight.web.ui import panels


def whole_audit(audit: Audit, user) -> dict:
    """Everything there is to see of an audit for somebody who is not writing in it."""
    card = card_of(audit)
    mine = part_of(audit, user)
    open_to_all = others_grades_are_open(audit)
    parts = [part for part in audit.parts.all() if part.judges]
    shown = [part for part in parts if open_to_all or (mine and part.pk == mine.pk)]
    finals = {each.domain_key: each for each in audit.final_grades.all()} if audit.is_judged else {}
    actions = [link.action for link in audit.action_links.select_related("action__owner")
               if link.action.state != Action.State.REJECTED]  # fmt: skip
    moderation = getattr(audit, "moderation", None)
    return {
        "audit": audit,
        "child": card,
        "identity": identity(audit, user, card),
        "names_children": True,
        "state": presenting.state_words(audit),
        "shown": shown,
        "is_hidden": len(shown) < len(parts),
        "rows": [_row(audit, domain, shown, finals) for domain in audit.activity.judged],
        "answer_groups": answers.groups(audit, _answers_shown(audit, mine, open_to_all)),
        "left_out": [part for part in audit.parts.all() if part.why_left_out],
        "explained": [each for part in shown for each in part.explained.all()],
        "feedback": answers.feedback(audit, user),
        "has_finals": bool(finals),
        "conversations": said(audit) if open_to_all or mine else [],
        "answers": answers.learning(audit) if open_to_all and audit.is_submitted else [],
        "learning": moderation.learning if moderation and moderation.confirmed_at else "",
        "actions": actions,
        "openable": set(
            Action.objects.visible_to(user)
            .filter(audit_link__audit=audit)
            .values_list("pk", flat=True)
        ),
        "today": clock.today(),
        "follow_ups": list(audit.follow_ups.select_related("checker", "done_by")),
        "questions": [each for part in audit.parts.all() for each in part.sent_back.all()],
        "story": story(audit),
        "acts": acts(audit, user),
        "crumbs": [
            {"label": "Practice", "url": reverse("practice:home")},
            {"label": "My audits", "url": reverse("practice:mine")},
        ],
    }


def _row(audit: Audit, domain, shown: list[AuditPart], finals: dict) -> dict:
    views = []
    for part in shown:
        judgement = next((j for j in part.judgements.all() if j.domain_key == domain.key), None)
        views.append(
            {
                "who": f"{part.declared.title}, {part.auditor.name if part.auditor else ''}",
                **presenting.grade_mark(audit.scale, judgement.grade if judgement else ""),
                "strong": judgement.strong if judgement else "",
                "better": judgement.better if judgement else "",
                "why": judgement.why_not_applicable if judgement else "",
                "evidence": list(judgement.evidence.all()) if judgement else [],
            }
        )
    final = finals.get(domain.key)
    return {
        "title": domain.title,
        "views": views,
        "final": presenting.grade_mark(audit.scale, final.grade) if final else None,
        "reason": final.reason if final else "",
    }


def said(audit: Audit) -> list[dict]:
    titles = {talk.key: talk.title for talk in audit.activity.conversations}
    return [{"who": titles.get(each.key, each.key), "said": each.said,
             "why_not": each.why_not_possible, "held_on": each.held_on}
            for each in audit.conversations.all()]  # fmt: skip


def _answers_shown(audit: Audit, mine: AuditPart | None, open_to_all: bool) -> list[AuditPart]:
    """Parts whose answers may be read: one's own, and all that have been sent."""
    return [part for part in audit.parts.all()
            if (mine and part.auditor_id == mine.auditor_id)
            or (open_to_all and part.is_submitted)]  # fmt: skip


def story(audit: Audit) -> list[dict]:
    """What has happened to the audit, oldest first."""
    steps = [(audit.released_on, "Sent out", "")]
    for part in audit.parts.all():
        if part.is_submitted:
            who = part.auditor.name
            steps.append((presenting.on(part.submitted_at), f"{part.declared.title} sent", who))
        if part.why_left_out:
            day = presenting.on(audit.submitted_at) if audit.submitted_at else clock.today()
            steps.append((day, f"{part.declared.title} was not possible", part.why_left_out))
        steps += [
            (presenting.on(each.at), f"{part.declared.title} handed over",
             f"To {each.after.name}. {each.reason}")
            for each in part.handovers.select_related("after")
        ]  # fmt: skip
    if audit.judged_at:
        by = audit.moderator.name if audit.moderator and audit.is_moderated else ""
        title = presenting.final_words(audit)
        steps.append((presenting.on(audit.judged_at), title, by))
    if audit.shared_at:
        steps.append((presenting.on(audit.shared_at), "Shared with the worker", audit.shared_note))
    for each in audit.follow_ups.all():
        title = audit.activity.loop_step(each.step_key).title
        if each.state == FollowUp.State.DUE:
            detail = each.checker.name if each.checker else "Nobody yet"
            steps.append((each.due_on, f"{title} due" if each.is_timed else title, detail))
        elif each.kind != FollowUp.Kind.SHARE:
            title = f"{title}: {each.get_state_display().lower()}"
            steps.append((presenting.on(each.done_at), title, each.found))
    if audit.closed_at:
        steps.append((presenting.on(audit.closed_at), "Loop closed", ""))
    return [{"title": f"{presenting.day_words(day)}: {title}", "detail": detail}
            for day, title, detail in sorted(steps, key=lambda step: step[0])]  # fmt: skip


def acts(audit: Audit, user) -> list[dict]:
    """What this person can do with the audit now."""
    possible = []
    mine = part_of(audit, user)
    if audit.state == Audit.State.SUBMITTED and mine is None and user.may(P.AUDIT_MODERATE):
        possible.append(("Moderate", reverse("practice:moderate", args=[audit.pk])))
    if audit.state == Audit.State.MODERATED and may_share(audit, user) and not _is_step(audit):
        possible.append(("Share with the worker", reverse("practice:share", args=[audit.pk])))
    if audit.is_judged:
        note = f"Note for {presenting.file_of(audit)}"
        possible.append((note, reverse("practice:file", args=[audit.pk])))
    if audit.is_judged and (user.may(P.AUDIT_MODERATE) or user.may(P.PROGRAMME_PLAN)):
        possible.append(("Code the themes", reverse("practice:code-themes", args=[audit.pk])))
    for each in audit.follow_ups.all():
        possible += _of_loop(audit, each, user)
    if audit.activity.concern and user.may(P.CONCERN_RAISE):
        possible.append(
            ("Raise a safeguarding concern", reverse("practice:raise-concern", args=[audit.pk]))
        )
    possible += [(each.label, each.url) for each in panels.acts_of_audit(user, audit)]
    return [{"label": label, "url": url} for label, url in possible]


def _of_loop(audit: Audit, step: FollowUp, user) -> list[tuple[str, str]]:
    """A step of the loop that waits: to do it, and to give it to somebody."""
    if step.state != FollowUp.State.DUE:
        return []
    title, found = audit.activity.loop_step(step.step_key).title, []
    if step.kind == FollowUp.Kind.RE_CHECK:
        if user.may(P.AUDIT_RECHECK):
            found.append((title, reverse("practice:recheck", args=[step.pk])))
    elif loop_people.may_do(step, user):
        found.append((title, reverse("practice:loop-step", args=[step.pk])))
    if step.checker_id is None and user.may(P.PROGRAMME_PLAN):
        name = "checker" if step.kind == FollowUp.Kind.RE_CHECK else "give-step"
        found.append((f"{title}: say who does it", reverse(f"practice:{name}", args=[step.pk])))
    return found


def _is_step(audit: Audit) -> bool:
    """Is sharing a step of the loop, with a page of its own?"""
    return any(
        each.kind == FollowUp.Kind.SHARE and each.state == FollowUp.State.DUE
        for each in audit.follow_ups.all()
    )


def may_share(audit: Audit, user) -> bool:
    """The auditor who drew up the action plan, or somebody who agrees action plans."""
    mine = parts_of(audit, user)
    return any(part.declared.plans_actions for part in mine) or user.may(P.ACTION_AGREE)
