"""Reports that rest for a while."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lineofsight.web.reporting.models.reports import PERSON


class ReportPauseQuerySet(models.QuerySet):
    def on(self, day) -> "ReportPauseQuerySet":
        return self.filter(from_on__lte=day).filter(Q(to_on__isnull=True) | Q(to_on__gte=day))

    def not_over(self, day) -> "ReportPauseQuerySet":
        """Those that hold today, and those to come."""
        return self.filter(Q(to_on__isnull=True) | Q(to_on__gte=day))


class ReportPause(models.Model):
    """A reporting arrangement rests for a time while the others go on: why, and who said so.
    `to_on` empty: until somebody ends it."""

    definition_key = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    reason = models.TextField()
    paused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    paused_at = models.DateTimeField()
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    ended_at = models.DateTimeField(null=True)

    objects = ReportPauseQuerySet.as_manager()

    privacy = {
        **dict.fromkeys(
            ("definition_key", "title", "from_on", "to_on", "reason", "paused_at", "ended_at"),
            "none",
        ),
        **dict.fromkeys(("paused_by", "ended_by"), "personal"),
    }

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="pause_ends_after_it_begins",
                condition=Q(to_on__isnull=True)
                | Q(to_on__gte=F("from_on"))
                | Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(name="pause_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.definition_key} paused from {self.from_on}"
