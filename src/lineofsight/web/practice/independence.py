"""Nobody judges, checks or closes their own work, nor that of somebody they stand in for."""

from contextlib import contextmanager

from django.core.exceptions import PermissionDenied

from lineofsight.errors import UserError
from lineofsight.web import clock
from lineofsight.web.actions.queries import ever_owned
from lineofsight.web.people import queries as people


class NotIndependent(UserError):
    """This would be somebody's own work."""


def stands_for(person) -> set[int]:
    """The person, and everybody they stand in for today."""
    return people.stands_for(person, clock.today())


def workers_of(audit) -> set[int]:
    """Who held the case that is audited: their own practice is what is judged."""
    worker = people.by_staff_id(audit.worker_id)
    return {worker.pk} if worker else set()


def auditors_of(audit) -> set[int]:
    """Everybody who has had a part of this audit, also those who gave it away."""
    found = set(audit.parts.values_list("auditor_id", flat=True))
    found.update(audit.parts.values_list("handovers__before_id", flat=True))
    return found - {None}


def owners_in(audit) -> set[int]:
    """Everybody who owns, or once owned, an action of this audit."""
    owners = set()
    for link in audit.action_links.select_related("action"):
        owners |= ever_owned(link.action)
    return owners


def independent_of(audit, candidates: list) -> list:
    """Those of `candidates` who may check an audit again: a few queries for all of them."""
    barred = auditors_of(audit) | owners_in(audit) | workers_of(audit) | {audit.moderator_id}
    barred |= people.standing_in_for(barred - {None}, people.stand_ins_on(clock.today()))
    return [person for person in candidates if person.pk not in barred]


def must_not_be_an_auditor(audit, person) -> None:
    mine = stands_for(person)
    if mine & auditors_of(audit):
        raise NotIndependent(
            "You carried out a part of this audit, or stand in for somebody who did.",
            advice="Somebody else has to decide the final grades.",
        )
    if mine & workers_of(audit):
        raise NotIndependent(
            "You are the worker whose practice is audited here, or stand in for them.",
            advice="Somebody else has to decide the final grades.",
        )


def must_not_be_the_worker(audit, person) -> None:
    if stands_for(person) & workers_of(audit):
        raise NotIndependent(
            f"It is the practice of {person.name}, or of somebody {person.name} stands in for.",
            advice="Somebody else has to carry out this part.",
        )


def must_be_independent_checker(audit, person) -> None:
    mine = stands_for(person)
    if mine & auditors_of(audit) or audit.moderator_id in mine:
        raise NotIndependent(
            "You carried out or moderated this audit, or stand in for somebody who did.",
            advice="The re-check is somebody else’s.",
        )
    if mine & workers_of(audit):
        raise NotIndependent(
            "You are the worker whose practice is audited here, or stand in for them.",
            advice="The re-check is somebody else’s.",
        )
    if mine & owners_in(audit):
        raise NotIndependent(
            "An action of this audit is or was yours, or of somebody you stand in for.",
            advice="The re-check is done by someone who owns none of its actions.",
        )


@contextmanager
def or_forbidden():
    """In a page: what would not be independent may not be done (403)."""
    try:
        yield
    except NotIndependent as error:
        raise PermissionDenied(str(error)) from error
