"""Taking up a run of the rules: its findings become work for people, in one bulk operation.

A run has the last word on the findings of its return if no later one was taken up before: of
a later collection, a later day, or checked later. An older one is kept for its scores only.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, QuerySet

from lineofsight.quality.check_runs import CheckRun
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.data_quality import checks
from lineofsight.web.data_quality.cycle import Cycle, cycle_on
from lineofsight.web.data_quality.models import Desk, Finding, Run, Score
from lineofsight.web.data_quality.services import signing
from lineofsight.web.data_quality.services.moving import (
    AT_ONCE,
    batches,
    begin_again,
    move_all,
    with_accounts,
)

State = Finding.State
RAN = ("passed", "failed")
"""Only of these is it known that a fault is no longer there."""
SAID_AGAIN = [
    "return_id", "rule", "severity", "characteristic", "theme", "of_table", "row", "record_key",
    "columns", "message", "child_id", "team_id", "worker_id", "event_on", "last_run",
    "last_seen_on", "is_gone",
]  # fmt: skip


@dataclass(frozen=True)
class TakenUp:
    """How many findings were new, came back, were closed by themselves, were sent back because
    the data still has them."""

    run: Run
    new: int = 0
    back: int = 0
    closed: int = 0
    still_there: int = 0


def take_up_new() -> list[TakenUp]:
    """Take up every run that was not taken up before, in the order in which they were made."""
    known = set(Run.objects.values_list("key", flat=True))
    new = [each for each in checks.every() if each.id not in known]
    new.sort(key=lambda each: (each.collection_year or 0, each.as_at, each.checked_at))
    return [take_up(each) for each in new]


@transaction.atomic
def take_up(given: CheckRun) -> TakenUp:
    """Idempotent: a run that was taken up changes nothing the second time."""
    run, is_new = Run.objects.get_or_create(key=given.id, defaults=_facts(given))
    if not is_new:
        return TakenUp(run)
    _score(run, given)
    earlier = Run.objects.filter(return_id=run.return_id).exclude(pk=run.pk)
    if any(each.place > run.place for each in earlier):
        return TakenUp(run)
    ran = {each.code for each in given.rules if str(each.outcome) in RAN}
    cycle = cycle_on(clock.today())
    new = _write(run, given, cycle)
    taken = TakenUp(
        run,
        new=new,
        back=_came_back(run, cycle),
        closed=_closed(run, ran),
        still_there=_still_there(run, cycle),
    )
    signing.withdraw_where_worse(run)
    activity.record(
        "check.taken_up", by=None, subject_kind="check", subject_id=run.pk,
        detail={"new": taken.new, "back": taken.back, "closed": taken.closed},
    )  # fmt: skip
    return taken


def _facts(given: CheckRun) -> dict:
    outcomes: dict[str, int] = {}
    for each in given.rules:
        outcomes[str(each.outcome)] = outcomes.get(str(each.outcome), 0) + 1
    return {
        "return_id": given.return_id,
        "collection_year": given.collection_year,
        "as_at": given.as_at,
        "checked_at": given.checked_at,
        "snapshot_id": given.snapshot_id or "",
        "product_version": given.product_version,
        "taken_up_at": clock.now(),
        "outcomes": outcomes,
        "fault": given.fault,
    }


def _score(run: Run, given: CheckRun) -> None:
    """Judged and failed by characteristic and team, over the rules that ran."""
    table = given.scores().group_by(["characteristic", "team_id"]).aggregate(
        [("judged", "sum"), ("failed", "sum")]
    )  # fmt: skip
    Score.objects.bulk_create(
        [
            Score(
                run=run,
                characteristic=str(row["characteristic"]),
                team_id=row["team_id"] or "",
                judged=row["judged_sum"],
                failed=row["failed_sum"],
            )
            for row in table.to_pylist()
            if row["judged_sum"]
        ],
        batch_size=AT_ONCE,
    )


def _write(run: Run, given: CheckRun, cycle: Cycle) -> int:
    """Findings that are new are made; of those known, what the run says of the record is
    brought up to date and nothing else."""
    before = Finding.objects.count()
    workers = frozenset(with_accounts())
    due = {desk: cycle.due_on(desk) for desk in (Desk.WORKER, Desk.TEAM_MANAGER)}
    rows = _once_each(given.findings().to_pylist())
    Finding.objects.bulk_create(
        [_finding(row, run, workers, due) for row in rows],
        batch_size=AT_ONCE // 2,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=SAID_AGAIN,
    )
    return Finding.objects.count() - before


def _once_each(rows: Iterable[dict]) -> list[dict]:
    """A fault that two rows of a file have under one key is one finding."""
    return list({row["finding_key"]: row for row in rows}.values())


def _finding(row: dict, run: Run, workers: frozenset[str], due: dict) -> Finding:
    """Work begins with the worker; where none is recorded, or the worker has no account, with
    the team's manager."""
    worker = row["worker_id"] or ""
    desk = Desk.WORKER if worker in workers else Desk.TEAM_MANAGER
    return Finding(
        key=row["finding_key"],
        return_id=run.return_id,
        rule=row["rule"],
        severity=str(row["severity"]),
        characteristic=str(row["characteristic"]),
        theme=row["theme"] or "",
        of_table=row["table"] or "",
        row=row["row"],
        record_key=row["record_key"] or "",
        columns=list(row["fields"] or ()),
        message=row["message"] or "",
        child_id=row["child_id"] or "",
        team_id=row["team_id"] or "",
        worker_id=worker,
        event_on=row["event_on"],
        first_run=run,
        last_run=run,
        first_seen_on=run.as_at,
        last_seen_on=run.as_at,
        desk=desk,
        due_on=due[desk],
        is_gone=False,
    )


def _came_back(run: Run, cycle: Cycle) -> int:
    return begin_again(
        Finding.objects.filter(last_run=run, state=State.CLOSED),
        State.OPEN,
        cycle=cycle,
        note=f"It is in the data again, as at {_day(run.as_at)}.",
        times_back=F("times_back") + 1,
        closed_at=None,
        **NOBODY,
    )


NOBODY = dict.fromkeys(
    ("corrected_by", "corrected_at", "checked_by", "checked_at", "confirmed_by", "confirmed_at")
)
"""A finding that begins anew asks for its three people again; who they were is in its steps."""


def _closed(run: Run, ran: set[str]) -> int:
    """What the run no longer has, of rules that ran, closes by itself. What a worker says is
    corrected is still looked at by a manager, who is told that the data agree."""
    gone = [
        pk
        for pk, rule in Finding.objects.filter(return_id=run.return_id)
        .exclude(last_run=run)
        .exclude(state=State.CLOSED)
        .values_list("pk", "rule")
        if rule in ran
    ]
    closed = 0
    for pks in batches(gone):
        some = Finding.objects.filter(pk__in=pks)
        some.filter(state__in=(State.CORRECTED, State.CHECKED)).update(is_gone=True)
        closed += move_all(
            some.filter(state__in=(State.OPEN, State.RETURNED, State.EXEMPT, State.CONFIRMED)),
            State.CLOSED,
            note=f"The data as at {_day(run.as_at)} no longer have it.",
            closed_at=clock.now(),
            due_on=None,
            is_gone=True,
        )
    return closed


def _still_there(run: Run, cycle: Cycle) -> int:
    """Said to be corrected on a day before the run's data, and still there: sent back."""
    since = clock.span(run.as_at, run.as_at)[0]
    said: QuerySet = Finding.objects.filter(
        last_run=run,
        state__in=(State.CORRECTED, State.CHECKED, State.CONFIRMED),
        corrected_at__lt=since,
    )
    return begin_again(
        said,
        State.RETURNED,
        cycle=cycle,
        note=f"The data as at {_day(run.as_at)} still have it.",
        **NOBODY,
    )


def _day(day: datetime.date) -> str:
    return f"{day:%-d %B %Y}"
