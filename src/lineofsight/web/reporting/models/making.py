"""Attempts to compile and to publish, each in a process of its own."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lineofsight.web.reporting.models.reports import Report
from lineofsight.web.states import Stateful


class MakingQuerySet(models.QuerySet):
    def going_on(self) -> "MakingQuerySet":
        return self.filter(state__in=["waiting", "running"])


class Making(Stateful):
    """One attempt to compile or to publish a report, by a process of its own. Running means
    that the process holds the lock file; one that does not was interrupted."""

    class Kind(models.TextChoices):
        COMPILE = "compile", "compiled"
        PUBLISH = "publish", "published"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to start"
        RUNNING = "running", "Under way"
        DONE = "done", "Done"
        REFUSED = "refused", "Refused"
        INTERRUPTED = "interrupted", "Interrupted"

    TRANSITIONS = {
        State.WAITING: {State.RUNNING, State.REFUSED, State.INTERRUPTED},
        State.RUNNING: {State.DONE, State.REFUSED, State.INTERRUPTED},
        State.DONE: set(),
        State.REFUSED: set(),
        State.INTERRUPTED: set(),
    }
    called = "attempt"
    privacy = {
        **dict.fromkeys(
            ("report", "kind", "at", "state", "steps_done", "steps", "outcome"), "none"
        ),
        "by": "personal",
    }

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="makings")
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="report_makings"
    )
    at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    steps_done = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=0)
    outcome = models.TextField(blank=True, help_text="Why it came to nothing, and what to do.")

    objects = MakingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(state__in=["waiting", "running"]),
                name="reporting_one_making_at_a_time",
            ),
            models.CheckConstraint(
                name="making_that_failed_says_why",
                condition=~Q(state__in=["refused", "interrupted"]) | Q(outcome__gt=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.report_id}"

    @property
    def came_to_nothing(self) -> bool:
        return self.state in (self.State.REFUSED, self.State.INTERRUPTED)
