"""One world of canaries for each file of tests: built once, every test's changes undone.

Reading a child writes to the log in a transaction of its own; here everything lies inside one
that is rolled back, as Django's own test case does it.
"""

import contextlib

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings
from tests.factories import canaries
from tests.web.security.crawling import CRAWLED_AS, Visit, crawl, visit

from lineofsight.periods import Period
from lineofsight.web.activity import anchors
from lineofsight.web.people import roles
from lineofsight.web.people.models import User
from lineofsight.web.reporting import services as reporting

SETTINGS = {
    "DEMO": False,
    "TODAY": canaries.TODAY,
    "REQUIRE_SECOND_FACTOR": False,
    "MAIL_IS_ON": True,
    "ADDRESS": "https://lineofsight.example",
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "SECURE_SSL_REDIRECT": False,
    "WHITENOISE_USE_FINDERS": False,
    "WHITENOISE_AUTOREFRESH": True,
}


@contextlib.contextmanager
def undone():
    """A transaction that is rolled back, inside which durable ones are allowed as in a test."""
    atomic = transaction.atomic()
    atomic._from_testcase = True
    with atomic:
        yield
        transaction.set_rollback(True)


def _nothing_remembered() -> None:
    """What tests of other files left in this process: figures, the log's end, a framework."""
    cache.clear()
    anchors.forget_what_was_written()
    roles.follow(None)


@pytest.fixture(scope="session")
def canary_home(tmp_path_factory):
    """The data of the canaries, written and counted once."""
    home = tmp_path_factory.mktemp("canaries")
    with override_settings(**SETTINGS, HOME=home):
        canaries.write_data(home)
    return home


@pytest.fixture(scope="module")
def world(request, canary_home, django_db_setup, django_db_blocker):
    here = (each for each in request.session.items if each.path == request.path)
    if any("visits" in each.fixturenames for each in here):
        request.getfixturevalue("visits")  # before: two worlds cannot stand at the same time
    with override_settings(**SETTINGS, HOME=canary_home), django_db_blocker.unblock(), undone():
        _nothing_remembered()
        yield canaries.build()


@pytest.fixture(autouse=True)
def a_home_of_its_own(world):
    """In place of the web tests' own: here the world's home is everybody's. What a test
    changes is undone by its mark `django_db`."""


@pytest.fixture
def client_for(world):
    """A browser in which somebody of the world is signed in: `client_for("team-manager")`."""

    def sign_in(key: str) -> Client:
        client = Client(raise_request_exception=True)
        client.force_login(User.objects.get(pk=world.people[key].pk))
        client.user = world.people[key]
        return client

    return sign_in


@pytest.fixture(scope="session")
def visits(canary_home, django_db_setup, django_db_blocker) -> list[Visit]:
    """The whole product gone through as each of these, with a search and two downloads."""
    found = []
    with override_settings(**SETTINGS, HOME=canary_home), django_db_blocker.unblock(), undone():
        _nothing_remembered()
        world = canaries.build()
        starts = ("/", *(f"/reports/{pk}/" for pk in _reports(world)))
        for who in CRAWLED_AS:
            client = Client()
            client.force_login(User.objects.get(pk=world.people[who].pk))
            found += crawl(client, who, (*starts, FILE_NOTE.format(world.audits["south1"].pk)))
            found.append(visit(client, who, "/performance/search/", {"q": "Qz"}))
            found.append(visit(client, who, TAKE, {"reason": "For =supervision"}))
    return found


TAKE = "/performance/measures/ASM03/children/take/?unit=all&month=2026-10&show=counted"
FILE_NOTE = "/practice/audits/{}/file.docx"


def _reports(world) -> list[int]:
    """A report that is being written: its draft comes in all four formats."""
    by = world.people["sqa"]
    made = reporting.compile_report(
        reporting.start("monthly-quality", Period.parse("2026-10"), by=by), by=by
    )
    return [made.pk]
