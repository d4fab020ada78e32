"""Adopting a framework."""

from datetime import date

from django.db import transaction

from lineofsight.errors import PackError
from lineofsight.packs import Pack
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.frameworks.models import AdoptedPack


@transaction.atomic
def adopt(pack: Pack, *, by, from_on: date) -> AdoptedPack:
    """Put a pack in force from a day. Work already begun keeps the version it began with.

    The same version again is answered with what there is. A version whose text differs
    from the one adopted under its number is refused: a published version never changes.
    """
    known = AdoptedPack.objects.filter(pack_id=pack.pack, version=pack.version).first()
    if known is not None:
        if known.content_hash != pack.content_hash:
            raise PackError(
                f"{pack.id} has been adopted before, with another text.",
                advice="Give what has changed a version of its own.",
            )
        return known
    adopted = AdoptedPack.objects.create(
        pack_id=pack.pack,
        version=pack.version,
        title=pack.title,
        publisher=pack.publisher,
        content=pack.as_json(),
        content_hash=pack.content_hash,
        in_force_from=from_on,
        adopted_at=clock.now(),
        adopted_by=by,
    )
    activity.record(
        "framework.adopted",
        by=by,
        subject_kind="framework",
        subject_id=pack.id,
        detail={"from": from_on.isoformat(), "hash": pack.content_hash},
    )
    return adopted
