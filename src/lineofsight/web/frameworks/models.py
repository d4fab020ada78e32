"""An adopted pack is kept whole, so that work keeps the version it began with."""

from django.conf import settings
from django.db import models

from lineofsight.packs import Pack
from lineofsight.web import clock
from lineofsight.web.frameworks.kept import KeptContent, pack_of
from lineofsight.web.people.managing import teams_managed_by

OWN = "+"
"""Between the version of a framework and the number of the authority's own: “2022.1+3”."""


class AdoptedPackQuerySet(models.QuerySet):
    def in_force_on(self, day) -> "AdoptedPackQuerySet":
        """The version in force on a day comes first; its content is read when it is needed."""
        return (
            self.filter(in_force_from__lte=day).order_by("-in_force_from", "-pk").defer("content")
        )


class AdoptedPack(models.Model):
    """One version of a pack, as it read on the day it was adopted. Never changed."""

    pack_id = models.CharField(max_length=60)
    version = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    content = KeptContent()
    content_hash = models.CharField(max_length=64)
    in_force_from = models.DateField()
    consulted = models.TextField(blank=True, help_text="who was consulted before, and how")
    adopted_at = models.DateTimeField()
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AdoptedPackQuerySet.as_manager()

    privacy = {
        "pack_id": "none",
        "version": "none",
        "title": "none",
        "publisher": "none",
        "content": "none",
        "content_hash": "none",
        "in_force_from": "none",
        "consulted": "none",
        "adopted_at": "none",
        "adopted_by": "personal",
    }

    class Meta:
        ordering = ["in_force_from", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pack_id", "version"], name="one_text_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.pack_id}@{self.version}"

    @property
    def pack(self) -> Pack:
        return pack_of(self.content_hash, lambda: self.content)

    @property
    def published_version(self) -> str:
        """The version of the framework itself, without the authority's own choices in it."""
        return self.version.split(OWN, 1)[0]


class OwnChoice(models.Model):
    """One choice that the authority made otherwise than its framework: what, why, by whom,
    and the day from which it holds. Never changed; what is chosen next is another.

    `before` and `after` are what a file would say there; `made` is the version it led to.
    """

    address = models.CharField(max_length=300)
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField()
    holds_from = models.DateField()
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    chosen_at = models.DateTimeField()
    made = models.ForeignKey(AdoptedPack, on_delete=models.PROTECT, related_name="own_choices")

    privacy = {
        "address": "none",
        "before": "none",
        "after": "none",
        "reason": "none",
        "holds_from": "none",
        "chosen_by": "personal",
        "chosen_at": "none",
        "made": "none",
    }

    class Meta:
        ordering = ["-chosen_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.address} from {self.holds_from}"


class FrameworkReview(models.Model):
    """The framework was looked at as a whole, as it asks for itself every so many months."""

    pack_id = models.CharField(max_length=60)
    reviewed_on = models.DateField()
    outcome = models.TextField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    privacy = {
        "pack_id": "none",
        "reviewed_on": "none",
        "outcome": "none",
        "recorded_by": "personal",
    }

    class Meta:
        ordering = ["-reviewed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.pack_id} reviewed on {self.reviewed_on}"


class DocumentReview(models.Model):
    """A document that the framework relies on was looked at again."""

    pack_id = models.CharField(max_length=60)
    document_key = models.CharField(max_length=60)
    reviewed_on = models.DateField()
    outcome = models.TextField()
    next_due_on = models.DateField(null=True, help_text="empty: after the usual months")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    privacy = {
        "pack_id": "none",
        "document_key": "none",
        "reviewed_on": "none",
        "outcome": "none",
        "next_due_on": "none",
        "recorded_by": "personal",
    }

    class Meta:
        ordering = ["-reviewed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.document_key} reviewed on {self.reviewed_on}"


class OwnCheckQuerySet(models.QuerySet):
    def visible_to(self, user) -> "OwnCheckQuerySet":
        """One's own, and those of whoever answers today for the team they are of."""
        mine = models.Q(by=user)
        managed = teams_managed_by(user, clock.today())
        return self.filter(mine | models.Q(team_code__in=managed, team_code__gt=""))


class OwnCheck(models.Model):
    """Somebody held their own work against a standard, outside any audit. Only they and the
    line read it: it is in no count, list, file or report."""

    adopted = models.ForeignKey(AdoptedPack, on_delete=models.PROTECT, related_name="+")
    standard_key = models.CharField(max_length=60)
    grade_key = models.CharField(max_length=60, blank=True)
    seen = models.TextField()
    next_step = models.TextField(blank=True)
    team_code = models.CharField(max_length=100, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="own_checks"
    )
    at = models.DateTimeField()

    objects = OwnCheckQuerySet.as_manager()

    privacy = {
        "adopted": "none",
        "standard_key": "none",
        "grade_key": "personal",
        "seen": "personal",
        "next_step": "personal",
        "team_code": "none",
        "by": "personal",
        "at": "none",
    }

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="own_check_says_what_was_seen", condition=~models.Q(seen="")
            )
        ]

    def __str__(self) -> str:
        return f"Own check {self.pk}"

    @property
    def standard(self):
        return self.adopted.pack.standard(self.standard_key)

    @property
    def grade(self) -> str:
        titles = {g.key: g.title for scale in self.adopted.pack.grade_scales for g in scale.grades}
        return titles.get(self.grade_key, "")
