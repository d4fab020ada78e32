"""Themes that may be looked at in practice: who raised each, and how far it has come."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lineofsight.web.states import Stateful

USER = settings.AUTH_USER_MODEL


class CandidateTheme(Stateful):
    """A theme of the planner. `raised_in` is the key of a board of the pack, or empty where
    `raised_how` says where else it came from; `coded_as` the theme that findings are coded
    with, where a recurrent finding was proposed; `figure` the figure that raised it."""

    class State(models.TextChoices):
        CANDIDATE = "candidate", "Candidate"
        AGREED = "agreed", "Agreed"
        RUNNING = "running", "Under way"
        REPORTED = "reported", "Reported"
        CLOSED = "closed", "Closed"
        SET_ASIDE = "set_aside", "Set aside"

    TRANSITIONS = {
        State.CANDIDATE: {State.AGREED, State.SET_ASIDE},
        State.AGREED: {State.RUNNING, State.SET_ASIDE},
        State.RUNNING: {State.REPORTED},
        State.REPORTED: {State.CLOSED, State.RUNNING},
        State.CLOSED: set(),
        State.SET_ASIDE: {State.CANDIDATE},
    }
    called = "theme"

    title = models.CharField(max_length=200)
    why = models.TextField()
    raised_in = models.CharField(max_length=60, blank=True)
    raised_how = models.CharField(max_length=200, blank=True)
    raised_on = models.DateField()
    coded_as = models.CharField(max_length=60, blank=True)
    figure = models.JSONField(null=True)
    planned_for = models.DateField(null=True, help_text="the first day of a month")
    state = models.CharField(max_length=20, choices=State, default=State.CANDIDATE)
    found = models.TextField(blank=True, help_text="what was found, for the report")
    recorded_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    privacy = {
        "title": "none",
        "why": "none",
        "raised_in": "none",
        "raised_how": "none",
        "raised_on": "none",
        "coded_as": "none",
        "figure": "none",
        "planned_for": "none",
        "state": "none",
        "found": "none",
        "recorded_by": "personal",
        "recorded_at": "none",
    }

    class Meta:
        ordering = ["planned_for", "-raised_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="theme_says_where_it_was_raised",
                condition=~Q(raised_in="") | ~Q(raised_how=""),
            ),
            models.CheckConstraint(
                name="theme_reported_says_what_was_found",
                condition=~Q(state__in=["reported", "closed"]) | ~Q(found=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ThemeStep(models.Model):
    """What happened to a theme, when, and who decided it."""

    theme = models.ForeignKey(CandidateTheme, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=20, choices=CandidateTheme.State)
    note = models.TextField(blank=True)
    by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    privacy = {"theme": "none", "state": "none", "note": "none", "by": "personal", "at": "none"}

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Step {self.pk}"
