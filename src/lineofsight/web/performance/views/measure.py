"""One measure: its page, its chart as a file, its figures as a file."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils.http import urlencode

from lineofsight.charts import control_chart, export
from lineofsight.charts.table import series_table
from lineofsight.errors import UnknownName
from lineofsight.indicators import Figure, Indicator, units_of
from lineofsight.periods import Period, PeriodKind
from lineofsight.web import clock
from lineofsight.web.people.access import requires
from lineofsight.web.people.permissions import Permission
from lineofsight.web.performance import compared, measures, queries, reading
from lineofsight.web.performance.behind import cases_behind
from lineofsight.web.performance.differences import are_told
from lineofsight.web.performance.outlook import outlook_of
from lineofsight.web.performance.places import Choice
from lineofsight.web.performance.scorecards import (
    Card,
    card_of,
    figure_basis,
    figure_text,
    measure_url,
)
from lineofsight.web.performance.views.frame import (
    View,
    facts_for,
    indicator_or_404,
    nothing_loaded,
    selects,
    stamp_of,
    view_of,
)
from lineofsight.web.ui import panels
from lineofsight.web.ui.spreadsheets import csv_file
from lineofsight.web.ui.words import counted

KIND_WORDS = {
    PeriodKind.MONTH: "Month",
    PeriodKind.QUARTER: "Quarter",
    PeriodKind.YEAR_TO_DATE: "Year to date",
    PeriodKind.ROLLING_YEAR: "Twelve months",
}


@requires(Permission.FIGURES_SEE)
def measure(request: HttpRequest, indicator_id: str) -> HttpResponse:
    indicator = indicator_or_404(indicator_id)
    view = view_of(request)
    if view is None:
        return nothing_loaded(request)
    period = period_in(request, indicator, view.month)
    card, figure = card_and_figure(view, indicator, period)
    actions = queries.actions_on(request.user, indicator.id, view.place.key)
    children_url = _children_url(request, view, indicator, period, figure)
    said = queries.commentary_on(indicator.id, view.place.key)
    return render(
        request,
        "performance/measure.html",
        {
            "card": card,
            "indicator": indicator,
            "figure": figure,
            "value": figure_text(indicator, figure),
            "basis": figure_basis(indicator, figure),
            "period": period,
            "kinds": kinds(indicator, period),
            "chart": measures.chart_of(card),
            "outlook": outlook_of(view, card),
            "definition": measures.definition_rows(indicator, figure, view.snapshot),
            "comparisons": compared.comparisons(
                card, view.snapshot, reading.authority().name, outside=view.outside
            ),
            "compares_with": queries.pack_in_use(clock.today(), settings.PACK).compared_with,
            "standing": compared.standing(card, view.snapshot, outside=view.outside),
            "by_unit": measures.by_unit(
                card, view.snapshot, units_of(view.snapshot), (view.place, period), view.scope
            ),
            "breakdowns": measures.breakdowns(
                card, view.snapshot, view.place, period, withheld=view.withheld
            ),
            "said": [each for each in said if each.period_id == figure.period_id][:1],
            "said_before": [each for each in said if each.period_id != figure.period_id][:6],
            "actions": actions,
            "late_actions": sum(each.is_overdue(clock.today()) for each in actions),
            "today": clock.today(),
            "children_count": measures.children_count(indicator, figure),
            "children_url": children_url,
            "shows_missed": measures.show_first(indicator) == "not-counted",
            "practice_url": _practice_url(request, view, indicator, period),
            "audits": _audits(request, view, indicator, period) if children_url else None,
            "stops": stops(request, view, indicator, figure, here="figure", actions=actions),
            "has_differences": are_told(indicator),
            "stamp": stamp_of(view),
            "view": view,
            "query": urlencode(view.query | {"period": period.id}),
            **_may(request),
            **selects(view),
        },
    )


@requires(Permission.FIGURES_SEE)
def chart(request: HttpRequest, indicator_id: str, form: str) -> HttpResponse:
    """The control chart as SVG or PNG."""
    indicator = indicator_or_404(indicator_id)
    view = view_of(request)
    if view is None or form not in ("svg", "png"):
        raise Http404
    card, _ = card_and_figure(view, indicator, reading.period_of(indicator, view.month))
    drawn = control_chart.wide(card.series, ident="chart")
    if form == "svg":
        response = HttpResponse(drawn, content_type="image/svg+xml")
    else:
        response = HttpResponse(export.png(drawn), content_type="image/png")
    name = f"{indicator.id}-{view.month.id}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@requires(Permission.FIGURES_SEE)
def figures_csv(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """The chart's months as a table: the same cells as on the page."""
    indicator = indicator_or_404(indicator_id)
    view = view_of(request)
    if view is None:
        raise Http404
    card, _ = card_and_figure(view, indicator, reading.period_of(indicator, view.month))
    table = series_table(card.series)
    about = f"{table.caption}. Snapshot {view.snapshot.id}, definition version {indicator.version}"
    rows = [[about], table.columns, *table.rows]
    return csv_file(f"{indicator.id}-{view.month.id}.csv", rows)


def period_in(request: HttpRequest, indicator: Indicator, month: Period) -> Period:
    """The period the address asks for, of a kind the measure has; else its usual one. It
    always ends with the month the page is of, or before."""
    kind = request.GET.get("kind", "")
    text = request.GET.get("period", "")
    if kind in {str(each) for each in indicator.period_kinds} and kind != PeriodKind.DAY:
        return Period.of_kind(PeriodKind(kind), month.end)
    if text:
        try:
            asked = Period.parse(text)
        except UnknownName:
            raise Http404 from None
        if asked.kind not in indicator.period_kinds:
            raise Http404
        return asked
    return reading.period_of(indicator, month)


def card_and_figure(view: View, indicator: Indicator, period: Period) -> tuple[Card, Figure]:
    """The measure's card of the month, and the figure of the period asked for."""
    points = reading.monthly_figures(view.snapshot, [indicator.id], view.place, view.month)
    shown = reading.figure_of(view.snapshot, indicator.id, view.place, period)
    if shown is None:
        raise Http404
    where = (view.place, view.month)
    card = card_of(
        indicator, (shown, points[indicator.id]), where, facts_for(view, [period.id]), view.withheld
    )
    return card, card.figure


def stops(
    request: HttpRequest, view: View, indicator: Indicator, figure: Figure, *, here: str, actions
) -> list[dict]:
    """The line: figure, children, practice, actions, with what lies at each stop."""
    count = measures.children_count(indicator, figure)
    period = Period.parse(figure.period_id)
    lies = figure_text(indicator, figure)
    children_url = _children_url(request, view, indicator, period, figure)
    practice = _practice_url(request, view, indicator, period)
    late = sum(each.is_overdue(clock.today()) for each in actions)
    return [
        {
            "label": "Figure",
            "lies": f"{lies}, {period.label}",
            "url": measure_url(indicator.id, view.place, view.month),
            "current": here == "figure",
        },
        {
            "label": capfirst(indicator.record.many) if indicator.record else "Children",
            "lies": _children_words(indicator, figure, count, view),
            "url": children_url,
            "current": here == "children",
        },
        {
            "label": "Practice",
            "lies": _practice_words(indicator, practice),
            "url": practice,
            "current": False,
        },
        {
            "label": "Actions",
            "lies": f"{len(actions)} open, {late} late"
            if late
            else counted(len(actions), "action"),
            "url": f"{measure_url(indicator.id, view.place, view.month)}#actions",
            "current": False,
        },
    ]


def _action_words(count: int, late: int) -> str:
    if not count:
        return "none yet"
    return counted(count, "action") + (f", {late} late" if late else "")


def _children_words(indicator: Indicator, figure: Figure, count: int | None, view: View) -> str:
    if view.outside:
        return "not shown to your role"
    if count is None:
        return "no figure"
    if measures.show_first(indicator) == "not-counted":
        return f"{count:,} of {figure.denominator:,} not counted"
    return f"{count:,} counted"


def _practice_words(indicator: Indicator, practice: str) -> str:
    if indicator.record:
        return "no child’s record to test"
    return "test these children’s records" if practice else "audits of these children"


def _children_url(
    request: HttpRequest, view: View, indicator: Indicator, period: Period, figure: Figure
) -> str:
    """The list behind the figure; nothing for those who see no children, or no figure."""
    if not view.scope.child_level or not request.user.may(Permission.CHILDREN_SEE):
        return ""
    if figure.numerator is None:
        return ""
    query = urlencode(view.query | {"period": period.id})
    return f"{reverse('performance:children', args=[indicator.id])}?{query}"


def _practice_url(request: HttpRequest, view: View, indicator: Indicator, period: Period) -> str:
    is_outside = view.outside or indicator.record is not None
    if is_outside or not request.user.may(Permission.PROGRAMME_PLAN):
        return ""
    show = measures.show_first(indicator)
    return measures.test_in_practice_url(indicator.id, view.place, period, show)


def _audits(request, view: View, indicator: Indicator, period: Period):
    behind = cases_behind(
        view.snapshot, indicator.id, period, view.place.ref, view.scope,
        reading.basis_key(),
    )  # fmt: skip
    ids = [row.child_id for row in behind.rows if row.child_id]
    return panels.audits_of_figure(request.user, indicator.id, period.id, ids)


def kinds(indicator: Indicator, period: Period) -> list[Choice]:
    return [
        Choice(str(kind), KIND_WORDS[kind], kind == period.kind)
        for kind in indicator.period_kinds
        if kind in KIND_WORDS
    ]


def _may(request: HttpRequest) -> dict[str, bool]:
    return {
        "may_comment": request.user.may(Permission.COMMENTARY_WRITE),
        "may_set": request.user.may(Permission.TARGETS_SET),
        "may_act": request.user.may(Permission.ACTION_AGREE),
    }
