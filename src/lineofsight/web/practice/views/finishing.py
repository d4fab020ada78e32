"""After the grades: share with the worker, check again, hand over."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from lineofsight.errors import UserError
from lineofsight.packs.activities import Who
from lineofsight.web import clock
from lineofsight.web.actions.models import Action
from lineofsight.web.people.access import requires
from lineofsight.web.people.models import User
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice import independence, reading
from lineofsight.web.practice.assignment import Case, Organisation, could_do
from lineofsight.web.practice.forms import HandOverForm, RecheckForm, ShareForm
from lineofsight.web.practice.loop_forms import FOUND
from lineofsight.web.practice.models import Audit, FollowUp
from lineofsight.web.practice.opening import card_of, identity, open_audit
from lineofsight.web.practice.services import carrying_out
from lineofsight.web.practice.services import finishing as services


@requires(P.AUDIT_DO, P.ACTION_AGREE)
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Go through the audit with the worker, and write down that this was done."""
    audit = open_audit(request, pk)
    if audit.state != Audit.State.MODERATED:
        raise Http404
    if not reading.may_share(audit, request.user):
        raise PermissionDenied
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.share(audit, by=request.user, **form.cleaned_data)
        messages.success(request, "Shared. The worker can read the audit now.")
        return redirect("practice:audit", pk=pk)
    return render(request, "practice/share.html", _page(request, audit) | {"form": form})


@requires(P.AUDIT_RECHECK)
def recheck(request: HttpRequest, pk: int) -> HttpResponse:
    """The independent re-check: what was done, and what is different for the child."""
    follow_up = _due(request, pk)
    audit = follow_up.audit
    with independence.or_forbidden():
        independence.must_be_independent_checker(audit, request.user)
    policy = follow_up.declared
    form = RecheckForm(request.POST or None)
    form.fields["found"].label = policy.question or FOUND[policy.kind.value]
    actions = list(
        Action.objects.filter(audit_link__audit=audit)
        .exclude(state__in=[Action.State.REJECTED, Action.State.SUPERSEDED])
        .with_story()
    )
    ticked = set(request.POST.getlist("verified"))
    if request.method == "POST" and form.is_valid():
        claimed = [each for each in actions if each.state == Action.State.DONE_CLAIMED]
        verified = [each for each in claimed if str(each.pk) in ticked]
        try:
            done = services.recheck(
                follow_up, by=request.user, verified=verified, **form.cleaned_data
            )
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _outcome(audit, done))
            return redirect("practice:audit", pk=audit.pk)
    context = _page(request, audit) | {
        "form": form, "follow_up": follow_up, "policy": policy, "actions": actions,
        "ticked": ticked, "today": clock.today(),
        "is_late": follow_up.is_overdue(clock.today()),
    }  # fmt: skip
    return render(request, "practice/recheck.html", context)


@requires(P.PROGRAMME_PLAN)
def checker(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a re-check to somebody independent."""
    follow_up = _due(request, pk)
    audit = follow_up.audit
    organisation = Organisation(clock.today())
    role = follow_up.declared.by.value
    holders = organisation.holders(role, None)
    form = HandOverForm(
        request.POST or None, people=User.objects.filter(pk__in=[each.pk for each in holders])
    )
    form.fields["reason"].required = False
    if request.method == "POST" and form.is_valid():
        try:
            services.assign_checker(follow_up, to=form.cleaned_data["to"], by=request.user)
        except UserError as error:
            form.add_error("to", str(error))
        else:
            return redirect("practice:board")
    return render(request, "practice/hand_over.html", _page(request, audit)
                  | {"form": form, "what": follow_up.declared.title})  # fmt: skip


@requires(P.PROGRAMME_PLAN)
def hand_over(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Give a part of an audit to another auditor, with the reason."""
    audit = open_audit(request, pk)
    part = get_object_or_404(audit.parts, key=key)
    if audit.turn_id and part.declared.done_by == Who.WHOSE_TURN_IT_IS:
        return redirect("practice:reallocate", pk=audit.turn_id)
    case = Case(team_code=audit.team_id, service_code=audit.service_id, worker_id=audit.worker_id)
    taken = {each.auditor_id for each in audit.parts.all()} | {audit.moderator_id}
    candidates = could_do(part.declared, case, Organisation(clock.today()))
    free = [each.pk for each in candidates if each.pk not in taken]
    form = HandOverForm(request.POST or None, people=User.objects.filter(pk__in=free))
    if request.method == "POST" and form.is_valid():
        try:
            carrying_out.hand_over(part, by=request.user, **form.cleaned_data)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Given to {form.cleaned_data['to'].name}.")
            return redirect("practice:board")
    return render(request, "practice/hand_over.html", _page(request, audit)
                  | {"form": form, "what": part.declared.title})  # fmt: skip


def _due(request: HttpRequest, pk: int) -> FollowUp:
    follow_up = get_object_or_404(
        FollowUp, pk=pk, state=FollowUp.State.DUE, kind=FollowUp.Kind.RE_CHECK
    )
    follow_up.audit = open_audit(request, follow_up.audit_id)
    return follow_up


def _outcome(audit: Audit, done: FollowUp) -> str:
    audit.refresh_from_db()
    if done.state == FollowUp.State.DUE:
        return "Written down. The loop stays open, and another re-check is due."
    if audit.state == Audit.State.LOOP_CLOSED:
        return f"The {audit.pack.term('footprint').one} is written and the loop is closed."
    return (f"The {audit.pack.term('footprint').one} is written. The loop closes when the audit "
            "has been shared with the worker.")  # fmt: skip


def _page(request: HttpRequest, audit: Audit) -> dict:
    card = card_of(audit)
    return {
        "audit": audit, "child": card, "identity": identity(audit, request.user, card),
        "names_children": True,
        "crumbs": [
            {"label": "Practice", "url": reverse("practice:home")},
            {"label": audit.activity.title, "url": reverse("practice:audit", args=[audit.pk])},
        ],
    }  # fmt: skip
