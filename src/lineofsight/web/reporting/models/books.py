"""Books that somebody had made."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lineofsight.web.people.permissions import Permission
from lineofsight.web.states import Stateful


class BookQuerySet(models.QuerySet):
    def visible_to(self, user) -> "BookQuerySet":
        """One's own only: a book is about the children its maker may see."""
        if not user.is_authenticated or not user.may(Permission.CHILDREN_SEE):
            return self.none()
        return self.filter(by=user)

    def going_on(self) -> "BookQuerySet":
        return self.filter(state__in=["waiting", "running"])


class Book(Stateful):
    """A book that somebody had made: children line by line, or all figures with what is due. Who
    took it, when and why stays; its files go after a week. `reach_key`: what the maker might see
    when it was made; with another reach it is not handed out any more."""

    class Kind(models.TextChoices):
        ANNEX_A = "annex-a", "Child-level book of Annex A"
        DATA = "data", "Data book with trackers"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to start"
        RUNNING = "running", "Being made"
        DONE = "done", "Made"
        REFUSED = "refused", "Refused"
        INTERRUPTED = "interrupted", "Interrupted"
        DELETED = "deleted", "Deleted"

    TRANSITIONS = {
        State.WAITING: {State.RUNNING, State.REFUSED, State.INTERRUPTED},
        State.RUNNING: {State.DONE, State.REFUSED, State.INTERRUPTED},
        State.DONE: {State.DELETED},
        State.REFUSED: set(),
        State.INTERRUPTED: set(),
        State.DELETED: set(),
    }
    called = "book"
    privacy = {
        **dict.fromkeys(
            ("kind", "period_id", "at", "state", "outcome", "snapshot_id", "reach", "reach_key",
             "row_count", "child_count", "file_names", "until_on"),
            "none",
        ),
        **dict.fromkeys(("by", "reason"), "personal"),
    }  # fmt: skip

    kind = models.CharField(max_length=10, choices=Kind)
    period_id = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    outcome = models.TextField(blank=True, help_text="Why it came to nothing, and what to do.")
    snapshot_id = models.CharField(max_length=60, blank=True)
    reach = models.CharField(max_length=500, blank=True, help_text="Whose children, in words.")
    reach_key = models.CharField(max_length=64, blank=True)
    row_count = models.PositiveIntegerField(default=0)
    child_count = models.PositiveIntegerField(default=0)
    file_names = models.JSONField(default=list)
    until_on = models.DateField(help_text="The last day on which its files are there.")

    objects = BookQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "kind"],
                condition=Q(state__in=["waiting", "running"]),
                name="reporting_one_book_at_a_time",
            ),
            models.CheckConstraint(name="book_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="book_that_failed_says_why",
                condition=~Q(state__in=["refused", "interrupted"]) | Q(outcome__gt=""),
            ),
        ]

    def __str__(self) -> str:
        return f"book {self.pk}"

    @property
    def is_going_on(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)
