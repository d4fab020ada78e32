"""What somebody may begin or raise about a child: the pack's activities and escalations, by who
may."""

from django.urls import reverse

from lineofsight.packs.activities import Record
from lineofsight.packs.forms import Question
from lineofsight.packs.model import Escalation, Pack
from lineofsight.web import clock
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.people.queries import assignments_of, service_of
from lineofsight.web.people.references import child_reference
from lineofsight.web.people.scopes import access_to_child
from lineofsight.web.practice.holders import holder_of
from lineofsight.web.practice.services.beginning import open_to
from lineofsight.web.ui.panels import Act

KINDS_WITH_LEARNING = ("closing-the-loop",)
"""Kinds that ask for their learning at once, when they are raised."""


def questions_of(escalation: Escalation) -> tuple[Question, ...]:
    """What is asked when it is raised."""
    learning = escalation.learning if escalation.kind in KINDS_WITH_LEARNING else ()
    return (*escalation.asks, *learning)


def may_raise(user, escalation: Escalation) -> bool:
    """Those the pack names; where it names nobody, whoever may raise concerns."""
    if not user.may(P.CONCERN_RAISE):
        return False
    if not escalation.raised_by:
        return True
    held = {each.role for each in assignments_of(user, clock.today())}
    return bool(held & set(escalation.raised_by))


def escalations_of_kind(kind: str) -> list[Escalation]:
    return [each for each in pack_on(clock.today()).escalations if each.kind == kind]


def acts_of_child(user, child_id: str) -> list[Act]:
    """Links for a child's page: what one may begin about the child, and what one may raise.

    None where the page opened from a figure of months ago and the child is held by nobody
    within one's work today: what is begun or raised goes to who answers for the child now.
    """
    held = holder_of(child_id)
    if not access_to_child(user, child_id, team=held.team_id, worker=held.worker_id).is_allowed:
        return []
    return [*_begins(user, child_id), *_raises(user, child_id)]


def _begins(user, child_id: str) -> list[Act]:
    """Activities about a child that no sample is drawn for and that the child's service has."""
    pack = pack_on(clock.today())
    kinds = [
        each
        for each in open_to(user, pack)
        if each.record == Record.CHILD and not each.many_on_one_screen
    ]
    service = _service_of(child_id, pack) if any(each.services for each in kinds) else None
    return [
        Act(
            f"Begin: {each.title}",
            f"{reverse('practice:begin', args=[each.key])}?child={child_reference(child_id)}",
        )
        for each in kinds
        if not each.services or service in each.services
    ]


def _service_of(child_id: str, pack: Pack) -> str | None:
    """The key of the service that has the child today, if the framework knows it."""
    team = OrgUnit.objects.filter(code=holder_of(child_id).team_id).first()
    unit = service_of(team, clock.today()) if team else None
    known = pack.service_named(unit.name) if unit else None
    return known.key if known else None


def _raises(user, child_id: str) -> list[Act]:
    if not user.may(P.CONCERN_RAISE):
        return []
    return [
        Act(each.title, reverse("practice:raise-about", args=[child_reference(child_id), each.key]))
        for each in pack_on(clock.today()).escalations
        if may_raise(user, each)
    ]
