"""Who is on a list, and how long things take: ages back to back, and bands with a limit.

Both are drawn wide, narrow, and to stand beside another on paper. Numbers stand at their bars,
so that no axis has to be read.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lineofsight.charts.drawing import AXIS, BAND, INK, WORSE, Canvas, Scale, text_width

FIRST_FILL, SECOND_FILL = "#123b46", "#4d808e"
FIRST, SECOND = "Male", "Female"


@dataclass(frozen=True)
class Form:
    width: int
    size: int
    row: int
    classes: str


WIDE, NARROW, PAPER = (
    Form(792, 15, 19, "wd"),
    Form(328, 14, 19, "nw"),
    Form(520, 14, 15, "pr"),
)


@dataclass(frozen=True)
class Drawn:
    """One picture in its three sizes."""

    wide: str
    narrow: str
    paper: str


@dataclass(frozen=True)
class Age:
    """How many there are of an age, by the two sexes that are set back to back."""

    label: str
    first: int
    second: int


@dataclass(frozen=True)
class Band:
    """How many took so long; `is_over`: past the limit."""

    label: str
    count: int
    is_over: bool = False


def pyramid(ages: Sequence[Age], *, title: str, ident: str) -> Drawn:
    """Bars back to back from nought, an age a line, the youngest at the top."""
    return _in_all(lambda form: _pyramid(ages, title, form, f"{ident}-{form.classes}"))


def bands(counts: Sequence[Band], *, title: str, limit: str, ident: str) -> Drawn:
    """A bar a band in order; those past the limit in another colour, with a line between."""
    return _in_all(lambda form: _bands(counts, (title, limit), form, f"{ident}-{form.classes}"))


def _in_all(draw) -> Drawn:
    return Drawn(*(draw(form) for form in (WIDE, NARROW, PAPER)))


def _pyramid(ages: Sequence[Age], title: str, form: Form, ident: str) -> str:
    top = 26
    canvas = Canvas(form.width, top + form.row * len(ages) + 8, form.size)
    highest = max((count for age in ages for count in (age.first, age.second)), default=0) or 1
    gutter = max((text_width(age.label, form.size) for age in ages), default=20) + 18
    number = text_width(f"{highest:,}", form.size) + 8
    middle = form.width / 2
    left = Scale(0, highest, middle - gutter / 2, number)
    right = Scale(0, highest, middle + gutter / 2, form.width - number)
    canvas.text(left.start, 16, FIRST, anchor="end", bold=True, fill=INK)
    canvas.text(right.start, 16, SECOND, bold=True, fill=INK)
    for place, age in enumerate(ages):
        _age(canvas, age, (left, right), (top + place * form.row, form.row, middle))
    said = "; ".join(
        f"{age.label}: {age.first} {FIRST.lower()}, {age.second} {SECOND.lower()}"
        for age in ages
        if age.first or age.second
    )
    desc = f"{said or 'Nobody'}."
    return canvas.picture(ident=ident, title=title, desc=desc, classes=form.classes)


def _age(canvas: Canvas, age: Age, sides: tuple[Scale, Scale], at: tuple[float, int, float]):
    (left, right), (y, row, middle) = sides, at
    foot = y + row - max(2, (row - 10) / 2)
    canvas.text(middle, foot, age.label, anchor="middle", fill=AXIS)
    if age.first:
        end = left.at(age.first)
        canvas.box(end, y + 1.5, left.start - end, row - 3, fill=FIRST_FILL)
        canvas.text(end - 5, foot, f"{age.first:,}", anchor="end", fill=INK)
    if age.second:
        end = right.at(age.second)
        canvas.box(right.start, y + 1.5, end - right.start, row - 3, fill=SECOND_FILL)
        canvas.text(end + 5, foot, f"{age.second:,}", fill=INK)


def _bands(counts: Sequence[Band], said: tuple[str, str], form: Form, ident: str) -> str:
    title, limit = said
    row, top = 26, 8
    over = [place for place, band in enumerate(counts) if band.is_over]
    line = over[0] if over and limit else None
    extra = 22 if line is not None else 0
    canvas = Canvas(form.width, top + row * len(counts) + extra + 6, form.size)
    widest = max((text_width(band.label, form.size) for band in counts), default=40)
    highest = max((band.count for band in counts), default=0) or 1
    x = Scale(0, highest, widest + 14, form.width - text_width(f"{highest:,}", form.size) - 14)
    y = top
    for place, band in enumerate(counts):
        if place == line:
            canvas.box(0, y + 2, form.width, 18, fill=BAND)
            canvas.text(x.start, y + 16, limit, fill=WORSE, bold=True)
            y += extra
        canvas.text(0, y + 17, band.label, fill=INK)
        if band.count:
            fill = WORSE if band.is_over and limit else SECOND_FILL
            canvas.box(x.start, y + 3, x.at(band.count) - x.start, 18, fill=fill)
        canvas.text(x.at(band.count) + 6, y + 17, f"{band.count:,}", fill=INK, bold=True)
        y += row
    desc = "; ".join(f"{band.label}: {band.count:,}" for band in counts) + "."
    desc += f" {limit}." if limit else ""
    return canvas.picture(ident=ident, title=title, desc=desc, classes=form.classes)
