"""The programme: plans, samples, the board of a month, agreement."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lineofsight.web import clock
from lineofsight.web.practice import panels
from lineofsight.web.practice.models import Audit, AuditPart, Conversation, Plan
from lineofsight.web.practice.services import drawing

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"practice:{name}", args=args)


def text(response) -> str:
    return response.content.decode()


def test_the_board_says_how_many_are_back_and_who_is_missing(quarter, client_of):
    quarter.submitted("SOUTH")
    page = text(client_of(quarter.sqa).get(url("board") + "?month=2026-03"))
    assert "0 of 12 moderated; 11 still with auditors, due in" in page
    assert "Waiting for moderation (1)" in page
    assert "Who has not sent theirs (22)" in page
    assert "20251215" in page
    assert "Where this sample came from" in page


def once_more() -> None:
    """Every audit there is, with its parts, a second time."""
    for audit in list(Audit.objects.prefetch_related("parts")):
        parts = list(audit.parts.all())
        audit.pk, audit.sampled, audit.turn = None, None, None
        audit.save()
        for part in parts:
            part.pk, part.audit = None, audit
        AuditPart.objects.bulk_create(parts)


def queries_of(ask) -> int:
    ask()
    with CaptureQueriesContext(connection) as seen:
        ask()
    return len(seen)


def test_the_board_asks_no_more_of_many_audits_than_of_few(quarter, client_of):
    quarter.submitted("SOUTH")
    client = client_of(quarter.sqa)

    def board():
        assert client.get(url("board") + "?month=2026-03").status_code == 200

    few = queries_of(board)
    once_more()
    once_more()
    assert queries_of(board) == few


def test_what_children_said_is_asked_once_for_all_audits_behind_a_figure(quarter):
    quarter.submitted("SOUTH")
    now = clock.now()
    Audit.objects.update(state=Audit.State.MODERATED, submitted_at=now, judged_at=now)
    children = list(Audit.objects.values_list("child_id", flat=True))

    def told():
        return panels.of_figure(quarter.sqa, "ASM03", "2026-03", children)

    few = queries_of(told)
    once_more()
    for audit in Audit.objects.all():
        Conversation.objects.get_or_create(
            audit=audit,
            key="child",
            defaults={"said": "I was heard.", "recorded_by": quarter.sqa,
                      "recorded_at": now},
        )  # fmt: skip
    assert queries_of(told) == few
    assert len(told().quotes) == panels.SHOWN


def test_a_group_manager_sees_the_audits_of_the_service_only(quarter, client_of):
    quarter.submitted("SOUTH")
    page = text(client_of(quarter.care_group).get(url("board") + "?month=2026-03"))
    assert "Through Care" in page
    assert "Amara Diallo" not in page


@pytest.mark.parametrize("role", ["social-worker", "lead-member", "administrator"])
def test_the_board_is_not_for_everybody(client_as, adopted, role):
    assert client_as(role).get(url("board")).status_code == 403


def test_reminders_go_to_those_who_have_not_started(quarter, client_of):
    quarter.submitted("SOUTH")
    answer = client_of(quarter.sqa).post(url("remind") + "?month=2026-03", follow=True)
    assert "Reminded" in text(answer)
    assert quarter.east.notices.filter(kind="reminder").exists()


def test_planning_drawing_and_drawing_again_by_hand(quarter, client_of):
    quarter.the_day("2026-06-16")
    quarter.snapshot_of({"SOUTH": 20, "EAST": 20}, as_at="2026-05-31")
    client = client_of(quarter.sqa)
    made = client.post(
        url("plans"), {"day_day": "1", "day_month": "7", "day_year": "2026", "size": "12"}
    )
    plan = Plan.objects.get()
    assert made.headers["Location"] == url("plan", plan.pk)
    client.post(url("draw", plan.pk), {"seed": ""})
    plan.refresh_from_db()
    assert plan.state == Plan.State.DRAWN
    assert plan.sample.seed == 20260616
    page = text(client.get(url("plan", plan.pk)))
    assert "Assumed, because the framework leaves it open" in page
    answer = client.post(url("draw-again", plan.pk), follow=True)
    assert "the same frame and the same children" in text(answer)


def test_the_same_quarter_is_not_planned_twice(quarter, client_of):
    quarter.plan("2026-01-01", drawn_on="2025-12-15")
    client = client_of(quarter.sqa)
    asked = {"day_day": "5", "day_month": "2", "day_year": "2026", "size": "12"}
    again = client.post(url("plans"), asked)
    assert "is planned already" in text(again)


def test_a_swap_takes_the_next_of_the_reserve_and_keeps_the_reason(quarter, client_of):
    plan = quarter.plan("2026-01-01", drawn_on="2025-12-15")
    quarter.released("2026-01-01")
    audit = Audit.objects.first()
    answer = client_of(quarter.sqa).post(
        url("swap", plan.pk, audit.sampled_id), {"reason": "The auditor supervised the case."}
    )
    assert answer.status_code == 302
    audit.refresh_from_db()
    assert audit.state == Audit.State.WITHDRAWN
    swap = plan.sample.swaps.get()
    assert swap.into.child_id not in {audit.child_id}
    assert Audit.objects.filter(sampled=swap.into).exists()
    assert drawing.draw_again(plan.sample, quarter.snapshot).is_same_sample


def test_children_audited_lately_and_restricted_ones_are_left_out_with_the_reason(quarter):
    from lineofsight.web.people import services as people

    first = quarter.plan("2026-01-01", drawn_on="2025-12-15")
    quarter.released("2026-01-01")
    audited = set(Audit.objects.values_list("child_id", flat=True))
    people.restrict("SOUTH-001", by=quarter.sqa, reason="Family of a colleague")
    quarter.the_day("2026-03-16")
    second = quarter.plan("2026-04-01", drawn_on="2026-03-16", size=6)
    reasons = dict(second.sample.left_out.values_list("child_id", "reason"))
    assert reasons.pop("SOUTH-001") == "restricted"
    assert set(reasons.values()) == {"audited"}
    assert set(reasons) == audited - {"SOUTH-001"}
    drawn = set(second.sample.children.values_list("child_id", flat=True))
    assert not drawn & (audited | {"SOUTH-001"})
    assert first.sample.frame_hash != second.sample.frame_hash


def test_agreement_is_not_told_from_too_few_grades(quarter, client_of):
    quarter.submitted("SOUTH")
    page = text(client_of(quarter.sqa).get(url("agreement")))
    assert "Too few grades to say" in page


def test_agreement_is_told_by_standard_once_there_are_enough(quarter, client_of):
    from lineofsight.web.practice.services import carrying_out, moderating
    from lineofsight.web.practice.services.moderating import Decision

    quarter.audit_of("SOUTH")
    for n, audit in enumerate(Audit.objects.filter(released_on="2026-03-01")[:10]):
        for part in audit.parts.all():
            differs = n == 0 and part.key == "peer"
            quarter.judge(part, grade="inadequate" if differs else "good")
            carrying_out.send(part, by=part.auditor)
        audit.refresh_from_db()
        moderating.confirm(
            audit,
            {domain.key: Decision("good", "Looked again.") for domain in audit.activity.judged},
            by=audit.moderator,
            learning="",
        )
    for colleague in (quarter.group, quarter.south):
        page = text(client_of(colleague).get(url("agreement")))
        assert "Two auditors give the same grade 90% of the time" in page
        assert "Embracing Diversity" in page
        assert "Tom Aldersley" not in page
    assert "Tom Aldersley" in text(client_of(quarter.sqa).get(url("agreement")))


@pytest.mark.parametrize("name", ["plans", "agreement", "concerns", "mine", "board"])
def test_pages_answer_before_anything_has_happened(client_as, adopted, name):
    assert client_as("sqa").get(url(name)).status_code == 200


def test_plans_are_listed_latest_first_with_their_records_or_turns(quarter, client_of):
    quarter.submitted("SOUTH")
    first = Plan.objects.get()
    for title, starts_on in (("Older", "2025-01-01"), ("Newer", "2026-12-01")):
        Plan.objects.create(
            adopted=first.adopted, activity_key=first.activity_key, title=title,
            starts_on=starts_on, ends_on="2026-12-31", sample_size=0, made_at=clock.now(),
        )  # fmt: skip
    page = text(client_of(quarter.sqa).get(url("plans")))
    assert page.index(">Newer<") < page.index(f">{first.title}<") < page.index(">Older<")
    assert "by turns" in page
