"""Every choice a pack makes, by an address that does not change when a list grows.

An address is the way to the choice by keys: `activity_types/main-audit/moderation/
within_working_days`. Pages and the command line name choices by it, and a choice of the
authority's own is put where it leads.
"""

import typing
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError

from lineofsight.errors import PackError
from lineofsight.packs.check import complaints
from lineofsight.packs.model import Pack
from lineofsight.packs.values import Setting

KEYS = ("key", "indicator", "rule")
"""By what the members of a list are known, first found."""


@dataclass(frozen=True)
class Choice:
    """`names`: the way to it in words, step by step as `path`; `kind`: the type of its value."""

    path: tuple[str, ...]
    names: tuple[str, ...]
    setting: Setting
    kind: typing.Any

    @property
    def address(self) -> str:
        return "/".join(self.path)


def choices(pack: Pack) -> list[Choice]:
    return list(_below(pack, (), ()))


def choice_at(pack: Pack, address: str) -> Choice:
    """Raises `PackError` where the pack has no such choice."""
    for choice in choices(pack):
        if choice.address == address:
            return choice
    raise PackError(f"{pack.id} has no choice “{address}”.")


def key_of(item: BaseModel) -> str | None:
    return next((str(getattr(item, name)) for name in KEYS if hasattr(item, name)), None)


def name_of(item: BaseModel) -> str:
    for name in ("title", "indicator", "text"):
        if said := getattr(item, name, ""):
            return str(said)
    return key_of(item) or ""


def _below(part: BaseModel, path, names) -> Iterator[Choice]:
    for field, declared in type(part).model_fields.items():
        value = getattr(part, field)
        here, said = (*path, field), (*names, in_words(field))
        if isinstance(value, Setting):
            yield Choice(here, said, value, _kind(declared.annotation))
        elif isinstance(value, BaseModel):
            yield from _below(value, here, said)
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, BaseModel):
                    yield from _below(item, (*here, key_of(item) or ""), (*said, name_of(item)))


def _kind(annotation) -> typing.Any:
    """What T is in Setting[T], or in Setting[T] that may be left out."""
    for inner in typing.get_args(annotation):
        if inner is not type(None):
            return _kind(inner)
    found = getattr(annotation, "__pydantic_generic_metadata__", {}).get("args")
    return found[0] if found else str


def in_words(field: str) -> str:
    return field.replace("_", " ")


def with_choice(pack: Pack, address: str, said: dict, *, version: str) -> Pack:
    """The pack with one choice made otherwise, as a version of its own. `said` is what a file
    would say there. Raises `PackError` where the pack no longer hangs together."""
    content = pack.as_json() | {"version": version}
    *way, last = choice_at(pack, address).path
    here = content
    for step in way:
        here = _inside(here, step)
    here[last] = said
    try:
        changed = Pack.model_validate(content)
    except ValidationError as error:
        raise PackError(
            f"“{said.get('value')}” cannot stand here.", advice="Give a value of another kind."
        ) from error
    if found := complaints(changed):
        raise PackError(f"{found[0].problem} {found[0].advice}".strip())
    return changed


def _inside(content: dict | list, step: str):
    """A part of what a pack says, made where it was left out."""
    if isinstance(content, dict):
        return content.setdefault(step, {})
    return next(
        item for item in content
        if next((str(item[name]) for name in KEYS if name in item), None) == step
    )  # fmt: skip
