"""Activities of five frameworks on one mechanism: what differs is in the packs.

Acceptance scenarios by their numbers. Nothing here, and nothing in the product, asks which
authority it is.
"""

import datetime

import pytest
import yaml
from django.db import IntegrityError, transaction
from django.urls import reverse
from tests.factories.practice import complete

from lineofsight.errors import UserError
from lineofsight.packs import read_pack
from lineofsight.packs.activities import ModerationKind, Record
from lineofsight.packs.load import LIBRARY
from lineofsight.web import clock
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.frameworks import services as frameworks
from lineofsight.web.practice import answers, dates, subjects
from lineofsight.web.practice.assignment import Case
from lineofsight.web.practice.completeness import Completeness
from lineofsight.web.practice.models import Audit, AuditPart, Concern
from lineofsight.web.practice.services import carrying_out, moderating, sending
from lineofsight.web.practice.services.moderating import Decision

pytestmark = pytest.mark.django_db


def send_all(audit: Audit, *, grade: str = "good") -> Audit:
    for part in AuditPart.objects.filter(audit=audit).select_related("audit__adopted", "auditor"):
        complete(part, grade=grade)
        carrying_out.send(part, by=part.auditor)
    audit.refresh_from_db()
    return audit


def test_san_a5_the_family_is_heard_before_a_practice_review_is_sent_on(under):
    world = under("sandwell", qa="qa-officer")
    audit = world.begin("practice-review", world.north)
    parts = {part.key: part for part in audit.parts.select_related("auditor")}
    assert parts["reflective-tool"].auditor == world.worker
    assert parts["records-review"].auditor == parts["family-feedback"].auditor == world.north
    for key in ("reflective-tool", "records-review"):
        complete(parts[key])
        carrying_out.send(parts[key], by=parts[key].auditor)
    audit.refresh_from_db()
    assert audit.state == Audit.State.IN_PROGRESS
    with pytest.raises(UserError, match="Still missing: Parent's and child's feedback"):
        sending.submit(audit, by=world.north)
    with pytest.raises(UserError, match="required: no reason stands for it"):
        sending.leave_out(parts["family-feedback"], by=world.north, reason="Nobody rang back")
    complete(parts["family-feedback"])
    carrying_out.send(parts["family-feedback"], by=world.north)
    audit.refresh_from_db()
    assert audit.state == Audit.State.SUBMITTED


def test_san_a5_a_reason_stands_where_the_framework_lets_it(under, quarter_pack_with_a_reason):
    world = under("sandwell", qa="qa-officer")
    world.adopted = frameworks.adopt(
        quarter_pack_with_a_reason, by=None, from_on=datetime.date(2026, 1, 1)
    )
    audit = world.begin("practice-review", world.north)
    parts = {part.key: part for part in audit.parts.select_related("auditor")}
    for key in ("reflective-tool", "records-review"):
        complete(parts[key])
        carrying_out.send(parts[key], by=parts[key].auditor)
    with pytest.raises(UserError, match="Say why it was not possible"):
        sending.leave_out(parts["family-feedback"], by=world.north, reason=" ")
    sending.leave_out(parts["family-feedback"], by=world.north, reason="They moved away.")
    audit.refresh_from_db()
    assert audit.state == Audit.State.SUBMITTED


@pytest.fixture
def quarter_pack_with_a_reason():
    changed = yaml.safe_load((LIBRARY / "sandwell.yaml").read_text(encoding="utf-8"))
    changed["version"] = "another"
    review = next(a for a in changed["activity_types"] if a["key"] == "practice-review")
    family = next(p for p in review["parts"] if p["key"] == "family-feedback")
    family["need"] = "required-or-reason"
    return read_pack(yaml.safe_dump(changed, allow_unicode=True), where="changed.yaml")


def test_san_a7_the_qa_service_moderates_with_feedback_on_five_points(under, client_of):
    world = under("sandwell", qa="qa-officer")
    audit = send_all(world.begin("practice-review", world.north))
    assert audit.moderator == world.qa
    decisions = {domain.key: Decision("good") for domain in audit.activity.judged}
    with pytest.raises(UserError, match="How good is the review itself"):
        moderating.confirm(audit, decisions, by=world.qa, learning="", feedback={})
    client = client_of(world.qa)
    page = reverse("practice:moderate", args=[audit.pk])
    shown = client.get(page).content.decode()
    assert "How well does it analyse, beyond describing?" in shown
    assert "What are you proud of in this work?" in shown
    points = ("quality", "analysis", "themes", "observations", "contributions",
              "action-plan-discussed")  # fmt: skip
    sent = {f"grade-{key}": "good" for key in decisions}
    assert "tell the auditor" in client.post(page, sent).content.decode()
    sent |= {f"feedback-{key}": f"About {key}." for key in points}
    answer = client.post(page, sent)
    assert answer.headers["Location"] == reverse("practice:moderate-check", args=[audit.pk])
    client.post(answer.headers["Location"])
    audit.refresh_from_db()
    assert audit.is_judged
    told = client_of(world.north).get(reverse("practice:audit", args=[audit.pk]))
    assert "About contributions." in told.content.decode()
    assert audit.parts.get(key="records-review").judgements.first().grade == "good"


def test_san_an_observation_is_kept_on_the_workers_record_and_seen_by_their_line_only(
    under, client_of
):
    world = under("sandwell", qa="qa-officer", psw="principal-social-worker")
    client = client_of(world.south)
    assert "Begin: Practice observation" in client.get(reverse("practice:choose")).content.decode()
    page = reverse("practice:begin", args=["practice-observation"])
    assert "Leah Brandt" in client.get(page).content.decode()
    begun = client.post(page, {"worker": world.worker.pk})
    audit = Audit.objects.get()
    assert begun.headers["Location"] == reverse("practice:audit", args=[audit.pk])
    assert (audit.subject_kind, audit.subject_name) == ("worker", "Leah Brandt")
    assert audit.parts.get().auditor == world.south
    where = client.get(reverse("practice:domain", args=[audit.pk, "observed"])).content.decode()
    assert "A home visit" in where
    mine = reverse("practice:audit", args=[audit.pk])
    assert client_of(world.worker).get(mine).status_code == 404, "not before it is final"
    send_all(audit)
    assert audit.state == Audit.State.MODERATED
    codes = {who: client_of(getattr(world, who)).get(mine).status_code
             for who in ("worker", "south", "north", "qa")}  # fmt: skip
    assert codes == {"worker": 200, "south": 200, "north": 404, "qa": 200}


def test_wor_a10_a_fostering_audit_is_on_the_carers_record_and_due_from_completion(under):
    world = under("worcestershire", group="group-manager", asw="asw")
    carer = subjects.referred(Record.FOSTER_CARER, "FC-17", "Rosa Lindqvist", None)
    carer = subjects.Subject(carer.kind, carer.id, carer.name, Case(team_code="SOUTH"))
    audit = world.begin("fostering-audit", world.south, carer)
    assert (audit.subject_kind, audit.child_id) == ("foster-carer", "")
    the_13th = datetime.datetime(2026, 3, 13, 10, tzinfo=clock.UK)
    with clock.at(the_13th):
        send_all(audit)
    with clock.at(the_13th + datetime.timedelta(days=7)):
        decisions = {domain.key: Decision("good") for domain in audit.activity.judged}
        moderating.confirm(audit, decisions, by=world.group, learning="")
    assert audit.follow_ups.get(kind="re-check").due_on == datetime.date(2026, 5, 8)
    policy = audit.activity.follow_up
    other = policy.model_copy(
        update={"anchor": policy.anchor.model_copy(update={"value": "moderation"})}
    )
    assert dates.follow_up_due(other, datetime.date(2026, 3, 20)) == datetime.date(2026, 5, 15)


@pytest.fixture
def at_the_carers(under):
    """A fostering audit that is being carried out, by a carer's record, not a child's."""
    world = under("worcestershire", group="group-manager", asw="asw")
    carer = subjects.referred(Record.FOSTER_CARER, "FC-17", "Rosa Lindqvist", None)
    carer = subjects.Subject(carer.kind, carer.id, carer.name, Case(team_code="SOUTH"))
    audit = world.begin("fostering-audit", world.north, carer)
    world.people["auditor"] = audit.parts.exclude(auditor=world.south).first().auditor
    return world, audit


def _said(audit: Audit, **more) -> dict:
    asks = audit.pack.escalation(audit.activity.concern).asks
    return {each.key: "A bedroom door locks from outside." for each in asks} | more


def test_a_concern_is_raised_about_a_foster_carer_without_any_child(at_the_carers, client_of):
    world, audit = at_the_carers
    client = client_of(world.auditor)
    page = reverse("practice:raise-concern", args=[audit.pk])
    assert page in client.get(reverse("practice:audit", args=[audit.pk])).content.decode()
    assert "The child, if it is about one" in client.get(page).content.decode()
    the_2nd = datetime.datetime(2026, 3, 2, 10, tzinfo=clock.UK)
    with clock.at(the_2nd):
        assert client.post(page, _said(audit, about_child="")).status_code == 302
    concern = Concern.objects.get()
    assert (concern.child_id, concern.audit, concern.team_id) == ("", audit, "SOUTH")
    assert [each.person for each in concern.told.all()] == [world.south], "as for a child"
    hours = concern.escalation.acknowledge_within_hours.value
    assert concern.acknowledge_by == the_2nd + datetime.timedelta(hours=hours)
    manager = client_of(world.south)
    its = reverse("practice:concern", args=[concern.pk])
    assert "Rosa Lindqvist" in manager.get(its).content.decode()
    assert "Rosa Lindqvist" in manager.get(reverse("practice:concerns")).content.decode()
    manager.post(its, {"acknowledge": "yes"})
    concern.refresh_from_db()
    assert concern.acknowledged_by == world.south
    assert client_of(world.east).get(its).status_code == 404
    read = ActivityEvent.objects.filter(subject_kind="foster-carer", subject_id="FC-17")
    assert {"record.read", "record.refused"} <= set(read.values_list("verb", flat=True))


def test_a_concern_about_a_carer_names_a_child_whose_record_opens_for_the_one_who_raises_it(
    at_the_carers, client_of
):
    world, audit = at_the_carers
    client = client_of(world.auditor)
    page = reverse("practice:raise-concern", args=[audit.pk])
    for number in ("EAST-001", "NOBODY-9"):
        refused = client.post(page, _said(audit, about_child=number))
        assert "no record with this number that opens for you" in refused.content.decode()
    assert not Concern.objects.exists()
    own = "NORTH-001" if world.auditor == world.north else "SOUTH-001"
    assert client.post(page, _said(audit, about_child=own)).status_code == 302
    assert Concern.objects.get().child_id == own


def test_a_concern_is_about_a_child_or_about_whom_its_audit_is_about(at_the_carers):
    world, audit = at_the_carers
    with pytest.raises(IntegrityError, match="concern_is_about_somebody"), transaction.atomic():
        Concern.objects.create(
            adopted=audit.adopted, escalation_key=audit.activity.concern, answers={},
            raised_by=world.south, raised_at=clock.now(),
        )  # fmt: skip


def test_wor_a11_a_residential_audit_has_one_auditor_from_another_home(under):
    world = under("worcestershire")
    audit = world.begin("residential-audit", world.south)
    part = audit.parts.get()
    assert part.key == "auditor"
    assert part.auditor == world.north, "never the manager of the same home"
    known = Completeness(part)
    assert len(known.judged) == 4
    complete(part)
    AuditPart.objects.get(pk=part.pk).answers.all().delete()
    missing = {each.key for each in Completeness(fresh(part)).missing()}
    assert "visit" in missing


def test_wor_a13_a_mid_way_audit_answers_the_footprint_apart_for_the_report(under):
    world = under("worcestershire", iro="iro")
    audit = world.begin("mid-way-audit", world.iro)
    assert audit.parts.get().auditor == world.iro
    send_all(audit)
    apart = answers.counted_apart(Audit.objects.all())
    assert "Footprint of IROs and chairs" in apart


def test_x_2_the_same_payload_takes_five_paths_by_configuration_only(under_each):
    paths = dict(under_each())
    assert paths == {
        "wirral": ("submitted", "one of the senior leaders", 1),
        "west-sussex": ("submitted", "a session", 1),
        "sandwell": ("submitted", "the QA service", 3),
        "tameside": ("moderated", "nobody", 1),
        "worcestershire": ("submitted", "a role", 2),
    }


@pytest.fixture
def under_each(under):
    """The same record and the same answers under each framework, one after the other."""
    kinds = {"wirral": "deep-dive", "west-sussex": "learning-audit", "sandwell": "practice-review",
             "tameside": "collaborative-audit", "worcestershire": "main-audit"}  # fmt: skip
    words = {ModerationKind.BY_ROLE: "a role", ModerationKind.GROUP_SESSION: "a session",
             ModerationKind.BY_SENIOR_LEADERS: "one of the senior leaders",
             ModerationKind.BY_QA_SERVICE: "the QA service"}  # fmt: skip

    def paths():
        for key, activity in kinds.items():
            with transaction.atomic():
                world = under(key)
                audit = send_all(world.begin(activity, world.north))
                kind = audit.activity.moderation.kind
                by = words[kind] if audit.is_moderated else "nobody"
                yield key, (audit.state, by, audit.parts.count())
                transaction.set_rollback(True)

    return paths


def fresh(part: AuditPart) -> AuditPart:
    return AuditPart.objects.select_related("audit__adopted", "auditor").get(pk=part.pk)
