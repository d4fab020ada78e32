"""Closing the loop in each framework's own steps, by the numbers of the scenarios.

Days, people and steps come from the shipped packs; the product's clock is set to the
scenarios' days.
"""

import datetime

import pytest
import yaml
from django.urls import reverse
from tests.web.practice.finished import a_child_with_a_chair, finished, framework
from tests.web.practice.other_pack import content, read

from lineofsight.errors import UserError
from lineofsight.web.actions import services as actions
from lineofsight.web.actions.models import Action
from lineofsight.web.practice.independence import NotIndependent
from lineofsight.web.practice.models import Audit, FinalGrade, FollowUp
from lineofsight.web.practice.services import finishing, looping
from lineofsight.web.practice.services.looping import Direction

__all__ = ["finished", "framework"]
pytestmark = pytest.mark.django_db


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.fixture
def sandwell(framework, ashmere, person):
    """A practitioner of a team with its manager, a service manager, the QA Service."""

    class Trust:
        adopted = framework("sandwell")
        worker = person("practitioner", ashmere.south, name="Leah Brandt", staff_id="W1")
        line = person("team-manager", ashmere.south, name="Priya Nair")
        auditor = person("team-manager", ashmere.north, name="Tom Aldersley")
        service = person("service-manager", ashmere.assessment, name="Daniel Okafor")
        qa = person("qa-officer", ashmere.authority, name="Ruth Ellison")
        chair = person("independent-chair", ashmere.authority, name="Farida Noor", staff_id="IRO7")

    return Trust()


def review(sandwell, finished, **facts) -> Audit:
    return finished(
        sandwell.adopted, "practice-review", auditor=sandwell.auditor, moderator=sandwell.qa,
        worker=sandwell.worker, completed="2026-03-16", moderated="2026-03-20", **facts,
    )  # fmt: skip


def test_san_a7_findings_go_to_practitioner_manager_service_manager_and_chair(
    sandwell, finished, settings
):
    a_child_with_a_chair(settings, child="SOUTH-001", chair="IRO7")
    shared = review(sandwell, finished).follow_ups.get(step_key="shared")
    assert shared.state == FollowUp.State.CONFIRMED
    assert set(shared.told.all()) == {
        sandwell.worker, sandwell.line, sandwell.service, sandwell.chair
    }  # fmt: skip
    assert sandwell.chair.notices.filter(kind="audit-shared").count() == 1


def test_san_a7_without_a_chair_nobody_is_told_as_the_chair(sandwell, finished, settings):
    a_child_with_a_chair(settings, child="SOUTH-001")
    shared = review(sandwell, finished).follow_ups.get(step_key="shared")
    assert sandwell.chair not in shared.told.all()
    assert not sandwell.chair.notices.exists()
    assert set(shared.told.all()) == {sandwell.worker, sandwell.line, sandwell.service}


def test_san_a8_a_direction_without_a_timescale_is_refused_and_each_becomes_an_action(
    sandwell, finished, settings, client_of
):
    a_child_with_a_chair(settings, child="SOUTH-001")
    audit = review(sandwell, finished)
    oversight = audit.follow_ups.get(step_key="oversight")
    assert (oversight.checker, oversight.due_on) == (sandwell.line, day("2026-03-30"))
    client = client_of(sandwell.line)
    url = reverse("practice:loop-step", args=[oversight.pk])
    form = {"found": "The plan drifted.", "direction0-text": "See the child alone",
            "direction0-owner": sandwell.worker.pk}  # fmt: skip
    page = client.post(url, form).content.decode()
    assert "A direction needs its timescale" in page
    assert not audit.action_links.exists()
    dated = {"direction0-due_on_day": "27", "direction0-due_on_month": "3",
             "direction0-due_on_year": "2026",
             "direction1-text": "Write the plan again", "direction1-owner": sandwell.line.pk,
             "direction1-due_on_day": "3", "direction1-due_on_month": "4",
             "direction1-due_on_year": "2026"}  # fmt: skip
    assert client.post(url, form | dated).status_code == 302
    made = {link.action.text: link.action for link in audit.action_links.all()}
    assert {text: (each.due_on, each.state) for text, each in made.items()} == {
        "See the child alone": (day("2026-03-27"), "agreed"),
        "Write the plan again": (day("2026-04-03"), "agreed"),
    }
    oversight.refresh_from_db()
    assert oversight.state == FollowUp.State.CONFIRMED


def test_the_service_refuses_a_direction_without_a_day_too(sandwell, finished, settings):
    a_child_with_a_chair(settings, child="SOUTH-001")
    oversight = review(sandwell, finished).follow_ups.get(step_key="oversight")
    with pytest.raises(UserError, match="no timescale"):
        looping.oversee(oversight, by=sandwell.line, found="Drift.",
                        directions=[Direction("See the child", sandwell.worker, None)])  # fmt: skip


def test_sandwell_s_loop_closes_with_the_service_manager_s_assurance(
    sandwell, finished, settings, the_day
):
    a_child_with_a_chair(settings, child="SOUTH-001")
    audit = review(sandwell, finished)
    looping.oversee(
        audit.follow_ups.get(step_key="oversight"), by=sandwell.line, found="Drift.",
        directions=[Direction("See the child", sandwell.worker, day("2026-03-27"))],
    )  # fmt: skip
    assurance = audit.follow_ups.get(step_key="assurance")
    assert assurance.checker == sandwell.service
    action = audit.action_links.get().action
    the_day("2026-03-26")
    actions.claim_done(action, evidence="Seen on 25 March", by=sandwell.worker)
    with pytest.raises(NotIndependent):
        looping.check(assurance, by=sandwell.worker, found="Better", verified=[action])
    looping.check(assurance, by=sandwell.service, found="The child is heard", verified=[action])
    audit.refresh_from_db()
    assert audit.state == Audit.State.LOOP_CLOSED
    assert audit.closed_by == sandwell.service


def test_a_later_step_waits_for_the_one_before(sandwell, finished, settings):
    a_child_with_a_chair(settings, child="SOUTH-001")
    audit = review(sandwell, finished)
    assert not audit.follow_ups.filter(step_key="assurance").exists()
    early = FollowUp.objects.create(
        audit=audit, step_key="assurance", kind="assurance", anchor_on=day("2026-03-20"),
        due_on=day("2026-03-20"), checker=sandwell.service,
    )  # fmt: skip
    with pytest.raises(UserError, match="comes first"):
        looping.check(early, by=sandwell.service, found="All well", verified=[])


def test_wsx_a14_stage_3_is_due_twelve_weeks_after_stage_2_and_needs_an_effect(
    framework, ashmere, person, finished, the_day
):
    adopted = framework("west-sussex")
    auditor = person("team-manager", ashmere.south, name="Priya Nair")
    qa = person("qa-officer", ashmere.authority, name="Ruth Ellison")
    audit = finished(adopted, adopted.pack.activity_types[0].key, auditor=auditor,
                     completed="2026-01-12", moderated="2026-01-15",
                     action="Hold the meeting")  # fmt: skip
    action = audit.action_links.get().action
    actions.claim_done(action, evidence="Held", by=auditor)
    the_day("2026-02-20")
    looping.check(audit.follow_ups.get(step_key="stage-2"), by=qa, found="Done", verified=[action])
    third = audit.follow_ups.get(step_key="stage-3")
    assert third.due_on == day("2026-05-15")
    assert third.due_on.weekday() == 4
    assert third.declared.after_days.is_assumed
    the_day("2026-05-15")
    with pytest.raises(UserError, match="what has changed for the child"):
        looping.record_effect(third, by=qa, effect="  ")
    again = looping.record_effect(third, by=qa, effect="Nothing yet", is_seen=False,
                                  again_on=day("2026-06-12"))  # fmt: skip
    audit.refresh_from_db()
    assert audit.state == Audit.State.SHARED
    looping.record_effect(again, by=qa, effect="She is back at school and says so")
    audit.refresh_from_db()
    assert audit.state == Audit.State.LOOP_CLOSED


def impact_pack(kind: str = "impact-check"):
    """Our framework where the loop closes on impact only, as Tameside's does."""
    pack = content() | {"version": "impact"}
    pack["actions"] = {"impact_before_closed": {"value": True, "source": "stated"}}
    audit = pack["activity_types"][0]
    audit["loop"] = {
        "kind": kind, "title": "Closed quality assurance loop", "source": "stated",
        "steps": [{"key": "impact", "title": "Evidence of impact", "kind": "impact",
                   "by": {"value": "asw", "source": "assumed"}, "source": "stated"}],
    }  # fmt: skip
    return read(pack)


def test_tam_a5_an_action_may_be_done_but_the_loop_closes_with_evidence_of_impact(
    framework, ashmere, person, finished
):
    adopted = framework(impact_pack())
    auditor = person("team-manager", ashmere.south)
    asw, checker = person("asw", ashmere.authority), person("sqa", ashmere.authority)
    audit = finished(adopted, "main-audit", auditor=auditor, completed="2026-03-09",
                     moderated="2026-03-17", action="Hold the meeting")  # fmt: skip
    action = audit.action_links.get().action
    finishing.share(audit, by=auditor, note="Talked it through")
    actions.claim_done(action, evidence="Held", by=auditor)
    actions.verify(action, by=checker, note="Seen the note")
    assert action.state == Action.State.VERIFIED
    with pytest.raises(UserError, match="what this action changed for the child"):
        actions.close(action, by=checker)
    audit.refresh_from_db()
    assert audit.state == Audit.State.SHARED
    step = audit.follow_ups.get(step_key="impact")
    looping.record_effect(step, by=asw, effect="He sleeps at home and says he is safe")
    audit.refresh_from_db()
    action.refresh_from_db()
    assert (audit.state, action.state) == (Audit.State.LOOP_CLOSED, Action.State.CLOSED)
    assert action.evidence.filter(shows_impact=True).exists()


def test_where_the_framework_asks_nobody_to_check_the_owner_s_word_settles_an_action(
    framework, ashmere, person, finished
):
    pack = content() | {"version": "unchecked"}
    pack["actions"] = {"checked_by_another": {"value": False, "source": "stated"}}
    pack["activity_types"][0].pop("loop")
    adopted = framework(read(pack))
    auditor = person("team-manager", ashmere.south)
    audit = finished(adopted, "main-audit", auditor=auditor, completed="2026-03-09",
                     moderated="2026-03-17", action="Hold the meeting")  # fmt: skip
    finishing.share(audit, by=auditor, note="Talked it through")
    action = audit.action_links.get().action
    actions.claim_done(action, evidence="Held", by=auditor)
    audit.refresh_from_db()
    action.refresh_from_db()
    assert (audit.state, action.state) == (Audit.State.LOOP_CLOSED, Action.State.CLOSED)


@pytest.mark.parametrize(
    ("anchor", "due"), [("completion", "2026-05-08"), ("moderation", "2026-05-15")]
)
def test_wor_a10_the_follow_up_counts_from_completion_or_from_moderation(
    framework, ashmere, person, finished, anchor, due
):
    pack = content() | {"version": f"from-{anchor}"}
    step = pack["activity_types"][0]["loop"]["steps"][0]
    step["anchor"] = {"value": anchor, "source": "assumed"}
    adopted = framework(yaml_read(pack))
    auditor = person("team-manager", ashmere.south)
    person("asw", ashmere.authority)
    audit = finished(adopted, "main-audit", auditor=auditor, completed="2026-03-13",
                     moderated="2026-03-20")  # fmt: skip
    assert audit.follow_ups.get().due_on == day(due)


def yaml_read(pack: dict):
    return read(yaml.safe_load(yaml.safe_dump(pack, allow_unicode=True)))


def mid_way_pack():
    """Our framework with a mid-way audit: no moderation, the Team Manager acknowledges."""
    pack = content() | {"version": "mid-way"}
    audit = pack["activity_types"][0]
    settings = ("by", "within_working_days", "reason_where_it_differs")
    audit["moderation"] = {name: {"source": "not set"} for name in settings}
    audit["loop"] = {
        "kind": "action-check", "title": "Acknowledged", "source": "stated",
        "steps": [
            {"key": "told", "title": "Findings shared", "kind": "share", "source": "stated"},
            {"key": "alert", "title": "Team Manager's acknowledgement", "kind": "acknowledge",
             "done_by": "case-responsible-manager", "source": "stated"},
        ],
    }  # fmt: skip
    return read(pack)


def test_wor_a13_the_team_manager_is_alerted_that_day_and_acknowledging_is_not_completing(
    framework, ashmere, person, finished, client_of
):
    adopted = framework(mid_way_pack())
    manager = person("team-manager", ashmere.south, name="Priya Nair")
    iro = person("iro", ashmere.authority, name="Farida Noor")
    audit = finished(adopted, "main-audit", auditor=iro, completed="2026-03-09",
                     action="Bring the review forward")  # fmt: skip
    told = manager.notices.filter(about=f"audit:{audit.pk}")
    assert {each.sent_at.date() for each in told} == {day("2026-03-09")}
    alert = audit.follow_ups.get(step_key="alert")
    assert alert.checker == manager
    page = client_of(manager).get(reverse("practice:loop-step", args=[alert.pk]))
    assert "I have seen this" in page.content.decode()
    client_of(manager).post(reverse("practice:loop-step", args=[alert.pk]), {"found": ""})
    alert.refresh_from_db()
    action = audit.action_links.get().action
    assert alert.state == FollowUp.State.CONFIRMED
    assert action.state == Action.State.AGREED
    audit.refresh_from_db()
    assert audit.state == Audit.State.SHARED


def test_wir_a14_a_re_audit_is_due_three_months_after_training_and_compares(
    framework, ashmere, person, finished, the_day
):
    adopted = framework("wirral")
    officer = person("qa-officer", ashmere.authority, name="Ruth Ellison")
    other = person("qa-officer", ashmere.authority, name="Nia Rees")
    lead = person("improvement-lead", ashmere.authority, name="Tess Ward")
    audit = finished(adopted, "thematic", auditor=officer, completed="2026-03-27",
                     child="SOUTH-001")  # fmt: skip
    training = audit.follow_ups.get(step_key="training")
    the_day("2026-04-15")
    looping.acknowledge(training, by=lead, note="Workshop on plans, all teams")
    again = audit.follow_ups.get(step_key="re-audit")
    assert again.due_on == day("2026-07-15")
    assert again.checker == other
    later = finished(adopted, "thematic", auditor=officer, completed="2026-07-10",
                     child="SOUTH-002")  # fmt: skip
    the_day("2026-07-15")
    looping.retest(again, by=other, found="Plans name who does what", tested_with=later)
    again.refresh_from_db()
    assert again.tested_with == later


def test_before_and_after_are_compared_standard_by_standard(framework, ashmere, person, finished):
    from lineofsight.web.practice import retesting

    adopted = framework("worcestershire")
    auditor = person("team-manager", ashmere.south)
    before = finished(adopted, "main-audit", auditor=auditor, completed="2026-03-09")
    after = finished(adopted, "main-audit", auditor=auditor, completed="2026-07-09")
    for audit, grade in ((before, "requires-improvement"), (after, "good")):
        FinalGrade.objects.create(audit=audit, domain_key="plans", grade=grade)
    FinalGrade.objects.create(audit=after, domain_key="assessments", grade="good")
    (row,) = retesting.compare([before], [after])
    assert (row.title, row.better) == ("Plans", True)
    assert [each["word"] for each in row.after] == ["Good"]


def test_a_stand_in_does_not_check_the_work_of_the_person_they_stand_in_for(
    framework, ashmere, person, finished, the_day
):
    from tests.factories.people import RoleAssignmentFactory

    adopted = framework("west-sussex")
    auditor = person("team-manager", ashmere.south)
    qa = person("qa-officer", ashmere.authority)
    RoleAssignmentFactory(
        user=qa,
        role="team-manager",
        unit=ashmere.south,
        delegated_by=auditor,
        from_on=day("2026-01-01"),
        to_on=day("2026-03-01"),
        reason="Leave",
    )
    audit = finished(adopted, adopted.pack.activity_types[0].key, auditor=auditor,
                     completed="2026-01-12")  # fmt: skip
    second = audit.follow_ups.get(step_key="stage-2")
    assert second.checker is None
    with pytest.raises(NotIndependent):
        looping.check(second, by=qa, found="Done", verified=[])
    with pytest.raises(NotIndependent):
        looping.assign(second, to=qa, by=auditor)
