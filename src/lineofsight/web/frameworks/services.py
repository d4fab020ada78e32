"""Adopting a framework, and choosing for oneself what it leaves open."""

from datetime import date

from django.db import transaction

from lineofsight.errors import PackError
from lineofsight.packs import Pack
from lineofsight.packs.choices import choice_at, choices, with_choice
from lineofsight.packs.values import Source
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.frameworks.models import (
    OWN,
    AdoptedPack,
    DocumentReview,
    FrameworkReview,
    OwnCheck,
    OwnChoice,
)
from lineofsight.web.people.models import RoleAssignment
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.queries import assignments_of


@transaction.atomic
def adopt(pack: Pack, *, by, from_on: date, consulted: str = "") -> AdoptedPack:
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
    _scales_hold(pack, from_on)
    return _keep(pack, by=by, from_on=from_on, consulted=consulted)


def _scales_hold(pack: Pack, day: date) -> None:
    """Nothing new is graded on a scale that has ended, or that does not hold yet."""
    used = {each.grade_scale for each in pack.activity_types} - {None}
    for scale in (pack.grade_scale(key) for key in sorted(used)):
        has_ended = scale.ended_on is not None and scale.ended_on < day
        is_to_come = scale.from_on is not None and scale.from_on > day
        if has_ended or is_to_come:
            when = f"ended on {scale.ended_on}" if has_ended else f"holds from {scale.from_on}"
            raise PackError(
                f"the scale “{scale.name}” {when}, and this version grades on it from {day}.",
                advice="Name the scale that holds on that day in the activity types.",
            )


def _keep(pack: Pack, *, by, from_on: date, consulted: str = "") -> AdoptedPack:
    adopted = AdoptedPack.objects.create(
        pack_id=pack.pack,
        version=pack.version,
        title=pack.title,
        publisher=pack.publisher,
        content=pack.as_json(),
        content_hash=pack.content_hash,
        in_force_from=from_on,
        consulted=consulted.strip(),
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


@transaction.atomic
def adopt_anew(
    pack: Pack, *, by, from_on: date, keep_own_choices: bool, consulted: str = ""
) -> AdoptedPack:
    """Put another pack, or another version, in force from today or a day to come.

    With `keep_own_choices` what the authority chose in the one before is chosen in the new
    one too, where that still leaves it open. `consulted`: who was asked before, and how.
    """
    _not_in_the_past(from_on)
    if OWN in pack.version:
        raise PackError(
            f"the version “{pack.version}” has a “{OWN}” in it, which marks your own choices.",
            advice="Give the file a version without it.",
        )
    known = AdoptedPack.objects.filter(pack_id=pack.pack, version=pack.version).first()
    if known is not None and known.content_hash == pack.content_hash:
        raise PackError(
            f"{pack.id} was adopted already, from {known.in_force_from:%d.%m.%Y}.",
            advice="Give a file with a new version.",
        )
    _somebody_still_may_adopt(pack, from_on)
    before = AdoptedPack.objects.in_force_on(from_on).first()
    adopted = adopt(pack, by=by, from_on=from_on, consulted=consulted)
    if keep_own_choices and before is not None:
        for address, said in _own(before.pack).items():
            if _is_open(adopted.pack, address):
                adopted = _own_version(adopted, address, said, by=by, from_on=from_on)
    return adopted


def _somebody_still_may_adopt(pack: Pack, day: date) -> None:
    """A framework whose roles nobody holds would lock everybody out, and could not be undone."""
    keys = [role.key for role in pack.roles if Permission.FRAMEWORK_ADOPT in role.permissions]
    held = RoleAssignment.objects.on(day).filter(role__in=keys, user__is_active=True)
    if not held.exists():
        raise PackError(
            "nobody here holds a role that may adopt a framework in this pack: it could not be "
            "changed again.",
            advice="Give your administrators a role with the key that they hold today, and "
            "“framework.adopt” among its permissions.",
        )


def _own(pack: Pack) -> dict[str, dict]:
    return {
        each.address: each.setting.model_dump(mode="json")
        for each in choices(pack)
        if each.setting.source == Source.SET
    }


def _is_open(pack: Pack, address: str) -> bool:
    return any(
        each.address == address and each.setting.source != Source.STATED for each in choices(pack)
    )


@transaction.atomic
def choose(address: str, value, *, reason: str, from_on: date, by) -> OwnChoice:
    """Make one choice of the framework otherwise, from today or a day to come.

    `value` None: nobody decides, so nothing follows from it. What already lies ahead (a
    version adopted for a later day) follows the choice too, unless it says something else.
    """
    said = {"source": Source.SET.value, "value": value} if value is not None else None
    return _choose(address, said or {"source": Source.NOT_SET.value}, reason=reason,
                   from_on=from_on, by=by)  # fmt: skip


def take_back(address: str, *, reason: str, from_on: date, by) -> OwnChoice:
    """Let the framework speak again where the authority had chosen."""
    start = _in_force(from_on)
    first = AdoptedPack.objects.get(pack_id=start.pack_id, version=start.published_version)
    said = choice_at(first.pack, address).setting.model_dump(mode="json")
    return _choose(address, said, reason=reason, from_on=from_on, by=by)


@transaction.atomic
def _choose(address: str, said: dict, *, reason: str, from_on: date, by) -> OwnChoice:
    reason = reason.strip()
    if not reason:
        raise PackError("Say why this is chosen.")
    _not_in_the_past(from_on)
    start = _in_force(from_on)
    before = choice_at(start.pack, address).setting
    if before.value == said.get("value") and before.source == said["source"]:
        raise PackError("It reads so already.", advice="Choose something else.")
    if "note" not in said:
        who = f" {by.name}, {clock.today():%-d %B %Y}." if by else ""
        said = said | {"note": f"{reason}{who}"}
    made = _own_version(start, address, said, by=by, from_on=from_on)
    act = OwnChoice.objects.create(
        address=address, before=before.model_dump(mode="json"), after=said, reason=reason,
        holds_from=from_on, chosen_by=by, chosen_at=clock.now(), made=made,
    )  # fmt: skip
    for later in later_than(from_on):
        if _reads(later.pack, address) == before:
            _own_version(later, address, said, by=by, from_on=later.in_force_from)
    activity.record(
        "framework.chosen", by=by, subject_kind="framework", subject_id=made.pack.id,
        detail={"address": address, "from": from_on.isoformat()},
    )  # fmt: skip
    return act


def _own_version(base: AdoptedPack, address: str, said: dict, *, by, from_on: date) -> AdoptedPack:
    """The version with one choice made otherwise, numbered after the framework's own."""
    first = base.published_version
    own = AdoptedPack.objects.filter(
        pack_id=base.pack_id, version__startswith=f"{first}{OWN}"
    ).count()  # fmt: skip
    pack = with_choice(base.pack, address, said, version=f"{first}{OWN}{own + 1}")
    return _keep(pack, by=by, from_on=from_on)


def _in_force(day: date) -> AdoptedPack:
    found = AdoptedPack.objects.in_force_on(day).first()
    if found is None:
        raise PackError("no framework has been adopted yet.", advice="Adopt one first.")
    return found


def later_than(day: date) -> list[AdoptedPack]:
    """Of each later day the version that counts from it."""
    later = AdoptedPack.objects.filter(in_force_from__gt=day).defer("content")
    found = later.order_by("in_force_from", "pk")
    return list({each.in_force_from: each for each in found}.values())


def _reads(pack: Pack, address: str):
    return next((each.setting for each in choices(pack) if each.address == address), None)


def _not_in_the_past(day: date) -> None:
    if day < clock.today():
        raise PackError(
            "it can hold from today or from a later day, and not from one that has passed:",
            advice="work already begun keeps what it began with.",
        )


@transaction.atomic
def record_review(adopted: AdoptedPack, *, outcome: str, by) -> FrameworkReview:
    """The framework as a whole was reviewed today."""
    if not outcome.strip():
        raise PackError("Say what came of the review.")
    review = FrameworkReview.objects.create(
        pack_id=adopted.pack_id, reviewed_on=clock.today(), outcome=outcome.strip(), recorded_by=by
    )
    activity.record(
        "framework.reviewed", by=by, subject_kind="framework", subject_id=adopted.pack.id
    )
    return review


@transaction.atomic
def record_document_review(
    adopted: AdoptedPack, key: str, *, outcome: str, by, next_due_on: date | None = None
) -> DocumentReview:
    """A document was looked at again today; `next_due_on` where its next day is known."""
    if key not in {each.key for each in adopted.pack.documents}:
        raise PackError(f"the framework relies on no document “{key}”.")
    if not outcome.strip():
        raise PackError("Say what came of the review.")
    if next_due_on is not None and next_due_on <= clock.today():
        raise PackError("The next review comes after today.")
    review = DocumentReview.objects.create(
        pack_id=adopted.pack_id, document_key=key, reviewed_on=clock.today(),
        outcome=outcome.strip(), next_due_on=next_due_on, recorded_by=by,
    )  # fmt: skip
    activity.record(
        "framework.document-reviewed", by=by, subject_kind="framework",
        subject_id=adopted.pack.id, detail={"document": key},
    )  # fmt: skip
    return review


@transaction.atomic
def hold_own_work(
    adopted: AdoptedPack, standard_key: str, *, seen: str, by, grade: str = "",
    next_step: str = "",
) -> OwnCheck:  # fmt: skip
    """Keep what somebody saw when they held their own work against a standard. The log says
    that it was done, and nothing of what was seen."""
    if not seen.strip():
        raise PackError("Say what in your work shows it.")
    if grade and grade not in adopted.pack.standard(standard_key).descriptors:
        raise PackError("The standard has no such description.")
    teams = [held.unit.code for held in assignments_of(by, clock.today())
             if held.unit.kind == held.unit.Kind.TEAM]  # fmt: skip
    made = OwnCheck.objects.create(
        adopted=adopted, standard_key=standard_key, grade_key=grade, seen=seen.strip(),
        next_step=next_step.strip(), team_code=teams[0] if teams else "", by=by, at=clock.now(),
    )  # fmt: skip
    activity.record("own-work.held", by=by, subject_kind="standard", subject_id=standard_key)
    return made
