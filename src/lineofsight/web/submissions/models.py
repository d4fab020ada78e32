"""An attempt to load files: who, when, and how it ended. The data itself is in the warehouse."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lineofsight.web.states import Stateful


class Load(Stateful):
    """Running means that its worker holds the lock file; one that does not was interrupted."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to start"
        RUNNING = "running", "Being read"
        LOADED = "loaded", "Loaded"
        REFUSED = "refused", "Refused"
        INTERRUPTED = "interrupted", "Interrupted"

    TRANSITIONS = {
        State.WAITING: {State.RUNNING, State.INTERRUPTED},
        State.RUNNING: {State.LOADED, State.REFUSED, State.INTERRUPTED},
        State.LOADED: set(),
        State.REFUSED: set(),
        State.INTERRUPTED: set(),
    }
    called = "load"
    privacy = {
        "by": "personal",
        "at": "none",
        "file_names": "personal",
        "as_at": "none",
        "collection_year": "none",
        "state": "none",
        "snapshot_id": "none",
        "recognised": "none",
        "outcome": "none",
    }

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="loads")
    at = models.DateTimeField()
    file_names = models.JSONField(default=list)
    as_at = models.DateField(null=True)
    collection_year = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    snapshot_id = models.CharField(max_length=60, blank=True)
    recognised = models.TextField(blank=True)
    outcome = models.TextField(blank=True, help_text="Why it was refused, and what to do.")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="load_loaded_names_its_snapshot",
                condition=Q(state="loaded", snapshot_id__gt="")
                | (~Q(state="loaded") & Q(snapshot_id="")),
            ),
            models.CheckConstraint(
                name="load_refused_says_why",
                condition=~Q(state__in=["refused", "interrupted"]) | Q(outcome__gt=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Load {self.pk}"

    @property
    def is_going_on(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)
