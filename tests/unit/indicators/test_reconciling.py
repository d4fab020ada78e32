# ruff: noqa: E501 - drawings are as wide as they need to be
"""A figure of an older snapshot and today's are reconciled case by case."""

import pytest
from tests.factories.journeys import journey

from lineofsight.errors import NotAllowedByScope, UnknownName
from lineofsight.indicators.children import UnitRef
from lineofsight.indicators.reconciling import OTHER, reconcile
from lineofsight.periods import Period
from lineofsight.scope import TOTALS_ONLY, WHOLE_AUTHORITY, Scope
from lineofsight.warehouse import ChangeKind

OCTOBER = Period.parse("2026-10")
DEPARTMENTS = """
    dept_team_id | dept_team_name
    north        | North
    south        | South
"""
THEN = """
    cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date | cina_assessment_team
    same               | A              | 2026-09-01                 | 2026-10-06                | north
    corrected          | B              | 2026-09-01                 | 2026-10-06                | north
    taken-back         | C              | 2026-09-01                 | 2026-10-06                | north
    handed-over        | D              | 2026-09-01                 | 2026-10-06                | north
"""
NOW = """
    cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date | cina_assessment_team
    same               | A              | 2026-09-01                 | 2026-10-06                | north
    corrected          | B              | 2026-06-01                 | 2026-10-06                | north
    handed-over        | D              | 2026-09-01                 | 2026-10-06                | south
    late               | E              | 2026-09-02                 | 2026-10-20                | south
    later              | F              | 2026-09-02                 | 2026-10-21                | south
"""


@pytest.fixture
def two(tmp_path):
    older = journey(
        tmp_path, as_at="2026-11-05", ssd_department=DEPARTMENTS, ssd_cin_assessments=THEN
    )
    newer = journey(
        tmp_path, as_at="2026-12-05", ssd_department=DEPARTMENTS, ssd_cin_assessments=NOW
    )
    yield older, newer
    older.close()
    newer.close()


def told(found):
    return {d.row.record_key: (d.before, d.after, d.why) for d in found.differences}


def test_late_entries_corrections_and_removals_are_told_apart_child_by_child(two):
    found = reconcile(*two, "ASM03", OCTOBER, scope=WHOLE_AUTHORITY)
    assert (found.before.numerator, found.before.denominator) == (4, 4)
    assert (found.after.numerator, found.after.denominator) == (4, 5)
    assert told(found) == {
        "late": ("", "counted", ChangeKind.LATE_ENTRY),
        "later": ("", "counted", ChangeKind.LATE_ENTRY),
        "corrected": ("counted", "not-counted", ChangeKind.CORRECTION),
        "taken-back": ("counted", "", ChangeKind.REMOVED),
    }
    assert found.sentence == "2 late entries, 1 correction, 1 removed record."


def test_a_correction_names_what_was_said_before_and_after(two):
    found = reconcile(*two, "ASM03", OCTOBER, scope=WHOLE_AUTHORITY)
    (corrected,) = (d for d in found.differences if d.row.record_key == "corrected")
    (change,) = corrected.changes
    assert change.column == "cina_assessment_start_date"
    assert (change.before, change.after) == ("2026-09-01", "2026-06-01")


def test_what_came_and_went_is_the_difference_of_the_figures(two):
    for unit in (UnitRef(), UnitRef("team", "north"), UnitRef("team", "south")):
        found = reconcile(*two, "ASM03", OCTOBER, unit=unit, scope=WHOLE_AUTHORITY)
        gained = sum((d.after == "counted") - (d.before == "counted") for d in found.differences)
        assert gained == found.after.numerator - found.before.numerator


def test_a_case_that_another_team_holds_now_left_one_and_came_to_the_other(two):
    north = reconcile(*two, "ASM03", OCTOBER, unit=UnitRef("team", "north"), scope=WHOLE_AUTHORITY)
    south = reconcile(*two, "ASM03", OCTOBER, unit=UnitRef("team", "south"), scope=WHOLE_AUTHORITY)
    assert told(north)["handed-over"] == ("counted", "", ChangeKind.CORRECTION)
    assert told(south)["handed-over"] == ("", "counted", ChangeKind.CORRECTION)


def test_cases_of_others_and_restricted_ones_are_counted_but_not_shown(two):
    south = Scope(teams=frozenset({"south"}), child_level=True, restricted=frozenset({"F"}))
    found = reconcile(*two, "ASM03", OCTOBER, scope=south)
    assert [d.row.record_key for d in found.differences] == ["late"]
    assert found.hidden == 3
    assert found.after.denominator == 5


def test_nobody_without_a_view_of_children_reconciles(two):
    with pytest.raises(NotAllowedByScope):
        reconcile(*two, "ASM03", OCTOBER, scope=TOTALS_ONLY)


def test_nothing_changed_says_so(two):
    older, newer = two
    found = reconcile(older, newer, "ASM03", Period.parse("2026-03"), scope=WHOLE_AUTHORITY)
    assert not found.differences
    assert found.sentence == "No case that you see is treated differently."


def test_a_snapshot_from_within_the_period_cannot_be_reconciled_for_it(two):
    older, newer = two
    with pytest.raises(UnknownName, match="5 November 2026 cannot speak of November 2026"):
        reconcile(older, newer, "ASM03", Period.parse("2026-11"), scope=WHOLE_AUTHORITY)


def test_the_newer_one_cannot_be_given_first(two):
    older, newer = two
    with pytest.raises(UnknownName, match="not loaded before"):
        reconcile(newer, older, "ASM03", OCTOBER, scope=WHOLE_AUTHORITY)


def test_a_case_judged_by_another_record_of_the_child_names_that_record(tmp_path):
    """A first referral that turns out to be a second one: another record came in."""
    drawn = """
        cine_referral_id | cine_person_id | cine_referral_date
        {before}
        second              | A              | 2026-10-02
    """
    older = journey(tmp_path, as_at="2026-11-05", ssd_cin_episodes=drawn.replace("{before}", ""))
    newer = journey(
        tmp_path,
        as_at="2026-12-05",
        ssd_cin_episodes=drawn.replace("{before}", "first | A | 2026-06-02"),
    )
    found = reconcile(older, newer, "REF03", OCTOBER, scope=WHOLE_AUTHORITY)
    assert told(found) == {"second": ("not-counted", "counted", ChangeKind.LATE_ENTRY)}
    assert [change.key for change in found.differences[0].changes] == ["first"]
    assert OTHER not in found.numbers
    older.close()
    newer.close()
