"""Whose numbers a key reads: what its person sees on the pages, and no more.

Who sees audits and actions gets numbers over those they may see. Who sees no row about a
child (a lead member, a partner) gets what the published reports tell them: the whole
authority, for months with a published report, with small numbers hidden.
"""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet

from lineofsight.periods import Period, end_of_month
from lineofsight.web.actions.models import Action
from lineofsight.web.people.models import User
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.scopes import scope_for
from lineofsight.web.practice.models import Audit
from lineofsight.web.reporting.models import Report


@dataclass(frozen=True)
class Reach:
    """`months`: the months that may be asked for, None for all. `hides_small`: numbers of 1 to
    5 are hidden, and whatever would give them away."""

    person: User
    months: frozenset[datetime.date] | None
    hides_small: bool

    def audits(self) -> QuerySet[Audit]:
        return Audit.objects.all() if self.hides_small else Audit.objects.visible_to(self.person)

    def actions(self) -> QuerySet[Action]:
        return Action.objects.all() if self.hides_small else Action.objects.visible_to(self.person)

    def covers(self, month: datetime.date) -> bool:
        return self.months is None or month in self.months


def reach_of(person: User, *permissions: Permission) -> Reach | None:
    """None where neither the pages nor the published reports show this person such numbers."""
    if scope_for(person).child_level:
        may = any(person.may(each) for each in permissions)
        return Reach(person, None, hides_small=False) if may else None
    if not person.may(Permission.REPORT_SEE):
        return None
    published = Report.objects.visible_to(person).filter(state=Report.State.PUBLISHED)
    periods = map(Period.parse, published.values_list("period_id", flat=True).distinct())
    months = {each.start for each in periods if each.end == end_of_month(each.start)}
    return Reach(person, frozenset(months), hides_small=True)
