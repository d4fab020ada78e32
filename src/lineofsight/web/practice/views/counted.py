"""What answers of a year say by criterion and by service, and who of the staff took part."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lineofsight.web import clock
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.people.access import requires
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice import by_criterion, taking_part

YEAR = datetime.timedelta(days=365)


@requires(P.PROGRAMME_SEE)
def criteria(request: HttpRequest) -> HttpResponse:
    """The last twelve months' answers under what they answer to, each service beside the
    others."""
    today = clock.today()
    found = by_criterion.headings(pack_on(today), today - YEAR, today)
    return render(request, "practice/by_criterion.html", {
        "criteria": [each for each in found if each.is_criterion],
        "apart": [each for each in found if not each.is_criterion],
        "enough": by_criterion.ENOUGH, "from_on": today - YEAR, "crumbs": _crumbs(),
    })  # fmt: skip


@requires(P.PROGRAMME_SEE)
def participation(request: HttpRequest) -> HttpResponse:
    """Who took part in the last twelve months, by role and service; by name who did not, for
    those who run the programme."""
    today = clock.today()
    return render(request, "practice/taking_part.html", {
        "found": taking_part.between(today - YEAR, today), "from_on": today - YEAR,
        "names": request.user.may(P.PROGRAMME_PLAN), "crumbs": _crumbs(),
    })  # fmt: skip


def _crumbs() -> list[dict]:
    return [{"label": "Practice", "url": reverse("practice:home")}]
