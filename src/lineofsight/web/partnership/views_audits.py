"""Agencies' returns to audits, and referrals to the partnership."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from lineofsight.errors import UserError
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.improvement.forms import shown_fields
from lineofsight.web.partnership import forms, services
from lineofsight.web.partnership.models import AskedReturn, Referral
from lineofsight.web.partnership.views import crumbs
from lineofsight.web.people.access import requires
from lineofsight.web.people.children import list_children, note_reading, open_child
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.people.queries import assignments_of
from lineofsight.web.people.references import child_reference, resolve_child
from lineofsight.web.practice import questions
from lineofsight.web.practice.holders import holder_of
from lineofsight.web.practice.models import Audit
from lineofsight.web.practice.opening import cards_of_children, open_audit


@requires(P.PARTNERSHIP_CONTRIBUTE)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The one page of an activity that an agency has: its questions, and no child. What was
    sent is not shown again."""
    mine = AskedReturn.objects.for_agency_of(request.user).select_related("asked_by")
    found = get_object_or_404(mine.prefetch_related("audit__adopted"), pk=pk)
    given, errors, refused, reference = {}, {}, "", ""
    if request.method == "POST":
        if found.answered_at is not None:
            raise Http404
        reference = request.POST.get("own_reference", "").strip()[:60]
        for question in found.asks:
            given[question.key], wrong = questions.read(question, request.POST)
            missing = wrong or questions.lacking(question, given[question.key], None)
            if missing and question in questions.asked(found.asks, given):
                errors[question.key] = missing
        if not errors:
            try:
                services.answer(found, own_reference=reference, given=given, by=request.user)
            except UserError as error:
                refused = str(error)
            else:
                messages.success(request, f"Sent to {found.asked_by.name}.")
                return redirect("partnership:home")
    else:
        activity.record("return.opened", by=request.user, subject_kind="return",
                        subject_id=found.pk, detail={"agency": found.agency_key})  # fmt: skip
    return render(request, "partnership/return.html", {
        "return": found, "crumbs": crumbs(), "refused": refused, "reference": reference,
        "to_ask": [
            questions.to_ask(each, given.get(each.key, questions.NOTHING), None,
                             error=errors.get(each.key, ""))
            for each in found.asks
        ],
        "errors": [(each, errors[each.key]) for each in found.asks if each.key in errors],
    })  # fmt: skip


@requires(P.AUDIT_SEE)
def returns(request: HttpRequest, pk: int) -> HttpResponse:
    """What agencies returned to one audit; whoever plans or carries it out asks them."""
    audit = open_audit(request, pk)
    part = next((each for each in audit.activity.parts if each.asks_each_agency), None)
    if part is None:
        raise Http404
    own = {each.auditor_id for each in audit.parts.all()}
    may_ask = request.user.may(P.PROGRAMME_PLAN) or request.user.pk in own
    known = set(audit.agency_returns.values_list("agency_key", flat=True))
    left = [each for each in audit.pack.partnership.agencies if each.key not in known]
    form = forms.AskForm(request.POST or None, agencies=left) if may_ask and left else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid() and _asked(request, audit, part, form):
            return redirect("partnership:returns", pk=pk)
    found = AskedReturn.objects.visible_to(request.user).filter(audit=audit)
    rows = [
        {"return": each, "agency": audit.pack.agency_title(each.agency_key),
         "answers": _said(each)}
        for each in found.select_related("answered_by", "asked_by")
    ]  # fmt: skip
    return render(request, "partnership/returns.html", {
        "audit": audit, "rows": rows, "form": form, "fields": shown_fields(form) if form else [],
        "today": clock.today(), "crumbs": [
            {"label": audit.activity.title, "url": reverse("practice:audit", args=[audit.pk])}],
    })  # fmt: skip


def _asked(request: HttpRequest, audit: Audit, part, form) -> bool:
    data = form.cleaned_data
    try:
        asked = services.ask(
            audit, part.key, data["agencies"], due_on=data["due_on"], by=request.user
        )
    except UserError as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, f"Agencies asked: {asked}.")
    return True


def _said(found: AskedReturn) -> list[tuple[str, str, str]]:
    given = {key: questions.Given(**each) for key, each in found.answers.items()}
    return [
        (each.text, questions.words(each, given[each.key], None), given[each.key].evidence)
        for each in found.asks
        if each.key in given
    ]


@requires(P.CHILD_READ)
def referrals(request: HttpRequest) -> HttpResponse:
    """Those one may see: what waits for the partnership's decision first."""
    found = list(
        Referral.objects.visible_to(request.user)
        .select_related("referred_by")
        .prefetch_related("adopted")[:100]
    )
    list_children(request, len({each.child_id for each in found}))
    cards = cards_of_children([each.child_id for each in found])
    rows = [{"referral": each, "name": cards[each.child_id].name} for each in found]
    rows.sort(key=lambda row: row["referral"].decided_on is not None)
    return render(request, "partnership/referrals.html", {
        "rows": rows, "names_children": True, "today": clock.today(), "crumbs": crumbs(),
    })  # fmt: skip


@requires(P.CHILD_READ)
def referral(request: HttpRequest, pk: int) -> HttpResponse:
    """One referral; whoever writes reports or plans the programme enters the decision."""
    visible = Referral.objects.visible_to(request.user).prefetch_related("adopted")
    found = get_object_or_404(visible.select_related("referred_by", "recorded_by"), pk=pk)
    note_reading(request, found.child_id, why=found.kind.title, refused=False)
    may_decide = request.user.may(P.PROGRAMME_PLAN) and not found.decided_on
    form = forms.DecideForm(request.POST or None, kind=found.kind) if may_decide else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            data = form.cleaned_data
            try:
                services.decide(
                    found, outcome_key=data["outcome"], reason=data["reason"],
                    decided_on=data["decided_on"], by=request.user,
                )  # fmt: skip
            except UserError as refused:
                form.add_error(None, str(refused))
            else:
                return redirect("partnership:referral", pk=pk)
    return render(request, "partnership/referral.html", {
        "referral": found, "form": form, "fields": shown_fields(form) if form else [],
        "name": cards_of_children([found.child_id])[found.child_id].name, "names_children": True,
        "today": clock.today(),
        "crumbs": [*crumbs(), {"label": "Referrals", "url": reverse("partnership:referrals")}],
    })  # fmt: skip


@requires(P.CONCERN_RAISE)
def refer(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Refer a child whose record one may open."""
    adopted = adopted_on(clock.today())
    kind = next((e for e in adopted.pack.partnership.referrals if e.key == key), None)
    if kind is None:
        raise Http404
    if not {each.role for each in assignments_of(request.user, clock.today())} & set(
        kind.raised_by
    ):
        raise PermissionDenied
    held = holder_of(resolve_child(reference))
    open_child(request, held.child_id, team=held.team_id, worker=held.worker_id, why=kind.title)
    form = forms.ReferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.refer(held, adopted=adopted, kind_key=key, by=request.user,
                                  why=form.cleaned_data["why"])  # fmt: skip
        except UserError as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("partnership:referral", pk=made.pk)
    name = cards_of_children([held.child_id])[held.child_id].name
    return render(request, "improvement/form.html", {
        "form": form, "fields": shown_fields(form), "title": kind.title, "private": name,
        "button": "Refer it", "lead": f"Decided by: {kind.decided_by}.", "names_children": True,
        "back": reverse("performance:child", args=[child_reference(held.child_id)]),
    })  # fmt: skip
