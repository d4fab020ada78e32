"""Three guards around every page: the session's end, a declared requirement, a second factor."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lineofsight.web import clock

Handler = Callable[[HttpRequest], HttpResponse]

BEGAN, SEEN = "session_began", "session_seen"
_SEEN_STEP_SECONDS = 60  # the session is written at most once a minute


def session_ends(get_response: Handler) -> Handler:
    """Sign out after half an hour of rest, and twelve hours after signing in at the latest.

    By the machine's clock: moving the product's day moves nobody's session.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = clock.machine_now().timestamp()
            session = request.session
            began, seen = session.setdefault(BEGAN, now), session.setdefault(SEEN, now)
            if (
                now - seen > settings.SESSION_IDLE_SECONDS
                or now - began > settings.SESSION_ABSOLUTE_SECONDS
            ):
                logout(request)
            elif now - seen > _SEEN_STEP_SECONDS:
                session[SEEN] = now
        response = get_response(request)
        if request.user.is_authenticated:
            # What was shown to one person must not be found by the next in the browser's history.
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return middleware


def every_view_declares(get_response: Handler) -> Handler:
    """Refuse to run a view that does not say what it requires."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view, args, kwargs) -> None:
        if not hasattr(view, "requires"):
            raise ImproperlyConfigured(
                f"{view.__module__}.{view.__qualname__} does not say what it requires: "
                "decorate it with @requires(…), @signed_in or @public (people.access)."
            )

    middleware.process_view = process_view
    return middleware


def second_factor_first(get_response: Handler) -> Handler:
    """Where a second factor is required, somebody without one can only set it up or sign out.

    Who comes from the authority's own sign-in has had theirs there.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if (
            not settings.REQUIRE_SECOND_FACTOR
            or not request.user.is_authenticated
            or getattr(view, "before_second_factor", False)
            or request.session.get("account_authentication_methods", [{}])[-1].get("method")
            == "socialaccount"
            or is_mfa_enabled(request.user)
        ):
            return None
        return redirect("mfa_activate_totp")

    middleware.process_view = process_view
    return middleware
