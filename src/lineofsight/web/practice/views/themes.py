"""Themes: how often, where, and how the list has changed; and coding an audit's findings."""

import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from lineofsight.errors import UserError
from lineofsight.web import clock
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.people.access import requires
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice import themes as counting
from lineofsight.web.practice.models import AuditTheme, Theme
from lineofsight.web.practice.opening import card_of, identity, open_audit
from lineofsight.web.practice.services import themes as services
from lineofsight.web.ui.forms import Form

YEAR = datetime.timedelta(days=365)


class ThemeForm(Form):
    title = forms.CharField(label="A theme of your own", max_length=120)


class MergeForm(Form):
    into = forms.ModelChoiceField(label="Merge it into", queryset=Theme.objects.none())
    reason = forms.CharField(label="Why", max_length=300)

    def __init__(self, *args, theme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Theme.objects.filter(is_closed=False).exclude(pk=theme.pk)


class SplitForm(Form):
    titles = forms.CharField(
        label="Split it into", help_text="One part a line.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    reason = forms.CharField(label="Why", max_length=300)


class CodeForm(Form):
    """What was strong and what was a concern, by theme."""

    strengths = forms.ModelMultipleChoiceField(
        label="Strengths", queryset=Theme.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    concerns = forms.ModelMultipleChoiceField(
        label="Concerns", queryset=Theme.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.queryset = Theme.objects.filter(is_closed=False)


@requires(P.AUDIT_SEE, P.PROGRAMME_SEE)
def themes(request: HttpRequest) -> HttpResponse:
    """The year's themes, of the authority and by service; a new one for who plans."""
    services.take_from(pack_on(clock.today()))
    may_change = request.user.may(P.PROGRAMME_PLAN)
    form = ThemeForm(request.POST or None) if may_change else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid() and _did(form, services.add, by=request.user, **form.cleaned_data):
            return redirect("practice:themes")
    end = clock.today()
    names = dict(OrgUnit.objects.services().values_list("code", "name"))
    by_service = counting.by_service(end - YEAR, end)
    known = Theme.objects.select_related("merged_into")
    return render(request, "practice/themes.html", {
        "form": form, "rows": counting.counts(end - YEAR, end), "may_change": may_change,
        "services": [{"name": names.get(code, code or "No service"), "rows": rows[:3]}
                     for code, rows in by_service.items()],
        "open": known.filter(is_closed=False), "closed": known.filter(is_closed=True),
        "crumbs": _crumbs(1),
    })  # fmt: skip


@requires(P.PROGRAMME_PLAN)
def theme(request: HttpRequest, pk: int) -> HttpResponse:
    """One theme: over time, its history, and merging or splitting it."""
    found = get_object_or_404(Theme, pk=pk)
    act = request.POST.get("act")
    merge = MergeForm(request.POST if act == "merge" else None, theme=found)
    split = SplitForm(request.POST if act == "split" else None)
    if act == "merge" and merge.is_valid():
        if _did(merge, services.merge, found, by=request.user, **merge.cleaned_data):
            return redirect("practice:themes")
    if act == "split" and split.is_valid():
        titles = split.cleaned_data["titles"].splitlines()
        why = split.cleaned_data["reason"]
        if _did(split, services.split, found, titles=titles, reason=why, by=request.user):
            return redirect("practice:themes")
    end = clock.today()
    return render(request, "practice/theme.html", {
        "theme": found, "merge": merge, "split": split, "changes": found.changes.all(),
        "months": counting.by_month(end - YEAR, end, key=found.key), "crumbs": _crumbs(2),
    })  # fmt: skip


@requires(P.AUDIT_SEE, P.AUDIT_DO)
def my_line(request: HttpRequest) -> HttpResponse:
    """What audits found in one's own work, and in that of the team one manages oneself."""
    end = clock.today()
    rows = counting.learning_of(request.user, end - YEAR, end)
    return render(request, "practice/my_learning.html", {"rows": rows, "crumbs": _crumbs(2)})


@requires(P.AUDIT_MODERATE, P.PROGRAMME_PLAN)
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """Code the findings of an audit whose grades are final."""
    audit = open_audit(request, pk)
    if not audit.is_judged:
        raise Http404
    services.take_from(audit.pack)
    kinds = AuditTheme.Kind
    coded = list(audit.themes.select_related("theme"))
    form = CodeForm(request.POST or None, initial={
        "strengths": [each.theme_id for each in coded if each.kind == kinds.STRENGTH],
        "concerns": [each.theme_id for each in coded if each.kind == kinds.CONCERN],
    })  # fmt: skip
    if request.method == "POST" and form.is_valid():
        wanted = {(t.pk, kinds.STRENGTH) for t in form.cleaned_data["strengths"]}
        wanted |= {(t.pk, kinds.CONCERN) for t in form.cleaned_data["concerns"]}
        there = {(each.theme_id, each.kind) for each in coded}
        for each in coded:
            if (each.theme_id, each.kind) not in wanted:
                services.uncode_audit(each, by=request.user)
        themes_of = {each.pk: each for each in Theme.objects.all()}
        new = [(themes_of[theme_pk], kind, "") for theme_pk, kind in sorted(wanted - there)]
        services.code_audit(audit, new, by=request.user)
        messages.success(request, "The findings are coded.")
        return redirect("practice:audit", pk=pk)
    card = card_of(audit)
    return render(request, "practice/code_themes.html", {
        "audit": audit, "child": card, "identity": identity(audit, request.user, card),
        "names_children": True, "form": form, "crumbs": _crumbs(1),
    })  # fmt: skip


def _did(form, service, *args, **kwargs) -> bool:
    try:
        service(*args, **kwargs)
    except UserError as error:
        form.add_error(None, str(error))
        return False
    return True


def _crumbs(depth: int) -> list[dict]:
    names = [("Practice", "practice:home"), ("Themes", "practice:themes")]
    return [{"label": label, "url": reverse(name)} for label, name in names[:depth]]
