"""Drawing SVG as text: a canvas, lines, words, and the marks that carry a meaning.

Colours and sizes are those of the design: one mark for each meaning, so that shape says
what colour says. No `style` attribute is ever written (a page's content security policy
would drop it), and every text that comes from outside is escaped.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from lineofsight.statistics.control_charts import PointType

INK, INK_2, PAPER, BRAND = "#14191e", "#48535c", "#fff", "#123b46"
GRID, AXIS, LIMIT, BAND = "#e1e6e9", "#595959", "#7b868e", "#eef2f4"
BETTER, WORSE, COMMON, NEUTRAL = "#1f6bb0", "#b94a00", "#5f6b74", "#6b4a94"
FACE = "Arial, Liberation Sans, Helvetica, Source Sans Pro, DejaVu Sans, sans-serif"


class Mark:
    """The shapes. A circle is as expected, a square better, a triangle worse, a diamond
    neither good nor bad."""

    CIRCLE, SQUARE, TRIANGLE, DIAMOND, HOLLOW = "circle", "square", "triangle", "diamond", "hollow"


COLOUR_OF_MARK = {
    Mark.CIRCLE: COMMON,
    Mark.SQUARE: BETTER,
    Mark.TRIANGLE: WORSE,
    Mark.DIAMOND: NEUTRAL,
    Mark.HOLLOW: COMMON,
}


def mark_of(kind: PointType) -> str:
    if kind.is_improvement:
        return Mark.SQUARE
    if kind.is_concern:
        return Mark.TRIANGLE
    return Mark.DIAMOND if kind.is_neutral else Mark.CIRCLE


@dataclass
class Canvas:
    """Parts of one drawing, in the order they are painted. `size` is that of its text."""

    width: int
    height: int
    size: int = 15
    parts: list[str] = field(default_factory=list)

    def path(self, data: str, *, stroke: str = GRID, width: float = 1, dash: str = "") -> None:
        more = f' stroke-width="{_n(width)}"' if width != 1 else ""
        more += f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(f'<path d="{data}" fill="none" stroke="{stroke}"{more}/>')

    def across(self, y: float, x1: float, x2: float, **more) -> None:
        self.path(f"M{_n(x1)} {_n(y)}H{_n(x2)}", **more)

    def down(self, x: float, y1: float, y2: float, **more) -> None:
        self.path(f"M{_n(x)} {_n(y1)}V{_n(y2)}", **more)

    def box(self, x: float, y: float, wide: float, high: float, *, fill: str, **more) -> None:
        stroke, title = more.get("stroke", ""), more.get("title", "")
        edge = f' stroke="{stroke}"' if stroke else ""
        shape = f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="{_n(high)}"'
        self._shape(f'{shape} fill="{fill}"{edge}', "rect", title)

    def text(self, x: float, y: float, words: str, **more) -> None:
        """`anchor` start, middle or end; `bold`; `fill`."""
        self.parts.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{self.size}" '
            f'fill="{more.get("fill", AXIS)}" text-anchor="{more.get("anchor", "start")}"'
            f"{' font-weight=' + chr(34) + '700' + chr(34) if more.get('bold') else ''}>"
            f"{escape(words)}</text>"
        )

    def mark(self, x: float, y: float, shape: str, radius: float, *, title: str = "") -> None:
        fill = COLOUR_OF_MARK[shape]
        if shape == Mark.CIRCLE:
            self._shape(_circle(x, y, radius, fill, PAPER), "circle", title)
        elif shape == Mark.HOLLOW:
            self._shape(_circle(x, y, radius, PAPER, fill), "circle", title)
        elif shape == Mark.SQUARE:
            half = radius * 1.18
            self._shape(
                f'<rect x="{_n(x - half)}" y="{_n(y - half)}" width="{_n(2 * half)}" '
                f'height="{_n(2 * half)}" fill="{fill}" stroke="{PAPER}"',
                "rect",
                title,
            )
        else:
            data = _triangle(x, y, radius) if shape == Mark.TRIANGLE else _diamond(x, y, radius)
            self._shape(f'<path d="{data}" fill="{fill}" stroke="{PAPER}"', "path", title)

    def raw(self, part: str) -> None:
        """A part already written, with what comes from outside escaped by the caller."""
        self.parts.append(part)

    def picture(self, *, ident: str, title: str, desc: str, classes: str = "") -> str:
        """The drawing with a name and a description; ids begin with `ident`."""
        kind = f' class="{classes}"' if classes else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg"{kind} viewBox="0 0 {self.width} '
            f'{self.height}" width="{self.width}" height="{self.height}" font-family="{FACE}" '
            f'role="img" aria-labelledby="{ident}-t {ident}-d"><title id="{ident}-t">'
            f'{escape(title)}</title><desc id="{ident}-d">{escape(desc)}</desc>'
            f"{''.join(self.parts)}</svg>"
        )

    def _shape(self, opening: str, name: str, title: str) -> None:
        inner = f"<title>{escape(title)}</title></{name}>" if title else ""
        self.parts.append(f"{opening}>{inner}" if inner else f"{opening}/>")


@dataclass(frozen=True)
class Scale:
    """Values to places: `low` lies at `start`, `high` at `end` (which may come first)."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def clipped(self, value: float) -> float:
        return self.at(min(max(value, self.low), self.high))


def nice_ticks(low: float, high: float, *, about: int = 6) -> list[float]:
    """Round values that cover `low` to `high`, about so many."""
    if high <= low:
        high = low + 1
    rough = (high - low) / about
    scale = 10 ** math.floor(math.log10(rough))
    step = next(scale * n for n in (1, 2, 5, 10) if scale * n >= rough - 1e-12)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(n * step, 10) for n in range(first, last + 1)]


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places of labels moved apart to at least `gap`, near where they were, within bounds."""
    order = sorted(range(len(places)), key=lambda n: places[n])
    found = [min(max(places[n], low), high) for n in order]
    for _ in range(40):
        for n in range(1, len(found)):
            short = gap - (found[n] - found[n - 1])
            if short > 0:
                found[n - 1] -= short / 2
                found[n] += short / 2
        if found:
            found[0] = max(found[0], low)
            found[-1] = min(found[-1], high)
    for n in range(1, len(found)):
        found[n] = max(found[n], found[n - 1] + gap)
    result = [0.0] * len(places)
    for place, n in zip(found, order, strict=True):
        result[n] = place
    return result


def text_width(words: str, size: int, *, bold: bool = False) -> float:
    """About how wide a text of Arial is; on the generous side."""
    narrow = sum(letter in "iljtf.,:;'|! ()" for letter in words)
    wide = sum(letter in "mwMW%@" for letter in words)
    units = 0.57 * (len(words) - narrow - wide) + 0.32 * narrow + 0.9 * wide
    return units * size * (1.07 if bold else 1)


def _n(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")


def _circle(x: float, y: float, radius: float, fill: str, stroke: str) -> str:
    return (
        f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{fill}" stroke="{stroke}"'
        f"{' stroke-width=' + chr(34) + '1.5' + chr(34) if fill == PAPER else ''}"
    )


def _triangle(x: float, y: float, radius: float) -> str:
    half, up = radius * 1.53, radius * 1.16
    return f"M{_n(x - half)} {_n(y - up)}h{_n(2 * half)}L{_n(x)} {_n(y + radius * 1.45)}z"


def _diamond(x: float, y: float, radius: float) -> str:
    half = radius * 1.5
    there, back = _n(half), _n(-half)
    return f"M{_n(x)} {_n(y - half)}l{there} {there} {back} {there} {back} {back}z"
