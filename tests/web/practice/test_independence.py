"""Nobody judges, checks or closes their own work; not by delegation or a change of team."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from tests.factories.people import RoleAssignmentFactory

from lineofsight.web import clock
from lineofsight.web.actions import services as actions
from lineofsight.web.actions.models import Action
from lineofsight.web.actions.services import NotIndependent as OwnAction
from lineofsight.web.people import services as people
from lineofsight.web.practice.independence import NotIndependent
from lineofsight.web.practice.models import AuditPart, Concern
from lineofsight.web.practice.services import carrying_out, concerns, finishing, moderating
from lineofsight.web.practice.services.moderating import Decision

pytestmark = pytest.mark.django_db


def decisions(audit) -> dict[str, Decision]:
    return {domain.key: Decision("good") for domain in audit.activity.judged}


@pytest.mark.parametrize("key", ["lead", "peer"])
def test_an_auditor_does_not_moderate_the_audit(quarter, client_of, key):
    audit = quarter.submitted("SOUTH")
    auditor = audit.parts.get(key=key).auditor
    RoleAssignmentFactory(user=auditor, role="group-manager", unit=quarter.ashmere.assessment)
    with pytest.raises(NotIndependent):
        moderating.confirm(audit, decisions(audit), by=auditor, learning="")
    assert client_of(auditor).get(reverse("practice:moderate", args=[audit.pk])).status_code == 403


def test_who_stands_in_for_an_auditor_does_not_moderate_either(quarter):
    audit = quarter.submitted("SOUTH")
    held = quarter.south.assignments.get()
    people.delegate(
        held, quarter.group, by=quarter.sqa, from_on=datetime.date(2026, 3, 2),
        to_on=datetime.date(2026, 3, 13), reason="Leave",
    )  # fmt: skip
    with pytest.raises(NotIndependent):
        moderating.confirm(audit, decisions(audit), by=quarter.group, learning="")


def test_who_gave_a_part_away_does_not_moderate_either(quarter):
    audit = quarter.audit_of("SOUTH")
    peer = audit.parts.get(key="peer")
    first = peer.auditor
    spare = quarter.person("team-manager", quarter.ashmere.central, name="Sara Whitcombe")
    carrying_out.hand_over(peer, to=spare, by=quarter.sqa, reason="On leave")
    lead = audit.parts.get(key="lead")
    for part in (lead, AuditPart.objects.get(pk=peer.pk)):
        quarter.judge(part)
        carrying_out.send(part, by=part.auditor)
    audit.refresh_from_db()
    with pytest.raises(NotIndependent):
        moderating.confirm(audit, decisions(audit), by=first, learning="")


def test_the_checker_owns_none_of_the_actions_nor_ever_did(quarter, client_of):
    audit = quarter.moderated()
    action = audit.action_links.get().action
    review = audit.follow_ups.get()
    assert review.checker in (quarter.asw, quarter.asw2)
    actions.hand_over(action, owner=quarter.asw, by=quarter.south, reason="Takes it on")
    actions.hand_over(action, owner=quarter.south, by=quarter.south, reason="Back again")
    with pytest.raises(NotIndependent):
        finishing.recheck(review, by=quarter.asw, found="Fine", verified=[])
    with pytest.raises(NotIndependent):
        finishing.assign_checker(review, to=quarter.asw, by=quarter.sqa)
    page = reverse("practice:recheck", args=[review.pk])
    assert client_of(quarter.asw).get(page).status_code == 403


def test_neither_auditor_nor_moderator_checks_again(quarter):
    audit = quarter.moderated()
    review = audit.follow_ups.get()
    for person in (audit.parts.get(key="peer").auditor, audit.moderator):
        with pytest.raises(NotIndependent):
            finishing.recheck(review, by=person, found="Fine", verified=[])


def test_the_owner_does_not_verify_the_action_even_after_giving_it_away(quarter):
    audit = quarter.moderated()
    action = audit.action_links.get().action
    actions.hand_over(action, owner=quarter.north, by=quarter.group, reason="Knows the family")
    actions.claim_done(action, evidence="Held", by=quarter.north)
    for person in (quarter.north, quarter.south):
        with pytest.raises(OwnAction):
            actions.verify(action, by=person)
    actions.verify(action, by=quarter.asw)
    assert action.state == Action.State.VERIFIED


def test_the_database_itself_refuses_an_owner_who_verifies(quarter):
    audit = quarter.moderated()
    action = audit.action_links.get().action
    actions.claim_done(action, evidence="Held", by=action.owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(
            state="verified", verified_by=action.owner, verified_at=clock.now()
        )


def test_nobody_has_two_parts_of_an_audit_and_the_database_agrees(quarter):
    audit = quarter.audit_of("SOUTH")
    peer, lead = audit.parts.get(key="peer"), audit.parts.get(key="lead")
    with pytest.raises(carrying_out.NotPossible, match="another part"):
        carrying_out.hand_over(peer, to=lead.auditor, by=quarter.sqa, reason="Short of people")
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditPart.objects.filter(pk=peer.pk).update(auditor=lead.auditor)


def test_who_raised_a_concern_does_not_acknowledge_it(quarter):
    audit = quarter.audit_of("SOUTH")
    concern = raised(quarter, audit, by=quarter.south)
    told = {each.person for each in concern.told.all()}
    assert quarter.south not in told
    assert told == {quarter.group}, "the lead is the responsible manager, so the next is told"
    with pytest.raises(NotIndependent):
        concerns.acknowledge(concern, by=quarter.south)


def test_a_concern_nobody_acknowledges_goes_to_the_next_tier_once(quarter):
    audit = quarter.audit_of("SOUTH")
    director = quarter.person("assistant-director", name="Gideon Farrant")
    concern = raised(quarter, audit, by=audit.parts.get(key="peer").auditor)
    assert concern.told.get().person == quarter.south
    late = clock.now() + datetime.timedelta(hours=5)
    with clock.at(late):
        assert concerns.pass_on_overdue(clock.now()) == 1
        assert concerns.pass_on_overdue(clock.now()) == 0
    concern.refresh_from_db()
    assert concern.tier == 1
    later = late + datetime.timedelta(hours=10)
    with clock.at(later):
        concerns.pass_on_overdue(clock.now())
    concern.refresh_from_db()
    assert director in {each.person for each in concern.told.all()}


def test_with_nobody_to_tell_the_concern_is_refused_with_what_to_do(quarter):
    audit = quarter.audit_of("SOUTH")
    for key in ("south", "north", "central", "group"):
        people.close_account(getattr(quarter, key), by=quarter.sqa)
    with pytest.raises(carrying_out.NotPossible, match="Ring the duty manager now"):
        raised(quarter, audit, by=quarter.worker)
    assert not Concern.objects.exists()


def raised(quarter, audit, *, by) -> Concern:
    return concerns.raise_concern(
        audit.child_id, answers={"what": "Unsafe", "done": "Rang"}, by=by, adopted=audit.adopted,
        escalation_key="immediate-concern", team_id=audit.team_id, service_id=audit.service_id,
        audit=audit,
    )  # fmt: skip
