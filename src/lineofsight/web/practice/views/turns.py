"""A turn: its holder's page, and giving it to somebody else; who is away and who is exempt."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from lineofsight.errors import UserError
from lineofsight.web import clock
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.people.access import requires
from lineofsight.web.people.models import User
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.people.queries import people_who_may
from lineofsight.web.practice import presenting
from lineofsight.web.practice.assignment import holders_of
from lineofsight.web.practice.forms import ReasonForm
from lineofsight.web.practice.models import Absence, Capacity, Exemption, Plan, Turn
from lineofsight.web.practice.programme_forms import (
    AbsenceForm,
    CapacityForm,
    ExemptionForm,
    ReallocateForm,
)
from lineofsight.web.practice.services import away as services
from lineofsight.web.practice.services import turns
from lineofsight.web.practice.views.mine import ANYBODY
from lineofsight.web.practice.views.year import crumbs


@requires(*ANYBODY)
def turn(request: HttpRequest, pk: int) -> HttpResponse:
    """One turn: what it is, until when, how it came to its holder; for the holder and for
    those who see the programme."""
    found = _turn(pk)
    is_mine = found.holder_id == request.user.pk
    if not (is_mine or request.user.may(P.PROGRAMME_SEE)):
        raise Http404
    audit = found.audits.exclude(state="withdrawn").first()
    is_drawn = audit is None and found.plan.state == Plan.State.DRAWN
    return render(request, "practice/turn.html", {
        "turn": found, "is_mine": is_mine, "audit": audit if is_mine else None,
        "is_begun": audit is not None or is_drawn, "is_drawn": is_drawn,
        "kind": found.plan.activity,
        "due": presenting.due_words(found.due_on),
        "history": found.reallocations.select_related("before", "after", "by"),
        "may_plan": request.user.may(P.PROGRAMME_PLAN),
        "programme": found.plan.pack.programme(found.programme_key), "crumbs": crumbs(),
    })  # fmt: skip


def _turn(pk: int) -> Turn:
    found = Turn.objects.select_related("plan__adopted", "holder").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@requires(P.PROGRAMME_PLAN)
def reallocate(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a turn to somebody else: whoever left, is ill, or has too much."""
    found = _turn(pk)
    programme = found.plan.pack.programme(found.programme_key)
    able = {person.pk for person in holders_of(programme, clock.today())}
    able |= {person.pk for person in people_who_may(P.AUDIT_DO, clock.today())}
    people = User.objects.filter(pk__in=able, is_active=True).exclude(pk=found.holder_id)
    form = ReallocateForm(request.POST or None, people=people.order_by("name"))
    if request.method == "POST" and form.is_valid():
        try:
            turns.reallocate(found, by=request.user, **form.cleaned_data)
        except UserError as error:
            form.add_error("to", str(error))
        else:
            messages.success(request, f"Given to {form.cleaned_data['to'].name}.")
            return redirect(_month_page(found))
    return render(request, "practice/reallocate.html", {
        "turn": found, "form": form, "kind": found.plan.activity, "programme": programme,
        "crumbs": crumbs({"label": programme.title, "url": _month_page(found)}),
    })  # fmt: skip


@requires(P.PROGRAMME_PLAN)
def excuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody carries this turn after all."""
    found = _turn(pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            turns.excuse(found, by=request.user, **form.cleaned_data)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return redirect(_month_page(found))
    return render(request, "practice/excuse.html", {
        "turn": found, "form": form, "kind": found.plan.activity,
        "crumbs": crumbs(),
    })  # fmt: skip


def _month_page(found: Turn) -> str:
    page = reverse("practice:programme", args=[found.programme_key])
    return f"{page}?month={found.month:%Y-%m}"


@requires(P.PROGRAMME_SEE)
def away(request: HttpRequest) -> HttpResponse:
    """Who is away, who is exempt or asks to be, and whose load is limited."""
    today = clock.today()
    pack = pack_on(today)
    people = people_who_may(P.AUDIT_DO, today).order_by("name")
    form = CapacityForm(request.POST or None, people=people, initial={"from_on": today})
    may_plan = request.user.may(P.PROGRAMME_PLAN)
    if request.method == "POST" and may_plan and form.is_valid():
        said = form.cleaned_data
        try:
            services.limit(said["person"], at_most=said["at_most"], from_on=said["from_on"],
                           reason=said["why"], by=request.user)  # fmt: skip
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return redirect("practice:away")
    titles = {each.key: each.title for each in pack.programmes}
    held = {each.role for each in request.user.assignments.on(today)}
    decides = {each.key for each in pack.programmes if each.exempted_by.value in held}
    exemptions = Exemption.objects.filter(to_on__gte=today).select_related("person", "decided_by")
    return render(request, "practice/away.html", {
        "absences": Absence.objects.filter(cancelled_at=None, to_on__gte=today)
        .select_related("person"),
        "exemptions": [
            {"it": each, "title": titles.get(each.programme_key, each.programme_key),
             "may_decide": each.state == Exemption.State.ASKED
             and each.programme_key in decides
             and request.user.pk not in (each.person_id, each.asked_by_id)}
            for each in exemptions
        ],
        "capacities": Capacity.objects.on(today).select_related("person"),
        "form": form, "may_plan": may_plan, "crumbs": crumbs(),
        "undecided": [each for each in pack.programmes
                      if each.holders and each.exempted_by.value is None],
    })  # fmt: skip


@requires(P.PROGRAMME_SEE)
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve or refuse an exemption: the framework's named role."""
    asked = get_object_or_404(Exemption.objects.select_related("person"), pk=pk)
    is_approved = request.POST.get("answer") == "approve"
    try:
        services.decide(asked, is_approved=is_approved, by=request.user,
                        decision=request.POST.get("decision", ""))  # fmt: skip
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Approved." if is_approved else "Refused.")
    return redirect("practice:away")


@requires(*ANYBODY)
def my_time(request: HttpRequest) -> HttpResponse:
    """My own days away, and what I ask to be exempt from."""
    pack = pack_on(clock.today())
    is_exemption = request.POST.get("form") == "exemption"
    away_form = AbsenceForm(None if is_exemption else request.POST or None)
    exempt_form = ExemptionForm(request.POST if is_exemption else None, pack=pack)
    form = exempt_form if is_exemption else away_form
    if request.method == "POST" and form.is_valid():
        try:
            _note_time(request.user, form, is_exemption=is_exemption)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Asked for." if is_exemption else "Noted.")
            return redirect("practice:my-time")
    titles = {each.key: each.title for each in pack.programmes}
    return render(request, "practice/my_time.html", {
        "away_form": away_form, "exempt_form": exempt_form, "form": form,
        "may_ask": bool(exempt_form.fields["programme"].choices),
        "absences": request.user.absences.filter(cancelled_at=None, to_on__gte=clock.today()),
        "exemptions": [{"it": each, "title": titles.get(each.programme_key, "")}
                       for each in request.user.exemptions.select_related("decided_by")[:20]],
        "crumbs": crumbs(),
    })  # fmt: skip


def _note_time(user: User, form, *, is_exemption: bool) -> None:
    said = form.cleaned_data
    if is_exemption:
        services.ask_exemption(user, said["programme"], from_on=said["exempt_from"],
                               to_on=said["exempt_to"], reason=said["reason"],
                               by=user)  # fmt: skip
    else:
        services.note(user, by=user, **said)


@requires(*ANYBODY)
@require_POST
def cancel_absence(request: HttpRequest, pk: int) -> HttpResponse:
    """I am there after all."""
    mine = get_object_or_404(Absence, pk=pk, person=request.user)
    try:
        services.cancel(mine, by=request.user)
    except UserError as error:
        messages.error(request, str(error))
    return redirect("practice:my-time")
