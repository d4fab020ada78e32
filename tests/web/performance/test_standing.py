"""Where the authority stood among others, on a measure's page."""

import re
from dataclasses import replace

import pytest

from lineofsight.indicators import State
from lineofsight.periods import Period
from lineofsight.web import warehouse
from lineofsight.web.performance import compared, reading

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def own_year(figures, monkeypatch):
    """The authority's own year has this value: the data drawn reach back to 2025 only."""

    def given(value, state=State.VALUE):
        (found,) = reading.figures_by(
            warehouse.current(), "ASM03", Period.parse("2026-10"), "authority"
        )
        own = replace(found, value=value, state=state)
        monkeypatch.setattr(compared, "_own_year", lambda *_, **__: own)

    return given


def page_of(client, measure="ASM03") -> str:
    response = client.get(f"/performance/measures/{measure}/?month=2026-10")
    return " ".join(response.content.decode().split())


def test_the_best_is_first_in_england_and_with_its_neighbours(client_as, own_year):
    own_year(100.0)
    page = page_of(client_as("analyst"))
    assert re.search(r"1st of 1\d\d in England, in the best quarter", page)
    assert re.search(r"1st of \d+ in West Midlands", page)
    assert "1st of 3 with its statistical neighbours" in page


def test_the_worst_is_last(client_as, own_year):
    own_year(1.0)
    found = re.search(r"(\d+)\w\w of (\d+) in England, in the worst quarter",
                      page_of(client_as("analyst")))  # fmt: skip
    assert found
    assert found.group(1) == found.group(2)


def test_without_a_figure_of_that_year_there_is_no_rank(client_as, own_year):
    own_year(None, State.NOT_COVERED)
    assert "Where we stood" not in page_of(client_as("analyst"))


def test_a_number_that_is_neither_good_nor_bad_is_not_ranked(client_as, figures):
    assert "Where we stood" not in page_of(client_as("analyst"), "REF01")
