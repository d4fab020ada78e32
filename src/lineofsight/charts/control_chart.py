"""The control chart, drawn 792 wide, 328 wide with the last 14 months, and low for paper."""

import itertools
import math
from dataclasses import dataclass
from datetime import date

from lineofsight.charts.drawing import (
    AXIS,
    BAND,
    COLOUR_OF_MARK,
    COMMON,
    GRID,
    INK,
    LIMIT,
    Canvas,
    Scale,
    mark_of,
    nice_ticks,
    spread,
    text_width,
)
from lineofsight.charts.findings import headline, point_words, summary
from lineofsight.charts.series import Series
from lineofsight.charts.words import (
    is_percent,
    kind_and_words,
    line_text,
    month_text,
    value_text,
)
from lineofsight.statistics.control_charts import Segment

NARROW_MONTHS = 14
MAY_BE_BELOW_NOUGHT = ("net",)
WHOLE_NUMBERS = ("count", "net")


@dataclass(frozen=True)
class Form:
    """The measures of one drawing."""

    width: int
    height: int
    size: int
    right: int
    radius: float
    classes: str
    has_end_labels: bool
    months: int | None = None


WIDE = Form(792, 470, 15, right=136, radius=4.4, classes="wd", has_end_labels=True)
NARROW = Form(328, 300, 14, 10, 3.6, "nw", has_end_labels=False, months=NARROW_MONTHS)

PAPER = Form(520, 250, 15, 10, 4, "pr", has_end_labels=False)
"""Two beside each other on a page of A4, every month in each."""


@dataclass(frozen=True)
class Frame:
    """Where things are in one drawing of one series."""

    form: Form
    series: Series
    first: int
    x: Scale
    y: Scale
    ticks: tuple[float, ...]

    @property
    def left(self) -> float:
        return self.x.start

    @property
    def edge(self) -> float:
        return self.x.end

    def middle(self, place: int) -> float:
        return self.x.at(place - self.first + 0.5)

    def shown(self) -> range:
        return range(self.first, len(self.series.months))


def control_chart(series: Series, *, ident: str) -> str:
    """Both drawings, for a page that shows the one it has room for."""
    return wide(series, ident=f"{ident}-w") + narrow(series, ident=f"{ident}-n")


def wide(series: Series, *, ident: str) -> str:
    return _draw(series, WIDE, ident)


def narrow(series: Series, *, ident: str) -> str:
    return _draw(series, NARROW, ident)


def for_paper(series: Series, *, ident: str) -> str:
    return _draw(series, PAPER, ident)


UNIT_IN_WORDS = {
    **{"percent": "%", "rate": "per 10,000 children", "count": "number", "mean": "mean"},
    **{"weighted_percent": "% of full-time equivalents", "per_weight": ""},
    **{"median": "median", "top_decile": "top decile", "net": ""},
}


def subtitle(series: Series) -> str:
    """What the chart is: area, span, unit, and that its scale does not start at nought."""
    kind, said = kind_and_words(series.unit)
    unit = UNIT_IN_WORDS.get(kind, "median working days")
    if said:
        unit = f"{unit} {said}".strip()
    if not series.months:
        return f"{series.area}, {unit}."
    span = f"{month_text(series.months[0].start)} to {month_text(series.months[-1].start)}"
    kind = "Each point is the year to that month" if series.is_rolling else "Control chart (XmR)"
    low = _frame(series, WIDE).ticks[0]
    scale = f"; scale starts at {line_text(low, series.unit)}" if low else ""
    segment = series.chart.latest_segment
    trial = "; trial limits, fewer than 12 months" if segment and segment.is_trial else ""
    return f"{series.area}, {span}, {unit}. {kind}{trial}{scale}."


def _draw(series: Series, form: Form, ident: str) -> str:
    frame = _frame(series, form)
    canvas = Canvas(form.width, form.height, form.size)
    _grid(canvas, frame)
    for segment in series.chart.segments:
        _band(canvas, frame, segment)
    _restarts(canvas, frame)
    if series.chart.target is not None:
        y = frame.y.clipped(series.chart.target)
        canvas.across(y, frame.left, frame.edge, stroke=INK, width=2, dash="9 5")
    _points(canvas, frame)
    _months(canvas, frame)
    _labels(canvas, frame)
    if all(month.value is None for month in series.months):
        middle = (frame.left + frame.edge) / 2, (frame.y.start + frame.y.end) / 2
        canvas.text(*middle, "No figures to draw", anchor="middle", fill=INK)
    desc = summary(series)
    if frame.first:
        desc += f" This narrow chart starts in {month_text(series.months[frame.first].start)}."
    return canvas.picture(ident=ident, title=headline(series), desc=desc, classes=form.classes)


def _frame(series: Series, form: Form) -> Frame:
    first = max(0, len(series.months) - form.months) if form.months else 0
    ticks = _ticks(series, first, form)
    widest = max(text_width(line_text(tick, series.unit), form.size) for tick in ticks)
    top = 58 if form.has_end_labels else 42
    bottom = form.height - (48 if form.has_end_labels else 44)
    count = max(1, len(series.months) - first)
    return Frame(
        form,
        series,
        first,
        Scale(0, count, round(widest) + 12, form.width - form.right),
        Scale(ticks[0], ticks[-1], bottom, top),
        tuple(ticks),
    )


def _ticks(series: Series, first: int, form: Form) -> list[float]:
    values = [month.value for month in series.months[first:] if month.value is not None]
    for segment in series.chart.segments:
        if segment.last >= first and segment.has_limits:
            values += [segment.lower, segment.upper]
    if series.chart.target is not None:
        values.append(series.chart.target)
    whole = 100.0 if is_percent(series.unit) else 10.0
    low, high = min(values, default=0.0), max(values, default=whole)
    may_be_below = series.unit in MAY_BE_BELOW_NOUGHT
    low = min(low, 0.0) if may_be_below else max(low, 0.0)
    high = max(high, 0.0)
    if is_percent(series.unit):
        high = min(high, 100.0)
    if not may_be_below and low < 0.35 * high:
        low = 0.0
    if high - low < 1e-9:
        low, high = _around(low, series.unit)
    ticks = nice_ticks(low, high, about=6 if form.has_end_labels else 5)
    if is_percent(series.unit):
        ticks = [tick for tick in ticks if tick <= 100]
    if series.unit in WHOLE_NUMBERS and ticks[-1] - ticks[0] <= 6:
        ticks = [float(n) for n in range(math.floor(ticks[0]), math.ceil(ticks[-1]) + 1)]
    return ticks if len(ticks) > 1 else [ticks[0], ticks[0] + 1]


def _around(value: float, unit: str) -> tuple[float, float]:
    """Room for a line that never moves."""
    if is_percent(unit):
        return max(0.0, value - 5), min(100.0, value + 5)
    return max(0.0, value - 1), value + 1


def _grid(canvas: Canvas, frame: Frame) -> None:
    for tick in frame.ticks:
        y = frame.y.at(tick)
        canvas.across(y, frame.left, frame.edge, stroke=GRID)
        words = line_text(tick, frame.series.unit).removesuffix(" days")
        canvas.text(frame.left - 7, y + 4.5, words, anchor="end")


def _band(canvas: Canvas, frame: Frame, segment: Segment) -> None:
    if segment.last < frame.first or segment.mean is None:
        return
    left = frame.x.at(max(segment.first, frame.first) - frame.first)
    right = frame.x.at(segment.last + 1 - frame.first)
    if segment.has_limits:
        top, bottom = frame.y.clipped(segment.upper), frame.y.clipped(segment.lower)
        canvas.box(left, top, right - left, bottom - top, fill=BAND)
        for limit in (segment.lower, segment.upper):
            if frame.y.low <= limit <= frame.y.high:
                canvas.across(frame.y.at(limit), left, right, stroke=LIMIT, width=1.5, dash="2 3")
        canvas.across(frame.y.clipped(segment.mean), left, right, stroke=AXIS, width=1.5)


def _restarts(canvas: Canvas, frame: Frame) -> None:
    if frame.series.is_rolling:
        return
    reasons = {restart.on: restart.reason for restart in frame.series.restarts}
    for segment in frame.series.chart.segments[1:]:
        if segment.first <= frame.first:
            continue
        x = frame.x.at(segment.first - frame.first)
        canvas.down(x, 20 if frame.form.has_end_labels else 30, frame.y.start, stroke=AXIS)
        if not frame.form.has_end_labels:
            continue
        month = frame.series.months[segment.first].start
        since = max((on for on in reasons if on <= month), default=month)
        words = f"{month_text(month)}: {reasons.get(since, 'a change')}, limits restarted"
        fits = x + 6 + text_width(words, frame.form.size) < frame.form.width
        canvas.text(x + (6 if fits else -6), 30, words, anchor="start" if fits else "end", fill=INK)


def _points(canvas: Canvas, frame: Frame) -> None:
    series, chart = frame.series, frame.series.chart
    line, pen_down = [], False
    for place in frame.shown():
        value = series.months[place].value
        if value is not None:
            step = "L" if pen_down else "M"
            line.append(f"{step}{frame.middle(place):.1f} {frame.y.clipped(value):.1f}")
        pen_down = value is not None
    if line:
        canvas.path("".join(line), stroke=COMMON, width=1.5)
    for place in frame.shown():
        month = series.months[place]
        if month.value is None:
            continue
        parts = [value_text(month.value, series.unit), month.basis, point_words(chart, place)]
        words = f"{month_text(month.start)}: {', '.join(part for part in parts if part)}"
        shape = mark_of(chart.points[place].type)
        canvas.mark(
            frame.middle(place), frame.y.clipped(month.value), shape, frame.form.radius, title=words
        )


def _months(canvas: Canvas, frame: Frame) -> None:
    bottom, size = frame.y.start, frame.form.size
    canvas.across(bottom, frame.left, frame.edge, stroke=AXIS)
    shown = list(frame.shown())
    if not shown:
        return
    room = (frame.edge - frame.left) / len(shown)
    wanted = 3 if frame.form.has_end_labels else 6
    step = next(n for n in (wanted, 6, 12, 24, 36) if n >= wanted and n * room >= 44)
    for place in reversed(shown):
        if (shown[-1] - place) % step:
            continue
        x, month = frame.middle(place), frame.series.months[place].start
        canvas.down(x, bottom, bottom + 5, stroke=AXIS)
        canvas.text(x, bottom + size + 4, f"{month:%b}", anchor="middle")
        canvas.text(x, bottom + 2 * size + 5, f"{month:%Y}", anchor="middle")


def _labels(canvas: Canvas, frame: Frame) -> None:
    series, form = frame.series, frame.form
    last = series.last
    if not form.has_end_labels:
        _narrow_labels(canvas, frame)
        return
    labels: list[tuple[float, str, str, bool]] = []
    if series.chart.target is not None:
        words = f"Target {line_text(series.chart.target, series.unit)}"
        labels.append((frame.y.clipped(series.chart.target), words, INK, True))
    segment = series.chart.latest_segment
    if segment is not None and segment.has_limits:
        labels += _limit_labels(frame, segment)
    if last is not None and last.value is not None:
        words = f"{value_text(last.value, series.unit)} {last.start:%B}"
        if series.unit in ("working_days", "days") or kind_and_words(series.unit)[1]:
            words = f"{line_text(last.value, series.unit)} {last.start:%b}"
        colour = COLOUR_OF_MARK[mark_of(series.chart.last.type)]
        labels.append((frame.y.clipped(last.value), words, colour, True))
    heights = spread([label[0] for label in labels], form.size + 3, 14, frame.y.start - 2)
    for y, (_, words, colour, bold) in zip(heights, labels, strict=True):
        canvas.text(frame.edge + 10, y + 5, words, fill=colour, bold=bold)


def _limit_labels(frame: Frame, segment: Segment) -> list[tuple[float, str, str, bool]]:
    unit, found = frame.series.unit, []
    for name, limit in (("Upper limit", segment.upper), ("Lower limit", segment.lower)):
        if frame.y.low <= limit <= frame.y.high:
            words = f"{name} {line_text(limit, unit)}"
            found.append((frame.y.at(limit), words, AXIS, False))
    found.insert(
        1,
        (frame.y.clipped(segment.mean), f"Average {line_text(segment.mean, unit)}", AXIS, False),
    )
    return found


def _narrow_labels(canvas: Canvas, frame: Frame) -> None:
    series, last = frame.series, frame.series.last
    if series.chart.target is not None:
        words = f"Target {line_text(series.chart.target, series.unit)}"
        y = frame.y.clipped(series.chart.target)
        canvas.text(frame.left + 4, y - 6, words, fill=INK, bold=True)
    if last is None or last.value is None:
        return
    words = f"{last.start:%b} {line_text(last.value, series.unit)}"
    x, y = _free_place(frame, words)
    colour = COLOUR_OF_MARK[mark_of(series.chart.last.type)]
    canvas.text(x, y, words, anchor="end", bold=True, fill=colour)


def _free_place(frame: Frame, words: str) -> tuple[float, float]:
    """Where the last label crosses the fewest lines: left of its point, above, or below."""
    x = frame.middle(len(frame.series.months) - 1)
    y = frame.y.clipped(frame.series.last.value)
    right = min(x + 10, frame.form.width - 2)
    width, size = text_width(words, frame.form.size, bold=True), frame.form.size
    places = [(x - 10, y + 5), (right, y - 11), (right, y + size + 9)]
    inside = [place for place in places if frame.y.end - 24 < place[1] < frame.y.start - 2]
    line = _sampled(frame)

    def crossings(place: tuple[float, float]) -> int:
        left, top = place[0] - width, place[1] - size
        return sum(left < at[0] < place[0] and top < at[1] < place[1] + 3 for at in line)

    return min(inside or places, key=crossings)


def _sampled(frame: Frame) -> list[tuple[float, float]]:
    """Points close together along the drawn lines that a label should keep clear of."""
    places = [
        (frame.middle(place), frame.y.clipped(frame.series.months[place].value))
        for place in frame.shown()
        if frame.series.months[place].value is not None
    ]
    found = [
        (a[0] + (b[0] - a[0]) * n / 8, a[1] + (b[1] - a[1]) * n / 8)
        for a, b in itertools.pairwise(places)
        for n in range(9)
    ]
    if frame.series.chart.target is not None:
        y = frame.y.clipped(frame.series.chart.target)
        found += [(x, y) for x in range(int(frame.left), int(frame.edge), 6)]
    return found


def narrow_start(series: Series) -> date | None:
    """The first month of the narrow drawing, if it leaves any out."""
    first = max(0, len(series.months) - NARROW_MONTHS)
    return series.months[first].start if first else None
