"""The scorecard and a measure's page, as each role sees them."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db

ROLES_THAT_SEE_CHILDREN = ("team-manager", "group-manager", "sqa", "analyst", "assistant-director")


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_nothing_loaded_is_said_and_no_figure_is_made_of_nothing(client_as):
    client = client_as("analyst")
    for address in ("/performance/", "/performance/measures/ASM03/", "/performance/due/"):
        page = text(client.get(address))
        assert "nothing has been loaded" in page
        assert "0%" not in page
        assert "100%" not in page


@pytest.mark.parametrize("role", [*ROLES_THAT_SEE_CHILDREN, "lead-member"])
def test_the_scorecard_opens_for_each_role_that_sees_figures(client_as, figures, role):
    response = client_as(role).get("/performance/")
    assert response.status_code == 200
    assert "Scorecard:" in text(response)


def test_a_managers_own_team_is_chosen_without_asking(client_as, figures):
    page = text(client_as("team-manager", figures.south).get("/performance/"))
    assert "Scorecard: Assessment South, October 2026 (Business Monthly Indicators)" in page
    assert '<option value="team:SOUTH" selected>' in page


def test_what_needs_attention_comes_first_with_figure_count_target_and_direction(
    client_as, figures
):
    page = text(client_as("analyst").get("/performance/?unit=service:ASSESSMENT"))
    needs = page.index("Needs attention (")
    here = page.index("Assessments completed within 45 working days", needs)
    row = page[here : here + 4000]
    assert "62.5%" in row
    assert "10 of 16" in row
    assert "Below target" in row
    assert "90% or more" in row
    assert "Worse" in row
    assert "Mean" not in row
    assert "84.5%" in row


def test_the_month_before_the_trouble_is_as_expected(client_as, figures):
    page = text(client_as("analyst").get("/performance/?unit=service:ASSESSMENT&month=2026-06"))
    assert "June 2026" in page
    assert "As expected (" in page


def test_measures_without_data_say_so_and_show_no_nought_or_hundred(client_as, figures):
    page = text(client_as("analyst").get("/performance/"))
    none = page[page.index("No figure (") :]
    assert "Dental check up to date" in none
    assert "no cases" in none


def test_a_unit_or_month_that_does_not_exist_is_not_found(client_as, figures):
    client = client_as("analyst")
    assert client.get("/performance/?unit=team:NOWHERE").status_code == 404
    assert client.get("/performance/?month=soon").status_code == 404
    assert client.get("/performance/?month=2026-10-31").status_code == 404
    assert client.get("/performance/measures/XXX99/").status_code == 404


def test_a_month_that_is_not_over_is_answered_with_the_last_whole_one(client_as, figures):
    assert "October 2026" in text(client_as("analyst").get("/performance/?month=2026-12"))


def test_the_scorecard_asks_the_database_no_more_for_45_measures_than_for_a_theme(
    client_as, figures
):
    client = client_as("analyst")
    client.get("/performance/")
    with CaptureQueriesContext(connection) as all_measures:
        client.get("/performance/?unit=all")
    with CaptureQueriesContext(connection) as one_theme:
        client.get("/performance/?unit=all&set=Assessments")
    assert len(all_measures) == len(one_theme)
    assert len(all_measures) <= 25


def test_the_spreadsheet_has_the_figures_of_the_page(client_as, figures):
    client = client_as("analyst")
    response = client.get("/performance/scorecard.csv?unit=service:ASSESSMENT")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    row = next(row for row in rows if row["Measure id"] == "ASM03")
    assert row["Figure"] == "62.5%"
    assert row["Counted and out of"] == "10 of 16"
    assert row["Against target"] == "Below target"


def test_the_measure_page_says_the_finding_and_shows_chart_icons_and_comparators(
    client_as, figures
):
    page = text(client_as("analyst").get("/performance/measures/ASM03/?unit=service:ASSESSMENT"))
    assert (
        "<h1>Assessments on time have been below" in page or "now below the expected range" in page
    )
    assert "This is a real change" in page
    assert "Getting worse" in page
    assert "Will not meet 90% as things are" in page or "Sometimes meets 90%" in page
    assert 'role="img" aria-labelledby="chart-w-t chart-w-d"' in page
    assert "Statistical neighbours" in page
    assert "West Midlands" in page
    assert "Mar 2024" in page
    assert "style=" not in page


def test_teams_are_shown_beside_each_other_with_their_counts(client_as, figures):
    page = text(client_as("analyst").get("/performance/measures/ASM03/?unit=service:ASSESSMENT"))
    assert "2 of 8" in page
    assert "8 of 8" in page
    assert "Workers are not compared here" in page


@pytest.mark.parametrize("kind", ["month", "quarter", "year-to-date", "rolling-year"])
def test_the_figure_is_given_for_each_kind_of_period(client_as, figures, kind):
    address = f"/performance/measures/ASM03/?unit=all&month=2026-09&kind={kind}"
    response = client_as("analyst").get(address)
    assert response.status_code == 200
    assert f'<option value="{kind}" selected>' in text(response)


def test_a_period_the_measure_does_not_have_is_not_found(client_as, figures):
    client = client_as("analyst")
    assert client.get("/performance/measures/ASM03/?period=2026-10-31").status_code == 404
    assert client.get("/performance/measures/ASM03/?period=whenever").status_code == 404


@pytest.mark.parametrize("indicator_id", ["REF02", "CIN01", "ASM04", "CLR01", "QA05", "HLT03"])
def test_every_kind_of_measure_has_its_page(client_as, figures, indicator_id):
    response = client_as("analyst").get(f"/performance/measures/{indicator_id}/?unit=all")
    assert response.status_code == 200


def test_chart_and_figures_can_be_taken_away(client_as, figures):
    client = client_as("analyst")
    query = "?unit=service:ASSESSMENT&month=2026-10"
    svg = client.get(f"/performance/measures/ASM03/chart.svg{query}")
    assert svg["Content-Type"] == "image/svg+xml"
    assert svg.content.startswith(b"<svg")
    png = client.get(f"/performance/measures/ASM03/chart.png{query}")
    assert png.content.startswith(b"\x89PNG")
    table = client.get(f"/performance/measures/ASM03/figures.csv{query}").content.decode()
    assert "October 2026,62.5%,10,16" in table
    assert client.get(f"/performance/measures/ASM03/chart.gif{query}").status_code == 404


def test_an_elected_member_sees_totals_with_small_numbers_hidden_and_no_way_to_children(
    client_as, figures
):
    client = client_as("lead-member")
    assert client.get("/performance/measures/ASM03/?unit=team:SOUTH").status_code == 404
    page = text(client.get("/performance/measures/ASM03/"))
    assert "2 of 8" not in page
    assert "Teams of" not in page
    assert "Children behind this figure" not in page
    assert "/children/" not in page
    assert client.get("/performance/measures/ASM03/children/").status_code == 403
    assert client.get("/performance/due/").status_code == 403


def test_the_member_cannot_get_a_hidden_team_from_the_service_less_the_other(client_as, figures):
    page = text(
        client_as("lead-member").get("/performance/measures/ASM03/?unit=service:ASSESSMENT")
    )
    assert "10 of 16" in page
    assert "2 of 8" not in page
    assert "8 of 8" not in page


def test_search_finds_measures_and_no_child_by_an_address(client_as, figures):
    client = client_as("analyst")
    assert "Assessments completed within 45" in text(
        client.get("/performance/search/?q=45 working")
    )
    assert "Jaydon" not in text(client.get("/performance/search/?q=Ellery")).replace("Ellery", "")


def test_search_finds_a_child_only_for_those_who_see_the_child(client_as, figures):
    found = client_as("team-manager", figures.east).post("/performance/search/", {"q": "ellery"})
    assert "Jaydon Ellery" in text(found)
    missed = client_as("team-manager", figures.south).post("/performance/search/", {"q": "ellery"})
    assert "Jaydon" not in text(missed)
    member = client_as("lead-member").post("/performance/search/", {"q": "ellery"})
    assert "Jaydon" not in text(member)


def test_the_title_of_a_year_to_date_is_about_the_year_to_date(client_as, figures):
    client = client_as("analyst")
    url = "/performance/measures/ASM03/?unit=all&month=2026-10"
    month, to_date = (
        re.search(r"<h1[^>]*>(.*?)</h1>", text(client.get(f"{url}&kind={kind}"))).group(1)
        for kind in ("month", "year-to-date")
    )

    assert "from April to October 2026; month by month" in to_date
    assert "from April" not in month


def test_a_comment_is_asked_for_about_the_period_in_words(client_as, figures):
    page = text(
        client_as("analyst").get(
            "/performance/measures/ASM03/comment/?unit=all&month=2026-10&period=2026-10-r12"
        )
    )

    assert re.search(r"What lies behind [^<]+ in the year to October 2026\?</h1>", page)
