"""Who works here and in which role: for administrators."""

import datetime

from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from lineofsight.errors import UserError
from lineofsight.web import clock
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.people import forms, queries, roles, services
from lineofsight.web.people.access import requires
from lineofsight.web.people.models import OrgUnit, RoleAssignment, User
from lineofsight.web.people.permissions import Permission
from lineofsight.web.ui.paging import page_of

CRUMBS = [{"label": "People", "url": "/people/"}]


@requires(Permission.PEOPLE_MANAGE)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, found by name, address, role or unit."""
    form = forms.FindPeople(request.GET)
    found = User.objects.all()
    if form.is_valid():
        found = _matching(found, clock.today(), **form.cleaned_data)
    page = page_of(request, found, per_page=25)
    held = queries.assignments_of_all([user.pk for user in page], clock.today())
    rows = [
        {
            "name": user.name,
            "email": user.email,
            "url": reverse("people:person", args=[user.pk]),
            "roles": "; ".join(_in_words(each) for each in held.get(user.pk, [])),
            "is_active": user.is_active,
        }
        for user in page
    ]
    context = {
        "form": form,
        "rows": rows,
        "page": page,
        "count": page.paginator.count,
        "may_see_activity": request.user.may(Permission.ACTIVITY_READ),
    }
    return render(request, "people/people.html", context)


def _matching(found, day, *, q: str, role: str, unit: str, closed: bool):
    if q:
        found = found.filter(Q(name__icontains=q) | Q(email__icontains=q) | Q(staff_id=q))
    if role or unit:
        held = RoleAssignment.objects.on(day)
        held = held.filter(role=role) if role else held
        held = held.filter(unit__code=unit) if unit else held
        found = found.filter(pk__in=held.values("user"))
    return found if closed else found.filter(is_active=True)


def _in_words(held: RoleAssignment) -> str:
    return f"{roles.role(held.role).title}, {held.unit.name}"


@requires(Permission.PEOPLE_MANAGE)
def add(request: HttpRequest) -> HttpResponse:
    form = forms.NewAccount(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = services.make_account(by=request.user, **form.cleaned_data)
        except UserError as error:
            form.add_error("email", _sentence(error))
        else:
            messages.success(request, f"{user.name} has an account. Give them a role next.")
            return redirect("people:person", user.pk)
    return render(request, "people/add.html", {"form": form, "crumbs": CRUMBS})


@requires(Permission.PEOPLE_MANAGE)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: roles now and before, and what was done to the account."""
    user = get_object_or_404(User, pk=pk)
    today = clock.today()
    held = RoleAssignment.objects.filter(user=user).select_related("unit", "delegated_by")
    rows = [
        {
            "pk": each.pk,
            "role": roles.roles()[each.role].title if each.role in roles.roles() else each.role,
            "unit": each.unit.name,
            "from_on": each.from_on,
            "to_on": each.to_on,
            "stands_in_for": each.delegated_by.name if each.delegated_by else "",
            "reason": each.reason,
            "is_open": each.to_on is None or each.to_on >= today,
        }
        for each in held
    ]
    history = [
        {"title": f"{each.at:%-d %B %Y}: {each.verb}", "detail": each.by_name or "the product"}
        for each in ActivityEvent.objects.about("person", str(user.pk))[:20]
    ]
    facts = [
        {"label": "E-mail address", "value": user.email},
        {"label": "Worker in the data", "value": user.staff_id or "none"},
        {"label": "Account", "value": "open" if user.is_active else "closed"},
    ]
    return render(
        request,
        "people/person.html",
        {"person": user, "facts": facts, "held": rows, "history": history, "crumbs": CRUMBS},
    )


@requires(Permission.PEOPLE_MANAGE)
def give_role(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk, is_active=True)
    form = forms.GiveRole(request.POST or None, initial={"from_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        unit = get_object_or_404(OrgUnit, code=values.pop("unit"))
        try:
            held = services.give_role(user, values.pop("role"), unit, by=request.user, **values)
        except UserError as error:
            form.add_error(None, _sentence(error))
        else:
            messages.success(request, f"{user.name} is now {_in_words(held)}.")
            return redirect("people:person", user.pk)
    context = {"form": form, "person": user, "crumbs": _crumbs_of(user)}
    return render(request, "people/give_role.html", context)


@requires(Permission.PEOPLE_MANAGE)
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    held = get_object_or_404(RoleAssignment.objects.select_related("user", "unit"), pk=pk)
    form = forms.EndRole(request.POST or None, initial={"last_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            services.end_role(held, by=request.user, **form.cleaned_data)
        except UserError as error:
            form.add_error("last_on", _sentence(error))
        else:
            messages.success(request, f"The last day of this role is set for {held.user.name}.")
            return redirect("people:person", held.user_id)
    context = {"form": form, "held": _in_words(held), "person": held.user}
    return render(request, "people/end_role.html", context | {"crumbs": _crumbs_of(held.user)})


@requires(Permission.PEOPLE_MANAGE)
def delegate(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody stand in for the holder of a role."""
    held = get_object_or_404(RoleAssignment.objects.select_related("user", "unit"), pk=pk)
    form = forms.Delegate(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            services.delegate(held, values.pop("to"), by=request.user, **values)
        except UserError as error:
            form.add_error(None, _sentence(error))
        else:
            messages.success(request, f"Somebody stands in for {held.user.name}.")
            return redirect("people:person", held.user_id)
    context = {"form": form, "held": _in_words(held), "person": held.user}
    return render(request, "people/delegate.html", context | {"crumbs": _crumbs_of(held.user)})


@requires(Permission.PEOPLE_MANAGE)
def set_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A first or new password, to be told to the person by another way than e-mail."""
    user = get_object_or_404(User, pk=pk, is_active=True)
    form = forms.NewPassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            validate_password(form.cleaned_data["password"], user)
        except ValidationError as error:
            form.add_error("password", error)
        else:
            services.set_password(user, form.cleaned_data["password"], by=request.user)
            messages.success(request, f"{user.name} has a new password, and is signed out.")
            return redirect("people:person", user.pk)
    context = {"form": form, "person": user, "crumbs": _crumbs_of(user)}
    return render(request, "people/set_password.html", context)


@requires(Permission.PEOPLE_MANAGE)
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    if user == request.user:
        messages.error(request, "You cannot close your own account: ask another administrator.")
    elif user.is_active:
        services.close_account(user, by=request.user)
        messages.success(request, f"The account of {user.name} is closed and signed out.")
    else:
        services.open_account(user, by=request.user)
        messages.success(request, f"The account of {user.name} is open. It holds no role yet.")
    return redirect("people:person", user.pk)


@requires(Permission.PEOPLE_MANAGE)
def units(request: HttpRequest) -> HttpResponse:
    """The organisation on a day: services, their teams, and who manages each."""
    day = clock.today()
    if given := request.GET.get("day"):
        try:
            day = datetime.date.fromisoformat(given)
        except ValueError:
            messages.error(request, "That is no day. Write it as 2026-11-23.")
    context = {"services": queries.tree_on(day), "day": day, "crumbs": CRUMBS}
    return render(request, "people/units.html", context)


def _crumbs_of(user: User) -> list[dict[str, str]]:
    return [*CRUMBS, {"label": user.name, "url": reverse("people:person", args=[user.pk])}]


def _sentence(error: UserError) -> str:
    text = str(error)
    return text[0].upper() + text[1:]
