"""Say the finding: the sentence on top of a chart, made from the chart.

The title of a page, the alt text of its picture and the summary above its table come from
here, so they cannot say different things.
"""

from dataclasses import dataclass
from enum import StrEnum

from lineofsight.charts.series import Series, Shown
from lineofsight.charts.words import (
    count_word,
    decimals_of,
    is_percent,
    line_text,
    month_text,
    number_text,
    since_text,
    value_text,
)
from lineofsight.statistics.control_charts import (
    ENOUGH_FOR_RULES,
    ENOUGH_TO_SETTLE,
    Assurance,
    Chart,
    Point,
    PointType,
    Rule,
)
from lineofsight.statistics.targets import AgainstTarget

HELD_FOR = 6
"""Months in a row on target before a steady figure is said to have held."""


class Tone(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NEUTRAL = "neutral"


class Arrow(StrEnum):
    UP = "up"
    DOWN = "down"
    FLAT = "flat"


@dataclass(frozen=True)
class Direction:
    """Which way the number moves, whether that is good, and how one knows."""

    arrow: Arrow
    tone: Tone
    word: str
    reason: str

    @property
    def is_real_change(self) -> bool:
        return self.word in ("Better", "Worse", "Higher", "Lower")


@dataclass(frozen=True)
class Runs:
    """What the last month is the end of, in months, the last included."""

    outside: int = 0
    trend: int = 0
    side: int = 0
    quiet: int = 0


def runs(chart: Chart) -> Runs:
    points = [point for point in chart.points if point.segment == len(chart.segments) - 1]
    if not points or points[-1].value is None:
        return Runs()
    last = points[-1]
    return Runs(
        outside=_run(points, lambda point: point.rule == Rule.OUTSIDE and point.side == last.side)
        if last.rule == Rule.OUTSIDE
        else 0,
        trend=_monotone(points),
        side=_run(points, lambda point: point.side == last.side) if last.side else 0,
        quiet=_run(points, lambda point: point.value is not None and point.rule is None),
    )


def headline(series: Series, shown: Shown | None = None) -> str:
    """The finding as one sentence, without a full stop. Where the figure beside it covers
    another period than the chart's months, the sentence is about that, then about the months."""
    if shown is not None:
        return _headline_of(series, shown)
    last, subject = series.last, series.subject
    if last is None or last.value is None:
        why = last.why_none if last else "no figure"
        when = f" for {month_text(last.start)}" if last else ""
        return f"{subject.text}: {why}{when}"
    value, when = value_text(last.value, series.unit), month_text(last.start)
    point = series.chart.last
    if series.chart.variation is None:
        of = f" ({last.basis})" if last.basis else ""
        return f"{subject.text} {subject.are} at {value}{of} in {when}"
    if point.rule is None:
        return f"{subject.text} {subject.show} no real change: {value} in {when}"
    return f"{subject.text} {_what_happened(series)}"


def _headline_of(series: Series, shown: Shown) -> str:
    subject = series.subject
    if shown.value is None:
        return f"{subject.text}: {shown.why_none} {shown.when}"
    of = f" ({shown.basis})" if shown.basis else ""
    said = (
        f"{subject.text} {subject.are} at {value_text(shown.value, series.unit)}{of} {shown.when}"
    )
    by_month = _month_by_month(series)
    return f"{said}; {by_month}" if by_month else said


def _month_by_month(series: Series) -> str:
    last, subject = series.last, series.subject
    if last is None or series.is_rolling:
        return ""
    if last.value is None:
        return f"{month_text(last.start)} alone has no figure: {last.why_none}"
    if series.chart.variation is None:
        return ""
    if series.chart.last.rule is None:
        return f"month by month {subject.they} {subject.show} no real change"
    return f"month by month {subject.they} {_what_happened(series)}"


def short_headline(series: Series, shown: Shown | None = None) -> tuple[str, str]:
    """The same for a list: the part that is the link, and the reason after it."""
    last, subject, point = series.last, series.subject, series.chart.last
    if shown is not None and shown.value is not None:
        said = f"{subject.text} {subject.are} at {value_text(shown.value, series.unit)}"
        return said, _decapitalised(direction(series, shown).reason)
    if last is None or last.value is None:
        return headline(series), ""
    value = value_text(last.value, series.unit)
    moved = point.rule in (Rule.OUTSIDE, Rule.TREND)
    verb = ("rose to" if point.rising else "fell to") if moved else f"{subject.are} at"
    return f"{subject.text} {verb} {value}", _decapitalised(direction(series).reason)


def summary(series: Series) -> str:
    """Headline, this month's count, the expected range and the target: for alt text."""
    last = series.last
    parts = [f"{headline(series)}."]
    if last is not None and last.value is not None:
        parts.append(_this_month(series))
        parts.append(_expected(series))
    if series.target is not None and series.target.line is not None:
        parts.append(f"The target is {line_text(series.target.line, series.unit)}.")
    return " ".join(part for part in parts if part)


def lead(series: Series) -> str:
    """The sentence under the title: the count, and how sure one may be."""
    last = series.last
    if last is None or last.value is None:
        return ""
    if series.is_rolling:
        real = "Each month's figure covers a whole year, so one month says little about change."
    elif series.chart.variation is None:
        told = series.chart.latest_segment.values
        real = (
            f"There {'is' if told == 1 else 'are'} {count_word(told)} month"
            f"{'' if told == 1 else 's'} to go by; {count_word(ENOUGH_FOR_RULES)} are needed "
            "to say whether anything has really changed."
        )
    elif series.chart.last.rule is None:
        real = "It lies inside the expected range: a difference from last month is chance."
    else:
        real = "This is a real change, not one month’s wobble."
    return f"{_this_month(series)} {real}"


def direction(series: Series, shown: Shown | None = None) -> Direction:
    """Arrow, word and reason as the scorecard and the indicator page show them: of the chart's
    months, whatever period the figure beside it covers."""
    last, chart = series.last, series.chart
    if last and last.value is None and shown is not None and shown.value is not None:
        reason = f"{last.why_none.capitalize()} in {month_text(last.start)}"
        return Direction(Arrow.FLAT, Tone.SAME, "Not judged", reason)
    if last is None or last.value is None:
        why = last.why_none.capitalize() if last else "No figure"
        return Direction(Arrow.FLAT, Tone.SAME, "No figure", why)
    if series.is_rolling:
        return Direction(Arrow.FLAT, Tone.SAME, "Not judged", "A rolling year is not charted")
    if chart.variation is None:
        reason = f"{chart.latest_segment.values} of {ENOUGH_FOR_RULES} months needed"
        return Direction(Arrow.FLAT, Tone.SAME, "Too few months", reason)
    if chart.last.rule is None:
        return _steady(series)
    arrow = Arrow.UP if chart.last.rising else Arrow.DOWN
    reason = _reason(series)
    if chart.variation.is_neutral:
        word = "Higher" if chart.last.rising else "Lower"
        return Direction(arrow, Tone.NEUTRAL, word, reason)
    if chart.variation.is_improvement:
        return Direction(arrow, Tone.BETTER, "Better", reason)
    return Direction(arrow, Tone.WORSE, "Worse", reason)


def movement(series: Series) -> str:
    """“Fell 4.9 points since September, 5.7 since October 2025”; nothing if it cannot say."""
    last = series.last
    if last is None or last.value is None:
        return ""
    said = []
    for back in (1, 12):
        if len(series.months) <= back or series.months[-1 - back].value is None:
            continue
        then = series.months[-1 - back]
        change = _as_shown(last.value, series.unit) - _as_shown(then.value, series.unit)
        when = f"{then.start:%B}" if back == 1 else month_text(then.start)
        said.append(_moved(change, series.unit, when, named=not said))
    return ", ".join(said)


def variation_words(series: Series, shown: Shown | None = None) -> tuple[str, str]:
    """The first icon's words: is it changing, and how one knows."""
    kind = series.chart.variation
    found = direction(series, shown)
    if kind is None:
        return found.word, found.reason
    if kind == PointType.COMMON:
        return "As expected", found.reason
    if kind.is_neutral:
        return ("Rising" if series.chart.last.rising else "Falling"), found.reason
    return ("Getting better" if kind.is_improvement else "Getting worse"), found.reason


def assurance_words(series: Series) -> tuple[str, str] | None:
    """The second icon's words: can it meet the target as things are. None without a target."""
    target, chart = series.target, series.chart
    if target is None or target.line is None:
        return None
    line = line_text(target.line, series.unit)
    segment = chart.latest_segment
    if segment is None or not segment.values:
        return None
    if chart.assurance is None:
        if series.is_rolling:
            return None
        told = segment.values
        return (
            "Too early to say",
            f"{told} of {ENOUGH_TO_SETTLE} months needed; limits are trial limits",
        )
    upper, lower = (_limit_text(each, series.unit) for each in (segment.upper, segment.lower))
    above = target.line > segment.upper
    if chart.assurance == Assurance.INCONSISTENT:
        return f"Sometimes meets {line}", f"The target lies between the limits, {lower} and {upper}"
    where = f"above the upper limit, {upper}" if above else f"below the lower limit, {lower}"
    will = "Will meet" if chart.assurance == Assurance.WILL_MEET else "Will not meet"
    return f"{will} {line} as things are", f"The target is {where}"


def point_words(chart: Chart, place: int) -> str:
    """Why one point is special, as its label and the table say it; “as expected” if not."""
    point = chart.points[place]
    if point.value is None:
        return ""
    if point.rule is None:
        segment = chart.segments[point.segment]
        return "as expected" if segment.has_rules and segment.has_limits else ""
    above = "above" if point.rising else "below"
    if point.rule == Rule.OUTSIDE:
        return f"{above} the expected range"
    if point.rule == Rule.TREND:
        return f"part of a run of 7 or more {'rising' if point.rising else 'falling'} points"
    if point.rule == Rule.TWO_OF_THREE:
        return "two of three near a limit"
    return f"part of 7 or more months {above} average"


def _what_happened(series: Series) -> str:
    chart, subject = series.chart, series.subject
    point, found, latest = chart.last, runs(chart), chart.last.month
    above = "above" if point.rising else "below"
    said = []
    if found.trend >= ENOUGH_FOR_RULES:
        since = since_text(_back(chart, found.trend), latest)
        rising = chart.points[-1].value > chart.points[-2].value
        said.append(f"{subject.have} {'risen' if rising else 'fallen'} every month since {since}")
    if point.rule == Rule.OUTSIDE:
        if said or found.outside == 1:
            said.append(f"{subject.are} now {above} the expected range")
        else:
            since = since_text(_back(chart, found.outside), latest)
            said.append(f"{subject.have} been {above} the expected range since {since}")
    elif point.rule == Rule.TWO_OF_THREE:
        said.append(f"{subject.are} close to the {_end(point)} limit, two months of three")
    elif point.rule == Rule.SHIFT:
        since = since_text(_back(chart, found.side), latest)
        said.append(f"{subject.have} been {above} average since {since}")
    return " and ".join(said)


def _reason(series: Series) -> str:
    chart = series.chart
    point, found, latest = chart.last, runs(chart), chart.last.month
    above = "above" if point.rising else "below"
    said = []
    if found.trend >= ENOUGH_FOR_RULES:
        rising = chart.points[-1].value > chart.points[-2].value
        since = since_text(_back(chart, found.trend), latest)
        said.append(f"{'rising' if rising else 'falling'} every month since {since}")
    if point.rule == Rule.OUTSIDE:
        only = f", {latest:%B} only" if found.outside == 1 and not said else ""
        since = f" since {since_text(_back(chart, found.outside), latest)}"
        said.append(f"{above} expected range{only or (since if found.outside > 1 else '')}")
    elif point.rule == Rule.TWO_OF_THREE:
        said.append(f"near the {_end(point)} limit, two months of three")
    elif point.rule == Rule.SHIFT:
        said.append(f"{found.side} months {above} average")
    return _first_capital("; ".join(said))


def _steady(series: Series) -> Direction:
    target, quiet = series.target, runs(series.chart).quiet
    if target is not None:
        met = 0
        for month in reversed(series.months):
            if month.value is None or target.judge(month.value) != AgainstTarget.MET:
                break
            met += 1
        if met >= HELD_FOR:
            return Direction(Arrow.FLAT, Tone.BETTER, "Held", f"On target {met} months running")
    months = f"{quiet} month{'' if quiet == 1 else 's'}"
    return Direction(Arrow.FLAT, Tone.SAME, "No real change", f"Inside expected range for {months}")


def _this_month(series: Series) -> str:
    last = series.last
    value = value_text(last.value, series.unit)
    basis = f", {last.basis}" if last.basis and series.unit == "percent" else ""
    span = "The year to " if series.is_rolling else ""
    return f"{span}{month_text(last.start)}: {value}{basis}."


def _expected(series: Series) -> str:
    segment = series.chart.latest_segment
    if segment is None or not segment.has_limits:
        return ""
    low, high = (_limit_text(value, series.unit) for value in (segment.lower, segment.upper))
    trial = " (trial limits, fewer than 12 months)" if segment.is_trial else ""
    mean = line_text(segment.mean, series.unit)
    return f"The expected range is {low} to {high}{trial}, about an average of {mean}."


def _limit_text(limit: float, unit: str) -> str:
    """A limit; one that lies where no figure can be is said as the end of what can."""
    return (
        line_text(min(limit, 100.0) if is_percent(unit) else limit, unit)
        if limit > 0
        else (line_text(0, unit))
    )


def _moved(change: float, unit: str, when: str, *, named: bool) -> str:
    size = line_text(abs(change), unit).removesuffix("%")
    points = (" point" if size == "1" else " points") if is_percent(unit) else ""
    if abs(change) < 0.05:
        return f"{'Unchanged' if named else 'unchanged'} since {when}"
    verb = ("Rose" if change > 0 else "Fell") if named else ("up" if change > 0 else "down")
    return f"{verb} {size}{points if named else ''} since {when}"


def _as_shown(value: float, unit: str) -> float:
    """The value as it is written, so that a difference agrees with the figures beside it."""
    return float(number_text(value, decimals_of(unit)).replace(",", ""))


def _run(points, belongs) -> int:
    length = 0
    for point in reversed(points):
        if not belongs(point):
            break
        length += 1
    return length


def _monotone(points) -> int:
    values = [point.value for point in points]
    length = 1
    sign = 0
    for now, then in zip(reversed(values), reversed(values[:-1]), strict=False):
        if then is None or now == then or (sign and (now > then) != (sign > 0)):
            break
        sign = 1 if now > then else -1
        length += 1
    return length


def _back(chart: Chart, length: int):
    return chart.points[-length].month


def _end(point: Point) -> str:
    return "upper" if point.rising else "lower"


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _decapitalised(text: str) -> str:
    return text[:1].lower() + text[1:]
