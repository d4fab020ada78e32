"""The demo's partners and boards: returns asked for and given, referrals with decisions, and
meetings, as far as the framework knows them."""

import datetime
import random

import pytest
from tests.web.practice.conftest import snapshot_of
from tests.web.practice.finished import framework

from lineofsight.web import clock, warehouse
from lineofsight.web.boards import demo as boards
from lineofsight.web.boards.models import Contribution, Meeting
from lineofsight.web.notices.models import Notice
from lineofsight.web.partnership import demo
from lineofsight.web.partnership.models import AskedReturn, Referral
from lineofsight.web.practice.models import Audit, AuditPart

__all__ = ["framework", "snapshot_of"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def lived_in(framework, ashmere, person, snapshot_of, the_day):
    """`lived_in("sandwell", kind="multi-agency-review", keeper="qa-manager")`: two such audits of
    the last months, then the demo's partners and boards."""

    def make(pack: str, *, kind: str, keeper: str, by: str):
        the_day("2026-03-10")
        adopted = framework(pack)
        snapshot_of({"SOUTH": 9, "NORTH": 9}, as_at="2026-03-09")
        planner = person(keeper, name="Ruth Ellison")
        person("team-manager", ashmere.south, name="Priya Nair")
        person(by, name="Ama Boateng")
        for days in (70, 6):
            day = clock.today() - datetime.timedelta(days=days)
            audit = Audit.objects.create(
                adopted=adopted, activity_key=kind, child_id="SOUTH-001", team_id="SOUTH",
                service_id="ASSESSMENT", service_name="Assessment", released_on=day, due_on=day,
                started_by=planner,
            )  # fmt: skip
            for part in audit.activity.parts:
                who = planner if part.asks_each_agency else None
                AuditPart.objects.create(audit=audit, key=part.key, auditor=who)
        demo.seed(clock.today(), warehouse.current(), password="as in any demo",
                  dice=random.Random(3))  # fmt: skip
        boards.seed(clock.today())
        return adopted

    return make


WORCESTERSHIRE = {"kind": "multi-agency-audit", "keeper": "sqa", "by": "group-manager"}
SANDWELL = {"kind": "multi-agency-review", "keeper": "qa-manager", "by": "service-manager"}


def test_agencies_have_given_their_returns_and_the_newest_lacks_some(lived_in):
    lived_in("worcestershire", **WORCESTERSHIRE)
    asked = AskedReturn.objects.order_by("audit__released_on", "pk")
    assert asked.count() == 8
    first, newest = asked[:4], list(asked[4:])
    assert all(each.answered_at and each.answers["found"]["text"] for each in first)
    assert newest[-1].answered_at is None
    assert all(each.answered_by.seat.agency_key == each.agency_key
               for each in asked if each.answered_at)  # fmt: skip
    texts = [said["text"] for each in asked for said in each.answers.values()]
    assert not any("{first}" in text or "SOUTH" in text for text in texts)
    assert Notice.objects.filter(about=f"return:{newest[-1].pk}").exists()


def test_the_boards_of_worcestershire_have_met_in_its_own_words(lived_in):
    adopted = lived_in("worcestershire", **WORCESTERSHIRE)
    board, group = (adopted.pack.board(key) for key in ("quality-assurance-board", "qapp"))
    assert [each.title for each in board.agenda][-1] == "Children's views"
    for each in (board, group):
        met = Meeting.objects.filter(board_key=each.key)
        assert met.filter(held_on__lt=clock.today()).count() == 2
        assert met.filter(held_on__gt=clock.today()).count() == 1
    said = Contribution.objects.filter(meeting__board_key="qapp", item_key="indicators")
    assert set(said.values_list("agency_key", flat=True)) == {"police", "health", "schools"}
    assert not Referral.objects.exists()  # the framework knows none


def test_where_the_framework_refers_to_the_partnership_two_are_decided_and_one_waits(lived_in):
    lived_in("sandwell", **SANDWELL)
    found = Referral.objects.order_by("referred_at")
    assert [each.outcome_key for each in found] == ["rapid-review", "practice-review", ""]
    assert found[2].due_on > clock.today()
    assert all(each.decided_on > each.referred_at.date() for each in found[:2])
