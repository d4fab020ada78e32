"""Teams beside each other: a dot and its 95% interval, never a ranking of workers.

A team is held against the rest of its service, not against a figure that it is part of:
its mark is a triangle only when its whole interval is worse than the rest, and a square
only when the whole of it is better. With fewer than ten cases the dot is hollow and
nothing is said of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lineofsight.charts.drawing import (
    AXIS,
    COLOUR_OF_MARK,
    GRID,
    INK,
    Canvas,
    Mark,
    Scale,
    nice_ticks,
    text_width,
)
from lineofsight.charts.table import Table
from lineofsight.charts.words import line_text, listed, number_text
from lineofsight.statistics.control_charts import Better
from lineofsight.statistics.intervals import Interval, wilson
from lineofsight.statistics.targets import Target

ENOUGH_CASES = 10


@dataclass(frozen=True)
class TeamFigure:
    """`why_none` are the words shown where there is no percentage."""

    name: str
    numerator: int | None
    denominator: int | None
    why_none: str = ""

    @property
    def percent(self) -> float | None:
        if self.numerator is None or not self.denominator:
            return None
        return 100 * self.numerator / self.denominator

    @property
    def interval(self) -> Interval | None:
        if self.percent is None:
            return None
        found = wilson(self.numerator, self.denominator)
        return Interval(100 * found.lower, 100 * found.upper)

    @property
    def is_small(self) -> bool:
        return bool(self.denominator) and self.denominator < ENOUGH_CASES


@dataclass(frozen=True)
class Teams:
    """A service's teams in one period, and which way is good."""

    teams: tuple[TeamFigure, ...]
    whole: TeamFigure
    better: Better
    target: Target | None = None
    period: str = ""

    def in_order(self) -> list[TeamFigure]:
        """By figure, best first (highest first where neither way is good); without one last."""
        sign = 1 if self.better == Better.LOWER else -1
        return sorted(
            self.teams,
            key=lambda team: (
                team.percent is None,
                sign * (team.percent or 0),
                team.name,
            ),
        )

    def mark(self, team: TeamFigure) -> str:
        if team.is_small or team.percent is None:
            return Mark.HOLLOW
        rest = self._rest(team)
        if rest is None or self.better == Better.NEITHER:
            return Mark.CIRCLE
        interval = team.interval
        if interval.upper < rest:
            return Mark.TRIANGLE if self.better == Better.HIGHER else Mark.SQUARE
        if interval.lower > rest:
            return Mark.SQUARE if self.better == Better.HIGHER else Mark.TRIANGLE
        return Mark.CIRCLE

    def _rest(self, team: TeamFigure) -> float | None:
        """The figure of the service without this team."""
        if self.whole.percent is None:
            return None
        others = self.whole.denominator - team.denominator
        if others <= 0:
            return None
        return 100 * (self.whole.numerator - team.numerator) / others


@dataclass(frozen=True)
class Form:
    width: int
    size: int
    row: int
    left: int
    right: int
    classes: str


WIDE = Form(792, 15, 40, 208, 132, "wd")
NARROW = Form(328, 14, 56, 8, 8, "nw")


def headline(teams: Teams, *, noun: str = "team") -> str:
    """Which teams stand out from the rest, or that none does; `noun` is what they are."""
    worse = [team.name for team in teams.in_order() if teams.mark(team) == Mark.TRIANGLE]
    better = [team.name for team in teams.in_order() if teams.mark(team) == Mark.SQUARE]
    told = [team for team in teams.teams if team.percent is not None]
    if not told:
        return f"No {noun} has a figure to show"
    if len(told) == 1:
        return f"{told[0].name} is the only {noun} with a figure"
    if not worse and not better:
        return f"No {noun} stands apart from the others by more than chance"
    low, high = ("above", "below") if teams.better == Better.LOWER else ("below", "above")
    rest = "the rest of the service" if noun == "team" else "the rest"
    said = [f"{_are(worse)} {low} {rest}"] if worse else []
    said += [f"{_are(better)} {high} {rest}"] if better else []
    return "; ".join(said)


def _are(names: list[str]) -> str:
    return f"{listed(names)} {'is' if len(names) == 1 else 'are'}"


def summary(teams: Teams) -> str:
    rows = [
        f"{team.name} {_percent(team)}, {team.numerator} of {team.denominator}"
        for team in teams.in_order()
        if team.percent is not None
    ]
    return f"{teams.period}, with 95% intervals: {'; '.join(rows)}." if rows else ""


def team_dots(teams: Teams, *, ident: str) -> str:
    return _draw(teams, WIDE, f"{ident}-w") + _draw(teams, NARROW, f"{ident}-n")


def wide(teams: Teams, *, ident: str) -> str:
    return _draw(teams, WIDE, ident)


def teams_table(teams: Teams, *, counted: str, out_of: str, noun: str = "team") -> Table:
    rows = []
    for team in teams.in_order():
        if team.percent is None:
            rows.append((team.name, "–", "–", team.why_none or "no cases", "–"))
            continue
        low, high = (number_text(end, 0) for end in (team.interval.lower, team.interval.upper))
        rows.append(
            (
                team.name,
                f"{team.numerator:,}",
                f"{team.denominator:,}",
                f"{_percent(team)}",
                f"{low}% to {high}%",
            )
        )
    return Table(
        caption=f"By {noun}, {teams.period}",
        columns=(noun.capitalize(), counted, out_of, "Per cent", "Could be"),
        rows=tuple(rows),
        numeric=(1, 2, 3, 4),
    )


def _draw(teams: Teams, form: Form, ident: str) -> str:
    order = teams.in_order()
    is_wide = form is WIDE
    top = 30
    bottom = top + form.row * len(order) + 6
    canvas = Canvas(form.width, bottom + 38, form.size)
    x = _scale(teams, form)
    for tick in _ticks(x, is_wide):
        canvas.down(x.at(tick), top, bottom, stroke=GRID)
        canvas.text(x.at(tick), bottom + 20, f"{number_text(tick, 0)}%", anchor="middle")
    _lines(canvas, teams, x, (top, bottom))
    for place, team in enumerate(order):
        _row(canvas, teams, team, (x, top + place * form.row, form))
    return canvas.picture(
        ident=ident, title=headline(teams), desc=summary(teams), classes=form.classes
    )


def _lines(canvas: Canvas, teams: Teams, x: Scale, ends: tuple[float, float]) -> None:
    target = teams.target.line if teams.target else None
    whole = teams.whole.percent
    is_left = target is None or (whole is not None and whole <= target)
    if whole is not None:
        at = x.clipped(whole)
        canvas.down(at, *ends, stroke=AXIS, width=1.5)
        words = f"{teams.whole.name} {_percent(teams.whole)}"
        anchor = _side(canvas, at, words, prefers_left=is_left)
        canvas.text(at + (-6 if anchor == "end" else 6), 23, words, anchor=anchor)
    if target is not None:
        at = x.clipped(target)
        canvas.down(at, *ends, stroke=INK, width=2, dash="9 5")
        words = (
            f"Target {line_text(target, 'percent')}"
            if canvas.width > 400
            else line_text(target, "percent")
        )
        anchor = _side(canvas, at, words, prefers_left=not is_left)
        canvas.text(
            at + (-6 if anchor == "end" else 6), 23, words, anchor=anchor, fill=INK, bold=True
        )


def _side(canvas: Canvas, at: float, words: str, *, prefers_left: bool) -> str:
    width = text_width(words, canvas.size, bold=True) + 8
    if prefers_left:
        return "end" if at - width >= 0 else "start"
    return "start" if at + width <= canvas.width else "end"


def _row(canvas: Canvas, teams: Teams, team: TeamFigure, where: tuple[Scale, float, Form]) -> None:
    x, top, form = where
    is_wide = form is WIDE
    y = top + (26 if is_wide else 42)
    base = y + 5 if is_wide else top + 25
    canvas.text(0 if is_wide else form.left, base, team.name, fill=INK)
    if team.percent is None:
        canvas.text(form.width, base, team.why_none or "no cases", anchor="end")
        return
    shape = teams.mark(team)
    colour, interval = COLOUR_OF_MARK[shape], team.interval
    low, high = x.clipped(interval.lower), x.clipped(interval.upper)
    canvas.path(
        f"M{low:.1f} {y}H{high:.1f}M{low:.1f} {y - 5}v10M{high:.1f} {y - 5}v10",
        stroke=colour,
        width=2,
    )
    could = f"{number_text(interval.lower, 0)}% to {number_text(interval.upper, 0)}%"
    words = f"{team.name}: {_percent(team)}, {team.numerator} of {team.denominator}"
    canvas.mark(x.clipped(team.percent), y, shape, 5.1, title=f"{words}; could be {could}")
    canvas.raw(
        f'<text x="{form.width}" y="{base}" text-anchor="end" font-size="{form.size}" '
        f'fill="{INK}" stroke="#fff" stroke-width="4" paint-order="stroke">'
        f'<tspan font-weight="700">{_percent(team)}</tspan> '
        f'<tspan fill="{AXIS}">{team.numerator:,} of {team.denominator:,}</tspan></text>'
    )


def _percent(team: TeamFigure) -> str:
    return f"{number_text(team.percent, 1)}%"


def _scale(teams: Teams, form: Form) -> Scale:
    ends = [team.interval for team in teams.teams if team.interval is not None]
    low = min((interval.lower for interval in ends), default=0.0)
    high = max((interval.upper for interval in ends), default=100.0)
    if teams.target and teams.target.line is not None:
        low, high = min(low, teams.target.line), max(high, teams.target.line)
    low, high = 10 * (low // 10), min(100.0, 10 * -(-high // 10))
    if high <= low:
        low, high = max(0.0, low - 10), min(100.0, low + 10)
    return Scale(low, high, form.left + 10, form.width - form.right - 14)


def _ticks(x: Scale, is_wide: bool) -> Sequence[float]:
    return [t for t in nice_ticks(x.low, x.high, about=8 if is_wide else 4) if t <= x.high + 1e-9]
