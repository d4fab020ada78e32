"""Actions: proposed, agreed, done, checked by somebody else, closed."""

import datetime

import pytest
from django.urls import reverse

from lineofsight.errors import TransitionNotAllowed
from lineofsight.web.actions import services
from lineofsight.web.actions.models import Action

pytestmark = pytest.mark.django_db
DUE = datetime.date(2026, 11, 20)


@pytest.fixture
def owner(person, ashmere):
    return person("team-manager", ashmere.south, name="Priya Nair")


@pytest.fixture
def checker(person):
    return person("asw", name="Dawn Osei")


@pytest.fixture
def action(owner, ashmere) -> Action:
    made = services.propose(
        "Hold the family group meeting.", owner=owner, due_on=DUE, by=owner, child_id="C1",
        team_id="SOUTH", service_id="ASSESSMENT",
    )  # fmt: skip
    services.agree(made, by=owner)
    return made


def url(name, *args):
    return reverse(f"actions:{name}", args=args)


def test_the_whole_way_of_an_action_leaves_its_story(action, owner, checker):
    services.start(action, by=owner)
    services.claim_done(action, evidence="Held on 12 November.", by=owner, found_in="Case note")
    services.verify(action, by=checker, note="Read the minutes")
    services.close(action, by=checker)
    assert [step.what for step in action.steps.all()] == [
        "proposed", "agreed", "started", "evidence", "claimed", "checked", "closed",
    ]  # fmt: skip


def test_overdue_follows_from_the_day_and_ends_when_it_is_checked(action, owner, checker):
    assert action.is_overdue(datetime.date(2026, 11, 21))
    assert not action.is_overdue(DUE)
    assert Action.objects.overdue(datetime.date(2026, 11, 21)).get() == action
    services.claim_done(action, evidence="Held", by=owner)
    assert action.is_overdue(datetime.date(2026, 11, 21))
    services.verify(action, by=checker)
    assert not action.is_overdue(datetime.date(2026, 11, 21))


def test_done_cannot_be_claimed_without_evidence_nor_by_somebody_else(action, owner, checker):
    with pytest.raises(services.NotPossible, match="what shows that it is done"):
        services.claim_done(action, evidence=" ", by=owner)
    with pytest.raises(services.NotPossible, match="Only its owner"):
        services.claim_done(action, evidence="Held", by=checker)


def test_a_reopened_action_starts_again_and_remembers(action, owner, checker):
    services.claim_done(action, evidence="Held", by=owner)
    services.verify(action, by=checker)
    services.reopen(action, by=checker, reason="Nobody came")
    assert (action.state, action.verified_by) == (Action.State.REOPENED, None)
    assert "Nobody came" in [step.note for step in action.steps.all()]
    services.claim_done(action, evidence="Held again", by=owner)


def test_what_was_agreed_is_not_rewritten_but_replaced(action, owner):
    with pytest.raises(TransitionNotAllowed, match="Only a proposal"):
        services.revise(action, text="Something easier", owner=owner, due_on=DUE, by=owner)
    heir = services.propose("Two meetings", owner=owner, due_on=DUE, by=owner)
    services.supersede(action, heir=heir, by=owner, reason="One was not enough")
    assert action.superseded_by == heir
    assert action.is_settled


def test_a_new_date_needs_a_reason(action, owner):
    with pytest.raises(services.NotPossible, match="why the date changes"):
        services.change_due(action, due_on=DUE, by=owner, reason="")
    later = datetime.date(2026, 12, 4)
    services.change_due(action, due_on=later, by=owner, reason="School holiday")
    assert action.due_on == later


def test_my_actions_say_how_many_are_late(action, owner, client_of):
    page = client_of(owner).get(url("mine")).content.decode()
    assert "1 action to do, 1 late" in page
    assert "1 working day late" in page


def test_claiming_and_checking_through_the_pages(action, owner, checker, client_of):
    claim = {"act": "claim", "text": "Held", "found_in": ""}
    client_of(owner).post(url("action", action.pk), claim)
    action.refresh_from_db()
    assert action.state == Action.State.DONE_CLAIMED
    own = client_of(owner).get(url("action", action.pk)).content.decode()
    assert "I have checked" not in own
    client_of(checker).post(url("action", action.pk), {"act": "verify", "check-note": "Read it"})
    action.refresh_from_db()
    assert (action.state, action.verified_by) == (Action.State.VERIFIED, checker)


def test_an_action_of_another_team_is_not_there(action, client_as, ashmere):
    assert client_as("team-manager", ashmere.east).get(url("action", action.pk)).status_code == 404
    assert client_as("lead-member").get(url("mine")).status_code == 403


def test_the_list_of_actions_keeps_to_the_teams_one_sees(action, client_as, ashmere):
    near = client_as("group-manager", ashmere.assessment).get(url("all") + "?show=late")
    far = client_as("group-manager", ashmere.care).get(url("all") + "?show=late")
    assert "Hold the family group meeting." in near.content.decode()
    assert "Hold the family group meeting." not in far.content.decode()
