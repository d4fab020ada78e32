"""Who a measure meets more often than others, and which teams chance does not explain."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from lineofsight.web.people.access import requires
from lineofsight.web.people.permissions import Permission
from lineofsight.web.performance import differences
from lineofsight.web.performance.scorecards import figure_basis, figure_text, measure_url
from lineofsight.web.performance.views.frame import (
    indicator_or_404,
    nothing_loaded,
    selects,
    stamp_of,
    view_of,
)
from lineofsight.web.performance.views.measure import card_and_figure, kinds, period_in


@requires(Permission.FIGURES_SEE)
def compare(request: HttpRequest, indicator_id: str) -> HttpResponse:
    indicator = indicator_or_404(indicator_id)
    if not differences.are_told(indicator):
        raise Http404
    view = view_of(request)
    if view is None:
        return nothing_loaded(request)
    period = period_in(request, indicator, view.month)
    card, figure = card_and_figure(view, indicator, period)
    back = f"{measure_url(indicator.id, view.place, view.month)}&{urlencode({'period': period.id})}"
    context = {
        "indicator": indicator,
        "period": period,
        "kinds": kinds(indicator, period),
        "value": figure_text(indicator, figure),
        "basis": figure_basis(indicator, figure),
        "characteristics": differences.differences(view, card, period),
        "funnel": differences.teams(view, card, period),
        "view": view,
        "stamp": stamp_of(view),
        "crumbs": [
            {"label": "Performance", "url": reverse("performance:scorecard")},
            {"label": indicator.title, "url": back},
        ],
        **selects(view),
    }
    return render(request, "performance/differences.html", context)
