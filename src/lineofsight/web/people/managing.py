"""Whose manager somebody is."""

import datetime

from lineofsight.web.people.models import OrgUnit, RoleAssignment, User
from lineofsight.web.people.queries import who_was_responsible


def teams_managed_by(user: User, day: datetime.date) -> set[str]:
    """The codes of the teams that somebody answers for on a day, or stands in for."""
    held = RoleAssignment.objects.on(day).filter(user=user, unit__kind=OrgUnit.Kind.TEAM)
    codes = set(held.values_list("unit__code", flat=True))
    return {code for code in codes if who_was_responsible(code, day) == user}
