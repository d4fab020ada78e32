"""A report as JSON and back, byte for byte the same each time.

This text is what is kept, hashed and never changed once published, so it is written in one
canonical way: keys sorted, no spaces, dates in ISO form. A block says which class it is.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from lineofsight.reports import model

FORM = 1
"""Raised when a stored report can no longer be read as it is; readers of old forms stay."""


def to_plain(value: Any) -> Any:
    """Dictionaries, lists, texts and numbers only; each dataclass with its class's name."""
    if is_dataclass(value):
        plain = {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
        return {"is": type(value).__name__, **plain}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def to_json(report: model.Report) -> str:
    return json.dumps(
        {"form": FORM, "report": to_plain(report)},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )


def from_json(text: str) -> model.Report:
    stored = json.loads(text)
    if stored.get("form") != FORM:
        raise ValueError(f"a stored report of form {stored.get('form')}")
    return _made(model.Report, stored["report"])


def hash_of(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _made(kind: Any, plain: Any) -> Any:
    if plain is None:
        return None
    if get_origin(kind) is tuple:
        return tuple(_made(get_args(kind)[0], item) for item in plain)
    if get_origin(kind) is UnionType:
        return _made(_member(kind, plain), plain)
    if is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _made(hints[name], plain[name]) for name in plain if name != "is"})
    if kind is datetime:
        return datetime.fromisoformat(plain)
    if kind is date:
        return date.fromisoformat(plain)
    return plain


def _member(kind: Any, plain: Any) -> Any:
    """Which of a union's classes this is: the one it names, else the one that is not None."""
    members = [member for member in get_args(kind) if member is not type(None)]
    if isinstance(plain, dict):
        return next(member for member in members if member.__name__ == plain["is"])
    return members[0]
