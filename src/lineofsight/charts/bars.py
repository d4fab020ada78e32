"""Bars from nought: counts by unit, and how far a programme has come."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from lineofsight.charts.drawing import AXIS, GRID, INK, Canvas, Scale, nice_ticks, text_width
from lineofsight.charts.table import Table
from lineofsight.charts.words import is_percent, value_text

PROGRESS_FILLS = ("#123b46", "#4d808e", "#b9d2da", "#ffffff")
"""From finished to not begun; the last is white with an edge."""


@dataclass(frozen=True)
class Count:
    """A unit and its value, or the words for why it has none."""

    name: str
    value: float | None
    why_none: str = "no figure"


@dataclass(frozen=True)
class Form:
    width: int
    size: int
    row: int
    left: int
    classes: str


WIDE = Form(792, 15, 34, 220, "wd")
NARROW = Form(328, 14, 50, 0, "nw")


def count_bars(counts: Sequence[Count], *, unit: str, title: str, ident: str) -> str:
    """A bar a unit in the order given, in two widths, with each value written out."""
    return "".join(
        _draw(counts, (unit, title), form, f"{ident}-{form.classes}") for form in (WIDE, NARROW)
    )


def counts_table(counts: Sequence[Count], *, unit: str, heading: str, caption: str) -> Table:
    rows = tuple((count.name, _shown(count, unit)) for count in counts)
    return Table(caption, (heading, "Figure"), rows, numeric=(1,))


def progress_bar(parts: Sequence[int], *, label: str, width: int = 160) -> str:
    """One bar of up to four parts, finished first, as wide as their sum; the sum may be 0."""
    total = sum(parts)
    canvas = Canvas(width, 14)
    x = 0.0
    for count, fill in zip(parts, PROGRESS_FILLS, strict=False):
        part = width * count / total if total else 0
        if part:
            canvas.box(x, 0, part, 14, fill=fill)
        x += part
    canvas.box(0.5, 0.5, width - 1, 13, fill="none", stroke="#5c666e")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="14" '
        f'viewBox="0 0 {width} 14" role="img" aria-label="{escape(label)}">'
        f"{''.join(canvas.parts)}</svg>"
    )


def _draw(counts: Sequence[Count], said: tuple[str, str], form: Form, ident: str) -> str:
    unit, title = said
    bottom = 12 + form.row * len(counts)
    canvas = Canvas(form.width, bottom + 30, form.size)
    widest = max((text_width(_shown(c, unit), form.size, bold=True) for c in counts), default=40)
    ticks = _ticks(counts, unit, about=5 if form is WIDE else 3)
    x = Scale(ticks[0], ticks[-1], form.left, form.width - widest - 14)
    for tick in ticks:
        canvas.down(x.at(tick), 8, bottom, stroke=GRID)
        words = value_text(tick, unit if is_percent(unit) else "count")
        canvas.text(
            x.at(tick), bottom + 19, words, anchor="start" if tick == ticks[0] else "middle"
        )
    for place, count in enumerate(counts):
        _row(canvas, count, unit, (form, x, 12 + place * form.row))
    desc = "; ".join(f"{count.name} {_shown(count, unit)}" for count in counts) + "."
    return canvas.picture(ident=ident, title=title, desc=desc, classes=form.classes)


def _ticks(counts: Sequence[Count], unit: str, about: int) -> list[float]:
    """From nought, or from below it where a net change is."""
    values = [count.value for count in counts if count.value is not None]
    ticks = nice_ticks(min([0, *values]), max([0, *values]), about=about)
    if not is_percent(unit) and ticks[1] - ticks[0] < 1:  # told without tenths: 0, 0, 0, 1
        return [float(n) for n in range(math.floor(ticks[0]), math.ceil(ticks[-1]) + 1)]
    return ticks


def _row(canvas: Canvas, count: Count, unit: str, where: tuple[Form, Scale, float]) -> None:
    form, x, top = where
    y = top + (4 if form is WIDE else 24)
    canvas.text(0, top + (18 if form is WIDE else 17), count.name, fill=INK)
    if count.value is None:
        canvas.text(x.start + 6, y + 14, count.why_none, fill=AXIS)
        return
    left, right = sorted((x.at(0), x.at(count.value)))
    if right > left:
        title = f"{count.name}: {_shown(count, unit)}"
        canvas.box(left, y, right - left, 20, fill="#4d808e", title=title)
    canvas.text(right + 6, y + 15, _shown(count, unit), fill=INK, bold=True)


def _shown(count: Count, unit: str) -> str:
    return count.why_none if count.value is None else value_text(count.value, unit)
