"""Reading actions: one's own, and those about children one may see."""

from django.db import models
from django.db.models import Count, Prefetch, Q

from lineofsight.web.people.scopes import audit_reach_for

SETTLED = ("verified", "closed", "rejected", "superseded")


class ActionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ActionQuerySet":
        """One's own actions, and those of the teams and children one may see. An action
        about a restricted child is shown to those cleared for that child only."""
        reach = audit_reach_for(user)
        mine = Q(owner=user) | Q(proposed_by=user)
        seen = reach.rows() if reach.everything else mine | reach.rows()
        found = self.filter(seen)
        return found.exclude(child_id__in=reach.hidden) if reach.hidden else found

    def owned_by(self, user) -> "ActionQuerySet":
        return self.filter(owner=user)

    def unsettled(self) -> "ActionQuerySet":
        """Those that still hold up a loop."""
        return self.exclude(state__in=SETTLED).exclude(state="done_claimed", needs_check=False)

    def overdue(self, today) -> "ActionQuerySet":
        return self.unsettled().filter(due_on__lt=today)

    def to_check(self) -> "ActionQuerySet":
        return self.filter(state="done_claimed", needs_check=True)

    def for_lists(self) -> "ActionQuerySet":
        return self.select_related("owner", "verified_by").annotate(
            evidence_count=Count("evidence", distinct=True)
        )

    def with_story(self) -> "ActionQuerySet":
        from lineofsight.web.actions.models import Step

        steps = Step.objects.select_related("by", "owner")
        return self.select_related("owner", "proposed_by", "verified_by").prefetch_related(
            "evidence__added_by", Prefetch("steps", queryset=steps)
        )


def ever_owned(action) -> set[int]:
    """Everybody whose action it has been at some time, or who has claimed it done; also of
    those it took the place of, so that putting another in its place frees nobody."""
    owners = {action.owner_id, *action.steps.values_list("owner_id", flat=True)}
    claimed = action.steps.filter(what="claimed").values_list("by_id", flat=True)
    owners |= {person for person in claimed if person is not None}
    return owners.union(*(ever_owned(before) for before in action.replaces.all()))
