"""The home page, help, and the pages of the footer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lineofsight.web import clock, warehouse
from lineofsight.web.home import gallery as gallery_values
from lineofsight.web.people.access import public, requires, signed_in
from lineofsight.web.people.permissions import MEANINGS, Permission
from lineofsight.web.people.queries import people_who_may
from lineofsight.web.people.roles import roles
from lineofsight.web.ui.words import instant, long_day


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home/home.html", {})


@signed_in
def help_page(request: HttpRequest) -> HttpResponse:
    links = [
        {"label": "How fresh are the figures?", "url": reverse("home:freshness")},
        {"label": "Who can see what", "url": reverse("home:privacy")},
        {"label": "Keyboard shortcuts", "url": reverse("home:keyboard")},
        {"label": "Report a problem with a figure", "url": reverse("home:problem")},
    ]
    return render(request, "home/help.html", {"links": links})


@signed_in
def freshness(request: HttpRequest) -> HttpResponse:
    """Which snapshot the live figures come from, and out of which files it was made."""
    snapshot = warehouse.current_or_none()
    facts = _facts_of(snapshot) if snapshot else []
    return render(request, "home/freshness.html", {"snapshot": snapshot, "facts": facts})


def _facts_of(snapshot) -> list[dict[str, str]]:
    manifest = snapshot.manifest
    return [
        {"label": "Snapshot", "value": snapshot.id},
        {"label": "As at", "value": long_day(snapshot.as_at)},
        {"label": "Loaded", "value": instant(manifest.created_at, today=clock.today())},
        {"label": "From", "value": ", ".join(source.name for source in manifest.sources)},
    ]


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "home/accessibility.html", {})


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """Who can see what: written from the roles themselves, so that it is always true."""
    rows = [
        {
            "title": role.title,
            "reach": role.scope,
            "aggregates_only": role.aggregates_only,
            "may": [MEANINGS[Permission(each)] for each in role.permissions],
        }
        for role in roles().values()
    ]
    return render(request, "home/privacy.html", {"roles": rows})


@public
def keyboard(request: HttpRequest) -> HttpResponse:
    return render(request, "home/keyboard.html", {})


@public
def problem(request: HttpRequest) -> HttpResponse:
    """Only those who are signed in are shown whom to write to."""
    analysts = []
    if request.user.is_authenticated:
        found = people_who_may(Permission.SUBMISSIONS_LOAD, clock.today())
        analysts = [{"name": each.name, "email": each.email} for each in found[:5]]
    return render(request, "home/problem.html", {"analysts": analysts})


@requires(Permission.GALLERY_SEE)
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "home/gallery.html", gallery_values.values(request))
