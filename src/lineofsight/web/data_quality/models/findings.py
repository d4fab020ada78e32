"""A finding on its way: worker, team manager, group manager."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lineofsight.web.data_quality.models.runs import CHARACTERISTICS, RETURNS, Run
from lineofsight.web.data_quality.querysets import FindingQuerySet
from lineofsight.web.states import Stateful

USER = settings.AUTH_USER_MODEL
SEVERITIES = [("error", "Error"), ("query", "Query")]


class Desk(models.TextChoices):
    """With whom a finding lies. Who that is on a day, the organisation says."""

    WORKER = "worker", "Worker"
    TEAM_MANAGER = "team-manager", "Team manager"
    GROUP_MANAGER = "group-manager", "Group manager"


class Finding(Stateful):
    """The same fault in the same record, however many runs have seen it.

    What the last run said of it (row, team, worker) is kept up to date; what people did is
    theirs. `is_gone`: the last run no longer has it, though somebody still has to look.
    """

    class State(models.TextChoices):
        OPEN = "open", "To correct"
        RETURNED = "returned", "Sent back"
        CORRECTED = "corrected", "To check"
        CHECKED = "checked", "To confirm"
        CONFIRMED = "confirmed", "Confirmed"
        EXEMPT = "exempt", "Left as it is"
        CLOSED = "closed", "No longer in the data"

    TRANSITIONS = {
        State.OPEN: {State.CORRECTED, State.EXEMPT, State.CLOSED},
        State.RETURNED: {State.CORRECTED, State.EXEMPT, State.CLOSED},
        State.CORRECTED: {State.CHECKED, State.RETURNED},
        State.CHECKED: {State.CONFIRMED, State.RETURNED},
        State.CONFIRMED: {State.CLOSED, State.RETURNED},
        State.EXEMPT: {State.OPEN, State.CLOSED},
        State.CLOSED: {State.OPEN},
    }
    TO_CORRECT = (State.OPEN, State.RETURNED)
    WAITING = (*TO_CORRECT, State.CORRECTED, State.CHECKED)
    """Somebody has something to do, by the due day."""
    called = "finding"

    key = models.CharField(max_length=80, unique=True)
    return_id = models.CharField(max_length=20, choices=RETURNS)
    rule = models.CharField(max_length=60)
    severity = models.CharField(max_length=5, choices=SEVERITIES)
    characteristic = models.CharField(max_length=12, choices=CHARACTERISTICS)
    theme = models.CharField(max_length=80, blank=True)
    of_table = models.CharField(max_length=80, blank=True)
    row = models.PositiveIntegerField(null=True)
    record_key = models.CharField(max_length=200, blank=True)
    columns = models.JSONField(default=list)
    message = models.TextField()
    child_id = models.CharField(max_length=100, blank=True)
    team_id = models.CharField(max_length=100, blank=True)
    worker_id = models.CharField(max_length=100, blank=True)
    event_on = models.DateField(null=True)
    first_run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    last_run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="findings")
    first_seen_on = models.DateField()
    last_seen_on = models.DateField()

    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    desk = models.CharField(max_length=15, choices=Desk, default=Desk.WORKER)
    due_on = models.DateField(null=True)
    is_gone = models.BooleanField(default=False)
    times_back = models.PositiveSmallIntegerField(default=0)
    corrected_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    exempt_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    exempt_at = models.DateTimeField(null=True)
    exempt_reason = models.TextField(blank=True)
    exempt_until_on = models.DateField(null=True, help_text="the last day it is left as it is")
    closed_at = models.DateTimeField(null=True)

    objects = FindingQuerySet.as_manager()

    privacy = {
        **dict.fromkeys(("record_key", "child_id", "row", "event_on", "exempt_reason"), "special"),
        **dict.fromkeys(
            ("worker_id", "corrected_by", "checked_by", "confirmed_by", "exempt_by"), "personal"
        ),
        **dict.fromkeys(
            (
                "key", "return_id", "rule", "severity", "characteristic", "theme", "of_table",
                "columns", "message", "team_id", "first_run", "last_run", "first_seen_on",
                "last_seen_on", "state", "desk", "due_on", "is_gone", "times_back",
                "corrected_at", "checked_at", "confirmed_at", "exempt_at", "exempt_until_on",
                "closed_at",
            ),
            "none",
        ),
    }  # fmt: skip

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["state", "team_id"], name="quality_finding_of_team"),
            models.Index(fields=["worker_id", "state"], name="quality_finding_of_worker"),
            models.Index(fields=["return_id", "state"], name="quality_finding_of_return"),
            models.Index(fields=["child_id"], name="quality_finding_of_child"),
        ]
        constraints = [
            models.CheckConstraint(
                name="quality_waiting_has_a_due_day",
                condition=~Q(state__in=["open", "returned", "corrected", "checked"])
                | Q(due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="quality_corrected_has_who_and_when",
                condition=~Q(state__in=["corrected", "checked", "confirmed"])
                | Q(corrected_by__isnull=False, corrected_at__isnull=False),
            ),
            models.CheckConstraint(
                name="quality_checked_has_who_and_when",
                condition=~Q(state__in=["checked", "confirmed"])
                | Q(checked_by__isnull=False, checked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="quality_confirmed_has_who_and_when",
                condition=~Q(state="confirmed")
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="quality_checked_by_another",
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("corrected_by")),
            ),
            models.CheckConstraint(
                name="quality_confirmed_by_a_third",
                condition=Q(confirmed_by__isnull=True)
                | (~Q(confirmed_by=F("corrected_by")) & ~Q(confirmed_by=F("checked_by"))),
            ),
            models.CheckConstraint(
                name="quality_exempt_has_who_why_and_until",
                condition=~Q(state="exempt")
                | Q(exempt_by__isnull=False, exempt_until_on__isnull=False, exempt_reason__gt=""),
            ),
            models.CheckConstraint(
                name="quality_closed_has_when",
                condition=~Q(state="closed") | Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Finding {self.pk}"

    @property
    def reference(self) -> str:
        return f"D{self.pk:06d}"

    @property
    def is_waiting(self) -> bool:
        return self.state in self.WAITING

    def is_late(self, today) -> bool:
        return self.is_waiting and self.due_on < today


class Step(models.Model):
    """One thing that happened to a finding; `by` empty is the product itself."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="steps")
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    desk = models.CharField(max_length=15, choices=Desk)
    note = models.TextField(blank=True)
    by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    privacy = {
        "finding": "none",
        "before": "none",
        "after": "none",
        "desk": "none",
        "note": "special",
        "by": "personal",
        "at": "none",
    }

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.after} {self.finding_id}"
