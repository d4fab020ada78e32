"""The day on which a framework has a report published, and how long after its period."""

import datetime

import pytest
from django.urls import reverse
from tests.web.practice.finished import framework

from lineofsight.web import clock
from lineofsight.web.frameworks import services as frameworks
from lineofsight.web.reporting import queries, services
from lineofsight.web.reporting.models import Report

__all__ = ["framework"]
pytestmark = pytest.mark.django_db
MONTHLY = "reports/monthly-quality/publishing/"


@pytest.fixture
def west_sussex(framework, person, the_day):
    the_day("2026-03-02")
    framework("west-sussex")

    class Here:
        administrator = person("administrator")
        writer = person("qa-lead")

    return Here


def chosen(here, name: str, value) -> None:
    frameworks.choose(MONTHLY + name, value, reason="Agreed by the board.",
                      from_on=clock.today(), by=here.administrator)  # fmt: skip


def begun(today: datetime.date) -> list[str]:
    started = services.start_due(today)
    return [each.period_id for each in started if each.definition_key == "monthly-quality"]


def test_without_a_lag_the_month_that_is_over_is_begun(west_sussex, the_day):
    assert begun(the_day("2026-03-02")) == ["2026-02"]


def test_with_two_months_between_the_month_before_is_begun(west_sussex, the_day):
    chosen(west_sussex, "lag_months", 2)
    assert begun(the_day("2026-03-02")) == ["2026-01"]
    assert begun(the_day("2026-03-31")) == []
    assert begun(the_day("2026-04-01")) == ["2026-02"]


def test_a_draft_says_when_it_is_to_be_published_and_that_it_is_late(
    west_sussex, the_day, client_of
):
    chosen(west_sussex, "on_day", 10)
    services.start_due(the_day("2026-03-02"))
    client = client_of(west_sussex.writer)
    page = client.get(reverse("reporting:home")).content.decode()
    assert "to be published on 10 March 2026" in " ".join(page.split())
    assert ">Late<" not in page
    the_day("2026-03-11")
    assert ">Late<" in client.get(reverse("reporting:home")).content.decode()


def test_a_framework_that_gives_no_day_promises_none(west_sussex, the_day):
    services.start_due(the_day("2026-03-02"))
    for row in queries.shelves(Report.objects.all())["making"]:
        assert (row["publish_on"], row["is_late"]) == (None, False)
