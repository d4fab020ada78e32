"""A check becomes work: in one go, once; what is gone closes, what comes back opens."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.checks import kept_check
from tests.web.data_quality.conftest import FOUR

from lineofsight.web.data_quality.models import Desk, Finding, Run, Score
from lineofsight.web.data_quality.services import taking_up, working

pytestmark = pytest.mark.django_db
State = Finding.State
WITHOUT_C1 = """
    rule | child | team  | worker | characteristic | severity
    J301 | C2    | SOUTH | WS1    | accurate       | error
    J103 | C3    | SOUTH | -      | complete       | query
    J301 | C4    | EAST  | WE1    | accurate       | error
"""
ONLY_C4 = """
    rule | child | team | worker
    J301 | C4    | EAST | WE1
"""


def test_a_check_is_taken_up_once_and_work_begins_with_the_worker(
    taken, worker, of_child, settings
):
    first = taken()
    again = taken()

    assert (first.new, again.new, Run.objects.count(), Finding.objects.count()) == (4, 0, 1, 4)
    mine = of_child("C1")
    assert (mine.state, mine.desk, mine.due_on.isoformat()) == ("open", Desk.WORKER, "2026-11-30")
    assert of_child("C3").desk == Desk.TEAM_MANAGER, "no worker is recorded"
    assert of_child("C4").desk == Desk.TEAM_MANAGER, "the worker has no account"
    assert taking_up.take_up_new() == []
    scores = {(each.characteristic, each.team_id): (each.judged, each.failed)
              for each in Score.objects.all()}  # fmt: skip
    assert scores[("accurate", "SOUTH")] == (10, 2)


def test_thousands_of_findings_take_no_query_each(ashmere, settings):
    lines = "\n".join(f"J301 | C{n} | SOUTH | WS1" for n in range(3000))
    check = kept_check(settings.HOME, f"rule | child | team | worker\n{lines}", as_at="2026-10-31")

    with CaptureQueriesContext(connection) as asked:
        assert taking_up.take_up(check).new == 3000

    assert len(asked) < 200, "statements hold as many rows as the database lets them"


def test_what_the_next_check_no_longer_has_closes_by_itself_and_opens_when_it_is_back(
    taken, worker, of_child
):
    taken()
    gone = taken(WITHOUT_C1, as_at="2026-11-15")

    assert (gone.closed, of_child("C1").state) == (1, State.CLOSED)
    assert of_child("C1").steps.get().by is None, "the product did it"
    back = taken(FOUR, as_at="2026-11-20")
    found = of_child("C1")
    assert (back.back, found.state, found.times_back) == (1, State.OPEN, 1)
    assert found.first_seen_on.isoformat() == "2026-10-31"
    assert found.last_seen_on.isoformat() == "2026-11-20"


def test_what_a_rule_did_not_look_at_is_not_closed(taken, worker, of_child):
    taken()
    taken(ONLY_C4, as_at="2026-11-15", not_run=("J103",))

    assert of_child("C3").state == State.OPEN, "its rule was not run"
    assert of_child("C1").state == State.CLOSED


def test_a_check_of_older_data_changes_no_finding(taken, worker, of_child):
    taken(WITHOUT_C1, as_at="2026-11-15")
    taken(FOUR, as_at="2026-10-31")

    assert not Finding.objects.filter(child_id="C1").exists()
    assert Run.objects.count() == 2, "its scores are kept"
    assert Score.objects.filter(run__as_at="2026-10-31").exists()


def test_what_is_said_to_be_corrected_and_still_there_is_sent_back(
    taken, worker, of_child, the_day
):
    taken()
    the_day("2026-11-10")
    working.correct([of_child("C1").pk, of_child("C2").pk], by=worker)
    the_day("2026-11-23")
    still = taken(FOUR, as_at="2026-11-09")
    assert still.still_there == 0, "the data are of the day before the correction"
    still = taken(WITHOUT_C1, as_at="2026-11-20")

    assert still.still_there == 1
    assert of_child("C2").state == State.RETURNED
    assert of_child("C2").corrected_by is None
    assert (of_child("C1").state, of_child("C1").is_gone) == (State.CORRECTED, True), (
        "a manager still looks at what a worker corrected"
    )


def test_the_worker_of_today_is_the_one_the_newest_check_names(taken, worker, of_child, person):
    taken()
    person("social-worker", staff_id="WS2")
    taken(FOUR.replace("C1    | SOUTH | WS1", "C1    | SOUTH | WS2"), as_at="2026-11-20")

    assert of_child("C1").worker_id == "WS2"
