"""Loops as reports count them, each by the name its framework gives to closing one.

`begun` are audits whose loop has begun (the grades are final) and whose type has a loop;
`closed` those of them that were closed by the day. Nothing is counted across types: what
“closed” means differs between them.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from lineofsight.packs.activities import ActivityType
from lineofsight.web import clock
from lineofsight.web.practice.models import Audit, FollowUp


@dataclass(frozen=True)
class LoopCount:
    """The loops of one kind of activity. `rate`: the share closed, None where none begun."""

    activity_key: str
    activity_title: str
    kind: str
    title: str
    begun: int
    closed: int
    overdue: int

    @property
    def open(self) -> int:
        return self.begun - self.closed

    @property
    def rate(self) -> float | None:
        return self.closed / self.begun if self.begun else None


@dataclass(frozen=True)
class StepCount:
    """One step of the loops of one kind of activity. `in_time` and `late` are among those
    that have a time: done by their day, or not done and past it."""

    activity_key: str
    step_key: str
    title: str
    kind: str
    due: int
    done: int
    in_time: int
    late: int
    not_yet: int


def loop_counts(audits, *, as_at: datetime.date) -> list[LoopCount]:
    """Of a queryset of audits, by kind of activity, in the order of the pack's titles."""
    found, overdue = _by_activity(audits, as_at), _overdue(audits, as_at)
    return [
        LoopCount(
            activity_key=activity.key,
            activity_title=activity.title,
            kind=activity.loop.kind.value,
            title=activity.loop.title,
            begun=len(loops),
            closed=sum(_closed_by(audit, as_at) for audit in loops),
            overdue=len({audit.pk for audit in loops} & overdue),
        )
        for activity, loops in found
    ]


def step_counts(audits, *, as_at: datetime.date) -> list[StepCount]:
    """The same, step by step in the order of each loop."""
    steps = defaultdict(list)
    due = FollowUp.objects.filter(audit__in=audits, anchor_on__lte=as_at)
    for step in due.select_related("audit"):
        steps[(step.audit.activity_key, step.step_key)].append(step)
    return [
        _count(activity, declared, steps[(activity.key, declared.key)], as_at)
        for activity, _ in _by_activity(audits, as_at)
        for declared in activity.loop.steps
    ]


def _count(activity: ActivityType, declared, steps: Iterable[FollowUp], as_at) -> StepCount:
    done = [each for each in steps if _done_on(each, as_at) and each.state == "confirmed"]
    waiting = [each for each in steps if not _done_on(each, as_at)]
    timed = [each for each in done if each.is_timed]
    return StepCount(
        activity_key=activity.key,
        step_key=declared.key,
        title=declared.title,
        kind=declared.kind.value,
        due=len(waiting),
        done=len(done),
        in_time=sum(_done_on(each, as_at) <= each.due_on for each in timed),
        late=sum(each.is_timed and each.due_on < as_at for each in waiting)
        + sum(_done_on(each, as_at) > each.due_on for each in timed),
        not_yet=sum(each.state == "not_yet" and bool(_done_on(each, as_at)) for each in steps),
    )


def _by_activity(audits, as_at) -> list[tuple[ActivityType, list[Audit]]]:
    """Audits whose loop had begun, by their type as the newest of them has it."""
    loops: dict[str, list[Audit]] = defaultdict(list)
    begun = audits.filter(judged_at__lte=clock.span(as_at, as_at)[1]).prefetch_related("adopted")
    for audit in begun.order_by("pk").distinct():
        if audit.activity.loop is not None:
            loops[audit.activity_key].append(audit)
    found = [(each[-1].activity, each) for each in loops.values()]
    return sorted(found, key=lambda pair: pair[0].title)


def _overdue(audits, as_at) -> set[int]:
    late = FollowUp.objects.due().filter(audit__in=audits, is_timed=True, due_on__lt=as_at)
    return set(late.values_list("audit_id", flat=True))


def _closed_by(audit: Audit, as_at) -> bool:
    closed = audit.closed_at
    return closed is not None and closed.astimezone(clock.UK).date() <= as_at


def _done_on(step: FollowUp, as_at) -> datetime.date | None:
    """The day it was done, if that was by `as_at`."""
    day = step.done_at.astimezone(clock.UK).date() if step.done_at else None
    return day if day is not None and day <= as_at else None
