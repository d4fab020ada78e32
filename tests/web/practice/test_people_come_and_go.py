"""People leave, go on leave and stand in for each other in the middle of the work."""

import datetime

import pytest
from django.urls import reverse
from tests.factories.people import RoleAssignmentFactory

from lineofsight.web import clock
from lineofsight.web.actions import services as actions
from lineofsight.web.actions.models import Action
from lineofsight.web.actions.services import NotIndependent as OwnAction
from lineofsight.web.actions.services import NotPossible as NoAction
from lineofsight.web.people import queries, services
from lineofsight.web.people.services import NotPossible as NoDelegation
from lineofsight.web.practice.availability import NotThere
from lineofsight.web.practice.independence import NotIndependent
from lineofsight.web.practice.models import Audit, AuditPart, FollowUp
from lineofsight.web.practice.services import (
    away,
    carrying_out,
    concerns,
    finishing,
    moderating,
)
from lineofsight.web.practice.services.moderating import Decision

pytestmark = pytest.mark.django_db
DAY = datetime.date


def stand_in(held_by, person, *, by):
    """`person` stands in for somebody's newest role from today."""
    held = held_by.assignments.order_by("-pk").first()
    return services.delegate(
        held, person, by=by, from_on=clock.today(), to_on=DAY(2026, 6, 30), reason="Leave"
    )


def good(audit) -> dict[str, Decision]:
    return {domain.key: Decision("good") for domain in audit.activity.judged}


# Standing in, by way of others too


def test_who_stands_in_for_a_stand_in_does_not_moderate_the_first_one_s_work(quarter):
    audit = quarter.submitted("SOUTH")
    stand_in(quarter.south, quarter.east, by=quarter.sqa)
    stand_in(quarter.east, quarter.group, by=quarter.sqa)
    assert queries.stands_for(quarter.group, clock.today()) >= {quarter.south.pk, quarter.east.pk}
    with pytest.raises(NotIndependent):
        moderating.confirm(audit, good(audit), by=quarter.group, learning="")


def test_two_who_stand_in_for_each_other_are_each_other_s_work_and_no_more(quarter):
    quarter.the_day("2026-03-02")
    stand_in(quarter.south, quarter.north, by=quarter.sqa)
    held = quarter.north.assignments.order_by("pk").first()
    services.delegate(held, quarter.south, by=quarter.sqa, from_on=clock.today(),
                      to_on=DAY(2026, 6, 30), reason="Each other’s")  # fmt: skip
    both = {quarter.south.pk, quarter.north.pk}
    assert queries.stands_for(quarter.south, clock.today()) == both
    assert queries.stands_for(quarter.north, clock.today()) == both


def test_a_stand_in_of_a_stand_in_is_not_given_the_re_check(quarter):
    audit = quarter.submitted("SOUTH")
    stand_in(quarter.south, quarter.east, by=quarter.sqa)
    stand_in(quarter.east, quarter.asw, by=quarter.sqa)
    quarter.the_day("2026-03-17")
    moderating.confirm(audit, good(audit), by=audit.moderator, learning="")
    assert audit.follow_ups.get().checker == quarter.asw2
    with pytest.raises(NotIndependent):
        finishing.assign_checker(audit.follow_ups.get(), to=quarter.asw, by=quarter.sqa)


@pytest.mark.parametrize(
    ("from_on", "to_on"),
    [(DAY(2026, 3, 1), DAY(2026, 4, 1)), (DAY(2019, 1, 1), DAY(2026, 3, 1))],
)
def test_nobody_stands_in_while_the_role_is_not_held(quarter, from_on, to_on):
    held = quarter.south.assignments.get()
    services.end_role(held, by=quarter.sqa, last_on=DAY(2026, 3, 20))
    with pytest.raises(NoDelegation, match="the role is held from"):
        services.delegate(held, quarter.north, by=quarter.sqa, from_on=from_on, to_on=to_on,
                          reason="Leave")  # fmt: skip


def test_a_closed_account_stands_in_for_nobody(quarter):
    quarter.the_day("2026-03-02")
    services.close_account(quarter.north, by=quarter.sqa)
    with pytest.raises(NoDelegation, match="closed"):
        stand_in(quarter.south, quarter.north, by=quarter.sqa)


# Actions


def test_who_owned_the_action_that_was_replaced_does_not_check_the_new_one(quarter):
    audit = quarter.moderated()
    first = audit.action_links.get().action
    heir = first
    for owner in (quarter.east, quarter.west):
        heir = actions.replace(heir, text="Hold it in May.", owner=owner, by=quarter.group,
                               due_on=DAY(2026, 5, 29), reason="Nobody could come")  # fmt: skip
    actions.claim_done(heir, evidence="Held", by=quarter.west)
    for person in (quarter.south, quarter.east, quarter.west):
        with pytest.raises(OwnAction):
            actions.verify(heir, by=person)
    actions.verify(heir, by=quarter.asw)
    assert heir.state == Action.State.VERIFIED


def test_an_action_that_is_no_longer_open_takes_no_other_s_place(quarter):
    audit = quarter.moderated()
    first = audit.action_links.get().action
    heir = actions.replace(first, text="In May.", owner=quarter.south, by=quarter.group,
                           due_on=DAY(2026, 5, 29), reason="Nobody could come")  # fmt: skip
    with pytest.raises(NoAction, match="still open"):
        actions.supersede(heir, heir=first, by=quarter.group, reason="Round in a circle")
    heir.refresh_from_db()
    assert heir.is_open


def test_a_closed_loop_is_open_again_when_its_action_is_reopened(quarter, client_of):
    audit = quarter.moderated()
    quarter.shared(audit)
    quarter.action_done(audit)
    quarter.the_day("2026-05-12")
    review = audit.follow_ups.get()
    finishing.recheck(review, by=review.checker, found="Held.",
                      verified=[audit.action_links.get().action])  # fmt: skip
    audit.refresh_from_db()
    assert audit.state == Audit.State.LOOP_CLOSED
    action = Action.objects.get(audit_link__audit=audit)
    actions.reopen(action, by=quarter.sqa, reason="The meeting was another child’s")
    audit.refresh_from_db()
    assert (audit.state, audit.closed_at, audit.closed_by) == (Audit.State.SHARED, None, None)
    actions.claim_done(action, evidence="Held now", by=action.owner)
    actions.verify(action, by=quarter.asw)
    audit.refresh_from_db()
    assert audit.state == Audit.State.LOOP_CLOSED
    assert client_of(quarter.sqa).get(reverse("practice:audit", args=[audit.pk])).status_code == 200


def test_nothing_is_given_to_a_closed_account(quarter):
    audit = quarter.moderated()
    action = audit.action_links.get().action
    services.close_account(quarter.north, by=quarter.sqa)
    quarter.north.refresh_from_db()
    with pytest.raises(NoAction, match="is closed"):
        actions.hand_over(action, owner=quarter.north, by=quarter.group, reason="Knows them")


# Leaving in the middle


def test_the_board_says_who_has_left_in_the_middle_and_the_part_goes_on_with_another(
    quarter, client_of
):
    audit = quarter.audit_of("SOUTH")
    lead = audit.parts.get(key="lead")
    carrying_out.save_answer(lead, "went-well", "Half written", by=lead.auditor)
    services.close_account(quarter.south, by=quarter.sqa)
    board = client_of(quarter.sqa).get(reverse("practice:board")).content.decode()
    assert "Has left" in board
    carrying_out.hand_over(lead, to=quarter.west, by=quarter.sqa, reason="Has left")
    lead.refresh_from_db()
    quarter.judge(lead)
    carrying_out.send(lead, by=quarter.west)
    assert lead.answers.filter(question_key="went-well").exists()
    assert AuditPart.objects.get(pk=lead.pk).handovers.get().before == quarter.south


def test_another_of_the_role_moderates_when_the_moderator_has_left(quarter, client_of):
    audit = quarter.submitted("SOUTH")
    moderator = audit.moderator
    services.close_account(moderator, by=quarter.sqa)
    other = quarter.person("group-manager", quarter.ashmere.assessment, name="Ines Calder")
    assert "Has left" in client_of(quarter.sqa).get(reverse("practice:board")).content.decode()
    page = client_of(other).get(reverse("practice:moderate", args=[audit.pk]))
    assert page.status_code == 200
    moderating.confirm(audit, good(audit), by=other, learning="")
    assert Audit.objects.get(pk=audit.pk).moderator == other


def test_a_re_check_of_somebody_who_has_left_is_given_to_another_on_the_board(quarter, client_of):
    audit = quarter.moderated()
    review = audit.follow_ups.get()
    quarter.the_day("2026-05-11")
    services.close_account(review.checker, by=quarter.sqa)
    board = client_of(quarter.sqa).get(reverse("practice:board")).content.decode()
    assert reverse("practice:checker", args=[review.pk]) in board
    other = quarter.asw2 if review.checker == quarter.asw else quarter.asw
    client_of(quarter.sqa).post(reverse("practice:checker", args=[review.pk]), {"to": other.pk})
    assert FollowUp.objects.get(pk=review.pk).checker == other


# On leave


def test_a_part_is_not_given_to_somebody_who_is_away_until_after_its_day(quarter, client_of):
    audit = quarter.audit_of("SOUTH")
    away.note(quarter.west, from_on=clock.today(), to_on=DAY(2026, 12, 31), by=quarter.west)
    peer = audit.parts.get(key="peer")
    with pytest.raises(NotThere, match="Len Osborne is away until 31 Dec 2026"):
        carrying_out.hand_over(peer, to=quarter.west, by=quarter.sqa, reason="Short of people")


def test_a_step_is_planned_for_somebody_who_is_there_on_its_day(quarter):
    audit = quarter.submitted("SOUTH")
    for person in (quarter.asw, quarter.asw2):
        away.note(person, from_on=DAY(2026, 5, 1), to_on=DAY(2026, 5, 31), by=person)
    quarter.the_day("2026-03-17")
    moderating.confirm(audit, good(audit), by=audit.moderator, learning="")
    review = audit.follow_ups.get()
    assert (review.due_on, review.checker) == (DAY(2026, 5, 12), None)
    with pytest.raises(NotThere):
        finishing.assign_checker(review, to=quarter.asw, by=quarter.sqa)


def test_a_concern_of_a_manager_who_is_away_reaches_the_next_tier_at_once(quarter):
    audit = quarter.audit_of("SOUTH")
    away.note(quarter.south, from_on=clock.today(), to_on=clock.today(), by=quarter.south)
    concern = concerns.raise_concern(
        audit.child_id, answers={"what": "Unsafe", "done": "Rang"}, by=quarter.worker,
        adopted=audit.adopted, escalation_key="immediate-concern", team_id=audit.team_id,
        service_id=audit.service_id, audit=audit,
    )  # fmt: skip
    assert {each.person for each in concern.told.all()} == {quarter.south, quarter.group}
    assert concern.tier == 1
    concerns.acknowledge(concern, by=quarter.group)
    again = client_refuses(concern, quarter.south)
    assert "acknowledged" in again.casefold()


def client_refuses(concern, person) -> str:
    concern.refresh_from_db()
    with pytest.raises(Exception) as caught:
        concerns.acknowledge(concern, by=person)
    return str(caught.value)


# Another team between the audit and the re-check


def test_a_new_manager_of_the_team_re_checks_only_where_they_had_no_part(quarter, manager_of):
    audit = quarter.moderated()
    review = audit.follow_ups.get()
    peer = audit.parts.get(key="peer").auditor
    manager_of(quarter.ashmere.south, peer, "2026-04-01")
    RoleAssignmentFactory(user=peer, role="asw", unit=quarter.ashmere.authority,
                          from_on=DAY(2026, 4, 1))  # fmt: skip
    quarter.the_day("2026-05-12")
    with pytest.raises(NotIndependent):
        finishing.assign_checker(review, to=peer, by=quarter.sqa)
    with pytest.raises(NotIndependent):
        finishing.recheck(review, by=peer, found="Fine", verified=[])
