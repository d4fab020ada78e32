"""A figure told in November is reconciled with what the December load says of the same month."""

import shutil

import pytest
from tests.factories.journeys import journey
from tests.web.performance.conftest import DRAWINGS, assessments, people

from lineofsight.indicators import cube
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.people.models import RestrictedRecord
from lineofsight.web.performance import reading

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/performance/measures/ASM03/changed/?unit=service:ASSESSMENT&month=2026-10"
LATE = "A-late | C011 | 2026-09-28 | 2026-10-30 | Y | NORTH | W10"


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def reloaded(figures, a_year, settings, monkeypatch):
    """A second load, in November: one assessment of October came in late, one was corrected."""
    monkeypatch.setattr(cube, "CATALOGUE", {"ASM03": cube.CATALOGUE["ASM03"]})
    warehouse = settings.HOME / "warehouse"
    warehouse.unlink()
    shutil.copytree(a_year / "warehouse", warehouse)
    drawn = assessments()
    corrected = next(row for row in drawn.splitlines() if row.startswith("A13-NORTH-0 "))
    changed = corrected.replace("2026-09-11", "2026-06-11")
    assert changed != corrected
    made = journey(
        settings.HOME,
        as_at="2026-11-20",
        ssd_cin_assessments=drawn.replace(corrected, changed) + "\n" + LATE,
        ssd_person=people(),
        **DRAWINGS,
    )
    reading._points.cache_clear()
    yield figures
    made.close()


def test_the_page_tells_what_came_late_and_what_was_corrected(client_as, reloaded):
    page = text(client_as("group-manager", reloaded.assessment).get(PAGE))
    assert "1 late entry, 1 correction." in page
    assert "As at 31 October 2026" in page
    assert "start date was 2026-09-11, is 2026-06-11" in page
    assert "entered late, dated" in page
    assert page.count('href="/performance/children/') == 2


def test_the_measure_leads_to_it(client_as, reloaded):
    page = text(
        client_as("group-manager", reloaded.assessment).get(
            "/performance/measures/ASM03/?unit=service:ASSESSMENT&month=2026-10"
        )
    )
    assert "/performance/measures/ASM03/changed/?" in page


def test_who_sees_another_teams_children_is_told_how_many_and_no_names(client_as, reloaded):
    page = text(client_as("team-manager", reloaded.south).get(PAGE))
    assert "2 more cases of teams whose children you do not see" in page
    assert "/performance/children/" not in page


def test_a_restricted_child_is_in_the_figures_and_not_in_the_list(client_as, reloaded, person):
    from lineofsight.web import clock

    RestrictedRecord.objects.create(
        child_id="C011", reason="A relative works here", placed_by=person("administrator"),
        placed_at=clock.now(),
    )  # fmt: skip
    page = text(client_as("group-manager", reloaded.assessment).get(PAGE))
    assert "1 correction." in page
    assert "1 more case of teams" in page
    assert "Family11" not in page


def test_listing_children_is_recorded(client_as, reloaded):
    client_as("group-manager", reloaded.assessment).get(PAGE)
    listed = ActivityEvent.objects.order_by("number").last()
    assert listed.subject_id == "performance:reconciled"
    assert '"children":2' in listed.detail


def test_members_see_no_such_page_and_unknown_loads_are_not_found(client_as, reloaded):
    assert client_as("lead-member").get(PAGE).status_code == 403
    analyst = client_as("analyst")
    assert analyst.get(f"{PAGE}&older=2020-01-01-001-00000000").status_code == 404


def test_with_one_load_there_is_nothing_to_compare_yet(client_as, figures):
    page = text(client_as("analyst").get(PAGE))
    assert "There is no earlier load to compare with" in page
