"""Moderation, which never touches what the auditors graded, and what follows it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lineofsight.web.practice.models.audits import Audit, AuditPart
from lineofsight.web.practice.querysets import FollowUpQuerySet
from lineofsight.web.states import Stateful

USER = settings.AUTH_USER_MODEL


class Moderation(models.Model):
    """The moderator's view. A draft until `confirmed_at`."""

    audit = models.OneToOneField(Audit, on_delete=models.PROTECT, related_name="moderation")
    moderator = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    learning = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    privacy = {
        "audit": "none",
        "moderator": "personal",
        "learning": "special",
        "saved_at": "none",
        "confirmed_at": "none",
    }

    def __str__(self) -> str:
        return f"Moderation of {self.audit_id}"


class FinalGrade(models.Model):
    """The grade that counts, beside the auditors' own, which stay as they were. Without
    moderation it is the grade of the one who judges."""

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="final_grades")
    domain_key = models.CharField(max_length=60)
    grade = models.CharField(max_length=60)
    reason = models.TextField(blank=True)

    privacy = {"audit": "none", "domain_key": "none", "grade": "none", "reason": "special"}

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["audit", "domain_key"], name="one_final_grade_a_domain")
        ]

    def __str__(self) -> str:
        return f"Final grade {self.pk}"


class SentBack(models.Model):
    """A question with which the moderator sends a part back to its auditor."""

    part = models.ForeignKey(AuditPart, on_delete=models.PROTECT, related_name="sent_back")
    question = models.TextField()
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    privacy = {
        "part": "none",
        "question": "special",
        "asked_by": "personal",
        "asked_at": "none",
        "answer": "special",
        "answered_at": "none",
    }

    class Meta:
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return f"Question {self.pk}"


class FollowUp(Stateful):
    """An independent re-check. When it finds actions not done, the loop stays open and
    another is due, on a day that the checker sets."""

    class State(models.TextChoices):
        DUE = "due", "Due"
        CONFIRMED = "confirmed", "Actions confirmed"
        NOT_YET = "not_yet", "Not all done yet"

    TRANSITIONS = {
        State.DUE: {State.CONFIRMED, State.NOT_YET},
        State.CONFIRMED: set(),
        State.NOT_YET: set(),
    }
    called = "re-check"

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="follow_ups")
    number = models.PositiveSmallIntegerField(default=1)
    anchor_on = models.DateField()
    due_on = models.DateField()
    checker = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="rechecks")
    state = models.CharField(max_length=20, choices=State, default=State.DUE)
    done_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    found = models.TextField(blank=True)
    footprint = models.TextField(blank=True)
    footprint_on = models.DateField(null=True)

    objects = FollowUpQuerySet.as_manager()

    privacy = {
        "audit": "none",
        "number": "none",
        "anchor_on": "none",
        "due_on": "none",
        "checker": "personal",
        "state": "none",
        "done_by": "personal",
        "done_at": "none",
        "found": "special",
        "footprint": "special",
        "footprint_on": "none",
    }

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["audit", "number"], name="rechecks_of_an_audit"),
            models.CheckConstraint(
                name="recheck_done_has_who_and_when",
                condition=Q(state="due") | Q(done_by__isnull=False, done_at__isnull=False),
            ),
            models.CheckConstraint(
                name="recheck_confirmed_leaves_a_footprint",
                condition=~Q(state="confirmed")
                | (Q(footprint_on__isnull=False) & ~Q(footprint="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Re-check {self.number} of {self.audit_id}"

    def is_overdue(self, today) -> bool:
        return self.state == self.State.DUE and self.due_on < today
