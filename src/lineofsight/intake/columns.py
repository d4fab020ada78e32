"""A column of cells to a typed Arrow column, its originals and its problems.

Every distinct value is read once. Two cells are the same value when they are of the same
kind and equal: 1, 1.0 and true are three.
"""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from lineofsight.intake.cells import as_text, is_blank, reader_of
from lineofsight.intake.problems import Kind
from lineofsight.returns.model import Field, FieldType

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

    def __init__(self, field: Field, year: int | None):
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

    def read(self, cells: list[Any]) -> TypedColumn:
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
