"""Packs as they were kept, read once a process: their content never changes."""

import json
from collections.abc import Callable
from functools import lru_cache

from django.db import models

from lineofsight.packs import Pack, pack_from_json

_read: dict[str, Pack] = {}


def pack_of(content_hash: str, content: Callable[[], dict]) -> Pack:
    """`content` is asked for only where this process has not read the pack yet."""
    if content_hash not in _read:
        _read[content_hash] = pack_from_json(content())
    return _read[content_hash]


class KeptContent(models.JSONField):
    """The content of a pack. It comes with every record that names its pack, a thousand
    times the same text: each text is decoded once. Nobody changes what it gives."""

    def from_db_value(self, value, expression, connection):
        return _decoded(value) if isinstance(value, str) else value

    def deconstruct(self):
        name, _, arguments, options = super().deconstruct()
        return name, "django.db.models.JSONField", arguments, options


@lru_cache(maxsize=32)
def _decoded(text: str) -> dict:
    return json.loads(text)
