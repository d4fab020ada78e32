"""What figures rest on at one authority: its population, and the choices that are its own."""

from dataclasses import fields
from typing import Any

from lineofsight.errors import PackError
from lineofsight.indicators.definition import Interval, Parameters
from lineofsight.indicators.figures import Basis
from lineofsight.packs.authority import FILE_NAME, Authority


def basis_of(authority: Authority) -> Basis:
    """The basis that `authority.yaml` gives; `PackError` names a choice that nobody knows."""
    known = {field.name: field.default for field in fields(Parameters)}
    chosen: dict[str, Any] = {"own_postcode_districts": authority.own_postcode_districts}
    for name, text in authority.choices.items():
        if name not in known or name in chosen:
            raise PackError(
                f"there is no choice “{name}”.",
                where=f"{FILE_NAME}, choices",
                advice=f"Known are {', '.join(sorted(known.keys() - chosen.keys()))}.",
            )
        chosen[name] = _read(name, text, like=known[name])
    return Basis(population=authority.population, parameters=Parameters(**chosen))


def _read(name: str, text: str, *, like: Any) -> Any:
    """The choice in the type of its default: an interval, a number, several words."""
    try:
        if isinstance(like, Interval):
            return Interval.parse(text)
        if isinstance(like, tuple):
            return tuple(word.strip() for word in text.split(","))
        return type(like)(text)
    except ValueError as error:
        raise PackError(
            f"the choice “{name}” cannot be read.",
            where=f"{FILE_NAME}, choices",
            advice=f"Write it like its default: {like}.",
        ) from error
