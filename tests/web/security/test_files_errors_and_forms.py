"""What leaves as a file is harmless in a spreadsheet; what breaks says nothing of a child; what
changes something is asked for by a form of ours."""

import io
import logging
import re

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.factories.canaries import child_id, told_in, words_about
from tests.web.security.crawling import dangerous

from lineofsight.web.logs import WithoutWords
from lineofsight.web.people.models import User
from lineofsight.web.people.references import child_reference
from lineofsight.web.performance import child_facts
from lineofsight.web.performance import services as performance
from lineofsight.web.ui.spreadsheets import harmless

pytestmark = pytest.mark.django_db

PAYLOADS = ("=1+1", "+1+1", "-1+cmd|' /C calc'!A0", "@SUM(1)", "|calc", "%0A=1", "\t=1", "\r=1",
            " =1", "\ufeff=1", "\u00a0=1", "\n@x", "\u200b-x")  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_text_is_never_a_formula(payload):
    assert harmless(payload) == f"'{payload}"


def test_numbers_and_plain_words_stay_as_they_are():
    assert [harmless(each) for each in (-3, 2.5, 0, None, "", "Ava-Mae", "10% of 12")] == [
        -3, 2.5, 0, "", "", "Ava-Mae", "10% of 12"]  # fmt: skip


def test_a_comment_that_begins_like_a_formula_leaves_as_text(client_for, world):
    performance.comment(
        "ASM03", "all", "2026-10", text='=cmd|" /C calc"!A0', by=world.people["sqa"]
    )
    text = client_for("sqa").get("/performance/scorecard.csv?unit=all&month=2026-10").content

    assert dangerous(text.decode()) == []
    assert "'=cmd" in text.decode()


def test_a_page_that_breaks_tells_nothing_of_the_child(client_for, world, monkeypatch):
    """Neither the page nor the server's log repeats what the exception says."""

    number, words = child_id("south1"), words_about("south1")

    def breaks(*args):
        try:
            raise KeyError(number)
        except KeyError as first:
            raise ValueError(f"cannot read the date of {number}: {words}") from first

    monkeypatch.setattr(child_facts, "facts_of", breaks)
    ours = [each for each in logging.getLogger().handlers
            if isinstance(each.formatter, WithoutWords)]  # fmt: skip
    assert ours, "the product's log writes its errors without their words"
    written = io.StringIO()
    before = ours[0].setStream(written)
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(pk=world.people["team-manager"].pk))
    page = client.get(reverse("performance:child", args=[child_reference(child_id("south1"))]))
    ours[0].setStream(before)

    assert page.status_code == 500
    assert told_in(page.content.decode()) == set()
    assert "ValueError" in written.getvalue() and "KeyError" in written.getvalue()
    assert "in breaks" in written.getvalue()
    assert told_in(written.getvalue()) == set()


def every_path(patterns=None, prefix=""):
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        path = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from every_path(pattern.url_patterns, path)
        else:
            yield path


def _filled(path: str) -> str:
    path = re.sub(r"<int:\w+>", "1", path)
    return "/" + re.sub(r"<\w+:\w+>", "x", path)


BY_KEY_ONLY = ("api/v1/programmes", "api/v1/grades", "api/v1/actions")
"""Read by programs: no form is taken from anybody, and who is signed in opens nothing."""


def test_no_address_takes_a_form_of_another_site(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(pk=world.people["sqa"].pk))
    answers = {path: client.post(_filled(path), {"x": "1"}).status_code
               for path in every_path() if "back/" not in path}  # fmt: skip

    others = {path: status for path, status in answers.items() if status != 403}
    assert others == dict.fromkeys(BY_KEY_ONLY, 405)
    for path in BY_KEY_ONLY:
        assert (path, client.get(f"/{path}").status_code) == (path, 401)
