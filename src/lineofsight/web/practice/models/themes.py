"""Themes: what findings are coded with, and how the list has changed.

A theme is never deleted and what was coded is never rewritten: one that was merged leads to
its heir, one that was split is closed and names the parts.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lineofsight.web.practice.models.audits import Audit
from lineofsight.web.practice.models.concerns import Concern

USER = settings.AUTH_USER_MODEL


class Theme(models.Model):
    """From the pack, or the authority's own (`is_own`)."""

    key = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    about = models.CharField(max_length=300, blank=True)
    is_own = models.BooleanField(default=False)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged_from"
    )
    split_from = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="split_into"
    )
    is_closed = models.BooleanField(default=False, help_text="nothing new is coded with it")

    privacy = {
        "key": "none",
        "title": "none",
        "about": "none",
        "is_own": "none",
        "merged_into": "none",
        "split_from": "none",
        "is_closed": "none",
    }

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                name="theme_is_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
            ),
            models.CheckConstraint(
                name="theme_merged_is_closed",
                condition=Q(merged_into__isnull=True) | Q(is_closed=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def current(self) -> "Theme":
        """The theme it counts as today: its heir's heir, where it was merged."""
        here = self
        while here.merged_into is not None:
            here = here.merged_into
        return here


class ThemeChange(models.Model):
    """One change of the list: who, when, what and why."""

    class What(models.TextChoices):
        ADDED = "added", "Added"
        RENAMED = "renamed", "Renamed"
        MERGED = "merged", "Merged"
        SPLIT = "split", "Split"

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=10, choices=What)
    detail = models.CharField(max_length=400)
    by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    privacy = {
        "theme": "none",
        "what": "none",
        "detail": "none",
        "by": "personal",
        "at": "none",
    }

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.what}: {self.theme_id}"


class AuditTheme(models.Model):
    """A finding of an audit coded with a theme: a strength, or a concern."""

    class Kind(models.TextChoices):
        STRENGTH = "strength", "Strength"
        CONCERN = "concern", "Concern"

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="themes")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="in_audits")
    kind = models.CharField(max_length=10, choices=Kind)
    domain_key = models.CharField(max_length=60, blank=True)
    coded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    coded_at = models.DateTimeField()

    privacy = {
        "audit": "none",
        "theme": "none",
        "kind": "none",
        "domain_key": "none",
        "coded_by": "personal",
        "coded_at": "none",
    }

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["audit", "theme", "kind", "domain_key"], name="a_finding_coded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} in {self.audit_id}"


class ConcernTheme(models.Model):
    """An escalation coded with a theme."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="themes")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="in_concerns")
    coded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    coded_at = models.DateTimeField()

    privacy = {"concern": "none", "theme": "none", "coded_by": "personal", "coded_at": "none"}

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["concern", "theme"], name="an_escalation_coded_once")
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} in concern {self.concern_id}"
