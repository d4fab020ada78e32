"""Roles: what each may do and how far it reaches, as the framework pack in use declares them.

Role keys are stable: assignments store them. A role that sees `aggregates_only` never meets a
child's row, whatever else its holder is given by it.
"""

from functools import cache

from django.conf import settings

from lineofsight.errors import UnknownName
from lineofsight.packs import load_pack
from lineofsight.packs.model import Role
from lineofsight.web.people.permissions import Permission


@cache
def roles() -> dict[str, Role]:
    """The roles of the pack in use, by key; a permission that we don't know is refused."""
    pack = load_pack(settings.PACK, permissions={str(each) for each in Permission})
    return {role.key: role for role in pack.roles}


def role(key: str) -> Role:
    try:
        return roles()[key]
    except KeyError:
        raise UnknownName(
            f"there is no role “{key}” in the framework {settings.PACK}.",
            advice=f"It has {', '.join(sorted(roles()))}.",
        ) from None


def names_children(each: Role) -> bool:
    """May a holder of this role meet rows about single children at all?"""
    return not each.aggregates_only and Permission.CHILDREN_SEE in each.permissions


def keys_permitting(permission: Permission) -> set[str]:
    """The roles that hold a permission."""
    return {key for key, each in roles().items() if permission in each.permissions}


def keys_responsible_for_a_team() -> set[str]:
    """The roles that hold the cases of a team: those that reach as far as a team and audit."""
    return {
        key
        for key, each in roles().items()
        if each.scope == "team" and Permission.AUDIT_DO in each.permissions
    }
