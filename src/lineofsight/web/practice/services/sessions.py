"""Sessions in which a group moderates: planned, attended, decided, held."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.urls import reverse

from lineofsight.packs.activities import ActivityType, ModerationKind
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.frameworks.models import AdoptedPack
from lineofsight.web.people.models import User
from lineofsight.web.people.queries import assignments_of
from lineofsight.web.practice import independence
from lineofsight.web.practice.assignment import Organisation
from lineofsight.web.practice.models import Attendance, Audit, Session
from lineofsight.web.practice.services.notices import tell
from lineofsight.web.practice.services.planning import NotPossible

ENOUGH = 2
"""A group is two people or more."""


def may_lead(activity_type: ActivityType, person) -> bool:
    """Holders of the roles that moderate this kind of activity lead its sessions."""
    moderation = activity_type.moderation
    roles = {moderation.by.value, *moderation.also_by} - {None}
    return any(held.role in roles for held in assignments_of(person, clock.today()))


@transaction.atomic
def plan(adopted: AdoptedPack, activity_key: str, *, on: date, leader, audits: Iterable[Audit]):
    """Plan a session for audits that wait. Invited are the pack's roles and the auditors."""
    activity_type = adopted.pack.activity(activity_key)
    if activity_type.moderation.kind != ModerationKind.GROUP_SESSION:
        raise NotPossible("This kind of activity is not moderated in a session.")
    if not may_lead(activity_type, leader):
        raise NotPossible("Somebody of another role leads these sessions.")
    audits = list(audits)
    if not audits:
        raise NotPossible("Choose at least one audit for the session.")
    session = Session.objects.create(
        adopted=adopted, activity_key=activity_key, planned_on=on, leader=leader,
        made_at=clock.now(),
    )  # fmt: skip
    for audit in audits:
        put_on(session, audit)
    for person in invited(session):
        Attendance.objects.create(session=session, person=person)
        if person.pk != leader.pk:
            tell(person, "session", "You are invited to a moderation session.",
                 url=reverse("practice:session", args=[session.pk]),
                 about=f"session:{session.pk}")  # fmt: skip
    activity.record("session.planned", by=leader, subject_kind="session", subject_id=session.pk,
                    detail={"audits": len(audits)})  # fmt: skip
    return session


def put_on(session: Session, audit: Audit) -> None:
    """Put an audit that waits on a session, whose leader writes the decision down."""
    independence.must_not_be_an_auditor(audit, session.leader)
    changed = Audit.objects.filter(
        pk=audit.pk, session=None, state=Audit.State.SUBMITTED, activity_key=session.activity_key
    ).update(session=session, moderator=session.leader)
    if not changed:
        raise NotPossible("This audit does not wait for a session any more.")


def invited(session: Session) -> list[User]:
    organisation = Organisation(clock.today())
    found = {session.leader_id: session.leader}
    for role in session.activity.moderation.attendance:
        found |= {who.pk: who for who in organisation.holders(role, None)}
    for audit in session.audits.prefetch_related("parts__auditor"):
        found |= {part.auditor_id: part.auditor for part in audit.parts.all() if part.auditor}
    return list(found.values())


@transaction.atomic
def attended(session: Session, present: Iterable[int], *, by) -> None:
    """Write down who was there. Others than those invited are not counted."""
    _led_by(session, by)
    present = set(present)
    for each in session.attendance.all():
        Attendance.objects.filter(pk=each.pk).update(was_there=each.person_id in present)
    if session.attendance.filter(was_there=True).count() < ENOUGH:
        raise NotPossible("A session is held by two people or more: say who was there.")


@transaction.atomic
def hold(session: Session, *, by, note: str) -> None:
    """Close the session. Audits that were not decided wait for another one."""
    _led_by(session, by)
    if session.attendance.filter(was_there=True).count() < ENOUGH:
        raise NotPossible("Say first who was there.")
    session.audits.filter(state=Audit.State.SUBMITTED).update(session=None, moderator=None)
    session.move(Session.State.HELD, held_at=clock.now(), note=note.strip())
    activity.record("session.held", by=by, subject_kind="session", subject_id=session.pk)


def _led_by(session: Session, by) -> None:
    if session.leader_id != by.pk:
        raise NotPossible("Only the leader of the session writes it up.")
    if session.state != Session.State.PLANNED:
        raise NotPossible("This session is over.")
