"""Pages of feedback from outside of audits."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lineofsight.errors import UserError
from lineofsight.periods import Period, PeriodKind
from lineofsight.web import clock
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.improvement import forms, receiving
from lineofsight.web.improvement.models import Received
from lineofsight.web.people.access import requires
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.people.permissions import Permission as P

GIVES = (P.CONCERN_RAISE, P.PARTNERSHIP_CONTRIBUTE)


@requires(P.ACTION_SEE, P.PARTNERSHIP_CONTRIBUTE)
def feedback(request: HttpRequest) -> HttpResponse:
    """Themes by team over a year, and what was said; a partner has only the own words."""
    today = clock.today()
    year = Period.of_kind(PeriodKind.ROLLING_YEAR, today)
    seen = Received.objects.visible_to(request.user)
    adopted = adopted_on(today)
    return render(request, "improvement/feedback.html", {
        "counts": receiving.counts(year.start, today, found=seen),
        "received": seen.select_related("theme", "given_by").prefetch_related("adopted")[:100],
        "may_give": bool(receiving.open_to(request.user, adopted)),
        "is_known": bool(adopted.pack.feedback), "since": year.start, "crumbs": _crumbs(request),
    })  # fmt: skip


@requires(*GIVES)
def new_feedback(request: HttpRequest) -> HttpResponse:
    """For the roles that the framework has give feedback."""
    adopted = adopted_on(clock.today())
    sources = receiving.open_to(request.user, adopted)
    if not sources:
        raise Http404
    units = OrgUnit.objects.open_on(clock.today()).exclude(kind=OrgUnit.Kind.AUTHORITY)
    form = forms.FeedbackForm(request.POST or None, sources=sources, units=units)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            receiving.receive(adopted, data.pop("source"), by=request.user, **data)
        except UserError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Kept, with its theme and team.")
            return redirect("improvement:feedback")
    return render(request, "improvement/form.html", {
        "form": form, "fields": forms.shown_fields(form), "button": "Keep it",
        "title": "Feedback on practice", "back": reverse("improvement:feedback"),
        "lead": "Counted by theme and team, in reports too; never by worker, and never by who "
        "said it.", "crumbs": _crumbs(request),
    })  # fmt: skip


def _crumbs(request: HttpRequest) -> list[dict]:
    if request.user.may(P.ACTION_SEE):
        return [{"label": "Improvement", "url": reverse("improvement:home")}]
    return [{"label": "Partners", "url": reverse("partnership:home")}]
