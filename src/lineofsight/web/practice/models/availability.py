"""Who cannot carry an activity for a time: away, exempt, or with a limit on their load."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lineofsight.web.people.managers import EffectiveQuerySet
from lineofsight.web.practice.querysets import ExemptionQuerySet
from lineofsight.web.states import Stateful

USER = settings.AUTH_USER_MODEL


class Absence(models.Model):
    """Somebody is away. Why is nobody's business here, so it is not asked."""

    person = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="absences")
    from_on = models.DateField()
    to_on = models.DateField()
    noted_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    objects = EffectiveQuerySet.as_manager()

    privacy = {
        "person": "personal",
        "from_on": "personal",
        "to_on": "personal",
        "noted_by": "personal",
        "noted_at": "none",
        "cancelled_at": "none",
    }

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_it_begins", condition=Q(to_on__gte=F("from_on"))
            )
        ]

    def __str__(self) -> str:
        return f"Absence {self.pk}"


class Exemption(Stateful):
    """Somebody asks not to carry a programme for a time; the framework's named role decides."""

    class State(models.TextChoices):
        ASKED = "asked", "Asked for"
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Refused"
        ENDED = "ended", "Ended early"

    TRANSITIONS = {
        State.ASKED: {State.APPROVED, State.REFUSED},
        State.APPROVED: {State.ENDED},
        State.REFUSED: set(),
        State.ENDED: set(),
    }
    called = "exemption"

    person = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="exemptions")
    programme_key = models.CharField(max_length=60)
    from_on = models.DateField()
    to_on = models.DateField()
    reason = models.TextField()
    state = models.CharField(max_length=20, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision = models.TextField(blank=True)

    objects = ExemptionQuerySet.as_manager()

    privacy = {
        "person": "personal",
        "programme_key": "none",
        "from_on": "personal",
        "to_on": "personal",
        "reason": "personal",
        "state": "none",
        "asked_by": "personal",
        "asked_at": "none",
        "decided_by": "personal",
        "decided_at": "none",
        "decision": "personal",
    }

    class Meta:
        ordering = ["-from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="exemption_ends_after_it_begins", condition=Q(to_on__gte=F("from_on"))
            ),
            models.CheckConstraint(name="exemption_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="exemption_decided_by_somebody_else",
                condition=Q(state="asked")
                | Q(decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decided_by=F("person")),
            ),
        ]

    def __str__(self) -> str:
        return f"Exemption {self.pk}"


class Capacity(models.Model):
    """No more than so many parts at a time for somebody: who works part of the week, say."""

    person = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="capacities")
    at_most = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    reason = models.TextField()
    set_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = EffectiveQuerySet.as_manager()

    privacy = {
        "person": "personal",
        "at_most": "personal",
        "from_on": "personal",
        "to_on": "personal",
        "reason": "personal",
        "set_by": "personal",
        "set_at": "none",
    }

    class Meta:
        ordering = ["-from_on", "-pk"]
        verbose_name_plural = "capacities"

    def __str__(self) -> str:
        return f"Capacity {self.pk}"
