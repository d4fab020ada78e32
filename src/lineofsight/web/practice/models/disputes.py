"""A dispute about a child's plan, passed up stage by stage until it is resolved."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lineofsight.web.frameworks.models import AdoptedPack
from lineofsight.web.practice.querysets import DisputeQuerySet
from lineofsight.web.states import Stateful

USER = settings.AUTH_USER_MODEL


class Dispute(Stateful):
    """Raised by an IRO or a chair. It goes up the pack's tiers only in their order, and ends
    resolved or withdrawn."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        RESOLVED = "resolved", "Resolved"
        WITHDRAWN = "withdrawn", "Withdrawn"

    TRANSITIONS = {
        State.OPEN: {State.RESOLVED, State.WITHDRAWN},
        State.RESOLVED: set(),
        State.WITHDRAWN: set(),
    }
    called = "dispute"

    adopted = models.ForeignKey(AdoptedPack, on_delete=models.PROTECT, related_name="+")
    escalation_key = models.CharField(max_length=60)
    child_id = models.CharField(max_length=100)
    team_id = models.CharField(max_length=100, blank=True)
    service_id = models.CharField(max_length=100, blank=True)
    answers = models.JSONField()
    learning = models.JSONField(default=dict, help_text="names no child")
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    stage = models.PositiveSmallIntegerField(default=0, help_text="the tier that has it, from 0")
    raised_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    outcome = models.TextField(blank=True)
    ended_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = DisputeQuerySet.as_manager()

    privacy = {
        "adopted": "none",
        "escalation_key": "none",
        "child_id": "special",
        "team_id": "none",
        "service_id": "none",
        "answers": "special",
        "learning": "special",
        "state": "none",
        "stage": "none",
        "raised_by": "personal",
        "raised_at": "none",
        "outcome": "special",
        "ended_by": "personal",
        "ended_at": "none",
    }

    class Meta:
        ordering = ["-raised_at"]
        constraints = [
            models.CheckConstraint(
                name="dispute_ended_has_who_when_and_how",
                condition=Q(state="open")
                | Q(ended_by__isnull=False, ended_at__isnull=False) & ~Q(outcome=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Dispute {self.pk}"

    @property
    def reference(self) -> str:
        return f"D{self.pk:05d}"

    @property
    def escalation(self):
        """What the pack says about it."""
        return self.adopted.pack.escalation(self.escalation_key)


class DisputeStage(models.Model):
    """One tier's turn: whose it is, since when, by when an answer is due, and the answer."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="stages")
    number = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=60)
    owner = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="dispute_stages")
    opened_at = models.DateTimeField()
    due_on = models.DateField(null=True, help_text="empty: the framework sets no time")
    response = models.TextField(blank=True)
    responded_at = models.DateTimeField(null=True)
    why_passed_on = models.TextField(blank=True)

    privacy = {
        "dispute": "none",
        "number": "none",
        "role": "none",
        "owner": "personal",
        "opened_at": "none",
        "due_on": "none",
        "response": "special",
        "responded_at": "none",
        "why_passed_on": "special",
    }

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "number"], name="a_dispute_s_stages_once"),
            models.CheckConstraint(
                name="dispute_answered_has_text_and_when",
                condition=Q(responded_at__isnull=True) | ~Q(response=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Stage {self.number} of {self.dispute_id}"
