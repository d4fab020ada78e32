"""A child outside one's own work: asked for with a reason, had for three hours, told to the
child's manager, and never a way to learn of a restricted record."""

import datetime
import re

import pytest

from lineofsight.web import clock
from lineofsight.web.activity import verification
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.people import services
from lineofsight.web.people.models import ReasonedAccess
from lineofsight.web.people.references import child_reference

pytestmark = pytest.mark.django_db(transaction=True)

ASK = "/performance/children/ask/"
OPENED = "/people/opened-with-a-reason/"
JAYDON = "C777"
"""Held by Through Care East."""
SAYS = {"ground": "duty", "reason": "The night duty worker rang about him"}


def text(response) -> str:
    return " ".join(response.content.decode().split())


def child_url(child_id: str) -> str:
    return f"/performance/children/{child_reference(child_id)}/"


@pytest.fixture
def south(client_as, figures):
    """The team manager of Assessment South, who does not see the children of Through Care."""
    return client_as("team-manager", figures.south, name="Priya Nair")


@pytest.fixture
def east(client_as, figures):
    return client_as("team-manager", figures.east, name="Marcus Obi")


def test_a_reason_opens_the_record_at_once_and_says_until_when(south, east):
    assert south.get(child_url(JAYDON)).status_code == 404

    page = text(south.post(ASK, {"number": "c777", **SAYS}, follow=True))

    assert "Jaydon Ellery" in page
    assert "You opened this record with a reason" in page
    assert re.search(r"open to you until \d+:\d\d[ap]m", page)
    access = ReasonedAccess.objects.get()
    assert access.until_at - access.from_at == datetime.timedelta(hours=3)
    assert (access.user, access.manager) == (south.user, east.user)


def test_after_three_hours_it_is_closed_again(south, monkeypatch):
    south.post(ASK, {"number": JAYDON, **SAYS})
    later = ReasonedAccess.objects.get().until_at
    monkeypatch.setattr("lineofsight.web.clock.now", lambda: later)

    assert south.get(child_url(JAYDON)).status_code == 404


@pytest.mark.parametrize(
    "missing, says",
    [
        ("number", "Enter the child’s whole number"),
        ("ground", "Select what kind of reason it is"),
        ("reason", "Enter why you need this record"),
    ],
)
def test_number_kind_of_reason_and_words_are_all_needed(south, missing, says):
    page = text(south.post(ASK, {"number": JAYDON, **SAYS} | {missing: ""}))

    assert says in page
    assert "Jaydon" not in page
    assert not ReasonedAccess.objects.exists()


def test_a_made_up_kind_of_reason_is_refused(south):
    south.post(ASK, {"number": JAYDON, "ground": "curiosity", "reason": "x"})

    assert not ReasonedAccess.objects.exists()


def test_the_page_that_was_not_found_leads_to_asking_for_that_record(south):
    refused = text(south.get(child_url(JAYDON)))
    link = re.search(r'href="([^"]+)">ask to see it', refused).group(1)
    form = text(south.get(link))
    assert "You ask for the record of the page that you came from" in form
    assert JAYDON not in form

    reference = re.search(r'name="of" value="([^"]+)"', form).group(1)
    page = text(south.post(ASK, {"of": reference, **SAYS}, follow=True))

    assert "Jaydon Ellery" in page


def test_a_page_that_never_was_looks_as_one_that_is_not_for_you(south):
    made_up = "A" * len(child_reference(JAYDON))
    missing, refused = (
        re.sub(r'(data-token|nonce|value|of)="?=?[^"]+"', "", text(south.get(url)))
        for url in (f"/performance/children/{made_up}/", child_url(JAYDON))
    )
    assert missing.replace(made_up, "") == refused.replace(child_reference(JAYDON), "")

    answer = text(south.post(ASK, {"of": made_up, **SAYS}))
    assert "No record with this number opens with a reason" in answer


def test_a_restricted_record_and_a_number_that_nobody_has_get_the_same_answer(
    south, person, client_as
):
    services.restrict(JAYDON, by=person("director"), reason="A relative works here")

    def asked(number: str) -> tuple[str, tuple]:
        answer = south.post(ASK, {"number": number, **SAYS})
        event = ActivityEvent.objects.order_by("-number").first()
        said = re.sub(r'(data-token|nonce|value)="[^"]+"', "", text(answer))
        return said, (event.verb, event.why, event.is_refused)

    restricted, nobody = asked(JAYDON), asked("C999999")

    assert "No record with this number opens with a reason" in restricted[0]
    assert restricted == nobody
    assert restricted[1] == ("child.read", "Asked with a reason", True)
    assert not ReasonedAccess.objects.exists()


def test_a_record_restricted_while_it_is_open_with_a_reason_closes(south, east, person):
    south.post(ASK, {"number": JAYDON, **SAYS})
    services.restrict(JAYDON, by=person("director"), reason="A relative works here")

    assert south.get(child_url(JAYDON)).status_code == 404
    assert child_reference(JAYDON) not in text(east.get(OPENED))


def test_a_child_of_ones_own_work_opens_without_an_access(south):
    page = text(south.post(ASK, {"number": "C000", **SAYS}, follow=True))

    assert "Given0 Family00" in page
    assert not ReasonedAccess.objects.exists()


@pytest.mark.parametrize("role", ["lead-member", "partner", "scrutiny", "administrator"])
def test_whoever_reads_no_children_cannot_ask(client_as, figures, role):
    client = client_as(role)

    assert client.get(ASK).status_code == 403
    assert client.post(ASK, {"number": JAYDON, **SAYS}).status_code == 403
    assert "ask to see it" not in text(client.get("/no-such-page/"))
    assert not ReasonedAccess.objects.exists()


@pytest.mark.parametrize("role", ["social-worker", "team-manager", "group-manager"])
def test_whoever_reads_some_children_may_ask_for_another(client_as, figures, role):
    client = client_as(role)

    page = text(client.post(ASK, {"number": JAYDON, **SAYS}, follow=True))

    assert "Jaydon Ellery" in page


def test_the_manager_of_the_child_is_told_at_home_and_reads_why(south, east):
    south.post(ASK, {"number": JAYDON, **SAYS})

    assert "Priya Nair opened the record of a child of your team" in text(east.get("/"))
    page = text(east.get(OPENED))
    assert "1 opening of your team’s records to read" in page
    assert "I am on duty, or cover for a colleague" in page and SAYS["reason"] in page
    assert "Jaydon" not in page and JAYDON not in page

    east.post(OPENED, {"access": ReasonedAccess.objects.get().pk})
    assert "opened the record of a child of your team" not in text(east.get("/"))
    assert "opened the record" not in text(south.get("/"))


def test_where_the_team_has_no_manager_those_who_restrict_records_are_told(south, client_as):
    restricting, other = client_as("sqa"), client_as("assistant-director")
    south.post(ASK, {"number": JAYDON, **SAYS})

    assert ReasonedAccess.objects.get().manager is None
    assert "Priya Nair opened the record" in text(restricting.get("/"))
    assert "Priya Nair opened the record" not in text(other.get("/"))


def test_it_is_in_the_log_and_among_those_who_have_looked(south, east):
    south.post(ASK, {"number": JAYDON, **SAYS}, follow=True)

    verbs = [each.verb for each in ActivityEvent.objects.filter(by_name="Priya Nair")]
    assert {"access.taken", "child.read"} <= set(verbs)
    read = ActivityEvent.objects.get(child_id=JAYDON)
    assert read.why == "Access with a reason: I am on duty, or cover for a colleague"
    page = text(east.get(child_url(JAYDON) + "readings/"))
    assert "Opened with a reason" in page and SAYS["reason"] in page
    assert verification.verify().is_whole


def test_whoever_took_it_ends_it_early(south):
    south.post(ASK, {"number": JAYDON, **SAYS})
    access = ReasonedAccess.objects.get()

    page = text(south.post(f"{OPENED}{access.pk}/end/", follow=True))

    assert "The record is closed again" in page
    assert south.get(child_url(JAYDON)).status_code == 404
    access.refresh_from_db()
    assert (access.ended_by, access.is_open(clock.now())) == (south.user, False)
    assert ActivityEvent.objects.filter(verb="access.ended").count() == 1
    assert "has ended already" in text(south.post(f"{OPENED}{access.pk}/end/", follow=True))


def test_the_manager_who_was_told_ends_it_and_nobody_else_does(south, east, client_as, figures):
    south.post(ASK, {"number": JAYDON, **SAYS})
    access = ReasonedAccess.objects.get()

    assert client_as("team-manager", figures.west).post(
        f"{OPENED}{access.pk}/end/"
    ).status_code == 404  # fmt: skip
    assert south.get(child_url(JAYDON)).status_code == 200
    east.post(f"{OPENED}{access.pk}/end/")
    assert south.get(child_url(JAYDON)).status_code == 404


def test_a_search_that_finds_nobody_leads_to_asking(south):
    page = text(south.post("/performance/search/", {"q": JAYDON}))
    assert "Jaydon" not in page and "Ask to see a record" in page

    form = text(south.post(ASK, {"number": JAYDON}))
    assert f'value="{JAYDON}"' in form and "There is a problem" not in form


def test_the_page_says_that_nothing_is_loaded_where_nothing_is(client_as):
    assert "nothing has been loaded" in text(client_as("team-manager").get(ASK))
