"""An action: who does what by when, how it is shown to be done, and who checked.

An action knows no source. The app that raised it keeps the link to it.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lineofsight.web.actions.queries import ActionQuerySet
from lineofsight.web.states import Stateful

USER = settings.AUTH_USER_MODEL


class Action(Stateful):
    """Overdue is not a state: it is a due day in the past while nobody has verified."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        AGREED = "agreed", "Agreed"
        IN_PROGRESS = "in_progress", "In progress"
        DONE_CLAIMED = "done_claimed", "Done, to be checked"
        VERIFIED = "verified", "Checked"
        CLOSED = "closed", "Closed"
        REOPENED = "reopened", "Reopened"
        REJECTED = "rejected", "Not taken up"
        SUPERSEDED = "superseded", "Replaced"

    TRANSITIONS = {
        State.PROPOSED: {State.AGREED, State.REJECTED, State.SUPERSEDED},
        State.AGREED: {State.IN_PROGRESS, State.DONE_CLAIMED, State.SUPERSEDED},
        State.IN_PROGRESS: {State.DONE_CLAIMED, State.SUPERSEDED},
        State.DONE_CLAIMED: {State.VERIFIED, State.CLOSED, State.REOPENED},
        State.VERIFIED: {State.CLOSED, State.REOPENED},
        State.CLOSED: {State.REOPENED},
        State.REOPENED: {State.IN_PROGRESS, State.DONE_CLAIMED, State.SUPERSEDED},
        State.REJECTED: set(),
        State.SUPERSEDED: set(),
    }
    OPEN = (State.PROPOSED, State.AGREED, State.IN_PROGRESS, State.REOPENED)
    """Somebody still has to do it (a proposal still has to be agreed)."""
    SETTLED = (State.VERIFIED, State.CLOSED, State.REJECTED, State.SUPERSEDED)
    """Nothing is left that could hold up a loop (nor is anything once it is said to be
    done, where the framework asks nobody to check)."""

    class Kind(models.TextChoices):
        CONCERN = "concern", "To put right"
        STRENGTH = "strength", "To keep and spread"

    called = "action"

    text = models.TextField()
    difference = models.TextField(blank=True, help_text="what will be different for the child")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CONCERN)
    child_id = models.CharField(max_length=100, blank=True)
    team_id = models.CharField(max_length=100, blank=True)
    service_id = models.CharField(max_length=100, blank=True)
    owner = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="actions")
    due_on = models.DateField()
    state = models.CharField(max_length=20, choices=State, default=State.PROPOSED)
    needs_check = models.BooleanField(default=True, help_text="somebody else checks it")
    needs_impact = models.BooleanField(
        default=False, help_text="closes only when it is said what changed for the child"
    )
    proposed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    claimed_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    verified_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    superseded_by = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="replaces"
    )

    objects = ActionQuerySet.as_manager()

    privacy = {
        "text": "special",
        "difference": "special",
        "kind": "none",
        "child_id": "special",
        "team_id": "none",
        "service_id": "none",
        "owner": "personal",
        "due_on": "none",
        "state": "none",
        "needs_check": "none",
        "needs_impact": "none",
        "proposed_by": "personal",
        "proposed_at": "none",
        "agreed_by": "personal",
        "agreed_at": "none",
        "claimed_by": "personal",
        "claimed_at": "none",
        "verified_by": "personal",
        "verified_at": "none",
        "closed_at": "none",
        "superseded_by": "none",
    }

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["owner", "state", "due_on"], name="action_of_owner"),
            models.Index(fields=["child_id"], name="action_of_child"),
        ]
        constraints = [
            models.CheckConstraint(
                name="action_agreed_has_who_and_when",
                condition=Q(state__in=["proposed", "rejected", "superseded"])
                | Q(agreed_by__isnull=False, agreed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="action_claimed_has_who_and_when",
                condition=~Q(state__in=["done_claimed", "verified", "closed"])
                | Q(claimed_by__isnull=False, claimed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="action_verified_has_who_and_when",
                condition=~Q(state__in=["verified", "closed"])
                | Q(verified_by__isnull=False, verified_at__isnull=False)
                | Q(state="closed", needs_check=False),
            ),
            models.CheckConstraint(
                name="action_verified_by_neither_owner_nor_claimer",
                condition=Q(verified_by__isnull=True)
                | (~Q(verified_by=F("owner")) & ~Q(verified_by=F("claimed_by"))),
            ),
            models.CheckConstraint(
                name="action_closed_has_when",
                condition=~Q(state="closed") | Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="action_superseded_names_its_heir",
                condition=~Q(state="superseded") | Q(superseded_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Action {self.pk}"

    @property
    def reference(self) -> str:
        return f"A{self.pk:05d}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_settled(self) -> bool:
        return self.state in self.SETTLED or (
            self.state == self.State.DONE_CLAIMED and not self.needs_check
        )

    def is_overdue(self, today) -> bool:
        return self.due_on < today and not self.is_settled


class Evidence(models.Model):
    """What shows that an action was done, and where it can be found."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="evidence")
    text = models.TextField()
    found_in = models.CharField(max_length=200, blank=True)
    shows_impact = models.BooleanField(default=False, help_text="what changed for the child")
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    privacy = {
        "action": "none",
        "text": "special",
        "found_in": "special",
        "shows_impact": "none",
        "added_by": "personal",
        "added_at": "none",
    }

    class Meta:
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return f"Evidence for {self.action_id}"


class Step(models.Model):
    """One thing that happened to an action. `owner` is whose it was then: whoever has
    owned an action, however briefly, does not check it."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=40)
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20)
    owner = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    privacy = {
        "action": "none",
        "what": "none",
        "before": "none",
        "after": "none",
        "owner": "personal",
        "note": "special",
        "by": "personal",
        "at": "none",
    }

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.what} {self.action_id}"
