"""A month that every manager has a share of: WIR-A1, SAN-A1, SAN-A2, SAN-A4, SAN-A14."""

import datetime
from collections import Counter

import pytest
from tests.web.practice import months

from lineofsight.packs.values import Setting
from lineofsight.web import clock
from lineofsight.web.frameworks.queries import follow
from lineofsight.web.practice import availability as who_is_there
from lineofsight.web.practice import holding
from lineofsight.web.practice.models import Audit, AuditPart, Plan, SampledChild, Turn
from lineofsight.web.practice.services import away, drawing, issuing, releasing, turns
from lineofsight.web.practice.services.planning import NotPossible

pytestmark = pytest.mark.django_db

DIVES, CYCLE = "deep-dives", "ten-month-cycle"
REVIEW, OBSERVATION, THEMATIC = "practice-review", "practice-observation", "thematic-review"


@pytest.fixture
def wirral(ashmere, person, snapshot_of):
    return months.authority("wirral", "Children's Social Care", ashmere=ashmere, person=person,
                            snapshot_of=snapshot_of)  # fmt: skip


@pytest.fixture
def sandwell(ashmere, person, snapshot_of):
    return months.authority("sandwell", "Assessment", ashmere=ashmere, person=person,
                            snapshot_of=snapshot_of)  # fmt: skip


def test_wir_a1_every_manager_has_one_deep_dive_no_case_twice_and_again_makes_nothing(
    wirral, the_day
):
    wirral.teams(40)
    snapshot = wirral.data(200, as_at="2026-02-28")
    ran = releasing.run_due(the_day("2026-03-01"), snapshot)
    assert ran.audits == 40
    holders = Counter(Turn.objects.given().values_list("holder", flat=True))
    assert holders == Counter({person.pk: 1 for person in wirral.managers})
    audits = list(Audit.objects.select_related("turn").prefetch_related("parts"))
    children = [audit.child_id for audit in audits]
    assert len(children) == len(set(children)) == 40
    own = {person.pk: unit.code for person, unit in zip(wirral.managers, wirral.units, strict=True)}
    for audit in audits:
        assert audit.turn.holder_id in {part.auditor_id for part in audit.parts.all()}
        assert own[audit.turn.holder_id] != audit.team_id
    again = issuing.issue(DIVES, clock.today(), snapshot=snapshot, by=None)
    assert again == issuing.NOTHING
    assert releasing.run_due(clock.today(), snapshot).audits == 0
    assert releasing.run_due(the_day("2026-03-20"), snapshot).audits == 0
    sample = Plan.objects.get(activity_key="deep-dive").sample
    assert drawing.draw_again(sample, snapshot).is_same_sample


def test_the_next_month_takes_other_children(wirral, the_day):
    wirral.teams(4)
    snapshot = wirral.data(20, as_at="2026-02-28")
    releasing.run_due(the_day("2026-03-01"), snapshot)
    releasing.run_due(the_day("2026-04-01"), snapshot)
    assert Audit.objects.count() == 8
    assert len(set(Audit.objects.values_list("child_id", flat=True))) == 8


def test_somebody_who_becomes_a_manager_within_the_month_is_given_a_turn_when_it_is_asked_for(
    wirral, the_day, person
):
    wirral.teams(3)
    snapshot = wirral.data(30, as_at="2026-02-28")
    releasing.run_due(the_day("2026-03-01"), snapshot)
    new = person("team-manager", wirral.units[0], name="New Manager")
    the_day("2026-03-05")
    made = issuing.issue(DIVES, clock.today(), snapshot=snapshot, by=None)
    assert (made.given, made.audits) == (1, 1)
    assert Turn.objects.get(holder=new).audits.count() == 1
    children = list(SampledChild.objects.values_list("child_id", flat=True))
    assert len(children) == len(set(children)) == 4


def test_nobody_is_given_their_own_case_and_whoever_no_record_is_left_for_is_shown(wirral, the_day):
    wirral.teams(2)
    snapshot = wirral.snapshot_of({"T01": 3}, as_at="2026-02-28")
    releasing.run_due(the_day("2026-03-01"), snapshot)
    first, second = wirral.managers
    assert Turn.objects.get(holder=first).state == Turn.State.NO_RECORD
    assert Turn.objects.get(holder=second).state == Turn.State.GIVEN
    assert Audit.objects.get().team_id == "T01"


def test_who_is_away_or_exempt_is_excused_and_who_stands_in_carries_none(wirral, the_day, person):
    wirral.teams(5)
    off, few_days, exempt, *_ = wirral.managers
    deputy = person("deputy-director", wirral.ashmere.authority)
    the_day("2026-02-20")
    day = datetime.date
    away.note(off, from_on=day(2026, 2, 25), to_on=day(2026, 3, 27), by=off)
    away.note(few_days, from_on=day(2026, 3, 9), to_on=day(2026, 3, 13), by=few_days)
    asked = away.ask_exemption(exempt, DIVES, from_on=day(2026, 3, 1), to_on=day(2026, 5, 31),
                               reason="Leads the inspection.", by=exempt)  # fmt: skip
    away.decide(asked, is_approved=True, by=deputy, decision="Agreed for the inspection.")
    snapshot = wirral.data(30, as_at="2026-01-31")
    releasing.run_due(the_day("2026-03-01"), snapshot)
    states = {turn.holder: (turn.state, turn.why) for turn in Turn.objects.all()}
    assert states[off] == (Turn.State.EXCUSED, "Away until 27 Mar 2026")
    assert states[exempt] == (Turn.State.EXCUSED, "Exempt until 31 May 2026")
    assert states[few_days][0] == Turn.State.GIVEN
    assert Audit.objects.count() == 3


def test_san_a1_nothing_that_can_be_paused_goes_out_in_august_or_december(sandwell, the_day):
    sandwell.teams(3)
    snapshot = sandwell.data(60, as_at="2025-12-31")
    for month in range(1, 13):
        for day in (1, 2, 5):
            releasing.run_due(the_day(f"2026-{month:02}-{day:02}"), snapshot)
    given = Turn.objects.filter(programme_key=CYCLE)
    by_month = Counter(given.values_list("month", flat=True))
    assert sorted(day.month for day in by_month) == [1, 2, 3, 4, 5, 6, 7, 9, 10, 11]
    assert set(by_month.values()) == {3}
    with pytest.raises(NotPossible, match="August is a paused month"):
        issuing.issue(CYCLE, datetime.date(2026, 8, 1), snapshot=snapshot, by=None)


def test_san_a2_types_alternate_and_a_paused_month_skips_none(sandwell, the_day):
    sandwell.teams(3)
    snapshot = sandwell.data(90, as_at="2025-12-31")
    for n in range(13):
        year, month = 2026 + n // 12, n % 12 + 1
        for day in (1, 2, 4, 5):
            releasing.run_due(the_day(f"{year}-{month:02}-{day:02}"), snapshot)
    first = Turn.objects.filter(holder=sandwell.managers[0], programme_key=CYCLE)
    taken = list(first.order_by("month").values_list("month", "plan__activity_key"))
    names = {REVIEW: "PR", OBSERVATION: "PO", THEMATIC: "TR"}
    assert [(day.month, names[key]) for day, key in taken] == [
        (1, "PR"), (2, "PO"), (3, "TR"), (4, "PR"), (5, "PO"), (6, "TR"), (7, "PR"),
        (9, "PO"), (10, "TR"), (11, "PR"), (1, "PO"),
    ]  # fmt: skip
    january = Turn.objects.filter(programme_key=CYCLE, month=datetime.date(2026, 1, 1))
    assert set(january.values_list("plan__activity_key", flat=True)) == set(names)


def test_san_a4_a_leavers_turn_goes_to_somebody_who_does_not_then_carry_two(sandwell, the_day):
    sandwell.teams(4)
    leaver, busy, *_ = sandwell.managers
    qa = sandwell.person("qa-manager", sandwell.ashmere.authority)
    snapshot = sandwell.data(40, as_at="2026-02-28")
    the_day("2026-03-02")
    issuing.begin_rotation(CYCLE, leaver, month=clock.today(), activity_key=REVIEW, by=qa)
    releasing.run_due(clock.today(), snapshot)
    turn = Turn.objects.get(holder=leaver)
    the_day("2026-03-15")
    replacement = sandwell.person("team-manager", sandwell.units[0], name="Replacement")
    with pytest.raises(NotPossible, match="has a turn in March already"):
        turns.reallocate(turn, to=busy, by=qa, reason="Left on 15 March.")
    turn.refresh_from_db()
    assert turn.holder == leaver
    turns.reallocate(turn, to=replacement, by=qa, reason="Left on 15 March.")
    held = AuditPart.objects.filter(audit__turn=turn, key="records-review").get()
    assert held.auditor == replacement
    history = turn.reallocations.get()
    assert (history.before, history.after, history.by) == (leaver, replacement, qa)
    assert held.handovers.get().reason == "Left on 15 March."
    assert issuing.issue(CYCLE, clock.today(), snapshot=snapshot, by=qa).given == 0


def test_san_a4_the_board_says_that_a_holder_has_left(sandwell, the_day):
    sandwell.teams(3)
    leaver = sandwell.managers[1]
    qa = sandwell.person("qa-manager", sandwell.ashmere.authority)
    releasing.run_due(the_day("2026-03-02"), sandwell.data(40, as_at="2026-02-28"))
    leaver.assignments.update(to_on=datetime.date(2026, 3, 15))
    follow(the_day("2026-03-16"))
    held = holding.turns_of_month(qa, sandwell.pack, clock.today())
    assert (held[0].turn.holder, held[0].has_left) == (leaver, True)
    assert sum(each.has_left for each in held) == 1


def test_san_a4_two_in_a_month_need_a_reason_of_their_own_and_keep_it(sandwell, the_day):
    sandwell.teams(2)
    leaver, busy = sandwell.managers
    snapshot = sandwell.data(40, as_at="2026-02-28")
    releasing.run_due(the_day("2026-03-02"), snapshot)
    turn = Turn.objects.get(holder=leaver)
    turns.reallocate(turn, to=busy, by=busy, reason="Left.", why_two="Nobody else knows the team.")
    assert turn.reallocations.get().why_two == "Nobody else knows the team."
    assert Turn.objects.given().filter(holder=busy, month=turn.month).count() == 2
    assert turn.extra == 1


def test_the_second_reading_gives_everybody_an_observation_and_nobody_two_of_them(
    sandwell, the_day
):
    every_month = months.with_programme(
        sandwell.pack, "observations-every-month", version="switched",
        switched_on=Setting[bool](value=True, source="stated"),
    )  # fmt: skip
    months.adopt(every_month, datetime.date(2026, 1, 1))
    sandwell.teams(6)
    snapshot = sandwell.data(60, as_at="2026-02-28")
    releasing.run_due(the_day("2026-03-02"), snapshot)
    given = Turn.objects.given().values_list("holder", "plan__activity_key")
    observing = [holder for holder, key in given if key == OBSERVATION]
    assert Counter(observing) == Counter({person.pk: 1 for person in sandwell.managers})
    assert not Audit.objects.filter(activity_key=OBSERVATION).exists()


def test_capacity_keeps_a_part_from_somebody_who_has_enough(wirral, the_day):
    wirral.teams(2)
    first, _ = wirral.managers
    the_day("2026-02-20")
    away.limit(first, at_most=0, from_on=datetime.date(2026, 3, 1), reason="Two days a week.",
               by=first)  # fmt: skip
    free = who_is_there.between(datetime.date(2026, 3, 1), datetime.date(2026, 3, 31))
    assert free.barred == {first.pk}
    releasing.run_due(the_day("2026-03-01"), wirral.data(20, as_at="2026-02-28"))
    assert Turn.objects.get(holder=first).why == "No capacity"
