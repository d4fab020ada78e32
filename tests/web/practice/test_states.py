"""States: declared, guarded in the database, and right when two people press at once."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from lineofsight.errors import TransitionNotAllowed
from lineofsight.web.actions.models import Action
from lineofsight.web.practice.models import Audit, AuditPart, Concern, FollowUp, Plan
from lineofsight.web.practice.services import carrying_out, moderating, releasing
from lineofsight.web.practice.services.moderating import Decision
from lineofsight.web.states import states_of

MACHINES = [
    (Audit, Audit.State.RELEASED),
    (AuditPart, AuditPart.State.NOT_STARTED),
    (Action, Action.State.PROPOSED),
    (FollowUp, FollowUp.State.DUE),
    (Concern, Concern.State.NOTIFIED),
    (Plan, Plan.State.PLANNED),
]


@pytest.mark.parametrize(("model", "start"), MACHINES)
def test_every_state_is_declared_and_can_be_reached(model, start):
    assert set(model.TRANSITIONS) == set(model.State)
    assert states_of(model, reachable_from=start) == set(model.State)


@pytest.mark.django_db
def test_every_move_that_is_not_declared_is_refused(quarter):
    audit = quarter.audit_of("SOUTH")
    for state in set(Audit.State) - Audit.TRANSITIONS[Audit.State.RELEASED]:
        with pytest.raises(TransitionNotAllowed):
            audit.move(state)
    assert Audit.objects.get(pk=audit.pk).state == Audit.State.RELEASED


@pytest.mark.django_db
def test_of_two_who_looked_at_the_same_state_the_second_is_told(quarter):
    audit = quarter.submitted("SOUTH")
    one, two = Audit.objects.get(pk=audit.pk), Audit.objects.get(pk=audit.pk)
    decisions = {domain.key: Decision("good") for domain in audit.activity.judged}
    moderating.confirm(one, decisions, by=quarter.group, learning="First")
    with pytest.raises(TransitionNotAllowed, match="Someone else has just changed this audit"):
        moderating.confirm(two, decisions, by=quarter.sqa, learning="Second")
    assert Audit.objects.get(pk=audit.pk).moderation.learning == "First"
    assert audit.follow_ups.count() == 1


@pytest.mark.django_db
def test_the_database_refuses_a_state_without_who_and_when(quarter):
    audit = quarter.audit_of("SOUTH")
    for state in ("submitted", "moderated", "shared", "loop_closed", "withdrawn"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Audit.objects.filter(pk=audit.pk).update(state=state)


@pytest.mark.django_db
def test_a_part_that_was_sent_is_not_written_in_again(quarter):
    audit = quarter.submitted("SOUTH")
    lead = audit.parts.get(key="lead")
    with pytest.raises(carrying_out.NotPossible, match="You have sent this part"):
        carrying_out.save_answer(lead, "went-well", "Afterthought", by=lead.auditor)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs rows locked one by one")
def test_two_presses_at_the_same_moment_make_one_release_and_one_moderation(quarter):
    quarter.plan("2026-01-01", drawn_on="2025-12-15")
    day = quarter.the_day("2026-01-01")
    together(lambda: releasing.run_due(day, quarter.snapshot))
    assert Audit.objects.count() == 12
    audit = Audit.objects.filter(team_id="SOUTH").first()
    quarter.the_day("2026-01-05")
    for part in audit.parts.all():
        quarter.judge(part)
    together(*(lambda part=part: carrying_out.send(part, by=part.auditor)
               for part in audit.parts.all()))  # fmt: skip
    audit.refresh_from_db()
    assert audit.state == Audit.State.SUBMITTED
    decisions = {domain.key: Decision("good") for domain in audit.activity.judged}
    outcomes = together(
        *(lambda: moderating.confirm(Audit.objects.get(pk=audit.pk), decisions,
                                     by=audit.moderator, learning="") for _ in range(2))
    )  # fmt: skip
    assert sorted(outcomes) == ["done", "refused"]
    assert audit.follow_ups.count() == 1


def together(*acts) -> list[str]:
    """Do them at once, each on a connection of its own; a single act is done twice."""
    acts = acts * 2 if len(acts) == 1 else acts
    gate, outcomes = threading.Barrier(len(acts)), []

    def run(act):
        try:
            gate.wait()
            act()
            outcomes.append("done")
        except TransitionNotAllowed:
            outcomes.append("refused")
        except carrying_out.NotPossible:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
