"""Boards: their agenda, what agencies contribute, recommendations there and back."""

import datetime

import pytest
from django.urls import reverse
from tests.factories.journeys import journey
from tests.web.practice.finished import framework
from tests.web.reporting.activities import blocks, compiled

from lineofsight.errors import UserError
from lineofsight.reports import model
from lineofsight.web.actions import services as actions
from lineofsight.web.actions import sources
from lineofsight.web.boards import queries, services
from lineofsight.web.boards.models import Contribution, Meeting, Recommendation

__all__ = ["framework"]
pytestmark = pytest.mark.django_db


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.fixture
def wirral(framework, person, ashmere, the_day):
    the_day("2026-03-10")

    class Here:
        adopted = framework("wirral")
        keeper = person("qa-manager", name="Ruth Ellison")
        owner = person("team-manager", ashmere.south, name="Priya Nair")
        checker = person("senior-manager", ashmere.authority, name="Ama Boateng")

    Here.meeting = services.plan_meeting(Here.adopted, "executive-group",
                                         held_on=day("2026-03-10"), by=Here.keeper)  # fmt: skip
    return Here


def settled(action, here, the_day, on: str) -> None:
    the_day(on)
    actions.claim_done(action, by=here.owner, evidence="Seen in supervision")
    if action.needs_check:
        actions.verify(action, by=here.checker)
    action.refresh_from_db()


def test_wir_029_a_recommendation_goes_into_the_next_month_and_comes_back_answered(
    wirral, the_day, settings, client_of, person
):
    journey(
        settings.HOME, as_at="2026-02-28",
        ssd_department="dept_team_id | dept_team_name | dept_team_parent_id\n"
        "ASHMERE | Ashmere |\nSOUTH | South | ASHMERE",
        ssd_person="pers_person_id | pers_dob\nSOUTH-001 | 2016-05-01",
    )  # fmt: skip
    client = client_of(wirral.keeper)
    answer = client.post(reverse("boards:recommend", args=[wirral.meeting.pk]), {
        "text": "See that every plan is dated", "plan": "Date every plan",
        "owner": wirral.owner.pk, "due_on_day": "30", "due_on_month": "4", "due_on_year": "2026",
    })  # fmt: skip
    assert answer.status_code == 302
    found = Recommendation.objects.get()
    assert found.goes_into == "2026-04"
    its, action = (reverse("boards:recommendation", args=[found.pk]),
                   reverse("actions:action", args=[found.action.pk]))  # fmt: skip
    assert action in client.get(its).content.decode()
    writes = client_of(person("analyst")).get(its)
    assert writes.status_code == 200
    assert action not in writes.content.decode(), "an analyst opens no actions"
    source, origin = sources.source_of(wirral.keeper, found.action)
    assert (source.title, origin.label) == ("Board", "Executive group")
    with pytest.raises(UserError, match="not settled"):
        services.answer(found, text="Done", by=wirral.owner)
    the_day("2026-05-01")
    writer = wirral.keeper
    april = compiled("monthly-quality", "2026-04", by=writer)
    (points,) = blocks(april, "Recommendations", model.Points)
    assert points.items == ("See that every plan is dated. Not answered yet.",)
    march = compiled("monthly-quality", "2026-03", by=writer)
    assert blocks(march, "Recommendations", model.Points) == []
    settled(found.action, wirral, the_day, "2026-05-20")
    page = client_of(wirral.owner).post(
        reverse("boards:recommendation", args=[found.pk]), {"text": "94 of 100 are dated."}
    )
    assert page.status_code == 302
    later = services.plan_meeting(wirral.adopted, "executive-group", held_on=day("2026-06-09"),
                                  by=wirral.keeper)  # fmt: skip
    assert [each.pk for each in queries.coming_back(later)] == [found.pk]
    client.post(reverse("boards:heard", args=[later.pk, found.pk]))
    found.refresh_from_db()
    assert found.came_back is None  # the board has not met yet
    the_day("2026-06-09")
    client.post(reverse("boards:heard", args=[later.pk, found.pk]))
    found.refresh_from_db()
    assert found.came_back == later
    (row,) = queries.recommended(day("2026-04-01"), day("2026-06-30"))
    assert (row.is_answered, row.became) == (True, "Answer: 94 of 100 are dated.")
    assert queries.recommended(day("2026-07-01"), day("2026-09-30")) == ()


def test_wir_a8_what_is_recommended_on_30_june_is_on_julys_agenda_and_in_its_quarter(
    wirral, the_day, settings, client_of
):
    journey(
        settings.HOME, as_at="2026-06-30",
        ssd_department="dept_team_id | dept_team_name | dept_team_parent_id\n"
        "ASHMERE | Ashmere |\nSOUTH | South | ASHMERE",
        ssd_person="pers_person_id | pers_dob\nSOUTH-001 | 2016-05-01",
    )  # fmt: skip
    the_day("2026-06-30")
    group = services.plan_meeting(wirral.adopted, "executive-group", held_on=day("2026-06-30"),
                                  by=wirral.keeper)  # fmt: skip
    plan = {"text": "Date plans", "owner": wirral.owner, "due_on": day("2026-09-15")}
    services.recommend(group, text="See that every plan is dated", plan=plan, by=wirral.keeper)
    shown = {}
    for month in ("2026-06-30", "2026-07-14", "2026-08-11"):
        meeting = services.plan_meeting(wirral.adopted, "performance-dmt", held_on=day(month),
                                        by=wirral.keeper)  # fmt: skip
        page = client_of(wirral.keeper).get(reverse("boards:meeting", args=[meeting.pk]))
        shown[month[:7]] = "See that every plan is dated" in page.content.decode()
    assert shown == {"2026-06": False, "2026-07": True, "2026-08": False}
    the_day("2026-10-01")
    quarter = compiled("quarterly-quality", "2026-27-Q2", by=wirral.keeper)
    said = [item for points in blocks(quarter, "Actions and how far they are", model.Points)
            for item in points.items]  # fmt: skip
    assert "See that every plan is dated. Not answered yet." in said


def test_wir_029_only_what_the_framework_says_is_followed_is_recommended(wirral):
    clinic = services.plan_meeting(wirral.adopted, "scrutiny", held_on=day("2026-03-10"),
                                   by=wirral.keeper)  # fmt: skip
    plan = {"text": "x", "owner": wirral.owner, "due_on": day("2026-04-30")}
    with pytest.raises(UserError, match="does not give this"):
        services.recommend(clinic, text="See to it", plan=plan, by=wirral.keeper)
    with pytest.raises(UserError, match="later meeting of the same board"):
        made = services.recommend(wirral.meeting, text="See to it", plan=plan, by=wirral.keeper)
        services.hear(clinic, made, by=wirral.keeper)


def test_wir_038_a_surgery_has_each_partner_s_contribution_and_says_who_is_not_heard(
    wirral, client_of
):
    client = client_of(wirral.keeper)
    client.post(reverse("boards:new-meeting"), {
        "board": "multi-agency-surgery", "held_on_day": "17", "held_on_month": "3",
        "held_on_year": "2026", "about": "Neglect",
    })  # fmt: skip
    surgery = Meeting.objects.get(board_key="multi-agency-surgery")
    url = reverse("boards:meeting", args=[surgery.pk])
    client.post(url, {"place": "contributions/police", "text": "Reports within a day."})
    said = Contribution.objects.get()
    assert (said.agency_key, said.item_key) == ("police", "contributions")
    page = client.get(url).content.decode()
    assert "Reports within a day." in page
    assert "Not heard yet: Health, Schools." in page
    with pytest.raises(UserError, match="which agency"):
        services.contribute(surgery, "contributions", text="Something", by=wirral.keeper)


@pytest.mark.parametrize(
    ("month", "is_on"), [("2026-04-15", True), ("2026-05-20", False), ("2026-07-15", True)]
)
def test_wsx_102_conferencing_and_reviewing_is_on_the_agenda_each_quarter(
    framework, person, month, is_on
):
    adopted = framework("west-sussex")
    made = services.plan_meeting(adopted, "assurance-board", held_on=day(month),
                                 by=person("qa-lead"))  # fmt: skip
    titles = [each.title for each in queries.agenda(made)]
    assert ("Conferencing and reviewing service" in titles) is is_on
    assert "Numbers of audits and what they found" in titles


def test_wsx_109_support_by_a_peer_is_an_action_of_the_board_and_names_both_services(
    framework, person, ashmere, client_of, the_day
):
    the_day("2026-03-10")
    adopted = framework("west-sussex")
    keeper, owner = person("qa-lead"), person("team-manager", ashmere.south)
    board = services.plan_meeting(adopted, "assurance-board", held_on=day("2026-03-10"), by=keeper)
    facts = {
        "text": "Assessment helps Through Care with plans", "plan": "Two joint workshops",
        "service": ashmere.care.pk, "owner": owner.pk, "due_on_day": "30", "due_on_month": "4",
        "due_on_year": "2026",
    }  # fmt: skip
    url = reverse("boards:recommend", args=[board.pk])
    client = client_of(keeper)
    alone = client.post(url, facts).content.decode()
    assert "Say which service helps" in alone
    same = client.post(url, {**facts, "supported_by": ashmere.care.pk}).content.decode()
    assert "Say which other service it helps" in same
    client.post(url, {**facts, "supported_by": ashmere.assessment.pk})
    made = Recommendation.objects.get()
    assert (made.kind, made.service_id, made.supported_by) == ("peer-support", "CARE", "ASSESSMENT")
    assert sources.source_of(keeper, made.action)[0].key == "board"
    assert owner.notices.filter(about=f"recommendation:{made.pk}").exists()
    page = client.get(reverse("boards:recommendation", args=[made.pk])).content.decode()
    assert "Supported by" in page
    assert client_of(owner).get(reverse("boards:home")).status_code == 403
