"""The home page, help, and the pages of the footer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lineofsight.web.home import gallery as gallery_values
from lineofsight.web.people.access import public, requires, signed_in
from lineofsight.web.people.permissions import MEANINGS, Permission
from lineofsight.web.people.roles import roles


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home/home.html", {})


@signed_in
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "home/help.html", {})


@signed_in
def freshness(request: HttpRequest) -> HttpResponse:
    return render(request, "home/freshness.html", {})


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
    return render(request, "home/problem.html", {})


@requires(Permission.GALLERY_SEE)
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "home/gallery.html", gallery_values.values(request))
