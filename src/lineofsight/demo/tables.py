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
    """Built from buffers: `pa.array` would load pandas for nothing."""
    if pa.types.is_date32(kind):
        return _plain(np.minimum(values, NEVER), kind, values >= NEVER, np.int32)
    if pa.types.is_int32(kind):
        return _plain(values, kind, values < 0, np.int32)
    if pa.types.is_float64(kind):
        return _plain(values, kind, np.isnan(values), np.float64)
    return _text(values)


def _plain(values: np.ndarray, kind: pa.DataType, none: np.ndarray, of: type) -> pa.Array:
    content = pa.py_buffer(np.where(none, 0, values).astype(of).tobytes())
    return pa.Array.from_buffers(kind, len(values), [_there(~none), content])


def _text(values: np.ndarray) -> pa.Array:
    encoded = [text.encode() for text in values.tolist()]
    lengths = np.fromiter(map(len, encoded), dtype=np.int64, count=len(encoded))
    ends = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    content = [_there(lengths > 0), pa.py_buffer(ends.tobytes()), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(encoded), content)


def _there(known: np.ndarray) -> pa.Buffer:
    return pa.py_buffer(np.packbits(known, bitorder="little").tobytes())
