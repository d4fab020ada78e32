"""The latest two years of a measure and the months ahead, with the ranges about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lineofsight.charts.drawing import (
    AXIS,
    BAND,
    COMMON,
    GRID,
    INK,
    Canvas,
    Mark,
    Scale,
    nice_ticks,
)
from lineofsight.charts.series import Series
from lineofsight.charts.table import Table
from lineofsight.charts.words import is_percent, line_text, month_text, number_text, value_text
from lineofsight.periods import add_months
from lineofsight.statistics.forecasts import Expected, Forecast, NoForecast, forecast
from lineofsight.statistics.targets import AgainstTarget

BEFORE = 24
INNER = "#cfdce1"
"""The likely range; the wider one about it has the colour of a control chart's band."""


@dataclass(frozen=True)
class Form:
    width: int
    height: int
    size: int
    classes: str
    before: int


WIDE = Form(792, 330, 15, "wd", BEFORE)
NARROW = Form(328, 260, 14, "nw", 10)


@dataclass(frozen=True)
class Outlook:
    """A measure's months and what may come. `found` says why there is none where there is none."""

    series: Series
    found: Forecast | NoForecast

    @property
    def is_told(self) -> bool:
        return isinstance(self.found, Forecast)

    @cached_property
    def months(self) -> list[tuple[date, Expected]]:
        last = self.series.months[-1].start
        return [(add_months(last, each.ahead), each) for each in self.found.months]

    @property
    def sentence(self) -> str:
        """“Expected in April 2027: 71.2%, likely between 66% and 76%.” and against the target."""
        if not self.is_told:
            return self.found.reason
        day, last = self.months[-1]
        unit = self.series.unit
        low, high = (line_text(_rounded(edge), unit) for edge in last.likely)
        expected = value_text(last.value, unit)
        said = f"Expected in {month_text(day)}: {expected}, likely between {low} and {high}."
        return f"{said} {self._against_target()}".strip()

    def _against_target(self) -> str:
        """The first month in which the target is expected to be missed, and whether that is
        likely or only expected."""
        target = self.series.target
        if target is None:
            return ""
        for day, each in self.months:
            if target.judge(each.value) == AgainstTarget.MISSED:
                edges = {target.judge(edge) for edge in each.likely}
                sure = "likely" if edges == {AgainstTarget.MISSED} else "more likely than not"
                return f"From {month_text(day)} it is {sure} to miss its target."
        return "It is expected to stay within reach of its target."

    @property
    def basis(self) -> str:
        """How it was worked out, and how well that did on the past."""
        found, unit = self.found, self.series.unit
        own, plain = (number_text(error, 1) for error in (found.error, found.plain_error))
        points = " percentage points" if is_percent(unit) else ""
        return (
            f"Method: {found.method}. In {found.tried} trials on the past it was off by "
            f"{own}{points} on average, “as it was last month” by {plain}{points}. Of five "
            f"months, four lie in the likely range, if they go on to vary as they did."
        )

    @cached_property
    def for_page(self) -> str:
        return self.drawing("ahead")

    def drawing(self, ident: str) -> str:
        """Two widths, for a page that shows the one it has room for."""
        return "".join(_draw(self, form, f"{ident}-{form.classes}") for form in (WIDE, NARROW))

    def table(self) -> Table:
        unit = self.series.unit
        rows = tuple(
            (month_text(day), value_text(each.value, unit), _range(each.likely, unit),
             _range(each.nearly_sure, unit))
            for day, each in self.months
        )  # fmt: skip
        return Table(
            f"{self.series.title}, {self.series.area}: the months ahead",
            ("Month", "Expected", "Likely (4 in 5)", "Nearly sure (19 in 20)"),
            rows,
            numeric=(1, 2, 3),
        )


def outlook(series: Series) -> Outlook:
    """What may come of a measure's months. Years that share eleven months with the one before
    are not looked ahead from: their months are not independent."""
    if series.is_rolling:
        reason = "Each point is a year that shares eleven months with the one before."
        return Outlook(series, NoForecast(reason))
    ceiling = 100.0 if is_percent(series.unit) else None
    return Outlook(series, forecast([month.value for month in series.months], ceiling=ceiling))


def _rounded(edge: float) -> float:
    return round(edge, 0 if abs(edge) >= 10 else 1)


def _range(edges: tuple[float, float], unit: str) -> str:
    low, high = (line_text(_rounded(edge), unit) for edge in edges)
    return f"{low} to {high}"


@dataclass(frozen=True)
class _Frame:
    x: Scale
    y: Scale
    ticks: tuple[float, ...]
    past: Sequence
    form: Form

    def at(self, place: int) -> float:
        return self.x.at(place + 0.5)


def _frame(of: Outlook, form: Form) -> _Frame:
    past = of.series.months[-form.before :]
    values = [month.value for month in past if month.value is not None]
    for _, each in of.months:
        values += each.nearly_sure
    if of.series.target and of.series.target.line is not None:
        values.append(of.series.target.line)
    low = 0.0 if min(values) < 0.35 * max(values) else min(values)
    ticks = nice_ticks(low, max(values), about=5)
    if is_percent(of.series.unit):
        ticks = [tick for tick in ticks if tick <= 100]
    left, right = 62 if form is WIDE else 52, form.width - 12
    return _Frame(
        Scale(0, len(past) + len(of.months), left, right),
        Scale(ticks[0], ticks[-1], form.height - 48, 16),
        tuple(ticks),
        past,
        form,
    )


def _draw(of: Outlook, form: Form, ident: str) -> str:
    frame, canvas = _frame(of, form), Canvas(form.width, form.height, form.size)
    unit = of.series.unit
    for tick in frame.ticks:
        y = frame.y.at(tick)
        canvas.across(y, frame.x.start, frame.x.end, stroke=GRID)
        words = line_text(tick, unit).removesuffix(" days")
        canvas.text(frame.x.start - 7, y + 4.5, words, anchor="end")
    for edges, fill in (("nearly_sure", BAND), ("likely", INNER)):
        canvas.raw(f'<path d="{_fan(of, frame, edges)}" fill="{fill}"/>')
    if of.series.target and of.series.target.line is not None:
        y = frame.y.clipped(of.series.target.line)
        canvas.across(y, frame.x.start, frame.x.end, stroke=INK, width=2, dash="9 5")
    _lines(canvas, of, frame)
    _months(canvas, of, frame)
    title = f"{of.series.title}: the months ahead"
    return canvas.picture(ident=ident, title=title, desc=of.sentence, classes=form.classes)


def _fan(of: Outlook, frame: _Frame, edges: str) -> str:
    """The outline of a range: along its upper edge and back along the lower, from the last
    month known."""
    start = len(frame.past) - 1
    known = (frame.at(start), frame.y.clipped(frame.past[-1].value))
    places = [frame.at(start + each.ahead) for _, each in of.months]
    upper = [frame.y.clipped(getattr(each, edges)[1]) for _, each in of.months]
    lower = [frame.y.clipped(getattr(each, edges)[0]) for _, each in of.months]
    outline = [known, *zip(places, upper, strict=True)]
    outline += reversed(list(zip(places, lower, strict=True)))
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in outline) + "z"


def _lines(canvas: Canvas, of: Outlook, frame: _Frame) -> None:
    """What was, as points on a line, and what is expected, hollow on a broken one."""
    unit, last = of.series.unit, len(frame.past) - 1
    was = [
        (place, month.value, f"{month_text(month.start)}: {value_text(month.value, unit)}")
        for place, month in enumerate(frame.past)
        if month.value is not None
    ]
    ahead = [
        (last + each.ahead, each.value,
         f"{month_text(day)}, expected: {value_text(each.value, unit)}")
        for day, each in of.months
    ]  # fmt: skip
    canvas.path(_line(frame, was), stroke=COMMON, width=1.5)
    canvas.path(_line(frame, [was[-1], *ahead]), stroke=INK, width=1.5, dash="5 4")
    for points, mark, radius in ((was, Mark.CIRCLE, 3.6), (ahead, Mark.HOLLOW, 4)):
        for place, value, said in points:
            canvas.mark(frame.at(place), frame.y.clipped(value), mark, radius, title=said)


def _line(frame: _Frame, points: Sequence[tuple[int, float, str]]) -> str:
    return "M" + "L".join(f"{frame.at(p):.1f} {frame.y.clipped(v):.1f}" for p, v, _ in points)


def _months(canvas: Canvas, of: Outlook, frame: _Frame) -> None:
    bottom = frame.y.start
    canvas.across(bottom, frame.x.start, frame.x.end, stroke=AXIS)
    days = [month.start for month in frame.past] + [day for day, _ in of.months]
    step = 3 if frame.form is WIDE else 5
    for place in range(len(days) - 1, -1, -step):
        x = frame.at(place)
        canvas.down(x, bottom, bottom + 5, stroke=AXIS)
        canvas.text(x, bottom + frame.form.size + 4, f"{days[place]:%b}", anchor="middle")
        canvas.text(x, bottom + 2 * frame.form.size + 5, f"{days[place]:%Y}", anchor="middle")
