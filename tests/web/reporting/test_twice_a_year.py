"""A report that a framework gives twice a year: of each half-year once, begun when it is over."""

import datetime

import pytest
from tests.web.practice.finished import framework
from tests.web.reporting.activities import activity, compiled

from lineofsight.packs import load_pack
from lineofsight.packs.values import Setting
from lineofsight.periods import Period
from lineofsight.web import clock
from lineofsight.web.partnership import queries as partners
from lineofsight.web.partnership import services as figures
from lineofsight.web.reporting import queries, services

__all__ = ["framework"]
pytestmark = pytest.mark.django_db
KEY = "quarterly-quality"


@pytest.fixture
def twice_a_year(framework):
    """Worcestershire's framework as if its report ran twice a year."""
    pack = load_pack("worcestershire")
    runs = Setting[str](value="twice-a-year", source="stated")
    reports = tuple(
        each.model_copy(update={"runs": runs}) if each.key == KEY else each for each in pack.reports
    )
    return framework(pack.model_copy(update={"version": "twice", "reports": reports}))


def begun(the_day, on: str) -> list[str]:
    started = services.start_due(the_day(on))
    return [each.period_id for each in started if each.definition_key == KEY]


def test_each_half_year_has_one_begun_by_itself_after_it_is_over(twice_a_year, the_day):
    assert begun(the_day, "2026-09-30") == ["2025-26-H2"]
    assert begun(the_day, "2026-10-01") == ["2026-27-H1"]
    assert begun(the_day, "2027-01-04") == []  # a quarter more is no half-year
    assert begun(the_day, "2027-04-01") == ["2026-27-H2"]


def test_half_years_that_are_over_are_offered_and_no_quarters(twice_a_year, the_day):
    the_day("2026-11-23")
    use = queries.definition(KEY, clock.today())
    offered = queries.periods_of(use, clock.today())
    assert [each.id for each in offered[:2]] == ["2026-27-H1", "2025-26-H2"]
    assert offered[0].label == "Half-year 1, 2026-27"


def test_it_counts_the_work_of_both_its_quarters(twice_a_year, data, person, ashmere, the_day):
    the_day("2026-10-05")
    auditor, writer = person("team-manager", ashmere.south), person("sqa")
    for due in ("2026-05-31", "2026-08-31", "2026-10-31"):
        done = due if due < "2026-10" else ""
        activity(twice_a_year, "main-audit", auditor=auditor, due=due, done=done, judged=done)
    document = compiled(KEY, "2026-27-H1", by=writer)
    assert document.period_label == "Half-year 1, 2026-27"
    said = " ".join(str(block) for each in document.sections for part in each.parts
                    for block in part.blocks)  # fmt: skip
    assert "2 of 2" in said


def test_partners_figures_of_a_half_year_are_its_months_added_up(twice_a_year, person, the_day):
    the_day("2026-10-20")
    keeper, police = person("sqa"), person("partner", name="Dev Sharma")
    figures.seat(police, "police", adopted=twice_a_year, by=keeper)
    for month in ("2026-04", "2026-09"):
        figures.enter(twice_a_year, "conference-attendance", Period.parse(month), number=9, of=10,
                      by=police)  # fmt: skip
    figures.enter(twice_a_year, "early-help-led", Period.parse("2026-27-Q2"), number=7, of=None,
                  by=police)  # fmt: skip
    pack, half = twice_a_year.pack, Period.parse("2026-27-H1")
    rows = {each.measure: each for each in partners.entered(pack, half)
            if each.agency == "Police"}  # fmt: skip
    share = rows["Attendance at child protection conferences"]
    assert (share.number, share.of) == (18, 20)
    assert rows["Early help assessments led by the agency"].number == 7
    value = partners.value_of(pack.partnership.measures[0], "police", half, partners.latest(pack))
    assert (value.months, value.of_months, value.is_whole) == (2, 6, False)
    assert datetime.date(2026, 4, 1) in half
