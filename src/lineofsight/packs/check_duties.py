"""May those whom a pack gives a duty carry it out? A turn that falls to a role which may not
open the form would wait for ever."""

from collections.abc import Collection, Iterator

from lineofsight.packs.faults import Complaint
from lineofsight.packs.model import Pack

CARRY_OUT, MODERATE, SEE_THE_PROGRAMME = "audit.do", "audit.moderate", "programme.see"
RAISE, ANSWER = "concern.raise", "concern.answer"


CANNOT_DO_WITHOUT = {
    "people.manage": "give anybody a role",
    "framework.adopt": "put a framework in force",
    "submissions.load": "load data",
    "programme.plan": "plan",
    "report.write": "write a report",
    "report.sign": "sign a report",
}
"""What somebody must be allowed, or it can never be done."""


def held_by_nobody(pack: Pack, permissions: Collection[str] | None = None) -> Iterator[Complaint]:
    if permissions is None:
        return
    held = {permission for role in pack.roles for permission in role.permissions}
    for permission, what in CANNOT_DO_WITHOUT.items():
        if permission not in held:
            yield Complaint(("roles",), f"no role may {what}.",
                            f"Give one the permission {permission}.")  # fmt: skip


def duties(pack: Pack, permissions: Collection[str] | None = None) -> Iterator[Complaint]:
    """A role with a permission that is none (of `permissions`) is told of elsewhere, once."""
    may = {
        role.key: role.permissions
        for role in pack.roles
        if permissions is None or set(role.permissions) <= set(permissions)
    }
    titles = {role.key: role.title for role in pack.roles}
    for path, key, permission in _given(pack):
        if key in may and permission not in may[key]:
            yield Complaint(
                path,
                f"this falls to “{titles[key]}”, who may not do it.",
                f"Give the role “{key}” the permission {permission}, or name another role.",
            )


def _given(pack: Pack) -> Iterator[tuple[tuple, str, str]]:
    """Where a duty is given, the role it is given to, and what that role must be allowed."""
    for n, activity in enumerate(pack.activity_types):
        path = ("activity_types", n)
        for m, part in enumerate(activity.parts):
            if part.role is not None:
                yield (*path, "parts", m, "role"), part.role, CARRY_OUT
        if activity.moderation.by.value is not None:
            yield (*path, "moderation", "by"), activity.moderation.by.value, MODERATE
        for key in activity.moderation.also_by:
            yield (*path, "moderation", "also_by"), key, MODERATE
    for n, programme in enumerate(pack.programmes):
        for key in programme.holders:
            yield ("programmes", n, "holders"), key, CARRY_OUT
        if programme.exempted_by.value is not None:
            yield ("programmes", n, "exempted_by"), programme.exempted_by.value, SEE_THE_PROGRAMME
    for n, escalation in enumerate(pack.escalations):
        for key in escalation.tiers:
            yield ("escalations", n, "tiers"), key, ANSWER
        for key in escalation.raised_by:
            yield ("escalations", n, "raised_by"), key, RAISE
