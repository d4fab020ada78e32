"""What is counted here, for reports and pages; nothing about a single person."""

import datetime
from collections import Counter
from dataclasses import dataclass

from lineofsight.indicators import CATALOGUE, State
from lineofsight.periods import Period
from lineofsight.statistics.targets import Target
from lineofsight.web import clock, warehouse
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.improvement.models import (
    Acknowledged,
    Challenge,
    ExternalReview,
    Learning,
    LearningStage,
    ReviewFinding,
)
from lineofsight.web.performance import queries as performance
from lineofsight.web.performance import reading
from lineofsight.web.performance.places import Place, latest_month


@dataclass(frozen=True)
class Effect:
    """The figure when it was challenged and the latest since. `is_shown`: the latest meets
    the target; None where there is no later figure, or no target."""

    title: str
    then: float | None
    then_period: str
    now: float | None
    now_period: str
    is_shown: bool | None


@dataclass(frozen=True)
class ReviewCount:
    title: str
    kind: str
    from_on: datetime.date
    findings: int
    strengths: int
    concerns: int
    actions: int
    actions_settled: int


def effect_of(challenge: Challenge) -> Effect | None:
    """None where no figure was challenged, or the product knows it no more."""
    indicator = CATALOGUE.get(challenge.indicator_id)
    snapshot = warehouse.current_or_none()
    if indicator is None or snapshot is None:
        return None
    by, _, unit_id = challenge.place.partition(":")
    place = Place(challenge.place, by, unit_id, challenge.unit_name)
    month = latest_month(snapshot)
    period = reading.period_of(indicator, month)
    figure = reading.figure_of(snapshot, indicator.id, place, period)
    is_later = period.end > Period.parse(challenge.period_id).end
    now = figure.value if figure and figure.state == State.VALUE and is_later else None
    known = performance.targets_of_pack(pack_on(clock.today()))
    in_force = performance.targets_in_force(challenge.place, month.end, known).get(indicator.id)
    target = in_force.target if in_force else None
    return Effect(
        title=indicator.title,
        then=challenge.value_then,
        then_period=Period.parse(challenge.period_id).label,
        now=now,
        now_period=period.label if now is not None else "",
        is_shown=meets(target, now) if target is not None and now is not None else None,
    )


def meets(target: Target, value: float) -> bool:
    """Is a figure where its target wants it?"""
    above = target.at_least is None or value >= target.at_least
    below = target.at_most is None or value <= target.at_most
    return above and below


def acknowledgements(start: datetime.date, end: datetime.date) -> list[tuple[str, int]]:
    """How many of each kind were given: a line of their own, beside compliments."""
    given = Acknowledged.objects.filter(given_at__range=clock.span(start, end))
    counted = Counter(each.kind.title for each in given.select_related("adopted"))
    return sorted(counted.items())


def external_reviews(start: datetime.date, end: datetime.date) -> list[ReviewCount]:
    """Reviews that took place in the span, with what they found and what came of it."""
    found = ExternalReview.objects.filter(from_on__lte=end, to_on__gte=start)
    rows = []
    for review in found.select_related("adopted").prefetch_related("findings__action"):
        findings = list(review.findings.all())
        acted = [each.action for each in findings if each.action is not None]
        rows.append(
            ReviewCount(
                title=review.title,
                kind=review.kind.title,
                from_on=review.from_on,
                findings=len(findings),
                strengths=sum(each.kind == "strength" for each in findings),
                concerns=sum(each.kind == "concern" for each in findings),
                actions=len(acted),
                actions_settled=sum(action.is_settled for action in acted),
            )
        )
    return rows


def learning(start: datetime.date, end: datetime.date) -> list[tuple[str, int]]:
    """How many pieces of learning reached each stage in the span, in the order of stages."""
    reached = LearningStage.objects.filter(done_on__range=(start, end))
    counted = Counter(reached.values_list("stage", flat=True))
    return [(stage.label, counted[stage]) for stage in LearningStage.Stage]


def learning_to_test(day: datetime.date):
    """Pieces of learning whose day to be tested again has come and that have not been."""
    due = Learning.objects.filter(retest_on__lte=day)
    return due.exclude(stages__stage=LearningStage.Stage.RETESTED)


def findings_of(start: datetime.date, end: datetime.date):
    """Findings of reviews of the span, for reports: texts name no child."""
    return ReviewFinding.objects.filter(
        review__from_on__lte=end, review__to_on__gte=start
    ).select_related("review", "action")
