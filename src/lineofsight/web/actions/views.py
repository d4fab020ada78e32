"""My actions, one action, and everything that can be done with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lineofsight.errors import UserError
from lineofsight.web import clock
from lineofsight.web.actions import services, sources, stages
from lineofsight.web.actions.forms import (
    DueForm,
    EvidenceForm,
    HandOverForm,
    ImpactForm,
    ReasonForm,
    ReopenForm,
    ReplaceForm,
    VerifyForm,
)
from lineofsight.web.actions.models import Action
from lineofsight.web.people.access import requires
from lineofsight.web.people.children import note_reading
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.ui import words
from lineofsight.working_days import england

State = Action.State
STORY = {
    "proposed": "Proposed", "revised": "Rewritten", "agreed": "Agreed", "rejected": "Not taken up",
    "started": "Begun", "evidence": "Evidence added", "claimed": "Said to be done",
    "checked": "Checked", "closed": "Closed", "reopened": "Reopened",
    "superseded": "Replaced by another", "due_changed": "Date changed",
    "handed_over": "Handed over", "impact": "Effect on the child written down",
}  # fmt: skip


@requires(P.ACTION_SEE, P.ACTION_OWN)
def mine(request: HttpRequest) -> HttpResponse:
    """What I have to do, late first; and what waits for somebody's check."""
    today = clock.today()
    visible = Action.objects.visible_to(request.user)
    own = list(visible.owned_by(request.user).unsettled().for_lists())
    items = [_item(each, today) for each in own if each.is_open]
    waiting = [_item(each, today) for each in own if each.state == State.DONE_CLAIMED]
    late = sum(item["is_late"] for item in items)
    to_check = 0
    if request.user.may(P.ACTION_VERIFY):
        to_check = visible.to_check().exclude(owner=request.user).count()
    return render(request, "actions/mine.html", {
        "items": items, "waiting": waiting, "late": late, "to_check": to_check,
        "settled": visible.owned_by(request.user).filter(state__in=Action.SETTLED)
        .for_lists().order_by("-verified_at")[:10],
    })  # fmt: skip


@requires(P.ACTION_SEE, P.ACTION_OWN)
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """One action: what, who, by when, its evidence and its story; and the next act."""
    found = open_action(request, pk)
    form = EvidenceForm(request.POST or None) if _may_write(found, request.user) else None
    verify = VerifyForm(request.POST or None, prefix="check")
    reopen = ReopenForm(request.POST or None, prefix="reopen")
    if request.method == "POST":
        answer = _act(request, found, form, verify, reopen)
        if answer is not None:
            return answer
    context = _context(request, found) | {
        "evidence_form": form,
        "verify_form": _quiet(verify, request, "check"),
        "reopen_form": _quiet(reopen, request, "reopen"),
        "form": form,
    }
    return render(request, "actions/action.html", context)


def _act(request, found: Action, form, verify, reopen) -> HttpResponse | None:
    """Do what the button said; None where the form has to be shown again."""
    by, what = request.user, request.POST.get("act", "")
    try:
        if what == "start":
            services.start(found, by=by)
        elif what in ("evidence", "claim") and form is not None:
            if not form.is_valid() and not (what == "claim" and found.evidence.all()):
                return None
            data = form.cleaned_data if form.is_valid() else {}
            if what == "evidence":
                services.add_evidence(found, by=by, **data)
            else:
                services.claim_done(found, evidence=data.get("text", ""), by=by,
                                    found_in=data.get("found_in", ""))  # fmt: skip
        elif what == "verify":
            _needs(by, P.ACTION_VERIFY)
            if not verify.is_valid():
                return None
            services.verify(found, by=by, **verify.cleaned_data)
        elif what == "reopen":
            _needs(by, P.ACTION_VERIFY)
            if not reopen.is_valid():
                return None
            services.reopen(found, by=by, **reopen.cleaned_data)
        elif what == "agree":
            _needs(by, P.ACTION_AGREE)
            services.agree(found, by=by)
        elif what == "close":
            _needs(by, P.ACTION_VERIFY)
            services.close(found, by=by)
        else:
            raise Http404
    except UserError as error:
        messages.error(request, str(error))
    return redirect("actions:action", pk=found.pk)


@requires(P.ACTION_AGREE)
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    return _form_page(request, pk, ReasonForm, services.reject, "Not taken up")


@requires(P.ACTION_AGREE)
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    return _form_page(request, pk, ReplaceForm, services.replace, "Put another in its place")


@requires(P.ACTION_OWN, P.ACTION_VERIFY)
def impact(request: HttpRequest, pk: int) -> HttpResponse:
    """What the action changed for the child: by its owner, or whoever checks actions."""
    return _form_page(request, pk, ImpactForm, services.record_impact, "What has changed?")


@requires(P.ACTION_AGREE)
def change_due(request: HttpRequest, pk: int) -> HttpResponse:
    return _form_page(request, pk, DueForm, services.change_due, "Change the date")


@requires(P.ACTION_AGREE)
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    return _form_page(request, pk, HandOverForm, services.hand_over, "Give it to somebody else")


def _form_page(request: HttpRequest, pk: int, form_class, service, title: str) -> HttpResponse:
    found = open_action(request, pk)
    if form_class is ImpactForm and not _is_near(found, request.user):
        raise Http404
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            service(found, by=request.user, **form.cleaned_data)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return redirect("actions:action", pk=pk)
    return render(request, "actions/change.html", {"action": found, "form": form, "title": title,
                                                   "crumbs": crumbs_of(found)})  # fmt: skip


def open_action(request: HttpRequest, pk: int) -> Action:
    """An action one may see; 404 otherwise. About a child, opening it is a reading."""
    found = Action.objects.with_story().filter(pk=pk).first()
    if found is None:
        raise Http404
    allowed = Action.objects.visible_to(request.user).filter(pk=pk).exists()
    if found.child_id:
        why = f"Action {found.reference}"
        note_reading(request, found.child_id, why=why, refused=not allowed)
    if not allowed:
        raise Http404
    return found


def _may_write(found: Action, user) -> bool:
    return found.owner_id == user.pk and not found.is_settled and found.state != State.PROPOSED


def _is_near(found: Action, user) -> bool:
    return found.owner_id == user.pk or user.may(P.ACTION_VERIFY)


def _may_say_impact(found: Action, user) -> bool:
    cannot = (State.PROPOSED, State.REJECTED, State.SUPERSEDED)
    return _is_near(found, user) and found.state not in cannot


def _needs(user, permission) -> None:
    if not user.may(permission):
        raise PermissionDenied


def _quiet(form, request, prefix: str):
    """A form that was not the one posted shows no errors."""
    acts = {"check": "verify", "reopen": "reopen"}
    posted = request.method == "POST" and request.POST.get("act") == acts[prefix]
    return form if posted else type(form)(prefix=prefix)


def _context(request: HttpRequest, found: Action) -> dict:
    today, user = clock.today(), request.user
    independent = services.is_independent(found, user)
    checks = user.may(P.ACTION_VERIFY) and independent
    source = sources.source_of(user, found)
    found_stages = stages.stages_of(user, found)
    titles = {f"{stages.PREFIX}{each.stage.key}": each.stage.title for each in found_stages}
    return {
        "action": found,
        "today": today,
        "is_late": found.is_overdue(today),
        "when": _when(found.due_on, today) if not found.is_settled else "",
        "is_mine": found.owner_id == user.pk,
        "may_start": found.owner_id == user.pk and found.state in (State.AGREED, State.REOPENED),
        "may_claim": _may_write(found, user) and found.can_become(State.DONE_CLAIMED),
        "may_verify": checks and found.state == State.DONE_CLAIMED,
        "may_reopen": checks and found.can_become(State.REOPENED),
        "not_independent": user.may(P.ACTION_VERIFY) and not independent
        and found.state == State.DONE_CLAIMED,
        "may_change": user.may(P.ACTION_AGREE) and found.is_open,
        "may_agree": user.may(P.ACTION_AGREE) and found.state == State.PROPOSED
        and not (source and source[0].agrees_itself),
        "may_close": checks and found.state == State.VERIFIED
        and not (found.needs_impact and not services.has_impact(found)),
        "may_say_impact": _may_say_impact(found, user) and found.state != State.CLOSED,
        "waits_for_impact": found.needs_impact and found.is_settled
        and found.state != State.CLOSED and not services.has_impact(found),
        "origin": source[1] if source else None,
        "stages": found_stages,
        "writes_stages": found.owner_id == user.pk or user.may(P.ACTION_AGREE),
        "story": [
            {"title": f"{words.long_day(step.at.astimezone(clock.UK).date())}: "
                      f"{STORY.get(step.what) or titles.get(step.what, step.what)}",
             "detail": f"{step.by.name if step.by else 'The product'}. {step.note}"}
            for step in found.steps.all()
        ],
        "names_children": bool(found.child_id),
        "crumbs": crumbs_of(found),
    }  # fmt: skip


def crumbs_of(found: Action) -> list[dict]:
    return [{"label": "Actions", "url": reverse("actions:mine")},
            {"label": f"Action {found.reference}",
             "url": reverse("actions:action", args=[found.pk])}]  # fmt: skip


def _item(found: Action, today) -> dict:
    evidence = words.counted(found.evidence_count, "piece") + " of evidence"
    return {
        "due_on": found.due_on,
        "when": _when(found.due_on, today),
        "is_late": found.is_overdue(today),
        "kind": found.get_state_display(),
        "title": found.text,
        "detail": evidence if found.evidence_count else "No evidence yet",
        "url": reverse("actions:action", args=[found.pk]),
    }


def _when(due_on, today) -> str:
    days = england().between(today, due_on)
    return words.working_days_from(min(days, -1) if due_on < today else days)
