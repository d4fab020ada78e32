"""Thirteen months in a row of a scorecard, so that the same month last year is there."""

from html import escape

from lineofsight.charts.drawing import AXIS, INK, LIMIT, Canvas, Scale, mark_of
from lineofsight.charts.findings import direction
from lineofsight.charts.series import Series
from lineofsight.charts.words import month_text, value_text

WIDTH, HEIGHT, MONTHS = 136, 40, 13
_TOP, _BOTTOM = 7.1, 32.9


def sparkline(series: Series) -> str:
    """Line, a ring on the same month last year, the last point in its shape, the target."""
    first = max(0, len(series.months) - MONTHS)
    shown = series.months[first:]
    canvas = Canvas(WIDTH, HEIGHT)
    y = _scale(series, first)
    step = 120 / (MONTHS - 1)
    start = 127 - step * (len(shown) - 1)
    if series.chart.target is not None and any(month.value is not None for month in shown):
        canvas.across(y.clipped(series.chart.target), 4, 132, stroke=INK, dash="3 3")
    line, pen_down = [], False
    for place, month in enumerate(shown):
        if month.value is not None:
            verb = "L" if pen_down else "M"
            line.append(f"{verb}{start + place * step:.1f} {y.at(month.value):.1f}")
        pen_down = month.value is not None
    if line:
        canvas.path("".join(line), stroke=LIMIT, width=1.8)
    if len(shown) == MONTHS and shown[0].value is not None:
        canvas.raw(
            f'<circle cx="{start:.1f}" cy="{y.at(shown[0].value):.1f}" r="3.2" fill="#fff" '
            f'stroke="{AXIS}" stroke-width="1.5"/>'
        )
    if shown and shown[-1].value is not None:
        canvas.mark(127, y.at(shown[-1].value), mark_of(series.chart.last.type), 3.7)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label(series))}">'
        f"{''.join(canvas.parts)}</svg>"
    )


def label(series: Series) -> str:
    """What the line says: same month last year, this month, and the direction."""
    said = []
    if len(series.months) >= MONTHS and series.months[-MONTHS].value is not None:
        said.append(_at(series, -MONTHS))
    if series.last is not None:
        said.append(_at(series, -1))
    found = direction(series)
    return f"{series.title}: {', '.join(said) or 'no months'}. {found.word}: {found.reason}."


def _at(series: Series, place: int) -> str:
    month = series.months[place]
    shown = month.why_none if month.value is None else value_text(month.value, series.unit)
    return f"{month_text(month.start)} {shown}"


def _scale(series: Series, first: int) -> Scale:
    values = [month.value for month in series.months[first:] if month.value is not None]
    if series.chart.target is not None and values:
        reach = (max(values) - min(values)) or 1
        near = min(values) - 2 * reach <= series.chart.target <= max(values) + 2 * reach
        values += [series.chart.target] if near else []
    low, high = min(values, default=0), max(values, default=1)
    if high == low:
        low, high = low - 1, high + 1
    return Scale(low, high, _BOTTOM, _TOP)
