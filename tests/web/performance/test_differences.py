"""Groups of children and teams beside everybody else, as each role meets them."""

import pytest
import yaml

pytestmark = pytest.mark.django_db(transaction=True)

YEAR = "?unit=all&month=2026-10&kind=rolling-year"


def page_of(client, measure="ASM03", query=YEAR):
    response = client.get(f"/performance/measures/{measure}/differences/{query}")
    return response.status_code, " ".join(response.content.decode().split())


@pytest.fixture
def kind(figures):
    """The address's word for a rolling year."""
    from lineofsight.periods import PeriodKind

    return f"?unit=all&month=2026-10&kind={PeriodKind.ROLLING_YEAR}"


def test_a_group_stands_beside_everybody_else_with_how_sure_that_is(client_as, kind):
    status, page = page_of(client_as("analyst"), query=kind)
    assert status == 200
    assert "Times everybody else" in page
    assert "Female" in page
    assert "Male" in page
    assert "Like everybody else" in page


def test_numbers_have_no_rate_until_the_population_of_each_group_is_set(client_as, kind, settings):
    _, page = page_of(client_as("analyst"), "ASM01", kind)
    assert "How many children of each group live here is not set" in page
    path = settings.HOME / "authority.yaml"
    said = yaml.safe_load(path.read_text())
    said["population_by"] = {"sex": {"Female": 60_000, "Male": 70_000}}
    path.unlink()
    path.write_text(yaml.safe_dump(said))
    _, page = page_of(client_as("analyst"), "ASM01", kind)
    assert "among 60,000 children" in page


def test_a_part_of_the_authority_has_no_population_of_groups(client_as, figures, kind):
    _, page = page_of(client_as("analyst"), "ASM01", kind.replace("all", "service:ASSESSMENT"))
    assert "Nobody knows how many such children a part of the authority has." in page


def test_where_children_live_is_not_covered_by_data_without_addresses(client_as, kind):
    _, page = page_of(client_as("analyst"), query=kind)
    area = page[page.index(">Area</h2>") :]
    assert "Not covered. No file that was loaded tells where children live" in area


def test_members_see_no_teams_in_a_funnel(client_as, kind):
    _, page = page_of(client_as("lead-member"), query=kind)
    assert "Each mark is a team" not in page


def test_a_mean_or_a_median_is_not_compared_by_group(client_as, figures):
    status, _ = page_of(client_as("analyst"), "S4705")
    assert status == 404


def test_the_measure_leads_to_it(client_as, figures):
    page = client_as("analyst").get("/performance/measures/ASM03/?month=2026-10").content.decode()
    assert "/performance/measures/ASM03/differences/?" in page
