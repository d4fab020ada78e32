"""Who sees a challenge: an entry about a person is for that person and the line only."""

from django.db import models
from django.db.models import Q

from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.scopes import scope_for


class ChallengeQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ChallengeQuerySet":
        """Those one made, or owns the plan of; those about oneself; those of services and teams
        one sees. About somebody else: only for who manages that team themselves."""
        if not user.may(Permission.ACTION_SEE):
            return self.none()
        scope = scope_for(user)
        of_units = ~Q(level="individual")
        if not scope.everything:
            of_units &= Q(unit_code__in=scope.teams)
        mine = Q(made_by=user) | Q(person=user) | Q(plan__owner=user)
        return self.filter(mine | of_units | Q(level="individual", line_manager=user))

    def for_exports(self) -> "ChallengeQuerySet":
        """What may leave in any list, file or report: nothing about a single person."""
        return self.exclude(level="individual")


class AcknowledgedQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AcknowledgedQuerySet":
        """Those one gave, was told of or is praised in, and those about children one sees."""
        scope = scope_for(user)
        hidden = scope.restricted - scope.cleared_for
        mine = Q(given_by=user) | Q(told=user)
        if user.staff_id:
            mine |= Q(worker_id=user.staff_id)
        seen = Q() if scope.everything else Q(team_id__in=scope.teams, team_id__gt="")
        if hidden:
            seen &= ~Q(child_id__in=hidden)
        return self.filter(mine | seen).distinct()


class ReceivedQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReceivedQuerySet":
        """What one gave oneself, and what is about services and teams one sees. A partner
        reads back only the own words."""
        mine = Q(given_by=user)
        if not user.may(Permission.ACTION_SEE):
            return self.filter(mine)
        scope = scope_for(user)
        seen = Q() if scope.everything else Q(unit_code__in=scope.teams)
        return self.all() if scope.everything else self.filter(mine | seen)
