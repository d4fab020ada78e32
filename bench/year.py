"""Fills the demo's year with more audits: `python -m bench.year COUNT`, in the home of the
environment. Each audit that was carried out is copied with all that was written in it, in turn,
until there are so many; what a copy cannot share (the record it was drawn as, the turn it
filled, its actions) it is without. Doing it again adds nothing.
"""

import sys
from collections.abc import Iterable

from lineofsight.web import command_line

command_line.start()

from django.db import models, transaction  # noqa: E402

from lineofsight.web.practice.models import (  # noqa: E402
    Answer,
    Audit,
    AuditPart,
    AuditTheme,
    Conversation,
    Evidence,
    FinalGrade,
    FollowUp,
    Judgement,
    Moderation,
)

ROUND = 200
OF_AN_AUDIT = (Conversation, Moderation, FinalGrade, FollowUp, AuditTheme)
OF_A_PART = (Answer,)


def fill(count: int) -> int:
    """Copy until there are `count` audits; gives how many there are."""
    originals = list(Audit.objects.order_by("-released_on", "pk"))
    while (there := Audit.objects.count()) < count:
        _copy(originals[: min(ROUND, count - there)])
        originals = originals[ROUND:] + originals[:ROUND]
    return there


@transaction.atomic
def _copy(audits: list[Audit]) -> None:
    new = _copied(Audit, audits, without=("sampled", "turn"))
    parts = _below(AuditPart, "audit", new)
    for model in OF_AN_AUDIT:
        _below(model, "audit", new)
    judgements = _below(Judgement, "part", parts)
    for model in OF_A_PART:
        _below(model, "part", parts)
    _below(Evidence, "judgement", judgements)


def _below(model: type[models.Model], of: str, new: dict[int, int]) -> dict[int, int]:
    """Copies of what belongs to the originals, belonging to their copies."""
    rows = model.objects.filter(**{f"{of}__in": list(new)}).order_by("pk")
    return _copied(model, rows, moved={of: new})


def _copied(
    model: type[models.Model], rows: Iterable[models.Model], *,
    without: tuple[str, ...] = (), moved: dict[str, dict[int, int]] | None = None,
) -> dict[int, int]:  # fmt: skip
    """Old keys to new ones."""
    rows = list(rows)
    fields = [each for each in model._meta.concrete_fields if not each.primary_key]
    made = []
    for row in rows:
        said = {field.attname: getattr(row, field.attname) for field in fields}
        said |= {f"{name}_id": None for name in without if f"{name}_id" in said}
        said |= {f"{name}_id": keys[said[f"{name}_id"]] for name, keys in (moved or {}).items()}
        made.append(model(**said))
    model.objects.bulk_create(made, batch_size=500)
    return {row.pk: copy.pk for row, copy in zip(rows, made, strict=True)}


if __name__ == "__main__":
    print(fill(int(sys.argv[1])))
