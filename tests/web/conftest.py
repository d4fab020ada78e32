"""For web tests: a small authority, people in each role, a client signed in as one of them.

Nobody here is a superuser; there is none. Tests run as each role:

    def test_the_board_is_for_those_who_plan(client_as):
        assert client_as("sqa").get("/practice/").status_code == 200

The day is Monday 23 November 2026 unless a test moves it: `the_day("2026-12-01")`.
"""

import datetime
import os

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, TransactionTestCase
from tests.factories.people import Ashmere, RoleAssignmentFactory, UserFactory

from lineofsight.web.activity import anchors, triggers
from lineofsight.web.connections import limits
from lineofsight.web.people import roles
from lineofsight.web.people.models import User
from lineofsight.web.reporting import guards

TODAY = datetime.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def a_home_of_its_own(settings, tmp_path):
    """Each test has its own data folder, an empty cache, and the demo's day."""
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    settings.DEMO = False
    settings.TODAY = TODAY
    settings.REQUIRE_SECOND_FACTOR = False
    settings.MAIL_IS_ON = True
    settings.ADDRESS = "https://lineofsight.example"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SECURE_SSL_REDIRECT = False
    settings.WHITENOISE_USE_FINDERS = False
    settings.WHITENOISE_AUTOREFRESH = True
    cache.clear()
    roles.follow(None)
    anchors.forget_what_was_written()


@pytest.fixture
def within_one_minute(monkeypatch):
    """Limits count by the minute of the machine: one that ends during a test would begin anew."""
    now = limits.clock.machine_now()
    monkeypatch.setattr(limits.clock, "machine_now", lambda: now)


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """On SQLite tables are made straight from the models, which is ten times as fast in each
    process; `test_migrations.py` proves that the migrations make the same. On PostgreSQL the
    migrations themselves make them."""
    return "DATABASE_URL" in os.environ


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        for each in (triggers, guards):
            each.put_in_place(connection)


@pytest.fixture(autouse=True, scope="session")
def the_flush_passes_the_guard():
    """A transactional test empties every table at its end; the guards of the log and of published
    reports must let it."""
    original = TransactionTestCase._fixture_teardown

    def teardown(self):
        are_there = bool(connection.introspection.table_names())
        for each in (triggers, guards) if are_there else ():
            each.take_away(connection)
        original(self)
        for each in (triggers, guards) if are_there else ():
            each.put_in_place(connection)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
    yield
    patch.undo()


@pytest.fixture
def the_day(settings):
    """Move the product to a day: `the_day("2026-12-01")`."""

    def move(day: str) -> datetime.date:
        settings.TODAY = datetime.date.fromisoformat(day)
        return settings.TODAY

    return move


@pytest.fixture
def ashmere(db) -> Ashmere:
    return Ashmere()


@pytest.fixture
def person(ashmere):
    """Somebody in a role: `person("team-manager")`, or at a unit: `person("sqa", ashmere.care)`."""

    def make(role: str | None = None, unit=None, **facts) -> User:
        user = UserFactory(**facts)
        if role:
            RoleAssignmentFactory(user=user, role=role, unit=unit or ashmere.usual_unit(role))
        return user

    return make


@pytest.fixture
def client_of():
    """A browser in which this person is signed in; it is told of `client.user`."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        client.user = user
        return client

    return sign_in


@pytest.fixture
def client_as(person, client_of):
    """A browser in which somebody with this role is signed in."""

    def sign_in(role: str | None = None, unit=None, **facts) -> Client:
        return client_of(person(role, unit, **facts))

    return sign_in
