"""What a report keeps to, where it is not about everything: some services, or one piece of
work from its first day, planned or begun by itself."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet

from lineofsight.packs import Pack
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.practice.models import Audit, Concern, Plan, Turn


@dataclass(frozen=True)
class KeepsTo:
    """`codes`: those of the services in the data; empty means every service. Turns to which
    nothing was begun belong to no service yet, so a report of a service has none."""

    codes: frozenset[str] = frozenset()
    plan_id: int | None = None
    audit_id: int | None = None
    since: datetime.date | None = None

    @property
    def is_narrow(self) -> bool:
        return bool(self.codes) or self.is_of_one_work

    @property
    def is_of_one_work(self) -> bool:
        return self.plan_id is not None or self.audit_id is not None

    def audits(self) -> QuerySet[Audit]:
        found = Audit.objects.exclude(state=Audit.State.WITHDRAWN)
        if self.codes:
            found = found.filter(service_id__in=self.codes)
        if self.audit_id:
            return found.filter(pk=self.audit_id)
        return found.filter(plan_id=self.plan_id) if self.plan_id else found

    def turns(self) -> QuerySet[Turn]:
        if self.codes or self.audit_id:
            return Turn.objects.none()
        return Turn.objects.filter(plan_id=self.plan_id) if self.plan_id else Turn.objects.all()

    def concerns(self) -> QuerySet[Concern]:
        found = Concern.objects.all()
        if self.codes:
            found = found.filter(service_id__in=self.codes)
        if self.audit_id:
            return found.filter(audit_id=self.audit_id)
        return found.filter(audit__plan_id=self.plan_id) if self.plan_id else found


EVERYTHING = KeepsTo()
UNKNOWN_SERVICE = "no such service in the data"


def to_services(keys: tuple[str, ...], pack: Pack) -> KeepsTo:
    """The services by their keys in the framework. One that the data do not have keeps the
    report to nothing, not to everything."""
    if not keys:
        return EVERYTHING
    known = {
        code: service.key
        for code, name in OrgUnit.objects.values_list("code", "name")
        if (service := pack.service_named(name))
    }
    codes = {code for code, key in known.items() if key in keys}
    return KeepsTo(codes=frozenset(codes or {UNKNOWN_SERVICE}))


def to_audit(audit: Audit) -> KeepsTo:
    return KeepsTo(audit_id=audit.pk, since=audit.released_on)


def to_plan(plan: Plan) -> KeepsTo:
    return KeepsTo(plan_id=plan.pk, since=plan.starts_on)
