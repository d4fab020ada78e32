"""One measure, whole: the figure, its chart, what it counts, how it compares, what is said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.text import capfirst

from lineofsight.charts import bars, control_chart, findings, icons, team_dots
from lineofsight.charts.table import Table, series_table
from lineofsight.charts.team_dots import TeamFigure, Teams
from lineofsight.indicators import (
    NO_UNIT,
    Figure,
    Indicator,
    Polarity,
    State,
    Unit,
    Units,
    cube,
)
from lineofsight.indicators.definition import AREA, KIND
from lineofsight.periods import Period
from lineofsight.returns import RETURNS
from lineofsight.scope import Scope
from lineofsight.statistics.targets import AgainstTarget
from lineofsight.warehouse import Snapshot
from lineofsight.web.performance import reading
from lineofsight.web.performance.places import Place
from lineofsight.web.performance.scorecards import Card, figure_basis, figure_text

FEW_FILES = 3
BREAKDOWN_TITLES = {
    "age_band": "Age",
    "sex": "Sex",
    "ethnicity": "Ethnicity",
    "disability": "Disability",
    AREA: "Area",
}


@dataclass(frozen=True)
class Breakdown:
    """One characteristic: a row a category with its figure and what it is made of."""

    title: str
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class ByUnit:
    """Teams or services beside each other: drawing, sentence and table. `idle` had no cases."""

    headline: str
    about: str
    drawing: str
    table: Table
    best: str = ""
    idle: tuple[str, ...] = ()


def chart_of(card: Card) -> dict:
    """What the page shows of the chart, all from one series."""
    series, shown = card.series, card.shown
    assurance = findings.assurance_words(series)
    return {
        "drawing": control_chart.control_chart(series, ident="chart"),
        "subtitle": control_chart.subtitle(series),
        "headline": findings.headline(series, shown),
        "lead": findings.lead(series),
        "movement": "" if shown else findings.movement(series),
        "variation": findings.variation_words(series, shown),
        "variation_icon": icons.variation_icon(series.chart.variation),
        "assurance": assurance,
        "assurance_icon": icons.assurance_icon(series.chart.assurance, series),
        "table": series_table(series),
        "is_empty": all(month.value is None for month in series.months),
    }


def show_first(indicator: Indicator) -> str:
    """Which children a list opens on: those who missed the standard, or those counted."""
    is_share = indicator.unit == Unit.PERCENT and indicator.polarity == Polarity.HIGHER_IS_BETTER
    return "not-counted" if is_share else "counted"


def children_count(indicator: Indicator, figure: Figure) -> int | None:
    """How many cases the list of children opens on; None where there is no figure."""
    if figure.numerator is None or figure.state in (State.SUPPRESSED, State.NOT_COVERED):
        return None
    if show_first(indicator) == "counted":
        return figure.numerator
    return (figure.denominator or 0) - figure.numerator


def definition_rows(indicator: Indicator, figure: Figure, snapshot: Snapshot) -> list[dict]:
    """What this counts, as a summary list."""
    rows = [{"label": "Counted", "value": indicator.counted}]
    if indicator.out_of:
        total = figure.denominator
        words = f"{indicator.out_of} {total:,} here." if total else indicator.out_of
        rows.append({"label": "Out of", "value": words})
    if indicator.not_counted:
        rows.append({"label": "Not counted", "value": indicator.not_counted})
    if indicator.left_out or figure.left_out:
        many = f" {figure.left_out:,} here." if figure.left_out else " None here."
        rows.append({"label": "Left out", "value": (indicator.left_out or "") + many})
    if figure.unknown:
        rows.append({"label": "Cannot be told", "value": f"{figure.unknown:,}"})
    if indicator.timescale and indicator.timescale.source:
        scale = indicator.timescale
        rows.append({"label": "Timescale", "value": f"{capfirst(scale.text)}. {scale.source}"})
    for caution in indicator.cautions:
        rows.append({"label": "Take care", "value": caution})
    rows.append({"label": "From", "value": _provenance(indicator, snapshot)})
    return rows


def _provenance(indicator: Indicator, snapshot: Snapshot) -> str:
    return (
        f"{files_of(snapshot)}, as at {snapshot.as_at.day} {snapshot.as_at:%B %Y} (snapshot "
        f"{snapshot.id}). Definition {indicator.id}, version {indicator.version}. Product "
        f"version {snapshot.manifest.product_version}."
    )


def files_of(snapshot: Snapshot) -> str:
    """The files by name, or how many of which return where they are many."""
    names = [source.name for source in snapshot.manifest.sources]
    if 1 <= len(names) <= FEW_FILES:
        return ", ".join(names)
    known = RETURNS.get(snapshot.manifest.return_id)
    return f"{known.title if known else 'What was loaded'}, {len(names)} files"


def by_unit(
    card: Card, snapshot: Snapshot, units: Units, where: tuple[Place, Period], scope: Scope
) -> ByUnit | None:
    """Services of the whole, teams of a service, a team beside the others of its service.

    None for a rate, which needs a population no team has. `scope` decides which small
    figures may be shown, and whether all small numbers are hidden.
    """
    place, period = where
    if card.indicator.unit == Unit.RATE_PER_10_000:
        return None
    by = "service" if place.is_whole else "team"
    within = "" if place.is_whole else _service_of(place, units)
    figures = [
        figure
        for figure in reading.figures_by(snapshot, card.indicator.id, period, by)
        if (not within or figure.parent_id == within) and not _is_nobodys(figure)
    ]
    if not scope.child_level:
        figures = reading.made_safe(figures)
    figures = [_hidden_if_few(figure, scope, units) for figure in figures]
    idle = [figure.unit_name for figure in figures if figure.state == State.NO_CASES]
    figures = [figure for figure in figures if figure.state != State.NO_CASES]
    if len(figures) < 2 or all(figure.state != State.VALUE for figure in figures):
        return None
    noun = "service" if place.is_whole else "team"
    if card.indicator.unit == Unit.PERCENT:
        made = _dots(card, figures, (place, period), noun)
    else:
        made = _bars(card, figures, period, noun)
    return replace(made, idle=tuple(idle))


def _service_of(place: Place, units: Units) -> str:
    return place.unit_id if place.by == "service" else units.service_of(place.unit_id)


def _is_nobodys(figure: Figure) -> bool:
    return figure.unit_id == NO_UNIT and not figure.denominator


def _hidden_if_few(figure: Figure, scope: Scope, units: Units) -> Figure:
    keeps = reading.keeps_few(scope, figure.by, figure.unit_id, units)
    return reading.hidden(figure) if keeps and reading.is_few(figure) else figure


def _dots(card: Card, figures: Sequence[Figure], where, noun: str) -> ByUnit:
    place, period = where
    shown = tuple(_team_figure(figure) for figure in figures)
    told = [each for each in shown if each.numerator is not None]
    whole = TeamFigure(
        "All" if place.is_whole else "Service",
        sum(each.numerator for each in told),
        sum(each.denominator for each in told),
    )
    teams = Teams(shown, whole, card.series.better, card.in_force.target, period.label)
    target = card.in_force.target
    best = [
        each
        for each in teams.in_order()
        if teams.mark(each) == "square"
        and (target is None or target.judge(each.percent) == AgainstTarget.MET)
    ]
    return ByUnit(
        headline=team_dots.headline(teams, noun=noun),
        about=f"{card.indicator.title}, {period.label}, by {noun}. The bar is the 95% interval: "
        "with few cases the true level could be anywhere on it. A triangle marks a "
        f"{noun} whose whole bar is worse than the rest, a square one that is better; "
        "a hollow ring has fewer than ten cases.",
        drawing=team_dots.team_dots(teams, ident="units"),
        table=team_dots.teams_table(teams, counted="Counted", out_of="Out of", noun=noun),
        best=_worth_copying(best),
    )


def _worth_copying(best: Sequence[TeamFigure]) -> str:
    if not best:
        return ""
    return f"{best[0].name}: {best[0].numerator} of {best[0].denominator}"


def _team_figure(figure: Figure) -> TeamFigure:
    if figure.state != State.VALUE:
        return TeamFigure(figure.unit_name, None, None, reading.why_none(figure))
    return TeamFigure(figure.unit_name, figure.numerator, figure.denominator)


def _bars(card: Card, figures: Sequence[Figure], period: Period, noun: str) -> ByUnit:
    unit = card.indicator.shown_as
    counts = [
        bars.Count(
            figure.unit_name,
            figure.value if figure.state == State.VALUE else None,
            reading.why_none(figure),
        )
        for figure in figures
    ]
    told = sum(count.value is not None for count in counts)
    title = f"{card.indicator.title} by {noun}, {period.label}"
    return ByUnit(
        headline=f"{card.indicator.title}: {told} {noun}{'' if told == 1 else 's'} with a figure",
        about=f"{title}. {_caution(card.indicator, noun)}",
        drawing=bars.count_bars(counts, unit=unit, title=title, ident="units"),
        table=bars.counts_table(counts, unit=unit, heading=noun.capitalize(), caption=title),
    )


def _caution(indicator: Indicator, noun: str) -> str:
    if indicator.is_summed:
        return f"With few cases in a {noun} one of them moves its figure far."
    return (
        f"{noun.capitalize()}s differ in size, so this says where the children are and not how "
        "well anybody does."
    )


def breakdowns(
    card: Card, snapshot: Snapshot, place: Place, period: Period, *, withheld: reading.Withheld
) -> list[Breakdown]:
    """By age band, sex, ethnicity and disability, as far as the measure has them."""
    if card.indicator.unit == Unit.RATE_PER_10_000:
        return []
    found = []
    for name in card.indicator.breakdowns:
        figures = reading.figures_by(
            snapshot,
            card.indicator.id,
            period,
            place.by,
            breakdown=name,
            only=cube.Wanted(unit_ids=(place.unit_id,)),
        )
        if withheld.small:
            figures = reading.made_safe(figures)
        figures = reading.Withheld(few=withheld.few).of(figures)
        rows = tuple(
            (
                figure.category,
                figure_text(card.indicator, figure),
                figure_basis(card.indicator, figure),
            )
            for figure in figures
            if figure.state != State.NO_CASES
        )
        title = card.indicator.kinds if name == KIND else BREAKDOWN_TITLES[name]
        found.append(Breakdown(title, rows))
    return found


def test_in_practice_url(indicator_id: str, place: Place, period: Period, show: str) -> str:
    """Where practice makes these children the frame of a sample; nothing if it cannot."""
    try:
        url = reverse("practice:test_figure")
    except NoReverseMatch:
        return ""
    query = {"indicator": indicator_id, "period": period.id, "unit": place.key, "show": show}
    return f"{url}?{urlencode(query)}"
