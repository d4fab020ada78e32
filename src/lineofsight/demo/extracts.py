"""What Ashmere keeps in lists of its own, told by the templates of local extracts.

Everything here follows from the records that are there already: a core group follows a plan,
a health assessment the first day in care. Only the last three years are listed, as a young
authority would have them; months before are not covered.
"""

import csv
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from lineofsight.demo.authority import Authority
from lineofsight.demo.days import as_date
from lineofsight.demo.extracts_about_children import about_children
from lineofsight.demo.extracts_of_missing_and_leaving import missing_and_leaving
from lineofsight.demo.extracts_of_the_service import of_the_service
from lineofsight.demo.plan import Columns
from lineofsight.returns.local import EXTRACTS, Extract
from lineofsight.returns.model import FieldType

ARROW = {
    FieldType.DATE: pa.date32(),
    FieldType.INSTANT: pa.timestamp("s", tz="UTC"),
    FieldType.INTEGER: pa.int64(),
    FieldType.NUMBER: pa.float64(),
}
MINUTES_IN_A_DAY = 24 * 60


def local_extracts(authority: Authority) -> Mapping[str, Columns]:
    """The columns of every template that Ashmere fills, by its name. Days and moments are
    whole numbers (days, and minutes since 1970), below zero for none."""
    return {
        **about_children(authority),
        **missing_and_leaving(authority),
        **of_the_service(authority),
    }


def write_extracts(authority: Authority, folder: Path, form: str) -> tuple[Path, ...]:
    """One file for each template, in the form of the dataset's."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, columns in local_extracts(authority).items():
        path = folder / f"{name}.{form}"
        table = _typed(EXTRACTS[name], columns)
        if form == "parquet":
            pq.write_table(table, path, compression="zstd")
        else:
            _write_text(table, path)
        paths.append(path)
    return tuple(paths)


def _typed(extract: Extract, columns: Columns) -> pa.Table:
    rows = len(next(iter(columns.values())))
    unknown = set(columns) - {column.name for column in extract.columns}
    if unknown:
        raise ValueError(f"{extract.name} has no column {', '.join(sorted(unknown))}")
    arrays = {}
    for column in extract.columns:
        kind = ARROW.get(column.field.type, pa.string())
        given = columns.get(column.name)
        arrays[column.name] = pa.nulls(rows, kind) if given is None else _array(given, kind)
    return pa.table(arrays)


def _array(values: np.ndarray, kind: pa.DataType) -> pa.Array:
    told = values.tolist()
    if pa.types.is_date(kind):
        return pa.array([as_date(n) if n >= 0 else None for n in told], kind)
    if pa.types.is_timestamp(kind):
        begin = datetime(1970, 1, 1, tzinfo=UTC)
        return pa.array([begin + timedelta(minutes=n) if n >= 0 else None for n in told], kind)
    if pa.types.is_string(kind):
        return pa.array([text or None for text in told], kind)
    return pa.array([None if n < 0 else n for n in told], kind)


def _write_text(table: pa.Table, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.column_names)
        columns = [[_as_text(value) for value in column.to_pylist()] for column in table.columns]
        writer.writerows(zip(*columns, strict=True))


def _as_text(value) -> str:
    if value is None:
        return ""
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else str(value)
