"""The arithmetic of the log: what is hashed, and how two rows hang together. No database."""

import datetime
import hashlib
import json
from typing import Any

BEFORE_THE_FIRST = "0" * 64


def canonical(value: Any) -> str:
    """One text for one value: keys sorted, no blanks, nothing escaped that need not be.

    >>> canonical({"b": 1, "a": "é"})
    '{"a":"é","b":1}'
    """
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
    )


def _plain(value: Any) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"activity detail cannot hold a {type(value).__name__}")


def utc(moment: datetime.datetime) -> str:
    """An instant as it is hashed: UTC with microseconds, whatever zone the database gives back."""
    return moment.astimezone(datetime.UTC).isoformat(timespec="microseconds")


def digest(facts: dict[str, Any], previous: str) -> str:
    """The hash of one row: of its facts and of the hash of the row before it."""
    return hashlib.sha256(f"{previous}\n{canonical(facts)}".encode()).hexdigest()
