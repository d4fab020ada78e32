"""Tables drawn as text, so that a test can be read.

    person | started_on | days
    -------+------------+-----
    A      | 2026-01-31 |   45
    B      |            |

The line under the headings is optional; an empty cell is empty in the data.
"""

from datetime import date

import pyarrow as pa


def rows_of(drawing: str) -> list[dict[str, str | None]]:
    """The drawing's rows as text, `None` for an empty cell."""
    lines = [line for line in drawing.splitlines() if line.strip(" -+|")]
    if not lines:
        return []
    headings, *rows = ([cell.strip() for cell in line.strip().split("|")] for line in lines)
    assert len(set(headings)) == len(headings), "two columns have the same heading"
    for row in rows:
        assert len(row) == len(headings), f"this row has not as many cells as headings: {row}"
    return [
        {heading: cell or None for heading, cell in zip(headings, row, strict=True)} for row in rows
    ]


def table_of(drawing: str, schema: pa.Schema) -> pa.Table:
    """The drawing as a typed table; columns of the schema that are not drawn are empty."""
    rows = rows_of(drawing)
    unknown = {name for row in rows for name in row} - set(schema.names)
    assert not unknown, f"the table has no column {sorted(unknown)}"
    arrays = [
        pa.array([_typed(row.get(column.name), column.type) for row in rows], column.type)
        for column in schema
    ]
    return pa.table(arrays, schema=schema)


def _typed(text: str | None, kind: pa.DataType):
    if text is None or pa.types.is_string(kind):
        return text
    if pa.types.is_date(kind):
        return date.fromisoformat(text)
    if pa.types.is_boolean(kind):
        return {"true": True, "false": False}[text]
    return float(text) if pa.types.is_floating(kind) else int(text)
