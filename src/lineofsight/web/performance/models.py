"""What people set and say about figures. Every row is a version: none is ever changed.

A unit is written as the pages write it: `all`, `service:CODE`, `team:CODE`.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lineofsight.periods import Period
from lineofsight.web.actions.models import Action

USER = settings.AUTH_USER_MODEL


class TargetVersion(models.Model):
    """A target and its tolerance from a month on; the newest version is in force.

    A version with neither end says that there is no target any more.
    """

    indicator_id = models.CharField(max_length=10)
    unit = models.CharField(max_length=120, default="all")
    at_least = models.FloatField(null=True, blank=True)
    at_most = models.FloatField(null=True, blank=True)
    tolerance = models.FloatField(default=0)
    from_month = models.DateField(help_text="the first day of the month it is in force from")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    privacy = {
        "indicator_id": "none",
        "unit": "none",
        "at_least": "none",
        "at_most": "none",
        "tolerance": "none",
        "from_month": "none",
        "reason": "none",
        "by": "personal",
        "at": "none",
    }

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["indicator_id", "unit"], name="target_of_measure")]
        constraints = [
            models.CheckConstraint(
                name="target_least_is_not_above_most",
                condition=Q(at_least__isnull=True)
                | Q(at_most__isnull=True)
                | Q(at_least__lte=F("at_most")),
            ),
            models.CheckConstraint(
                name="target_tolerance_is_not_negative", condition=Q(tolerance__gte=0)
            ),
            models.CheckConstraint(name="target_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"target {self.pk} of {self.indicator_id}"


class ChartRestart(models.Model):
    """A day from which a measure's limits are worked out anew, and why; or that it is undone."""

    indicator_id = models.CharField(max_length=10)
    unit = models.CharField(max_length=120, default="all")
    on = models.DateField()
    reason = models.CharField(max_length=120)
    is_withdrawn = models.BooleanField(default=False)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    privacy = {
        "indicator_id": "none",
        "unit": "none",
        "on": "none",
        "reason": "none",
        "is_withdrawn": "none",
        "by": "personal",
        "at": "none",
    }

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["indicator_id", "unit"], name="restart_of_measure")]

    def __str__(self) -> str:
        return f"restart {self.pk} of {self.indicator_id}"


class Commentary(models.Model):
    """What the owner says about a figure of a period; the newest version is shown."""

    indicator_id = models.CharField(max_length=10)
    unit = models.CharField(max_length=120, default="all")
    period_id = models.CharField(max_length=20)
    text = models.TextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="commentary")
    role = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    privacy = {
        "indicator_id": "none",
        "unit": "none",
        "period_id": "none",
        "text": "personal",
        "by": "personal",
        "role": "none",
        "at": "none",
    }

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["unit", "period_id"], name="commentary_of_period"),
            models.Index(fields=["indicator_id", "unit"], name="commentary_of_measure"),
        ]
        constraints = [
            models.CheckConstraint(name="commentary_says_something", condition=~Q(text=""))
        ]

    def __str__(self) -> str:
        return f"commentary {self.pk} on {self.indicator_id}"

    @property
    def period(self) -> Period:
        return Period.parse(self.period_id)


class FigureAction(models.Model):
    """An action that was raised from a figure: which figure, of which period."""

    action = models.OneToOneField(Action, on_delete=models.PROTECT, related_name="figure")
    indicator_id = models.CharField(max_length=10)
    unit = models.CharField(max_length=120, default="all")
    period_id = models.CharField(max_length=20)

    privacy = dict.fromkeys(("action", "indicator_id", "unit", "period_id"), "none")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["indicator_id"], name="action_of_measure")]

    def __str__(self) -> str:
        return f"action {self.action_id} from {self.indicator_id}"


class ChildrenDownload(models.Model):
    """A list of children that left the product: who took it, when, why, and how many rows."""

    indicator_id = models.CharField(max_length=10)
    unit = models.CharField(max_length=120)
    period_id = models.CharField(max_length=20)
    status = models.CharField(max_length=20)
    row_count = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    privacy = {
        "indicator_id": "none",
        "unit": "none",
        "period_id": "none",
        "status": "none",
        "row_count": "none",
        "reason": "personal",
        "by": "personal",
        "at": "none",
    }

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(name="download_has_a_reason", condition=~Q(reason=""))
        ]

    def __str__(self) -> str:
        return f"download {self.pk}"
