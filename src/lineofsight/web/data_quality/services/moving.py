"""Moving findings from state to state, one or thousands, each with its step."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from lineofsight.errors import TransitionNotAllowed
from lineofsight.web import clock
from lineofsight.web.data_quality.models import Desk, Finding, Step
from lineofsight.web.people.models import User

AT_ONCE = 400
"""Rows a statement: SQLite takes no more values than this leaves room for."""


def move_all(
    found: QuerySet[Finding], to: Finding.State, *, note: str, by=None, **changes: Any
) -> int:
    """Move all of a query to a state, in a handful of statements whatever their number; a few
    columns may change with it. The query says which states it takes them from; one that may
    not go there is a fault of the caller."""
    rows = list(found.order_by().values_list("pk", "state", "desk"))
    wrong = {state for _, state, _ in rows if to not in Finding.TRANSITIONS[Finding.State(state)]}
    if wrong:
        raise TransitionNotAllowed(f"Findings that are {sorted(wrong)} cannot become “{to}”.")
    desk = changes.get("desk")
    for some in batches([pk for pk, _, _ in rows]):
        Finding.objects.filter(pk__in=some).update(state=to, **changes)
    steps([(pk, state, to, desk or was) for pk, state, was in rows], note=note, by=by)
    return len(rows)


def begin_again(found: QuerySet[Finding], to: Finding.State, *, cycle, note: str, by=None,
                **changes: Any) -> int:  # fmt: skip
    """Move findings to a state in which somebody has to correct them: the worker, if one with
    an account is recorded, otherwise the team's manager."""
    pks = list(found.order_by().values_list("pk", flat=True))
    workers = frozenset(with_accounts())
    moved = 0
    for some in batches(pks):
        chosen = Finding.objects.filter(pk__in=some)
        reachable = [
            pk for pk, worker in chosen.values_list("pk", "worker_id") if worker in workers
        ]
        for desk, rows in (
            (Desk.WORKER, chosen.filter(pk__in=reachable)),
            (Desk.TEAM_MANAGER, chosen.exclude(pk__in=reachable)),
        ):
            # Both are worked out before either moves: `chosen` asks by key, not by state.
            moved += move_all(rows, to, note=note, by=by, desk=desk,
                              due_on=cycle.due_on(desk), **changes)  # fmt: skip
    return moved


def with_accounts() -> QuerySet:
    """The workers of the data who can sign in."""
    users = User.objects.filter(is_active=True).exclude(staff_id="")
    return users.values_list("staff_id", flat=True)


def steps(moves: Iterable[tuple[int, str, str, str]], *, note: str, by=None) -> None:
    """Write down, for each finding, the state before and after and the desk it then lies on."""
    at = clock.now()
    Step.objects.bulk_create(
        [
            Step(finding_id=pk, before=before, after=after, desk=desk, note=note, by=by, at=at)
            for pk, before, after, desk in moves
        ],
        batch_size=AT_ONCE,
    )


def batches(keys: list[int]) -> Iterable[list[int]]:
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
