"""Setting targets, restarting limits, commenting, raising an action: forms about a measure."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from lineofsight.errors import UserError
from lineofsight.indicators import Indicator
from lineofsight.periods import Period
from lineofsight.web import clock
from lineofsight.web.people.access import requires
from lineofsight.web.people.permissions import Permission
from lineofsight.web.performance import queries, services
from lineofsight.web.performance.forms import ActionForm, CommentForm, RestartForm, TargetForm
from lineofsight.web.performance.models import ChartRestart
from lineofsight.web.performance.scorecards import Card, measure_url
from lineofsight.web.performance.views.frame import View, indicator_or_404, stamp_of, view_of
from lineofsight.web.performance.views.measure import card_and_figure, period_in


@requires(Permission.COMMENTARY_WRITE)
def comment(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """Say what lies behind a figure; what was said before stays beside it."""
    indicator, view, period = _asked(request, indicator_id)
    before = queries.commentary_on(indicator.id, view.place.key)
    now = next((each for each in before if each.period_id == period.id), None)
    form = CommentForm(request.POST or None, initial={"text": now.text if now else ""})
    if request.method == "POST" and form.is_valid():
        services.comment(
            indicator.id, view.place.key, period.id, by=request.user, **form.cleaned_data
        )
        return _done(request, view, indicator, "Your comment stands beside the figure.")
    card, _ = card_and_figure(view, indicator, period)
    return _page(request, "comment", card, (view, period), {"form": form, "before": before})


@requires(Permission.TARGETS_SET)
def target(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """Set a target with its tolerance from a month on, with a reason; see all versions."""
    indicator, view, period = _asked(request, indicator_id)
    card, _ = card_and_figure(view, indicator, period)
    form = TargetForm(request.POST or None, initial=_initial(card, view))
    if request.method == "POST" and form.is_valid():
        services.set_target(indicator.id, view.place.key, by=request.user, **form.cleaned_data)
        return _done(request, view, indicator, "The target is set.")
    return _page(
        request,
        "target",
        card,
        (view, period),
        {"form": form, "versions": queries.target_versions(indicator.id, view.place.key)},
    )


@requires(Permission.TARGETS_SET)
def restart(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """Work out the chart's limits anew from a day, because the work changed then."""
    indicator, view, period = _asked(request, indicator_id)
    form = RestartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.restart_limits(indicator.id, view.place.key, by=request.user, **form.cleaned_data)
        return _done(request, view, indicator, "The chart’s limits are worked out anew.")
    card, _ = card_and_figure(view, indicator, period)
    history = queries.restart_versions(indicator.id, view.place.key)
    return _page(request, "restart", card, (view, period), {"form": form, "history": history})


@requires(Permission.TARGETS_SET)
@require_POST
def withdraw_restart(request: HttpRequest, indicator_id: str, pk: int) -> HttpResponse:
    indicator, view, _ = _asked(request, indicator_id)
    found = get_object_or_404(ChartRestart, pk=pk, indicator_id=indicator.id, unit=view.place.key)
    services.withdraw_restart(found, by=request.user)
    return _done(request, view, indicator, "The restart is withdrawn.")


@requires(Permission.ACTION_AGREE)
def action(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """Raise an action because of this figure."""
    indicator, view, period = _asked(request, indicator_id)
    form = ActionForm(request.POST or None, day=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            services.raise_action(
                indicator.id, view.place.key, period.id, by=request.user, **form.cleaned_data
            )
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return _done(request, view, indicator, "The action is proposed.")
    card, _ = card_and_figure(view, indicator, period)
    return _page(request, "action", card, (view, period), {"form": form})


def _asked(request: HttpRequest, indicator_id: str) -> tuple[Indicator, View, Period]:
    indicator = indicator_or_404(indicator_id)
    view = view_of(request)
    if view is None:
        raise Http404
    return indicator, view, period_in(request, indicator, view.month)


def _page(request, name: str, card: Card, where: tuple[View, Period], more: dict) -> HttpResponse:
    view, period = where
    url = measure_url(card.indicator.id, view.place, view.month)
    return render(
        request,
        f"performance/{name}.html",
        {
            "card": card,
            "indicator": card.indicator,
            "place": view.place,
            "period": period,
            "back": url,
            "query": urlencode(view.query | {"period": period.id}),
            "stamp": stamp_of(view),
            "crumbs": [
                {"label": "Performance", "url": reverse("performance:scorecard")},
                {"label": card.indicator.title, "url": url},
            ],
            **more,
        },
    )


def _initial(card: Card, view: View) -> dict:
    given = card.in_force.target
    return {
        "at_least": given.at_least if given else None,
        "at_most": given.at_most if given else None,
        "tolerance": given.tolerance if given else 0,
        "from_month": view.month.start,
    }


def _done(request: HttpRequest, view: View, indicator: Indicator, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(measure_url(indicator.id, view.place, view.month))
