"""The pages on which a step of a loop is done, and where it is given to somebody."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from lineofsight.errors import UserError
from lineofsight.web import clock
from lineofsight.web.actions.models import Action
from lineofsight.web.people.access import requires
from lineofsight.web.people.models import User
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice import independence, loop_people, retesting
from lineofsight.web.practice.forms import HandOverForm
from lineofsight.web.practice.loop_forms import DIRECTIONS, DirectionForm, StepForm
from lineofsight.web.practice.models import Audit, FollowUp
from lineofsight.web.practice.opening import card_of, identity, open_audit
from lineofsight.web.practice.services import looping

Kind = FollowUp.Kind
ANYBODY = (P.AUDIT_SEE, P.AUDIT_DO, P.AUDIT_RECHECK, P.ACTION_OWN)


@requires(*ANYBODY)
def loop_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Do one step: for the person it was given to, or another whom the pack means."""
    step, audit = _due(request, pk)
    if not loop_people.may_do(step, request.user):
        raise PermissionDenied
    if step.kind in loop_people.CHECKS:
        with independence.or_forbidden():
            independence.must_be_independent_checker(audit, request.user)
    declared = step.declared
    later = retesting.later_audits(audit, request.user) if step.kind == Kind.RETEST else None
    form = StepForm(request.POST or None, step=declared, retests=later)
    directions = _directions(request, audit) if step.kind == Kind.OVERSIGHT else []
    if request.method == "POST" and _all_valid(form, directions):
        try:
            _do(request, step, form, directions)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            audit.refresh_from_db()
            closed = audit.state == Audit.State.LOOP_CLOSED
            word = audit.pack.term("loop-closed").one
            said = f"Written down. {word[:1].upper()}{word[1:]}." if closed else "Written down."
            messages.success(request, said)
            return redirect("practice:audit", pk=audit.pk)
    return render(request, "practice/loop_step.html", _page(request, step) | {
        "form": form, "directions": directions, "ticked": set(request.POST.getlist("verified")),
    })  # fmt: skip


@requires(P.PROGRAMME_PLAN)
def give_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a step to somebody the pack means, who is independent where it checks."""
    step, audit = _due(request, pk)
    meant = loop_people.candidates_for(audit, step.declared)
    if step.kind in loop_people.CHECKS:
        meant = independence.independent_of(audit, meant)
    form = HandOverForm(
        request.POST or None, people=User.objects.filter(pk__in=[each.pk for each in meant])
    )
    form.fields["reason"].required = False
    if request.method == "POST" and form.is_valid():
        try:
            looping.assign(step, to=form.cleaned_data["to"], by=request.user)
        except UserError as error:
            form.add_error("to", str(error))
        else:
            return redirect("practice:audit", pk=audit.pk)
    return render(request, "practice/hand_over.html", _page(request, step)
                  | {"form": form, "what": step.declared.title})  # fmt: skip


def _due(request: HttpRequest, pk: int) -> tuple[FollowUp, Audit]:
    """A step that waits; a re-check has its own page."""
    due = FollowUp.objects.due().exclude(kind=Kind.RE_CHECK)
    step = get_object_or_404(due, pk=pk)
    step.audit = open_audit(request, step.audit_id)
    return step, step.audit


def _do(request: HttpRequest, step: FollowUp, form: StepForm, directions: list) -> None:
    data, by = form.cleaned_data, request.user
    common = {"by": by, "answers": form.answers}
    if step.kind == Kind.SHARE:
        looping.share(step, by=by, note=data["found"])
    elif step.kind == Kind.ACKNOWLEDGE:
        looping.acknowledge(step, note=data["found"], **common)
    elif step.kind == Kind.OVERSIGHT:
        given = [each.direction for each in directions]
        looping.oversee(step, found=data["found"], directions=[d for d in given if d], **common)
    elif step.kind == Kind.IMPACT:
        looping.record_effect(step, effect=data["found"], is_seen=data["is_seen"] == "yes",
                              again_on=data["again_on"], **common)  # fmt: skip
    elif step.kind == Kind.RETEST:
        looping.retest(step, found=data["found"], tested_with=data["tested_with"],
                       again_on=data["again_on"], **common)  # fmt: skip
    else:
        ticked = set(request.POST.getlist("verified"))
        claimed = _actions_of(step.audit).filter(state=Action.State.DONE_CLAIMED)
        verified = [each for each in claimed if str(each.pk) in ticked]
        looping.check(step, found=data["found"], verified=verified, again_on=data["again_on"],
                      **common)  # fmt: skip


def _directions(request: HttpRequest, audit: Audit) -> list[DirectionForm]:
    """Room for a few: owned by the worker, the line manager or whoever else did a part."""
    worker, manager = loop_people.worker(audit), loop_people.line_manager(audit)
    near = {person.pk for person in (worker, manager, request.user) if person is not None}
    near |= {part.auditor_id for part in audit.parts.all() if part.auditor_id}
    owners = User.objects.filter(pk__in=near, is_active=True)
    return [
        DirectionForm(request.POST or None, owners=owners, prefix=f"direction{n}")
        for n in range(DIRECTIONS)
    ]


def _all_valid(form: StepForm, directions: list[DirectionForm]) -> bool:
    return all([form.is_valid(), *(each.is_valid() for each in directions)])


def _actions_of(audit: Audit):
    left_out = [Action.State.REJECTED, Action.State.SUPERSEDED]
    return Action.objects.filter(audit_link__audit=audit).exclude(state__in=left_out)


def _page(request: HttpRequest, step: FollowUp) -> dict:
    audit, declared = step.audit, step.declared
    card = card_of(audit)
    return {
        "audit": audit,
        "child": card,
        "identity": identity(audit, request.user, card),
        "names_children": True,
        "step": step,
        "declared": declared,
        "is_late": step.is_overdue(clock.today()),
        "checks_actions": step.kind in (Kind.RE_CHECK, Kind.ASSURANCE),
        "actions": list(_actions_of(audit).with_story()),
        "told": loop_people.to_tell(audit, declared) if step.kind == Kind.SHARE else [],
        "compared": retesting.latest_comparison(audit, request.user)
        if step.kind == Kind.RETEST
        else None,
        "crumbs": [
            {"label": "Practice", "url": reverse("practice:home")},
            {"label": audit.activity.title, "url": reverse("practice:audit", args=[audit.pk])},
        ],
    }
