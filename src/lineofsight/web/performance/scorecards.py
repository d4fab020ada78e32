"""A scorecard: every measure of a unit and month, exceptions first, praise beside worry.

One pass over figures read once; nothing here asks the database inside a loop.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from django.urls import reverse
from django.utils.http import urlencode

from lineofsight import benchmarks
from lineofsight.benchmarks import Comparator, Kind
from lineofsight.charts import findings, sparkline
from lineofsight.charts.findings import Direction, Tone
from lineofsight.charts.series import Series, Shown
from lineofsight.charts.words import short_month_text
from lineofsight.indicators import CATALOGUE, Figure, Indicator, Unit
from lineofsight.periods import Period, PeriodKind
from lineofsight.reports.display import basis_text, target_text, value_text
from lineofsight.statistics.control_charts import Assurance
from lineofsight.statistics.targets import AgainstTarget
from lineofsight.warehouse import Snapshot
from lineofsight.web.performance import reading
from lineofsight.web.performance.models import Commentary
from lineofsight.web.performance.places import Place
from lineofsight.web.performance.published import published
from lineofsight.web.performance.queries import NO_TARGET, TargetInForce

ATTENTION, GOING_WELL, AS_EXPECTED, NO_FIGURE = "attention", "well", "expected", "none"
RAG_STATE = {AgainstTarget.MET: "ok", AgainstTarget.NEAR: "near", AgainstTarget.MISSED: "off"}


@dataclass(frozen=True)
class Card:
    """One measure on a scorecard. `group` is the heading it belongs under."""

    indicator: Indicator
    figure: Figure
    series: Series
    direction: Direction
    in_force: TargetInForce
    group: str
    url: str
    comparators: tuple[Comparator, ...] = ()
    said: Commentary | None = None

    @property
    def value(self) -> str:
        return figure_text(self.indicator, self.figure)

    @property
    def of(self) -> str:
        return figure_basis(self.indicator, self.figure)

    @property
    def span(self) -> str:
        """“year to October 2026” where the figure is not of the month alone."""
        period = Period.parse(self.figure.period_id)
        if period.kind == PeriodKind.MONTH:
            return ""
        return period.in_sentence.removeprefix("the ")

    @property
    def shown(self) -> Shown | None:
        """The figure, where the chart's points cover other periods than it does."""
        return shown_of(self.indicator, self.figure)

    @property
    def against(self) -> AgainstTarget | None:
        target = self.in_force.target
        if target is None or self.figure.value is None:
            return None
        return target.judge(self.figure.value)

    @property
    def rag(self) -> str:
        return RAG_STATE[self.against] if self.against else "none"

    @property
    def rag_words(self) -> str:
        if self.in_force.target is None:
            return "No target"
        if self.figure.value is None:
            return "Cannot be said"
        return self.in_force.target.words(self.figure.value)

    @property
    def target_words(self) -> str:
        target = self.in_force.target
        if target is None:
            return ""
        return target_text(target.at_least, target.at_most, unit=self.indicator.shown_as)

    @property
    def spark(self) -> str:
        return sparkline.sparkline(self.series)

    @property
    def last_year(self) -> str:
        """“Oct 2025 83.7%”, the same month of last year."""
        if len(self.series.months) < sparkline.MONTHS:
            return ""
        month = self.series.months[-sparkline.MONTHS]
        unit = self.indicator.shown_as
        shown = month.why_none if month.value is None else value_text(month.value, unit=unit)
        return f"{short_month_text(month.start)} {shown}"

    @property
    def compared(self) -> list[tuple[str, str]]:
        """Neighbours and England, each with a value or “no figure”."""
        names = {Kind.NEIGHBOURS: "Neighbours", Kind.ENGLAND: "England"}
        return [
            (names[each.kind], self._published(each))
            for each in self.comparators
            if each.kind in names
        ]

    @property
    def compared_years(self) -> str:
        spans = dict.fromkeys(
            each.span for each in self.comparators if each.span and each.kind != Kind.REGION
        )
        return ", ".join(spans) or "not published"

    def _published(self, comparator: Comparator) -> str:
        if comparator.value is None:
            return "no figure"
        return value_text(comparator.value, unit=self.indicator.shown_as)

    @property
    def headline(self) -> tuple[str, str]:
        return findings.short_headline(self.series, self.shown)


@dataclass(frozen=True)
class Scorecard:
    place: Place
    month: Period
    cards: tuple[Card, ...]
    groups: dict[str, tuple[Card, ...]] = field(default_factory=dict)

    @property
    def look_at_first(self) -> tuple[Card, ...]:
        return self.groups[ATTENTION][:3]

    @property
    def to_praise(self) -> tuple[Card, ...]:
        return self.groups[GOING_WELL][:3]

    @property
    def headline(self) -> str:
        """“4 measures need attention, 4 are going well, 21 are as expected”."""
        worry, well, usual, none = (
            len(self.groups[name]) for name in (ATTENTION, GOING_WELL, AS_EXPECTED, NO_FIGURE)
        )
        if none == len(self.cards):
            return f"No measure has a figure for {self.month.label} yet"
        need = "needs" if worry == 1 else "need"
        measures = "measure" if worry == 1 else "measures"
        said = [f"{worry or 'No'} {measures} {need if worry else 'need'} attention"]
        said.append(f"{well or 'none'} {'is' if well == 1 else 'are'} going well")
        said.append(f"{usual or 'none'} {'is' if usual == 1 else 'are'} as expected")
        if none:
            said.append(f"{none} {'has' if none == 1 else 'have'} no figure")
        return ", ".join(said)


@dataclass(frozen=True)
class Facts:
    """What is asked of the database once for the whole scorecard."""

    targets: dict[str, TargetInForce]
    restarts: dict
    commentary: dict[tuple[str, str], Commentary]
    area: benchmarks.Authority | None


def scorecard(
    snapshot: Snapshot,
    ids: Sequence[str],
    place: Place,
    month: Period,
    *,
    facts: Facts,
    withheld: reading.Withheld = reading.NOTHING_WITHHELD,
) -> Scorecard:
    """One unit's month, without what the reader is not shown."""
    points = reading.monthly_figures(snapshot, ids, place, month)
    shown = reading.headline_figures(snapshot, ids, place, month)
    cards = [
        card_of(CATALOGUE[name], (shown[name], points[name]), (place, month), facts, withheld)
        for name in ids
        if name in points and name in shown
    ]
    groups = {
        name: tuple(card for card in cards if card.group == name)
        for name in (ATTENTION, GOING_WELL, AS_EXPECTED, NO_FIGURE)
    }
    groups[ATTENTION] = tuple(sorted(groups[ATTENTION], key=_urgency))
    groups[GOING_WELL] = tuple(sorted(groups[GOING_WELL], key=_cheer))
    return Scorecard(place, month, tuple(cards), groups)


def card_of(
    indicator: Indicator,
    figures: tuple[Figure, Sequence[Figure]],
    where,
    facts: Facts,
    withheld: reading.Withheld,
) -> Card:
    """`figures`: the one shown, and the points of its chart."""
    place, month = where
    shown, points = figures
    shown = withheld.of([shown])[0]
    in_force = facts.targets.get(indicator.id, NO_TARGET)
    series = reading.series_of(
        reading.Drawn(
            snapshot_id=shown.snapshot_id,
            indicator_id=indicator.id,
            place=place,
            month=month,
            target=in_force.target if _is_of_months(indicator) else None,
            restarts=tuple(facts.restarts.get(indicator.id, ())),
            withheld=withheld,
            basis=reading.basis_key(),
            points=tuple(points),
        )
    )
    direction = findings.direction(series, shown_of(indicator, shown))
    compared = ()
    if facts.area:
        compared = benchmarks.comparators(indicator.id, facts.area, published=published())
    return Card(
        indicator=indicator,
        figure=shown,
        series=series,
        direction=direction,
        in_force=in_force,
        group=_group(shown, series, direction, in_force),
        url=measure_url(indicator.id, place, month),
        comparators=tuple(compared),
        said=facts.commentary.get((indicator.id, shown.period_id)),
    )


def _is_of_months(indicator: Indicator) -> bool:
    """A target for a year's rate or count says nothing of a month's."""
    is_yearly = indicator.headline_kind == PeriodKind.ROLLING_YEAR and not indicator.snapshot
    return not (is_yearly and indicator.unit in (Unit.COUNT, Unit.RATE_PER_10_000))


def _group(figure: Figure, series: Series, direction: Direction, in_force: TargetInForce) -> str:
    if figure.value is None:
        return NO_FIGURE
    against = in_force.target.judge(figure.value) if in_force.target else None
    if against == AgainstTarget.MISSED or direction.tone == Tone.WORSE:
        return ATTENTION
    held = direction.word == "Held" and series.chart.assurance == Assurance.WILL_MEET
    if direction.word == "Better" or held:
        return GOING_WELL
    return AS_EXPECTED


def _urgency(card: Card) -> tuple:
    """Really worse and off target first, then really worse, then furthest off target."""
    worse = card.direction.tone == Tone.WORSE
    missed = card.against == AgainstTarget.MISSED
    return (not (worse and missed), not worse, -_gap(card), card.indicator.id)


def _cheer(card: Card) -> tuple:
    return (not card.direction.is_real_change, card.indicator.id)


def _gap(card: Card) -> float:
    """How far off its target a figure is, as a share of the target."""
    target, value = card.in_force.target, card.figure.value
    if target is None or value is None:
        return 0.0
    if target.at_least is not None and value < target.at_least:
        return (target.at_least - value) / (target.at_least or 1)
    if target.at_most is not None and value > target.at_most:
        return (value - target.at_most) / (target.at_most or value or 1)
    return 0.0


def shown_of(indicator: Indicator, figure: Figure) -> Shown | None:
    """The figure for the sentence beside the chart; None where it is the chart's last point."""
    period = Period.parse(figure.period_id)
    if period.kind == reading.chart_kind(indicator):
        return None
    return Shown(
        value=figure.value,
        when=period.when,
        basis=figure_basis(indicator, figure),
        why_none=reading.why_none(figure),
    )


def figure_text(indicator: Indicator, figure: Figure) -> str:
    return value_text(figure.value, unit=indicator.shown_as, state=str(figure.state))


def figure_basis(indicator: Indicator, figure: Figure) -> str:
    """“131 of 168”; nothing where the figure is no percentage or there is none."""
    return basis_text(
        figure.numerator,
        figure.denominator,
        unit=indicator.shown_as,
        state=str(figure.state),
    )


def measure_url(indicator_id: str, place: Place, month: Period) -> str:
    return f"{_path(indicator_id)}?{urlencode({'unit': place.key, 'month': month.id})}"


@cache
def _path(indicator_id: str) -> str:
    """Addresses stay while a process runs; a scorecard needs one for each of some 200 measures."""
    return reverse("performance:measure", args=[indicator_id])
