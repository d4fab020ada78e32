"""Codes that authorities write in words of their own, each with the one code that is meant.

Ofsted's lists know a code by hundreds of spellings. They are looked up once, when a table is
handed over; rules then compare codes, and a blank beside a text is a text that nobody knows.
"""

import pyarrow as pa

from lineofsight.intake.cells import as_text
from lineofsight.quality.schema import MEANT, coded
from lineofsight.returns.model import Field, heading_name


def with_meanings(return_id: str, table: str, found: pa.Table) -> pa.Table:
    """The table with a column more for each code, named as ours with `MEANT` behind."""
    headings = {heading_name(each): each for each in found.column_names}
    for field in coded(return_id, table):
        heading = next((headings[key] for key in field.heading_names if key in headings), None)
        written = found.column(heading).to_pylist() if heading else [None] * len(found)
        means = {each: _meant(field, each) for each in set(written)}
        column = pa.array([means[each] for each in written], pa.string())
        found = found.append_column(field.name + MEANT, column)
    return found


def _meant(field: Field, written) -> str | None:
    found = field.codes.meanings(as_text(written).strip()) if field.codes else ()
    return next(iter(found)) if len(found) == 1 else None
