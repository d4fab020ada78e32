"""An audit as its pages show it: what has been found so far, by whom, and what comes next."""

from django.urls import reverse

from lineofsight.web import clock
from lineofsight.web.actions.models import Action
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice import presenting
from lineofsight.web.practice.completeness import Completeness, Progress
from lineofsight.web.practice.models import Audit, AuditPart, FollowUp
from lineofsight.web.practice.opening import (
    card_of,
    identity,
    others_grades_are_open,
    part_of,
)
from lineofsight.web.ui.words import counted, listed


def hub_sections(audit: Audit, part: AuditPart, known: Completeness) -> list[dict]:
    """The task list: before grading, the standards, learning and actions, finish."""
    sections = []
    if known.talks:
        heard = sum(talk.key in known.conversations for talk in known.talks)
        names = listed([_inside(talk.title) for talk in known.talks])
        sections.append(
            {
                "title": "Before you grade",
                "items": [
                    _task(
                        f"Hear from {names}",
                        reverse("practice:heard", args=[audit.pk]),
                        known.of_talks(),
                        hint=f"{heard} of {len(known.talks)} heard",
                    )
                ],
            }
        )
    if known.domains:
        standards = audit.pack.term("standard").plural
        sections.append(
            {
                "title": f"Grade the {len(known.domains)} {standards}",
                "items": [
                    _task(
                        domain.title,
                        reverse("practice:domain", args=[audit.pk, domain.key]),
                        known.of_domain(domain),
                        hint="Optional" if domain.need == "optional" else "",
                    )
                    for domain in known.domains
                ],
            }
        )
    if known.declared.plans_actions:
        drafted = audit.action_links.exclude(action__state=Action.State.REJECTED).count()
        sections.append(
            {
                "title": "Learning and actions",
                "items": [
                    *(
                        [
                            _task(
                                "What went well, and what others should learn",
                                reverse("practice:learning", args=[audit.pk]),
                                known.of_questions(),
                            )
                        ]
                        if known.questions
                        else []
                    ),
                    _task(
                        "Actions that would make a difference to the child",
                        reverse("practice:actions", args=[audit.pk]),
                        Progress.IN_PROGRESS if drafted else Progress.NOT_STARTED,
                        hint=f"{counted(drafted, 'action')} drafted" if drafted else "",
                    ),
                ],
            }
        )
    sections.append({"title": "Finish", "items": _finish(audit, known)})
    return [{**section, "number": n} for n, section in enumerate(sections, 1)]


def _inside(title: str) -> str:
    """“The child” within a sentence."""
    return title[:1].lower() + title[1:]


def _task(label: str, url: str, progress: Progress, *, hint: str = "") -> dict:
    return {"label": label, "url": url, "hint": hint, "status": progress.value,
            "status_kind": presenting.STATUS_KINDS[progress]}  # fmt: skip


def _finish(audit: Audit, known: Completeness) -> list[dict]:
    missing = known.missing()
    send = {
        "label": "Check your answers and send",
        "url": reverse("practice:check", args=[audit.pk]),
        "hint": f"{counted(len(missing), 'thing')} still missing" if missing else "",
        "status": "Cannot send yet" if missing else "Ready",
        "status_kind": "" if missing else "ok",
        "status_class": "quiet",
    }
    others = [part for part in audit.parts.all() if part.pk != known.part.pk]
    if not others:
        return [send]
    return [
        send,
        {
            "label": "See the other grades and talk",
            "hint": "When you have both sent yours",
            "status": "Cannot start yet",
            "status_class": "quiet",
        },
    ]


def what_happens_next(audit: Audit) -> list[str]:
    """The steps after sending, with people's names, from the pack's own policies."""
    activity = audit.activity
    steps = []
    judging = [part for part in audit.parts.all() if part.declared.judges]
    if len(judging) > 1:
        names = listed([part.auditor.name if part.auditor else part.declared.title.lower()
                        for part in judging])  # fmt: skip
        steps.append(f"{names} send their grades. Neither sees the other’s first.")
    else:
        steps.append("You send your grades.")
    if activity.is_moderated:
        moderator = audit.moderator.name if audit.moderator else "A moderator"
        steps.append(f"{moderator} moderates and agrees the final grades.")
    steps.append("The action plan comes into force and goes on the child’s record.")
    if activity.is_followed_up:
        policy = activity.follow_up
        anchor = "moderation" if policy.anchor.value == "moderation" else "the audit is sent"
        steps.append(f"{policy.title}: {policy.after_days.value} days after {anchor}, by somebody "
                     "who owns none of the actions.")  # fmt: skip
    return steps


def whole_audit(audit: Audit, user) -> dict:
    """Everything there is to see of an audit for somebody who is not writing in it."""
    card = card_of(audit)
    mine = part_of(audit, user)
    open_to_all = others_grades_are_open(audit)
    parts = [part for part in audit.parts.all() if part.declared.judges]
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
        "has_finals": bool(finals),
        "conversations": said(audit) if open_to_all or mine else [],
        "answers": _learning(audit) if open_to_all else [],
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


def _learning(audit: Audit) -> list[dict]:
    texts = {question.key: question.text for question in audit.activity.form.learning}
    return [
        {"question": texts.get(answer.question_key, ""), "text": answer.text}
        for part in audit.parts.all()
        for answer in part.answers.all()
        if answer.text
    ]


def story(audit: Audit) -> list[dict]:
    """What has happened to the audit, oldest first."""
    steps = [(audit.released_on, "Sent out", "")]
    for part in audit.parts.all():
        if part.is_submitted:
            who = part.auditor.name
            steps.append((presenting.on(part.submitted_at), f"{part.declared.title} sent", who))
        steps += [
            (presenting.on(each.at), f"{part.declared.title} handed over",
             f"To {each.after.name}. {each.reason}")
            for each in part.handovers.select_related("after")
        ]  # fmt: skip
    if audit.judged_at:
        by = audit.moderator.name if audit.moderator and audit.activity.is_moderated else ""
        title = "Moderated" if audit.activity.is_moderated else "Grades final"
        steps.append((presenting.on(audit.judged_at), title, by))
    if audit.shared_at:
        steps.append((presenting.on(audit.shared_at), "Shared with the worker", audit.shared_note))
    for each in audit.follow_ups.all():
        if each.state == FollowUp.State.DUE:
            detail = each.checker.name if each.checker else "Nobody yet"
            steps.append((each.due_on, f"{audit.activity.follow_up.title} due", detail))
        else:
            title = f"{audit.activity.follow_up.title}: {each.get_state_display().lower()}"
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
    if audit.state == Audit.State.MODERATED and may_share(audit, user):
        possible.append(("Share with the worker", reverse("practice:share", args=[audit.pk])))
    if audit.is_judged:
        possible.append(("Note for the child’s file", reverse("practice:file", args=[audit.pk])))
    for each in audit.follow_ups.all():
        if each.state == FollowUp.State.DUE and user.may(P.AUDIT_RECHECK):
            possible.append((audit.activity.follow_up.title,
                             reverse("practice:recheck", args=[each.pk])))  # fmt: skip
    if user.may(P.CONCERN_RAISE):
        possible.append(
            ("Raise a safeguarding concern", reverse("practice:raise-concern", args=[audit.pk]))
        )
    return [{"label": label, "url": url} for label, url in possible]


def may_share(audit: Audit, user) -> bool:
    """The auditor who drew up the action plan, or somebody who agrees action plans."""
    mine = part_of(audit, user)
    return bool(mine and mine.declared.plans_actions) or user.may(P.ACTION_AGREE)
