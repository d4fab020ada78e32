"""Tested again: grades before and after, standard by standard. Reads only."""

from collections import Counter
from dataclasses import dataclass

from lineofsight.web.practice import presenting
from lineofsight.web.practice.models import Audit, FinalGrade


@dataclass(frozen=True)
class Compared:
    """Final grades of one standard in two groups of audits, as marks with counts. `better`:
    the share in the upper half of the scale rose; None where one group has no grade."""

    title: str
    before: tuple[dict, ...]
    after: tuple[dict, ...]
    better: bool | None


def later_audits(audit: Audit, user):
    """Audits of the same kind in the same service, judged after this one, that one may see."""
    return (
        Audit.objects.visible_to(user)
        .judged()
        .filter(activity_key=audit.activity_key, service_id=audit.service_id)
        .filter(submitted_at__gt=audit.submitted_at)
        .select_related("adopted")
        .order_by("-submitted_at")
        .distinct()
    )


def latest_comparison(audit: Audit, user) -> list[Compared] | None:
    later = later_audits(audit, user).first()
    return compare([audit], [later]) if later else None


def compare(before: list[Audit], after: list[Audit]) -> list[Compared]:
    """Standard by standard, of audits that share a scale; a standard that only one group
    judged is left out, and so are grades of another scale: nothing is mapped."""
    if not before or not after:
        return []
    scale = before[0].scale
    known = [each.key for each in scale.grades]
    title = {each.key: each.title for each in before[0].activity.judged}
    first, second = _grades(before, known), _grades(after, known)
    upper = set(known[: (len(known) + 1) // 2])
    return [
        Compared(
            title=title[key],
            before=_marks(scale, first[key]),
            after=_marks(scale, second[key]),
            better=_share(second[key], upper) > _share(first[key], upper),
        )
        for key in title
        if first.get(key) and second.get(key)
    ]


def _grades(audits: list[Audit], known: list[str]) -> dict[str, Counter]:
    found: dict[str, Counter] = {}
    finals = FinalGrade.objects.filter(audit__in=audits, grade__in=known)
    for key, grade in finals.values_list("domain_key", "grade"):
        found.setdefault(key, Counter())[grade] += 1
    return found


def _marks(scale, counted: Counter) -> tuple[dict, ...]:
    return tuple(
        {**presenting.grade_mark(scale, grade.key), "count": counted[grade.key]}
        for grade in scale.grades
        if counted[grade.key]
    )


def _share(counted: Counter, upper: set[str]) -> float:
    return sum(counted[key] for key in upper) / counted.total()
