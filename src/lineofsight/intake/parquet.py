"""Parquet tables, one to a file: columns by their names, values as they are typed in it."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lineofsight.intake.found import CHUNK_ROWS, FoundTable, Row, find_table, not_recognised
from lineofsight.intake.problems import Place
from lineofsight.intake.source import Opened, refuse

_MOST_CELLS = 200_000_000


def _rows(file: pq.ParquetFile) -> Iterator[tuple[int, Row]]:
    """The names of the columns first, as the headings of row 1, then the rows."""
    yield 1, list(file.schema_arrow.names)
    number = 2
    for batch in file.iter_batches(batch_size=CHUNK_ROWS):
        columns: list[list[Any]] = [column.to_pylist() for column in batch.columns]
        for row in zip(*columns, strict=True):
            yield number, row
            number += 1


def read_parquet(opened: Opened) -> Iterator[FoundTable]:
    damaged = refuse(
        opened.name, "the Parquet file is damaged or was cut short.", "Export it again."
    )
    try:
        with pq.ParquetFile(opened.path) as file:
            if file.metadata.num_rows * max(file.metadata.num_columns, 1) > _MOST_CELLS:
                raise refuse(
                    opened.name,
                    "the Parquet file holds far more than a return can.",
                    "Give one table of one authority.",
                )
            table = find_table(Place(opened.name, ""), _rows(file))
            if table is None:
                raise not_recognised(opened.name)
            yield table
    except (pa.ArrowException, OSError) as error:
        raise damaged from error
