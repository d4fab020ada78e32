"""Signing in: a password, a limit on guesses, a code from the phone, and the session's end."""

import re
import time

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from tests.factories.people import PASSWORD

from lineofsight.web.people.middleware import BEGAN, SEEN
from lineofsight.web.people.sign_in import DEMO_DOMAIN


@pytest.fixture
def priya(person):
    user = person("team-manager", name="Priya Nair", email="priya@ashmere.example")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, password=PASSWORD, email="priya@ashmere.example", **extra):
    return client.post("/sign-in/", {"login": email, "password": password}, **extra)


def current_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_the_right_password_leads_home(client, priya):
    response = sign_in(client)

    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert "Priya Nair" in client.get("/").content.decode()


def test_one_returns_to_the_page_that_was_asked_for(client, priya):
    response = client.post(
        "/sign-in/?next=/privacy/",
        {"login": priya.email, "password": PASSWORD, "next": "/privacy/"},
    )

    assert response.headers["Location"] == "/privacy/"


def test_one_is_not_sent_to_somebody_elses_site(client, priya):
    response = client.post(
        "/sign-in/",
        {"login": priya.email, "password": PASSWORD, "next": "https://elsewhere.example/"},
    )

    assert response.headers["Location"] == "/"


@pytest.mark.parametrize("email", ["priya@ashmere.example", "nobody@ashmere.example"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, priya, email):
    page = sign_in(client, "wrong password", email).content.decode()

    assert "There is a problem" in page
    assert "One of the two is not right" in page
    assert "<title>Error: " in page


def test_after_five_wrong_guesses_even_the_right_password_must_wait(client, priya):
    for _ in range(5):
        sign_in(client, "wrong password")

    page = sign_in(client)

    assert "Wait five minutes" in page.content.decode()
    assert client.get("/").status_code == 302


def test_somebody_who_tries_many_addresses_is_stopped(client, priya):
    statuses = [sign_in(client, "x", f"a{n}@ashmere.example").status_code for n in range(40)]

    assert statuses[-1] == 429 or "Wait five minutes" in sign_in(client).content.decode()


def test_a_closed_account_does_not_open(client, priya):
    priya.is_active = False
    priya.save()

    sign_in(client)

    assert client.get("/").status_code == 302


def test_nobody_can_make_themselves_an_account(client, db):
    page = client.get("/no-sign-up/").content.decode()
    client.post(
        "/no-sign-up/", {"email": "x@x.example", "password1": PASSWORD, "password2": PASSWORD}
    )

    assert "Accounts are made by your administrator" in page
    assert sign_in(client, PASSWORD, "x@x.example").status_code == 200


def test_where_a_second_factor_is_required_nothing_else_opens_before_it(client, priya, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    sign_in(client)

    assert client.get("/").headers["Location"] == "/account/second-factor/set-up/"
    # Setting one up asks for the password once more, as every change of the ways in does.
    client.post(
        "/account/confirm-it-is-you/",
        {"password": PASSWORD, "next": "/account/second-factor/set-up/"},
    )
    page = client.get("/account/second-factor/set-up/").content.decode()
    secret = re.search(r'key-text">(\w+)<', page)[1]
    client.post("/account/second-factor/set-up/", {"code": current_code(secret)})
    assert client.get("/").status_code == 200


def test_the_secret_of_an_app_is_not_in_the_clear_in_the_database(priya):
    secret = generate_totp_secret()
    TOTP.activate(priya, secret)

    stored = Authenticator.objects.get(user=priya).data["secret"]

    assert secret not in stored
    assert get_adapter().decrypt(stored) == secret


def test_with_an_app_the_password_is_half_the_way_in(client, priya):
    secret = generate_totp_secret()
    TOTP.activate(priya, secret)

    assert sign_in(client).headers["Location"] == "/sign-in/code/"
    assert client.get("/").status_code == 302
    wrong = client.post("/sign-in/code/", {"code": "000000"})
    assert "This code is not right" in wrong.content.decode()
    right = client.post("/sign-in/code/", {"code": current_code(secret)})
    assert right.headers["Location"] == "/"
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("rested", "since", "is_in"),
    [(29 * 60, 60, True), (31 * 60, 60, False), (60, 12 * 3600 + 61, False)],
    ids=["29 minutes", "31 minutes", "12 hours"],
)
def test_a_session_ends_after_half_an_hour_of_rest_and_twelve_hours_in_all(
    client, priya, rested, since, is_in
):
    sign_in(client)
    client.get("/")
    session = client.session
    session[SEEN] -= rested
    session[BEGAN] -= since
    session.save()

    assert (client.get("/").status_code == 200) is is_in


def test_moving_the_products_day_ends_nobodys_session(client, priya, the_day):
    sign_in(client)
    the_day("2031-01-01")

    assert client.get("/").status_code == 200


def test_the_session_gets_a_new_key_when_somebody_signs_in(client, priya):
    client.get("/sign-in/")
    session = client.session
    session["x"] = 1
    session.save()
    before = client.session.session_key
    sign_in(client)

    assert client.session.session_key != before


def test_signing_out_ends_it(client, priya):
    sign_in(client)
    client.post("/sign-out/")

    assert client.get("/").status_code == 302


def test_a_demo_shows_who_can_sign_in_and_nothing_else_does(client, person, settings):
    person("team-manager", name="Priya Nair", email=f"priya.nair@{DEMO_DOMAIN}")

    assert "Priya Nair" not in client.get("/sign-in/").content.decode()
    settings.DEMO = True
    assert "Priya Nair" in client.get("/sign-in/").content.decode()


def test_the_page_of_a_signed_in_person_is_kept_by_nobody(client, priya):
    sign_in(client)

    assert client.get("/").headers["Cache-Control"] == "no-store, private"


def test_the_councils_own_sign_in_is_offered_once_it_is_configured(client, db, settings):
    assert "council account" not in client.get("/sign-in/").content.decode()
    settings.OIDC_SERVER, settings.OIDC_NAME = (
        "https://login.ashmere.example",
        "your Ashmere account",
    )
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "council",
                    "name": "x",
                    "client_id": "x",
                    "secret": "x",
                    "settings": {"server_url": settings.OIDC_SERVER},
                }
            ]
        }
    }
    assert "Sign in with your Ashmere account" in client.get("/sign-in/").content.decode()
