"""What a report found becomes a plan that a service owns."""

import pytest
from django.urls import reverse
from lxml import html as lxml_html

from lineofsight.web.actions import services as actions
from lineofsight.web.actions.models import Action
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.reporting.models import ReportAction


def text(response):
    assert response.status_code == 200
    return " ".join(lxml_html.fromstring(response.content.decode()).text_content().split())


@pytest.fixture
def owner(person, ashmere):
    return person("team-manager", ashmere.south, name="Priya Nair")


def said(owner, **more) -> dict:
    service = OrgUnit.objects.get(kind="service", code="ASSESSMENT")
    return {
        "section": "assessment", "text": "Plan the workshop on chronologies.",
        "service": service.pk, "owner": owner.pk, "training": "formal", "due_on_day": "18",
        "due_on_month": "12", "due_on_year": "2026",
    } | more  # fmt: skip


def test_a_report_becomes_an_action_plan_owned_by_a_service_and_tied_to_training(
    published, client_as, owner
):
    client = client_as("group-manager", name="Grace Obi")
    assert "No action has come of this report yet" in text(client.get(f"/reports/{published.pk}/"))
    assert "no action yet" in text(client.get("/reports/"))
    answer = client.post(reverse("reporting:action", args=[published.pk]), said(owner))
    assert answer["Location"] == f"/reports/{published.pk}/", text(answer)
    made = Action.objects.get()
    link = ReportAction.objects.get(action=made)
    assert (made.service_id, made.state) == ("ASSESSMENT", Action.State.AGREED)
    assert (link.section_key, link.training) == ("assessment", "formal")
    shown = text(client.get(f"/reports/{published.pk}/"))
    assert "Plan the workshop on chronologies." in shown
    assert "Formal training" in shown
    assert "1 action" in text(client.get("/reports/"))


def test_the_action_says_which_section_of_which_report_it_comes_from(
    published, client_as, client_of, owner
):
    client_as("group-manager").post(
        reverse("reporting:action", args=[published.pk]), said(owner)
    )  # fmt: skip
    made = Action.objects.get()
    page = client_of(owner).get(reverse("actions:action", args=[made.pk]))
    told = text(page)
    assert f"{published.title}, October 2026, “{ReportAction.objects.get().section_title}”" in told
    assert f'href="/reports/{published.pk}/"' in page.content.decode()


def test_a_writer_who_agrees_no_plans_proposes_and_the_report_keeps_what_replaces_it(
    report, client_of, writer, person, owner, ashmere
):
    client_of(writer).post(reverse("reporting:action", args=[report.pk]), said(owner, section=""))
    made = Action.objects.get()
    assert made.state == Action.State.PROPOSED
    head = person("group-manager", ashmere.assessment)
    actions.replace(
        made, text="Hold it in December.", owner=owner, due_on=made.due_on, by=head,
        reason="Sooner",
    )  # fmt: skip
    assert set(ReportAction.objects.values_list("report", flat=True)) == {report.pk}
    assert ReportAction.objects.count() == 2


@pytest.mark.parametrize("role", ["lead-member", "scrutiny"])
def test_who_sees_totals_only_sees_no_plan_and_raises_nothing(published, client_as, role):
    client = client_as(role)
    assert "Action plan" not in text(client.get(f"/reports/{published.pk}/"))
    assert client.get(reverse("reporting:action", args=[published.pk])).status_code == 403


def test_a_draft_is_not_there_for_who_only_reads(report, client_as):
    client = client_as("team-manager")
    assert client.get(reverse("reporting:action", args=[report.pk])).status_code == 404
