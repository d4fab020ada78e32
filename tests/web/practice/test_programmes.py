"""Programmes on their pages: the year, what is planned and asked for, themes, who is away."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.practice import months

from lineofsight.web import clock
from lineofsight.web.practice.models import (
    Absence,
    Audit,
    CandidateTheme,
    Exemption,
    Plan,
    Turn,
)
from lineofsight.web.practice.services import (
    away,
    commissioning,
    drawing,
    issuing,
    planning,
    releasing,
)
from lineofsight.web.practice.services.commissioning import Commission
from lineofsight.web.practice.services.planning import NotPossible

pytestmark = pytest.mark.django_db

day = datetime.date


def url(name, *args):
    return reverse(f"practice:{name}", args=args)


def text(response) -> str:
    return response.content.decode()


def in_parts(field: str, when: datetime.date) -> dict:
    return {f"{field}_day": when.day, f"{field}_month": when.month, f"{field}_year": when.year}


@pytest.fixture
def wirral(ashmere, person, snapshot_of):
    return months.authority("wirral", "Children's Social Care", ashmere=ashmere, person=person,
                            snapshot_of=snapshot_of)  # fmt: skip


@pytest.fixture
def sandwell(ashmere, person, snapshot_of):
    return months.authority("sandwell", "Assessment", ashmere=ashmere, person=person,
                            snapshot_of=snapshot_of)  # fmt: skip


@pytest.fixture
def tameside(ashmere, person, snapshot_of):
    return months.authority("tameside", "Assessment", ashmere=ashmere, person=person,
                            snapshot_of=snapshot_of)  # fmt: skip


def test_the_year_shows_every_programme_who_holds_what_and_who_is_late(
    wirral, the_day, client_of, person
):
    wirral.teams(6)
    qa = person("qa-manager", wirral.ashmere.authority)
    releasing.run_due(the_day("2026-03-01"), wirral.data(40, as_at="2026-02-28"))
    the_day("2026-04-10")
    page = text(client_of(qa).get(url("year")))
    assert "Deep dive audits" in page
    assert "0 of 6" in page
    assert "6 late" in page
    assert "Services looked at in 2026" in page
    month = text(client_of(qa).get(url("programme", "deep-dives") + "?month=2026-03"))
    assert "0 of 6 done in March, 6 late" in month
    assert "Manager 04" in month


def test_the_same_facts_stand_in_a_managers_own_list(sandwell, the_day, client_of):
    sandwell.teams(3)
    observer = sandwell.managers[0]
    the_day("2026-03-02")
    issuing.begin_rotation("ten-month-cycle", observer, month=clock.today(),
                           activity_key="practice-observation", by=observer)  # fmt: skip
    releasing.run_due(clock.today(), sandwell.data(30, as_at="2026-02-28"))
    turn = Turn.objects.get(holder=observer)
    client = client_of(observer)
    mine = text(client.get(url("mine")))
    assert "Practice observation" in mine
    assert url("turn", turn.pk) in mine
    page = text(client.get(url("turn", turn.pk)))
    assert "Say whom it is about" in page
    other = client_of(sandwell.managers[1])
    assert other.get(url("turn", turn.pk)).status_code == 404


def test_a_paused_month_shows_so_and_cannot_be_issued(sandwell, the_day, client_of, person):
    sandwell.teams(2)
    the_day("2026-08-03")
    client = client_of(person("qa-manager", sandwell.ashmere.authority))
    page = text(client.get(url("programme", "ten-month-cycle") + "?month=2026-08"))
    assert "August is a paused month" in page
    assert "Issue August now" not in page
    answer = client.post(url("issue", "ten-month-cycle") + "?month=2026-08", follow=True)
    assert "August is a paused month" in text(answer)
    assert not Turn.objects.exists()


def test_san_a14_in_august_reflection_family_feedback_and_the_week_open_instead(
    sandwell, the_day, person
):
    head = person("head-of-service", sandwell.ashmere.authority)
    qa = person("qa-manager", sandwell.ashmere.authority)
    instead = ("reflection-notes", "family-feedback-months", "excellence-weeks")
    the_day("2026-07-20")
    for key in instead:
        commissioning.plan_year(key, clock.today(), by=qa)
    releasing.run_due(the_day("2026-08-03"))
    held = Turn.objects.filter(month=day(2026, 8, 1)).values_list("programme_key", "holder")
    assert set(held) == {(instead[0], head.pk), (instead[1], head.pk), (instead[2], qa.pk)}
    assert not Turn.objects.filter(programme_key="ten-month-cycle").exists()


def test_tam_a4_four_practice_weeks_and_the_missing_quarter_when_one_is_given_up(
    tameside, the_day, client_of, person
):
    client = client_of(person("quality-manager", tameside.ashmere.authority))
    the_day("2026-01-05")
    client.post(url("plan-year", "practice-weeks"))
    weeks = Plan.objects.filter(programme_key="practice-weeks")
    assert [plan.starts_on.month for plan in weeks.order_by("starts_on")] == [2, 5, 8, 11]
    assert "Nothing is planned for" not in text(client.get(url("programme", "practice-weeks")))
    august = weeks.get(starts_on__month=8)
    client.post(url("give-up", august.pk), {"reason": "The building is closed."})
    page = text(client.get(url("programme", "practice-weeks")))
    assert "Nothing is planned for July to September 2026" in page
    client.post(url("plan-year", "practice-weeks"))
    assert weeks.exclude(state=Plan.State.WITHDRAWN).count() == 4


def test_tam_a14_what_is_not_set_causes_no_automatic_run(tameside, the_day, client_of, person):
    tameside.teams(3)
    snapshot = tameside.data(30, as_at="2025-12-31")
    for month in range(1, 13):
        releasing.run_due(the_day(f"2026-{month:02}-01"), snapshot)
    assert not Turn.objects.exists()
    assert not Audit.objects.exists()
    client = client_of(person("quality-manager", tameside.ashmere.authority))
    page = text(client.get(url("programme", "collaborative-audits")))
    assert "When it is asked for" in page
    assert "Not set" in page


def test_six_a_year_warn_when_the_year_falls_behind(wirral, the_day, client_of, person):
    client = client_of(person("qa-manager", wirral.ashmere.authority))
    the_day("2026-11-02")
    page = text(client.get(url("programme", "multi-agency-audits")))
    assert "Behind by 3: 0 done, 3 of 6 expected by now" in page


def test_what_is_commissioned_has_its_own_days_question_and_records(
    wirral, the_day, client_of, person
):
    wirral.teams(3)
    the_day("2026-03-02")
    wirral.data(60, as_at="2026-02-28")
    qa = person("qa-manager", wirral.ashmere.authority)
    asked = {
        "title": "Visits in February", "question": "Was every child seen alone?",
        "prompted_by": "Supervision", "theme": "", "size": "4", "method": "interval",
        "age_from": "0", "age_to": "17", **in_parts("starts_on", day(2026, 3, 2)),
        **in_parts("due_on", day(2026, 3, 20)),
    }  # fmt: skip
    client = client_of(qa)
    answer = client.post(url("commission", "dip-samples"), asked)
    plan = Plan.objects.get(programme_key="dip-samples")
    assert answer.headers["Location"] == url("plan", plan.pk)
    assert (plan.starts_on, plan.ends_on) == (day(2026, 3, 2), day(2026, 3, 20))
    client.post(url("draw", plan.pk), {"seed": "7"})
    plan.refresh_from_db()
    assert plan.sample.method == "interval/1"
    assert plan.sample.children.count() == 4
    assert plan.sample.criteria["asked"] == {"age_from": 0, "age_to": 17}
    page = text(client.get(url("plan", plan.pk)))
    assert "Was every child seen alone?" in page
    assert "Supervision" in page
    missing = client.post(url("commission", "dip-samples"), asked | {"question": ""})
    assert "Say what is to be found out" in text(missing)


def test_records_are_chosen_by_hand_only_where_the_framework_lets_one_and_with_a_reason(
    wirral, the_day, client_of, person
):
    wirral.teams(2)
    snapshot = wirral.data(20, as_at="2026-02-28")
    the_day("2026-03-02")
    qa = person("qa-manager", wirral.ashmere.authority)
    asked = Commission(title="Dip", starts_on=day(2026, 3, 9), due_on=day(2026, 3, 31),
                       question="Seen alone?", size=2)  # fmt: skip
    plan = commissioning.commission("dip-samples", asked, by=qa)
    client = client_of(qa)
    no_reason = client.post(url("choose-records", plan.pk), {"record_1": "T01-003"})
    assert "Say why record 1 is chosen" in text(no_reason)
    wrong = {"record_1": "NOBODY", "why_1": "Because"}
    assert "cannot be taken" in text(client.post(url("choose-records", plan.pk), wrong))
    right = {"record_1": "T01-003", "why_1": "A complaint", "record_2": "T02-001",
             "why_2": "A compliment"}  # fmt: skip
    client.post(url("choose-records", plan.pk), right)
    plan.refresh_from_db()
    chosen = dict(plan.sample.children.values_list("child_id", "why_chosen"))
    assert chosen == {"T01-003": "A complaint", "T02-001": "A compliment"}
    assert drawing.draw_again(plan.sample, snapshot).is_same_sample
    releasing.run_due(the_day("2026-04-01"), snapshot)
    dive = Plan.objects.filter(activity_key="deep-dive").first()
    record = dive.sample.children.first()
    with pytest.raises(NotPossible, match="does not let anybody choose"):
        drawing.swap(record, snapshot, by=qa, reason="Rather this one.", into="T01-009")


def test_a_manager_swapped_out_of_one_record_gets_another_of_their_own(wirral, the_day, person):
    wirral.teams(3)
    snapshot = wirral.data(30, as_at="2026-02-28")
    releasing.run_due(the_day("2026-03-01"), snapshot)
    audit = Audit.objects.select_related("turn", "sampled").first()
    qa = person("qa-manager", wirral.ashmere.authority)
    into = drawing.swap(audit.sampled, snapshot, by=qa, reason="She supervised the case.")
    again = releasing.release_one(into, snapshot)
    assert again.turn == audit.turn
    assert again.team_id != audit.turn.holder.assignments.get().unit.code
    assert drawing.draw_again(audit.plan.sample, snapshot).is_same_sample


def test_a_theme_is_raised_agreed_tested_reported_and_closed_and_says_which_meeting_raised_it(
    sandwell, the_day, client_of, person
):
    sandwell.teams(2)
    sandwell.data(20, as_at="2026-02-28")
    the_day("2026-03-02")
    client = client_of(person("qa-manager", sandwell.ashmere.authority))
    board = next(each for each in sandwell.pack.boards if each.raises_themes)
    client.post(url("planner"), {"title": "Voice in plans", "why": "Seldom in the child's words",
                                 "in_board": board.key, "how": "", "coded_as": "",
                                 **in_parts("raised_on", day(2026, 2, 20))})  # fmt: skip
    theme = CandidateTheme.objects.get()
    page = text(client.get(url("planner")))
    assert board.title in page
    step = url("planned-theme-step", theme.pk)
    early = client.post(step, {"step": "report", "note": "Nothing"}, follow=True)
    assert "cannot become" in text(early) or "Nothing has tested" in text(early)
    client.post(step, {"step": "agree", "note": "", **in_parts("month", day(2026, 4, 1))})
    asked = {"title": "Voice", "question": "In their words?", "theme": theme.pk, "size": "3",
             "method": "", **in_parts("starts_on", day(2026, 3, 9)),
             **in_parts("due_on", day(2026, 3, 27))}  # fmt: skip
    client.post(url("commission", "dip-samples"), asked)
    theme.refresh_from_db()
    assert theme.state == CandidateTheme.State.RUNNING
    assert theme.plans.get().question == "In their words?"
    client.post(step, {"step": "report", "note": "Half of the plans do."})
    client.post(step, {"step": "close", "note": "Training is booked."})
    theme.refresh_from_db()
    assert (theme.state, theme.found) == (CandidateTheme.State.CLOSED, "Half of the plans do.")
    assert [each.state for each in theme.steps.all()] == [
        "candidate", "agreed", "running", "reported", "closed"
    ]  # fmt: skip


def test_an_exemption_is_asked_for_by_the_person_and_decided_by_the_named_role_only(
    wirral, the_day, client_of, person
):
    wirral.teams(2)
    manager = wirral.managers[0]
    the_day("2026-02-10")
    mine = client_of(manager)
    mine.post(url("my-time"), {
        "form": "exemption", "programme": "deep-dives", "reason": "Leads the inspection.",
        **in_parts("exempt_from", day(2026, 3, 1)), **in_parts("exempt_to", day(2026, 3, 31)),
    })  # fmt: skip
    asked = Exemption.objects.get()
    qa = client_of(person("qa-manager", wirral.ashmere.authority))
    refused = qa.post(url("decide-exemption", asked.pk), {"answer": "approve"}, follow=True)
    assert "to decide" in text(refused)
    deputy = person("deputy-director", wirral.ashmere.authority)
    client_of(deputy).post(url("decide-exemption", asked.pk), {"answer": "approve"})
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == (Exemption.State.APPROVED, deputy)
    assert manager.notices.filter(kind="exemption").exists()
    assert "Leads the inspection." in text(qa.get(url("away")))


def test_nobody_approves_their_own_exemption_and_where_no_role_is_set_nobody_can_be_asked(
    wirral, the_day, person
):
    deputy = person("deputy-director", wirral.ashmere.authority)
    the_day("2026-02-10")
    span = {"from_on": day(2026, 3, 1), "to_on": day(2026, 3, 31), "reason": "Busy."}
    asked = away.ask_exemption(deputy, "deep-dives", by=deputy, **span)
    with pytest.raises(NotPossible, match="Nobody decides on an exemption of their own"):
        away.decide(asked, is_approved=True, by=deputy)
    with pytest.raises(NotPossible, match="does not set who may exempt"):
        away.ask_exemption(deputy, "iro-audits", by=deputy, **span)


def test_days_away_are_noted_and_taken_back_by_oneself(wirral, the_day, client_of):
    wirral.teams(2)
    the_day("2026-02-10")
    client = client_of(wirral.managers[0])
    client.post(url("my-time"), {"form": "absence", **in_parts("from_on", day(2026, 3, 2)),
                                 **in_parts("to_on", day(2026, 3, 27))})  # fmt: skip
    noted = Absence.objects.get()
    assert client_of(wirral.managers[1]).post(url("cancel-absence", noted.pk)).status_code == 404
    client.post(url("cancel-absence", noted.pk))
    noted.refresh_from_db()
    assert noted.cancelled_at is not None


def test_a_figure_is_tested_by_the_kind_of_activity_that_was_chosen(wirral, the_day, person):
    wirral.teams(2)
    snapshot = wirral.data(20, as_at="2026-02-28")
    the_day("2026-03-02")
    qa = person("qa-manager", wirral.ashmere.authority)
    kinds = [each.key for each in planning.testing_kinds(wirral.pack)]
    assert kinds[0] == "deep-dive"
    assert "dip-sample" in kinds
    plan = planning.plan_test_in_practice(
        {"indicator": "ASM03"}, child_ids=["T01-001", "T01-002", "T02-003"], title="Test",
        release_on=day(2026, 3, 2), due_on=day(2026, 3, 20), size=2, by=qa,
        activity_key="dip-sample", question="Why late?",
    )  # fmt: skip
    drawing.draw_sample(plan, snapshot, by=qa)
    releasing.run_due(clock.today(), snapshot)
    assert plan.audits.count() == 2
    assert set(plan.audits.values_list("activity_key", flat=True)) == {"dip-sample"}


def test_a_turn_is_handed_over_on_its_own_page_so_that_the_board_knows(
    wirral, the_day, client_of, person
):
    wirral.teams(2)
    releasing.run_due(the_day("2026-03-01"), wirral.data(20, as_at="2026-02-28"))
    audit = Audit.objects.select_related("turn__holder").first()
    part = audit.parts.get(auditor=audit.turn.holder)
    replacement = person("team-manager", wirral.units[0], name="Replacement")
    client = client_of(person("qa-manager", wirral.ashmere.authority))
    answer = client.get(url("hand-over", audit.pk, part.key))
    assert answer.headers["Location"] == url("reallocate", audit.turn_id)
    page = url("reallocate", audit.turn_id)
    other = Turn.objects.exclude(pk=audit.turn_id).get().holder
    twice = client.post(page, {"to": other.pk, "reason": "Left."})
    assert "has a turn in March already" in text(twice)
    client.post(page, {"to": replacement.pk, "reason": "Left."})
    audit.turn.refresh_from_db()
    assert audit.turn.holder == replacement
    story = text(client.get(url("turn", audit.turn_id)))
    assert "Left." in story


def number_of_queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_pages_of_the_programmes_ask_as_often_with_many_managers_as_with_few(
    wirral, the_day, client_of, person
):
    wirral.teams(3)
    client = client_of(person("qa-manager", wirral.ashmere.authority))
    snapshot = wirral.data(200, as_at="2026-02-28")
    releasing.run_due(the_day("2026-03-01"), snapshot)
    the_day("2026-03-20")
    pages = [url("year"), url("programme", "deep-dives") + "?month=2026-03",
             url("board") + "?month=2026-03", url("away"), url("planner")]  # fmt: skip
    few = [number_of_queries(client, page) for page in pages]
    for n, unit in enumerate(wirral.units * 4):
        person("team-manager", unit, name=f"Another {n}")
    made = issuing.issue("deep-dives", clock.today(), snapshot=snapshot, by=None)
    assert made.given == 12
    assert [number_of_queries(client, page) for page in pages] == few
