"""How far auditors agree with each other: by standard and by service, never by person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lineofsight.web import clock
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.people.access import requires
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.practice import calibration


@requires(P.PROGRAMME_SEE, P.AUDIT_MODERATE)
def agreement(request: HttpRequest) -> HttpResponse:
    pack = pack_on(clock.today())
    activities = [_of_activity(pack, each) for each in pack.activity_types]
    context = {
        "activities": [each for each in activities if each["judges"] > 1],
        "months": calibration.LOOK_BACK_MONTHS,
        "crumbs": [{"label": "Practice", "url": reverse("practice:home")}],
    }
    return render(request, "practice/agreement.html", context)


def _of_activity(pack, activity) -> dict:
    scale = pack.grade_scale(activity.grade_scale)
    found = calibration.pairs(activity_key=activity.key, until=clock.today())
    titles = {domain.key: domain.title for domain in activity.judged}
    return {
        "title": activity.title,
        "judges": sum(part.judges for part in activity.parts),
        "all": _words(calibration.agree(found, scale)),
        "domains": [_row(row) for row in calibration.table(found, scale, titles, "domain_key")],
        "services": [_row(row) for row in calibration.table(found, scale, {}, "service_name")],
    }


def _row(row: dict) -> dict:
    return {"title": row["title"], **_words(row["agreement"])}


def _words(found) -> dict:
    """Shares with the number of pairs beside them; None where there are too few."""
    if not found.is_enough:
        return {"pairs": found.pairs, "is_enough": False}
    return {
        "pairs": found.pairs,
        "is_enough": True,
        "exact": f"{100 * found.exact:.0f}%",
        "adjacent": f"{100 * found.adjacent:.0f}%",
        "kappa": "not defined" if found.kappa_linear is None else f"{found.kappa_linear:.2f}",
    }
