"""Escalations of each framework's kind, by the numbers of the scenarios."""

import datetime

import pytest
from django.urls import reverse
from tests.factories.people import RoleAssignmentFactory
from tests.web.practice.finished import a_child_with_a_chair, finished, framework

from lineofsight.errors import UserError
from lineofsight.sampling.names import named_in
from lineofsight.web import clock
from lineofsight.web.people.naming import NamesAChild
from lineofsight.web.people.references import child_reference
from lineofsight.web.practice import escalations
from lineofsight.web.practice.independence import NotIndependent
from lineofsight.web.practice.models import Audit, AuditPart, Concern, Dispute
from lineofsight.web.practice.questions import Given
from lineofsight.web.practice.services import answering, concerns, disputes, themes

__all__ = ["finished", "framework"]
pytestmark = pytest.mark.django_db
CHILD = "SOUTH-001"


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def at(text: str):
    """Within, it is that moment: `with at("2026-03-12 10:00")`."""
    return clock.at(datetime.datetime.fromisoformat(text).replace(tzinfo=clock.UK))


@pytest.fixture
def wirral(framework, ashmere, person, settings):
    a_child_with_a_chair(settings, child=CHILD)

    class District:
        adopted = framework("wirral")
        manager = person("team-manager", ashmere.south, name="Priya Nair")
        auditor = person("qa-officer", ashmere.authority, name="Tom Aldersley")

        def raise_it(self, **answers):
            said = {"what": "Alone at night", "done": "Visit today", "learning": "Ask at once"}
            return concerns.raise_concern(
                CHILD, answers=said | answers, by=self.auditor, adopted=self.adopted,
                escalation_key="closing-the-loop", team_id="SOUTH", service_id="ASSESSMENT",
            )  # fmt: skip

    return District()


def test_wir_a4_the_manager_is_told_on_the_day_and_all_three_are_needed(wirral):
    with at("2026-03-12 10:00"):
        for missing in ("what", "done", "learning"):
            with pytest.raises(UserError, match="Answer this first"):
                wirral.raise_it(**{missing: " "})
        assert not Concern.objects.exists()
        raised = wirral.raise_it()
    assert raised.state == Concern.State.NOTIFIED
    notice = wirral.manager.notices.get(about=f"concern:{raised.pk}")
    assert notice.sent_at.astimezone(clock.UK).date() == day("2026-03-12")
    assert notice.is_urgent


def test_wir_a4_the_form_asks_for_concern_action_and_learning(wirral, client_of, the_day):
    the_day("2026-03-12")
    url = reverse("practice:raise-about", args=[child_reference(CHILD), "closing-the-loop"])
    client = client_of(wirral.auditor)
    page = client.get(url).content.decode()
    for asked in wirral.adopted.pack.escalation("closing-the-loop").asks:
        assert asked.text.replace("'", "&#x27;") in page
    answer = client.post(url, {"what": "Alone at night", "done": "Visit today"})
    assert answer.status_code == 200
    assert "Answer this: What is there to learn" in answer.content.decode()
    said = {"what": "Alone", "done": "Visit", "learning": "Maisie should have been asked"}
    assert "names the child or somebody of the family" in client.post(url, said).content.decode()
    assert not Concern.objects.exists()
    assert client.post(url, said | {"learning": "Ask at once"}).status_code == 302
    assert Concern.objects.get().learning == {"learning": "Ask at once"}


def test_wir_a5_the_month_s_report_has_cases_response_days_themes_and_learning(wirral):
    themes.take_from(wirral.adopted.pack)
    drift, visits = (themes.Theme.objects.get(key=key) for key in ("drift", "visits"))
    for raised, answered, theme in (
        ("2026-03-03", "2026-03-03", drift),
        ("2026-03-12", "2026-03-16", visits),
        ("2026-03-20", "2026-03-20", drift),
    ):
        with at(f"{raised} 10:00"):
            concern = wirral.raise_it()
            themes.code_concern(concern, [theme], by=wirral.auditor)
        with at(f"{answered} 15:00"):
            concerns.acknowledge(concern, by=wirral.manager)
            concerns.record_action(concern, by=wirral.manager, what="Seen at home")
    march = escalations.episodes(day("2026-03-01"), day("2026-03-31"))
    assert [each.response_days for each in march] == [0, 4, 0]
    assert [each.themes for each in march] == [
        ("Drift and delay",), ("Visits in time and with a purpose",), ("Drift and delay",)
    ]  # fmt: skip
    assert {each.learning for each in march} == {("Ask at once",)}
    assert not any("Maisie" in repr(each) or CHILD in repr(each) for each in march)
    assert escalations.episodes(day("2026-04-01"), day("2026-04-30")) == []


@pytest.mark.parametrize(
    "said", ["MAISIE was alone", "Ms Holroyd’s calls", "See record south-001", "holroyd"]
)
def test_wir_a5_no_child_s_name_gets_into_the_learning(wirral, said):
    with pytest.raises(NamesAChild) as refused:
        wirral.raise_it(learning=said)
    assert "aisie" not in str(refused.value)
    assert "olroyd" not in str(refused.value)


def test_wsx_a13_worker_and_manager_are_told_the_same_day_before_moderation(
    framework, ashmere, person, the_day
):
    adopted = framework("west-sussex")
    worker = person("social-worker", ashmere.south, name="Leah Brandt", staff_id="W1")
    manager = person("team-manager", ashmere.south, name="Priya Nair")
    auditor = person("team-manager", ashmere.north, name="Tom Aldersley")
    the_day("2026-03-10")
    audit = Audit.objects.create(
        adopted=adopted, activity_key=adopted.pack.activity_types[0].key, child_id=CHILD,
        team_id="SOUTH", service_id="ASSESSMENT", worker_id="W1", released_on=clock.today(),
        due_on=clock.today(), started_by=auditor, state=Audit.State.SUBMITTED,
        submitted_at=clock.now(),
    )  # fmt: skip
    AuditPart.objects.create(audit=audit, key=audit.activity.parts[0].key, auditor=auditor)
    raised = concerns.raise_concern(
        CHILD, answers={"what": "Unsafe", "done": "Rang"}, by=auditor, adopted=adopted,
        escalation_key=audit.activity.concern, team_id="SOUTH", service_id="ASSESSMENT",
        audit=audit,
    )  # fmt: skip
    told = {each.person: each.told_at.astimezone(clock.UK).date() for each in raised.told.all()}
    assert told == {worker: day("2026-03-10"), manager: day("2026-03-10")}
    assert audit.judged_at is None
    assert raised in Concern.objects.visible_to(worker)


@pytest.fixture
def dispute_of(framework, ashmere, person, settings):
    a_child_with_a_chair(settings, child=CHILD)

    class Place:
        adopted = framework("worcestershire")
        iro = person("iro", ashmere.authority, name="Farida Noor")
        manager = person("team-manager", ashmere.south, name="Priya Nair")
        group = person("group-manager", ashmere.assessment, name="Daniel Okafor")
        deputy = person("assistant-director", ashmere.authority, name="Ama Boateng")
        director = person("director", ashmere.authority, name="Helen Marsh")

        def opened(self, on: str) -> Dispute:
            with at(f"{on} 10:00"):
                return disputes.open_dispute(
                    CHILD, answers={"dispute": "No plan", "outcome-sought": "A plan by May"},
                    by=self.iro, adopted=self.adopted, escalation_key="dispute",
                    team_id="SOUTH", service_id="ASSESSMENT",
                )  # fmt: skip

    return Place()


def test_wor_a14_a_dispute_goes_up_in_order_to_the_director_and_no_further(dispute_of):
    found = dispute_of.opened("2026-03-02")
    assert disputes.current_stage(found).owner == dispute_of.manager
    assert disputes.current_stage(found).due_on == day("2026-03-30")
    for owner in (dispute_of.group, dispute_of.deputy, dispute_of.director):
        assert disputes.pass_up(found, by=dispute_of.iro, reason="No answer").owner == owner
        assert owner.notices.filter(about=f"dispute:{found.pk}").exists()
    with pytest.raises(UserError, match="the last stage"):
        disputes.pass_up(found, by=dispute_of.iro, reason="Further")
    assert [each.number for each in found.stages.all()] == [0, 1, 2, 3]


def test_wor_a14_march_counts_one_by_stage_with_its_age_and_four_days_when_resolved(dispute_of):
    found = dispute_of.opened("2026-03-02")
    march = (day("2026-03-01"), day("2026-03-31"))
    (row,) = escalations.dispute_counts(*march, as_at=day("2026-03-31"))
    assert (row.stage, row.role, row.count, row.ages) == (1, "Team Manager", 1, (29,))
    with at("2026-03-06 16:00"):
        disputes.resolve(found, by=dispute_of.iro, outcome="A plan is agreed")
    (row,) = escalations.dispute_counts(*march, as_at=day("2026-03-31"))
    assert (row.stage, row.count, row.ages) == (1, 1, (4,))
    with pytest.raises(UserError, match="is resolved"):
        disputes.pass_up(found, by=dispute_of.iro, reason="Again")


def test_only_the_owner_answers_a_stage_and_only_who_raised_it_ends_it(dispute_of):
    found = dispute_of.opened("2026-03-02")
    with pytest.raises(UserError, match="Only the person who has this stage"):
        disputes.respond(found, by=dispute_of.group, response="We agree")
    disputes.respond(found, by=dispute_of.manager, response="We agree")
    with pytest.raises(NotIndependent):
        disputes.resolve(found, by=dispute_of.manager, outcome="Done")


def test_a_dispute_s_pages_from_opening_to_resolution(dispute_of, client_of, the_day):
    the_day("2026-03-02")
    iro, manager = client_of(dispute_of.iro), client_of(dispute_of.manager)
    url = reverse("practice:raise-about", args=[child_reference(CHILD), "dispute"])
    assert manager.get(url).status_code == 403
    assert "only forward" in iro.get(url).content.decode()
    answers = {"dispute": "No plan", "outcome-sought": "A plan"}
    found_at = iro.post(url, answers).headers["Location"]
    page = manager.post(found_at, {"act": "respond", "respond-what": "By May"}, follow=True)
    assert "By May" in page.content.decode()
    assert manager.post(found_at, {"act": "resolve", "resolve-what": "Done"}).status_code == 403
    iro.post(found_at, {"act": "resolve", "resolve-what": "Agreed", "resolve-learning": ""})
    assert Dispute.objects.get().state == Dispute.State.RESOLVED
    listed = iro.get(reverse("practice:disputes")).content.decode()
    assert "No dispute is open" in listed


def test_a_dispute_is_not_seen_by_another_team(dispute_of, client_of, person, ashmere):
    found = dispute_of.opened("2026-03-02")
    other = person("team-manager", ashmere.east)
    RoleAssignmentFactory(user=other, role="team-manager", unit=ashmere.west)
    answer = client_of(other).get(reverse("practice:dispute", args=[found.pk]))
    assert answer.status_code == 404


def test_what_goes_out_of_an_audit_as_learning_names_no_child_either(
    framework, ashmere, person, settings, the_day
):
    a_child_with_a_chair(settings, child=CHILD)
    adopted = framework("worcestershire")
    lead = person("team-manager", ashmere.south)
    the_day("2026-03-10")
    audit = Audit.objects.create(
        adopted=adopted, activity_key="main-audit", child_id=CHILD, team_id="SOUTH",
        service_id="ASSESSMENT", released_on=clock.today(), due_on=clock.today(),
        started_by=lead,
    )  # fmt: skip
    part = AuditPart.objects.create(audit=audit, key="lead", auditor=lead)
    answering.save_answers(part, {"went-well": Given("Maisie was heard")}, by=lead)
    with pytest.raises(NamesAChild):
        answering.save_answers(part, {"to-share": Given("Ask as Maisie was asked")}, by=lead)
    answering.save_answers(part, {"to-share": Given("Ask a child alone")}, by=lead)
    assert part.answers.get(question_key="to-share").text == "Ask a child alone"


def test_a_name_that_is_a_word_too_counts_only_with_a_capital():
    names = {"Will", "Maisie", "O'Brien", "Young"}
    assert named_in("the young people will come", names) == []
    assert named_in("Will came with Mr Young", names) == ["Will", "Young"]
    assert named_in("maisie's and O’Brien's words", names) == ["Maisie", "O'Brien"]
