"""Cells of one table, chunk by chunk, to one typed Arrow table with its problems."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from lineofsight.intake.columns import ARROW, ColumnReader
from lineofsight.intake.problems import Kind, Place, problem
from lineofsight.intake.submission import ROW_ID, Problem, original_of
from lineofsight.returns.model import Field, Table


class TableBuilder:
    """Gathers a table. Every declared field becomes a column, empty where the file has none.

    `numbers` are whole-number columns of our own that stand behind the row number.
    """

    def __init__(
        self,
        table: Table,
        place: Place,
        *,
        year: int | None,
        fields: Sequence[Field],
        own_authority: str = "",
        numbers: Sequence[str] = (),
    ):
        self.table = table
        self.place = place
        self.rows = 0
        self.problems: list[Problem] = []
        self._given = [field for field in table.by_name.values() if field in fields]
        self._readers = {
            field.name: ColumnReader(field, year, own_authority) for field in self._given
        }
        self._numbers: dict[str, list[pa.Array]] = {name: [] for name in (ROW_ID, *numbers)}
        self._values: dict[str, list[pa.Array]] = {field.name: [] for field in self._given}
        self._originals: dict[str, list[pa.Array | None]] = {f.name: [] for f in self._given}

    def add(self, columns: Mapping[str, list[Any]], numbers: Mapping[str, list[int]]) -> None:
        """A chunk: the cells of every given field, and the row number of each row."""
        row_ids = numbers[ROW_ID]
        self.rows += len(row_ids)
        for name, chunks in self._numbers.items():
            chunks.append(pa.array(numbers[name], pa.int64()))
        for field in self._given:
            typed = self._readers[field.name].read(columns[field.name])
            self._values[field.name].append(typed.values)
            self._originals[field.name].append(typed.original)
            for index, kind in typed.problems:
                self.note(kind, row=row_ids[index], column=field.published)

    def note(self, kind: Kind, *, row: int = 0, column: str = "") -> None:
        self.problems.append(problem(kind, self.place, row=row, column=column))

    def finish(self) -> pa.Table:
        columns: dict[str, pa.ChunkedArray | pa.Array] = {
            name: pa.chunked_array(chunks, pa.int64()) for name, chunks in self._numbers.items()
        }
        for field in self.table.fields:
            if field.name not in self._values:
                columns[field.name] = pa.nulls(self.rows, ARROW[field.type])
                continue
            values = self._values[field.name]
            columns[field.name] = pa.chunked_array(values, ARROW[field.type])
            originals = self._originals[field.name]
            if any(chunk is not None for chunk in originals):
                columns[original_of(field.name)] = pa.chunked_array(
                    [
                        chunk if chunk is not None else pa.nulls(len(of), pa.string())
                        for chunk, of in zip(originals, values, strict=True)
                    ],
                    pa.string(),
                )
        return pa.table(columns)
