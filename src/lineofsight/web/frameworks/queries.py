"""Which pack is in force, what the authority chose for itself, when it is to be reviewed."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from lineofsight.packs import Pack, load_pack
from lineofsight.packs.choices import choices
from lineofsight.packs.values import Source
from lineofsight.periods import add_months
from lineofsight.web.frameworks import services
from lineofsight.web.frameworks.models import AdoptedPack, FrameworkReview, OwnChoice
from lineofsight.web.once import once
from lineofsight.web.people import roles
from lineofsight.web.people.models import RoleAssignment

FROM_THE_BEGINNING = date(2000, 1, 1)


@once
def _in_force_on(day: date) -> AdoptedPack | None:
    return AdoptedPack.objects.in_force_on(day).first()


@once
def adopted_on(day: date) -> AdoptedPack:
    """The version in force on that day. An installation in which none was ever adopted adopts
    the one its settings name, as the product's own act, when it is first asked for."""
    found = _in_force_on(day)
    if found is None:
        return services.adopt(load_pack(settings.PACK), by=None, from_on=FROM_THE_BEGINNING)
    return found


def pack_on(day: date) -> Pack:
    return adopted_on(day).pack


def follow(day: date) -> None:
    """Let roles be those of the pack in force; of the one the settings name while none is."""
    found = _in_force_on(day)
    roles.follow(found.pack if found else None)


def to_come(day: date) -> list[AdoptedPack]:
    """What comes into force after a day: of each day the version that counts."""
    return services.later_than(day)


def own_choices_in(adopted: AdoptedPack) -> dict[str, OwnChoice]:
    """For each choice that reads as the authority made it: the act by which it did."""
    own = {each.address for each in choices(adopted.pack) if each.setting.source == Source.SET}
    found: dict[str, OwnChoice] = {}
    for act in OwnChoice.objects.filter(
        address__in=own, holds_from__lte=adopted.in_force_from, made__pk__lte=adopted.pk
    ).select_related("chosen_by"):
        found.setdefault(act.address, act)
    return found


@dataclass(frozen=True)
class Review:
    """`due_on` None: the framework does not say how often it is to be reviewed."""

    due_on: date | None
    is_assumed: bool
    last: FrameworkReview | None


def review_of(adopted: AdoptedPack) -> Review:
    last = FrameworkReview.objects.filter(pack_id=adopted.pack_id).select_related(
        "recorded_by"
    ).first()  # fmt: skip
    every = adopted.pack.review_every_months
    begun = last.reviewed_on if last else adopted.pack.published_on or adopted.in_force_from
    due = add_months(begun, every.value) if every.value is not None else None
    return Review(due, every.is_assumed, last)


def roles_lost(pack: Pack, day: date) -> dict[str, int]:
    """Roles that are held on a day and that a pack does not have: how many hold each."""
    known = {role.key for role in pack.roles}
    lost: dict[str, int] = {}
    for held in RoleAssignment.objects.on(day).filter(user__is_active=True):
        if held.role not in known:
            lost[held.role] = lost.get(held.role, 0) + 1
    return lost
