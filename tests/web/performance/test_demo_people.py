"""The sign-in page of a demo offers people who have something to show."""

import datetime

import pytest

from lineofsight.web.activity import services as activity
from lineofsight.web.people.sign_in import demo_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def someone(person, settings):
    """Somebody of the demo: `someone("team-manager", unit, "Priya")`."""
    settings.DEMO = True

    def make(role, unit, name, **facts):
        return person(role, unit, name=name, email=f"{name.lower()}@ashmere.invalid", **facts)

    return make


def offered() -> dict[str, str]:
    return {each["role"].split(",")[0]: each["name"] for each in demo_people()}


def test_there_is_nobody_to_show_outside_a_demo(someone, settings, figures):
    someone("team-manager", figures.south, "Priya")
    settings.DEMO = False

    assert demo_people() == []


def test_the_manager_offered_is_of_a_team_that_assesses(someone, figures):
    someone("team-manager", figures.east, "Marcus")
    someone("team-manager", figures.south, "Priya")
    someone("group-manager", figures.care, "Olu")
    someone("group-manager", figures.assessment, "Daniel")

    assert offered() == {"Team Manager": "Priya", "Group Manager": "Daniel"}


def test_who_has_done_audits_comes_before_who_has_not(someone, figures):
    someone("team-manager", figures.south, "Priya")
    tom = someone("team-manager", figures.north, "Tom")
    activity.record("audit.submitted", by=tom, subject_kind="audit", subject_id=1)

    assert offered()["Team Manager"] == "Tom"


def test_a_worker_is_offered_by_their_own_cases(someone, figures):
    someone("social-worker", figures.south, "Without", staff_id="W99")
    someone("social-worker", figures.south, "Leah", staff_id="W00")

    assert offered()["Social Worker"] == "Leah"


def test_who_has_left_is_not_offered(someone, figures):
    priya = someone("team-manager", figures.south, "Priya")
    priya.assignments.update(to_on=datetime.date(2026, 1, 1))

    assert demo_people() == []


def test_people_are_offered_before_anything_is_loaded(someone, ashmere):
    someone("team-manager", ashmere.south, "Priya")

    assert offered() == {"Team Manager": "Priya"}
