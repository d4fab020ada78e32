"""A session in which several audits are moderated together."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lineofsight.web.frameworks.models import AdoptedPack
from lineofsight.web.practice.querysets import SessionQuerySet
from lineofsight.web.states import Stateful

USER = settings.AUTH_USER_MODEL


class Session(Stateful):
    """People moderate audits of one kind together. Who was there is kept with the session,
    the decisions with the audits; `note` is what the group takes from it."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"

    TRANSITIONS = {
        State.PLANNED: {State.HELD, State.CANCELLED},
        State.HELD: set(),
        State.CANCELLED: set(),
    }
    called = "session"

    adopted = models.ForeignKey(AdoptedPack, on_delete=models.PROTECT, related_name="+")
    activity_key = models.CharField(max_length=60)
    planned_on = models.DateField()
    leader = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State, default=State.PLANNED)
    note = models.TextField(blank=True)
    made_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True)

    objects = SessionQuerySet.as_manager()

    privacy = {
        "adopted": "none",
        "activity_key": "none",
        "planned_on": "none",
        "leader": "personal",
        "state": "none",
        "note": "special",
        "made_at": "none",
        "held_at": "none",
    }

    class Meta:
        ordering = ["-planned_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="session_held_has_when",
                condition=~Q(state="held") | Q(held_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Session {self.pk}"

    @property
    def activity(self):
        return self.adopted.pack.activity(self.activity_key)


class Attendance(models.Model):
    """Somebody invited to a session, and whether they came; None until it was held."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendance")
    person = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    was_there = models.BooleanField(null=True)

    privacy = {"session": "none", "person": "personal", "was_there": "personal"}

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="invited_to_a_session_once")
        ]

    def __str__(self) -> str:
        return f"Attendance {self.pk}"
