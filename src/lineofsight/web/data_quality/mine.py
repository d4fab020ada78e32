"""What somebody's own recording looks like: how accurate, how late; for themselves alone."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from lineofsight.web.data_quality.models import Finding
from lineofsight.web.data_quality.models.runs import CHARACTERISTICS
from lineofsight.web.data_quality.services.signing import newest_of
from lineofsight.web.people.models import User

State = Finding.State


@dataclass(frozen=True)
class OwnLine:
    """Of one characteristic: to correct now, late of those, put right in the last months."""

    characteristic: str
    meaning: str
    to_correct: int
    late: int
    put_right: int


@dataclass(frozen=True)
class Own:
    """`days` are those from a finding to its correction, of what was corrected since a day;
    None where nothing was."""

    lines: list[OwnLine]
    to_correct: int
    late: int
    sent_back: int
    days: float | None
    rules: list[tuple[str, str, int]]


def own_quality(user: User, today: datetime.date, meanings: dict[str, str]) -> Own:
    """Own findings of the newest runs; nobody else's page has them by name."""
    since = today - datetime.timedelta(days=182)
    found = Finding.objects.visible_to(user).of_worker(user.staff_id)
    now = Q(state__in=Finding.TO_CORRECT)
    right = Q(corrected_by=user, corrected_at__date__gte=since)
    right |= Q(state=State.CLOSED, closed_at__date__gte=since)
    rows = found.order_by().values("characteristic").annotate(
        to_correct=Count("pk", filter=now),
        late=Count("pk", filter=now & Q(due_on__lt=today)),
        put_right=Count("pk", filter=right),
    )  # fmt: skip
    by_key = {row["characteristic"]: row for row in rows}
    lines = [
        OwnLine(title, meanings[key], *(by_key.get(key, {}).get(name, 0)
                                        for name in ("to_correct", "late", "put_right")))
        for key, title in CHARACTERISTICS
    ]  # fmt: skip
    return Own(
        lines,
        sum(each.to_correct for each in lines),
        sum(each.late for each in lines),
        found.filter(state=State.RETURNED).count(),
        _days_to_correct(found, user, since),
        _most_frequent(found.filter(now)),
    )


def _days_to_correct(found, user: User, since: datetime.date) -> float | None:
    pairs = found.filter(corrected_by=user, corrected_at__date__gte=since).values_list(
        "corrected_at", "first_run__taken_up_at"
    )
    days = sorted((done - seen).total_seconds() / 86_400 for done, seen in pairs)
    return days[len(days) // 2] if days else None


def _most_frequent(found) -> list[tuple[str, str, int]]:
    counts: Counter = Counter(found.values_list("rule", "message"))
    return [(rule, message, count) for (rule, message), count in counts.most_common(10)]


def lateness_of(user: User) -> list[tuple[str, int]]:
    """Of the newest check of the record: what the worker recorded late, by rule."""
    run = newest_of("journey")
    if run is None:
        return []
    late = Finding.objects.visible_to(user).of_worker(user.staff_id).filter(
        last_run=run, characteristic="timely"
    )  # fmt: skip
    return Counter(late.values_list("message", flat=True)).most_common()
