"""Being away, being exempt, and a limit on what somebody can carry."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from lineofsight.packs.programmes import Programme
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.people.models import RoleAssignment, User
from lineofsight.web.practice.models import Absence, Capacity, Exemption
from lineofsight.web.practice.services.notices import tell
from lineofsight.web.practice.services.planning import NotPossible
from lineofsight.web.ui.words import short_day


@transaction.atomic
def note(person: User, *, from_on: date, to_on: date, by) -> Absence:
    """Somebody is away; nobody is asked why."""
    _in_order(from_on, to_on)
    if to_on < clock.today():
        raise NotPossible("These days are over.", advice="Give days from today on.")
    absence = Absence.objects.create(
        person=person, from_on=from_on, to_on=to_on, noted_by=by, noted_at=clock.now()
    )
    activity.record("absence.noted", by=by, subject_kind="person", subject_id=person.pk)
    return absence


@transaction.atomic
def cancel(absence: Absence, *, by) -> None:
    """They are there after all."""
    changed = Absence.objects.filter(pk=absence.pk, cancelled_at=None).update(
        cancelled_at=clock.now()
    )
    if not changed:
        raise NotPossible("This absence has been taken back already.")
    activity.record("absence.cancelled", by=by, subject_kind="person", subject_id=absence.person_id)


@transaction.atomic
def ask_exemption(
    person: User, programme_key: str, *, from_on: date, to_on: date, reason: str, by
) -> Exemption:
    """Ask not to carry a programme for a time; those who decide are told."""
    _in_order(from_on, to_on)
    if not reason.strip():
        raise NotPossible("Say why.")
    programme = pack_on(clock.today()).programme(programme_key)
    deciders = deciders_of(programme)
    asked = Exemption.objects.create(
        person=person, programme_key=programme_key, from_on=from_on, to_on=to_on,
        reason=reason.strip(), asked_by=by, asked_at=clock.now(),
    )  # fmt: skip
    for decider in deciders:
        if decider.pk != person.pk:
            tell(decider, "exemption", f"{person.name} asks to be exempt from "
                 f"“{programme.title}” from {short_day(from_on)}.",
                 url=reverse("practice:away"), about=f"exemption:{asked.pk}")  # fmt: skip
    activity.record("exemption.asked", by=by, subject_kind="person", subject_id=person.pk,
                    detail={"programme": programme_key})  # fmt: skip
    return asked


@transaction.atomic
def decide(asked: Exemption, *, is_approved: bool, by: User, decision: str = "") -> None:
    """Approve or refuse: the framework's named role does, and nobody their own."""
    programme = pack_on(clock.today()).programme(asked.programme_key)
    if by.pk not in {person.pk for person in deciders_of(programme)}:
        role = pack_on(clock.today()).role(programme.exempted_by.value)
        raise NotPossible(
            f"Exemptions from “{programme.title}” are for the {role.title} to decide."
        )
    if by.pk in (asked.person_id, asked.asked_by_id):
        raise NotPossible("Nobody decides on an exemption of their own, or that they asked for.")
    if not is_approved and not decision.strip():
        raise NotPossible("Say why it is refused.")
    asked.move(
        Exemption.State.APPROVED if is_approved else Exemption.State.REFUSED,
        decided_by=by, decided_at=clock.now(), decision=decision.strip(),
    )  # fmt: skip
    said = "approved" if is_approved else "refused"
    tell(asked.person, "exemption", f"Your exemption from “{programme.title}” was {said}.",
         url=reverse("practice:my-time"), about=f"exemption:{asked.pk}")  # fmt: skip
    activity.record(f"exemption.{said}", by=by, subject_kind="person", subject_id=asked.person_id)


@transaction.atomic
def end_exemption(held: Exemption, *, by: User) -> None:
    """It ends today: from the next month on, its holder has turns again."""
    held.move(Exemption.State.ENDED, to_on=max(held.from_on, clock.today()))
    activity.record("exemption.ended", by=by, subject_kind="person", subject_id=held.person_id)


def deciders_of(programme: Programme) -> list[User]:
    """Who decides on exemptions today. The framework may not say; then nobody can."""
    role = programme.exempted_by.value
    if role is None:
        raise NotPossible(
            f"The framework does not set who may exempt somebody from “{programme.title}”.",
            advice="An administrator can set it in the framework.",
        )
    held = RoleAssignment.objects.on(clock.today()).filter(role=role)
    people = User.objects.filter(is_active=True, assignments__in=held)
    return list(people.distinct().order_by("pk"))


@transaction.atomic
def limit(
    person: User, *, at_most: int, from_on: date, reason: str, by, to_on: date | None = None
) -> Capacity:
    """No more than so many parts at a time; a newer limit takes the place of an older one."""
    if at_most < 0:
        raise NotPossible("The least somebody can carry is nothing.")
    if not reason.strip():
        raise NotPossible("Say why.")
    if to_on is not None:
        _in_order(from_on, to_on)
    made = Capacity.objects.create(
        person=person, at_most=at_most, from_on=from_on, to_on=to_on, reason=reason.strip(),
        set_by=by, set_at=clock.now(),
    )  # fmt: skip
    activity.record("capacity.set", by=by, subject_kind="person", subject_id=person.pk,
                    detail={"at_most": at_most})  # fmt: skip
    return made


def _in_order(from_on: date, to_on: date) -> None:
    if to_on < from_on:
        raise NotPossible("The last day lies before the first.")
