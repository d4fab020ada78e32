"""Beginning an activity for which no record was drawn: somebody says whom it is about."""

from collections import Counter
from datetime import date

from django.db import transaction
from django.db.models import Count
from django.urls import reverse

from lineofsight.packs.activities import ActivityType, Record
from lineofsight.packs.model import Pack
from lineofsight.packs.programmes import Programme, Rule
from lineofsight.periods import end_of_month
from lineofsight.web import clock
from lineofsight.web.activity import services as activity_log
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.people.queries import assignments_of
from lineofsight.web.practice import dates
from lineofsight.web.practice.assignment import Organisation, Sharing, moderator_for, people_for
from lineofsight.web.practice.models import Audit, AuditPart, Plan
from lineofsight.web.practice.services.notices import tell
from lineofsight.web.practice.services.planning import NotPossible
from lineofsight.web.practice.subjects import Subject


@transaction.atomic
def begin(
    activity_key: str, subject: Subject, *, by, holder=None, plan: Plan | None = None,
    held_on: date | None = None, due_on: date | None = None,
) -> Audit:  # fmt: skip
    """Begin an activity about somebody or something. `holder` is the one whose turn it is
    (otherwise whoever begins it); the other parts are given out as the pack says."""
    today = clock.today()
    adopted = plan.adopted if plan else adopted_on(today)
    activity = adopted.pack.activity(activity_key)
    if subject.kind != activity.record:
        raise NotPossible(f"{activity.title} is kept on the record of a {activity.record.value}.")
    organisation = Organisation(today)
    holder = holder or by
    sharing = Sharing(organisation, load=_in_hand(today), holder=holder)
    turn = f"{activity_key}/{subject.id}/{today}"
    people = people_for(activity, subject.case, sharing, turn=turn)
    team = organisation.unit(subject.case.team_code)
    service = organisation.service_of(subject.case)
    audit = Audit.objects.create(
        plan=plan,
        adopted=adopted,
        activity_key=activity_key,
        subject_kind=subject.kind,
        subject_id=subject.id,
        subject_name=subject.name,
        child_id=subject.child_id,
        held_on=held_on,
        started_by=by,
        team_id=subject.case.team_code,
        team_name=team.name if team else "",
        service_id=service.code if service else "",
        service_name=service.name if service else "",
        worker_id=subject.case.worker_id,
        worker_name=subject.worker_name,
        released_on=today,
        due_on=due_on or _due_on(adopted.pack, activity_key, today),
        moderator=moderator_for(
            activity, subject.case, Sharing(organisation, load=_moderating(today)),
            taken={person.pk for person in people.values() if person}, turn=turn,
        ),
    )  # fmt: skip
    AuditPart.objects.bulk_create(parts_with(audit, people))
    _tell_the_others(audit, people, by)
    activity_log.record("audit.begun", by=by, subject_kind="audit", subject_id=audit.pk,
                        detail={"activity": activity_key, "about": subject.kind})  # fmt: skip
    return audit


def parts_with(audit: Audit, people: dict) -> list[AuditPart]:
    """The parts of a new audit, each with its person."""
    declared = audit.activity
    return [
        AuditPart(audit=audit, key=key, auditor=person, judges=gives_grades(declared, key))
        for key, person in people.items()
    ]


def gives_grades(activity: ActivityType, part_key: str) -> bool:
    part = activity.part(part_key)
    return part.judges and bool(activity.judged_in(part))


def open_to(user, pack: Pack) -> list[ActivityType]:
    """The kinds of activity that somebody may begin: those no sample is drawn for, and which
    the person could carry out; all of them for who plans the programme."""
    held = {each.role for each in assignments_of(user, clock.today())
            if _reach_of(pack, each.role) != "own"}  # fmt: skip
    return [each for each in pack.activity_types if _may_begin(user, held, each, pack)]


def _reach_of(pack: Pack, key: str) -> str:
    """How far a role reaches; one the pack does not know reaches as far as one's own."""
    return next((role.scope for role in pack.roles if role.key == key), "own")


def _may_begin(user, held: set[str], activity: ActivityType, pack: Pack) -> bool:
    programmes = [each for each in pack.programmes if activity.key in each.activities]
    if activity.record == Record.CHILD and any(_draws(each) for each in programmes):
        return False
    if user.may(P.PROGRAMME_PLAN):
        return True
    if not user.may(P.AUDIT_DO) or not held:
        return False
    first = activity.parts[0]
    if first.role is not None:
        return first.role in held
    holders = {role for each in programmes for role in each.holders}
    return not holders or bool(holders & held)


def _draws(programme: Programme) -> bool:
    return programme.sampling is not None and programme.rule != Rule.ON_REQUEST


def _due_on(pack: Pack, activity_key: str, today: date) -> date:
    """By the release rule of the programme it belongs to; otherwise by the end of the month."""
    for programme in pack.programmes:
        if activity_key in programme.activities and programme.release.due.value:
            return dates.audit_due(programme.release, today)
    return end_of_month(today)


def _in_hand(today: date) -> Counter:
    month = AuditPart.objects.filter(
        audit__released_on__year=today.year, audit__released_on__month=today.month
    )
    return Counter(dict(_counted(month.exclude(auditor=None), "auditor")))


def _moderating(today: date) -> Counter:
    month = Audit.objects.filter(released_on__year=today.year, released_on__month=today.month)
    return Counter(dict(_counted(month.exclude(moderator=None), "moderator")))


def _counted(rows, by: str):
    return rows.order_by().values_list(by).annotate(Count("pk"))


def _tell_the_others(audit: Audit, people: dict, by) -> None:
    others = {person.pk: person for person in people.values() if person and person.pk != by.pk}
    for person in others.values():
        tell(person, "audit-given", f"{audit.activity.title}: a part of it is yours.",
             url=reverse("practice:audit", args=[audit.pk]), about=f"audit:{audit.pk}")  # fmt: skip
