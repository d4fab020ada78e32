"""A child's journey: a lane for each part of it, bars for states, marks for events.

Drawn for three widths (1200, 760, 328), because text must never fall under 12 pixels.
The same events belong beside it as a list: a drawing of a life is not enough to read it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from html import escape

from lineofsight.charts.drawing import BRAND, GRID, INK, PAPER, WORSE, Canvas, Scale, text_width
from lineofsight.charts.words import listed, month_text
from lineofsight.periods import add_months


class Tone(StrEnum):
    """How a bar is filled. `LIGHT` work that is under way, `DARK` protection, `CARE` and
    `CARE_2` being looked after by consent and by order."""

    LIGHT = "light"
    DARK = "dark"
    CARE = "care"
    CARE_2 = "care-2"


class Kind(StrEnum):
    IN_TIME = "in time"
    LATE = "late"
    DUE = "due"


_FILL = {
    Tone.LIGHT: ("#cfe0e6", BRAND, INK),
    Tone.DARK: ("#12616f", "#12616f", PAPER),
    Tone.CARE: ("#f5ead9", "#6b4300", INK),
    Tone.CARE_2: ("#e9d9c3", "#6b4300", INK),
}


@dataclass(frozen=True)
class Bar:
    """A state from a day to a day, or to now. `short` is its label where room is scarce."""

    start: date
    end: date | None
    label: str
    short: str = ""
    tone: Tone = Tone.LIGHT


@dataclass(frozen=True)
class Event:
    on: date
    label: str
    kind: Kind = Kind.IN_TIME


@dataclass(frozen=True)
class Lane:
    title: str
    bars: tuple[Bar, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.bars and not self.events


@dataclass(frozen=True)
class Journey:
    """Lanes from `start` to `today`. What ended before `start` is not drawn."""

    name: str
    start: date
    today: date
    lanes: tuple[Lane, ...]


@dataclass(frozen=True)
class Form:
    width: int
    left: int
    row: int
    bar: int
    classes: str
    is_narrow: bool = False


WIDE = Form(1200, 180, 48, 24, "wd")
MIDDLE = Form(760, 170, 48, 24, "md")
NARROW = Form(328, 8, 50, 20, "nw", is_narrow=True)
TOP, SIZE, PAST_TODAY = 46, 14, 72


def lanes(journey: Journey, *, ident: str) -> str:
    """All three drawings, for a page that shows the one it has room for."""
    return "".join(
        _draw(journey, form, f"{ident}-{form.classes}") for form in (WIDE, MIDDLE, NARROW)
    )


def summary(journey: Journey) -> str:
    parts = []
    for lane in journey.lanes:
        late = sum(event.kind == Kind.LATE for event in lane.events)
        due = sum(event.kind == Kind.DUE for event in lane.events)
        said = [f"{len(lane.bars)} spell{_s(lane.bars)}"] if lane.bars else []
        if lane.events:
            said.append(f"{len(lane.events)} event{_s(lane.events)}")
        said += [f"{late} late"] if late else []
        said += [f"{due} due and not recorded"] if due else []
        if said:
            parts.append(f"{lane.title}: {listed(said)}")
    begin = month_text(journey.start)
    return f"From {begin} to today. {'. '.join(parts)}. The same events are listed below."


def _s(things: Sequence) -> str:
    return "" if len(things) == 1 else "s"


def _draw(journey: Journey, form: Form, ident: str) -> str:
    height = TOP + form.row * len(journey.lanes) + 10
    canvas = Canvas(form.width, height, SIZE)
    right = form.width - (8 if form.is_narrow else PAST_TODAY)
    x = Scale(journey.start.toordinal(), journey.today.toordinal() + 1, form.left, right)
    _time(canvas, journey, form, (x, height - 6))
    for place, lane in enumerate(journey.lanes):
        _lane(canvas, journey, lane, (form, x, TOP + place * form.row))
    _today(canvas, journey, x.end, height - 6)
    return canvas.picture(
        ident=ident,
        title=f"Journey of {journey.name}",
        desc=summary(journey),
        classes=form.classes,
    )


def _time(canvas: Canvas, journey: Journey, form: Form, where: tuple[Scale, float]) -> None:
    x, bottom = where
    months = (journey.today.year - journey.start.year) * 12
    months += journey.today.month - journey.start.month + 1
    room = (x.end - x.start) / max(1, months)
    step = next((n for n in (1, 3, 6, 12) if n * room >= 54), 24)
    tick = date(journey.start.year, 1, 1)
    last_year = None
    while tick <= journey.today:
        if tick >= journey.start:
            at = x.at(tick.toordinal())
            free = x.end - at > 34
            canvas.down(at, 40, bottom, stroke=GRID)
            if step < 12 and free:
                canvas.text(at + 4, 34, f"{tick:%b}")
            if last_year != tick.year and x.end - at > (110 if form.is_narrow else 140):
                canvas.text(at + 4, 17, str(tick.year), fill=INK, bold=True)
            last_year = tick.year
        tick = add_months(tick, step)


def _lane(canvas: Canvas, journey: Journey, lane: Lane, where: tuple[Form, Scale, float]) -> None:
    form, x, top = where
    canvas.across(top, 0, form.width, stroke=GRID)
    canvas.text(0, top + (17 if form.is_narrow else 29), lane.title, fill=INK, bold=True)
    y = top + (24 if form.is_narrow else 12)
    shown = [bar for bar in lane.bars if (bar.end or journey.today) >= journey.start]
    for place, bar in enumerate(shown):
        following = shown[place + 1].start if place + 1 < len(shown) else None
        limit = x.at(following.toordinal()) if following else float(form.width)
        _bar(canvas, journey, bar, (form, x, y, limit))
    for event in lane.events:
        if event.on >= journey.start:
            at = min(max(x.at(event.on.toordinal()), form.left), form.width - 8)
            _event(canvas, at, y + form.bar / 2, event)


def _bar(
    canvas: Canvas, journey: Journey, bar: Bar, where: tuple[Form, Scale, float, float]
) -> None:
    form, x, y, limit = where
    end = min(bar.end or journey.today, journey.today)
    left = x.at(max(bar.start, journey.start).toordinal())
    right = max(x.at(end.toordinal()), left + 3)
    fill, edge, ink = _FILL[bar.tone]
    span = f"{bar.label}, {_day(bar.start)} to {_day(bar.end) if bar.end else 'now'}"
    canvas.box(left, y, right - left, form.bar, fill=fill, stroke=edge, title=span)
    base = y + form.bar / 2 + 5
    labels = [bar.label, *([bar.short] if bar.short else [])]
    for label in labels:
        if text_width(label, SIZE) + 12 <= right - left:
            canvas.text(left + 6, base, label, fill=ink)
            return
    for label in labels:
        if right + 8 + text_width(label, SIZE) <= min(limit, form.width) and bar.end:
            canvas.text(right + 8, base, label, fill=INK)
            return


def _event(canvas: Canvas, x: float, y: float, event: Event) -> None:
    title = f"{event.label}, {_day(event.on)}"
    if event.kind == Kind.LATE:
        title += ", late"
        shape = f'<path d="M{x - 7.5:.1f} {y - 6:.1f}h15L{x:.1f} {y + 7.5:.1f}z" fill="{WORSE}"'
        _titled(canvas, f'{shape} stroke="#fff"', "path", title)
    elif event.kind == Kind.DUE:
        title += ", due and not recorded"
        shape = f'<path d="M{x:.1f} {y - 8:.1f}l8 8-8 8-8-8z" fill="#fff" stroke="{INK}"'
        _titled(canvas, f'{shape} stroke-width="2"', "path", title)
    else:
        shape = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{BRAND}" stroke="#fff"'
        _titled(canvas, f'{shape} stroke-width="1.2"', "circle", title)


def _titled(canvas: Canvas, opening: str, name: str, title: str) -> None:
    canvas.raw(f"{opening}><title>{escape(title)}</title></{name}>")


def _today(canvas: Canvas, journey: Journey, x: float, bottom: float) -> None:
    canvas.down(x, 24, bottom, stroke=INK, width=2)
    words = f"Today, {journey.today.day} {journey.today:%b}"
    end = min(x + 40, canvas.width) if canvas.width > 400 else x
    canvas.text(end, 17, words, anchor="end", fill=INK, bold=True)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
