"""A dip sample: many records, one line each; the same checks for all of them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lineofsight.errors import UserError
from lineofsight.web import clock
from lineofsight.web.people.access import requires
from lineofsight.web.people.children import list_children
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice import dip_results, questions
from lineofsight.web.practice.completeness import Completeness
from lineofsight.web.practice.models import Audit, AuditPart, Plan
from lineofsight.web.practice.opening import cards_of, parts_of
from lineofsight.web.practice.questions import NOTHING
from lineofsight.web.practice.services import dipping as services
from lineofsight.web.ui.words import time_of_day


@requires(P.AUDIT_DO)
def dip_sample(request: HttpRequest, pk: int) -> HttpResponse:
    """The grid: answers are kept as they are given, and sent together."""
    plan, parts = _mine(request, pk)
    kind = plan.activity
    list_children(request, len(parts))
    if request.method == "POST":
        wrong = _save(request, kind, parts)
        if "HX-Request" in request.headers:
            context = {
                "problem": wrong and f"Not saved. {wrong}",
                "saved_at": time_of_day(clock.now()),
                "progress": _progress(request, kind, parts),
            }
            return render(request, "practice/saved.html", context)
        if wrong or "send" not in request.POST:
            messages.add_message(
                request, messages.ERROR if wrong else messages.SUCCESS, wrong or "Saved."
            )
            return redirect("practice:dip-sample", pk=pk)
        return _sent(request, plan, parts)
    return render(request, "practice/dip_sample.html", _grid(request, plan, parts))


@requires(P.AUDIT_DO, P.AUDIT_SEE)
def dip_result(request: HttpRequest, pk: int) -> HttpResponse:
    """What it found, by check and by team: no child is named."""
    plan = _plan(pk)
    audits = list(
        Audit.objects.visible_to(request.user)
        .filter(plan=plan)
        .exclude(state=Audit.State.WITHDRAWN)
        .prefetch_related("adopted")
        .distinct()
    )
    if not audits:
        raise Http404
    sent = [audit for audit in audits if audit.submitted_at]
    context = {
        "plan": plan,
        "sent": len(sent),
        "of": len(audits),
        "checks": dip_results.by_check(sent),
        "teams": dip_results.by_team(sent),
        "crumbs": [{"label": "Practice", "url": reverse("practice:home")}],
    }
    return render(request, "practice/dip_result.html", context)


def _plan(pk: int) -> Plan:
    plan = Plan.objects.select_related("adopted").filter(pk=pk).first()
    if plan is None or not plan.activity.many_on_one_screen:
        raise Http404
    return plan


def _mine(request: HttpRequest, pk: int) -> tuple[Plan, list[AuditPart]]:
    """My open parts of the plan's audits; without any, 404."""
    plan = _plan(pk)
    audits = (
        Audit.objects.visible_to(request.user)
        .filter(plan=plan)
        .with_auditors()
        .for_pages()
        .prefetch_related("parts__answers")
        .order_by("team_name", "pk")
    )
    parts = []
    for audit in audits.distinct():
        for part in parts_of(audit, request.user):
            if not part.is_done:
                part.audit = audit
                parts.append(part)
    if not parts:
        raise Http404
    return plan, parts


def _name(part: AuditPart) -> str:
    return f"r{part.pk}-"


def _save(request: HttpRequest, kind, parts: list[AuditPart]) -> str:
    """Keep what has been sent; what is wrong, in words."""
    wanted = [*services.checks_of(kind), *services.notes_of(kind)]
    learning = {
        question.key: questions.read(question, request.POST)[0] for question in kind.form.learning
    }
    answers, wrong = {}, ""
    for part in parts:
        known = Completeness(part)
        given = dict(learning) if known.questions else {}
        for question in wanted:
            said, fault = questions.read(question, request.POST, prefix=_name(part))
            fault = fault or questions.fault(question, said, part.audit.scale)
            wrong = wrong or fault
            before = known.given.get(question.key, NOTHING)
            if not fault and said != before:
                given[question.key] = said
        answers[part] = given
    try:
        services.save(answers, by=request.user)
    except UserError as error:
        return str(error)
    return wrong


def _progress(request: HttpRequest, kind, parts: list[AuditPart]) -> str:
    """How many checks have an answer in what was just saved."""
    checks = services.checks_of(kind)
    names = [f"{_name(part)}{check.key}" for part in parts for check in checks]
    return f"{sum(bool(request.POST.get(name)) for name in names)} of {len(names)}"


def _sent(request: HttpRequest, plan: Plan, parts: list[AuditPart]) -> HttpResponse:
    fresh = AuditPart.objects.select_related("audit", "auditor")
    fresh = fresh.prefetch_related("audit__adopted")
    try:
        services.send(list(fresh.filter(pk__in=[part.pk for part in parts])), by=request.user)
    except UserError as error:
        messages.error(request, f"Not sent. {error}")
        return redirect("practice:dip-sample", pk=plan.pk)
    messages.success(request, f"Sent: {len(parts)} records.")
    return redirect("practice:dip-result", pk=plan.pk)


def _grid(request: HttpRequest, plan: Plan, parts: list[AuditPart]) -> dict:
    kind, cards = plan.activity, cards_of(part.audit for part in parts)
    checks, notes = services.checks_of(kind), services.notes_of(kind)
    rows, answered = [], 0
    for number, part in enumerate(parts, 1):
        given = Completeness(part).given
        cells = [_asked(q, given, part) for q in checks]
        answered += sum(given.get(q.key, NOTHING).is_answered for q in checks)
        rows.append(
            {
                "number": number,
                "audit": part.audit,
                "name": cards[part.audit_id].name,
                "team": part.audit.team_name,
                "cells": cells,
                "notes": [_asked(q, given, part) for q in notes],
                "asks_evidence": [each for each in cells if each["asks_evidence"]],
            }
        )
    first = Completeness(parts[0])
    return {
        "plan": plan,
        "kind": kind,
        "checks": checks,
        "rows": rows,
        "answered": answered,
        "of": len(rows) * len(checks),
        "asked": [
            questions.to_ask(q, first.given.get(q.key, NOTHING), first.scale)
            for q in first.questions
        ],
        "names_children": True,
        "crumbs": [
            {"label": "Practice", "url": reverse("practice:home")},
            {"label": "My audits", "url": reverse("practice:mine")},
        ],
    }


def _asked(question, given: dict, part: AuditPart) -> dict:
    return questions.to_ask(
        question, given.get(question.key, NOTHING), part.audit.scale, prefix=_name(part)
    )
