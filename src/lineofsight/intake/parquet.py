"""Parquet tables, one to a file: columns by their names, values as they are typed in it."""

from collections.abc import Iterator
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq

from lineofsight.intake.found import CHUNK_ROWS, Chunk, FoundTable, find_table, not_recognised
from lineofsight.intake.problems import Place
from lineofsight.intake.source import Opened, refuse

_MOST_CELLS = 200_000_000


def _chunks(file: pq.ParquetFile) -> Iterator[Chunk]:
    number = 2  # the names of the columns count as row 1
    for batch in file.iter_batches(batch_size=CHUNK_ROWS):
        yield Chunk(list(range(number, number + batch.num_rows)), list(batch.columns))
        number += batch.num_rows


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
            names = list(file.schema_arrow.names)
            table = find_table(Place(opened.name, ""), iter([(1, names)]))
            if table is None:
                raise not_recognised(opened.name)
            yield replace(table, chunks=_chunks(file))
    except (pa.ArrowException, OSError) as error:
        raise damaged from error
