"""Units of different size about the value of all: inside the funnel, chance explains them."""

from collections.abc import Sequence
from dataclasses import dataclass

from lineofsight.charts.drawing import (
    AXIS,
    GRID,
    INK,
    LIMIT,
    Canvas,
    Mark,
    Scale,
    nice_ticks,
    text_width,
)
from lineofsight.charts.table import Table
from lineofsight.charts.team_dots import ENOUGH_CASES
from lineofsight.charts.words import listed, number_text
from lineofsight.statistics.control_charts import Better
from lineofsight.statistics.funnel import (
    CERTAIN,
    WARNING,
    Standing,
    pooled,
    proportion_limits,
    standing_of_proportion,
)

STEPS = 60
HIGH = (Standing.ABOVE, Standing.FAR_ABOVE)
OUTSIDE = (Standing.FAR_BELOW, Standing.FAR_ABOVE)
WORDS = {
    Standing.FAR_BELOW: "below, far beyond chance",
    Standing.BELOW: "below, at the edge of chance",
    Standing.WITHIN: "as chance explains",
    Standing.ABOVE: "above, at the edge of chance",
    Standing.FAR_ABOVE: "above, far beyond chance",
}


@dataclass(frozen=True)
class Form:
    width: int
    height: int
    size: int
    classes: str


WIDE = Form(792, 380, 15, "wd")
NARROW = Form(328, 300, 14, "nw")


@dataclass(frozen=True)
class Place:
    """A team and its cases; those whose figure is not told are not among them."""

    name: str
    numerator: int
    denominator: int

    @property
    def share(self) -> float:
        return self.numerator / self.denominator

    @property
    def is_small(self) -> bool:
        return self.denominator < ENOUGH_CASES


@dataclass(frozen=True)
class Funnel:
    """`title`: the measure; `when`: of what time; `better` says what colour is bad news."""

    title: str
    when: str
    places: tuple[Place, ...]
    better: Better

    @property
    def average(self) -> float:
        return pooled((each.numerator, each.denominator) for each in self.places)

    def standing(self, place: Place) -> Standing:
        """Of a team with few cases nothing is said: the limits do not hold there."""
        if place.is_small:
            return Standing.WITHIN
        return standing_of_proportion(place.numerator, place.denominator, self.average)

    @property
    def sentence(self) -> str:
        """Which lie far beyond chance, or that none does."""
        found = [each.name for each in self.places if self.standing(each) in OUTSIDE]
        if not found:
            return f"Chance explains what lies between these {len(self.places)} teams."
        verb = "lies" if len(found) == 1 else "lie"
        return f"{listed(sorted(found))} {verb} further from the rest than chance explains."

    @property
    def for_page(self) -> str:
        return "".join(_draw(self, form) for form in (WIDE, NARROW))

    def table(self) -> Table:
        rows = tuple(
            (each.name, f"{number_text(100 * each.share, 1)}%", f"{each.numerator:,}",
             f"{each.denominator:,}", WORDS[self.standing(each)])
            for each in sorted(self.places, key=lambda place: place.name)
        )  # fmt: skip
        columns = ("Team", "Figure", "Counted", "Out of", "Against the rest")
        return Table(f"{self.title}, {self.when}, by team", columns, rows, numeric=(1, 2, 3))


def funnel(title: str, when: str, places: Sequence[Place], better: Better) -> Funnel | None:
    """None with fewer than three teams that have cases, or where all are at one end."""
    told = tuple(each for each in places if each.denominator)
    if len(told) < 3 or pooled((p.numerator, p.denominator) for p in told) in (0, 1):
        return None
    return Funnel(title, when, told, better)


def _draw(of: Funnel, form: Form) -> str:
    canvas = Canvas(form.width, form.height, form.size)
    most = max(each.denominator for each in of.places)
    across = nice_ticks(0, most, about=6 if form is WIDE else 3)
    x = Scale(0, across[-1], 58, form.width - 16)
    y = Scale(0, 100, form.height - 52, 18)
    for tick in nice_ticks(0, 100, about=5):
        canvas.across(y.at(tick), x.start, x.end, stroke=GRID)
        canvas.text(x.start - 7, y.at(tick) + 4.5, f"{tick:.0f}%", anchor="end")
    canvas.across(y.start, x.start, x.end, stroke=AXIS)
    for tick in across:
        canvas.down(x.at(tick), y.start, y.start + 5, stroke=AXIS)
        canvas.text(x.at(tick), y.start + form.size + 5, f"{tick:,.0f}", anchor="middle")
    canvas.text((x.start + x.end) / 2, form.height - 8, "Cases of the team", anchor="middle")
    canvas.across(y.at(100 * of.average), x.start, x.end, stroke=AXIS, width=1.5)
    for confidence, dash in ((WARNING, "2 3"), (CERTAIN, "7 4")):
        for edge in ("lower", "upper"):
            line = _edge(of.average, confidence, edge, (x, y))
            canvas.path(line, stroke=LIMIT, width=1.5, dash=dash)
    _places(canvas, of, (x, y), form)
    return canvas.picture(
        ident=f"funnel-{form.classes}",
        title=f"{of.title}, {of.when}: teams by number of cases",
        desc=of.sentence,
        classes=form.classes,
    )


def _edge(average: float, confidence: float, edge: str, scales: tuple[Scale, Scale]) -> str:
    (x, y), points = scales, []
    for n in range(1, STEPS + 1):
        cases = max(1.0, x.high * n / STEPS)
        limits = proportion_limits(average, cases, confidence=confidence)
        points.append(f"{x.at(cases):.1f} {y.at(100 * getattr(limits, edge)):.1f}")
    return "M" + "L".join(points)


def _places(canvas: Canvas, of: Funnel, scales: tuple[Scale, Scale], form: Form) -> None:
    x, y = scales
    for each in of.places:
        standing = of.standing(each)
        at = x.at(each.denominator), y.at(100 * each.share)
        said = f"{each.name}: {each.numerator:,} of {each.denominator:,}, {WORDS[standing]}"
        mark = Mark.HOLLOW if each.is_small else _mark(standing, of.better)
        canvas.mark(*at, mark, 4.6, title=said)
        if standing in OUTSIDE and form is WIDE:
            fits = at[0] + 8 + text_width(each.name, form.size) < form.width
            canvas.text(at[0] + (8 if fits else -8), at[1] + 5, each.name,
                        anchor="start" if fits else "end", fill=INK)  # fmt: skip


def _mark(standing: Standing, better: Better) -> str:
    if standing == Standing.WITHIN:
        return Mark.CIRCLE
    if better == Better.NEITHER:
        return Mark.DIAMOND
    is_good = (standing in HIGH) == (better == Better.HIGHER)
    return Mark.SQUARE if is_good else Mark.TRIANGLE
