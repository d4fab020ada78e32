"""Finished tables in the dataset's own names, as columns of plain arrays.

Days are whole numbers (NEVER: none), text is text (empty: none), whole numbers below zero
and not-a-number mean none. `to_arrow` makes them typed tables with every published column.
"""

import numpy as np
import pyarrow as pa

from lineofsight.demo.days import NEVER
from lineofsight.demo.plan import Columns
from lineofsight.returns.model import FieldType
from lineofsight.returns.ssd import SSD

Tables = dict[str, Columns]

_TYPES = {
    FieldType.DATE: pa.date32(),
    FieldType.INSTANT: pa.timestamp("s"),
    FieldType.INTEGER: pa.int32(),
    FieldType.NUMBER: pa.float64(),
}


def ids(start: int, numbers: np.ndarray) -> np.ndarray:
    """Record numbers as text; empty for a number below zero."""
    text = (start + np.maximum(numbers, 0)).astype(str)
    return np.where(numbers >= 0, text, "")


def coded(codes, indexes: np.ndarray) -> np.ndarray:
    """The code at each index; empty for an index below zero."""
    named = np.array([*codes, ""])
    return named[np.where(indexes < 0, len(codes), indexes)]


def yes_no(flags: np.ndarray) -> np.ndarray:
    return np.where(flags, "Y", "N")


def until(days: np.ndarray, last_day: int) -> np.ndarray:
    """Days that lie after the last are not known yet."""
    return np.where(days > last_day, NEVER, days)


def to_arrow(table: str, columns: Columns) -> pa.Table:
    """The table with every column that is published for it, in the published order."""
    rows = len(next(iter(columns.values())))
    arrays, names = [], []
    for field in SSD.by_name[table].fields:
        kind = _TYPES.get(field.type, pa.string())
        values = columns.get(field.name)
        arrays.append(pa.nulls(rows, kind) if values is None else _array(values, kind))
        names.append(field.name)
    unknown = set(columns) - set(names)
    if unknown:
        raise ValueError(f"{table} has no column {', '.join(sorted(unknown))}")
    return pa.table(arrays, names=names)


def _array(values: np.ndarray, kind: pa.DataType) -> pa.Array:
    if pa.types.is_date32(kind):
        none = values >= NEVER
        return pa.array(np.where(none, 0, values).astype(np.int32), pa.int32(), mask=none).cast(
            pa.date32()
        )
    if pa.types.is_int32(kind):
        return pa.array(values.astype(np.int32), kind, mask=values < 0)
    if pa.types.is_float64(kind):
        return pa.array(values, kind, mask=np.isnan(values))
    return pa.array(values, pa.string(), mask=values == "")
