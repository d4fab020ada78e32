"""Submissions drawn as text, as if intake had read them from files.

    submission("annex_a", as_at="2026-10-31", contacts='''
        child_unique_id | date_of_contact | contact_source
        C1              | 2026-09-01      | 6
    ''')

Columns that are not drawn are absent, as in a file without them; yes and no are `true`
and `false`. Rows are numbered from 2, as under a heading.
"""

from datetime import date
from hashlib import sha256

import pyarrow as pa
from tests.factories.text_tables import rows_of, table_of

from lineofsight.intake.submission import SourceFile, Submission
from lineofsight.returns import RETURNS, FieldType

ARROW = {
    FieldType.DATE: pa.date32(),
    FieldType.INSTANT: pa.timestamp("us"),
    FieldType.INTEGER: pa.int64(),
    FieldType.NUMBER: pa.float64(),
    FieldType.YES_NO: pa.bool_(),
}
OUR_NUMBERS = ("child_number", "cin_details_number", "assessment_number", "cpp_number")


def submission(
    return_id: str, *, as_at: str | None = None, collection_year: int | None = None, **drawings: str
) -> Submission:
    tables = {name: _table(return_id, name, drawing) for name, drawing in drawings.items()}
    content = repr((return_id, as_at, sorted(drawings.items()))).encode()
    source = SourceFile(
        f"{return_id}.drawn",
        sha256(content).hexdigest(),
        len(content),
        {name: table.num_rows for name, table in tables.items()},
    )
    day = date.fromisoformat(as_at) if as_at else None
    return Submission(return_id, collection_year, day, tables, [], (source,))


def _table(return_id: str, name: str, drawing: str) -> pa.Table:
    rows = rows_of(drawing)
    drawn = list(rows[0]) if rows else []
    fields = RETURNS[return_id].by_name[name].by_name
    schema = pa.schema(
        [
            pa.field(c, pa.int64() if c in OUR_NUMBERS else ARROW.get(fields[c].type, pa.string()))
            for c in drawn
        ]
    )
    numbers = pa.array(range(2, len(rows) + 2), pa.int64())
    return table_of(drawing, schema).add_column(0, "row_id", numbers)
