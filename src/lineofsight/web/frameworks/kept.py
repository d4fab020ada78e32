"""Packs as they were kept, read once a process: their content never changes."""

from collections.abc import Callable

from lineofsight.packs import Pack, pack_from_json

_read: dict[str, Pack] = {}


def pack_of(content_hash: str, content: Callable[[], dict]) -> Pack:
    """`content` is asked for only where this process has not read the pack yet."""
    if content_hash not in _read:
        _read[content_hash] = pack_from_json(content())
    return _read[content_hash]
