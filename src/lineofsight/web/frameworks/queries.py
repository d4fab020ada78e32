"""Which pack is in force."""

from datetime import date

from lineofsight.errors import PackError
from lineofsight.packs import Pack
from lineofsight.web.frameworks.models import AdoptedPack


def adopted_on(day: date) -> AdoptedPack:
    """The version in force on that day. Raises `PackError` if none has been adopted yet."""
    found = AdoptedPack.objects.in_force_on(day).first()
    if found is None:
        raise PackError(
            "no framework has been adopted yet.",
            advice="An administrator adopts one under Framework, or: lineofsight adopt PACK.",
        )
    return found


def pack_on(day: date) -> Pack:
    return adopted_on(day).pack
