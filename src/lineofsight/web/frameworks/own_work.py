"""Holding one's own work against a standard: for oneself and one's line, outside any audit."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lineofsight.errors import PackError
from lineofsight.web import clock
from lineofsight.web.frameworks import services
from lineofsight.web.frameworks.forms import OwnCheckForm
from lineofsight.web.frameworks.models import OwnCheck
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.people.access import signed_in

SHOWN = 50


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """What I saw of my own work, and what those of the team I answer for let me read."""
    found = OwnCheck.objects.visible_to(request.user).select_related("by")
    found = list(found.prefetch_related("adopted")[:SHOWN])
    return render(request, "frameworks/own_checks.html", {
        "mine": [each for each in found if each.by_id == request.user.pk],
        "of_the_team": [each for each in found if each.by_id != request.user.pk],
    })  # fmt: skip


@signed_in
def check(request: HttpRequest, key: str) -> HttpResponse:
    """One standard, and one's own work beside it."""
    adopted = adopted_on(clock.today())
    standard = next((each for each in adopted.pack.standards if each.key == key), None)
    if standard is None:
        raise Http404
    form = OwnCheckForm(request.POST or None, grades=_grades(adopted.pack, standard))
    if form.is_valid():
        try:
            services.hold_own_work(adopted, key, by=request.user, **form.cleaned_data)
        except PackError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "Kept, for you and your line.")
            return redirect("frameworks:own-checks")
    before = OwnCheck.objects.filter(by=request.user, standard_key=key)
    return render(request, "frameworks/own_check.html", {
        "form": form, "standard": standard, "pack": adopted.pack, "says": standard.descriptors,
        "before": before.prefetch_related("adopted")[:10],
    })  # fmt: skip


def _grades(pack, standard) -> list[tuple[str, str]]:
    titles = {grade.key: grade.title for scale in pack.grade_scales for grade in scale.grades}
    return [(key, titles[key]) for key in standard.descriptors]
