"""Whose audits, re-checks and concerns somebody may see, and the lists pages ask for."""

from django.db import models
from django.db.models import Q

from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.scopes import audit_reach_for

SHARED_STATES = ("shared", "loop_closed")
FINAL_STATES = ("moderated", *SHARED_STATES)
ABOUT_A_WORKER = "worker"


class AuditQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AuditQuerySet":
        """Audits one carries out, moderates or checks again; those of the teams one sees, or,
        for a chair, of the children chaired for; and, once shared, those of one's own work.

        An audit about a restricted child is shown to those cleared for that child only. One
        about a worker is seen by the worker (once it is final), by those who manage the
        worker's team or a unit above it, and by those who see the whole programme.
        """
        reach = audit_reach_for(user)
        if reach.everything and user.may(Permission.PROGRAMME_SEE):
            seen = Q()
        else:
            seen = Q(pk__in=self._taken_part_in(user)) | self._in_reach(user, reach)
        found = self.filter(seen)
        return found.exclude(child_id__in=reach.hidden) if reach.hidden else found

    def _in_reach(self, user, reach) -> Q:
        if not user.may(Permission.AUDIT_SEE):
            return Q(pk__in=())
        about_a_worker = Q(subject_kind=ABOUT_A_WORKER)
        reached = Q(team_id__in=reach.teams) if reach.teams else Q(pk__in=())
        seen = reached if user.may(Permission.ACTION_AGREE) else reached & ~about_a_worker
        seen |= reach.rows() & ~about_a_worker
        if user.staff_id:
            own = Q(worker_id=user.staff_id, state__in=SHARED_STATES) & ~about_a_worker
            seen |= own | about_a_worker & Q(subject_id=user.staff_id, state__in=FINAL_STATES)
        return seen

    def _taken_part_in(self, user):
        return (
            self.model._base_manager.filter(
                Q(parts__auditor=user)
                | Q(moderator=user)
                | Q(follow_ups__checker=user)
                | Q(follow_ups__told=user)
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
        """With the pack once, not once a row: its text is long."""
        return self.select_related("plan", "moderator").prefetch_related(
            "adopted", "plan__adopted", "parts__auditor"
        )


class AuditPartQuerySet(models.QuerySet):
    def of(self, user) -> "AuditPartQuerySet":
        return self.filter(auditor=user)

    def to_do(self) -> "AuditPartQuerySet":
        return self.exclude(state__in=("submitted", "left_out")).exclude(audit__state="withdrawn")


class FollowUpQuerySet(models.QuerySet):
    def visible_to(self, user) -> "FollowUpQuerySet":
        from lineofsight.web.practice.models import Audit

        return self.filter(audit__in=Audit.objects.visible_to(user))

    def due(self) -> "FollowUpQuerySet":
        return self.filter(state="due")

    def rechecks(self) -> "FollowUpQuerySet":
        return self.filter(kind="re-check")


class ConcernQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ConcernQuerySet":
        """Those one raised or was told of, and those about children one may see."""
        reach = audit_reach_for(user)
        mine, seen = Q(raised_by=user) | Q(told__person=user), reach.rows()
        if reach.hidden:
            seen &= ~Q(child_id__in=reach.hidden)
        return self.filter(mine | seen).distinct()

    def unacknowledged(self) -> "ConcernQuerySet":
        return self.filter(state="notified")


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SessionQuerySet":
        """Sessions one leads or is invited to; all, for those who see the programme."""
        if user.may(Permission.PROGRAMME_SEE):
            return self.all()
        return self.filter(Q(leader=user) | Q(attendance__person=user)).distinct()


class TurnQuerySet(models.QuerySet):
    def given(self) -> "TurnQuerySet":
        return self.filter(state="given")

    def to_choose(self) -> "TurnQuerySet":
        """Those whose holder has still to say whom the activity is about."""
        return self.given().filter(audits__isnull=True).exclude(plan__state="drawn")


class ExemptionQuerySet(models.QuerySet):
    def approved(self) -> "ExemptionQuerySet":
        return self.filter(state="approved")

    def touching(self, start, end) -> "ExemptionQuerySet":
        return self.filter(from_on__lte=end, to_on__gte=start)


class DisputeQuerySet(models.QuerySet):
    def visible_to(self, user) -> "DisputeQuerySet":
        """Those one raised or had to answer, and those about children one may see."""
        reach = audit_reach_for(user)
        mine, seen = Q(raised_by=user) | Q(stages__owner=user), reach.rows()
        if reach.hidden:
            seen &= ~Q(child_id__in=reach.hidden)
        return self.filter(mine | seen).distinct()

    def open(self) -> "DisputeQuerySet":
        return self.filter(state="open")
