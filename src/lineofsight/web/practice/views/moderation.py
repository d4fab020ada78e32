"""Moderation: where the auditors differ, decide, and say why."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from lineofsight.errors import UserError
from lineofsight.web import clock
from lineofsight.web.people.access import requires
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice import answers, calibration, dates, independence, presenting, reading
from lineofsight.web.practice.forms import QuestionForm
from lineofsight.web.practice.models import Audit
from lineofsight.web.practice.opening import card_of, identity, open_audit
from lineofsight.web.practice.services import moderating as services
from lineofsight.web.practice.services.moderating import Decision
from lineofsight.web.ui.words import counted, listed, long_day


@requires(P.AUDIT_MODERATE)
def moderate(request: HttpRequest, pk: int) -> HttpResponse:
    """Both graders' grades side by side; the final one beside them."""
    audit = _waiting(request, pk)
    decisions, learning = _as_kept(audit)
    faults, unsaid = {}, []
    feedback = services.feedback_of(audit)
    if request.method == "POST":
        decisions, learning = _as_posted(audit, request)
        feedback = {point.key: request.POST.get(f"feedback-{point.key}", "")
                    for point in audit.activity.moderation.feedback}  # fmt: skip
        services.save_draft(audit, decisions, by=request.user, learning=learning, feedback=feedback)
        if "later" in request.POST:
            messages.success(request, "Saved. Nobody else sees it yet.")
            return redirect("practice:mine")
        faults = services.lacking(audit, decisions)
        unsaid = services.feedback_lacking(audit, feedback)
        if not faults and not unsaid:
            return redirect("practice:moderate-check", pk=pk)
    context = _page(request, audit, decisions, learning, faults)
    context["points"] = _points(audit, feedback, unsaid)
    context["errors"] += [
        {"field_id": f"feedback-{point.key}", "message": f"{point.text}: tell the auditor"}
        for point in unsaid
    ]
    return render(request, "practice/moderate.html", context)


def _points(audit: Audit, feedback: dict[str, str], unsaid: list) -> list[dict]:
    return [
        {"key": point.key, "text": point.text, "hint": point.hint,
         "said": feedback.get(point.key, ""), "is_optional": point.need == "optional",
         "error": "Tell the auditor" if point in unsaid else ""}
        for point in audit.activity.moderation.feedback
    ]  # fmt: skip


@requires(P.AUDIT_MODERATE)
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Read it once more; say what will happen and who is told; confirm."""
    audit = _waiting(request, pk)
    decisions, learning = _as_kept(audit)
    feedback = services.feedback_of(audit)
    if services.lacking(audit, decisions) or services.feedback_lacking(audit, feedback):
        return redirect("practice:moderate", pk=pk)
    if request.method == "POST":
        try:
            services.confirm(audit, decisions, by=request.user, learning=learning)
        except UserError as error:
            messages.error(request, str(error))
            return redirect("practice:moderate", pk=pk)
        told = "Both auditors have" if len(_judging(audit)) > 1 else "The auditor has"
        messages.success(request, f"The grades are final. {told} been told.")
        if audit.session_id:
            return redirect("practice:session", pk=audit.session_id)
        return redirect("practice:audit", pk=pk)
    context = _page(request, audit, decisions, learning, {}) | {
        "consequences": _told(audit), "points": _points(audit, feedback, []),
    }  # fmt: skip
    return render(request, "practice/moderate_check.html", context)


@requires(P.AUDIT_MODERATE)
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask one of the auditors something before deciding."""
    audit = _waiting(request, pk)
    parts = [part for part in audit.parts.all() if part.is_submitted]
    form = QuestionForm(request.POST or None)
    if request.method == "POST":
        part = get_object_or_404(audit.parts, pk=request.POST.get("part") or 0)
        if form.is_valid():
            services.send_back(part, by=request.user, **form.cleaned_data)
            messages.success(request, f"Sent back to {part.auditor.name}.")
            return redirect("practice:mine")
    card = card_of(audit)
    context = {"audit": audit, "form": form, "parts": parts, "names_children": True,
               "identity": identity(audit, request.user, card), "child": card}  # fmt: skip
    return render(request, "practice/send_back.html", context)


def _waiting(request: HttpRequest, pk: int) -> Audit:
    """An audit that waits for moderation, opened by somebody who did not carry it out."""
    audit = open_audit(request, pk)
    if audit.state != Audit.State.SUBMITTED:
        raise Http404
    with independence.or_forbidden():
        independence.must_not_be_an_auditor(audit, request.user)
    if not services.may_moderate(audit, request.user):
        raise PermissionDenied
    return audit


def _as_kept(audit: Audit) -> tuple[dict[str, Decision], str]:
    """The draft; where nothing is decided yet and all auditors agree, their grade."""
    kept = {each.domain_key: Decision(each.grade, each.reason)
            for each in audit.final_grades.all()}  # fmt: skip
    for key, grades in services.grades_given(audit).items():
        if key not in kept and len(set(grades)) == 1:
            kept[key] = Decision(grades[0])
    moderation = getattr(audit, "moderation", None)
    return kept, moderation.learning if moderation else ""


def _as_posted(audit: Audit, request: HttpRequest) -> tuple[dict[str, Decision], str]:
    decisions = {
        domain.key: Decision(
            request.POST.get(f"grade-{domain.key}", ""),
            request.POST.get(f"reason-{domain.key}", ""),
        )
        for domain in audit.activity.judged
    }
    return decisions, request.POST.get("learning", "")


def _page(request, audit: Audit, decisions, learning: str, faults: dict) -> dict:
    card = card_of(audit)
    parts = _judging(audit)
    rows = [_row(audit, domain, parts, decisions, faults) for domain in audit.activity.judged]
    rows.sort(key=lambda row: -row["steps"])
    differing = [row for row in rows if row["steps"]]
    heading = (
        f"The auditors differ on {len(differing)} of {len(rows)} {_standards(audit)}"
        if differing
        else f"The auditors agree on all {len(rows)} {_standards(audit)}"
    )
    if not rows:
        heading = "Read what was found, and agree it"
    elif len(parts) == 1:
        heading = f"One auditor’s grades on {len(rows)} {_standards(audit)}"
    return {
        "audit": audit,
        "child": card,
        "identity": identity(audit, request.user, card),
        "names_children": True,
        "heading": heading,
        "parts": parts,
        "rows": rows,
        "differing": differing,
        "agreed": [row for row in rows if not row["steps"]],
        "learning": learning,
        "errors": [
            {"field_id": f"id_grade-{key}" if "decide" in problem else f"id_reason-{key}",
             "message": f"{audit.activity.domain(key).title}: {problem}"}
            for key, problem in faults.items()
        ],
        "consequences": _told(audit),
        "answer_groups": answers.groups(
            audit, [part for part in audit.parts.all() if part.is_submitted]
        ),
        "explained": [each for part in audit.parts.all() for each in part.explained.all()],
        "left_out": [part for part in audit.parts.all() if part.why_left_out],
        "said": [each for each in reading.said(audit) if each["said"]],
        "pair": calibration.of_pair(audit),
        "crumbs": [
            {"label": "Practice", "url": reverse("practice:home")},
            {"label": "To moderate", "url": reverse("practice:mine")},
        ],
    }  # fmt: skip


def _judging(audit: Audit) -> list:
    return [part for part in audit.parts.all() if part.judges]


def _standards(audit: Audit) -> str:
    return audit.pack.term("standard").plural


def _row(audit: Audit, domain, parts, decisions, faults) -> dict:
    judgements = [
        (part, next((j for j in part.judgements.all() if j.domain_key == domain.key), None))
        for part in parts
    ]
    grades = [judgement.grade for _, judgement in judgements if judgement and judgement.grade]
    steps, difference = presenting.apart(audit.scale, grades)
    decision = decisions.get(domain.key, Decision())
    return {
        "key": domain.key,
        "title": domain.title,
        "steps": steps,
        "difference": difference,
        "views": [_view(audit, part, judgement) for part, judgement in judgements],
        "chosen": decision.grade,
        "final": presenting.grade_mark(audit.scale, decision.grade) if decision.grade else None,
        "reason": decision.reason,
        "error": faults.get(domain.key, ""),
        "options": presenting.grade_options(audit),
    }


def _view(audit: Audit, part, judgement) -> dict:
    if judgement is None:
        return {"who": f"{part.declared.title}, {part.auditor.name}",
                **presenting.grade_mark(audit.scale, ""), "says": ""}  # fmt: skip
    evidence = listed([f"{each.where}" for each in judgement.evidence.all()])
    says = [f"“{text}”" for text in (judgement.strong, judgement.better) if text]
    if judgement.why_not_applicable:
        says.append(f"Not applicable: {judgement.why_not_applicable}")
    return {
        "who": f"{part.declared.title}, {part.auditor.name}",
        **presenting.grade_mark(audit.scale, judgement.grade),
        "says": " ".join(says) + (f" Evidence: {evidence}." if evidence else ""),
    }


def _told(audit: Audit) -> list[str]:
    """What happens on confirming, in words, from the pack."""
    names = listed([part.auditor.name for part in audit.parts.all() if part.auditor])
    told = [f"{names} see the final grades and your reasons."]
    actions = audit.action_links.exclude(action__state="rejected").count()
    plan = audit.pack.term("action-plan").one
    told.append(f"The {plan} ({counted(actions, 'action')}) comes into force.")
    if audit.activity.is_followed_up:
        policy = audit.activity.follow_up
        anchor = clock.today() if policy.anchor.value == "moderation" else None
        anchor = anchor or presenting.on(audit.submitted_at)
        due = dates.follow_up_due(policy, anchor)
        days = f"{policy.after_days.value} days"
        since = "moderation" if policy.anchor.value == "moderation" else "the audit was sent"
        told.append(f"{policy.title} due {long_day(due)}, {days} after {since}.")
    return told
