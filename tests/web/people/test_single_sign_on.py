"""Signing in with the authority's own accounts (OpenID Connect), against a provider that
answers by the standard: discovery, authorisation code, token, who it is."""

import json
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from requests.adapters import BaseAdapter

from lineofsight.web.people.sign_in import SingleSignOnAdapter

SERVER = "https://login.council.example"
CLIENT = "line-of-sight"
SECRET = "the secret that the council's sign-in gave us"


class Provider(BaseAdapter):
    """The council's sign-in: answers what a client asks it behind the browser's back."""

    def __init__(self):
        super().__init__()
        self.email = "priya@council.example"
        self.audience = CLIENT
        self.asked: list[requests.PreparedRequest] = []

    def send(self, request, **options):
        self.asked.append(request)
        answers = {
            "/.well-known/openid-configuration": self.configuration,
            "/token": self.token,
            "/userinfo": self.person,
        }
        answer = answers[urlsplit(request.url).path]()
        response = requests.Response()
        response.status_code = 200
        response.url = request.url
        response.request = request
        response.headers["Content-Type"] = "application/json"
        response._content = json.dumps(answer).encode()
        return response

    def configuration(self):
        return {
            "issuer": SERVER,
            "authorization_endpoint": f"{SERVER}/authorise",
            "token_endpoint": f"{SERVER}/token",
            "userinfo_endpoint": f"{SERVER}/userinfo",
            "jwks_uri": f"{SERVER}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def token(self):
        told = {"iss": SERVER, "aud": self.audience, "exp": 4_000_000_000, **self.person()}
        signed = jwt.encode(told, "a key of the provider that is long enough", algorithm="HS256")
        return {"access_token": "for one reading", "token_type": "Bearer", "id_token": signed}

    def person(self):
        return {"sub": "0017", "email": self.email, "email_verified": True, "name": "Priya Nair"}

    def close(self):
        pass


@pytest.fixture
def provider(settings, monkeypatch):
    settings.OIDC_SERVER = SERVER
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "council",
                    "name": "your council account",
                    "client_id": CLIENT,
                    "secret": SECRET,
                    "settings": {"server_url": SERVER, "verified_email": True},
                }
            ],
        }
    }
    standing_in = Provider()

    def session(self):
        talking = requests.Session()
        talking.mount(SERVER, standing_in)
        return talking

    monkeypatch.setattr(SingleSignOnAdapter, "get_requests_session", session)
    return standing_in


@pytest.fixture
def priya(person):
    return person("team-manager", name="Priya Nair", email="priya@council.example")


def go_to_the_provider(client) -> dict[str, str]:
    """Press the button on the sign-in page; what our product asks the provider for."""
    assert "Sign in with your council account" in client.get("/sign-in/").content.decode()
    leaving = client.post("/sign-in/with/council/")
    assert leaving.status_code == 302
    to = urlsplit(leaving.headers["Location"])
    assert f"{to.scheme}://{to.netloc}{to.path}" == f"{SERVER}/authorise"
    return {name: values[0] for name, values in parse_qs(to.query).items()}


def come_back(client, state: str, **extra):
    return client.get("/sign-in/with/council/back/", {"code": "c0de", "state": state, **extra})


def test_who_has_an_account_here_is_signed_in_by_the_council(client, provider, priya):
    asked = go_to_the_provider(client)
    assert asked["client_id"] == CLIENT
    assert asked["response_type"] == "code"
    assert {"openid", "email"} <= set(asked["scope"].split())
    assert asked["code_challenge_method"] == "S256"
    assert urlsplit(asked["redirect_uri"]).path == "/sign-in/with/council/back/"

    back = come_back(client, asked["state"])

    assert (back.status_code, back.headers["Location"]) == (302, "/")
    assert "Priya Nair" in client.get("/").content.decode()
    told = parse_qs(next(r for r in provider.asked if r.url.endswith("/token")).body)
    assert told["client_secret"] == [SECRET]
    assert "code_verifier" in told


def test_a_second_sign_in_finds_the_same_account(client, provider, priya):
    for _ in range(2):
        come_back(client, go_to_the_provider(client)["state"])
        assert "Priya Nair" in client.get("/").content.decode()
        client.logout()


def test_who_has_no_account_here_is_told_whom_to_ask_and_gets_none(client, provider, priya):
    provider.email = "somebody.else@council.example"

    page = come_back(client, go_to_the_provider(client)["state"]).content.decode()

    assert "Ask the administrator" in page
    assert "somebody.else" not in page
    assert client.get("/").status_code == 302
    assert type(priya).objects.filter(email=provider.email).count() == 0


def test_a_closed_account_does_not_open_by_the_councils_word(client, provider, priya):
    priya.is_active = False
    priya.save()

    come_back(client, go_to_the_provider(client)["state"])

    assert client.get("/").status_code == 302


def test_an_answer_to_a_question_nobody_asked_is_refused(client, provider, priya):
    go_to_the_provider(client)

    come_back(client, "another state")

    assert client.get("/").status_code == 302


def test_a_token_made_for_another_product_is_refused(client, provider, priya):
    provider.audience = "another product"

    come_back(client, go_to_the_provider(client)["state"])

    assert client.get("/").status_code == 302


def test_where_the_council_says_no_the_page_says_so(client, provider, priya):
    state = go_to_the_provider(client)["state"]

    back = client.get("/sign-in/with/council/back/", {"error": "access_denied", "state": state})

    page = client.get(back.headers["Location"]) if back.status_code == 302 else back
    assert page.status_code < 500
    assert "You are not signed in" in page.content.decode()
    assert client.get("/").status_code == 302
