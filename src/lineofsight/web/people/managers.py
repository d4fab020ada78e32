"""Managers and querysets of people and the organisation: effective dates in one place."""

import datetime

from django.contrib.auth.base_user import BaseUserManager
from django.db.models import Q, QuerySet

from lineofsight.web.people.permissions import Permission


class UserManager(BaseUserManager):
    """Accounts are made by `services.make_account`; the e-mail address is the name to sign in."""

    def get_by_natural_key(self, email: str):
        return self.get(email__iexact=email)

    def normalised(self, email: str) -> str:
        return self.normalize_email(email).lower()


class EffectiveQuerySet(QuerySet):
    """Rows with `from_on` and `to_on`, both inclusive; no `to_on` means until further notice."""

    def on(self, day: datetime.date):
        return self.filter(Q(to_on__isnull=True) | Q(to_on__gte=day), from_on__lte=day)


class OrgUnitQuerySet(QuerySet):
    def open_on(self, day: datetime.date):
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=day), opened_on__lte=day)

    def teams(self):
        return self.filter(kind="team")

    def services(self):
        return self.filter(kind="service")


class ReasonedAccessQuerySet(QuerySet):
    def open_at(self, at: datetime.datetime):
        return self.filter(ended_at__isnull=True, from_at__lte=at, until_at__gt=at)

    def told_to(self, user):
        """Those that this person is told of: as the manager of the child's team, or, where the
        team had none, as one of those who may restrict records."""
        whose = Q(manager=user)
        if user.may(Permission.RESTRICTION_MANAGE):
            whose |= Q(manager__isnull=True) & ~Q(user=user)
        return self.filter(whose)
