"""What people decide about returns, items and indicators; and what was taken away as a file."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lineofsight.web.data_quality.models.runs import RETURNS, Run

USER = settings.AUTH_USER_MODEL


class SignOff(models.Model):
    """A head of service says that the service's part of a return is complete and validated.

    It speaks of one run, with what that run had to go then. A newer run needs its own; one
    that has more errors of the service withdraws it by itself.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="sign_offs")
    return_id = models.CharField(max_length=20, choices=RETURNS)
    service_id = models.CharField(max_length=100)
    errors = models.PositiveIntegerField()
    queries = models.PositiveIntegerField()
    says = models.TextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.TextField(blank=True)

    privacy = {
        **dict.fromkeys(
            ("run", "return_id", "service_id", "errors", "queries", "at", "withdrawn_at"), "none"
        ),
        **dict.fromkeys(("says", "by", "withdrawn_by", "withdrawn_why"), "personal"),
    }

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "service_id"],
                condition=Q(withdrawn_at__isnull=True),
                name="quality_one_sign_off_a_service",
            ),
            models.CheckConstraint(
                name="quality_withdrawn_says_why",
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_why__gt=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Sign-off {self.pk}"

    @property
    def holds(self) -> bool:
        return self.withdrawn_at is None


class ItemDecision(models.Model):
    """Is an item that we collect, or a rule that we run, still needed? The last one counts."""

    class Kind(models.TextChoices):
        ITEM = "item", "Item collected"
        RULE = "rule", "Rule"

    class Decision(models.TextChoices):
        KEEP = "keep", "Still needed"
        CHANGE = "change", "Needed, but otherwise"
        STOP = "stop", "No longer needed"

    kind = models.CharField(max_length=4, choices=Kind)
    item = models.CharField(max_length=160)
    decision = models.CharField(max_length=6, choices=Decision)
    why = models.TextField()
    again_on = models.DateField(help_text="when it is to be asked again")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    privacy = {
        **dict.fromkeys(("kind", "item", "decision", "again_on", "at"), "none"),
        **dict.fromkeys(("why", "by"), "personal"),
    }

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["kind", "item"], name="quality_decision_on_item")]

    def __str__(self) -> str:
        return f"{self.kind} {self.item}: {self.decision}"


class IntegrityAudit(models.Model):
    """Somebody looked whether an indicator says what it claims to: a period, what was done,
    what came of it."""

    class Result(models.TextChoices):
        SOUND = "sound", "Sound"
        WITH_CARE = "with-care", "To be read with care"
        UNSOUND = "unsound", "Not sound"

    indicator_id = models.CharField(max_length=40)
    period_id = models.CharField(max_length=20)
    looked_at = models.TextField()
    result = models.CharField(max_length=10, choices=Result)
    found = models.TextField()
    follows = models.TextField(blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    privacy = {
        **dict.fromkeys(("indicator_id", "period_id", "result", "at"), "none"),
        **dict.fromkeys(("looked_at", "found", "follows", "by"), "personal"),
    }

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period_id}: {self.result}"


class ClinicExport(models.Model):
    """A workbook of findings that somebody took away, and why."""

    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    asked = models.JSONField(default=dict)
    row_count = models.PositiveIntegerField()

    privacy = {"by": "personal", "at": "none", "reason": "personal", "asked": "personal",
               "row_count": "none"}  # fmt: skip

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"Clinic export {self.pk}"
