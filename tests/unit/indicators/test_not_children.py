"""Figures about records that are no children: who may see them, and when there are none."""

import json

import pytest
from click.testing import CliRunner
from tests.factories.journeys import journey

from lineofsight.cli import main
from lineofsight.indicators import CATALOGUE, State, UnitRef, children, figures
from lineofsight.journey import TABLES
from lineofsight.periods import Period, PeriodKind
from lineofsight.scope import WHOLE_AUTHORITY, Scope

OCTOBER = Period.parse("2026-10")
COMPLAINTS = """
    complaint_id | stage | received_on | closed_on  | outcome | team_id
    quick        | 1     | 2026-10-05  | 2026-10-12 | upheld  | north
    slow         | 1     | 2026-10-05  | 2026-10-27 | upheld  | south
    nobodys      | 1     | 2026-10-05  | 2026-10-12 | upheld  |
"""
CASES = """
    case_id | allegation_on | referred_on
    L1      | 2026-10-05    | 2026-10-06
"""
TEAMS = """
    dept_team_id | dept_team_name | dept_team_parent_id
    ashmere      | Ashmere        |
    north        | North          | ashmere
    south        | South          | ashmere
"""


@pytest.fixture
def snapshot(tmp_path):
    made = journey(
        tmp_path,
        as_at="2026-10-31",
        ssd_department=TEAMS,
        loc_complaints=COMPLAINTS,
        loc_lado_cases=CASES,
    )
    yield made
    made.close()


def test_the_record_is_shown_and_there_is_no_child(snapshot):
    behind = children(snapshot, "COM01", OCTOBER, scope=WHOLE_AUTHORITY)
    shown = {(row.record, row.record_key, row.child_id, row.team_name) for row in behind.rows}
    assert shown == {
        ("complaint", "quick, stage 1", None, "North"),
        ("complaint", "slow, stage 1", None, "South"),
        ("complaint", "nobodys, stage 1", None, "Not recorded"),
    }


def test_no_number_of_children_is_given(snapshot):
    (one,) = figures(snapshot, ["LAD01"], [OCTOBER], scope=WHOLE_AUTHORITY)
    assert (one.value, one.children) == (1.0, None)


def test_a_team_sees_its_own_and_is_told_how_many_others_there_are(snapshot):
    north = Scope(teams=frozenset({"north"}), child_level=True)
    behind = children(snapshot, "COM01", OCTOBER, scope=north)
    assert [row.record_key for row in behind.rows] == ["quick, stage 1"]
    assert behind.outside_scope_count == 2
    assert behind.totals == {"counted": 2, "not-counted": 1, "left-out": 0}
    of_team = children(snapshot, "COM01", OCTOBER, unit=UnitRef("team", "south"), scope=north)
    assert (of_team.rows, of_team.outside_scope_count) == ((), 1)


def test_allegations_are_seen_only_by_those_who_see_the_whole_authority(snapshot):
    every_team = Scope(teams=frozenset({"north", "south"}), child_level=True)
    assert children(snapshot, "LAD01", OCTOBER, scope=every_team).rows == ()
    assert len(children(snapshot, "LAD01", OCTOBER, scope=WHOLE_AUTHORITY).rows) == 1


def test_the_command_line_names_the_record(snapshot, monkeypatch):
    monkeypatch.setenv("LINEOFSIGHT_HOME", str(snapshot.path.parent.parent))
    asked = ["children", "--indicator", "LAD01", "--period", "2026-10", "--format", "json"]
    result = CliRunner().invoke(main, asked)
    (row,) = json.loads(result.output)
    assert (row["record"], row["record_key"], row["child_id"]) == ("allegation", "L1", None)


def _asks_for_extracts(indicator):
    return any(TABLES[need.table].told_by == "local" for need in indicator.needs)


FROM_EXTRACTS = [one for one in CATALOGUE.values() if _asks_for_extracts(one)]


def test_without_its_extract_a_figure_is_not_covered_and_never_nought(tmp_path):
    silent = {name: None for name, table in TABLES.items() if table.told_by == "local"}
    made = journey(tmp_path, as_at="2026-10-31", coverage=silent, ssd_department=TEAMS)
    for kind, period in ((PeriodKind.MONTH, "2026-10"), (PeriodKind.ROLLING_YEAR, "2026-10-r12")):
        asked = [one.id for one in FROM_EXTRACTS if kind in one.period_kinds]
        found = figures(made, asked, [Period.parse(period)], scope=WHOLE_AUTHORITY)
        assert {(one.state, one.value) for one in found} == {(State.NOT_COVERED, None)}
        assert all("is not covered" in one.reason for one in found)
    assert len(FROM_EXTRACTS) >= 43
    made.close()


@pytest.mark.parametrize("one", [i for i in CATALOGUE.values() if i.record], ids=lambda i: i.id)
def test_what_is_no_child_is_not_broken_down_by_what_children_are(one):
    assert one.breakdowns == ()
