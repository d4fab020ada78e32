"""The children (or other records) behind a figure, and taking the list away."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from lineofsight.indicators import COUNTED, NOT_COUNTED, ChildrenBehind, Indicator, State
from lineofsight.periods import Period
from lineofsight.web import clock
from lineofsight.web.people.access import requires
from lineofsight.web.people.children import list_children
from lineofsight.web.people.permissions import Permission
from lineofsight.web.performance import behind as lists
from lineofsight.web.performance import measures, queries, reading, services
from lineofsight.web.performance.behind import Filters, cases_behind
from lineofsight.web.performance.forms import DownloadForm
from lineofsight.web.performance.scorecards import measure_url
from lineofsight.web.performance.views.frame import (
    View,
    indicator_or_404,
    nothing_loaded,
    stamp_of,
    view_of,
)
from lineofsight.web.performance.views.measure import card_and_figure, period_in, stops
from lineofsight.web.ui.paging import page_of
from lineofsight.web.ui.spreadsheets import csv_file
from lineofsight.web.ui.words import instant

COLUMNS = ("Number", "Name", "Age", "Team", "Worker", "Started", "Due", "Finished", "Measure",
           "Counted?", "Days over", "Reason")  # fmt: skip


@requires(Permission.CHILDREN_SEE)
def children(request: HttpRequest, indicator_id: str) -> HttpResponse:
    indicator = indicator_or_404(indicator_id)
    view = view_of(request)
    if view is None:
        return nothing_loaded(request)
    if not view.scope.child_level:
        raise PermissionDenied
    period = period_in(request, indicator, view.month)
    card, figure = card_and_figure(view, indicator, period)
    if figure.state == State.SUPPRESSED:  # so few that the list's own counts would tell
        raise Http404
    behind = _behind(view, indicator, period)
    wanted = Filters.read(request, measures.show_first(indicator))
    of_chip = behind.with_status(wanted.show)
    rows = lists.filtered(of_chip, wanted)
    page = page_of(request, rows, per_page=_per_page(request))
    actions = queries.actions_on(request.user, indicator.id, view.place.key)
    list_children(request, lists.children_in(page.object_list))
    return render(
        request,
        "performance/children.html",
        {
            "card": card,
            "indicator": indicator,
            "period": period,
            "behind": behind,
            "wanted": wanted,
            "title": _title(indicator, behind, wanted),
            "explains": _explains(indicator, wanted),
            "chips": _chips(request, behind, wanted),
            "choices": lists.choices(of_chip, wanted),
            "page": page,
            "lines": lists.lines_of(view.snapshot, page.object_list, clock.today()),
            "per_pages": lists.PER_PAGE,
            "per": page.paginator.per_page,
            "how_counted": lists.how_counted(behind, wanted),
            "everything": sum(behind.totals.values()),
            "stops": stops(request, view, indicator, figure, here="children", actions=actions),
            "stamp": stamp_of(view),
            "names_children": indicator.record is None,
            "view": view,
            "query": urlencode(view.query | {"period": period.id}),
            "practice_url": _practice_url(request, view, indicator, period, wanted),
            "crumbs": _crumbs(view, indicator),
        },
    )


@requires(Permission.CHILDREN_SEE)
def take(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """Take the list away as a file: the reason first, kept with who and when."""
    indicator = indicator_or_404(indicator_id)
    view = view_of(request)
    if view is None:
        return nothing_loaded(request)
    if not view.scope.child_level:
        raise PermissionDenied
    period = period_in(request, indicator, view.month)
    if card_and_figure(view, indicator, period)[1].state == State.SUPPRESSED:
        raise Http404
    behind = _behind(view, indicator, period)
    wanted = Filters.read(request, measures.show_first(indicator))
    rows = lists.filtered(behind.with_status(wanted.show), wanted)
    form = DownloadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        taken = services.record_download(
            indicator.id,
            view.place.key,
            period.id,
            status=wanted.show,
            row_count=len(rows),
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
        return _file(view, indicator, period, rows, taken)
    return render(
        request,
        "performance/take.html",
        {
            "indicator": indicator,
            "period": period,
            "count": len(rows),
            "things": indicator.record.many if indicator.record else "children",
            "show": lists.CHIPS[wanted.show].lower(),
            "form": form,
            "stamp": stamp_of(view),
            "names_children": indicator.record is None,
            "crumbs": _crumbs(view, indicator),
            "back": f"{reverse('performance:children', args=[indicator.id])}"
            f"?{request.GET.urlencode()}",
        },
    )


def _behind(view: View, indicator: Indicator, period: Period) -> ChildrenBehind:
    return cases_behind(
        view.snapshot,
        indicator.id,
        period,
        view.place.ref,
        view.scope,
        reading.basis_key(),
    )


def _title(indicator: Indicator, behind: ChildrenBehind, wanted: Filters) -> str:
    """“37 of 168 are not counted”, all told, whoever looks."""
    of = behind.totals[COUNTED] + behind.totals[NOT_COUNTED]
    count = behind.totals[wanted.show]
    if wanted.show == "left-out":
        return f"{count:,} left out of the figure"
    words = "counted" if wanted.show == COUNTED else "not counted"
    if count == of and wanted.show == COUNTED:
        nobody = "Nothing is counted" if indicator.record else "Nobody is counted"
        return f"All {of:,} are counted" if of else nobody
    are = "is" if count == 1 else "are"
    return f"{count:,} of {of:,} {are} {words}"


def _explains(indicator: Indicator, wanted: Filters) -> str:
    return {
        COUNTED: indicator.counted,
        NOT_COUNTED: indicator.not_counted,
    }.get(wanted.show, indicator.left_out)


def _chips(request: HttpRequest, behind: ChildrenBehind, wanted: Filters) -> list[dict]:
    keep = {name: request.GET[name] for name in ("unit", "month", "period") if name in request.GET}
    return [
        {
            "label": lists.CHIPS[status],
            "count": f"({behind.totals[status]:,})",
            "url": f"?{urlencode(keep | {'show': status})}",
            "current": status == wanted.show,
        }
        for status in lists.SHOWS
    ]


def _per_page(request: HttpRequest) -> int:
    text = request.GET.get("per", "")
    return int(text) if text in {str(each) for each in lists.PER_PAGE} else lists.PER_PAGE[0]


def _practice_url(request, view: View, indicator: Indicator, period: Period, wanted) -> str:
    if indicator.record or not request.user.may(Permission.PROGRAMME_PLAN):
        return ""
    return measures.test_in_practice_url(indicator.id, view.place, period, wanted.show)


def _crumbs(view: View, indicator: Indicator) -> list[dict]:
    return [
        {"label": "Performance", "url": reverse("performance:scorecard")},
        {"label": indicator.title, "url": measure_url(indicator.id, view.place, view.month)},
    ]


def _file(view: View, indicator: Indicator, period: Period, rows, taken) -> HttpResponse:
    """CSV that says first what it is, who took it, when and why."""
    table = [
        ["OFFICIAL-SENSITIVE. " + _what_it_holds(indicator) + " Delete when no longer needed."],
        [f"{indicator.title}, {view.place.name}, {period.label}"],
        [f"Taken by {taken.by.name}, {instant(taken.at)} {taken.at:%Y}"],
        [f"Why: {taken.reason}"],
        [f"{taken.row_count} rows. Snapshot {view.snapshot.id}"],
        COLUMNS,
    ]
    for line in lists.lines_of(view.snapshot, rows, clock.today()):
        row = line.row
        table.append(
            [line.person.number, line.person.name, line.person.age, row.team_name,
             row.worker_name, row.started_on, row.due_on, row.finished_on, row.measure,
             lists.CHIPS[row.status], row.days_over, row.reason]
        )  # fmt: skip
    of = "records" if indicator.record else "children"
    return csv_file(f"{indicator.id}-{period.id}-{of}.csv", table)


def _what_it_holds(indicator: Indicator) -> str:
    return f"Lists {indicator.record.many}." if indicator.record else "Names children."
