"""Roles: what each may do and how far it reaches, as the framework pack in use declares them.

Role keys are stable: assignments store them. A role that sees `aggregates_only` never meets a
child's row, whatever else its holder is given by it.
"""

from functools import lru_cache

from django.conf import settings

from lineofsight.errors import UnknownName
from lineofsight.packs import Pack, load_pack
from lineofsight.packs.model import Role
from lineofsight.web.people.permissions import Permission

_followed: Pack | None = None


def follow(pack: Pack | None) -> None:
    """Let roles be those of the pack that is in force; with None, of the one the settings name.

    The framework's app calls this at the start of each request: it knows what was adopted.
    """
    global _followed
    _followed = pack


def roles() -> dict[str, Role]:
    """The roles of the pack in use, by key; a permission that we don't know is refused."""
    return _of_settings(settings.PACK) if _followed is None else _of(_followed)


@lru_cache(maxsize=8)
def _of_settings(name: str) -> dict[str, Role]:
    pack = load_pack(name, permissions={str(each) for each in Permission})
    return {role.key: role for role in pack.roles}


def _of(pack: Pack) -> dict[str, Role]:
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
