"""Whose children somebody may see: nothing, unless a role says so."""

import datetime

import pytest
from tests.factories.journeys import journey
from tests.factories.people import RoleAssignmentFactory, UserFactory

from lineofsight.scope import NOTHING
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.people import services
from lineofsight.web.people.models import ReasonedAccess
from lineofsight.web.people.scopes import (
    access_to_child,
    audit_reach_for,
    figures_scope_for,
    scope_for,
)


def test_somebody_without_a_role_sees_nothing(person):
    nobody = person()

    assert scope_for(nobody) == NOTHING
    assert figures_scope_for(nobody) == NOTHING


def test_a_social_worker_sees_their_own_children(person):
    scope = scope_for(person("social-worker", staff_id="W1"))

    assert (scope.workers, scope.teams, scope.everything) == ({"W1"}, set(), False)


def test_a_social_worker_who_is_no_worker_in_the_data_sees_nothing(person):
    assert scope_for(person("social-worker", staff_id="")) == NOTHING


def test_a_team_manager_sees_their_team_and_no_other(person, ashmere):
    scope = scope_for(person("team-manager", ashmere.south))

    assert scope.covers(team="SOUTH", worker=None)
    assert not scope.covers(team="NORTH", worker=None)


def test_a_group_manager_sees_the_teams_of_the_service(person, ashmere):
    scope = scope_for(person("group-manager", ashmere.assessment))

    assert scope.covers(team="SOUTH", worker=None) and scope.covers(team="NORTH", worker=None)
    assert not scope.covers(team="EAST", worker=None)


def test_a_team_that_moved_is_seen_where_it_was_on_the_day(person, ashmere):
    moved_on = datetime.date(2026, 9, 1)
    services.place_unit(ashmere.north, ashmere.care, by=None, from_on=moved_on)
    manager = person("group-manager", ashmere.assessment)

    assert scope_for(manager, datetime.date(2026, 8, 31)).covers(team="NORTH", worker=None)
    assert not scope_for(manager, moved_on).covers(team="NORTH", worker=None)


@pytest.mark.parametrize(
    "role", ["lead-member", "scrutiny", "board-director-non-executive", "commissioner", "partner"]
)
def test_members_non_executives_and_partners_get_totals_and_never_a_row(person, role):
    outsider = person(role)

    assert scope_for(outsider) == NOTHING
    totals = figures_scope_for(outsider)
    assert (totals.everything, totals.child_level) == (True, False)


def test_a_role_for_totals_does_not_widen_one_for_children(person, ashmere):
    both = person("team-manager", ashmere.south)
    RoleAssignmentFactory(user=both, role="lead-member", unit=ashmere.authority)

    scope = scope_for(both)

    assert not scope.everything and not scope.covers(team="EAST", worker=None)


def test_an_administrator_sees_no_child(person):
    assert scope_for(person("administrator")) == NOTHING


def test_a_role_counts_from_its_first_to_its_last_day(person, ashmere):
    user = person()
    RoleAssignmentFactory(
        user=user,
        role="team-manager",
        unit=ashmere.south,
        from_on=datetime.date(2026, 3, 1),
        to_on=datetime.date(2026, 3, 31),
    )
    seen = [
        scope_for(user, day).covers(team="SOUTH", worker=None)
        for day in map(
            datetime.date.fromisoformat, ["2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01"]
        )
    ]

    assert seen == [False, True, True, False]


def test_a_closed_account_sees_nothing_whatever_it_held(person, ashmere):
    leaver = person("director")
    services.close_account(leaver, by=person("administrator"))

    assert scope_for(leaver) == NOTHING


def test_a_restricted_record_is_hidden_from_all_but_its_readers(person, ashmere):
    director, manager = person("director"), person("team-manager", ashmere.south)
    record = services.restrict("C1", by=director, reason="A colleague's child")

    def may_open(user):
        return access_to_child(user, "C1", team="SOUTH", worker=None).is_allowed

    assert scope_for(manager).hides("C1")
    assert not may_open(manager)
    services.clear(record, manager, by=director, reason="Holds the case")
    assert may_open(manager)
    services.lift(record, by=director)
    assert not scope_for(person("team-manager", ashmere.south)).hides("C1")


def test_a_reason_opens_one_child_for_three_hours_and_tells_the_manager(
    person, ashmere, monkeypatch
):
    duty, manager = person("team-manager", ashmere.east), person("team-manager", ashmere.south)

    access = services.take_reasoned_access(
        duty, "C1", ground="duty", reason="On duty tonight", team="SOUTH"
    )

    def may_open(child):
        return access_to_child(duty, child, team="SOUTH", worker=None).is_allowed

    assert access.manager == manager
    assert may_open("C1") and not may_open("C2")
    later = access.from_at + datetime.timedelta(hours=3)
    monkeypatch.setattr("lineofsight.web.clock.now", lambda: later)
    assert not may_open("C1")


def test_a_reason_does_not_open_a_restricted_record(person, ashmere):
    services.restrict("C1", by=person("director"), reason="A colleague's child")

    with pytest.raises(services.NotPossible):
        services.take_reasoned_access(
            person("team-manager", ashmere.east),
            "C1",
            ground="duty",
            reason="On duty",
            team="SOUTH",
        )
    assert not ReasonedAccess.objects.exists()


def test_a_reason_must_be_given(person, ashmere):
    with pytest.raises(services.NotPossible):
        services.take_reasoned_access(
            person("team-manager"), "C1", ground="duty", reason=" ", team=None
        )


def test_what_an_administrator_does_is_in_the_log(person, ashmere):
    administrator = person("administrator")
    user = services.make_account(email="New@Ashmere.example", name="New", by=administrator)
    held = services.give_role(
        user, "team-manager", ashmere.south, by=administrator, from_on=datetime.date(2026, 11, 1)
    )
    services.end_role(held, by=administrator, last_on=datetime.date(2026, 11, 30))
    services.close_account(user, by=administrator)

    assert user.email == "new@ashmere.example"
    verbs = ActivityEvent.objects.filter(by_id=str(administrator.pk)).values_list("verb", flat=True)
    assert list(verbs) == ["account.made", "role.given", "role.ended", "account.closed"]


def test_the_same_role_twice_at_the_same_time_is_refused(person, ashmere):
    user = person("team-manager", ashmere.south)

    with pytest.raises(services.NotPossible):
        services.give_role(
            user,
            "team-manager",
            ashmere.south,
            by=UserFactory(),
            from_on=datetime.date(2026, 1, 1),
        )


def _chairs_in_the_data(home, rows: str) -> None:
    journey(
        home,
        as_at="2026-10-31",
        ssd_person="pers_person_id | pers_dob\nC1 | 2016-05-01\nC2 | 2016-05-01\nC3 | 2016-05-01",
        ssd_involvements="invo_involvements_id | invo_person_id | invo_professional_id | "
        "invo_professional_role_id | invo_involvement_start_date | invo_involvement_end_date\n"
        + rows,
    )


def test_a_reviewing_officer_reads_audits_of_the_children_chaired_for(person, settings):
    _chairs_in_the_data(
        settings.HOME,
        """
        I1 | C1 | IRO7 | IRO      | 2025-02-01 |
        I2 | C2 | IRO7 | IRO      | 2025-02-01 | 2026-01-31
        I3 | C2 | IRO8 | IRO      | 2026-02-01 |
        I4 | C3 | IRO7 | IRO      | 2025-02-01 |
        I5 | C3 | CPC1 | CP_CHAIR | 2026-03-01 |
        """,
    )
    officer = person("iro", staff_id="IRO7")
    assert audit_reach_for(officer).children == {"C1", "C3"}
    assert not audit_reach_for(officer).everything
    assert audit_reach_for(person("cp-chair", staff_id="CPC1")).children == {"C3"}
    assert scope_for(officer).everything, "opening a record is another question"


def test_a_chair_whom_the_data_does_not_know_reads_those_of_the_service_assigned_to(
    person, ashmere, settings
):
    _chairs_in_the_data(settings.HOME, "I1 | C1 | IRO7 | IRO | 2025-02-01 |")
    of_a_service = audit_reach_for(person("iro", ashmere.assessment, staff_id=""))
    assert (of_a_service.teams, of_a_service.children) == (
        {"ASSESSMENT", "SOUTH", "NORTH"},
        set(),
    )
    of_none = audit_reach_for(person("iro", staff_id="IRO9"))
    assert (of_none.everything, of_none.teams, of_none.children) == (False, set(), set())


def test_a_chair_who_is_also_the_qa_manager_reads_every_audit(person):
    both = person("iro", staff_id="IRO7")
    RoleAssignmentFactory(user=both, role="sqa", unit=both.assignments.first().unit)
    assert audit_reach_for(both).everything
