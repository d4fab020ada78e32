"""X-2: another framework runs by configuration only. X-3: work keeps the version it began with."""

import datetime

import pytest
from django.urls import reverse
from tests.web.practice.other_pack import one_auditor_no_moderation, six_weeks

from lineofsight.errors import PackError, UserError
from lineofsight.packs import load_pack
from lineofsight.web.frameworks import services as frameworks
from lineofsight.web.practice.models import Audit, AuditPart
from lineofsight.web.practice.services import (
    carrying_out,
    drawing,
    finishing,
    moderating,
    planning,
    releasing,
    sending,
)
from lineofsight.web.practice.services.carrying_out import Judged
from lineofsight.web.practice.services.moderating import Decision

pytestmark = pytest.mark.django_db


def test_x_2_one_auditor_no_moderation_four_weeks_by_configuration_only(quarter, client_of):
    frameworks.adopt(one_auditor_no_moderation(), by=None, from_on=datetime.date(2026, 1, 1))
    quarter.the_day("2026-03-09")
    checker = quarter.person("iro", name="Farida Noor")
    snapshot = quarter.snapshot_of({"SOUTH": 10, "NORTH": 10}, as_at="2026-02-28")
    plan = planning.plan_programme(
        "case-file-audits", day=datetime.date(2026, 3, 9), by=quarter.sqa, size=4
    )
    drawing.draw_sample(plan, snapshot, by=quarter.sqa)
    releasing.run_due(quarter.the_day("2026-03-14"), snapshot)
    assert not Audit.objects.exists()
    releasing.run_due(quarter.the_day("2026-03-15"), snapshot)
    audit = Audit.objects.filter(team_id="SOUTH").first()
    assert [part.key for part in audit.parts.all()] == ["reviewer"]
    assert audit.moderator is None
    part = audit.parts.get()
    quarter.the_day("2026-03-20")
    client = client_of(part.auditor)
    hub = client.get(reverse("practice:audit", args=[audit.pk])).content.decode()
    assert "Practice review: 0 of 2 standards complete" in hub
    assert "Grade the 2 practice standards" in hub
    page = client.get(reverse("practice:domain", args=[audit.pk, "safety"])).content.decode()
    assert "To develop" in page
    assert "Outstanding" not in page
    for domain in audit.activity.judged:
        carrying_out.save_judgement(
            part, domain.key, Judged("sound", strong="Seen"), by=part.auditor
        )
    carrying_out.save_answer(part, "went-well", "The visits", by=part.auditor)
    with pytest.raises(UserError, match="Nobody’s words are written down"):
        carrying_out.send(part, by=part.auditor)  # optional here, yet asked about once
    sending.explain(part, "nobody-heard", "The family was away all month", by=part.auditor)
    carrying_out.send(AuditPart.objects.get(pk=part.pk), by=part.auditor)
    audit.refresh_from_db()
    assert audit.state == Audit.State.MODERATED
    assert set(audit.final_grades.values_list("grade", flat=True)) == {"sound"}
    review = audit.follow_ups.get()
    assert (review.due_on, review.checker) == (datetime.date(2026, 4, 17), checker)
    finishing.share(audit, by=part.auditor, note="Talked it through")
    finishing.recheck(review, by=checker, found="No actions, all well", verified=[])
    audit.refresh_from_db()
    assert audit.state == Audit.State.LOOP_CLOSED


def test_x_2_the_same_payload_takes_another_path_under_our_own_framework(quarter):
    audit = quarter.submitted("SOUTH")
    assert audit.state == Audit.State.SUBMITTED
    assert not audit.final_grades.exists()


def test_x_3_work_begun_before_a_change_keeps_the_old_rule(quarter):
    frameworks.adopt(six_weeks(), by=None, from_on=datetime.date(2026, 7, 1))
    begun_before = quarter.moderated(on="2026-07-06")
    assert begun_before.follow_ups.get().due_on == datetime.date(2026, 8, 31)
    quarter.the_day("2026-07-07")
    plan = planning.plan_programme(
        "case-file-audits", day=datetime.date(2026, 7, 7), by=quarter.sqa, size=6
    )
    drawing.draw_sample(plan, quarter.snapshot, by=quarter.sqa)
    releasing.run_due(quarter.the_day("2026-07-08"), quarter.snapshot)
    later = Audit.objects.filter(plan=plan).first()
    for part in later.parts.all():
        quarter.judge(part)
        carrying_out.send(part, by=part.auditor)
    later.refresh_from_db()
    decisions = {domain.key: Decision("good") for domain in later.activity.judged}
    moderating.confirm(later, decisions, by=later.moderator, learning="")
    assert later.follow_ups.get().due_on == datetime.date(2026, 8, 19)
    assert str(begun_before.adopted) == "worcestershire@2022.1"
    assert str(later.adopted) == "worcestershire@2026.7"


def test_a_version_adopted_once_is_not_replaced_by_another_text(adopted):
    pack = load_pack("worcestershire")
    assert frameworks.adopt(pack, by=None, from_on=datetime.date(2026, 1, 1)) == adopted
    other = pack.model_copy(update={"title": "Something else"})
    with pytest.raises(PackError, match="has been adopted before, with another text"):
        frameworks.adopt(other, by=None, from_on=datetime.date(2026, 1, 1))


def test_what_is_assumed_is_shown_as_assumed(client_as, adopted):
    page = client_as("sqa").get(reverse("frameworks:framework")).content.decode()
    assert "choices are assumed" in page
    assert "Assumed" in page
    assert "Stated" in page
    assert client_as("lead-member").get(reverse("frameworks:framework")).status_code == 403
    standards = client_as("lead-member").get(reverse("frameworks:standards"))
    assert "Voice of the child" in standards.content.decode()
