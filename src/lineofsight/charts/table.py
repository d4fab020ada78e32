"""The same data as a table, for whoever would rather read than look."""

from dataclasses import dataclass

from lineofsight.charts.findings import point_words
from lineofsight.charts.series import Series
from lineofsight.charts.words import line_text, month_text, value_text


@dataclass(frozen=True)
class Table:
    """Every cell is text as shown. `numeric` are the columns set to the right."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()


def series_table(series: Series) -> Table:
    """A row a month: the figure, what it is made of, the lines, what the chart says."""
    has_basis = any(month.basis for month in series.months)
    has_limits = any(segment.has_limits for segment in series.chart.segments)
    columns = ["Month", "Figure"]
    columns += ["Counted", "Out of"] if has_basis else []
    columns += ["Average", "Lower limit", "Upper limit", "What it shows"] if has_limits else []
    rows = [_row(series, place, has_basis, has_limits) for place in range(len(series.months))]
    return Table(
        caption=f"{series.title}, {series.area}, by month",
        columns=tuple(columns),
        rows=tuple(rows),
        numeric=tuple(range(1, len(columns) - (1 if has_limits else 0))),
    )


def _row(series: Series, place: int, has_basis: bool, has_limits: bool) -> tuple[str, ...]:
    month = series.months[place]
    shown = month.why_none if month.value is None else value_text(month.value, series.unit)
    row = [month_text(month.start), shown]
    if has_basis:
        row += [_count(month.numerator), _count(month.denominator)]
    if has_limits:
        segment = series.chart.segments[series.chart.points[place].segment]
        lines = (segment.mean, segment.lower, segment.upper)
        row += ["–" if line is None else line_text(line, series.unit) for line in lines]
        row.append(point_words(series.chart, place) or "–")
    return tuple(row)


def _count(number: int | None) -> str:
    return "–" if number is None else f"{number:,}"
