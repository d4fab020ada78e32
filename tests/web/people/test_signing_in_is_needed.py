"""Nothing but a few pages without signing in; what each role may then do is held, address by
address, by `security/test_access_matrix.py`."""

from django.urls import get_resolver


def every_view(patterns=None, prefix=""):
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        path = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from every_view(pattern.url_patterns, path)
        else:
            yield path, pattern.callback


PUBLIC_PATHS = {
    "accessibility/",
    "privacy/",
    "keyboard/",
    "report-a-problem/",
    "api/v1/openapi.json",
    "calendar/<str:secret>.ics",
    "sign-in/",
    "sign-out/",
    "no-sign-up/",
    "account-closed/",
    "sign-in/code/",
    "sign-in/with/<str:provider_id>/",
    "sign-in/with/<str:provider_id>/back/",
    "sign-in/cancelled/",
    "sign-in/failed/",
    "sign-in/no-account/",
}


def test_every_view_says_what_it_requires():
    assert [path for path, view in every_view() if not hasattr(view, "requires")] == []


def test_only_these_pages_are_open_to_anybody():
    assert {path for path, view in every_view() if view.requires == "public"} == PUBLIC_PATHS


def test_a_visitor_sees_nothing_but_those(db, client):
    for path, view in every_view():
        if "<" in path or view.requires == "by key":
            continue
        response = client.get(f"/{path}")
        if path in PUBLIC_PATHS:
            assert (path, response.status_code in {200, 302, 401}) == (path, True)
        else:
            assert (path, response.status_code) == (path, 302)
            assert response.headers["Location"].startswith("/sign-in/?next=")
