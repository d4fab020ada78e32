# ruff: noqa: E501 - drawings are as wide as they need to be
"""A figure broken down by what its cases are, counted now or kept."""

import pytest
from tests.factories.journeys import journey

from lineofsight.errors import UnknownName
from lineofsight.indicators import cube, figures
from lineofsight.indicators.library import CATALOGUE
from lineofsight.periods import Period
from lineofsight.scope import WHOLE_AUTHORITY

OCTOBER = [Period.parse("2026-10")]


@pytest.fixture
def snapshot(tmp_path, monkeypatch):
    kept = {name: CATALOGUE[name] for name in ("CL01", "CL08", "MIS03")}
    monkeypatch.setattr(cube, "CATALOGUE", kept)
    made = journey(
        tmp_path,
        as_at="2026-10-31",
        ssd_person="""
            pers_person_id | pers_dob
            A              | 2007-05-05
            B              | 2008-05-05
            C              | 2009-05-05
        """,
        ssd_department="""
            dept_team_id | dept_team_name | dept_team_parent_id
            s            | Leaving care   |
            north        | North          | s
        """,
        ssd_care_leavers="""
            clea_table_id | clea_person_id | clea_care_leaver_eligibility | clea_care_leaver_accommodation | clea_care_leaver_allocated_team
            1             | A              | Former relevant              | W                              | north
            2             | B              | Eligible                     | W                              | north
            3             | C              |                              |                                |
        """,
        ssd_cla_episodes="""
            clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_start_reason | clae_cla_id
            b                   | B              | 2020-01-01                  | S                             | B-care
            c                   | C              | 2020-01-01                  | S                             | C-care
        """,
        ssd_missing="""
            miss_table_id | miss_person_id | miss_missing_episode_start_date | miss_missing_episode_type
            1             | B              | 2026-10-01                      | M
            2             | B              | 2026-10-09                      | M
            3             | C              | 2026-10-09                      | M
        """,
    )
    yield made
    made.close()


@pytest.mark.parametrize("by", ["authority", "service", "team"])
def test_the_kept_kinds_are_the_counted_kinds(snapshot, by):
    asked = {"by": by, "breakdown": "kind", "scope": WHOLE_AUTHORITY}
    counted = figures(snapshot, ["CL01"], OCTOBER, **asked)
    assert cube.read(snapshot, ["CL01"], OCTOBER, **asked) == list(counted)


def test_each_kind_stands_for_itself_and_what_is_not_told_comes_last(snapshot):
    told = figures(snapshot, ["CL01"], OCTOBER, breakdown="kind", scope=WHOLE_AUTHORITY)
    assert [(one.category, one.value) for one in told] == [
        ("Eligible", 1.0),
        ("Former relevant", 1.0),
        ("Not recorded", 1.0),
    ]


def test_a_figure_without_kinds_is_not_broken_down_by_them(snapshot):
    with pytest.raises(UnknownName):
        figures(snapshot, ["CL08"], OCTOBER, breakdown="kind", scope=WHOLE_AUTHORITY)


def test_a_kept_mean_is_made_of_its_kept_sum_and_number(snapshot):
    year = [Period.parse("2026-10-r12")]
    (one,) = cube.read(snapshot, ["MIS03"], year, scope=WHOLE_AUTHORITY)
    assert (one.total, one.numerator, one.value) == (3, 2, 1.5)
