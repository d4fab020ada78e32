"""The two icons of a control chart, 48 pixels, always beside their words."""

from lineofsight.charts.drawing import BETTER, COMMON, INK, LIMIT, NEUTRAL, WORSE, Canvas, Mark
from lineofsight.charts.series import Series
from lineofsight.statistics.control_charts import Assurance, PointType

SIZE = 48
_PLACES = (10, 17, 24, 31, 38)
_HEIGHTS = {"up": (33, 27, 32, 19, 14), "down": (15, 19, 16, 27, 33), "level": (24, 20, 27, 21, 25)}


def variation_icon(kind: PointType | None) -> str:
    """Is it changing: points that rise, fall or wander, the last two in their meaning."""
    shape, colour, way = _variation(kind)
    canvas = _circle(colour)
    heights = _HEIGHTS[way]
    line = "L".join(f"{x} {y}" for x, y in zip(_PLACES, heights, strict=True))
    canvas.path(f"M{line}", stroke=LIMIT, width=2)
    for place, (x, y) in enumerate(zip(_PLACES, heights, strict=True)):
        canvas.mark(x, y, shape if place > 2 else Mark.CIRCLE, 3.1)
    return _svg(canvas)


def assurance_icon(assurance: Assurance | None, series: Series) -> str:
    """Can it meet the target: a wave that lies clear of the dashed line, or crosses it."""
    colour = {Assurance.WILL_MEET: BETTER, Assurance.WILL_NOT_MEET: WORSE}.get(assurance, COMMON)
    canvas = _circle(colour)
    segment = series.chart.latest_segment
    height = 24
    if assurance in (Assurance.WILL_MEET, Assurance.WILL_NOT_MEET):
        height = 13 if series.chart.target > segment.upper else 36
    wave = {13: 28, 36: 20}.get(height, 24)
    canvas.path(f"M8 {height}h32", stroke=INK, width=2.2, dash="5 3")
    canvas.path(f"M8 {wave}c4-9 7-9 10.5 0s7 8 10.5 0 7-8 11-1", stroke=colour, width=2.6)
    return _svg(canvas)


def _variation(kind: PointType | None) -> tuple[str, str, str]:
    if kind is None or kind == PointType.COMMON:
        return Mark.CIRCLE, COMMON, "level"
    way = "up" if kind.value.endswith("high") else "down"
    if kind.is_improvement:
        return Mark.SQUARE, BETTER, way
    return (Mark.TRIANGLE, WORSE, way) if kind.is_concern else (Mark.DIAMOND, NEUTRAL, way)


def _circle(colour: str) -> Canvas:
    canvas = Canvas(SIZE, SIZE)
    canvas.raw(f'<circle cx="24" cy="24" r="22" fill="#fff" stroke="{colour}" stroke-width="3"/>')
    return canvas


def _svg(canvas: Canvas) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}" '
        f'viewBox="0 0 {SIZE} {SIZE}" aria-hidden="true" focusable="false">'
        f"{''.join(canvas.parts)}</svg>"
    )
