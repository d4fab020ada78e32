# ruff: noqa: E501 - drawings are as wide as they need to be
"""What is due, and one child's journey."""

from datetime import date

import pytest
from tests.factories.journeys import journey

from lineofsight.errors import NotAllowedByScope, UnknownName
from lineofsight.indicators import Basis, trackers
from lineofsight.indicators.timeline import child_journey
from lineofsight.indicators.trackers import due_days, due_items, not_told
from lineofsight.scope import TOTALS_ONLY, WHOLE_AUTHORITY, Scope

TODAY = date(2026, 10, 30)
DRAWINGS = {
    "ssd_person": """
        pers_person_id | pers_forename | pers_surname | pers_dob   | pers_sex | pers_ethnicity
        A              | Ada           | Ash          | 2015-05-05 | F        | WBRI
        B              | Ben           | Birch        | 2015-05-05 | M        |
    """,
    "ssd_department": """
        dept_team_id | dept_team_name | dept_team_parent_id
        assess       | Assessment     |
        north        | North          | assess
        south        | South          | assess
    """,
    "ssd_involvements": """
        invo_involvements_id | invo_professional_id | invo_professional_team | invo_involvement_start_date | invo_person_id
        1                    | Lark                 | north                  | 2026-01-01                  | A
        2                    | Wren                 | south                  | 2026-01-01                  | B
    """,
    "ssd_cin_assessments": """
        cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date
        late               | A              | 2026-08-03                 |
        soon               | B              | 2026-09-01                 |
        done               | A              | 2026-01-05                 | 2026-03-31
    """,
    "ssd_cp_plans": """
        cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date
        plan            | A              | 2026-10-26
    """,
    "ssd_cp_visits": """
        cppv_cp_visit_id | cppv_person_id | cppv_cp_visit_date | cppv_cp_visit_seen
        visit            | A              | 2026-10-28         | N
    """,
}


@pytest.fixture
def snapshot(tmp_path):
    made = journey(tmp_path, as_at="2026-10-30", **DRAWINGS)
    yield made
    made.close()


def test_what_is_due_comes_soonest_first_with_days_left_and_who_holds_it(snapshot):
    items = due_items(snapshot, scope=WHOLE_AUTHORITY)
    told = [(i.kind, i.child_id, i.due_on, i.days_left(TODAY), i.team_name) for i in items]
    assert told == [
        ("assessment", "A", date(2026, 10, 6), -24, "North"),
        ("assessment", "B", date(2026, 11, 3), 4, "South"),
        ("cp-visit", "A", date(2026, 11, 11), 12, "North"),
        ("cp-review", "A", date(2027, 1, 26), 88, "North"),
    ]
    assert [item.is_overdue(TODAY) for item in items] == [True, False, False, False]


def test_a_list_keeps_to_the_callers_scope_and_to_what_was_asked(snapshot):
    north = Scope(teams=frozenset({"north"}), child_level=True)
    assert {i.child_id for i in due_items(snapshot, scope=north)} == {"A"}
    hidden = Scope(teams=frozenset({"north"}), child_level=True, restricted=frozenset({"A"}))
    assert due_items(snapshot, scope=hidden) == []
    ask = {"scope": WHOLE_AUTHORITY, "kinds": ["assessment"]}
    assert {i.child_id for i in due_items(snapshot, workers={"Wren"}, **ask)} == {"B"}
    assert {i.child_id for i in due_items(snapshot, teams={"north"}, **ask)} == {"A"}
    assert len(due_items(snapshot, child_id="A", scope=WHOLE_AUTHORITY)) == 3
    with pytest.raises(NotAllowedByScope):
        due_items(snapshot, scope=TOTALS_ONLY)
    with pytest.raises(UnknownName, match="tea"):
        due_items(snapshot, scope=WHOLE_AUTHORITY, kinds=["tea"])


def test_what_no_return_speaks_for_is_named_and_not_listed(tmp_path):
    quiet = journey(
        tmp_path, as_at="2026-10-30", coverage={"ssd_cin_assessments": None}, **DRAWINGS
    )
    assert set(not_told(quiet)) == {"assessment"}
    kinds = {item.kind for item in due_items(quiet, scope=WHOLE_AUTHORITY)}
    assert kinds == {"cp-visit", "cp-review"}


def test_what_is_due_is_worked_out_once_and_read_back_as_it_was(snapshot):
    made = due_items(snapshot, scope=WHOLE_AUTHORITY)
    file = trackers.file_of(snapshot, Basis().parameters)
    assert trackers.is_built(snapshot)
    written = file.stat().st_mtime_ns
    trackers._everything.cache_clear()
    assert due_items(snapshot, scope=WHOLE_AUTHORITY) == made
    assert file.stat().st_mtime_ns == written


def test_due_days_are_those_of_the_list_within_the_same_scope(snapshot):
    north = Scope(teams=frozenset({"north"}), child_level=True)
    for scope in (WHOLE_AUTHORITY, north):
        days = due_days(snapshot, scope=scope)
        listed = due_items(snapshot, scope=scope)
        assert {kind for kind, of_kind in days.items() if of_kind} == {i.kind for i in listed}
        for kind, of_kind in days.items():
            assert of_kind == [item.due_on for item in listed if item.kind == kind]
    with pytest.raises(NotAllowedByScope):
        due_days(snapshot, scope=TOTALS_ONLY)


def test_a_childs_journey_has_lanes_with_what_was_in_time_and_what_was_late(snapshot):
    told = child_journey(snapshot, "A")
    assert (told.person.name, told.person.age, told.person.team_name) == ("Ada Ash", 11, "North")
    lanes = {lane.key: lane for lane in told.lanes}
    (authorised,) = lanes["assessments"].events
    assert (authorised.timing, authorised.detail) == ("late", "61 working days")
    assert [s.ended_on for s in lanes["assessments"].spells] == [date(2026, 3, 31), None]
    assert [s.label for s in lanes["protection"].spells] == ["Child protection plan"]
    assert [e.detail for e in lanes["visits"].events] == ["Not seen"]
    assert lanes["care"].is_empty
    assert told.events[0][1].on_day == date(2026, 10, 28)
    assert told.first_on == date(2026, 1, 1)


def test_a_child_the_snapshot_does_not_know_has_no_journey(snapshot):
    assert child_journey(snapshot, "nobody' OR 1=1 --") is None
