"""What is shown when something is refused or broken: plain words, nothing of a record."""

import pytest
from django.urls import path

from lineofsight.web import urls
from lineofsight.web.people.access import public
from lineofsight.web.people.references import child_reference


@public
def breaks(request, reference=""):
    raise RuntimeError("the name of a child")


class addresses:
    handler403, handler404 = urls.handler403, urls.handler404
    handler500 = urls.handler500
    urlpatterns = [*urls.urlpatterns, path("breaks/", breaks)]


def test_what_is_not_there_and_what_one_may_not_see_look_the_same(client_as):
    client = client_as("team-manager")

    missing = client.get("/people/restricted/999/").content
    page = client.get("/no-such-page/")

    assert page.status_code == 404
    assert "There is no page here for you" in page.content.decode()
    assert b"There is no page here for you" in client.get("/no-such-page/2/").content
    assert b"999" not in missing


def test_what_one_may_not_do_says_what_to_do_next(client_as):
    page = client_as("lead-member").get("/people/")

    assert page.status_code == 403
    assert "ask your manager or the administrator" in page.content.decode()


def test_a_fault_of_ours_shows_nothing_of_what_it_was_about(client_as, settings):
    settings.ROOT_URLCONF = addresses
    client = client_as("team-manager")
    client.raise_request_exception = False

    page = client.get("/breaks/")

    assert page.status_code == 500
    assert "Something went wrong on our side" in page.content.decode()
    assert "the name of a child" not in page.content.decode()


def test_a_form_from_an_old_tab_saves_nothing_and_says_so(client_as):
    from django.test import Client

    signed_in = client_as("administrator")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(signed_in.user)

    page = strict.post("/people/add/", {"name": "X", "email": "x@x.example"})

    assert page.status_code == 403
    assert "nothing was saved" in page.content.decode()


def test_a_view_that_does_not_say_what_it_requires_is_never_run(client_as, settings):
    def undeclared(request):
        raise AssertionError("it ran")

    class with_it:
        urlpatterns = [*urls.urlpatterns, path("undeclared/", undeclared)]

    settings.ROOT_URLCONF = with_it
    with pytest.raises(Exception, match="does not say what it requires"):
        client_as("administrator").get("/undeclared/")


def test_a_refused_attempt_at_a_childs_page_is_in_the_log_of_that_child(client_as, settings):
    from lineofsight.web.activity.models import ActivityEvent
    from lineofsight.web.people.access import requires
    from lineofsight.web.people.permissions import Permission

    class with_it:
        handler403 = urls.handler403
        urlpatterns = [
            *urls.urlpatterns,
            path("child/<str:reference>/", requires(Permission.CHILD_READ)(breaks)),
        ]

    settings.ROOT_URLCONF = with_it
    client_as("lead-member").get(f"/child/{child_reference('C1')}/")

    event = ActivityEvent.objects.get(child_id="C1")
    assert (event.verb, event.is_refused) == ("child.read", True)


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/privacy/", "/no-such-page/"])
def test_every_page_forbids_what_it_does_not_need(client_as, path):
    headers = client_as("team-manager").get(path).headers
    policy = headers["Content-Security-Policy"]

    assert "unsafe" not in policy and "default-src 'none'" in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
