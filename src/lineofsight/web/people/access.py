"""What a view requires. Every view says it; one that says nothing is never run.

    @requires(Permission.AUDIT_MODERATE)     # 403 for those whose roles do not permit it
    @signed_in                               # any account
    @public                                  # no account: signing in, the accessibility statement
    @by_key                                  # a program's key, which the view itself asks for

Not allowed to do: 403, from here. Not allowed to see: 404, from a query's `visible_to(user)`
or from `people.children.open_child`. A refused attempt at a child's page (one whose address
has a `reference`) is written to the log like a reading.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from lineofsight.web.activity import services as activity
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.references import child_id_of

View = Callable[..., HttpResponse]

PUBLIC = "public"
SIGNED_IN = "signed in"
BY_KEY = "by key"


def requires(*permissions: Permission) -> Callable[[View], View]:
    """Run the view for those who may do any one of these."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not any(request.user.may(permission) for permission in permissions):
                _log_refusal(request, permissions, kwargs)
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.requires = permissions
        return guarded

    return declare


def signed_in(view: View) -> View:
    """Run the view for everybody who is signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.requires = SIGNED_IN
    return guarded


def public(view: View) -> View:
    """Run the view for anybody at all."""

    @wraps(view)
    def open_to_all(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return view(request, *args, **kwargs)

    open_to_all.requires = PUBLIC
    return open_to_all


def by_key(view: View) -> View:
    """Run the view for anybody: it asks for a key itself, and answers programs, not people."""

    @wraps(view)
    def for_programs(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return view(request, *args, **kwargs)

    for_programs.requires = BY_KEY
    return for_programs


def _log_refusal(request: HttpRequest, permissions: tuple[Permission, ...], kwargs: dict) -> None:
    wanted = " or ".join(permissions)
    child_id = child_id_of(kwargs["reference"]) if "reference" in kwargs else None
    if child_id:
        activity.record_reading(
            request.user, child_id, why=f"No permission: {wanted}", refused=True
        )
    else:
        match = request.resolver_match
        activity.record_refusal(request.user, what=match.view_name if match else "", why=wanted)
