"""Whose audits, re-checks and concerns somebody may see, and the lists pages ask for."""

from django.db import models
from django.db.models import Q

from lineofsight.web.people.scopes import scope_for

SHARED_STATES = ("shared", "loop_closed")


def _hidden_from(scope) -> frozenset[str]:
    return scope.restricted - scope.cleared_for


class AuditQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AuditQuerySet":
        """Audits one carries out, moderates or checks again; those of the teams one sees;
        and, once they have been shared, those of one's own work.

        An audit about a restricted child is shown to those cleared for that child only.
        """
        scope = scope_for(user)
        seen = Q()
        if not scope.everything:
            seen = Q(pk__in=self._taken_part_in(user))
            if scope.teams:
                seen |= Q(team_id__in=scope.teams)
            if user.staff_id:
                seen |= Q(worker_id=user.staff_id, state__in=SHARED_STATES)
        hidden = _hidden_from(scope)
        return self.filter(seen).exclude(child_id__in=hidden) if hidden else self.filter(seen)

    def _taken_part_in(self, user):
        return (
            self.model._base_manager.filter(
                Q(parts__auditor=user) | Q(moderator=user) | Q(follow_ups__checker=user)
            )
            .order_by()
            .values("pk")
        )

    def with_auditors(self) -> "AuditQuerySet":
        return self.filter(state__in=("released", "in_progress"))

    def waiting_for_moderation(self) -> "AuditQuerySet":
        return self.filter(state="submitted")

    def judged(self) -> "AuditQuerySet":
        return self.filter(state__in=("moderated", "shared", "loop_closed"))

    def for_pages(self) -> "AuditQuerySet":
        return self.select_related("adopted", "plan", "moderator").prefetch_related(
            "parts__auditor"
        )


class AuditPartQuerySet(models.QuerySet):
    def of(self, user) -> "AuditPartQuerySet":
        return self.filter(auditor=user)

    def to_do(self) -> "AuditPartQuerySet":
        return self.exclude(state="submitted").exclude(audit__state="withdrawn")


class FollowUpQuerySet(models.QuerySet):
    def visible_to(self, user) -> "FollowUpQuerySet":
        from lineofsight.web.practice.models import Audit

        return self.filter(audit__in=Audit.objects.visible_to(user))

    def due(self) -> "FollowUpQuerySet":
        return self.filter(state="due")


class ConcernQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ConcernQuerySet":
        """Those one raised or was told of, and those about children one may see."""
        scope = scope_for(user)
        hidden = _hidden_from(scope)
        mine = Q(raised_by=user) | Q(told__person=user)
        seen = Q() if scope.everything else Q(team_id__in=scope.teams, team_id__gt="")
        if hidden:
            seen &= ~Q(child_id__in=hidden)
        return self.filter(mine | seen).distinct()

    def unacknowledged(self) -> "ConcernQuerySet":
        return self.filter(state="notified")
