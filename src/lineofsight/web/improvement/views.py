"""Pages of challenge and support, external reviews, learning and acknowledgements."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from lineofsight.errors import UserError
from lineofsight.periods import Period
from lineofsight.web import clock, warehouse
from lineofsight.web.actions.stages import stages_of
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.improvement import forms, queries, services
from lineofsight.web.improvement.models import Acknowledged, Challenge, ExternalReview, Learning
from lineofsight.web.people import queries as people
from lineofsight.web.people.access import requires
from lineofsight.web.people.children import list_children, open_child
from lineofsight.web.people.models import OrgUnit, User
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.people.references import child_reference, resolve_child
from lineofsight.web.people.scopes import scope_for
from lineofsight.web.performance import reading
from lineofsight.web.performance.places import Place
from lineofsight.web.performance.views.frame import indicator_or_404
from lineofsight.web.practice.holders import holder_of
from lineofsight.web.practice.opening import cards_of_children

WRITES_LEARNING = (P.PROGRAMME_PLAN, P.AUDIT_MODERATE, P.REPORT_WRITE)


@requires(P.ACTION_SEE)
def home(request: HttpRequest) -> HttpResponse:
    """Everything of this section, the latest first, and what one may add."""
    user, today = request.user, clock.today()
    challenges = Challenge.objects.visible_to(user).select_related("plan__owner", "person")
    return render(request, "improvement/home.html", {
        "challenges": challenges[:30],
        "reviews": ExternalReview.objects.select_related("adopted")[:20],
        "learning": Learning.objects.prefetch_related("stages")[:30],
        "to_test": set(queries.learning_to_test(today).values_list("pk", flat=True)),
        "may_challenge": user.may(P.ACTION_AGREE),
        "may_challenge_person": user.may(P.ACTION_AGREE) and bool(_teams_managed(user)),
        "may_register": user.may(P.REPORT_WRITE),
        "may_learn": any(user.may(each) for each in WRITES_LEARNING), "today": today,
    })  # fmt: skip


@requires(P.ACTION_AGREE)
def new_challenge(request: HttpRequest) -> HttpResponse:
    """Challenge a service or a team; from a measure's page with its figure."""
    units = _units(request.user)
    asked = _figure(request)
    form = forms.ChallengeForm(
        request.POST or None, units=units, initial={"unit": asked and asked.pop("unit", None)}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = services.challenge_unit(
                data["unit"], issue=data["issue"], support=data["support"], by=request.user,
                plan=form.action_plan, figure=asked,
            )  # fmt: skip
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return redirect("improvement:challenge", pk=made.pk)
    lead = "The owner is told. What you ask for becomes an action with its day."
    title = "Challenge a service or a team"
    return _form(request, form, title, "Ask for the action plan", lead=lead)


@requires(P.ACTION_AGREE)
def new_person_challenge(request: HttpRequest) -> HttpResponse:
    """Challenge and support somebody of a team one manages oneself; without one, not found."""
    teams = {unit.code: unit for unit in _teams_managed(request.user)}
    if not teams:
        raise Http404
    team = next(iter(teams.values()))
    staff = User.objects.filter(
        is_active=True, assignments__in=people.RoleAssignment.objects.on(clock.today()),
        assignments__unit__in=teams.values(),
    ).exclude(pk=request.user.pk).distinct()  # fmt: skip
    form = forms.PersonForm(request.POST or None, people=staff)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.challenge_person(unit=team, by=request.user, **form.cleaned_data)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return redirect("improvement:challenge", pk=made.pk)
    return _form(request, form, "Challenge and support one person", "Write it down",
                 lead="Only this person, you and the line manager read it. It is in no list, "
                 "file or report.")  # fmt: skip


@requires(P.ACTION_SEE)
def challenge(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Challenge.objects.visible_to(request.user), pk=pk)
    return render(request, "improvement/challenge.html", {
        "challenge": found, "effect": queries.effect_of(found),
        "stages": stages_of(request.user, found.plan) if found.plan else [], "crumbs": _crumbs(),
    })  # fmt: skip


@requires(P.REPORT_WRITE)
def new_review(request: HttpRequest) -> HttpResponse:
    adopted = adopted_on(clock.today())
    form = forms.ReviewForm(request.POST or None, kinds=adopted.pack.external_reviews)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.register_review(adopted, by=request.user, **form.cleaned_data)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return redirect("improvement:review", pk=made.pk)
    return _form(request, form, "Register an external review", "Register it")


@requires(P.ACTION_SEE)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """A review and its findings; whoever registers reviews adds to them."""
    found = get_object_or_404(ExternalReview.objects.select_related("adopted"), pk=pk)
    may_add = request.user.may(P.REPORT_WRITE)
    form = forms.FindingForm(request.POST or None) if may_add else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid() and _add_finding(request, found, form):
            return redirect("improvement:review", pk=pk)
    return render(request, "improvement/review.html", {
        "review": found, "form": form, "fields": forms.shown_fields(form) if form else [],
        "findings": found.findings.select_related("action__owner").prefetch_related("themes"),
        "today": clock.today(), "crumbs": _crumbs(),
    })  # fmt: skip


def _add_finding(request: HttpRequest, found: ExternalReview, form) -> bool:
    data = form.cleaned_data
    try:
        services.add_finding(
            found, text=data["text"], kind=data["kind"], by=request.user,
            service_id=data["service"].code if data["service"] else "",
            themes=[data["theme"]] if data["theme"] else [], plan=form.action_plan,
        )  # fmt: skip
    except UserError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, "The finding is entered.")
    return True


@requires(*WRITES_LEARNING)
def new_learning(request: HttpRequest) -> HttpResponse:
    form = forms.LearningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        service = data.pop("service")
        data["service_id"] = service.code if service else ""
        try:
            made = services.begin_learning(data.pop("title"), by=request.user, **data)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return redirect("improvement:learning", pk=made.pk)
    return _form(request, form, "A piece of learning", "Write it down")


@requires(P.ACTION_SEE)
def learning(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a piece of learning has come; the next stage, for those who write it down."""
    found = get_object_or_404(Learning.objects.prefetch_related("stages__by"), pk=pk)
    reached = {each.stage: each for each in found.stages.all()}
    following = next((each for each in services.Stage if each not in reached), None)
    may_write = any(request.user.may(each) for each in WRITES_LEARNING)
    form = forms.StageForm(request.POST or None) if may_write and following else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            try:
                services.reach(found, following, by=request.user, **form.cleaned_data)
            except UserError as error:
                form.add_error(None, str(error))
            else:
                return redirect("improvement:learning", pk=pk)
    return render(request, "improvement/learning.html", {
        "learning": found, "stages": [(each.label, reached.get(each)) for each in services.Stage],
        "following": following.label if following else "", "form": form,
        "fields": forms.shown_fields(form) if form else [],
        "is_due": found.retest_on is not None and found.retest_on <= clock.today()
        and services.Stage.RETESTED not in reached, "crumbs": _crumbs(),
    })  # fmt: skip


@requires(P.ACTION_SEE)
def acknowledgements(request: HttpRequest) -> HttpResponse:
    found = list(
        Acknowledged.objects.visible_to(request.user).select_related("adopted", "given_by")[:100]
    )
    list_children(request, len({each.child_id for each in found}))
    cards = cards_of_children([each.child_id for each in found])
    rows = [{"given": each, "name": cards[each.child_id].name} for each in found]
    return render(request, "improvement/acknowledgements.html", {
        "rows": rows, "names_children": True, "crumbs": _crumbs(),
    })  # fmt: skip


@requires(P.CONCERN_RAISE)
def acknowledge(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Recognise good practice with a child whose record one may open."""
    adopted = adopted_on(clock.today())
    kind = next((each for each in adopted.pack.acknowledgements if each.key == key), None)
    if kind is None:
        raise Http404
    roles = {each.role for each in people.assignments_of(request.user, clock.today())}
    if not roles & set(kind.given_by):
        raise PermissionDenied
    held = holder_of(resolve_child(reference))
    open_child(request, held.child_id, team=held.team_id, worker=held.worker_id, why=kind.title)
    form = forms.AcknowledgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.acknowledge(held, adopted=adopted, kind_key=key, by=request.user,
                                 text=form.cleaned_data["text"])  # fmt: skip
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Written down, and told to the worker’s manager.")
            return redirect("performance:child", reference=child_reference(held.child_id))
    name = cards_of_children([held.child_id])[held.child_id].name
    return _form(request, form, kind.title, "Acknowledge it", private=name)


def _form(request: HttpRequest, form, title: str, button: str, *, lead: str = "",
          private: str = "") -> HttpResponse:  # fmt: skip
    return render(request, "improvement/form.html", {
        "form": form, "fields": forms.shown_fields(form), "title": title, "button": button,
        "lead": lead,
        "private": private, "names_children": bool(private), "crumbs": _crumbs(),
    })  # fmt: skip


def _units(user):
    """The services and teams of one's reach, and one's own place is not above them."""
    scope = scope_for(user)
    units = OrgUnit.objects.open_on(clock.today()).exclude(kind=OrgUnit.Kind.AUTHORITY)
    return units if scope.everything else units.filter(code__in=scope.teams)


def _teams_managed(user) -> list[OrgUnit]:
    today = clock.today()
    return [
        held.unit
        for held in people.assignments_of(user, today)
        if held.unit.kind == OrgUnit.Kind.TEAM
        and people.who_was_responsible(held.unit.code, today) == user
    ]


def _figure(request: HttpRequest) -> dict | None:
    """The figure of the address (`?indicator=…&unit=service:X&month=2026-10`), if any."""
    name, place = request.GET.get("indicator", ""), request.GET.get("unit", "")
    snapshot = warehouse.current_or_none()
    if not name or ":" not in place or snapshot is None:
        return None
    indicator = indicator_or_404(name)
    by, _, code = place.partition(":")
    unit = OrgUnit.objects.filter(code=code).first()
    try:
        month = Period.parse(request.GET.get("month", ""))
    except UserError:
        raise Http404 from None
    period = reading.period_of(indicator, month)
    where = Place(place, by, code, unit.name if unit else code)
    figure = reading.figure_of(snapshot, indicator.id, where, period)
    return {"indicator_id": indicator.id, "place": place, "period_id": period.id,
            "value_then": figure.value if figure else None, "unit": unit}  # fmt: skip


def _crumbs() -> list[dict]:
    return [{"label": "Improvement", "url": reverse("improvement:home")}]
