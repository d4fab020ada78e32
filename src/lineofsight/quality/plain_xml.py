"""Plain XML as columns: every tag of a piece and the text behind it, found all at once.

A census has half a million tags, and a parser that calls Python for each takes a second over
what its bytes tell in a tenth. Here every `<` and `>` is found in one sweep, and the rest is
arithmetic on their places. That holds for plain XML only: elements and text, as every case
system writes a census. Whatever is more than that (an attribute, a comment, an entity, a `>` in
a text, a tag that closes another) is `NotPlain`, for a real parser to read or to refuse.
"""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa

_LESS, _GREATER = ord("<"), ord(">")
_TAG = re.compile(r"<(/?)([A-Za-z_][A-Za-z0-9_.-]*)[ \t\r\n]*(/?)>")
_DEEPEST = 200
"""Parsers refuse elements that lie deeper than some 250, so these are for them to see."""
_NOT_PLAIN = (b"&", b"\x1a")
_NONE = np.empty(0, np.int32)


class NotPlain(Exception):
    """This is for a parser."""


class Piece:
    """Tags of a piece of XML that is whole: every element that begins in it ends in it.

    An element is known by the place of its tag among all tags of the piece. `levels` says how
    deep it lies (outermost 1), `texts` has the text behind tag n at 2n + 1.
    """

    def __init__(self, xml: bytes):
        if any(each in xml for each in _NOT_PLAIN):
            raise NotPlain
        self.texts = _cut(xml)
        ends = np.frombuffer(self.texts.buffers()[1], np.int32)
        self._read_tags()
        self._has_text = self._is_open & (ends[2::2] > ends[1::2])
        self._refuse_line_ends(xml)

    def starts(self, name: str) -> np.ndarray:
        """Where elements of this name begin."""
        return self._starts.get(name, _NONE)

    def text_of(self, places: np.ndarray) -> np.ndarray:
        """Which of `texts` each element begins with; -1 where it has none."""
        return np.where(self._has_text[places], 2 * places + 1, -1)

    def are_outermost(self, places: np.ndarray) -> bool:
        """Are these the elements, all of them, that lie in no other?"""
        begins = (self.levels == 1) & ~self._closes
        return int(begins.sum()) == len(places) and bool(begins[places].all())

    def parents(self, places: np.ndarray) -> np.ndarray:
        """The element around each."""
        found = np.full(len(places), -1, np.int32)
        for level in np.unique(self.levels[places]):
            here = self.levels[places] == level
            around = np.flatnonzero(self._is_open & (self.levels == level - 1))
            at = np.searchsorted(around, places[here]) - 1
            found[here] = np.where(at >= 0, around[np.maximum(at, 0)], -1) if len(around) else -1
        return found

    def _read_tags(self) -> None:
        tags = self.texts.take(numbers(np.arange(0, len(self.texts), 2, dtype=np.int32)))
        tags = tags.dictionary_encode()
        written = [_TAG.fullmatch(tag) for tag in tags.dictionary.to_pylist()]
        if None in written or any(tag[1] and tag[3] for tag in written):
            raise NotPlain
        codes = np.frombuffer(tags.indices.buffers()[1], np.int32)
        names = {name: number for number, name in enumerate({tag[2] for tag in written})}
        name = np.array([names[tag[2]] for tag in written], np.int16)[codes]
        self._closes = np.array([bool(tag[1]) for tag in written])[codes]
        is_short = np.array([bool(tag[3]) for tag in written])[codes]
        self._is_open = ~(self._closes | is_short)
        self.levels = _levels(self._is_open, self._closes)
        _check_pairs(name, self._closes, self.levels, ~is_short)
        begins = np.flatnonzero(~self._closes).astype(np.int32)
        order = np.argsort(name[begins], kind="stable")
        of = np.searchsorted(name[begins][order], np.arange(len(names) + 1))
        self._starts = {
            each: begins[order[of[number] : of[number + 1]]] for each, number in names.items()
        }

    def _refuse_line_ends(self, xml: bytes) -> None:
        """A parser makes one line feed of a carriage return and a line feed; between elements
        that is no matter, in an element's own text it is."""
        if b"\r" not in xml:
            return
        at = np.flatnonzero(np.frombuffer(xml, np.uint8) == ord("\r"))
        ends = np.frombuffer(self.texts.buffers()[1], np.int32)
        tag = np.searchsorted(ends[1::2], at, "right") - 1
        is_leaf = self._is_open[:-1] & self._closes[1:]
        if is_leaf[tag[(tag >= 0) & (tag < len(is_leaf))]].any():
            raise NotPlain


def _cut(xml: bytes) -> pa.StringArray:
    """Tags and texts in turn, a view of the bytes."""
    data = np.frombuffer(xml, np.uint8)
    less, greater = np.flatnonzero(data == _LESS), np.flatnonzero(data == _GREATER)
    if not len(less) or len(less) != len(greater):
        raise NotPlain
    ends = np.empty(2 * len(less) + 1, np.int32)
    ends[0:-1:2], ends[1::2], ends[-1] = less, greater + 1, len(xml)
    if (ends[1:] < ends[:-1]).any():
        raise NotPlain
    return pa.StringArray.from_buffers(len(ends) - 1, pa.py_buffer(ends), pa.py_buffer(xml))


def _levels(opens: np.ndarray, closes: np.ndarray) -> np.ndarray:
    levels = np.cumsum(opens.astype(np.int8) - closes.astype(np.int8), dtype=np.int32)
    if levels[-1] != 0 or levels.min() < 0 or levels.max() > _DEEPEST:
        raise NotPlain
    return (levels + ~opens).astype(np.uint8)


def _check_pairs(
    name: np.ndarray, closes: np.ndarray, levels: np.ndarray, has_pair: np.ndarray
) -> None:
    """At each level tags open and close in turn, so each pair must be of one name."""
    tags = np.flatnonzero(has_pair)
    tags = tags[np.argsort(levels[tags], kind="stable")]
    names, ends = name[tags], closes[tags]
    if len(tags) % 2 or ends[0::2].any() or not ends[1::2].all():
        raise NotPlain
    if (names[0::2] != names[1::2]).any():
        raise NotPlain


def numbers(values: np.ndarray, *, missing: bool = False) -> pa.Array:
    """As Arrow has them; with `missing`, -1 is none. `pa.array` would do the same, and import
    pandas first, which takes as long as everything else together."""
    values = np.ascontiguousarray(values)
    kind = pa.int64() if values.dtype == np.int64 else pa.int32()
    known = pa.py_buffer(np.packbits(values >= 0, bitorder="little")) if missing else None
    return pa.Array.from_buffers(kind, len(values), [known, pa.py_buffer(values)])
