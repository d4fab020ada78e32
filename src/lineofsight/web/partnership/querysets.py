"""Who sees what of the partnership: an agency its own requests, the authority its children."""

from django.db import models
from django.db.models import Q

from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.people.scopes import scope_for
from lineofsight.web.practice.models import Audit


class ReturnQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReturnQuerySet":
        """Returns with the audits one sees; never those of an agency to a partner: what was
        sent is not read back, and what is still open is `for_agency_of`."""
        if not user.may(P.AUDIT_SEE):
            return self.none()
        return self.filter(audit__in=Audit.objects.visible_to(user))

    def for_agency_of(self, user) -> "ReturnQuerySet":
        """What the agency of this person is asked."""
        seat = getattr(user, "seat", None)
        if seat is None or not user.may(P.PARTNERSHIP_CONTRIBUTE):
            return self.none()
        return self.filter(agency_key=seat.agency_key).exclude(audit__state=Audit.State.WITHDRAWN)


class ReferralQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReferralQuerySet":
        """Those one made, and those about children one sees."""
        if not user.may(P.CHILD_READ):
            return self.none()
        scope = scope_for(user)
        seen = Q(referred_by=user)
        seen |= Q() if scope.everything else Q(team_id__in=scope.teams, team_id__gt="")
        found = self.all() if scope.everything else self.filter(seen)
        hidden = scope.restricted - scope.cleared_for
        return found.exclude(child_id__in=hidden) if hidden else found
