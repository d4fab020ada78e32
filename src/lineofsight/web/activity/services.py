"""Writing to the log. Nothing else in the product writes its table."""

from typing import Any

from django.db import connection, transaction

from lineofsight.web import clock
from lineofsight.web.activity import anchors, chain
from lineofsight.web.activity.models import ActivityEvent

# Any fixed number: it names the one lock that puts writers to the log in a row.
_CHAIN_LOCK = 0x11E0F516


@transaction.atomic
def record(
    verb: str,
    *,
    by,
    subject_kind: str,
    subject_id: Any,
    detail: dict | None = None,
) -> ActivityEvent:
    """Write down that `by` (None: the product itself) did something to a subject.

    It belongs to the caller's transaction: what is rolled back was not done, and is not logged.
    """
    return _append(
        verb=verb,
        **_person(by),
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        detail=chain.canonical(detail or {}),
    )


@transaction.atomic(durable=True)
def record_reading(user, child_id: str, *, why: str, refused: bool = False) -> ActivityEvent:
    """Write down, before anything is shown, that `user` opens (or was refused) a child's record.

    It is its own transaction and can't be called inside another: it must outlive a page that
    fails. If it raises, the page must not be served; so let it raise.
    """
    return _append(
        verb=ActivityEvent.READ,
        **_person(user),
        subject_kind="child",
        subject_id="",
        child_id=child_id,
        why=why,
        is_refused=refused,
        detail="{}",
    )


@transaction.atomic(durable=True)
def record_listing(user, *, count: int, page: str, address: str) -> ActivityEvent:
    """Write down, before it is shown, that `user` is shown a list which names `count` children.

    `address` is the page's own, from which the list can be made again; like `record_reading`
    it is its own transaction, and what can't be written down must not be shown.
    """
    return _append(
        verb=ActivityEvent.LISTED,
        **_person(user),
        subject_kind="list",
        subject_id=page,
        detail=chain.canonical({"children": count, "address": address}),
    )


def record_refusal(user, *, what: str, why: str) -> ActivityEvent:
    """Write down that `user` was refused something which is not about one child."""
    return record(
        "access.refused", by=user, subject_kind="page", subject_id=what, detail={"why": why}
    )


def _person(user) -> dict[str, str]:
    if user is None or not user.is_authenticated:
        return {"by_id": "", "by_name": ""}
    return {"by_id": str(user.pk), "by_name": user.get_full_name()}


def _append(**facts: Any) -> ActivityEvent:
    """Add a row to the end of the chain; the caller holds a transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
    # On SQLite the transaction began IMMEDIATE, so this is the only writer there is.
    last = ActivityEvent.objects.order_by("-number").only("number", "hash").first()
    event = ActivityEvent(
        number=last.number + 1 if last else 1,
        at=clock.now(),
        machine_at=clock.machine_now(),
        previous_hash=last.hash if last else chain.BEFORE_THE_FIRST,
        **facts,
    )
    event.hash = event.expected_hash()
    event.save(force_insert=True)
    transaction.on_commit(lambda: anchors.once_a_day(event))
    return event
