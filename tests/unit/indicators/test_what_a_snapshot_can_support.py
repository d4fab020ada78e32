"""A figure that a snapshot cannot support is “not covered”, whatever rows there are."""

import pytest
from tests.factories.journeys import journey

from lineofsight.indicators import CATALOGUE
from lineofsight.indicators.coverage import gap
from lineofsight.indicators.definition import Need
from lineofsight.periods import Period

OCTOBER = Period.parse("2026-10")
SINCE = "2000-01-01"


def _covering(home, **tables):
    """Only these are covered: from long ago to the end of October, or on that day alone."""
    spoken = {name: (since, "2026-10-31") for name, since in tables.items()}
    nothing = dict.fromkeys(
        {need.table for each in CATALOGUE.values() for need in each.needs} - set(tables)
    )
    return journey(home, as_at="2026-10-31", coverage=nothing | spoken)


def test_only_a_source_that_tells_when_assessments_were_complete_covers_their_timescale(tmp_path):
    without = _covering(tmp_path / "without", ssd_early_help_episodes=SINCE)
    assert "not covered" in gap(without, CATALOGUE["EH03"], OCTOBER)
    having = _covering(tmp_path / "having", own_early_help_assessments=SINCE)
    assert gap(having, CATALOGUE["EH03"], OCTOBER) == ""


def test_only_the_census_covers_the_internal_reviews_of_assessments(tmp_path):
    without = _covering(tmp_path / "without", ssd_cin_assessments=SINCE)
    assert "Internal reviews" in gap(without, CATALOGUE["ASM09"], OCTOBER)
    having = _covering(tmp_path / "having", ssd_cin_assessments=SINCE, own_assessment_reviews=SINCE)
    assert gap(having, CATALOGUE["ASM09"], OCTOBER) == ""


def test_factors_stand_for_every_assessment_they_were_told_of_and_not_for_later_ones(tmp_path):
    told = _covering(tmp_path, ssd_cin_assessments=SINCE, ssd_assessment_factors="2026-10-31")
    assert gap(told, CATALOGUE["ASM08"], Period.parse("2020-10")) == ""
    without = _covering(tmp_path / "without", ssd_cin_assessments=SINCE)
    assert "none of the files" in gap(without, CATALOGUE["ASM08"], OCTOBER)


def test_emergencies_are_covered_by_legal_statuses_or_by_a_list_on_its_own_day(tmp_path):
    neither = _covering(tmp_path / "neither", ssd_cp_plans=SINCE)
    assert "Legal status" in gap(neither, CATALOGUE["CPP17"], OCTOBER)
    statuses = _covering(tmp_path / "statuses", ssd_cp_plans=SINCE, ssd_legal_status=SINCE)
    assert gap(statuses, CATALOGUE["CPP17"], Period.parse("2026-09")) == ""
    listed = _covering(
        tmp_path / "listed", ssd_cp_plans=SINCE, own_emergency_protection="2026-10-31"
    )
    assert gap(listed, CATALOGUE["CPP17"], OCTOBER) == ""
    assert gap(listed, CATALOGUE["CPP17"], Period.parse("2026-09")) != ""


@pytest.mark.parametrize("is_filled", [True, False])
def test_a_column_that_no_source_fills_supports_nothing(tmp_path, is_filled):
    snapshot = journey(
        tmp_path,
        as_at="2026-10-31",
        ssd_cp_plans=f"""
            cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_latest_category
            P               | A              | {"NEG" if is_filled else ""}
        """,
    )
    asked = CATALOGUE["CPP01"]
    needing = type(asked)(
        **{
            **asked.__dict__,
            "needs": (Need("ssd_cp_plans", column="cppl_cp_plan_latest_category"),),
        }
    )
    assert (gap(snapshot, needing, OCTOBER) == "") is is_filled
