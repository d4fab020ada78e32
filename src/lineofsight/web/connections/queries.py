"""Reading keys: whose they are, and what a secret that somebody shows opens."""

import hashlib
from datetime import timedelta

from django.db import models

SOON = timedelta(days=30)
"""How long before its last day somebody is reminded of a key."""


def digest_of(secret: str) -> str:
    """A secret holds 256 bits of chance, so that a plain digest cannot be turned round."""
    return hashlib.sha256(secret.encode()).hexdigest()


class AccessKeyQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AccessKeyQuerySet":
        """One's own; those of others for who manages accounts."""
        return self if user.may("people.manage") else self.filter(person=user)

    def open_on(self, day) -> "AccessKeyQuerySet":
        return self.filter(withdrawn_at__isnull=True, expires_on__gte=day, person__is_active=True)

    def listed_on(self, day) -> "AccessKeyQuerySet":
        """Those that open something, and programs' keys that have run out: these stay until
        somebody withdraws them, so that one sees why a program is told nothing any more."""
        return self.filter(withdrawn_at__isnull=True, person__is_active=True).filter(
            models.Q(expires_on__gte=day) | models.Q(use="api")
        )

    def running_out(self, day) -> "AccessKeyQuerySet":
        """Programs' keys whose last day is near; a calendar makes its own anew."""
        return self.open_on(day).filter(use="api", expires_on__lte=day + SOON)

    def opened_by(self, secret: str, *, use: str, day):
        """The key that a secret opens on a day, or None: unknown, withdrawn, run out."""
        found = self.open_on(day).filter(digest=digest_of(secret), use=use)
        return found.select_related("person").first()
