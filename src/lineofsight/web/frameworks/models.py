"""An adopted pack is kept whole, so that work keeps the version it began with."""

from django.conf import settings
from django.db import models

from lineofsight.packs import Pack
from lineofsight.web.frameworks.kept import pack_of


class AdoptedPackQuerySet(models.QuerySet):
    def in_force_on(self, day) -> "AdoptedPackQuerySet":
        """The version in force on a day comes first."""
        return self.filter(in_force_from__lte=day).order_by("-in_force_from", "-pk")


class AdoptedPack(models.Model):
    """One version of a pack, as it read on the day it was adopted. Never changed."""

    pack_id = models.CharField(max_length=60)
    version = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    in_force_from = models.DateField()
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
        return pack_of(self.content_hash, self.content)
