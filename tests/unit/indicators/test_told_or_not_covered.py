# ruff: noqa: E501 - drawings are as wide as they need to be
"""What a snapshot cannot speak for is said, and never shown as nought."""

import pytest
from tests.factories.journeys import journey

from lineofsight.indicators import State, figures
from lineofsight.indicators.library import CATALOGUE
from lineofsight.periods import Period, PeriodKind
from lineofsight.scope import WHOLE_AUTHORITY

CARE = """
    clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_start_reason | clae_cla_id
    a1                  | A              | 2020-01-01                  | S                             | A-care
"""
PEOPLE = """
    pers_person_id | pers_dob
    A              | 2015-01-01
"""
NEEDED = {
    "CL01": "ssd_care_leavers",
    "CL05": "ssd_care_leavers",
    "CL06": "ssd_care_leavers",
    "CL07": "ssd_care_leavers",
    "CL08": "ssd_care_leavers",
    "CL09": "ssd_care_leavers",
    "CL10": "loc_leaver_support",
    "CL11": "ssd_care_leavers",
    "MIS01": "ssd_missing",
    "MIS02": "ssd_missing",
    "MIS03": "ssd_missing",
    "MIS04": "loc_missing_returns",
    "MIS05": "ssd_missing",
    "MIS06": "ssd_missing",
    "MIS07": "ssd_missing",
    "MIS08": "ssd_missing",
    "CLR02": "ssd_cla_reviews",
    "CLR04": "ssd_cla_visits",
    "CLR05": "ssd_cla_episodes",
    "HLT04": "ssd_cla_immunisations",
    "HLT05": "ssd_sdq_scores",
    "HLT06": "ssd_cla_health",
    "HLT07": "ssd_sdq_scores",
    "HLT08": "ssd_cla_convictions",
    "HLT09": "ssd_cla_substance_misuse",
    "WRK06": "ssd_involvements",
    "WRK09": "ssd_involvements",
}


def _asked(snapshot, indicator_id: str, month: str = "2026-10"):
    kinds = CATALOGUE[indicator_id].period_kinds
    period = Period.parse(month if PeriodKind.MONTH in kinds else f"{month}-r12")
    (one,) = figures(snapshot, [indicator_id], [period], scope=WHOLE_AUTHORITY)
    return one


@pytest.mark.parametrize("indicator_id", NEEDED)
def test_without_the_table_it_rests_on_a_figure_is_not_covered(tmp_path, indicator_id):
    snapshot = journey(
        tmp_path,
        as_at="2026-10-31",
        coverage={NEEDED[indicator_id]: None},
        ssd_cla_episodes=CARE,
        ssd_person=PEOPLE,
    )
    one = _asked(snapshot, indicator_id)
    assert (one.state, one.value) == (State.NOT_COVERED, None)
    snapshot.close()


@pytest.mark.parametrize("month", ["2026-09", "2026-08"])
def test_care_leavers_as_they_are_now_tell_nothing_of_the_months_before(tmp_path, month):
    snapshot = journey(
        tmp_path,
        as_at="2026-10-31",
        ssd_person=PEOPLE,
        ssd_care_leavers="""
            clea_table_id | clea_person_id | clea_care_leaver_eligibility
            1             | A              | Eligible
        """,
    )
    assert _asked(snapshot, "CL01", month).state == State.NOT_COVERED
    assert _asked(snapshot, "CL01", "2026-10").state == State.VALUE
    snapshot.close()


@pytest.mark.parametrize("indicator_id", ["CLR02", "CLR05", "MIS05", "CL07", "CL09"])
def test_where_nothing_is_recorded_of_anybody_there_is_no_percentage(tmp_path, indicator_id):
    snapshot = journey(
        tmp_path,
        as_at="2026-10-31",
        ssd_cla_episodes=CARE,
        ssd_person="pers_person_id | pers_dob\nA | 2010-01-01",
        ssd_cla_reviews="""
            clar_cla_review_id | clar_cla_id | clar_cla_review_date
            1                  | A-care      | 2026-10-05
        """,
        ssd_missing="""
            miss_table_id | miss_person_id | miss_missing_episode_start_date | miss_missing_episode_type | miss_missing_episode_end_date
            1             | A              | 2026-10-01                      | M                         | 2026-10-02
        """,
        ssd_care_leavers="""
            clea_table_id | clea_person_id | clea_care_leaver_eligibility | clea_care_leaver_in_touch
            1             | A              | Eligible                     | YES
        """,
    )
    one = _asked(snapshot, indicator_id)
    assert (one.state, one.value) == (State.NOT_RECORDED, None)
    snapshot.close()
