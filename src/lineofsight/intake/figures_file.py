"""Published figures: a wide file of measures to one long table, symbols kept as states."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from lineofsight.intake.cells import as_text, is_blank
from lineofsight.intake.found import Chunk, FoundTable, chunks_of
from lineofsight.intake.problems import Kind
from lineofsight.intake.submission import ROW_ID
from lineofsight.intake.table_builder import TableBuilder
from lineofsight.returns.published import FIGURES, STATES

_VALUE = FIGURES.by_name["value"]


def table_name(file_name: str) -> str:
    """The name of the table a file of figures makes: `b1_children_in_need_2013_to_2024`."""
    return re.sub(r"[^a-z0-9]+", "_", Path(file_name).stem.lower()).strip("_") or "figures"


def _value_and_state(cell: Any) -> tuple[Any, str]:
    text = as_text(cell).strip()
    if text.lower() in STATES:
        return None, STATES[text.lower()]
    return cell, "blank" if is_blank(cell) else "value"


def _add(builder: TableBuilder, found: FoundTable, chunk: Chunk, measure: int) -> None:
    columns = {
        field.name: chunk.columns[index] for index, field in found.recognised.columns.items()
    }
    pairs = [_value_and_state(cell) for cell in chunk.columns[measure]]
    name = found.headings[measure]
    columns["measure"] = [name] * len(pairs)
    columns["value"] = [value for value, _ in pairs]
    columns["state"] = [state for _, state in pairs]
    before = len(builder.problems)
    builder.add(columns, {ROW_ID: chunk.row_ids})
    for index in range(before, len(builder.problems)):
        if builder.problems[index].column == _VALUE.published:
            builder.problems[index] = replace(builder.problems[index], column=name)


def build_figures(found: FoundTable) -> TableBuilder:
    """A row for each figure of the file; `row_id` is the row it stood in."""
    given = (*found.recognised.columns.values(), *FIGURES.fields[-3:])
    builder = TableBuilder(FIGURES, found.place, year=None, fields=given)
    for chunk in chunks_of(found, builder.problems):
        for measure in found.recognised.unknown:
            _add(builder, found, chunk, measure)
    if not builder.rows:
        builder.note(Kind.EMPTY_TABLE, row=found.header_row)
    return builder
