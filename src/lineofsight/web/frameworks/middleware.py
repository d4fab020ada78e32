"""Roles are those of the framework in force: looked up at the start of each request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from lineofsight.web import clock
from lineofsight.web.frameworks import queries

Handler = Callable[[HttpRequest], HttpResponse]


def framework_in_force(get_response: Handler) -> Handler:
    """A version that was adopted for today gives and takes roles from its first request on."""

    def middleware(request: HttpRequest) -> HttpResponse:
        queries.follow(clock.today())
        return get_response(request)

    return middleware
