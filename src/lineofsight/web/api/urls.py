"""Version 1 under /api/v1/, and its description at /api/v1/openapi.json."""

from django.urls import path, re_path

from lineofsight.web.api.endpoints import api, no_such_page
from lineofsight.web.people.access import BY_KEY, public

app_name = "api"


def _by_key(pattern):
    """Every address of the API is opened by a key, which the API itself asks for."""
    pattern.callback.requires = BY_KEY
    return pattern


_described = [each for each in api.urls[0] if each.name == "openapi-json"]
_answered = [each for each in api.urls[0] if each.name not in ("openapi-json", "api-root")]

urlpatterns = [
    *(path(str(each.pattern), public(each.callback), name=each.name) for each in _described),
    *map(_by_key, _answered),
    path("", no_such_page, name="api-root"),
    re_path(r"^.*$", no_such_page, name="nothing"),
]
