"""Which pack is in force."""

from datetime import date

from django.conf import settings

from lineofsight.packs import Pack, load_pack
from lineofsight.web.frameworks import services
from lineofsight.web.frameworks.models import AdoptedPack

FROM_THE_BEGINNING = date(2000, 1, 1)


def adopted_on(day: date) -> AdoptedPack:
    """The version in force on that day. An installation in which none was ever adopted adopts
    the one its settings name, as the product's own act, when it is first asked for."""
    found = AdoptedPack.objects.in_force_on(day).first()
    if found is None:
        return services.adopt(load_pack(settings.PACK), by=None, from_on=FROM_THE_BEGINNING)
    return found


def pack_on(day: date) -> Pack:
    return adopted_on(day).pack
