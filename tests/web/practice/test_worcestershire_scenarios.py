"""The acceptance scenarios of Worcestershire's framework on audits, by their numbers.

The clock is set to their days; the framework comes from its pack and from nowhere else.
"""

import datetime
from collections import Counter

import pytest

from lineofsight.errors import UserError
from lineofsight.packs.values import NonWorkingRule
from lineofsight.web.notices.models import Notice
from lineofsight.web.practice import dates
from lineofsight.web.practice.completeness import Completeness
from lineofsight.web.practice.models import Audit, FollowUp, Sample
from lineofsight.web.practice.services import carrying_out, drawing, finishing, releasing
from lineofsight.web.practice.services.carrying_out import Judged

pytestmark = pytest.mark.django_db


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def test_wor_a1_the_sample_can_be_drawn_again_from_criteria_seed_and_snapshot(quarter):
    plan = quarter.plan("2026-01-01", drawn_on="2025-12-15", size=36)
    sample = Sample.objects.get(plan=plan)
    children = list(sample.children.values_list("child_id", flat=True))
    assert len(children) == len(set(children)) == 36
    assert sample.frame_on == day("2025-11-30")
    assert sample.seed == 20251215
    quarter.the_day("2026-11-23")
    again = drawing.draw_again(sample, quarter.snapshot)
    assert again.is_same_frame
    assert again.is_same_sample


def test_wor_a1_another_snapshot_is_noticed(quarter):
    plan = quarter.plan("2026-01-01", drawn_on="2025-12-15")
    other = quarter.snapshot_of({"SOUTH": 21, "NORTH": 20}, as_at="2025-11-30")
    again = drawing.draw_again(plan.sample, other)
    assert not again.is_same_frame


def test_wor_a2_a_third_goes_out_on_each_1st_bank_holiday_or_sunday(quarter):
    plan = quarter.plan("2026-01-01", drawn_on="2025-12-15", size=36)
    assert [release.planned_on for release in plan.releases.all()] == [
        day("2026-01-01"),
        day("2026-02-01"),
        day("2026-03-01"),
    ]
    assert plan.adopted.pack.programme("case-file-audits").release.non_working.is_assumed
    assert len(quarter.released("2025-12-31")) == 0
    assert len(quarter.released("2026-01-01")) == 12
    assert len(quarter.released("2026-01-31")) == 12
    assert len(quarter.released("2026-02-01")) == 24
    assert len(quarter.released("2026-03-01")) == 36
    plan.refresh_from_db()
    assert plan.state == plan.State.SENT_OUT


def test_wor_a2_lead_peer_and_group_manager_are_told(quarter):
    quarter.plan("2026-01-01", drawn_on="2025-12-15", size=36)
    for audit in quarter.released("2026-01-01"):
        lead, peer = audit.parts.get(key="lead"), audit.parts.get(key="peer")
        assert lead.auditor == getattr(quarter, audit.team_id.lower())
        assert peer.auditor != lead.auditor
        assert peer.auditor.assignments.get().unit.places.get().parent.code == audit.service_id
        group = quarter.group if audit.service_id == "ASSESSMENT" else quarter.care_group
        assert audit.moderator == group
    told = set(Notice.objects.values_list("recipient__name", flat=True))
    assert {"Priya Nair", "Tom Aldersley", "Daniel Okafor", "Grace Tolland"} <= told


def test_running_the_release_twice_makes_nothing(quarter):
    quarter.plan("2026-01-01", drawn_on="2025-12-15", size=36)
    assert releasing.run_due(quarter.the_day("2026-01-01"), quarter.snapshot).audits == 12
    assert releasing.run_due(quarter.the_day("2026-01-01"), quarter.snapshot).audits == 0
    assert Audit.objects.count() == 12


def test_wor_a4_responsibility_is_that_of_the_day_of_release(quarter, manager_of, person):
    quarter.plan("2026-01-01", drawn_on="2025-12-15", size=36)
    quarter.released("2026-01-01")
    newcomer = person(name="Sara Whitcombe")
    manager_of(quarter.ashmere.south, newcomer, "2026-01-25")
    quarter.released("2026-02-01")
    south = Audit.objects.filter(team_id="SOUTH")
    january = {a.parts.get(key="lead").auditor for a in south.filter(released_on="2026-01-01")}
    february = {a.parts.get(key="lead").auditor for a in south.filter(released_on="2026-02-01")}
    assert january == {quarter.south}
    assert february == {newcomer}


def test_wor_a5_all_seven_domains_and_the_peers_conversations_are_needed(quarter):
    audit = quarter.audit_of("SOUTH")
    lead, peer = audit.parts.get(key="lead"), audit.parts.get(key="peer")
    asked = Counter(each.kind for each in Completeness(peer).missing())
    assert asked == {"domain": 7, "conversation": 3}
    quarter.judge(lead)
    carrying_out.save_judgement(lead, "plans", Judged(strong="Not graded"), by=lead.auditor)
    with pytest.raises(UserError, match="Plans: choose a grade"):
        carrying_out.send(lead, by=lead.auditor)


def test_wor_a5_a_reason_stands_for_child_and_parent_but_not_for_the_worker(quarter):
    peer = quarter.audit_of("SOUTH").parts.get(key="peer")
    quarter.judge(peer)
    for key in ("child", "parent", "worker"):
        carrying_out.record_conversation(
            peer, key, by=peer.auditor, why_not_possible="Away until Friday."
        )
    missing = {each.key for each in Completeness(peer).missing()}
    assert missing == {"worker"}
    with pytest.raises(UserError, match="The allocated worker: write down what was said"):
        carrying_out.send(peer, by=peer.auditor)
    carrying_out.record_conversation(peer, "worker", by=peer.auditor, said="She knows the family.")
    carrying_out.send(peer, by=peer.auditor)
    assert peer.is_submitted


def test_wor_a7_the_review_is_due_56_days_after_moderation_and_leaves_a_footprint(quarter):
    audit = quarter.moderated(on="2026-03-17")
    review = audit.follow_ups.get()
    assert review.due_on == day("2026-05-12")
    assert not review.is_overdue(day("2026-05-12"))
    assert review.is_overdue(day("2026-05-13"))
    quarter.action_done(audit)
    quarter.shared(audit)
    quarter.the_day("2026-05-14")
    finishing.recheck(
        review, by=review.checker, found="The meeting has been held.",
        verified=[link.action for link in audit.action_links.all()],
    )  # fmt: skip
    assert review.footprint_on == day("2026-05-14")
    assert "The meeting has been held." in review.footprint
    audit.refresh_from_db()
    assert audit.state == Audit.State.LOOP_CLOSED
    assert audit.closed_by == review.checker


@pytest.mark.parametrize(
    ("rule", "due"),
    [("none", "2026-12-25"), ("next", "2026-12-29"), ("previous", "2026-12-24")],
)
def test_wor_a8_the_non_working_rule_moves_the_due_day(adopted, rule, due):
    policy = adopted.pack.activity("main-audit").follow_up
    assert policy.non_working.is_assumed
    setting = policy.non_working.model_copy(update={"value": NonWorkingRule(rule)})
    chosen = policy.model_copy(update={"non_working": setting})
    assert dates.follow_up_due(chosen, day("2026-10-30")) == day(due)


def test_the_loop_is_not_closed_while_an_action_is_open(quarter):
    audit = quarter.moderated()
    quarter.shared(audit)
    review = audit.follow_ups.get()
    quarter.the_day("2026-05-12")
    with pytest.raises(UserError, match="Some actions are not done yet"):
        finishing.recheck(review, by=review.checker, found="No meeting yet.", verified=[])
    later = finishing.recheck(
        review, by=review.checker, found="No meeting yet.", verified=[], again_on=day("2026-06-09")
    )
    assert (later.number, later.due_on, later.state) == (2, day("2026-06-09"), FollowUp.State.DUE)
    audit.refresh_from_db()
    assert audit.state == Audit.State.SHARED
