"""Nobody moderates, checks again, verifies, closes or signs what is their own work: not in a
second role, not for somebody they stand in for, not after giving it away."""

import datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.canaries import TODAY
from tests.factories.people import LONG_AGO, RoleAssignmentFactory, UserFactory

from lineofsight.errors import UserError
from lineofsight.web.actions import services as actions
from lineofsight.web.actions.models import Action
from lineofsight.web.people import services as people
from lineofsight.web.people.models import User
from lineofsight.web.practice.models import Audit, FollowUp
from lineofsight.web.practice.services import concerns as concern_services
from lineofsight.web.practice.services import finishing, moderating
from lineofsight.web.practice.services.moderating import Decision
from lineofsight.web.reporting import services as reporting
from lineofsight.web.reporting.models import Report

pytestmark = pytest.mark.django_db

WAYS = ("in a second role", "for whom one stands in", "somebody else")


def comes(world, way: str, owner: User, role: str, unit) -> User:
    """Somebody who holds `role`: the owner, one who stands in for the owner, or a third."""
    if way == "in a second role":
        RoleAssignmentFactory(user=owner, role=role, unit=unit)
        return User.objects.get(pk=owner.pk)
    other = UserFactory(name=f"Third {way}")
    RoleAssignmentFactory(user=other, role=role, unit=unit)
    if way == "for whom one stands in":
        held = owner.assignments.first() or RoleAssignmentFactory(user=owner, unit=unit)
        people.delegate(
            held, other, by=world.people["administrator"], from_on=TODAY,
            to_on=TODAY + datetime.timedelta(days=7), reason="On leave",
        )  # fmt: skip
    return other


def refused(act, *args, **facts) -> bool:
    """Does the service refuse, leaving nothing behind?"""
    try:
        with transaction.atomic():
            act(*args, **facts)
    except UserError:
        return True
    return False


@pytest.fixture
def waiting(world) -> Audit:
    return Audit.objects.get(pk=world.audits["south2"].pk)


@pytest.fixture
def checked(world) -> FollowUp:
    return FollowUp.objects.get(audit=world.audits["south1"])


def decisions(audit: Audit) -> dict[str, Decision]:
    return {each.key: Decision("good", "Agreed.") for each in audit.activity.form.domains}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("part", ["lead", "peer"])
def test_moderating(world, waiting, part, way):
    owner = waiting.parts.get(key=part).auditor
    actor = comes(world, way, owner, "group-manager", world.units.assessment)
    own = way != "somebody else"
    asked = waiting.parts.get(key="lead")

    assert refused(moderating.send_back, asked, by=actor, question="Why?") == own
    waiting = Audit.objects.get(pk=waiting.pk)
    if own:
        assert refused(moderating.save_draft, waiting, decisions(waiting), by=actor, learning="")
        assert refused(moderating.confirm, waiting, decisions(waiting), by=actor, learning="")
        assert Audit.objects.get(pk=waiting.pk).state == Audit.State.SUBMITTED


@pytest.mark.parametrize("way", WAYS)
def test_moderating_an_audit_of_ones_own_case(world, waiting, way):
    """The worker whose practice is judged, who has become a manager since."""
    worker = UserFactory(name="Sam Ferreira", staff_id=waiting.worker_id)
    actor = comes(world, way, worker, "group-manager", world.units.assessment)

    assert refused(
        moderating.confirm, waiting, decisions(waiting), by=actor, learning="Well seen."
    ) == (way != "somebody else")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("owner", ["lead", "peer", "moderator", "worker"])
def test_checking_again(world, checked, owner, way):
    audit = checked.audit
    person = {
        "lead": audit.parts.get(key="lead").auditor,  # who owns the action too
        "peer": audit.parts.get(key="peer").auditor,
        "moderator": audit.moderator,
        "worker": world.people["social-worker"],
    }[owner]
    actor = comes(world, way, person, "asw", world.units.authority)
    own = way != "somebody else"
    verified = list(Action.objects.filter(audit_link__audit=audit))

    assert refused(finishing.assign_checker, checked, to=actor, by=world.people["sqa"]) == own
    assert refused(
        finishing.recheck, FollowUp.objects.get(pk=checked.pk), by=actor, found="It was done.",
        verified=verified,
    ) == own  # fmt: skip
    closed = Audit.objects.get(pk=audit.pk).state == Audit.State.LOOP_CLOSED
    assert closed == (not own)


@pytest.mark.parametrize("way", WAYS)
def test_verifying_and_closing_an_action(world, way):
    action = Action.objects.get(pk=world.actions["south1"].pk)
    actor = comes(world, way, action.owner, "group-manager", world.units.assessment)
    own = way != "somebody else"

    assert refused(actions.verify, action, by=actor) == own
    if own:
        actions.verify(Action.objects.get(pk=action.pk), by=world.people["asw"])
    assert refused(actions.close, Action.objects.get(pk=action.pk), by=actor) == own


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("did", ["compiled_by", "submitted_by"])
def test_signing_off_a_report(world, did, way):
    owner = world.people["analyst"]
    report = Report.objects.create(
        definition_key="monthly-quality", title="Monthly report", audience="everyone",
        period_id="2026-09", state=Report.State.SCHEDULED,
    )  # fmt: skip
    other = world.people["sqa"]
    report.compiled_by, report.submitted_by = (
        (owner, other) if did == "compiled_by" else (other, owner)
    )
    actor = comes(world, way, owner, "assistant-director", world.units.authority)

    problem = _says(reporting.sign_off, report, by=actor)
    assert ("compiled this report or sent it" in problem) == (way != "somebody else")


def _says(act, *args, **facts) -> str:
    try:
        with transaction.atomic():
            act(*args, **facts)
    except UserError as error:
        return str(error)
    return ""


def test_answering_a_concern_one_raised(world):
    concern = world.concerns["south1"]

    assert refused(concern_services.acknowledge, concern, by=concern.raised_by)
    concern_services.acknowledge(concern, by=world.people["team-manager"])
    assert refused(concern_services.record_action, concern, by=concern.raised_by, what="Rang.")


PEOPLE = range(4)
STEPS = st.lists(
    st.tuples(st.sampled_from(["hand over", "stand in"]), st.sampled_from(PEOPLE),
              st.sampled_from(PEOPLE)),
    max_size=6,
)  # fmt: skip


@given(steps=STEPS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_however_an_action_went_round_its_owners_never_verify_it(world, steps):
    """Against an oracle that knows only who ever had it, and who stands in for whom."""
    with transaction.atomic():
        staff = [UserFactory() for _ in PEOPLE]
        held = [RoleAssignmentFactory(user=each, unit=world.units.south, from_on=LONG_AGO)
                for each in staff]  # fmt: skip
        action = actions.propose("Meet.", owner=staff[0], due_on=TODAY, by=staff[0])
        actions.agree(action, by=world.people["group-manager"])
        owned, stands = {0}, set()
        for what, a, b in steps:
            if what == "hand over":
                actions.hand_over(action, owner=staff[b], by=staff[a], reason="Leave")
                owned.add(b)
            elif not refused(people.delegate, held[a], staff[b], by=staff[0], from_on=TODAY,
                             to_on=TODAY, reason="Leave"):  # fmt: skip
                stands.add((b, a))
        actions.claim_done(action, evidence="On file.", by=action.owner)
        for n, person in enumerate(staff):
            theirs = {n} | {a for b, a in stands if b == n}
            sid = transaction.savepoint()
            was_refused = refused(actions.verify, Action.objects.get(pk=action.pk), by=person)
            transaction.savepoint_rollback(sid)
            assert was_refused == bool(theirs & owned)
        transaction.set_rollback(True)
