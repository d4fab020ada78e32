"""Whose turn it is: what one person carries in a month of a programme."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lineofsight.web.practice.models.programme import Plan
from lineofsight.web.practice.querysets import TurnQuerySet
from lineofsight.web.states import Stateful

USER = settings.AUTH_USER_MODEL


class Turn(Stateful):
    """One holder's share of a month. `extra` is a second one in the same month, which
    somebody decided on with a reason; without that the database refuses it."""

    class State(models.TextChoices):
        GIVEN = "given", "Given"
        EXCUSED = "excused", "Excused"
        NO_RECORD = "no_record", "No record could be found"
        WITHDRAWN = "withdrawn", "Withdrawn"

    TRANSITIONS = {
        State.GIVEN: {State.WITHDRAWN, State.EXCUSED},
        State.NO_RECORD: {State.GIVEN, State.WITHDRAWN},
        State.EXCUSED: {State.WITHDRAWN},
        State.WITHDRAWN: set(),
    }
    called = "turn"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="turns")
    programme_key = models.CharField(max_length=60)
    month = models.DateField(help_text="the first day of the month")
    holder = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="turns")
    due_on = models.DateField()
    state = models.CharField(max_length=20, choices=State, default=State.GIVEN)
    why = models.TextField(blank=True, help_text="why excused, withdrawn or extra")
    extra = models.PositiveSmallIntegerField(default=0)

    objects = TurnQuerySet.as_manager()

    privacy = {
        "plan": "none",
        "programme_key": "none",
        "month": "none",
        "holder": "personal",
        "due_on": "none",
        "state": "none",
        "why": "personal",
        "extra": "none",
    }

    class Meta:
        ordering = ["month", "pk"]
        indexes = [models.Index(fields=["holder", "state"], name="turns_of_a_holder")]
        constraints = [
            models.UniqueConstraint(
                fields=["programme_key", "month", "holder", "extra"],
                condition=~Q(state="withdrawn"),
                name="one_turn_a_holder_and_month",
            ),
            models.CheckConstraint(name="turn_extra_has_reason", condition=Q(extra=0) | ~Q(why="")),
            models.CheckConstraint(
                name="turn_excused_has_reason",
                condition=~Q(state__in=["excused", "withdrawn"]) | ~Q(why=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Turn {self.pk}"


class Reallocation(models.Model):
    """A turn that went from one person to another, and why."""

    turn = models.ForeignKey(Turn, on_delete=models.PROTECT, related_name="reallocations")
    before = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    why_two = models.TextField(blank=True, help_text="why somebody carries two in the month")
    by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    privacy = {
        "turn": "none",
        "before": "personal",
        "after": "personal",
        "reason": "personal",
        "why_two": "personal",
        "by": "personal",
        "at": "none",
    }

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(name="reallocation_has_reason", condition=~Q(reason=""))
        ]

    def __str__(self) -> str:
        return f"Reallocation {self.pk}"


class RotationStart(models.Model):
    """With which type of a rotation somebody began, and in which month: all that is needed
    to say whose turn brings what in any month after."""

    programme_key = models.CharField(max_length=60)
    holder = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    began_on = models.DateField(help_text="the first day of a month")
    offset = models.PositiveSmallIntegerField(help_text="the number of the type begun with")

    privacy = {
        "programme_key": "none",
        "holder": "personal",
        "began_on": "none",
        "offset": "none",
    }

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme_key", "holder"], name="one_start_in_a_rotation"
            )
        ]

    def __str__(self) -> str:
        return f"Start {self.pk}"
