"""A column of cells to a typed Arrow column, its originals and its problems.

Every distinct value is read once. Two cells are the same value when they are of the same
kind and equal: 1, 1.0 and true are three.
"""

from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from lineofsight.intake.cells import FIRST_YEAR, LAST_YEAR, as_text, is_blank, reader_of
from lineofsight.intake.problems import Kind
from lineofsight.later import pc
from lineofsight.returns.model import Code, Field, FieldType

AUTHORITIES = "annex_a.authority"
"""The code set of authorities by name. An authority made after the list was published, or an
invented one, is known to its own installation."""

ARROW: dict[FieldType, pa.DataType] = {
    FieldType.TEXT: pa.string(),
    FieldType.DATE: pa.date32(),
    FieldType.INSTANT: pa.timestamp("us", tz="UTC"),
    FieldType.INTEGER: pa.int64(),
    FieldType.NUMBER: pa.float64(),
    FieldType.CODE: pa.string(),
    FieldType.YES_NO: pa.bool_(),
    FieldType.POSTCODE: pa.string(),
}

# Text that `read_text` would do more to than trim: errors, and characters that are not seen.
_NEEDS_CARE = (
    r"^#|[\x{00A0}\x{2007}\x{202F}\x{200B}-\x{200F}\x{2060}\x{FEFF}\x{00AD}"
    r"\x{0}-\x{8}\x{B}-\x{1F}\x{7F}]"
)


@dataclass(frozen=True, slots=True)
class Peculiar:
    """A cell of a workbook that has no value to read: an error, or a formula not worked out."""

    text: str
    kind: Kind


@dataclass(frozen=True)
class TypedColumn:
    """`original` is None where every cell was read. `problems` are (index, kind)."""

    values: pa.Array
    original: pa.Array | None
    problems: list[tuple[int, Kind]]


class ColumnReader:
    """Reads one field's cells; remembers what it has read, so chunks share the work."""

    def __init__(self, field: Field, year: int | None, own_authority: str = ""):
        if own_authority and field.codes is not None and field.codes.id == AUTHORITIES:
            known = field.codes.and_also(Code(own_authority, own_authority))
            field = replace(field, codes=known)
        self.field = field
        self._read = reader_of(field, year)
        self._known: dict[Any, tuple[Any, Kind | None]] = {}

    def _reading(self, value: Any) -> tuple[Any, Kind | None]:
        if isinstance(value, Peculiar):
            return None, value.kind
        if is_blank(value):
            return None, Kind.BLANK if self.field.required else None
        return self._read(value)

    def _readings(self, cells: list[Any]) -> list[tuple[Any, Kind | None]]:
        known = self._known
        if len(known) > 200_000:  # long unique columns gain nothing from being remembered
            known.clear()
        readings = []
        for cell in cells:
            key = cell if cell.__class__ is str else (cell.__class__, cell)
            reading = known.get(key)
            if reading is None:
                reading = known[key] = self._reading(cell)
            readings.append(reading)
        return readings

    def read(self, cells: list[Any] | pa.Array) -> TypedColumn:
        """Lists may mix kinds of value, as sheets do; what is all text is read as an array."""
        if isinstance(cells, pa.Array):
            return self._read_array(cells)
        try:
            return self._read_array(pa.array(cells, pa.string()))
        except (pa.ArrowTypeError, pa.ArrowInvalid):
            return self._read_list(cells)

    def _read_list(self, cells: list[Any]) -> TypedColumn:
        readings = self._readings(cells)
        values = pa.array([value for value, _ in readings], ARROW[self.field.type])
        problems = [(index, kind) for index, (_, kind) in enumerate(readings) if kind is not None]
        kept: list[str | None] | None = None
        for index, kind in problems:
            if kind is Kind.BLANK:
                continue
            if kept is None:
                kept = [None] * len(cells)
            cell = cells[index]
            kept[index] = cell.text if isinstance(cell, Peculiar) else as_text(cell)
        original = None if kept is None else pa.array(kept, pa.string())
        return TypedColumn(values, original, problems)

    def _read_array(self, cells: pa.Array) -> TypedColumn:
        cells = _simple(cells)
        plain = self._plain(cells)
        if plain is not None:
            blanks = _places(plain.is_null()) if self.field.required else []
            return TypedColumn(plain, None, [(index, Kind.BLANK) for index in blanks])
        encoded = cells.dictionary_encode()
        distinct, places = encoded.dictionary.to_pylist(), encoded.indices
        readings = self._readings(distinct)
        values = pa.array([value for value, _ in readings], ARROW[self.field.type]).take(places)
        kinds = [kind for _, kind in readings]
        problems = self._problems(kinds, places)
        original = None
        kept = [
            None if kind is None or kind is Kind.BLANK else as_text(value)
            for value, kind in zip(distinct, kinds, strict=True)
        ]
        if any(text is not None for text in kept):
            original = pa.array(kept, pa.string()).take(places)
        return TypedColumn(values, original, problems)

    def _problems(self, kinds: list[Kind | None], places: pa.Array) -> list[tuple[int, Kind]]:
        """The kind of each distinct value, at every row it stands in; nulls may be blanks."""
        problems: list[tuple[int, Kind]] = []
        if any(kinds):
            is_odd = pa.array([kind is not None for kind in kinds]).take(places).fill_null(False)
            rows = pc.indices_nonzero(is_odd)
            which = places.take(rows).to_pylist()
            problems = [(row, kinds[at]) for row, at in zip(rows.to_pylist(), which, strict=True)]
        if self.field.required and places.null_count:
            problems += [(row, Kind.BLANK) for row in _places(places.is_null())]
            problems.sort(key=lambda each: each[0])
        return problems

    def _plain(self, cells: pa.Array) -> pa.Array | None:
        """Cells that are already what the field wants, through and through; else None."""
        if self.field.type is FieldType.DATE and pa.types.is_date32(cells.type):
            ends = pc.min_max(cells).as_py()
            within = ends["min"] is None or (
                ends["min"].year >= FIRST_YEAR and ends["max"].year <= LAST_YEAR
            )
            return cells if within else None
        if self.field.type is FieldType.TEXT and pa.types.is_string(cells.type):
            trimmed = pc.utf8_trim(cells, " \t\r\n")
            if pc.any(pc.match_substring_regex(trimmed, _NEEDS_CARE)).as_py():
                return None
            return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)
        return None


def _places(mask: pa.BooleanArray) -> list[int]:
    return pc.indices_nonzero(mask).to_pylist()


def _simple(cells: pa.Array) -> pa.Array:
    """An array of a kind whose distinct values can be found; not-a-number is a blank."""
    kind = cells.type
    if pa.types.is_dictionary(kind):
        return _simple(cells.dictionary_decode())
    if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        values = cells.to_pylist()
        return pa.array([None if v is None else str(v) for v in values], pa.string())
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        return cells.cast(pa.timestamp("us", kind.tz), safe=False)
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return cells.cast(pa.string())
    if pa.types.is_floating(kind):
        return pc.if_else(pc.is_nan(cells), pa.scalar(None, kind), cells)
    return cells
