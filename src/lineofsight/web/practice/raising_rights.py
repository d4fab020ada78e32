"""What somebody may raise about a child: the pack's escalations, by who may raise each."""

from django.urls import reverse

from lineofsight.packs.forms import Question
from lineofsight.packs.model import Escalation
from lineofsight.web import clock
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.people.queries import assignments_of
from lineofsight.web.people.references import child_reference
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
    """Links for a child's page."""
    if not user.may(P.CONCERN_RAISE):
        return []
    return [
        Act(each.title, reverse("practice:raise-about", args=[child_reference(child_id), each.key]))
        for each in pack_on(clock.today()).escalations
        if may_raise(user, each)
    ]
