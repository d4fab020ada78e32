"""What is wrong with a pack, said as a person can use it: the line, and what to write instead."""

import types
import typing
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from pydantic import BaseModel

from lineofsight.errors import PackError

Lines = dict[tuple, int]
SHOWN_AT_ONCE = 12


@dataclass(frozen=True, order=True)
class Fault:
    line: int
    text: str


@dataclass(frozen=True)
class Complaint:
    """A fault by its path, before its line is known."""

    path: tuple[str | int, ...]
    problem: str
    advice: str = ""


def refusal(faults: Iterable[Fault], where: str) -> PackError:
    """A `PackError` with `faults` (all of them) and `line` (the first); its words name the
    first dozen."""
    faults = sorted(set(faults))
    shown = "\n".join(f"{where}, line {each.line}: {each.text}" for each in faults[:SHOWN_AT_ONCE])
    more = len(faults) - SHOWN_AT_ONCE
    error = PackError(shown + (f"\nand {more} more." if more > 0 else ""))
    error.line = faults[0].line
    error.faults = tuple(faults)
    return error


def nearest(word: str, known: Iterable[str]) -> str:
    """“Do you mean …?” with the known word that is most like it; empty where none is."""
    found = get_close_matches(str(word), [str(each) for each in known], n=1, cutoff=0.6)
    return f"Do you mean “{found[0]}”?" if found else ""


def line_of(lines: Lines, path: Iterable[str | int]) -> int:
    """The line of the path, or of the nearest thing around it that the file has."""
    path = tuple(path)
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def spoken(path: Iterable[str | int]) -> str:
    """The path as a person reads it: `roles, 3rd` would need grammar, so `roles[3].scope`."""
    said = ""
    for step in path:
        said += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if said else str(step)
    return said or "the pack"


def of_validation(fault: dict, model: type[BaseModel], lines: Lines) -> Fault:
    """A fault that pydantic found, in our words."""
    path = fault["loc"]
    name, kind = spoken(path), fault["type"]
    if kind == "extra_forbidden":
        known = keys_at(model, path[:-1])
        advice = nearest(path[-1], known) or f"It may have {', '.join(sorted(known))}."
        text = f"“{name}” is not a key that a pack may have here. {advice}"
    elif kind == "missing":
        text = f"“{name}” is missing."
    else:
        text = f"“{name}”: {_expected(fault)}"
    return Fault(line_of(lines, path), text.strip())


_EXPECTED = {
    "string_type": "write words here, in quotation marks if they look like a number, a day, "
    "yes or no.",
    "string_too_short": "this is empty.",
    "string_pattern_mismatch": "an id has small letters, digits and hyphens only, and begins "
    "with a letter.",
    "int_type": "write a whole number.",
    "int_from_float": "write a whole number.",
    "float_type": "write a number.",
    "finite_number": "write a number that is finite.",
    "bool_type": "write true or false.",
    "tuple_type": "write a list here: [one, another].",
    "dict_type": "write keys with values here.",
    "model_type": "write keys with values here: {key: value, another: value}.",
}


def _expected(fault: dict) -> str:
    kind = fault["type"]
    if kind in _EXPECTED:
        return _EXPECTED[kind]
    if kind in {"literal_error", "enum"}:
        known = [each.strip(" '") for each in fault["ctx"]["expected"].replace(" or ", ", ")
                 .split(",")]  # fmt: skip
        said = str(fault["input"])[:60]
        return f"“{said}” is none of {', '.join(known)}. {nearest(said, known)}".strip()
    if kind.startswith("date"):
        return "write a day as 2026-11-23."
    message = fault["msg"].removeprefix("Value error, ")
    return f"{message[:1].lower()}{message[1:]}."


def keys_at(model: type[BaseModel], path: Iterable[str | int]) -> list[str]:
    """The keys that a pack may have at a path; none where the path leads out of it."""
    here: typing.Any = model
    for step in path:
        here = _below(here, step)
    found = _a_model(here)
    return list(found.model_fields) if found else []


def _below(annotation, step):
    found = _a_model(annotation)
    if found is not None:
        field = found.model_fields.get(str(step))
        return field.annotation if field else None
    for inner in typing.get_args(annotation):
        if inner not in (type(None), Ellipsis) and not _is_plain(inner):
            return inner
    return None


def _a_model(annotation) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is typing.Union:
        inner = (_a_model(each) for each in typing.get_args(annotation))
        return next((each for each in inner if each is not None), None)
    return None


def _is_plain(annotation) -> bool:
    """A type of single values: the keys of a dictionary, say."""
    if typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    return isinstance(annotation, type) and issubclass(annotation, str | int | float | StrEnum)
