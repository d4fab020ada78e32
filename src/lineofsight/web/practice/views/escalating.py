"""Raising something about any child, and disputes from their opening to their end."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lineofsight.errors import UserError
from lineofsight.web import clock
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.people.access import requires
from lineofsight.web.people.children import list_children, note_reading, open_child
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.people.queries import service_of
from lineofsight.web.people.references import child_reference, resolve_child
from lineofsight.web.practice.escalations import age_in_days
from lineofsight.web.practice.forms import ConcernForm, WhatForm
from lineofsight.web.practice.holders import holder_of
from lineofsight.web.practice.models import Dispute
from lineofsight.web.practice.opening import cards_of_children
from lineofsight.web.practice.raising_rights import may_raise, questions_of
from lineofsight.web.practice.services import concerns
from lineofsight.web.practice.services import disputes as services

State = Dispute.State
CRUMBS = [("Practice", "practice:home"), ("Disputes", "practice:disputes")]


@requires(P.CONCERN_RAISE)
def raise_about(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Raise one of the pack's escalations about a child whose record one may open."""
    child_id = resolve_child(reference)
    held = holder_of(child_id)
    adopted = adopted_on(clock.today())
    escalation = next((each for each in adopted.pack.escalations if each.key == key), None)
    if escalation is None:
        raise Http404
    open_child(request, child_id, team=held.team_id, worker=held.worker_id, why=escalation.title)
    if not may_raise(request.user, escalation):
        raise PermissionDenied
    asked = questions_of(escalation)
    form = ConcernForm(request.POST or None, asks=asked)
    if request.method == "POST" and form.is_valid():
        about = {
            "answers": form.cleaned_data, "by": request.user, "adopted": adopted,
            "escalation_key": key, "team_id": held.team_id, "service_id": _service(held.team_id),
        }  # fmt: skip
        try:
            if escalation.kind == "dispute":
                made = services.open_dispute(child_id, **about)
                return redirect("practice:dispute", pk=made.pk)
            made = concerns.raise_concern(child_id, worker_id=held.worker_id, **about)
            return redirect("practice:concern", pk=made.pk)
        except UserError as error:
            form.add_error(None, str(error))
    return render(request, "practice/raise_about.html", {
        "child": cards_of_children([child_id])[child_id], "form": form, "escalation": escalation,
        "fields": [form[question.key] for question in asked], "names_children": True,
        "hours": escalation.acknowledge_within_hours, "days": escalation.step_within_working_days,
        "tiers": [adopted.pack.role(role).title for role in escalation.tiers],
        "back": reverse("performance:child", args=[child_reference(child_id)]),
    })  # fmt: skip


@requires(P.CONCERN_RAISE, P.CONCERN_ANSWER)
def disputes(request: HttpRequest) -> HttpResponse:
    """Disputes I may see: the open ones first, the oldest of them on top."""
    found = list(
        Dispute.objects.visible_to(request.user)
        .select_related("raised_by")
        .prefetch_related("adopted", "stages__owner")
    )
    found.sort(key=lambda each: (each.state != State.OPEN, each.raised_at.timestamp()))
    list_children(request, len({each.child_id for each in found}))
    cards = cards_of_children([each.child_id for each in found])
    today = clock.today()
    rows = [
        {"dispute": each, "name": cards[each.child_id].name, "age": age_in_days(each, today),
         "stage": _stage(each), "is_late": _is_late(each, today)}
        for each in found
    ]  # fmt: skip
    return render(request, "practice/disputes.html", {
        "rows": rows, "open": sum(row["dispute"].state == State.OPEN for row in rows),
        "names_children": True, "crumbs": _crumbs(CRUMBS[:1]),
    })  # fmt: skip


@requires(P.CONCERN_RAISE, P.CONCERN_ANSWER)
def dispute(request: HttpRequest, pk: int) -> HttpResponse:
    """One dispute: its stages in order, and the next act of whoever looks at it."""
    found = _open(request, pk)
    stage = services.current_stage(found)
    is_mine = found.raised_by_id == request.user.pk
    may_answer = (
        found.state == State.OPEN
        and stage.owner_id == request.user.pk
        and stage.responded_at is None
    )
    forms = _forms(request, found, is_mine=is_mine, may_answer=may_answer)
    if request.method == "POST":
        act = request.POST.get("act", "")
        form = forms.get(act)
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            try:
                _do(found, act, form, by=request.user)
            except UserError as error:
                messages.error(request, str(error))
            return redirect("practice:dispute", pk=pk)
    pack = found.adopted.pack
    stages = [
        {"stage": each, "title": pack.role(each.role).title,
         "is_late": each.responded_at is None and each.due_on is not None
         and each.due_on < clock.today() and found.state == State.OPEN}
        for each in found.stages.select_related("owner")
    ]  # fmt: skip
    tiers = found.escalation.tiers
    return render(request, "practice/dispute.html", {
        "dispute": found, "child": cards_of_children([found.child_id])[found.child_id],
        "stages": stages, "age": age_in_days(found, clock.today()), "forms": forms,
        "next_tier": pack.role(tiers[found.stage + 1]).title if found.stage + 1 < len(tiers)
        else "",
        "answers": [{"question": q.text, "text": found.answers.get(q.key, "")}
                    for q in found.escalation.asks],
        "learning": [text for text in found.learning.values() if text],
        "days": found.escalation.step_within_working_days,
        "names_children": True, "crumbs": _crumbs(CRUMBS),
    })  # fmt: skip


def _forms(request, found: Dispute, *, is_mine: bool, may_answer: bool) -> dict:
    """The acts this person may do now, each with its form; the one posted is bound."""
    labels = {}
    if may_answer:
        labels["respond"] = "Your answer: what you propose, or why you see it otherwise"
    if is_mine and found.state == State.OPEN:
        labels["resolve"] = "How it was resolved"
        if found.stage + 1 < len(found.escalation.tiers):
            labels["up"] = "Why it goes to the next stage"
        labels["withdraw"] = "Why it is withdrawn"
    act = request.POST.get("act")
    made = {}
    for name, label in labels.items():
        bound = request.POST if name == act else None
        form = WhatForm(bound, label=label, prefix=name)
        if name == "resolve":
            asked = ConcernForm(bound, asks=found.escalation.learning, prefix=name)
            for key, field in asked.fields.items():
                form.fields[key] = field
        made[name] = form
    return made


def _do(found: Dispute, act: str, form, *, by) -> None:
    said = dict(form.cleaned_data)
    what = said.pop("what")
    if act == "respond":
        services.respond(found, by=by, response=what)
    elif act == "up":
        services.pass_up(found, by=by, reason=what)
    elif act == "resolve":
        services.resolve(found, by=by, outcome=what, learning=said)
    else:
        services.withdraw(found, by=by, reason=what)


def _open(request: HttpRequest, pk: int) -> Dispute:
    found = Dispute.objects.select_related("adopted", "raised_by", "ended_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    allowed = Dispute.objects.visible_to(request.user).filter(pk=pk).exists()
    note_reading(request, found.child_id, why=f"Dispute {pk}", refused=not allowed)
    if not allowed:
        raise Http404
    return found


def _service(team_id: str) -> str:
    team = OrgUnit.objects.filter(code=team_id).first() if team_id else None
    service = service_of(team, clock.today()) if team else None
    return service.code if service else ""


def _stage(found: Dispute) -> dict:
    stage = max(found.stages.all(), key=lambda each: each.number)
    return {"number": stage.number + 1, "role": found.adopted.pack.role(stage.role).title,
            "owner": stage.owner.name, "due_on": stage.due_on}  # fmt: skip


def _is_late(found: Dispute, today) -> bool:
    stage = max(found.stages.all(), key=lambda each: each.number)
    waits = found.state == State.OPEN and stage.responded_at is None
    return bool(waits and stage.due_on and stage.due_on < today)


def _crumbs(names) -> list[dict]:
    return [{"label": label, "url": reverse(name)} for label, name in names]
