"""What the next months may bring, on a measure's page."""

from dataclasses import replace

import pytest

from lineofsight.indicators import CATALOGUE, Figure
from lineofsight.periods import Period
from lineofsight.web import warehouse
from lineofsight.web.performance import reading

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/performance/measures/ASM03/?unit=service:ASSESSMENT&month=2026-10"


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_fourteen_months_are_too_few_and_the_page_says_so(client_as, figures):
    page = text(client_as("group-manager", figures.assessment).get(PAGE))
    assert "What the next months may bring" in page
    assert "No forecast. 36 months in a row with a figure are needed; there are 14." in page


def test_what_a_reader_is_not_shown_is_not_learnt_from(figures):
    """A figure of few cases is a gap in the months of those from whom such are kept."""
    indicator = CATALOGUE["ASM03"]
    given = [figure(10), figure(3, of=4), figure(12)]
    shown = reading.months_of(indicator, given, reading.Withheld(few=True))
    assert [month.value is None for month in shown] == [False, True, False]
    assert None not in [
        month.value for month in reading.months_of(indicator, given, reading.NOTHING_WITHHELD)
    ]


def figure(counted: int, of: int = 20) -> Figure:
    (found,) = reading.figures_by(
        warehouse.current(), "ASM03", Period.parse("2026-10"), "authority"
    )
    return replace(found, numerator=counted, denominator=of, value=100 * counted / of, unknown=0)
