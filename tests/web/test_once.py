"""What the reading of one page asks many times is asked once, and never kept for another."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from lineofsight.web import clock
from lineofsight.web.once import asked_once_a_page, once
from lineofsight.web.people.models import RoleAssignment
from lineofsight.web.people.scopes import scope_for


@pytest.fixture
def asked():
    """How often a question was asked: twice the same and once another, in each request."""
    heard = []

    @once
    def question(of):
        heard.append(of)
        return len(heard)

    def view(request):
        question("one")
        question("one")
        question("other")
        return HttpResponse()

    return heard, asked_once_a_page(view), question


def test_a_page_asks_the_same_question_once(asked):
    heard, page, _ = asked
    page(RequestFactory().get("/"))
    assert heard == ["one", "other"]


def test_the_next_request_asks_again_and_so_does_whoever_asks_outside_one(asked):
    heard, page, question = asked
    page(RequestFactory().get("/"))
    page(RequestFactory().get("/"))
    assert heard == ["one", "other"] * 2
    question("one")
    question("one")
    assert heard == ["one", "other", "one", "other", "one", "one"]


def test_where_something_is_changed_every_question_is_asked(asked):
    heard, page, _ = asked
    page(RequestFactory().post("/"))
    assert heard == ["one", "one", "other"]


def test_nothing_stays_when_a_page_fails(asked):
    heard, _, question = asked

    def breaks(request):
        question("one")
        raise ValueError

    with pytest.raises(ValueError):
        asked_once_a_page(breaks)(RequestFactory().get("/"))
    question("one")
    assert heard == ["one", "one"]


def test_two_people_in_one_page_have_each_their_own_scope(person, ashmere, rf):
    one, other = person("team-manager", ashmere.north), person("team-manager", ashmere.south)

    def view(request):
        assert scope_for(one).teams != scope_for(other).teams
        assert scope_for(one) is scope_for(one)
        return HttpResponse()

    asked_once_a_page(view)(rf.get("/"))


def test_a_role_that_ends_is_gone_from_the_next_page_on(client_as):
    client = client_as("team-manager")
    assert client.get("/performance/due/").status_code != 403
    yesterday = clock.today().replace(day=clock.today().day - 1)
    RoleAssignment.objects.filter(user=client.user).update(to_on=yesterday)
    assert client.get("/performance/due/").status_code == 403
