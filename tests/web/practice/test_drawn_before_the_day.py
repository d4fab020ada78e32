"""Monthly programmes whose framework draws before the day: the records are drawn then, seen by
who plans, and go out on the day."""

import datetime

import pytest
from django.urls import reverse
from tests.property.programme_strategies import pack_with, programme
from tests.web.practice import months

from lineofsight.packs import load_pack
from lineofsight.packs.values import Setting
from lineofsight.web.practice import calendar, holding, rules
from lineofsight.web.practice.models import Audit, Plan, SampledChild, Turn
from lineofsight.web.practice.services import away, drawing, planning, releasing, turns
from lineofsight.web.practice.services.planning import NotPossible

DIVES = "deep-dives"  # drawn five days before, assumed


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.fixture
def wirral(ashmere, person, snapshot_of):
    return months.authority("wirral", "Children's Social Care", ashmere=ashmere, person=person,
                            snapshot_of=snapshot_of)  # fmt: skip


@pytest.fixture
def drawn(wirral, the_day):
    """Six managers, and the records of March drawn on Tuesday 24 February, five days before."""
    wirral.teams(6)
    wirral.snapshot = wirral.data(60, as_at="2026-02-20")
    releasing.run_due(the_day("2026-02-23"), wirral.snapshot)
    before = Plan.objects.filter(starts_on__gte=day("2026-03-01"))
    assert not before.exists()
    releasing.run_due(the_day("2026-02-24"), wirral.snapshot)
    wirral.plan = before.get(programme_key=DIVES)
    return wirral


def run(wirral, the_day, on: str) -> int:
    return releasing.run_due(the_day(on), wirral.snapshot).audits


@pytest.mark.django_db
def test_the_records_are_drawn_five_days_before_and_go_out_on_the_day(drawn, the_day):
    assert drawn.plan.state == Plan.State.DRAWN
    assert drawn.plan.sample.children.count() == 6
    assert not Audit.objects.filter(plan=drawn.plan).exists()
    for again in ("2026-02-24", "2026-02-26", "2026-02-28"):
        assert run(drawn, the_day, again) == 0
    assert run(drawn, the_day, "2026-03-01") == 6
    assert run(drawn, the_day, "2026-03-01") == 0
    drawn.plan.refresh_from_db()
    assert drawn.plan.state == Plan.State.SENT_OUT
    audits = Audit.objects.filter(plan=drawn.plan)
    assert {a.child_id for a in audits} == {c.child_id for c in drawn.plan.sample.children.all()}
    assert {a.turn.holder_id for a in audits} == {person.pk for person in drawn.managers}
    assert Plan.objects.filter(programme_key=DIVES, starts_on="2026-03-01").count() == 1
    assert drawing.draw_again(drawn.plan.sample, drawn.snapshot).is_same_sample


@pytest.mark.django_db
def test_before_the_day_a_turn_says_that_it_is_drawn_and_asks_nothing(drawn, client_of):
    turn = Turn.objects.filter(plan=drawn.plan).first()
    assert turn.holder not in [each.holder for each in Turn.objects.to_choose()]
    (held,) = [each for each in holding.turns_of_plan(drawn.plan) if each.turn == turn]
    assert held.state == "Drawn, goes out on Sun 1 Mar"
    page = client_of(turn.holder).get(reverse("practice:turn", args=[turn.pk])).content.decode()
    assert "its record is drawn and goes out on Sun 1 Mar" in page
    assert "Say whom it is about" not in page
    (kind,) = holding.by_kind(holding.turns_of_plan(drawn.plan))
    assert (kind.given, kind.under_way, kind.to_choose) == (6, 0, 0)


@pytest.mark.django_db
def test_who_comes_after_the_draw_has_another_record_on_the_day(drawn, the_day):
    late = drawn.person("team-manager", drawn.units[0], name="Late Comer")
    assert run(drawn, the_day, "2026-03-01") == 7
    children = Audit.objects.filter(turn__month="2026-03-01").values_list("child_id", flat=True)
    assert len(set(children)) == 7
    assert Audit.objects.filter(turn__holder=late, plan__title__endswith=", added").exists()


@pytest.mark.django_db
def test_a_drawn_turn_given_to_somebody_else_goes_out_to_them_and_an_excused_one_not(
    drawn, the_day
):
    leaver, excused = drawn.managers[:2]
    to = drawn.person("team-manager", drawn.units[0], name="Comes After")
    child = SampledChild.objects.get(sample__plan=drawn.plan, holder=leaver).child_id
    mine = Turn.objects.filter(plan=drawn.plan)
    turns.reallocate(mine.get(holder=leaver), to=to, by=drawn.managers[5], reason="Left")
    turns.excuse(mine.get(holder=excused), by=drawn.managers[5], reason="Ill")
    assert run(drawn, the_day, "2026-03-01") == 5
    audits = Audit.objects.filter(plan=drawn.plan)
    assert audits.get(turn__holder=to).child_id == child
    assert not audits.filter(turn__holder__in=[leaver, excused]).exists()


@pytest.mark.django_db
def test_a_drawn_record_is_not_given_to_the_worker_whose_case_it_is(drawn):
    turn = Turn.objects.filter(plan=drawn.plan).first()
    child = SampledChild.objects.get(sample__plan=drawn.plan, holder=turn.holder).child_id
    own = drawn.person("team-manager", drawn.units[0], staff_id=f"W{child.split('-')[0]}")
    with pytest.raises(NotPossible, match="own case"):
        turns.reallocate(turn, to=own, by=drawn.managers[5], reason="Left")


@pytest.mark.django_db
def test_a_drawn_month_that_is_given_up_gives_nobody_anything(drawn, the_day):
    planning.withdraw_plan(drawn.plan, by=drawn.managers[0], reason="Inspection")
    assert run(drawn, the_day, "2026-03-01") == 0
    assert not Turn.objects.to_choose().filter(programme_key=DIVES).exists()


@pytest.mark.django_db
def test_where_everybody_is_away_nothing_is_drawn_and_nobody_is_asked_on_the_day(wirral, the_day):
    wirral.teams(1)
    wirral.snapshot = wirral.data(5, as_at="2026-02-20")
    the_day("2026-02-20")
    (manager,) = wirral.managers
    away.note(manager, from_on=day("2026-02-20"), to_on=day("2026-04-10"), by=manager)
    run(wirral, the_day, "2026-02-24")
    assert run(wirral, the_day, "2026-03-01") == 0
    assert set(Turn.objects.values_list("state", flat=True)) == {Turn.State.EXCUSED}


@pytest.mark.django_db
def test_of_a_rotation_only_what_draws_records_is_drawn_before_and_the_rest_waits(
    ashmere, person, snapshot_of, the_day
):
    sandwell = months.authority("sandwell", "Assessment", ashmere=ashmere, person=person,
                                snapshot_of=snapshot_of)  # fmt: skip
    sandwell.teams(6)
    snapshot = sandwell.data(60, as_at="2026-02-10")
    releasing.run_due(the_day("2026-02-20"), snapshot)  # ten days before
    month = Plan.objects.filter(programme_key="ten-month-cycle", starts_on="2026-03-02")
    early = set(month.values_list("activity_key", flat=True))
    assert early == {"practice-review", "thematic-review"}
    releasing.run_due(the_day("2026-03-02"), snapshot)
    given = Turn.objects.given().filter(month="2026-03-01")
    assert given.count() == 6
    assert {turn.holder_id for turn in Turn.objects.to_choose().filter(month="2026-03-01")} == {
        turn.holder_id for turn in given if turn.plan.activity_key == "practice-observation"
    }


def test_a_month_that_is_paused_is_not_drawn_for():
    pack = load_pack("sandwell")
    cycle = pack.programme("ten-month-cycle")
    assert rules.drawing_on(pack, cycle, day("2026-07-25")) is None  # August rests
    assert rules.drawing_on(pack, cycle, day("2026-08-25")).key == "2026-09"
    assert rules.drawing_on(pack, cycle, day("2026-02-18")) is None
    assert rules.drawing_on(pack, cycle, day("2026-03-02")) is None  # 1 March is a Sunday


def test_without_days_before_the_day_itself_is_the_day_of_the_draw():
    pack = load_pack("sandwell")
    cycle = pack.programme("ten-month-cycle")
    for value in (0, None):
        setting = Setting[int](value=value, source="assumed" if value == 0 else "not set")
        sampling = cycle.sampling.model_copy(update={"drawn_days_before": setting})
        plain = cycle.model_copy(update={"sampling": sampling})
        assert rules.drawing_on(pack, plain, day("2026-02-25")) is None


def test_the_calendar_says_when_a_month_s_records_are_drawn():
    found = calendar.year_of(load_pack("wirral"), 2026)
    drawn = [each for each in found if each.programme_key == DIVES and each.what == calendar.DRAWN]
    assert [each.starts_on.isoformat() for each in drawn[:2]] == ["2026-01-27", "2026-02-24"]
    assert len(drawn) == 12  # that of the January after falls into December
    assert all(each.is_assumed for each in drawn)
    quiet = programme("one-per-holder", activity="practice-review", holders=["team-manager"],
                      day_of_month=1)  # fmt: skip
    assert calendar.DRAWN not in {each.what for each in calendar.year_of(pack_with(quiet), 2026)}
