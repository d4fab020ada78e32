"""Why a figure is another one than when it was first told."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from lineofsight.errors import UnknownName
from lineofsight.indicators import State
from lineofsight.indicators.reconciling import Reconciliation, reconcile
from lineofsight.web import clock, warehouse
from lineofsight.web.people.access import requires
from lineofsight.web.people.children import list_children
from lineofsight.web.people.permissions import Permission
from lineofsight.web.performance import behind as lists
from lineofsight.web.performance import reading, reconciled
from lineofsight.web.performance.scorecards import figure_basis, figure_text, measure_url
from lineofsight.web.performance.views.frame import (
    indicator_or_404,
    nothing_loaded,
    stamp_of,
    view_of,
)
from lineofsight.web.performance.views.measure import card_and_figure, period_in
from lineofsight.web.ui.paging import page_of


@requires(Permission.CHILDREN_SEE)
def compare(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """The figure by an earlier load and by the newest, and each case that differs."""
    indicator = indicator_or_404(indicator_id)
    view = view_of(request)
    if view is None:
        return nothing_loaded(request)
    if not view.scope.child_level:
        raise PermissionDenied
    period = period_in(request, indicator, view.month)
    if card_and_figure(view, indicator, period)[1].state == State.SUPPRESSED:
        raise Http404
    earlier = reconciled.earlier_than(view.snapshot, period)
    chosen = _chosen(request, earlier)
    found, refused = None, ""
    if chosen:
        try:
            found = _reconcile(view, indicator_id, period, chosen)
        except UnknownName as problem:
            refused = str(problem)
    page = page_of(request, found.differences if found else ())
    names = {each.row.child_id for each in page.object_list if each.row.child_id}
    list_children(request, len(names))
    lines = lists.lines_of(view.snapshot, [each.row for each in page.object_list], clock.today())
    context = {
        "indicator": indicator,
        "period": period,
        "view": view,
        "found": found,
        "refused": refused,
        "rows": reconciled.rows_of(page.object_list, lines),
        "page": page,
        "figures": _figures(indicator, found, chosen, view) if found else [],
        "choices": [
            {"value": each.id, "label": reconciled.label_of(each), "is_chosen": each is chosen}
            for each in earlier
        ],
        "stamp": stamp_of(view),
        "names_children": bool(names),
        "crumbs": _crumbs(view, indicator, period),
    }
    return render(request, "performance/reconciled.html", context)


def _chosen(request: HttpRequest, earlier):
    """The load that is asked for; else the first that told of the period."""
    asked = request.GET.get("older", "")
    found = [each for each in earlier if each.id == asked]
    if asked and not found:
        raise Http404
    return next(iter(found or earlier), None)


def _reconcile(view, indicator_id, period, older) -> Reconciliation:
    return reconcile(
        warehouse.snapshot(older.id),
        view.snapshot,
        indicator_id,
        period,
        unit=view.place.ref,
        scope=view.scope,
        basis=reading.basis_key().basis,
    )


def _figures(indicator, found: Reconciliation, older, view) -> list[dict]:
    pairs = ((older, found.before), (view.snapshot, found.after))
    return [
        {
            "label": reconciled.label_of(snapshot),
            "value": figure_text(indicator, figure),
            "basis": figure_basis(indicator, figure),
        }
        for snapshot, figure in pairs
    ]


def _crumbs(view, indicator, period) -> list[dict]:
    back = f"{measure_url(indicator.id, view.place, view.month)}&{urlencode({'period': period.id})}"
    return [
        {"label": "Performance", "url": reverse("performance:scorecard")},
        {"label": indicator.title, "url": back},
    ]
