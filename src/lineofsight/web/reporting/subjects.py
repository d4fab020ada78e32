"""What a report of one thing is about: an issue the framework names, or a piece of work.

Such a report is kept under the key of its kind and of its subject, with a dot between:
`deeper-review.looked-after`, `multi-agency-report.plan-12`, `multi-agency-report.audit-340` of
one that was begun outside of any plan. A pack's keys have no dot.
"""

import datetime
from dataclasses import dataclass

from lineofsight.packs.model import ReportUse
from lineofsight.periods import Period
from lineofsight.web import clock
from lineofsight.web.practice.models import Audit, Plan

ISSUE, PLANNED_WORK = "issue", "planned-work"
MOST_OFFERED = 24
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Subject:
    key: str
    title: str
    indicators: tuple[str, ...] = ()
    plan: Plan | None = None
    audit: Audit | None = None
    finished_on: datetime.date | None = None

    @property
    def is_work(self) -> bool:
        """A piece of work that is finished, and no issue that goes on."""
        return self.finished_on is not None


def variants(use: ReportUse) -> list[ReportUse]:
    """The report itself, or one for each thing it can be about."""
    if use.each is None:
        return [use]
    return [
        use.model_copy(
            update={
                "key": f"{use.key}.{subject.key}",
                "title": f"{use.title}: {subject.title}"[:LONGEST_TITLE],
            }
        )
        for subject in _subjects(use)
    ]


def of(use: ReportUse) -> Subject | None:
    """The subject of one of the variants."""
    _, dot, key = use.key.partition(".")
    if not dot:
        return None
    return next(each for each in _subjects(use) if each.key == key)


def _subjects(use: ReportUse) -> list[Subject]:
    if use.each == ISSUE:
        return [Subject(each.key, each.title, each.indicators) for each in use.issues]
    found = _finished_plans(use.activities) + _finished_alone(use.activities)
    return sorted(found, key=lambda each: each.finished_on, reverse=True)


def _finished_alone(activities: tuple[str, ...]) -> list[Subject]:
    """Activities that were begun outside of any plan, and are done. What they are called says
    no child: the kind, the service and the day."""
    alone = Audit.objects.filter(plan=None, activity_key__in=activities)
    done = alone.filter(submitted_at__isnull=False).exclude(state=Audit.State.WITHDRAWN)
    found = []
    for audit in done.order_by("-submitted_at")[:MOST_OFFERED]:
        day = _day_of(audit)
        where = f", {audit.service_name}" if audit.service_name else ""
        title = f"{audit.activity.title}{where}, {day.day} {day:%B %Y}"
        found.append(Subject(f"audit-{audit.pk}", title, audit=audit, finished_on=day))
    return found


def _day_of(audit: Audit) -> datetime.date:
    return audit.submitted_at.astimezone(clock.UK).date()


def _finished_plans(activities: tuple[str, ...]) -> list[Subject]:
    """Planned pieces of work of which every record is done."""
    plans = Plan.objects.filter(activity_key__in=activities).exclude(state=Plan.State.WITHDRAWN)
    found = []
    for plan in plans.prefetch_related("audits").order_by("-starts_on", "-pk")[:MOST_OFFERED]:
        audits = [a for a in plan.audits.all() if a.state != Audit.State.WITHDRAWN]
        if not audits or any(audit.submitted_at is None for audit in audits):
            continue
        last = max(map(_day_of, audits))
        found.append(Subject(f"plan-{plan.pk}", plan.title, plan=plan, finished_on=last))
    return found


def period_of(subject: Subject) -> Period:
    """The month in which a piece of work was finished: its report stands under it."""
    return Period.month(subject.finished_on.year, subject.finished_on.month)
