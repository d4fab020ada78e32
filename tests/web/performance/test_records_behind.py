"""The list behind a figure that is about complaints, households or posts, as each role meets it."""

import pytest

from lineofsight.web.activity.models import ActivityEvent

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/performance/measures/COM01/children/?month=2026-10"
TAKE = "/performance/measures/COM01/children/take/?month=2026-10"


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_list_shows_each_complaint_by_its_number_and_no_child(client_as, figures):
    client = client_as("analyst")
    page = text(client.get(LIST))
    assert "2 of 3 are not counted" in page
    assert "CO-LATE, stage 1" in page and "CO-EAST, stage 1" in page
    assert "Complaint</th>" in page
    assert "/performance/children/" not in page
    assert "Restricted records" not in page and "Test this in practice" not in page
    assert "nobody is named" in page
    assert not ActivityEvent.objects.filter(verb=ActivityEvent.LISTED).exists()


def test_the_measure_leads_to_complaints_and_offers_no_test_of_childrens_records(
    client_as, figures
):
    page = text(client_as("analyst").get("/performance/measures/COM01/?month=2026-10"))
    assert "Complaints behind this figure (2)" in page
    assert "Who the children are" not in page
    assert "Test this in practice" not in page


def test_a_team_sees_its_own_complaints_and_how_many_others_there_are(client_as, figures):
    page = text(client_as("team-manager", figures.south).get(LIST))
    assert "CO-LATE, stage 1" in page
    assert "CO-EAST" not in page


def test_who_sees_no_children_sees_no_complaints_either(client_as, figures):
    assert client_as("lead-member").get(LIST).status_code == 403


def test_the_file_says_what_it_lists(client_as, figures):
    client = client_as("analyst")
    asked = client.post(TAKE, {"reason": "For the annual report on complaints"})
    assert asked.status_code == 200
    said = asked.content.decode("utf-8-sig")
    assert "Lists complaints." in said and "Names children" not in said
    assert "COM01-2026-10-records.csv" in asked["Content-Disposition"]
