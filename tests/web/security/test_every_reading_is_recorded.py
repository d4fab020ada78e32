"""Whoever is shown a child's name is in the log before the page is: each child's own reading,
or for a list how many children it named. What cannot be written down is not shown."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.canaries import child_id, named_in, told_in

from lineofsight.web.activity import services
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.people.models import User
from lineofsight.web.people.references import child_reference

pytestmark = pytest.mark.django_db


def _pages(world) -> list[str]:
    audit = world.audits["south1"].pk
    return [
        reverse("performance:child", args=[child_reference(child_id("south1"))]),
        reverse("performance:readings", args=[child_reference(child_id("south1"))]),
        reverse("submissions:changes", args=[child_reference(child_id("south1"))]),
        "/performance/measures/ASM03/children/?unit=all&month=2026-10&show=counted",
        "/performance/due/assessments-to-finish/?show=all",
        "/practice/mine/",
        f"/practice/audits/{audit}/",
        f"/practice/audits/{audit}/file/",
        f"/practice/audits/{audit}/file.docx",
        f"/practice/audits/{audit}/concern/",
        f"/practice/concerns/{world.concerns['south1'].pk}/",
        "/practice/concerns/",
        f"/actions/{world.actions['south1'].pk}/",
        "/",
    ]


def test_what_cannot_be_written_down_is_not_shown(world, monkeypatch):
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(pk=world.people["team-manager"].pk))
    shown = {url: client.get(url) for url in _pages(world)}
    assert [url for url, page in shown.items() if page.status_code != 200] == []
    posted = client.post("/performance/search/", {"q": "Qz"})
    assert named_in(posted.content.decode())

    def full(**facts):
        raise OSError("the disk is full")

    monkeypatch.setattr(services, "_append", full)
    for url in [*shown, "search"]:
        got = client.post("/performance/search/", {"q": "Qz"}) if url == "search" else (
            client.get(url))  # fmt: skip
        assert (url, got.status_code) == (url, 500)
        assert told_in(got.content.decode()) == set()


def test_every_refusal_is_written_down(client_for, world):
    """Also of pages about audits, actions and concerns, and of pages one may not open at all."""
    client = client_for("team-manager")
    partner = client_for("partner")
    hidden = child_reference(child_id("hidden1"))
    asked = [
        (client, reverse("performance:child", args=[hidden]), 404),
        (client, reverse("performance:readings", args=[hidden]), 404),
        (client, reverse("submissions:changes", args=[hidden]), 404),
        (client, f"/practice/audits/{world.audits['hidden1'].pk}/", 404),
        (client, f"/practice/audits/{world.audits['hidden1'].pk}/file.docx", 404),
        (client, f"/actions/{world.actions['hidden1'].pk}/", 404),
        (partner, reverse("performance:child", args=[hidden]), 403),
    ]
    for browser, url, status in asked:
        before = ActivityEvent.objects.filter(child_id=child_id("hidden1"), is_refused=True).count()
        assert (url, browser.get(url).status_code) == (url, status)
        after = ActivityEvent.objects.filter(child_id=child_id("hidden1"), is_refused=True)
        assert after.count() == before + 1
        assert after.order_by("-number").first().by_id == str(browser.user.pk)


def test_a_page_is_not_had_unrecorded_by_posting_to_it(client_for, world):
    """A form sent with something missing answers with the page, so it counts as a reading,
    unless the form was opened, and recorded, just before."""
    client = client_for("peer")
    url = f"/practice/audits/{world.audits['north1'].pk}/check/"
    mine = ActivityEvent.objects.filter(
        by_id=str(world.people["peer"].pk), verb="child.read", child_id=child_id("north1")
    )
    assert mine.count() == 0

    concern = f"/practice/audits/{world.audits['north1'].pk}/concern/"
    answer = client.post(concern, {})
    assert named_in(answer.content.decode()) == {"north1"}
    assert mine.count() == 1

    client.post(concern, {})
    client.post(url, {})
    assert mine.count() == 1


def test_a_download_of_children_says_who_when_and_why_and_is_in_the_log(client_for):
    client = client_for("team-manager")
    url = "/performance/measures/ASM03/children/take/?unit=all&month=2026-10&show=counted"
    assert named_in(client.get(url).content.decode()) == set()
    without = client.post(url, {"reason": " "})
    assert without.headers["Content-Type"].startswith("text/html")
    assert named_in(without.content.decode()) == set()

    file = client.post(url, {"reason": "Supervision on Monday"}).content.decode()
    assert named_in(file) == {"south1", "south2"}
    assert "Person Team-Manager" in file
    assert "Supervision on Monday" in file
    assert "23 Nov" in file or "Today" in file
    row = ActivityEvent.objects.filter(verb="children.downloaded").order_by("-number").first()
    assert row.by_id == str(client.user.pk)
    assert json.loads(row.detail)["rows"] == 2
