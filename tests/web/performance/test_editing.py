"""Targets, commentary, restarts and actions: set in the product, kept as versions."""

import pytest

from lineofsight.web.actions.models import Action
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.performance import queries
from lineofsight.web.performance.models import ChartRestart, Commentary, TargetVersion

pytestmark = pytest.mark.django_db

UNIT = "service:ASSESSMENT"
QUERY = f"?unit={UNIT}&month=2026-10"


def text(response) -> str:
    return " ".join(response.content.decode().split())


def at(name: str) -> str:
    return f"/performance/measures/ASM03/{name}/{QUERY}"


TARGET = {
    "at_least": "60",
    "tolerance": "5",
    "from_month_day": "1",
    "from_month_month": "10",
    "from_month_year": "2026",
    "reason": "Agreed at the October board",
}


def test_a_target_is_set_with_who_when_and_why_and_is_in_force_at_once(client_as, figures):
    client = client_as("analyst", name="Joanne Pike")
    assert client.post(at("target"), TARGET).status_code == 302
    version = TargetVersion.objects.get()
    assert (version.at_least, version.tolerance, version.unit) == (60, 5, UNIT)
    assert version.by.name == "Joanne Pike"
    page = text(client.get(f"/performance/measures/ASM03/{QUERY}"))
    assert "60% or more" in page
    assert "Meets target" in page
    assert "set by Joanne Pike" in page
    assert ActivityEvent.objects.filter(verb="target.set").count() == 1


def test_an_earlier_month_keeps_the_target_it_had(client_as, figures):
    client = client_as("analyst")
    client.post(at("target"), TARGET)
    before = text(client.get(f"/performance/measures/ASM03/?unit={UNIT}&month=2026-09"))
    assert "90% or more" in before


def test_a_later_version_takes_over_and_the_first_stays_in_the_history(client_as, figures):
    client = client_as("analyst")
    client.post(at("target"), TARGET)
    client.post(at("target"), TARGET | {"at_least": "70", "reason": "Raised in November"})
    assert TargetVersion.objects.count() == 2
    page = text(client.get(at("target")))
    assert "The target is 70% or more" in page
    assert "Agreed at the October board" in page


def test_a_target_can_be_taken_away(client_as, figures):
    client = client_as("analyst")
    client.post(at("target"), TARGET | {"at_least": ""})
    assert "No target" in text(client.get(f"/performance/measures/ASM03/{QUERY}"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"tolerance": "-1"},
        {"at_least": "9", "at_most": "8"},
        {"from_month_month": "13"},
    ],
)
def test_what_cannot_be_a_target_is_refused_in_words(client_as, figures, wrong):
    page = text(client_as("analyst").post(at("target"), TARGET | wrong))
    assert "There is a problem" in page
    assert not TargetVersion.objects.exists()


def test_a_teams_target_is_its_own_else_the_authoritys_else_the_frameworks(person, figures):
    from datetime import date

    from lineofsight.statistics.targets import Target
    from lineofsight.web.performance import services

    by = person("analyst")
    of_pack = {"ASM03": queries.TargetInForce(Target(at_least=90), "framework")}
    month = date(2026, 10, 1)
    given = {"tolerance": 0, "from_month": month, "reason": "agreed", "by": by, "at_most": None}
    assert queries.targets_in_force("team:SOUTH", month, of_pack)["ASM03"].target.at_least == 90
    services.set_target("ASM03", "all", at_least=85, **given)
    assert queries.targets_in_force("team:SOUTH", month, of_pack)["ASM03"].target.at_least == 85
    services.set_target("ASM03", "team:SOUTH", at_least=70, **given)
    assert queries.targets_in_force("team:SOUTH", month, of_pack)["ASM03"].target.at_least == 70
    assert queries.targets_in_force("team:NORTH", month, of_pack)["ASM03"].target.at_least == 85


def test_a_comment_stands_beside_the_number_with_author_and_date(client_as, figures):
    client = client_as("group-manager", figures.assessment, name="Helen Marsden")
    client.post(at("comment"), {"text": "Half waited for health information."})
    assert "Half waited for health information." in text(
        client.get(f"/performance/measures/ASM03/{QUERY}")
    )
    card = text(client.get(f"/performance/?unit={UNIT}"))
    assert "Helen Marsden, 23 Nov" in card


def test_a_changed_comment_keeps_what_was_said_before(client_as, figures):
    client = client_as("group-manager", figures.assessment)
    client.post(at("comment"), {"text": "First"})
    client.post(at("comment"), {"text": "Second"})
    assert list(Commentary.objects.values_list("text", flat=True)) == ["Second", "First"]
    assert "First" in text(client.get(at("comment")))


def test_an_empty_comment_is_refused(client_as, figures):
    page = text(client_as("group-manager", figures.assessment).post(at("comment"), {"text": " "}))
    assert "There is a problem" in page
    assert not Commentary.objects.exists()


RESTART = {"on_day": "1", "on_month": "6", "on_year": "2026", "reason": "new front door"}


def test_limits_are_restarted_with_the_reason_on_the_chart_and_can_be_withdrawn(client_as, figures):
    client = client_as("analyst")
    client.post(at("restart"), RESTART)
    assert "June 2026: new front door, limits restarted" in text(
        client.get(f"/performance/measures/ASM03/{QUERY}")
    )
    restart = ChartRestart.objects.get()
    client.post(f"/performance/measures/ASM03/restart/{restart.pk}/withdraw/{QUERY}")
    assert "new front door, limits" not in text(client.get(f"/performance/measures/ASM03/{QUERY}"))
    assert ChartRestart.objects.count() == 2
    assert "(withdrawn)" in text(client.get(at("restart")))


def test_an_action_raised_from_a_figure_is_shown_on_it(client_as, person, figures):
    owner = person("team-manager", figures.south, name="Priya Nair")
    client = client_as("group-manager", figures.assessment)
    client.post(
        at("action"),
        {
            "text": "Read every draft at day 25",
            "owner": owner.pk,
            "due_on_day": "1",
            "due_on_month": "12",
            "due_on_year": "2026",
        },
    )
    action = Action.objects.get()
    assert action.service_id == "ASSESSMENT"
    page = text(client.get(f"/performance/measures/ASM03/{QUERY}"))
    assert "Actions on this figure (1)" in page
    assert "Read every draft at day 25" in page
    assert "Priya Nair" in page


def test_an_action_due_in_the_past_is_refused(client_as, person, figures):
    owner = person("team-manager", figures.south)
    page = text(
        client_as("group-manager", figures.assessment).post(
            at("action"),
            {
                "text": "x",
                "owner": owner.pk,
                "due_on_day": "1",
                "due_on_month": "1",
                "due_on_year": "2026",
            },
        )
    )
    assert "today or later" in page
    assert not Action.objects.exists()


@pytest.mark.parametrize(
    ("role", "name"),
    [("team-manager", "target"), ("lead-member", "target"), ("lead-member", "comment"),
     ("social-worker", "comment"), ("social-worker", "restart"), ("lead-member", "action")],
)  # fmt: skip
def test_who_may_not_change_is_refused(client_as, figures, role, name):
    client = client_as(role)
    assert client.get(at(name)).status_code == 403
    assert client.post(at(name), {}).status_code == 403
