"""Everything people set and say about figures. Nothing is changed: each is a new version."""

from datetime import date

from django.db import transaction

from lineofsight.errors import UserError
from lineofsight.web import clock
from lineofsight.web.actions import services as actions
from lineofsight.web.actions.models import Action
from lineofsight.web.activity import services as activity
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.scopes import capacity_of
from lineofsight.web.performance.models import (
    ChartRestart,
    ChildrenDownload,
    Commentary,
    FigureAction,
    TargetVersion,
)


class NotSaid(UserError):
    """A reason or a text is needed."""


@transaction.atomic
def set_target(
    indicator_id: str,
    unit: str,
    *,
    at_least: float | None,
    at_most: float | None,
    tolerance: float,
    from_month: date,
    reason: str,
    by,
) -> TargetVersion:
    """A target from a month on. With neither end, the measure has no target from then."""
    version = TargetVersion.objects.create(
        indicator_id=indicator_id,
        unit=unit,
        at_least=at_least,
        at_most=at_most,
        tolerance=tolerance,
        from_month=from_month.replace(day=1),
        reason=_needed(reason, "Say why the target is set."),
        by=by,
        at=clock.now(),
    )
    _record("target.set", version, by)
    return version


@transaction.atomic
def restart_limits(indicator_id: str, unit: str, *, on: date, reason: str, by) -> ChartRestart:
    """Work out the chart's limits anew from a day, because the work changed then."""
    restart = ChartRestart.objects.create(
        indicator_id=indicator_id,
        unit=unit,
        on=on,
        reason=_needed(reason, "Say what changed."),
        by=by,
        at=clock.now(),
    )
    _record("limits.restarted", restart, by)
    return restart


@transaction.atomic
def withdraw_restart(restart: ChartRestart, *, by) -> ChartRestart:
    """Undo a restart. What was said about it stays."""
    undone = ChartRestart.objects.create(
        indicator_id=restart.indicator_id,
        unit=restart.unit,
        on=restart.on,
        reason=restart.reason,
        is_withdrawn=True,
        by=by,
        at=clock.now(),
    )
    _record("limits.restart-withdrawn", undone, by)
    return undone


@transaction.atomic
def comment(indicator_id: str, unit: str, period_id: str, *, text: str, by) -> Commentary:
    """Say what lies behind a figure. An earlier text about it is kept as its history."""
    said = Commentary.objects.create(
        indicator_id=indicator_id,
        unit=unit,
        period_id=period_id,
        text=_needed(text, "Write what lies behind the figure."),
        by=by,
        role=capacity_of(by),
        at=clock.now(),
    )
    _record("commentary.written", said, by, period=period_id)
    return said


@transaction.atomic
def raise_action(
    indicator_id: str, unit: str, period_id: str, *, text: str, owner, due_on: date, by
) -> Action:
    """Record an action because of a figure, and keep which figure it was. Somebody who
    agrees action plans agrees it with this; otherwise it is a proposal."""
    kind, _, code = unit.partition(":")
    action = actions.propose(
        text,
        owner=owner,
        due_on=due_on,
        by=by,
        team_id=code if kind == "team" else "",
        service_id=code if kind == "service" else "",
        policy=pack_on(clock.today()).actions,
    )
    FigureAction.objects.create(
        action=action, indicator_id=indicator_id, unit=unit, period_id=period_id
    )
    if by.may(Permission.ACTION_AGREE):
        actions.agree(action, by=by)
    return action


@transaction.atomic
def record_download(
    indicator_id: str, unit: str, period_id: str, *, status: str, row_count: int, reason: str, by
) -> ChildrenDownload:
    """Write down who takes a list of children, and why, before it is handed over."""
    taken = ChildrenDownload.objects.create(
        indicator_id=indicator_id,
        unit=unit,
        period_id=period_id,
        status=status,
        row_count=row_count,
        reason=_needed(reason, "Say why you need the list."),
        by=by,
        at=clock.now(),
    )
    _record("children.downloaded", taken, by, period=period_id, rows=row_count, show=status)
    return taken


def _needed(text: str, problem: str) -> str:
    if not text.strip():
        raise NotSaid(problem)
    return text.strip()


def _record(verb: str, subject, by, **detail) -> None:
    activity.record(
        verb,
        by=by,
        subject_kind="measure",
        subject_id=subject.indicator_id,
        detail={"unit": subject.unit, "row": subject.pk} | detail,
    )
