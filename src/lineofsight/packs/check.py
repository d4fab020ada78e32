"""Does a pack hang together? Its references, beyond the shape of each part.

Each complaint has the path to what is wrong, so that the loader can name the line.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lineofsight.packs.model import ActivityType, Pack, Who

NEEDED_TERMS = (
    "audit", "standard", "auditor", "moderator", "moderation", "follow-up", "footprint",
    "loop-closed", "action-plan", "concern", "worker", "manager", "programme", "sample",
)  # fmt: skip
"""What every page has a word for; the pack says which."""

NEEDS_A_ROLE = {Who.HOLDER_OF_ROLE, Who.HOLDER_OF_ROLE_IN_THE_SERVICE}


@dataclass(frozen=True)
class Complaint:
    path: tuple[str | int, ...]
    problem: str
    advice: str = ""


def complaints(
    pack: Pack,
    *,
    permissions: Collection[str] | None = None,
    indicators: Collection[str] | None = None,
) -> list[Complaint]:
    """Everything in the pack that refers to nothing, or contradicts itself.

    `permissions` and `indicators` are the ids that exist in the product; without them
    those references are not looked at.
    """
    return [
        *_twice(pack),
        *_terms(pack),
        *_standards(pack),
        *_activities(pack),
        *_programmes(pack),
        *_escalations(pack),
        *_outside(pack, permissions, indicators),
    ]


KEYED_LISTS = ("services", "roles", "standards", "grade_scales", "activity_types", "programmes",
               "escalations", "boards", "reports")  # fmt: skip


def _twice(pack: Pack) -> Iterator[Complaint]:
    for name in KEYED_LISTS:
        yield from _repeated((name,), getattr(pack, name))
    for n, scale in enumerate(pack.grade_scales):
        yield from _repeated(("grade_scales", n, "grades"), scale.grades)
    for n, activity in enumerate(pack.activity_types):
        path = ("activity_types", n)
        yield from _repeated((*path, "form", "domains"), activity.form.domains)
        yield from _repeated((*path, "parts"), activity.parts)
        yield from _repeated((*path, "conversations"), activity.conversations)


def _repeated(path, items) -> Iterator[Complaint]:
    seen = Counter()
    for n, item in enumerate(items):
        seen[item.key] += 1
        if seen[item.key] == 2:
            yield Complaint((*path, n, "key"), f"the key “{item.key}” is used twice.")


def _terms(pack: Pack) -> Iterator[Complaint]:
    for concept in NEEDED_TERMS:
        if concept not in pack.vocabulary:
            yield Complaint(("vocabulary",), f"there is no word for “{concept}”.")


def _standards(pack: Pack) -> Iterator[Complaint]:
    grades = {grade.key for scale in pack.grade_scales for grade in scale.grades}
    for n, standard in enumerate(pack.standards):
        for key in standard.descriptors:
            if key not in grades:
                path = ("standards", n, "descriptors", key)
                yield Complaint(path, f"no grade scale has a grade “{key}”.")


def _keys(items) -> set[str]:
    return {item.key for item in items}


def _activities(pack: Pack) -> Iterator[Complaint]:
    for n, activity in enumerate(pack.activity_types):
        path = ("activity_types", n)
        yield from _unknown(path, "services", activity.services, _keys(pack.services))
        yield from _unknown(path, "grade_scale", [activity.grade_scale], _keys(pack.grade_scales))
        yield from _unknown(path, "concern", [activity.concern], _keys(pack.escalations))
        yield from _unknown((*path, "moderation"), "by", [activity.moderation.by.value],
                            _keys(pack.roles))  # fmt: skip
        yield from _unknown((*path, "follow_up"), "by", [activity.follow_up.by.value],
                            _keys(pack.roles))  # fmt: skip
        yield from _form(pack, activity, path)
        yield from _people(pack, activity, path)


def _unknown(path, name, keys, known) -> Iterator[Complaint]:
    for key in keys:
        if key is not None and key not in known:
            yield Complaint(
                (*path, name),
                f"“{key}” is not defined in this pack.",
                f"It knows {', '.join(sorted(known)) or 'none'}.",
            )


def _form(pack: Pack, activity: ActivityType, path) -> Iterator[Complaint]:
    scales = {scale.key: scale for scale in pack.grade_scales}
    scale = scales.get(activity.grade_scale)
    standards = {standard.key: standard for standard in pack.standards}
    for n, domain in enumerate(activity.form.domains):
        here = (*path, "form", "domains", n, "standard")
        if domain.standard is None or scale is None:
            continue
        if domain.standard not in standards:
            yield Complaint(here, f"“{domain.standard}” is not a standard of this pack.")
            continue
        described = standards[domain.standard].descriptors
        for grade in scale.grades:
            if grade.key not in described:
                yield Complaint(here, f"the standard “{domain.standard}” does not say what "
                                      f"“{grade.title}” looks like.")  # fmt: skip


def _people(pack: Pack, activity: ActivityType, path) -> Iterator[Complaint]:
    if not any(part.judges for part in activity.parts):
        yield Complaint((*path, "parts"), "nobody judges: at least one part must.")
    if not any(part.plans_actions for part in activity.parts):
        yield Complaint((*path, "parts"), "nobody plans the actions: one part must.")
    for n, part in enumerate(activity.parts):
        if part.done_by in NEEDS_A_ROLE and part.role is None:
            yield Complaint((*path, "parts", n, "done_by"), "this needs a role: say which.")
        yield from _unknown((*path, "parts", n), "role", [part.role], _keys(pack.roles))
    for n, conversation in enumerate(activity.conversations):
        yield from _unknown((*path, "conversations", n), "asked_by", [conversation.asked_by],
                            _keys(activity.parts))  # fmt: skip
    follow_up = activity.follow_up
    if activity.is_followed_up and follow_up.by.value is None:
        yield Complaint((*path, "follow_up", "by"), "a re-check is due, but by nobody.")
    if follow_up.anchor.value == "moderation" and not activity.is_moderated:
        yield Complaint(
            (*path, "follow_up", "anchor"),
            "the re-check counts from moderation, but nobody moderates.",
            "Let it count from completion.",
        )


def _programmes(pack: Pack) -> Iterator[Complaint]:
    for n, programme in enumerate(pack.programmes):
        path = ("programmes", n)
        yield from _unknown(path, "activity", [programme.activity], _keys(pack.activity_types))
        for m, exclusion in enumerate(programme.sampling.exclusions):
            if (exclusion.rule == "audited-in-last-months") != (exclusion.months is not None):
                yield Complaint(
                    (*path, "sampling", "exclusions", m),
                    "“months” belongs to the rule “audited-in-last-months”, and only to it.",
                )


def _escalations(pack: Pack) -> Iterator[Complaint]:
    for n, escalation in enumerate(pack.escalations):
        yield from _unknown(("escalations", n), "tiers", escalation.tiers, _keys(pack.roles))


def _outside(pack: Pack, permissions, indicators) -> Iterator[Complaint]:
    for n, role in enumerate(pack.roles):
        for permission in role.permissions:
            if permissions is not None and permission not in permissions:
                yield Complaint(("roles", n, "permissions"), f"“{permission}” is no permission.")
    for n, use in enumerate(pack.indicators):
        if indicators is not None and use.indicator not in indicators:
            yield Complaint(("indicators", n, "indicator"), f"“{use.indicator}” is no indicator.")
        yield from _unknown(("indicators", n), "services", use.services, _keys(pack.services))
