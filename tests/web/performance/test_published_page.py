"""The page of published figures: what there is to compare with, and where newer ones go."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/performance/published/"


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_it_says_which_measures_have_published_figures_of_when_and_of_whom(client_as, figures):
    page = text(client_as("analyst").get(PAGE))
    row = page[page.index("Re-referrals within 12 months</a>") :]
    assert "DfE" in row[: row.index("</tr>")]
    assert "3 statistical neighbours" in page
    assert "Load published files" in page


def test_whoever_loads_no_files_is_told_that_others_can(client_as, figures):
    page = text(client_as("lead-member").get(PAGE))
    assert "Load published files" not in page
    assert "Whoever loads files here can do it." in page


def test_the_pages_of_loads_lead_to_it(client_as, figures):
    client = client_as("analyst")
    for address in ("/data/", "/data/upload/"):
        assert PAGE in text(client.get(address)), address
