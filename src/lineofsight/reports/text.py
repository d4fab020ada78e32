"""What people write, made safe to set: the same text in every format.

Commentary is plain text. Nothing in it is markup of any kind; here only those characters
go that no document format may hold, or that would make other text read differently.
"""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any

_NEW_LINES = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_NOT_ALLOWED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters: no document format takes them
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # not characters
    "\u202a-\u202e\u2066-\u2069]"  # would turn round the text, and figures, that follow
)
_PARAGRAPHS = re.compile(r"\n\s*\n")
_DRAWINGS = frozenset({"svg", "svg_narrow", "svg_paper"})


def clean(text: str) -> str:
    """`text` without the characters that cannot be set, with one kind of line end.

    >>> clean("On time\\r\\nagain\\x07")
    'On time\\nagain'
    """
    return _NOT_ALLOWED.sub("", _NEW_LINES.sub("\n", text))


def paragraphs(text: str) -> list[str]:
    """Split at blank lines; a single line end inside a paragraph is kept."""
    return [part.strip() for part in _PARAGRAPHS.split(clean(text)) if part.strip()]


def cleaned(value: Any) -> Any:
    """The same dataclass with every text in it clean. Drawings are ours and stay."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(cleaned(item) for item in value)
    if is_dataclass(value):
        changed = {name: cleaned(getattr(value, name)) for name in _names(type(value))}
        return replace(value, **changed)
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in _DRAWINGS)


def day_text(day: date | None) -> str:
    """“4 November 2026”; nothing for no day."""
    return f"{day.day} {day:%B %Y}" if day else ""
