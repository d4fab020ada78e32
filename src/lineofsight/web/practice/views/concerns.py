"""Raising a safeguarding concern, and answering one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lineofsight.errors import UserError
from lineofsight.web import clock
from lineofsight.web.people.access import requires
from lineofsight.web.people.children import list_children, note_reading
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.people.scopes import access_to_child
from lineofsight.web.practice.forms import ConcernForm, WhatForm
from lineofsight.web.practice.holders import holder_of
from lineofsight.web.practice.models import Concern, Dispute
from lineofsight.web.practice.opening import (
    card_of,
    cards_of_concerns,
    identity,
    note_reading_of_subject,
    open_audit,
)
from lineofsight.web.practice.raising_rights import escalations_of_kind, questions_of
from lineofsight.web.practice.services import concerns as services
from lineofsight.web.practice.services.planning import NotPossible
from lineofsight.web.ui import words

State = Concern.State
NEXT = {
    State.ACKNOWLEDGED: (
        "What has been done to make the child safe",
        services.record_action,
        "what",
    ),
    State.ACTION_TAKEN: ("How you know that the child is safe now", services.resolve, "outcome"),
}


@requires(P.CONCERN_RAISE)
def raise_concern(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the responsible manager at once. The audit can wait."""
    audit = open_audit(request, pk)
    if audit.activity.concern is None:
        raise Http404
    escalation = audit.pack.escalation(audit.activity.concern)
    asked = questions_of(escalation)
    form = ConcernForm(request.POST or None, asks=asked, may_name_child=not audit.child_id)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        number = said.pop("about_child", "")
        try:
            concern = services.raise_concern(
                _child_named(request, number) if number else audit.child_id,
                answers=said,
                by=request.user,
                adopted=audit.adopted,
                escalation_key=escalation.key,
                team_id=audit.team_id,
                service_id=audit.service_id,
                audit=audit,
            )
        except UserError as error:
            form.add_error(None, str(error))
        else:
            told = words.listed([each.person.name for each in concern.told.all()])
            messages.success(request, f"{told} has been told, {words.time_of_day(clock.now())}.")
            return redirect("practice:concern", pk=concern.pk)
    card = card_of(audit)
    hours = escalation.acknowledge_within_hours
    context = {
        "audit": audit,
        "child": card,
        "identity": identity(audit, request.user, card),
        "form": form,
        "fields": [form[question.key] for question in asked],
        "escalation": escalation,
        "hours": hours,
        "names_children": True,
    }
    return render(request, "practice/raise_concern.html", context)


@requires(P.CONCERN_RAISE, P.CONCERN_ANSWER)
def concerns(request: HttpRequest) -> HttpResponse:
    """Concerns I may see: those nobody has acknowledged first."""
    found = list(
        Concern.objects.visible_to(request.user).select_related(
            "adopted", "raised_by", "acknowledged_by", "audit"
        )
    )
    now = clock.now()
    order = {State.NOTIFIED: 0, State.ACKNOWLEDGED: 1, State.ACTION_TAKEN: 2, State.RESOLVED: 3}
    found.sort(key=lambda each: (order[each.state], -each.raised_at.timestamp()))
    list_children(request, len({each.child_id for each in found if each.child_id}))
    cards = cards_of_concerns(found)
    rows = [
        {"concern": each, "name": cards[each.pk].name, "is_overdue": each.is_overdue(now)}
        for each in found
    ]
    disputes = Dispute.objects.visible_to(request.user)
    waiting = sum(row["concern"].state == State.NOTIFIED for row in rows)
    return render(request, "practice/concerns.html", {
        "rows": rows, "waiting": waiting, "names_children": True,
        "has_disputes": disputes.exists() or bool(escalations_of_kind("dispute")),
        "crumbs": [{"label": "Practice", "url": reverse("practice:home")}],
    })  # fmt: skip


@requires(P.CONCERN_RAISE, P.CONCERN_ANSWER)
def concern(request: HttpRequest, pk: int) -> HttpResponse:
    """One concern: what was seen, who was told when, and the next step for who answers it."""
    found = _open(request, pk)
    may_answer = request.user.may(P.CONCERN_ANSWER) and found.raised_by_id != request.user.pk
    step = NEXT.get(State(found.state))
    posted = request.POST if "step" in request.POST else None
    form = WhatForm(posted, label=step[0]) if step else None
    if request.method == "POST" and may_answer:
        try:
            if "acknowledge" in request.POST:
                services.acknowledge(found, by=request.user)
                return redirect("practice:concern", pk=pk)
            if form is not None and form.is_valid():
                step[1](found, by=request.user, **{step[2]: form.cleaned_data["what"]})
                return redirect("practice:concern", pk=pk)
        except UserError as error:
            messages.error(request, str(error))
            return redirect("practice:concern", pk=pk)
    escalation = found.adopted.pack.escalation(found.escalation_key)
    context = {
        "concern": found,
        "child": cards_of_concerns([found])[found.pk],
        "answers": [{"question": each.text, "text": found.answers.get(each.key, "")}
                    for each in escalation.asks],
        "learning": [{"question": each.text, "text": found.learning[each.key]}
                     for each in escalation.learning if found.learning.get(each.key)],
        "themes": [link.theme.current.title
                   for link in found.themes.select_related("theme__merged_into")],
        "title": escalation.title,
        "told": found.told.select_related("person"),
        "is_overdue": found.is_overdue(clock.now()),
        "may_answer": may_answer,
        "form": form if may_answer else None,
        "names_children": True,
        "hours": escalation.acknowledge_within_hours,
        "crumbs": [
            {"label": "Practice", "url": reverse("practice:home")},
            {"label": "Concerns", "url": reverse("practice:concerns")},
        ],
    }  # fmt: skip
    return render(request, "practice/concern.html", context)


def _open(request: HttpRequest, pk: int) -> Concern:
    people = ("audit", "raised_by", "acknowledged_by", "action_by", "resolved_by")
    found = Concern.objects.select_related("adopted", *people).filter(pk=pk).first()
    if found is None:
        raise Http404
    allowed = Concern.objects.visible_to(request.user).filter(pk=pk).exists()
    why = f"Concern {pk}"
    if found.child_id:
        note_reading(request, found.child_id, why=why, refused=not allowed)
    else:
        note_reading_of_subject(request, found.audit, why=why, refused=not allowed)
    if not allowed:
        raise Http404
    return found


def _child_named(request: HttpRequest, number: str) -> str:
    """The child of a record number, for those whom the record would open for. Nothing is
    held up by it: the concern can be sent without."""
    held = holder_of(number)
    access = access_to_child(request.user, number, team=held.team_id, worker=held.worker_id)
    allowed = access.is_allowed and bool(held.team_id)
    note_reading(request, number, why="Named in a concern", refused=not allowed)
    if not allowed:
        raise NotPossible(
            "There is no record with this number that opens for you.",
            advice="Leave it empty, send the concern, and say in your words which child it is.",
        )
    return number
