"""Nobody judges, checks or closes their own work, nor that of somebody they stand in for."""

from contextlib import contextmanager

from django.core.exceptions import PermissionDenied

from lineofsight.errors import UserError
from lineofsight.web import clock
from lineofsight.web.actions.queries import ever_owned
from lineofsight.web.people.models import RoleAssignment


class NotIndependent(UserError):
    """This would be somebody's own work."""


def stands_for(person) -> set[int]:
    """The person, and everybody they stand in for today."""
    stood_for = RoleAssignment.objects.on(clock.today()).filter(
        user=person, delegated_by__isnull=False
    )
    return {person.pk, *stood_for.values_list("delegated_by_id", flat=True)}


def auditors_of(audit) -> set[int]:
    """Everybody who has had a part of this audit, also those who gave it away."""
    people = set()
    people.update(audit.parts.values_list("auditor_id", flat=True))
    people.update(audit.parts.values_list("handovers__before_id", flat=True))
    return people - {None}


def owners_in(audit) -> set[int]:
    """Everybody who owns, or once owned, an action of this audit."""
    people = set()
    for link in audit.action_links.select_related("action"):
        people |= ever_owned(link.action)
    return people


def independent_of(audit, candidates: list) -> list:
    """Those of `candidates` who may check an audit again: a few queries for all of them."""
    barred = auditors_of(audit) | owners_in(audit) | {audit.moderator_id}
    stand_ins = RoleAssignment.objects.on(clock.today()).filter(
        user__in=candidates, delegated_by__in=barred - {None}
    )
    barred |= set(stand_ins.values_list("user_id", flat=True))
    return [person for person in candidates if person.pk not in barred]


def must_not_be_an_auditor(audit, person) -> None:
    if stands_for(person) & auditors_of(audit):
        raise NotIndependent(
            "You carried out a part of this audit, or stand in for somebody who did.",
            advice="Somebody else has to decide the final grades.",
        )


def must_be_independent_checker(audit, person) -> None:
    mine = stands_for(person)
    if mine & auditors_of(audit) or audit.moderator_id in mine:
        raise NotIndependent(
            "You carried out or moderated this audit, or stand in for somebody who did.",
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
