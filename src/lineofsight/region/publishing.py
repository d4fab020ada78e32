"""What is told outside of a region's figures: no small number, and none that can be worked out."""

from collections.abc import Iterator
from itertools import groupby

import pyarrow.parquet as pq

from lineofsight import disclosure
from lineofsight.errors import UserError
from lineofsight.indicators import Figure, State, for_outside
from lineofsight.indicators.units import AUTHORITY
from lineofsight.region.counting import FIGURES
from lineofsight.region.store import Part


def published(parts: list[Part]) -> Iterator[dict]:
    """Rows for a spreadsheet: indicator, period, authority, counts and value, or `c`."""
    every = sorted(
        (figure for part in parts for figure in _kept(part)),
        key=lambda one: (one.indicator_id, one.period_id, one.unit_id),
    )
    for _, those in groupby(every, key=lambda one: (one.indicator_id, one.period_id)):
        for figure in for_outside(list(those)):
            yield _row(figure)


def _kept(part: Part) -> Iterator[Figure]:
    file = part.result(FIGURES)
    if not file.is_file():
        raise UserError(
            f"the figures of {part.authority} are not counted yet.",
            advice="Count them with: lineofsight region figures",
        )
    for row in pq.read_table(file).to_pylist():
        row["state"] = State(row["state"])
        yield Figure(
            by=AUTHORITY, unit_id=part.authority, unit_name=part.authority, parent_id="",
            breakdown="", category="", **row,
        )  # fmt: skip


def _row(figure: Figure) -> dict:
    is_hidden = figure.state == State.SUPPRESSED
    symbol = disclosure.SYMBOL if is_hidden else None
    return {
        "indicator": figure.indicator_id,
        "period": figure.period_id,
        "authority": figure.unit_id,
        "numerator": symbol or figure.numerator,
        "denominator": symbol if figure.denominator is None else figure.denominator,
        "value": symbol or figure.value,
        "state": str(figure.state),
        "reason": figure.reason,
    }
