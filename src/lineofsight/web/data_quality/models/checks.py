"""Files that were checked without being loaded: who, when, and how it ended."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lineofsight.web.states import Stateful


class FileCheck(Stateful):
    """Running means that its process holds the lock file; one that does not was interrupted."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to start"
        RUNNING = "running", "Being checked"
        DONE = "done", "Checked"
        REFUSED = "refused", "Refused"
        INTERRUPTED = "interrupted", "Interrupted"

    TRANSITIONS = {
        State.WAITING: {State.RUNNING, State.INTERRUPTED},
        State.RUNNING: {State.DONE, State.REFUSED, State.INTERRUPTED},
        State.DONE: set(),
        State.REFUSED: set(),
        State.INTERRUPTED: set(),
    }
    called = "check"

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="file_checks"
    )
    at = models.DateTimeField()
    return_id = models.CharField(max_length=20, blank=True)
    collection_year = models.PositiveSmallIntegerField()
    authority = models.CharField(max_length=9, blank=True)
    file_names = models.JSONField(default=list)
    previous_names = models.JSONField(default=list)
    provider_names = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    run_key = models.CharField(max_length=200, blank=True)
    outcome = models.TextField(blank=True, help_text="Why it was refused, and what to do.")

    privacy = {
        **dict.fromkeys(("by", "file_names", "previous_names", "provider_names"), "personal"),
        **dict.fromkeys(
            ("at", "return_id", "collection_year", "authority", "state", "run_key", "outcome"),
            "none",
        ),
    }

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="quality_check_done_names_its_run",
                condition=Q(state="done", run_key__gt="") | (~Q(state="done") & Q(run_key="")),
            ),
            models.CheckConstraint(
                name="quality_check_refused_says_why",
                condition=~Q(state__in=["refused", "interrupted"]) | Q(outcome__gt=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Check {self.pk}"

    @property
    def is_going_on(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)
