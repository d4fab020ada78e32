"""Small tables that are handed to an engine, made column by column.

`pa.array` would do, but loads pandas first: half a second of the first answer of a process.
"""

from array import array
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate

import pyarrow as pa

from lineofsight.periods import Period

EPOCH = date(1970, 1, 1)


def periods_table(periods: Sequence[Period]) -> pa.Table:
    return pa.table(
        {
            "period_id": text_column([period.id for period in periods]),
            "start_on": date_column([period.start for period in periods]),
            "end_on": date_column([period.end for period in periods]),
        }
    )


def period_days_table(periods: Sequence[Period]) -> pa.Table:
    """Every day of every period."""
    days = [
        (period.id, period.start + timedelta(days=n))
        for period in periods
        for n in range((period.end - period.start).days + 1)
    ]
    return pa.table(
        {
            "period_id": text_column([period_id for period_id, _ in days]),
            "day": date_column([day for _, day in days]),
        }
    )


def text_column(values: Sequence[str]) -> pa.Array:
    encoded = [value.encode() for value in values]
    ends = array("i", [0, *accumulate(map(len, encoded))])
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(encoded), buffers)


def date_column(values: Sequence[date]) -> pa.Array:
    days = array("i", [(value - EPOCH).days for value in values])
    return pa.Array.from_buffers(pa.date32(), len(days), [None, pa.py_buffer(days)])
