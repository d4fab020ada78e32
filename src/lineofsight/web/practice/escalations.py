"""Escalations as reports count them: episodes with their days, disputes by stage. No child."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from lineofsight.web import clock
from lineofsight.web.practice.models import Concern, ConcernTheme, Dispute


@dataclass(frozen=True)
class Episode:
    """One escalation. `response_days`: calendar days from raising it to the day on which
    what was done about it was written down; None while nobody has."""

    reference: str
    kind: str
    title: str
    service_id: str
    raised_on: datetime.date
    acknowledged_on: datetime.date | None
    answered_on: datetime.date | None
    response_days: int | None
    themes: tuple[str, ...]
    learning: tuple[str, ...]
    state: str
    acknowledged_in_time: bool | None


@dataclass(frozen=True)
class StageCount:
    """Disputes that stand at a stage, and how many days each has been open."""

    stage: int
    role: str
    count: int
    ages: tuple[int, ...]


def episodes(
    start: datetime.date,
    end: datetime.date,
    *,
    kind: str = "closing-the-loop",
    service_id: str = "",
) -> list[Episode]:
    """Escalations raised from `start` to `end`, in the order in which they were raised."""
    if kind == "dispute":
        return [_of_dispute(each) for each in _disputes(start, end, service_id)]
    found = Concern.objects.filter(kind=kind, raised_at__range=clock.span(start, end))
    if service_id:
        found = found.filter(service_id=service_id)
    found = list(found.prefetch_related("adopted").order_by("raised_at"))
    themes = _themes_of(found)
    return [_of_concern(each, themes.get(each.pk, ())) for each in found]


def dispute_counts(
    start: datetime.date, end: datetime.date, *, as_at: datetime.date
) -> list[StageCount]:
    """Disputes raised in the span by the stage they reached, with their age in days: to the
    day they ended, or to `as_at` where they are open."""
    at_stage: dict[int, list[Dispute]] = {}
    for each in _disputes(start, end, ""):
        at_stage.setdefault(each.stage, []).append(each)
    return [
        StageCount(
            stage=number + 1,
            role=found[0].adopted.pack.role(found[0].escalation.tiers[number]).title,
            count=len(found),
            ages=tuple(age_in_days(each, as_at) for each in found),
        )
        for number, found in sorted(at_stage.items())
    ]


def age_in_days(dispute: Dispute, as_at: datetime.date) -> int:
    """Calendar days from the day it was raised to the day it ended, or to `as_at`."""
    ended = _day(dispute.ended_at)
    last = ended if ended is not None and ended <= as_at else as_at
    return (last - _day(dispute.raised_at)).days


def _disputes(start, end, service_id: str) -> Iterable[Dispute]:
    found = Dispute.objects.filter(raised_at__range=clock.span(start, end))
    if service_id:
        found = found.filter(service_id=service_id)
    return found.prefetch_related("adopted").order_by("raised_at")


def _of_concern(concern: Concern, themes: tuple[str, ...]) -> Episode:
    raised, answered = _day(concern.raised_at), _day(concern.action_at)
    return Episode(
        reference=concern.reference,
        kind=concern.kind,
        title=concern.escalation.title,
        service_id=concern.service_id,
        raised_on=raised,
        acknowledged_on=_day(concern.acknowledged_at),
        answered_on=answered,
        response_days=(answered - raised).days if answered else None,
        themes=themes,
        learning=tuple(text for text in concern.learning.values() if text),
        state=concern.get_state_display(),
        acknowledged_in_time=_in_time(concern),
    )


def _in_time(concern: Concern) -> bool | None:
    """None where the framework sets no hours, or nobody has acknowledged yet."""
    hours = concern.escalation.acknowledge_within_hours.value
    if hours is None or concern.acknowledged_at is None:
        return None
    return concern.acknowledged_at <= concern.raised_at + datetime.timedelta(hours=hours)


def _of_dispute(dispute: Dispute) -> Episode:
    raised, ended = _day(dispute.raised_at), _day(dispute.ended_at)
    return Episode(
        reference=dispute.reference,
        kind="dispute",
        title=dispute.escalation.title,
        service_id=dispute.service_id,
        raised_on=raised,
        acknowledged_on=None,
        answered_on=ended,
        response_days=(ended - raised).days if ended else None,
        themes=(),
        learning=tuple(text for text in dispute.learning.values() if text),
        state=dispute.get_state_display(),
        acknowledged_in_time=None,
    )


def _themes_of(concerns: list[Concern]) -> dict[int, tuple[str, ...]]:
    coded: dict[int, list[str]] = {}
    links = ConcernTheme.objects.filter(concern__in=concerns).select_related("theme")
    for link in links.filter(~Q(theme__title="")).order_by("theme__title"):
        coded.setdefault(link.concern_id, []).append(link.theme.current.title)
    return {pk: tuple(dict.fromkeys(titles)) for pk, titles in coded.items()}


def _day(moment: datetime.datetime | None) -> datetime.date | None:
    return moment.astimezone(clock.UK).date() if moment else None
