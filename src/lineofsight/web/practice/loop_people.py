"""Who does a step of a loop, and who is told: the ways of a pack, turned into people."""

from datetime import date

from django.db.models import Count

from lineofsight.packs.activities import LoopStep, Who
from lineofsight.sampling.chairs import chairs_of
from lineofsight.web import clock, warehouse
from lineofsight.web.people import queries as people
from lineofsight.web.practice import availability, independence
from lineofsight.web.practice.assignment import Organisation
from lineofsight.web.practice.models import Audit, FollowUp
from lineofsight.web.practice.services.planning import NotPossible

CHECKS = ("re-check", "assurance", "impact", "retest")
"""Kinds of step that look at what others did: never done by those others."""


def is_named(step: LoopStep) -> bool:
    """Does the framework say who does this step?"""
    return step.by.value is not None or step.done_by is not None


def checker(audit: Audit, step: LoopStep, *, due_on: date):
    """Who does a step: of those the pack means and who are there on its day, the one with the
    fewest steps due. None: nobody who could is free, or the pack names nobody; the board asks
    for one."""
    away = availability.away_on(due_on)
    candidates = [each for each in candidates_for(audit, step) if each.pk not in away]
    if step.kind in CHECKS:
        candidates = independence.independent_of(audit, candidates)
    due = dict(
        FollowUp.objects.due().filter(checker__in=candidates).order_by().values_list("checker")
        .annotate(number=Count("pk"))
    )  # fmt: skip
    return min(candidates, key=lambda person: (due.get(person.pk, 0), person.pk), default=None)


def candidates_for(audit: Audit, step: LoopStep) -> list:
    """Everybody the pack means by who does this step."""
    organisation = Organisation(clock.today())
    if step.done_by is None or step.done_by in (
        Who.HOLDER_OF_ROLE, Who.HOLDER_OF_ROLE_IN_THE_SERVICE
    ):  # fmt: skip
        role = step.by.value
        return organisation.holders(role, organisation.unit(audit.service_id)) if role else []
    if step.done_by in (Who.CASE_RESPONSIBLE_MANAGER, Who.LINE_MANAGER_OF_THE_WORKER):
        return _known(line_manager(audit))
    if step.done_by == Who.WORKER_OF_THE_CASE:
        return _known(worker(audit))
    if step.done_by == Who.CHAIR_OF_THE_CHILD:
        return _known(chair(audit))
    service = organisation.unit(audit.service_id)
    managers = organisation.managers_of(service) if service else []
    responsible = line_manager(audit)
    return [each for each in managers if responsible is None or each.pk != responsible.pk]


def may_do(step: FollowUp, person) -> bool:
    """The person it was given to, or another whom the pack means."""
    if step.checker_id == person.pk:
        return True
    return person.pk in {each.pk for each in candidates_for(step.audit, step.declared)}


def must_be_free_for(step: FollowUp, person) -> None:
    """Raise where the step would be somebody's check of their own work."""
    if step.kind in CHECKS:
        independence.must_be_independent_checker(step.audit, person)
    if not person.is_active:
        raise NotPossible("This account is closed.")


def to_tell(audit: Audit, step: LoopStep) -> list:
    """Whom a step of sharing tells: the worker, the worker's manager, holders of the roles
    the pack names, and the child's chair where there is one. Nobody twice."""
    organisation = Organisation(clock.today())
    found = [worker(audit), line_manager(audit)]
    for role in step.told:
        found += organisation.holders(role, organisation.unit(audit.service_id))
    if step.tells_the_chair:
        found.append(chair(audit))
    return list({person.pk: person for person in found if person is not None}.values())


def worker(audit: Audit):
    """The worker whose practice was audited, if they have an account."""
    return people.by_staff_id(audit.worker_id)


def line_manager(audit: Audit):
    """The manager who is responsible for the audited team's work today."""
    return people.who_was_responsible(audit.team_id, clock.today()) if audit.team_id else None


def chair(audit: Audit):
    """Who chairs this child's reviews or conferences, if somebody does and has an account."""
    snapshot = warehouse.current_or_none()
    if snapshot is None or not audit.child_id:
        return None
    known = chairs_of(snapshot, [audit.child_id], clock.today())
    return people.by_staff_id(known.get(audit.child_id, ""))


def _known(person) -> list:
    return [person] if person is not None else []
