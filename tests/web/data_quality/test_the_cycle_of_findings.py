"""Worker, team manager, group manager: nobody judges their own; what is late goes up."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from lineofsight.errors import UserError
from lineofsight.web.data_quality import lists
from lineofsight.web.data_quality.models import Desk, Finding
from lineofsight.web.data_quality.services import daily, working
from lineofsight.web.frameworks import services as frameworks
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.home.due import due_list_of
from lineofsight.web.people.scopes import scope_for

pytestmark = pytest.mark.django_db
State = Finding.State


def on_desk_of(user) -> set[str]:
    found = lists.on_ones_desk(user, lists.reach_of(user))
    return set(found.values_list("child_id", flat=True))


def test_wir_a13_the_worker_corrects_the_team_manager_checks_and_the_trail_has_three_names(
    taken, worker, manager, group_manager, of_child
):
    taken()
    pk = of_child("C1").pk
    assert (on_desk_of(worker), on_desk_of(group_manager)) == ({"C1", "C2"}, set())
    assert "C1" not in on_desk_of(manager)

    working.correct([pk], by=worker)
    assert "C1" in on_desk_of(manager) and on_desk_of(group_manager) == set()
    with pytest.raises(working.NotPossible):
        working.confirm([pk], by=group_manager)  # not before it is checked
    working.check([pk], by=manager)
    assert on_desk_of(group_manager) == {"C1"} and "C1" not in on_desk_of(manager)
    working.confirm([pk], by=group_manager)

    found = of_child("C1")
    assert found.state == State.CONFIRMED
    assert [each.by.name for each in found.steps.all()] == [
        "Leah Brandt", "Ola Benson", "Helen Marsden"
    ]  # fmt: skip


def test_wir_a13_the_group_manager_is_shown_what_nobody_settled(
    taken, worker, manager, group_manager, client_of, the_day
):
    taken()
    page = client_of(group_manager).get("/data-quality/lists/?whose=service")
    assert page.status_code == 200
    assert "No finding fits" in page.text and "With the teams" in page.text

    the_day("2026-12-01")
    daily.run_due(the_day("2026-12-01"))
    assert {"C1", "C2"} <= on_desk_of(manager)
    daily.run_due(the_day("2026-12-09"))
    assert {"C1", "C2", "C3"} == on_desk_of(group_manager)
    ran = daily.run_due(the_day("2026-12-09"))
    assert ran.passed_on == 0, "passed on once"


def test_nobody_checks_or_confirms_their_own(taken, worker, manager, group_manager, of_child):
    taken()
    pk = of_child("C3").pk
    working.correct([pk], by=manager)
    with pytest.raises(working.NotPossible):
        working.check([pk], by=manager)
    working.check([pk], by=group_manager)
    with pytest.raises(working.NotPossible):
        working.confirm([pk], by=group_manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=pk).update(
            state="confirmed", confirmed_by=group_manager, confirmed_at=of_child("C3").checked_at
        )


def test_what_is_not_right_is_sent_back_with_words_and_begins_again(
    taken, worker, manager, of_child
):
    taken()
    pk = of_child("C1").pk
    working.correct([pk], by=worker)
    with pytest.raises(UserError):
        working.send_back([pk], by=manager, note="  ")
    working.send_back([pk], by=manager, note="The year is still wrong.")

    found = of_child("C1")
    assert (found.state, found.desk) == (State.RETURNED, Desk.WORKER)
    assert worker.notices.get().kind == "finding-returned"


def test_what_is_left_as_it_is_opens_again_the_day_after_its_day(
    taken, worker, group_manager, manager, of_child, the_day
):
    taken()
    pk, until = of_child("C1").pk, datetime.date(2026, 12, 31)
    for wrong in (datetime.date(2026, 11, 23), datetime.date(2028, 1, 1)):
        with pytest.raises(UserError):
            working.exempt([pk], by=group_manager, reason="Right as it is.", until_on=wrong)
    with pytest.raises(working.NotPossible):
        working.exempt([pk], by=manager, reason="Right as it is.", until_on=until)
    working.exempt([pk], by=group_manager, reason="Right as it is.", until_on=until)
    assert daily.run_due(the_day("2026-12-31")).open_again == 0
    assert daily.run_due(the_day("2027-01-01")).open_again == 1
    assert of_child("C1").state == State.OPEN


def test_somebody_of_another_team_can_do_nothing(taken, worker, person, ashmere, of_child):
    taken()
    elsewhere = person("team-manager", ashmere.east)
    with pytest.raises(working.NotPossible):
        working.correct([of_child("C1").pk], by=elsewhere)


def test_the_database_itself_refuses_a_state_without_its_facts(taken, worker, of_child):
    taken()
    for wrong in ({"state": "corrected"}, {"state": "exempt"}, {"state": "closed"},
                  {"due_on": None}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Finding.objects.filter(pk=of_child("C1").pk).update(**wrong)


def test_the_list_of_the_day_has_one_line_with_the_count(taken, worker, manager, of_child, the_day):
    taken()
    day = the_day("2026-11-23")
    lines = due_list_of(worker, scope_for(worker), None, day).items
    assert [line["title"] for line in lines] == ["2 findings to put right in the data"]
    working.correct([of_child("C1").pk], by=worker)
    titles = {line["title"] for line in due_list_of(manager, scope_for(manager), None, day).items}
    assert titles >= {"1 finding of your team to check"}


def test_the_authority_sets_its_own_days(taken, worker, person, of_child, the_day):
    frameworks_admin = person("administrator")
    pack = pack_on(the_day("2026-11-23"))
    assert pack.data_quality.correct_within_working_days.is_assumed
    frameworks.choose(
        "data_quality/correct_within_working_days",
        10,
        reason="Agreed with the managers.",
        from_on=the_day("2026-11-23"),
        by=frameworks_admin,
    )
    taken()
    assert of_child("C1").due_on == datetime.date(2026, 12, 7)
