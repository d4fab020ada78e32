"""Pages for what went wrong. None of them shows anything of a record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: you may not do this. The same page whatever was asked for."""
    return render(request, "ui/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such page, or none that you may see; the page does not say which."""
    return render(request, "ui/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500, without the frame: whatever broke may be what the frame needs."""
    return render(None, "ui/500.html", status=500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was sent without its token: an old tab, or another site."""
    return render(request, "ui/form_expired.html", status=403)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: too many attempts to sign in."""
    return render(request, "ui/429.html", status=429)
