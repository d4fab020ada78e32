# ruff: noqa: E501 - drawings are as wide as they need to be
"""From a snapshot to figures, and from a figure to the children behind it."""

import pytest
from tests.factories.journeys import journey

from lineofsight.errors import NotAllowedByScope, UnknownName
from lineofsight.indicators import Basis, State, UnitRef, children, figures
from lineofsight.periods import Period
from lineofsight.scope import TOTALS_ONLY, WHOLE_AUTHORITY, Scope

OCTOBER = Period.parse("2026-10")
TEAMS = """
    dept_team_id | dept_team_name | dept_team_parent_id
    ashmere      | Ashmere        |
    assess       | Assessment     | ashmere
    north        | North          | assess
    south        | South          | assess
"""
WORKERS = """
    prof_professional_id | prof_professional_name
    Lark                 | Lena Lark
    Wren                 | Will Wren
"""
ASSESSMENTS = """
    cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date | cina_assessment_team | cina_assessment_worker_id
    quick              | A              | 2026-09-14                 | 2026-10-01                | north                | Lark
    slow               | B              | 2026-06-01                 | 2026-10-01                | north                | Wren
    no-start           | C              |                            | 2026-10-01                | north                | Wren
    southern           | D              | 2026-09-14                 | 2026-10-01                | south                | Swift
    nobodys            | E              | 2026-09-14                 | 2026-10-01                |                      |
"""


@pytest.fixture
def snapshot(tmp_path):
    made = journey(
        tmp_path,
        as_at="2026-10-31",
        ssd_department=TEAMS,
        ssd_professionals=WORKERS,
        ssd_cin_assessments=ASSESSMENTS,
    )
    yield made
    made.close()


def _by_unit(found):
    return {one.unit_name: (one.numerator, one.denominator, one.state) for one in found}


def test_a_figure_says_what_it_is_made_of(snapshot):
    one, completed = figures(snapshot, ["ASM03", "ASM01"], [OCTOBER], scope=WHOLE_AUTHORITY)
    assert (one.numerator, one.denominator, one.unknown, one.left_out) == (3, 4, 1, 1)
    assert (one.value, one.state) == (75.0, State.VALUE)
    assert (completed.value, completed.children) == (5.0, 5)
    assert one.snapshot_id == snapshot.id
    assert one.as_row()["state"] == "value"


def test_many_figures_are_one_sequence_by_indicator_period_and_unit(snapshot):
    september = Period.parse("2026-09")
    asked = [snapshot, ["ASM03", "ASM01"], [september, OCTOBER]]
    many = figures(*asked, by="team", scope=WHOLE_AUTHORITY)

    units = ["North", "South", "Not recorded"]
    expected = [
        (indicator, period, unit)
        for indicator in ("ASM03", "ASM01")
        for period in ("2026-09", "2026-10")
        for unit in units
    ]
    assert [(one.indicator_id, one.period_id, one.unit_name) for one in many] == expected
    assert len(many) == len(expected)
    assert [many[n] for n in range(len(many))] == list(many) == many
    assert (many[-1], many[3:5]) == (list(many)[-1], list(many)[3:5])
    assert many != list(many)[1:]
    with pytest.raises(IndexError):
        many[len(many)]


def test_teams_and_services_and_what_is_not_recorded_add_up_to_the_authority(snapshot):
    teams = figures(snapshot, ["ASM03"], [OCTOBER], by="team", scope=WHOLE_AUTHORITY)
    assert _by_unit(teams) == {
        "North": (1, 2, State.VALUE),
        "South": (1, 1, State.VALUE),
        "Not recorded": (1, 1, State.VALUE),
    }
    services = figures(snapshot, ["ASM03"], [OCTOBER], by="service", scope=WHOLE_AUTHORITY)
    assert _by_unit(services) == {
        "Assessment": (2, 3, State.VALUE),
        "Not recorded": (1, 1, State.VALUE),
    }


def test_a_team_with_no_cases_has_no_percentage_rather_than_nought_or_a_hundred(snapshot):
    september = Period.parse("2026-09")
    teams = figures(snapshot, ["ASM03", "ASM01"], [september], by="team", scope=WHOLE_AUTHORITY)
    told = {(one.indicator_id, one.unit_name): (one.state, one.value) for one in teams}
    assert told == {
        ("ASM03", "North"): (State.NO_CASES, None),
        ("ASM03", "South"): (State.NO_CASES, None),
        ("ASM01", "North"): (State.VALUE, 0.0),
        ("ASM01", "South"): (State.VALUE, 0.0),
    }


def test_a_figure_of_which_nothing_can_be_told_is_not_recorded(tmp_path):
    only_broken = journey(
        tmp_path,
        as_at="2026-10-31",
        ssd_cin_assessments="""
            cina_assessment_id | cina_person_id | cina_assessment_auth_date
            no-start           | C              | 2026-10-01
        """,
    )
    asm03, asm06 = figures(only_broken, ["ASM03", "ASM06"], [OCTOBER], scope=WHOLE_AUTHORITY)
    assert (asm03.state, asm03.denominator, asm03.unknown) == (State.NOT_RECORDED, 0, 1)
    assert (asm06.state, asm06.denominator, asm06.unknown) == (State.NOT_RECORDED, 1, 1)


@pytest.mark.parametrize(
    ("coverage", "expected"),
    [
        (("2025-09-30", "2026-10-31"), State.NOT_COVERED),
        (("2025-10-01", "2026-10-31"), State.NO_CASES),
        (("2025-10-01", "2026-10-30"), State.NOT_COVERED),
    ],
)
def test_re_referrals_need_the_twelve_months_before_and_the_whole_period(
    tmp_path, coverage, expected
):
    start, end = coverage
    start = "2025-10-02" if start == "2025-09-30" else start
    given = journey(tmp_path, as_at="2026-10-31", coverage={"ssd_cin_episodes": (start, end)})
    (one,) = figures(given, ["REF03"], [OCTOBER], scope=WHOLE_AUTHORITY)
    assert one.state == expected
    assert (one.numerator is None) == (expected == State.NOT_COVERED)


def test_a_period_that_goes_on_after_the_data_end_is_not_covered(snapshot):
    (one,) = figures(snapshot, ["ASM01"], [Period.parse("2026-11")], scope=WHOLE_AUTHORITY)
    assert one.state == State.NOT_COVERED
    assert "31 October 2026" in one.reason


def test_a_rate_takes_the_latest_mid_year_before_the_period_ends(tmp_path):
    given = journey(
        tmp_path,
        as_at="2026-10-31",
        ssd_cin_episodes="""
            cine_referral_id | cine_person_id | cine_referral_date
            1                | A              | 2026-10-06
        """,
    )
    basis = Basis(population={2024: 50_000, 2026: 20_000, 2027: 1})
    (one,) = figures(given, ["REF02"], [OCTOBER], scope=WHOLE_AUTHORITY, basis=basis)
    assert (one.value, one.denominator) == (0.5, 20_000)
    (one,) = figures(given, ["REF02"], [OCTOBER], scope=WHOLE_AUTHORITY)
    assert (one.value, one.state) == (None, State.NOT_COVERED)
    teams = figures(given, ["REF02"], [OCTOBER], by="team", scope=WHOLE_AUTHORITY, basis=basis)
    assert {one.state for one in teams} == {State.NOT_COVERED}


def test_an_indicator_is_refused_for_a_period_or_a_breakdown_it_does_not_know(snapshot):
    with pytest.raises(UnknownName, match="rolling-year"):
        figures(snapshot, ["CON06"], [OCTOBER], scope=WHOLE_AUTHORITY)
    with pytest.raises(UnknownName, match="shoe size"):
        figures(snapshot, ["ASM01"], [OCTOBER], breakdown="shoe size", scope=WHOLE_AUTHORITY)
    with pytest.raises(UnknownName, match="XYZ99"):
        figures(snapshot, ["XYZ99"], [OCTOBER], scope=WHOLE_AUTHORITY)
    with pytest.raises(UnknownName, match="planet"):
        figures(snapshot, ["ASM01"], [OCTOBER], by="planet", scope=WHOLE_AUTHORITY)


def test_behind_a_figure_are_those_counted_those_not_and_those_left_out_with_reasons(snapshot):
    behind = children(
        snapshot, "ASM03", OCTOBER, unit=UnitRef("team", "north"), scope=WHOLE_AUTHORITY
    )
    told = {row.record_key: (row.status, row.days_over, row.worker_name) for row in behind.rows}
    assert told == {
        "slow": ("not-counted", 42, "Will Wren"),
        "quick": ("counted", 0, "Lena Lark"),
        "no-start": ("left-out", None, "Will Wren"),
    }
    reasons = {row.record_key: row.reason for row in behind.rows}
    assert reasons["slow"] == "It took more than 45 working days."
    assert "start is missing" in reasons["no-start"]
    assert behind.totals == {"counted": 1, "not-counted": 1, "left-out": 1}
    assert (behind.figure.numerator, behind.figure.denominator) == (1, 2)


def test_a_restricted_child_is_in_the_totals_and_hidden_from_the_rows(snapshot):
    scope = Scope(teams=frozenset({"north"}), child_level=True, restricted=frozenset({"B"}))
    behind = children(snapshot, "ASM03", OCTOBER, unit=UnitRef("team", "north"), scope=scope)
    assert {row.child_id for row in behind.rows} == {"A", "C"}
    assert behind.restricted_count == 1
    assert behind.totals["not-counted"] == 1
    cleared = Scope(
        teams=frozenset({"north"}),
        child_level=True,
        restricted=frozenset({"B"}),
        cleared_for=frozenset({"B"}),
    )
    behind = children(snapshot, "ASM03", OCTOBER, unit=UnitRef("team", "north"), scope=cleared)
    assert {row.child_id for row in behind.rows} == {"A", "B", "C"}


def test_rows_of_other_teams_are_not_given_whatever_unit_is_asked_for(snapshot):
    scope = Scope(workers=frozenset({"Swift"}), child_level=True)
    behind = children(snapshot, "ASM03", OCTOBER, scope=scope)
    assert [row.record_key for row in behind.rows] == ["southern"]
    assert behind.outside_scope_count == 4
    assert sum(behind.totals.values()) == 5


def test_who_may_only_see_totals_gets_no_rows_and_units_outside_scope_are_not_told(snapshot):
    with pytest.raises(NotAllowedByScope):
        children(snapshot, "ASM03", OCTOBER, scope=TOTALS_ONLY)
    mine = Scope(teams=frozenset({"north"}))
    teams = figures(snapshot, ["ASM03"], [OCTOBER], by="team", scope=mine)
    assert [one.unit_id for one in teams] == ["north"]
    assert len(figures(snapshot, ["ASM03"], [OCTOBER], scope=mine)) == 1
    workers = figures(snapshot, ["ASM03"], [OCTOBER], by="worker", scope=mine)
    assert {(one.unit_id, one.parent_id) for one in workers} == {
        ("Lark", "north"),
        ("Wren", "north"),
    }


def test_a_worker_without_cases_has_a_figure_of_no_cases(snapshot):
    behind = children(
        snapshot, "ASM03", OCTOBER, unit=UnitRef("worker", "Nobody"), scope=WHOLE_AUTHORITY
    )
    assert (behind.figure.state, behind.figure.denominator) == (State.NO_CASES, 0)
    assert behind.rows == ()
