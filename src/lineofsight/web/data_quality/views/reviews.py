"""Is each item still needed; does an indicator say what it claims."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lineofsight.indicators import CATALOGUE
from lineofsight.web import clock
from lineofsight.web.data_quality import relevance as items
from lineofsight.web.data_quality.forms import DecisionForm, IntegrityForm
from lineofsight.web.data_quality.models import IntegrityAudit, ItemDecision
from lineofsight.web.data_quality.services import reviewing
from lineofsight.web.data_quality.views.overview import REVIEWS
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.people.access import requires
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.ui.paging import page_of

Kind = ItemDecision.Kind


@requires(*REVIEWS)
def relevance(request: HttpRequest) -> HttpResponse:
    """Items to be asked about first; whether each is needed, who said so, and when again."""
    kind = request.GET.get("kind", Kind.ITEM.value)
    if kind not in Kind.values:
        raise Http404
    today = clock.today()
    every = items.items(kind)
    due = [each for each in every if each.is_due(today)]
    show = request.GET.get("show", "due")
    words = request.GET.get("q", "").casefold().split()
    shown = [each for each in (due if show == "due" else every) if _has(each, words)]
    return render(request, "data_quality/relevance.html", {
        "page": page_of(request, shown, per_page=50), "kind": kind, "show": show,
        "due": len(due), "every": len(every), "q": request.GET.get("q", ""),
        "kinds": [{"label": label, "url": f"?kind={value}", "current": value == kind}
                  for value, label in Kind.choices],
        "setting": pack_on(today).data_quality.relevance_every_months,
        "may_decide": request.user.may(P.SUBMISSIONS_LOAD),
        "crumbs": [_home_crumb()],
    })  # fmt: skip


@requires(P.SUBMISSIONS_LOAD)
def decide(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    item = items.item(kind, key) if kind in Kind.values else None
    if item is None:
        raise Http404
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reviewing.decide(kind, key, by=request.user, **form.cleaned_data)
        messages.success(request, f"{item.title}: recorded.")
        return redirect(f"{reverse('data_quality:relevance')}?kind={kind}")
    return render(request, "data_quality/decide.html", {
        "form": form, "item": item,
        "before": ItemDecision.objects.filter(kind=kind, item=key).select_related("by"),
        "crumbs": [_home_crumb(),
                   {"label": "Is it still needed?", "url": reverse("data_quality:relevance")}],
    })  # fmt: skip


@requires(*REVIEWS)
def integrity(request: HttpRequest) -> HttpResponse:
    """Audits of indicators: what was looked at, what came of it."""
    page = page_of(request, IntegrityAudit.objects.select_related("by"))
    return render(request, "data_quality/integrity.html", {
        "page": page,
        "rows": [(each, CATALOGUE[each.indicator_id].title if each.indicator_id in CATALOGUE
                  else each.indicator_id) for each in page.object_list],
        "may_record": _may_record(request.user),
        "crumbs": [_home_crumb()],
    })  # fmt: skip


@requires(P.SUBMISSIONS_LOAD, P.PROGRAMME_PLAN)
def new_integrity(request: HttpRequest) -> HttpResponse:
    form = IntegrityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reviewing.record_integrity(by=request.user, **form.cleaned_data)
        messages.success(request, "Recorded.")
        return redirect("data_quality:integrity")
    return render(request, "data_quality/new_integrity.html", {
        "form": form,
        "crumbs": [_home_crumb(),
                   {"label": "Audits of indicators", "url": reverse("data_quality:integrity")}],
    })  # fmt: skip


def _has(item: items.Item, words: list[str]) -> bool:
    text = f"{item.key} {item.title} {item.group}".casefold()
    return all(word in text for word in words)


def _may_record(user) -> bool:
    return user.may(P.SUBMISSIONS_LOAD) or user.may(P.PROGRAMME_PLAN)


def _home_crumb() -> dict:
    return {"label": "Data quality", "url": reverse("data_quality:home")}
