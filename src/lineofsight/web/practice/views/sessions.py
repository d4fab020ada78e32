"""Moderation sessions: to plan one, to write down who was there, to decide together."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from lineofsight.errors import UserError
from lineofsight.packs.activities import ModerationKind
from lineofsight.web import clock
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.people.access import requires
from lineofsight.web.people.children import list_children
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice import presenting
from lineofsight.web.practice.models import Audit, Session
from lineofsight.web.practice.opening import cards_of
from lineofsight.web.practice.services import sessions as services
from lineofsight.web.ui.forms import DateField, Form


class SessionForm(Form):
    on = DateField(label="When the session is")


class HeldForm(Form):
    note = forms.CharField(
        label="What the group takes from it", required=False,
        widget=forms.Textarea(attrs={"rows": 4}), help_text="No names.",
    )  # fmt: skip


@requires(P.AUDIT_MODERATE, P.AUDIT_DO, P.PROGRAMME_SEE)
def sessions(request: HttpRequest) -> HttpResponse:
    """Sessions planned and held, and what waits for one."""
    user, adopted = request.user, adopted_on(clock.today())
    together = [each for each in adopted.pack.activity_types
                if each.moderation.kind == ModerationKind.GROUP_SESSION]  # fmt: skip
    leads = [each for each in together if services.may_lead(each, user)]
    waiting = _waiting(user, [each.key for each in leads])
    form = SessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = [audit for audit in waiting if str(audit.pk) in request.POST.getlist("audit")]
        try:
            made = _plan(chosen, leader=user, on=form.cleaned_data["on"])
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return redirect("practice:session", pk=made.pk)
    cards = cards_of(waiting)
    list_children(request, sum(audit.is_about_a_child for audit in waiting))
    context = {
        "sessions": Session.objects.visible_to(user)
        .select_related("leader")
        .prefetch_related("adopted")[:50],
        "waiting": [{"audit": audit, "name": cards[audit.pk].name} for audit in waiting],
        "leads": leads,
        "form": form,
        "crumbs": [{"label": "Practice", "url": reverse("practice:home")}],
        "names_children": bool(waiting),
    }
    return render(request, "practice/sessions.html", context)


def _waiting(user, keys: list[str]) -> list[Audit]:
    waiting = Audit.objects.visible_to(user).waiting_for_moderation()
    return list(waiting.filter(activity_key__in=keys, session=None).for_pages().distinct())


def _plan(audits: list[Audit], *, leader, on):
    if not audits:
        return services.plan(adopted_on(clock.today()), "", on=on, leader=leader, audits=[])
    first = audits[0]
    return services.plan(first.adopted, first.activity_key, on=on, leader=leader, audits=audits)


@requires(P.AUDIT_MODERATE, P.AUDIT_DO, P.PROGRAMME_SEE)
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """One session: its audits, who was there, and, for its leader, writing it up."""
    found = get_object_or_404(Session.objects.visible_to(request.user), pk=pk)
    leads = found.leader_id == request.user.pk and found.state == Session.State.PLANNED
    form = HeldForm(request.POST if "hold" in request.POST else None)
    if request.method == "POST":
        if not leads:
            raise Http404
        try:
            _write_up(request, found, form)
        except UserError as error:
            messages.error(request, str(error))
        return redirect("practice:session", pk=pk)
    audits = list(Audit.objects.visible_to(request.user).filter(session=found)
                  .for_pages().distinct())  # fmt: skip
    list_children(request, sum(audit.is_about_a_child for audit in audits))
    cards = cards_of(audits)
    context = {
        "session": found,
        "leads": leads,
        "form": form,
        "attendance": list(found.attendance.select_related("person")),
        "audits": [
            {"audit": audit, "name": cards[audit.pk].name, "state": presenting.state_words(audit),
             "waits": audit.state == Audit.State.SUBMITTED}
            for audit in audits
        ],
        "others": found.audits.count() - len(audits),
        "names_children": bool(audits),
        "crumbs": [
            {"label": "Practice", "url": reverse("practice:home")},
            {"label": "Moderation sessions", "url": reverse("practice:sessions")},
        ],
    }  # fmt: skip
    return render(request, "practice/session.html", context)


def _write_up(request: HttpRequest, found: Session, form: HeldForm) -> None:
    if "hold" in request.POST and form.is_valid():
        services.hold(found, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, "The session is held. What was not decided waits for another.")
    elif "hold" not in request.POST:
        present = {int(each) for each in request.POST.getlist("present") if each.isdigit()}
        services.attended(found, present, by=request.user)
        messages.success(request, "Who was there is written down.")
