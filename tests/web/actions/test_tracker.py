"""The tracker of every action across what raised them, and what closes or replaces one."""

import datetime

import pytest
from django.urls import reverse
from tests.web.practice.finished import finished, framework

from lineofsight.packs.model import ActionPolicy
from lineofsight.packs.values import Setting, Source
from lineofsight.web.actions import services
from lineofsight.web.actions.models import Action
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.performance import services as performance
from lineofsight.web.performance.models import FigureAction

__all__ = ["finished", "framework"]
pytestmark = pytest.mark.django_db
DUE = datetime.date(2026, 4, 17)


@pytest.fixture
def two_sources(framework, ashmere, person, finished):
    """An action of an audit, about a child, and one of a figure."""
    adopted = framework("worcestershire")
    lead = person("team-manager", ashmere.south, name="Priya Nair")
    audit = finished(adopted, "main-audit", auditor=lead, completed="2026-03-09",
                     action="Hold the meeting")  # fmt: skip
    of_figure = performance.raise_action(
        "ASM03", "service:ASSESSMENT", "2026-02", text="Book the reviews", owner=lead,
        due_on=DUE, by=lead,
    )  # fmt: skip
    return audit.action_links.get().action, of_figure, lead


def test_san_a19_an_action_from_an_indicator_s_page_is_linked_to_it_and_agreed(two_sources):
    _, action, _ = two_sources
    assert action.state == Action.State.AGREED
    assert FigureAction.objects.get(action=action).indicator_id == "ASM03"


def test_the_tracker_shows_every_source_and_filters_by_each(two_sources, client_as):
    client, url = client_as("sqa"), reverse("actions:all")
    page = client.get(url).content.decode()
    assert "Hold the meeting" in page
    assert "Book the reviews" in page
    assert "Audit: Case file audit, March 2026" in page
    of_audits = client.get(url, {"source": "audit"}).content.decode()
    assert "Hold the meeting" in of_audits
    assert "Book the reviews" not in of_audits
    of_figures = client.get(url, {"source": "indicator", "service": "ASSESSMENT"})
    assert "Hold the meeting" not in of_figures.content.decode()
    assert client.get(url, {"source": "nothing"}).status_code == 404


def test_wsx_a13_the_export_for_the_case_system_has_the_actions_with_their_records(
    two_sources, client_as
):
    audited, _, _ = two_sources
    answer = client_as("sqa").get(reverse("actions:export"), {"source": "audit"})
    text = answer.content.decode("utf-8-sig")
    assert audited.reference in text
    assert audited.child_id in text
    assert "Hold the meeting" in text
    assert "Book the reviews" not in text
    assert ActivityEvent.objects.filter(verb__contains="list").exists()


def test_the_export_holds_nothing_of_other_teams(two_sources, client_as, ashmere):
    answer = client_as("team-manager", ashmere.east).get(reverse("actions:export"))
    assert "Hold the meeting" not in answer.content.decode()


def test_a_proposal_is_agreed_or_not_taken_up_on_its_page(person, ashmere, client_of, framework):
    framework("worcestershire")
    worker = person("social-worker", ashmere.south)
    manager = person("team-manager", ashmere.south)
    wish = {"owner": worker, "due_on": DUE, "by": worker, "team_id": "SOUTH"}
    first = services.propose("Ask the school", **wish)
    second = services.propose("Paint the hall", **wish)
    client = client_of(manager)
    client.post(reverse("actions:action", args=[first.pk]), {"act": "agree"})
    client.post(reverse("actions:reject", args=[second.pk]), {"reason": "Not ours"})
    assert Action.objects.get(pk=first.pk).state == Action.State.AGREED
    assert Action.objects.get(pk=second.pk).state == Action.State.REJECTED


def test_an_action_that_is_replaced_leaves_its_source_to_its_heir(two_sources, client_of):
    audited, _, lead = two_sources
    answer = client_of(lead).post(reverse("actions:replace", args=[audited.pk]), {
        "text": "Hold it at school", "owner": lead.pk, "due_on_day": "1", "due_on_month": "5",
        "due_on_year": "2026", "reason": "The family asked for it",
    })  # fmt: skip
    assert answer.status_code == 302
    audited.refresh_from_db()
    assert audited.state == Action.State.SUPERSEDED
    assert audited.superseded_by.audit_link.audit == audited.audit_link.audit


def test_an_action_that_needs_an_effect_closes_when_it_is_written_down(
    person, ashmere, client_of, framework
):
    framework("worcestershire")
    owner = person("team-manager", ashmere.south)
    checker = person("sqa", ashmere.authority)
    policy = ActionPolicy(impact_before_closed=Setting[bool](value=True, source=Source.STATED))
    action = services.propose("See her weekly", owner=owner, due_on=DUE, by=owner,
                              team_id="SOUTH", policy=policy)  # fmt: skip
    services.agree(action, by=owner)
    services.claim_done(action, evidence="Seen", by=owner)
    services.verify(action, by=checker)
    client, page = client_of(owner), reverse("actions:action", args=[action.pk])
    assert "closes it only when" in client.get(page).content.decode()
    client.post(reverse("actions:impact", args=[action.pk]), {"text": "She sleeps again"})
    action.refresh_from_db()
    assert action.state == Action.State.CLOSED
