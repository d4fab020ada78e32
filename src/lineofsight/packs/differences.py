"""What differs between two packs, place by place: added, removed, changed, moved."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from lineofsight.packs import phrases
from lineofsight.packs.choices import key_of, name_of
from lineofsight.packs.model import Pack
from lineofsight.packs.values import Setting


@dataclass(frozen=True)
class Difference:
    """`place`: the way to it in words; `before` and `after` as a person says them."""

    place: tuple[str, ...]
    kind: Literal["added", "removed", "changed", "moved"]
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        where = " › ".join(self.place)
        if self.kind == "changed":
            return f"{where}: changed from {self.before} to {self.after}"
        said = self.after if self.kind == "added" else self.before
        return f"{where}: {self.kind}" + (f", {said}" if said else "")


def differences(before: Pack, after: Pack) -> list[Difference]:
    return list(_models(before, after, ()))


def _models(before: BaseModel, after: BaseModel, place) -> Iterator[Difference]:
    for name in type(before).model_fields:
        yield from _values(getattr(before, name), getattr(after, name),
                           (*place, phrases.field(name)))  # fmt: skip


def _values(before, after, place) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, Setting) and isinstance(after, Setting):
        yield Difference(place, "changed", phrases.setting(before), phrases.setting(after))
    elif isinstance(before, BaseModel) and type(before) is type(after):
        yield from _models(before, after, place)
    elif isinstance(before, dict) and isinstance(after, dict):
        yield from _members(before, after, place)
    elif _is_keyed(before) or _is_keyed(after):
        yield from _members(_by_key(before), _by_key(after), place)
    elif before in (None, "", ()):
        yield Difference(place, "added", after=_said(after))
    elif after in (None, "", ()):
        yield Difference(place, "removed", before=_said(before))
    else:
        yield Difference(place, "changed", _said(before), _said(after))


def _members(before: dict, after: dict, place) -> Iterator[Difference]:
    for key in [*before, *(key for key in after if key not in before)]:
        here = (*place, _name(after.get(key, before.get(key)), key))
        if key not in after:
            yield Difference(here, "removed", before=_said(before[key]))
        elif key not in before:
            yield Difference(here, "added", after=_said(after[key]))
        else:
            yield from _values(before[key], after[key], here)
    stayed = [key for key in before if key in after]
    if stayed != [key for key in after if key in before]:
        order = ", ".join(_name(after[key], key) for key in after)
        yield Difference(place, "moved", before=f"now in the order {order}")


def _is_keyed(value) -> bool:
    return isinstance(value, tuple) and any(isinstance(each, BaseModel) for each in value)


def _by_key(items: tuple) -> dict:
    return {key_of(each) or str(n): each for n, each in enumerate(items)}


def _name(item, key: str) -> str:
    return (name_of(item) if isinstance(item, BaseModel) else "") or str(key)


def _said(value) -> str:
    """A single value as said; a whole part only by being there, its name is in the place."""
    if isinstance(value, BaseModel):
        source = getattr(value, "source", None)
        return phrases.ON_WHOSE_WORD[source] if source else ""
    return f"“{value}”" if isinstance(value, str) else phrases.value(value)
