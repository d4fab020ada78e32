"""An issue of performance through review, analysis, learning, planning and action (WSX-013)."""

import datetime

import pytest
from django.urls import reverse
from lxml import html as lxml_html
from tests.web.practice.finished import a_child_with_a_chair

from lineofsight.packs import load_pack
from lineofsight.web.actions import services as actions
from lineofsight.web.actions.services import NotPossible
from lineofsight.web.actions.stages import stages_of
from lineofsight.web.frameworks import services as frameworks
from lineofsight.web.improvement import services
from lineofsight.web.people.naming import NamesAChild
from lineofsight.web.performance import services as figures

pytestmark = pytest.mark.django_db
DUE = datetime.date(2026, 12, 18)


def text(response):
    assert response.status_code == 200
    return " ".join(lxml_html.fromstring(response.content.decode()).text_content().split())


@pytest.fixture
def west(ashmere, person, settings):
    settings.PACK = "west-sussex"
    frameworks.adopt(load_pack("west-sussex"), by=None, from_on=datetime.date(2021, 10, 1))
    return {
        "head": person("head-of-service", ashmere.assessment, name="Grace Obi"),
        "owner": person("team-manager", ashmere.south, name="Priya Nair"),
        "other": person("team-manager", ashmere.east, name="Jo Fairley"),
    }


@pytest.fixture
def plan(west, ashmere):
    return services.challenge_unit(
        ashmere.assessment, issue="Half of the assessments are late.", support="Two workers",
        by=west["head"], plan={"text": "Plan by day 10.", "owner": west["owner"], "due_on": DUE},
    ).plan  # fmt: skip


def told(user, action) -> dict[str, str]:
    return {each.stage.key: each.words for each in stages_of(user, action)}


def test_the_stages_of_an_issue_are_told_apart_and_come_in_their_order(west, plan, client_of):
    owner = west["owner"]
    assert told(owner, plan) == {
        "review": "Half of the assessments are late.", "analysis": "", "learning": "",
        "planning": "Plan by day 10.", "action": "",
    }  # fmt: skip
    client, page = client_of(owner), reverse("actions:action", args=[plan.pk])
    assert client.get(reverse("actions:stage", args=[plan.pk, "learning"])).status_code == 404
    with pytest.raises(NotPossible, match="in their order"):
        actions.say_stage(plan, "learning", text="Too early", by=owner)
    write = reverse("actions:stage", args=[plan.pk, "analysis"])
    assert "Why is it so?" in text(client.get(write))
    client.post(write, {"text": "Referrals come at the end of the week."})
    client.post(reverse("actions:stage", args=[plan.pk, "learning"]), {"text": "Duty on Fridays."})
    shown = text(client.get(page))
    assert "The issue, stage by stage" in shown
    assert "Referrals come at the end of the week." in shown and "Duty on Fridays." in shown
    with pytest.raises(NotPossible, match="each once"):
        actions.say_stage(plan, "analysis", text="Again", by=owner)
    actions.claim_done(plan, evidence="All planned by day 10.", by=owner)
    assert told(owner, plan)["action"] == "All planned by day 10."


def test_only_the_owner_and_who_agrees_plans_write_a_stage(west, plan, client_of):
    write = reverse("actions:stage", args=[plan.pk, "analysis"])
    assert client_of(west["other"]).get(write).status_code == 404
    assert client_of(west["head"]).get(write).status_code == 200


def test_an_action_of_a_figure_goes_through_them_too_and_its_challenge_shows_them(
    west, plan, client_of
):
    raised = figures.raise_action(
        "ASM03", "service:ASSESSMENT", "2026-10", text="Plan.", owner=west["owner"], due_on=DUE,
        by=west["head"],
    )  # fmt: skip
    assert "2026-10" in told(west["head"], raised)["review"]
    page = client_of(west["head"]).get(
        reverse("improvement:challenge", args=[plan.challenge.pk])
    )  # fmt: skip
    assert "Analysis: not yet" in text(page)


def test_a_framework_without_stages_and_an_action_that_is_no_issue_have_none(
    west, person, ashmere, settings
):
    single = actions.propose("Ring her.", owner=west["owner"], due_on=DUE, by=west["owner"])
    assert stages_of(west["owner"], single) == []


def test_the_check_that_quality_assurance_works_is_registered_and_leads_to_actions(
    west, person, client_of
):
    """WSX-064: an independent check of the function itself, internal audit among it."""
    pack = load_pack("west-sussex")
    kinds = {each.key: each.done_by for each in pack.external_reviews}
    assert kinds["qa-effectiveness"] == "Safeguarding Quality and Practice Service"
    assert kinds["internal-audit"]
    client = client_of(person("qa-lead"))
    said = {
        "kind_key": "qa-effectiveness", "title": "Does our auditing work?",
        "from_on_day": "2", "from_on_month": "11", "from_on_year": "2026",
        "to_on_day": "6", "to_on_month": "11", "to_on_year": "2026",
    }  # fmt: skip
    page = client.post(reverse("improvement:new-review"), said, follow=True)
    assert "Check that quality assurance works" in text(page)
    finding = {
        "text": "Re-checks come late.", "kind": "concern", "plan": "Name a deputy for each.",
        "owner": west["owner"].pk, "due_on_day": "18", "due_on_month": "12",
        "due_on_year": "2026",
    }  # fmt: skip
    answer = client.post(page.request["PATH_INFO"], finding, follow=True)
    assert "Name a deputy for each." in text(answer)


@pytest.mark.parametrize("said", ["As Maisie Holroyd’s shows.", "See SOUTH-001."])
def test_what_is_written_of_a_stage_names_nobody_whose_record_is_in_the_data(
    west, plan, client_of, settings, said
):
    a_child_with_a_chair(settings, child="SOUTH-001")
    write = reverse("actions:stage", args=[plan.pk, "analysis"])
    refused = text(client_of(west["owner"]).post(write, {"text": said}))
    assert "names somebody whose record is in the data" in refused
    assert told(west["owner"], plan)["analysis"] == ""
    client_of(west["owner"]).post(write, {"text": "Maisie on duty on Fridays."})
    assert told(west["owner"], plan)["analysis"] == "Maisie on duty on Fridays."


def test_of_the_child_an_action_is_about_a_first_name_alone_is_refused(west, plan, settings):
    a_child_with_a_chair(settings, child="SOUTH-001")
    plan.child_id = "SOUTH-001"
    with pytest.raises(NamesAChild, match="names the child"):
        actions.say_stage(plan, "analysis", text="Maisie waited.", by=west["owner"])
