"""Pages on which a reporting arrangement is put to rest, and goes on again."""

import datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from lineofsight.errors import UserError
from lineofsight.web import clock
from lineofsight.web.people.access import requires
from lineofsight.web.people.permissions import Permission
from lineofsight.web.reporting import queries, services
from lineofsight.web.reporting.models import ReportPause
from lineofsight.web.ui.forms import DateField, Form
from lineofsight.web.ui.panels import Rest

SEES = (Permission.REPORT_SEE, Permission.REPORT_WRITE, Permission.REPORT_SIGN)


class PauseForm(Form):
    definition_key = forms.ChoiceField(label="Which report rests")
    from_on = DateField(label="From")
    to_on = DateField(
        label="Until, the last day of it", required=False,
        help_text="Leave it empty if nobody knows yet.",
    )  # fmt: skip
    reason = forms.CharField(
        label="Why, and who decided it", max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["definition_key"].choices = [
            (use.key, use.title) for use in queries.pack(day).reports
        ]


def arrangements(today: datetime.date) -> list[dict]:
    """Every report that comes by itself or rests: how often, and its pauses of this year and
    to come."""
    pauses: dict[str, list[ReportPause]] = {}
    known = ReportPause.objects.not_over(today.replace(month=1, day=1)).select_related("paused_by")
    for each in known:
        pauses.setdefault(each.definition_key, []).append(each)
    return [
        {
            "use": use,
            "pauses": [{"pause": each, "is_over": _is_over(each, today),
                        "rests": each.from_on <= today and not _is_over(each, today)}
                       for each in pauses.get(use.key, [])],
        }
        for use in queries.pack(today).reports
        if use.runs.value is not None or use.key in pauses
    ]  # fmt: skip


def rests_of_year(user, year: int) -> list[Rest]:
    """The reports that rest at some time of a year, for those who see reports at all."""
    return recorded_rests(year) if any(map(user.may, SEES)) else []


def recorded_rests(year: int) -> list[Rest]:
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    known = ReportPause.objects.not_over(first).filter(from_on__lte=last)
    return [
        Rest(each.title, each.from_on, each.to_on, each.reason)
        for each in known.order_by("from_on", "pk")
    ]


def _is_over(pause: ReportPause, today: datetime.date) -> bool:
    return pause.to_on is not None and pause.to_on < today


@requires(Permission.REPORT_SIGN)
def pause(request: HttpRequest) -> HttpResponse:
    """Put one reporting arrangement to rest; the others go on."""
    today = clock.today()
    form = PauseForm(request.POST or None, day=today, initial={"from_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            services.pause(by=request.user, **form.cleaned_data)
        except UserError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "It rests. The other reports go on.")
            return redirect("reporting:home")
    return render(request, "reporting/pause.html", {"form": form})


@requires(Permission.REPORT_SIGN)
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        services.end_pause(get_object_or_404(ReportPause, pk=pk), by=request.user)
    except UserError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "It goes on from today.")
    return redirect("reporting:home")
