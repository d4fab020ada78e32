"""Pseudonyms: a keyed hash in place of a number, under the code of the authority whose it is."""

import hmac
from hashlib import sha256

import pyarrow as pa
import pyarrow.compute as pc

from lineofsight.journey import Table
from lineofsight.region.kept import Treatment, treatment_of
from lineofsight.region.texts import Texts

CODE_LENGTH = 9
HASH_LENGTH = 24


class Pseudonyms:
    """Of one authority: the same number is always the same pseudonym, and never another's."""

    def __init__(self, authority: str, key: bytes):
        self._authority = authority
        self._of_authority = hmac.new(key, authority.encode(), sha256).digest()
        self._made: dict[str, str] = {}

    def of(self, number: str) -> str:
        if number not in self._made:
            made = hmac.digest(self._of_authority, number.encode(), "sha256").hex()
            self._made[number] = f"{self._authority}.{made[:HASH_LENGTH]}"
        return self._made[number]

    def column(self, column: pa.ChunkedArray) -> pa.Array:
        found = column.combine_chunks().dictionary_encode()
        numbers = pa.array([self.of(each) for each in found.dictionary.to_pylist()], pa.string())
        return numbers.take(found.indices)


def pseudonymised(
    table: Table,
    rows: pa.Table,
    pseudonyms: Pseudonyms,
    *,
    texts: Texts,
    with_birthdays: frozenset[str],
) -> pa.Table:
    """The rows as a region may have them; `with_birthdays`: children who keep theirs."""
    made: dict[str, pa.Array | pa.ChunkedArray] = {}
    for name in rows.column_names:
        treatment = treatment_of(table, name) if name in table.columns else Treatment.AS_IT_IS
        if treatment == Treatment.AS_IT_IS and table.columns.get(name) == "text":
            made[name] = texts.without(name, rows.column(name))
        elif treatment == Treatment.AS_IT_IS:
            made[name] = rows.column(name)
        elif treatment == Treatment.PSEUDONYM:
            made[name] = pseudonyms.column(rows.column(name))
        elif treatment == Treatment.MONTH:
            made[name] = _months(rows.column(name), rows.column(table.person), with_birthdays)
    return pa.table(made)


def _months(
    days: pa.ChunkedArray, children: pa.ChunkedArray, with_birthdays: frozenset[str]
) -> pa.ChunkedArray:
    firsts = pc.floor_temporal(days, unit="month").cast(pa.date32())
    keeps = pc.is_in(children, value_set=pa.array(sorted(with_birthdays), pa.string()))
    return pc.if_else(keeps, days, firsts)
