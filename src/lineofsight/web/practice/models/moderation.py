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


class Feedback(models.Model):
    """What the moderator tells an auditor about the audit itself, point by point."""

    moderation = models.ForeignKey(Moderation, on_delete=models.PROTECT, related_name="feedback")
    question_key = models.CharField(max_length=60)
    text = models.TextField()

    privacy = {"moderation": "none", "question_key": "none", "text": "personal"}

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["moderation", "question_key"], name="feedback_once_a_point"
            )
        ]

    def __str__(self) -> str:
        return f"Feedback {self.pk}"


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
    """One step on the way to a closed loop, as the pack's loop orders them: shared,
    acknowledged, directed, assured, checked again, seen to have had an effect, tested again.

    When it finds something not done yet, the loop stays open and the same step is due
    again, on a day that whoever looked sets.
    """

    class State(models.TextChoices):
        DUE = "due", "Due"
        CONFIRMED = "confirmed", "Done"
        NOT_YET = "not_yet", "Not yet"

    class Kind(models.TextChoices):
        SHARE = "share", "Share"
        ACKNOWLEDGE = "acknowledge", "Acknowledge"
        OVERSIGHT = "oversight", "Oversight"
        ASSURANCE = "assurance", "Assurance"
        RE_CHECK = "re-check", "Re-check"
        IMPACT = "impact", "Effect on the child"
        RETEST = "retest", "Test again"

    TRANSITIONS = {
        State.DUE: {State.CONFIRMED, State.NOT_YET},
        State.CONFIRMED: set(),
        State.NOT_YET: set(),
    }
    called = "step of the loop"

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="follow_ups")
    step_key = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=Kind)
    number = models.PositiveSmallIntegerField(default=1)
    anchor_on = models.DateField()
    due_on = models.DateField()
    is_timed = models.BooleanField(default=True, help_text="the framework gives it a time")
    checker = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="rechecks")
    state = models.CharField(max_length=20, choices=State, default=State.DUE)
    done_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    found = models.TextField(blank=True)
    answers = models.JSONField(default=dict)
    footprint = models.TextField(blank=True)
    footprint_on = models.DateField(null=True)
    told = models.ManyToManyField(USER, related_name="loops_told")
    tested_with = models.ForeignKey(
        Audit, null=True, on_delete=models.PROTECT, related_name="retests",
        help_text="the later audit that tested the same again",
    )  # fmt: skip

    objects = FollowUpQuerySet.as_manager()

    privacy = {
        "audit": "none",
        "step_key": "none",
        "kind": "none",
        "number": "none",
        "anchor_on": "none",
        "due_on": "none",
        "is_timed": "none",
        "checker": "personal",
        "state": "none",
        "done_by": "personal",
        "done_at": "none",
        "found": "special",
        "answers": "special",
        "footprint": "special",
        "footprint_on": "none",
        "told": "personal",
        "tested_with": "none",
    }

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["audit", "step_key", "number"], name="steps_of_a_loop_once"
            ),
            models.CheckConstraint(
                name="recheck_done_has_who_and_when",
                condition=Q(state="due") | Q(done_by__isnull=False, done_at__isnull=False),
            ),
            models.CheckConstraint(
                name="recheck_confirmed_leaves_a_footprint",
                condition=~Q(state="confirmed")
                | ~Q(kind="re-check")
                | (Q(footprint_on__isnull=False) & ~Q(footprint="")),
            ),
            models.CheckConstraint(
                name="loop_step_says_what_was_found",
                condition=~Q(state="confirmed", kind__in=["assurance", "impact", "retest"])
                | ~Q(found=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step_key} {self.number} of {self.audit_id}"

    @property
    def declared(self):
        """What the pack says about this step."""
        return self.audit.activity.loop_step(self.step_key)

    def is_overdue(self, today) -> bool:
        return self.state == self.State.DUE and self.is_timed and self.due_on < today
