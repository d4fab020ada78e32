"""A sampled record without a worker or a manager is flagged before it is given out (WOR-120)."""

import datetime

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
TEAMS = ("SOUTH", "NORTH", "CENTRAL", "EAST", "WEST")


@pytest.fixture
def drawn(quarter):
    quarter.the_day("2025-12-15")
    few = quarter.snapshot_of(dict.fromkeys(TEAMS, 2), as_at="2025-11-30")
    return quarter.plan("2026-01-01", size=36, drawn_on="2025-12-15", snapshot=few)


def page_of(plan, client) -> str:
    answer = client.get(reverse("practice:plan", args=[plan.pk]))
    return " ".join(answer.content.decode().split())


def test_a_team_without_a_manager_is_flagged_on_its_sampled_records(quarter, drawn, client_of):
    before = page_of(drawn, client_of(quarter.sqa)).count("No manager known")
    quarter.ashmere.south.assignments.filter(role="team-manager").update(
        to_on=datetime.date(2025, 12, 1)
    )
    page = page_of(drawn, client_of(quarter.sqa))
    assert page.count("No manager known") == before + 2
    assert "before they go to an auditor" in page


def test_a_record_that_nobody_holds_any_more_has_no_worker(quarter, drawn, client_of):
    quarter.snapshot_of(dict.fromkeys(TEAMS[1:], 2), as_at="2025-12-14")
    page = page_of(drawn, client_of(quarter.sqa))
    assert page.count("No worker") == 2


def test_a_swapped_out_record_is_not_asked_for_any_more(quarter, drawn, client_of):
    quarter.snapshot_of(dict.fromkeys(TEAMS[1:], 2), as_at="2025-12-14")
    drawn.sample.children.filter(team_id="SOUTH").update(is_swapped_out=True)
    assert "No worker" not in page_of(drawn, client_of(quarter.sqa))
