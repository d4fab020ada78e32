"""Words of somebody's own, found in columns that are meant for codes, and left behind.

Case systems let people type where a list is meant. A column may be one of codes and still have a
sentence about a child in it, so every value that goes as it is has been looked at here first.
"""

import json
import re
from collections.abc import Iterable
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lineofsight.warehouse import Snapshot, layout

LONGEST = 80
MOST_WORDS = 9
FEW = 5
"""A value that as many rows have as this is one of a list, even if a word of it is a name too."""
MARKS = re.compile(
    r"@|\d{5,}|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
)
"""Addresses of e-mail, numbers of people and telephones, dates, postcodes."""
WORD = re.compile(r"[^\W\d_][\w’'-]*")
PEOPLE = (
    ("ssd_person", ("pers_forename", "pers_surname")),
    ("ssd_professionals", ("prof_professional_name",)),
)


class Texts:
    """Looks at the values of one authority, whose people's names it knows."""

    def __init__(self, snapshot: Snapshot):
        self._snapshot = snapshot
        self.left_out: dict[str, int] = {}
        """Column → how many of its rows lost a value here."""

    @cached_property
    def _names(self) -> frozenset[str]:
        found: set[str] = set()
        for table, columns in PEOPLE:
            file = layout.journey_file(self._snapshot.path, table)
            if file.is_file():
                rows = pq.read_table(file, columns=list(columns), partitioning=None)
                for column in rows.itercolumns():
                    found |= _words(column.unique().to_pylist())
        return frozenset(found)

    def without(self, name: str, column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
        """The column, without the values that read like somebody's own words."""
        found = column.combine_chunks().dictionary_encode()
        counted = pc.value_counts(found.indices).to_pylist()
        rows = {each["values"]: each["counts"] for each in counted}
        kept, lost = [], 0
        for place, value in enumerate(found.dictionary.to_pylist()):
            made = self._without(value, is_rare=rows.get(place, 0) < FEW)
            lost += rows.get(place, 0) if made != value else 0
            kept.append(made)
        if not lost:
            return column
        self.left_out[name] = self.left_out.get(name, 0) + lost
        return pa.array(kept, pa.string()).take(found.indices)

    def _without(self, value: str, *, is_rare: bool) -> str | None:
        if value[:1] not in ("{", "["):
            return None if self._is_text(value, is_rare) else value
        try:
            said = json.loads(value)
        except ValueError:
            return None if self._is_text(value, is_rare) else value
        made = self._emptied(said, is_rare)
        return value if made == said else json.dumps(made)

    def _emptied(self, said, is_rare: bool):
        """The same JSON, with nothing in place of each text in it."""
        if isinstance(said, dict):
            pairs = ((k, v) for k, v in said.items() if not self._is_text(k, is_rare))
            return {key: self._emptied(each, is_rare) for key, each in pairs}
        if isinstance(said, list):
            return [self._emptied(each, is_rare) for each in said]
        is_value = isinstance(said, str | int | float) and not isinstance(said, bool)
        return "" if is_value and self._is_text(str(said), is_rare) else said

    def _is_text(self, value: str, is_rare: bool) -> bool:
        if len(value) > LONGEST or len(value.split()) > MOST_WORDS or MARKS.search(value):
            return True
        return is_rare and not _words([value]).isdisjoint(self._names)


def _words(values: Iterable[str | None]) -> set[str]:
    """Words that begin with a capital and are long enough to be a name."""
    every = (word for value in values if value for word in WORD.findall(value))
    return {word.casefold() for word in every if len(word) > 2 and word[0].isupper()}
