"""Keys that stand for a person without their password: for a calendar, or for a program."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from lineofsight.web.connections.queries import SOON, AccessKeyQuerySet

USER = settings.AUTH_USER_MODEL


class AccessKey(models.Model):
    """A secret that reads what its person may read. Only its digest is kept: whoever has the
    database has no key. A calendar's key reads one's own due dates and nothing else."""

    class Use(models.TextChoices):
        CALENDAR = "calendar", "Calendar"
        API = "api", "Programs (API)"

    person = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="access_keys")
    use = models.CharField(max_length=10, choices=Use.choices)
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_on = models.DateField(help_text="the last day on which it opens")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    used_at = models.DateTimeField(null=True, help_text="last, to within a few minutes")

    objects = AccessKeyQuerySet.as_manager()

    privacy = {
        "person": "personal",
        "use": "none",
        "name": "personal",
        "digest": "none",
        "made_by": "personal",
        "made_at": "none",
        "expires_on": "none",
        "withdrawn_at": "none",
        "withdrawn_by": "personal",
        "used_at": "none",
    }

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="connections_key_withdrawn_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(use="calendar", withdrawn_at__isnull=True),
                name="connections_one_calendar_key",
            ),
        ]

    def __str__(self) -> str:
        return f"Key {self.pk}"

    def is_open(self, day: datetime.date) -> bool:
        return self.withdrawn_at is None and day <= self.expires_on

    def has_run_out(self, day: datetime.date) -> bool:
        return self.withdrawn_at is None and day > self.expires_on

    def is_running_out(self, day: datetime.date) -> bool:
        return self.use == self.Use.API and self.is_open(day) and self.expires_on <= day + SOON


class CalendarEntry(models.Model):
    """What somebody's calendar was last told of one thing that is due from them, so that a
    change of its day counts as a change, and what is done is taken out of the calendar."""

    person = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="calendar_entries")
    about = models.CharField(max_length=300, help_text="the page it leads to, and the kind of it")
    title = models.CharField(max_length=100)
    due_on = models.DateField()
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    is_cancelled = models.BooleanField(default=False)

    privacy = {
        "person": "personal",
        "about": "none",
        "title": "none",
        "due_on": "none",
        "sequence": "none",
        "changed_at": "none",
        "is_cancelled": "none",
    }

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "about"], name="connections_entry_once")
        ]

    def __str__(self) -> str:
        return f"Calendar entry {self.pk}"
