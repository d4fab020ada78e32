"""Reading findings: those of one's own work, and of the teams and children one may see."""

from django.db import models
from django.db.models import Q

from lineofsight.web.people.scopes import scope_for

WAITING = ("open", "returned", "corrected", "checked")
TO_CORRECT = ("open", "returned")


class FindingQuerySet(models.QuerySet):
    def visible_to(self, user) -> "FindingQuerySet":
        """As children's lists are: of one's own work, team, service or all. What is found of
        a restricted child is for those cleared for it; what no team holds, and faults of a
        return as a whole, for those who see the whole authority."""
        scope = scope_for(user)
        if not scope.child_level:
            return self.none()
        hidden = scope.restricted - scope.cleared_for
        found = self.exclude(child_id__in=hidden) if hidden else self
        if scope.everything:
            return found
        seen = Q(team_id__in=scope.teams, team_id__gt="")
        seen |= Q(worker_id__in=scope.workers, worker_id__gt="")
        if scope.cleared_for:
            seen |= Q(child_id__in=scope.cleared_for)
        return found.filter(seen)

    def of_worker(self, staff_id: str) -> "FindingQuerySet":
        return self.filter(worker_id=staff_id) if staff_id else self.none()

    def waiting(self) -> "FindingQuerySet":
        return self.filter(state__in=WAITING)

    def to_go(self) -> "FindingQuerySet":
        """Still to be corrected before a return is right."""
        return self.filter(state__in=TO_CORRECT)

    def late(self, today) -> "FindingQuerySet":
        return self.waiting().filter(due_on__lt=today)

    def for_lists(self) -> "FindingQuerySet":
        return self.select_related("last_run", "corrected_by", "checked_by")
