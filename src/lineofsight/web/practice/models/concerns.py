"""A child may be unsafe now: who was told, when, and who has taken it up."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lineofsight.web.frameworks.models import AdoptedPack
from lineofsight.web.practice.models.audits import Audit
from lineofsight.web.practice.querysets import ConcernQuerySet
from lineofsight.web.states import Stateful

USER = settings.AUTH_USER_MODEL


class Concern(Stateful):
    """Told at once to the responsible manager; when nobody acknowledges in time, to the
    next tier, and so on. Acknowledging is not yet acting."""

    class State(models.TextChoices):
        NOTIFIED = "notified", "Manager told"
        ACKNOWLEDGED = "acknowledged", "Acknowledged"
        ACTION_TAKEN = "action_taken", "Action taken"
        RESOLVED = "resolved", "Resolved"

    class Kind(models.TextChoices):
        CONCERN = "concern", "Immediate concern"
        CLOSING_THE_LOOP = "closing-the-loop", "Closing the loop"

    TRANSITIONS = {
        State.NOTIFIED: {State.ACKNOWLEDGED},
        State.ACKNOWLEDGED: {State.ACTION_TAKEN},
        State.ACTION_TAKEN: {State.RESOLVED},
        State.RESOLVED: set(),
    }
    called = "concern"

    adopted = models.ForeignKey(AdoptedPack, on_delete=models.PROTECT, related_name="+")
    escalation_key = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.CONCERN)
    audit = models.ForeignKey(Audit, null=True, on_delete=models.PROTECT, related_name="concerns")
    child_id = models.CharField(
        max_length=100, blank=True, help_text="empty: about whom its audit is about"
    )
    team_id = models.CharField(max_length=100, blank=True)
    service_id = models.CharField(max_length=100, blank=True)
    answers = models.JSONField()
    learning = models.JSONField(default=dict, help_text="names no child")
    state = models.CharField(max_length=20, choices=State, default=State.NOTIFIED)
    tier = models.PositiveSmallIntegerField(default=0)
    acknowledge_by = models.DateTimeField(null=True, help_text="empty: no time is set")
    raised_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    acknowledged_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    action_taken = models.TextField(blank=True)
    action_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    action_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)
    resolved_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    objects = ConcernQuerySet.as_manager()

    privacy = {
        "adopted": "none",
        "escalation_key": "none",
        "kind": "none",
        "audit": "none",
        "child_id": "special",
        "team_id": "none",
        "service_id": "none",
        "answers": "special",
        "learning": "special",
        "state": "none",
        "tier": "none",
        "acknowledge_by": "none",
        "raised_by": "personal",
        "raised_at": "none",
        "acknowledged_by": "personal",
        "acknowledged_at": "none",
        "action_taken": "special",
        "action_by": "personal",
        "action_at": "none",
        "outcome": "special",
        "resolved_by": "personal",
        "resolved_at": "none",
    }

    class Meta:
        ordering = ["-raised_at"]
        constraints = [
            models.CheckConstraint(
                name="concern_is_about_somebody",
                condition=~Q(child_id="") | Q(audit__isnull=False),
            ),
            models.CheckConstraint(
                name="concern_acknowledged_has_who_and_when",
                condition=Q(state="notified")
                | Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False),
            ),
            models.CheckConstraint(
                name="concern_action_says_what",
                condition=~Q(state__in=["action_taken", "resolved"]) | ~Q(action_taken=""),
            ),
            models.CheckConstraint(
                name="concern_resolved_has_who_and_when",
                condition=~Q(state="resolved")
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Concern {self.pk}"

    @property
    def reference(self) -> str:
        return f"C{self.pk:05d}"

    @property
    def escalation(self):
        """What the pack says about it."""
        return self.adopted.pack.escalation(self.escalation_key)

    def is_overdue(self, now) -> bool:
        return (
            self.state == self.State.NOTIFIED
            and self.acknowledge_by is not None
            and self.acknowledge_by < now
        )


class Told(models.Model):
    """Somebody who was told of a concern, at which tier, and by when they should answer."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="told")
    person = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="concerns_told")
    tier = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField()
    acknowledge_by = models.DateTimeField(null=True)

    privacy = {
        "concern": "none",
        "person": "personal",
        "tier": "none",
        "told_at": "none",
        "acknowledge_by": "none",
    }

    class Meta:
        ordering = ["told_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["concern", "person", "tier"], name="told_once_a_tier")
        ]

    def __str__(self) -> str:
        return f"Told {self.pk}"
