"""Writing people and the organisation. Every act is in the log of activity."""

import datetime

from django.db import transaction
from django.urls import reverse

from lineofsight.errors import UserError
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.notices.services import settled, tell
from lineofsight.web.people import queries, roles
from lineofsight.web.people.models import (
    Clearance,
    OrgUnit,
    OrgUnitPlace,
    ReasonedAccess,
    RestrictedRecord,
    RoleAssignment,
    User,
)
from lineofsight.web.people.permissions import Permission
from lineofsight.web.ui.words import short_day

REASONED_ACCESS_LASTS = datetime.timedelta(hours=3)


class NotPossible(UserError):
    """What was asked for contradicts what is there."""


@transaction.atomic
def make_account(
    *, email: str, name: str, by: User | None, staff_id: str = "", password: str | None = None
) -> User:
    """An account that can do nothing yet. Without a password it opens by single sign-on only."""
    email = User.objects.normalised(email)
    if User.objects.filter(email=email).exists():
        raise NotPossible("there is an account with this e-mail address already.")
    user = User(email=email, name=name.strip(), staff_id=staff_id.strip())
    user.set_password(password)
    user.save()
    activity.record("account.made", by=by, subject_kind="person", subject_id=user.pk)
    return user


@transaction.atomic
def close_account(user: User, *, by: User) -> None:
    """End all roles today and shut the account; what they did stays theirs."""
    today = clock.today()
    RoleAssignment.objects.on(today).filter(user=user, from_on__lt=today).update(
        to_on=today - datetime.timedelta(days=1)
    )
    RoleAssignment.objects.filter(user=user, from_on__gte=today).delete()
    user.is_active = False
    user.save(update_fields=["is_active"])
    activity.record("account.closed", by=by, subject_kind="person", subject_id=user.pk)


@transaction.atomic
def set_password(user: User, password: str, *, by: User) -> None:
    """A new password; whoever is signed in with the old one is signed out."""
    user.set_password(password)
    user.save(update_fields=["password"])
    activity.record("account.password_set", by=by, subject_kind="person", subject_id=user.pk)


@transaction.atomic
def open_account(user: User, *, by: User) -> None:
    """Let somebody back in; their roles have to be given anew."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    activity.record("account.opened", by=by, subject_kind="person", subject_id=user.pk)


@transaction.atomic
def give_role(
    user: User,
    role: str,
    unit: OrgUnit,
    *,
    by: User | None,
    from_on: datetime.date,
    to_on: datetime.date | None = None,
) -> RoleAssignment:
    """Let somebody hold a role of the pack at a unit."""
    roles.role(role)
    if to_on and to_on < from_on:
        raise NotPossible("a role cannot end before it begins.")
    if _overlapping(user, role, unit, from_on, to_on):
        raise NotPossible("this person already holds this role there at that time.")
    held = RoleAssignment.objects.create(
        user=user, role=role, unit=unit, from_on=from_on, to_on=to_on
    )
    _record_role("role.given", held, by=by)
    return held


@transaction.atomic
def end_role(held: RoleAssignment, *, by: User, last_on: datetime.date) -> None:
    """Say the last day on which a role is held."""
    if last_on < held.from_on:
        raise NotPossible("a role cannot end before it begins.")
    held.to_on = last_on
    held.save(update_fields=["to_on"])
    _record_role("role.ended", held, by=by)


@transaction.atomic
def delegate(
    held: RoleAssignment,
    to: User,
    *,
    by: User,
    from_on: datetime.date,
    to_on: datetime.date,
    reason: str,
) -> RoleAssignment:
    """Let somebody stand in for a role's holder, for a stated time and reason."""
    if not reason.strip():
        raise NotPossible("say why somebody stands in.")
    if to_on < from_on:
        raise NotPossible("the last day comes before the first.")
    if to == held.user:
        raise NotPossible("somebody cannot stand in for themselves.")
    if not to.is_active:
        raise NotPossible("this account is closed.")
    if from_on < held.from_on or (held.to_on is not None and to_on > held.to_on):
        until = f" to {short_day(held.to_on)}" if held.to_on else " on"
        raise NotPossible(
            f"the role is held from {short_day(held.from_on)}{until}: nobody can stand in "
            "outside of these days."
        )
    if _overlapping(to, held.role, held.unit, from_on, to_on):
        raise NotPossible("this person already holds this role there at that time.")
    stand_in = RoleAssignment.objects.create(
        user=to,
        role=held.role,
        unit=held.unit,
        from_on=from_on,
        to_on=to_on,
        delegated_by=held.user,
        reason=reason.strip(),
    )
    _record_role("role.delegated", stand_in, by=by)
    return stand_in


@transaction.atomic
def place_unit(
    unit: OrgUnit, under: OrgUnit, *, by: User | None, from_on: datetime.date
) -> OrgUnitPlace:
    """Put a unit under another from a day on; where it was before stays true before."""
    if under.pk in queries.units_below(unit, from_on):
        raise NotPossible("a unit cannot be placed under itself or under one of its own units.")
    OrgUnitPlace.objects.on(from_on).filter(unit=unit, from_on__lt=from_on).update(
        to_on=from_on - datetime.timedelta(days=1)
    )
    OrgUnitPlace.objects.filter(unit=unit, from_on__gte=from_on).delete()
    place = OrgUnitPlace.objects.create(unit=unit, parent=under, from_on=from_on)
    activity.record(
        "unit.placed",
        by=by,
        subject_kind="unit",
        subject_id=unit.code,
        detail={"under": under.code, "from_on": from_on},
    )
    return place


@transaction.atomic
def restrict(child_id: str, *, by: User, reason: str) -> RestrictedRecord:
    """Close a child's record to all but its named readers; whoever restricts it is the first."""
    if not reason.strip():
        raise NotPossible("say why the record is restricted.")
    if child_id in queries.restricted_child_ids():
        raise NotPossible("this record is restricted already.")
    record = RestrictedRecord.objects.create(
        child_id=child_id, reason=reason.strip(), placed_by=by, placed_at=clock.now()
    )
    activity.record("record.restricted", by=by, subject_kind="restriction", subject_id=record.pk)
    clear(record, by, by=by, reason="Placed the restriction")
    return record


@transaction.atomic
def clear(
    record: RestrictedRecord,
    user: User,
    *,
    by: User,
    reason: str,
    to_on: datetime.date | None = None,
) -> Clearance:
    """Make somebody a named reader of a restricted record."""
    clearance = Clearance.objects.create(
        record=record, user=user, given_by=by, reason=reason, from_on=clock.today(), to_on=to_on
    )
    activity.record(
        "record.reader_named",
        by=by,
        subject_kind="restriction",
        subject_id=record.pk,
        detail={"reader": user.pk},
    )
    return clearance


@transaction.atomic
def lift(record: RestrictedRecord, *, by: User) -> None:
    """Open a restricted record to those whose work it is."""
    record.lifted_at, record.lifted_by = clock.now(), by
    record.save(update_fields=["lifted_at", "lifted_by"])
    activity.record("record.opened", by=by, subject_kind="restriction", subject_id=record.pk)


@transaction.atomic
def take_reasoned_access(
    user: User, child_id: str, *, ground: str, reason: str, team: str | None
) -> ReasonedAccess:
    """Three hours with one child outside one's own work; the child's team manager is told.

    A restricted record does not open this way. Who is the manager of the child's team already
    is not told by themselves: those are who may restrict records.
    """
    if ground not in ReasonedAccess.Ground.values:
        raise NotPossible("say which kind of reason it is.")
    if not reason.strip():
        raise NotPossible("say why you need this record.")
    if child_id in queries.restricted_child_ids():
        raise NotPossible("this record cannot be opened with a reason.")
    now = clock.now()
    manager = queries.who_was_responsible(team, clock.today()) if team else None
    access = ReasonedAccess.objects.create(
        user=user,
        child_id=child_id,
        ground=ground,
        reason=reason.strip(),
        from_at=now,
        until_at=now + REASONED_ACCESS_LASTS,
        manager=None if manager == user else manager,
    )
    _tell_of(access)
    activity.record("access.taken", by=user, subject_kind="access", subject_id=access.pk)
    return access


def _tell_of(access: ReasonedAccess) -> None:
    """Tell the manager of the child's team, or where there is none those who may restrict."""
    told = [access.manager] if access.manager else []
    if not told:
        may = queries.people_who_may(Permission.RESTRICTION_MANAGE, clock.today())
        told = may.exclude(pk=access.user_id)
    whose = "a child of your team" if access.manager else "a child"
    for person in told:
        tell(person, "record-opened", f"{access.user.name} opened the record of {whose} with a "
             "reason.", url=reverse("people:reasoned"), about=f"access:{access.pk}")  # fmt: skip


@transaction.atomic
def note_access_seen(access: ReasonedAccess, *, by: User) -> None:
    """The manager has read that somebody opened a child of their team with a reason."""
    access.seen_at = clock.now()
    access.save(update_fields=["seen_at"])
    settled(f"access:{access.pk}")
    activity.record("access.seen", by=by, subject_kind="access", subject_id=access.pk)


@transaction.atomic
def end_access(access: ReasonedAccess, *, by: User) -> None:
    """Close it before its time: whoever took it has finished, or who was told takes it away."""
    now = clock.now()
    ended = ReasonedAccess.objects.open_at(now).filter(pk=access.pk)
    if not ended.update(ended_at=now, ended_by=by):
        raise NotPossible("this access has ended already.")
    activity.record("access.ended", by=by, subject_kind="access", subject_id=access.pk)


def _overlapping(user, role, unit, from_on, to_on) -> bool:
    held = RoleAssignment.objects.filter(user=user, role=role, unit=unit)
    held = held.exclude(to_on__lt=from_on)
    return (held.filter(from_on__lte=to_on) if to_on else held).exists()


def _record_role(verb: str, held: RoleAssignment, *, by: User | None) -> None:
    activity.record(
        verb,
        by=by,
        subject_kind="person",
        subject_id=held.user_id,
        detail={
            "role": held.role,
            "unit": held.unit.code,
            "from_on": held.from_on,
            "to_on": held.to_on,
            "for": held.delegated_by_id,
        },
    )
