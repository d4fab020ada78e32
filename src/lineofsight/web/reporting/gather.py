"""What a report is compiled from: the scorecard's own figures, and practice's counts.

Figures come from the same functions as the scorecard, so the two cannot differ. Audits,
actions and views are counted here by service and month; no row about a child leaves this
module.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from lineofsight.benchmarks import Kind
from lineofsight.indicators import CATALOGUE, State, Unit, units_of
from lineofsight.indicators.figures import Figure
from lineofsight.packs import Pack
from lineofsight.periods import Period, PeriodKind
from lineofsight.reports import model
from lineofsight.reports.gathered import Gathered, Headline, Measure, Service
from lineofsight.warehouse import Snapshot
from lineofsight.web import clock
from lineofsight.web.performance import queries as performance
from lineofsight.web.performance import reading
from lineofsight.web.performance.places import WHOLE_PLACE, Place
from lineofsight.web.performance.scorecards import (
    AS_EXPECTED,
    ATTENTION,
    GOING_WELL,
    NO_FIGURE,
    Card,
    Facts,
    scorecard,
)
from lineofsight.web.reporting.practice_counts import PracticeCounts
from lineofsight.web.reporting.questions import question_of

STANDING = {ATTENTION: "attention", GOING_WELL: "praise", AS_EXPECTED: "expected",
            NO_FIGURE: "expected"}  # fmt: skip
FEW = 10
MONTHS_LOOKED_AT = 13
"""A measure a service had no case of in all these months is not of that service."""


@dataclass(frozen=True)
class ServiceUnit:
    """A service as the framework and the data know it; either may not know it."""

    key: str
    title: str
    place: Place | None


def gathered(
    snapshot: Snapshot,
    period: Period,
    pack: Pack,
    tell: Callable[[int, int], None],
    *,
    with_figures: bool = True,
    only: Collection[str] = (),
) -> Gathered:
    """`tell` hears how many services of how many are counted. Figures are those of the
    period's last month, or of the year that a yearly report covers; a report that shows none
    is spared counting them. `only`: the measures it is about; empty means all."""
    month = Period.month(period.end.year, period.end.month)
    is_yearly = period.kind == PeriodKind.YEAR_TO_DATE

    def measures_of(place: Place) -> tuple[Measure, ...]:
        found = _measures(snapshot, place, month, pack)
        chosen = [each for each in found if not only or each.indicator_id in only]
        if not is_yearly:
            return tuple(chosen)
        return tuple(_of_the_year(each, snapshot, place, month) for each in chosen)

    counts = PracticeCounts(period, pack)
    units = services_of(snapshot, pack, counts.service_codes)
    services = []
    for number, unit in enumerate(units):
        tell(number, len(units))
        measures = ()
        if with_figures and unit.place:
            measures = measures_of(unit.place)
        services.append(
            Service(
                key=unit.key,
                title=unit.title,
                measures=measures,
                audits=counts.audits(unit.key, unit.title),
                feedback=counts.feedback(unit.key),
                actions=counts.actions(unit.key),
            )
        )
    whole = measures_of(WHOLE_PLACE) if with_figures else ()
    return Gathered(whole=whole, services=tuple(services), caveats=_caveats(snapshot, period, pack))


def services_of(
    snapshot: Snapshot, pack: Pack, codes_in_practice: Iterable[str]
) -> list[ServiceUnit]:
    """The framework's services in its own order: those that are audited, and those with
    data. Then services that only the data know."""
    units = units_of(snapshot)
    by_key: dict[str, Place] = {}
    others: list[ServiceUnit] = []
    for code in units.services:
        name = units.name_of(code)
        place = Place(f"service:{code}", "service", code, name)
        known = pack.service_named(name)
        if known:
            by_key[known.key] = place
        else:
            others.append(ServiceUnit(f"unit-{code}".lower(), name, place))
    audited = {key for activity in pack.activity_types for key in activity.services}
    audited |= set(codes_in_practice)
    named = [
        ServiceUnit(service.key, service.title, by_key.get(service.key))
        for service in pack.services
        if service.key in audited or service.key in by_key
    ]
    return named + others


def _measures(snapshot: Snapshot, place: Place, period: Period, pack: Pack) -> Iterable[Measure]:
    """The lines of the unit's scorecard, in the catalogue's order."""
    names = [name for name in CATALOGUE if _is_of(name, place, pack)]
    points = reading.monthly_figures(snapshot, names, place, period)
    year_ago = reading.headline_figures(snapshot, names, place, period.earlier(12))
    board = scorecard(snapshot, names, place, period, facts=facts_of(place, period, pack))
    ranks = {
        card.indicator.id: rank
        for cards in board.groups.values()
        for rank, card in enumerate(cards)
    }
    for card in board.cards:
        name = card.indicator.id
        if place.is_whole or has_cases([card.figure, *points[name][-MONTHS_LOOKED_AT:]]):
            yield measure_of(card, points[name], year_ago.get(name), rank=ranks[name])


def measure_of(card: Card, points: list[Figure], year_ago: Figure | None, *, rank: int) -> Measure:
    """One line of the scorecard as the report wants it."""
    indicator = card.indicator
    unit = indicator.shown_as
    said = card.said
    headline = Headline(
        figure=told_cell(card.figure, unit),
        covers=Period.parse(card.figure.period_id).label,
        year_ago=told_cell(year_ago, unit) if year_ago else None,
        covered_year_ago=Period.parse(year_ago.period_id).label if year_ago else "",
        target=card.in_force.target,
        standing=_standing(card),
        rank=rank,
    )
    return Measure(
        indicator_id=indicator.id,
        question=question_of(indicator.id),
        headline=headline,
        series=card.series,
        cells=tuple(told_cell(figure, unit) for figure in points),
        comparisons=tuple(
            model.Comparison(each.name, each.span, model.FigureCell.of(each.value, unit=unit))
            for each in card.comparators
            if each.value is not None and each.kind != Kind.REGION
        ),
        commentary=model.Commentary(
            indicator.title, said.text, said.by.name, said.at.astimezone(clock.UK).date()
        )
        if said
        else None,
        definition=model.Definition(
            indicator.id, indicator.title, indicator.counted,
            indicator.out_of or "not a share: a number", indicator.version,
        ),
    )  # fmt: skip


def _of_the_year(measure: Measure, snapshot: Snapshot, place: Place, month: Period) -> Measure:
    """The same measure with the figure of the whole year as its headline, where it has one."""
    kind, head = PeriodKind.ROLLING_YEAR, measure.headline
    indicator = CATALOGUE[measure.indicator_id]
    if head.is_of_a_year or kind not in indicator.period_kinds:
        return measure
    year = Period.of_kind(kind, month.end)
    now, before = (
        reading.figure_of(snapshot, indicator.id, place, each)
        for each in (year, Period.of_kind(kind, month.earlier(12).end))
    )
    if now is None or now.state != State.VALUE:
        return measure
    unit = indicator.shown_as
    head = replace(
        head, figure=told_cell(now, unit), covers=year.label,
        year_ago=told_cell(before, unit) if before else None,
        covered_year_ago=Period.parse(before.period_id).label if before else "",
    )  # fmt: skip
    return replace(measure, headline=head)


def _standing(card: Card) -> str:
    """The scorecard's group; but a share of a handful of children, or a mean of theirs, is no
    finding about a service, however far off its target."""
    figure, indicator = card.figure, card.indicator
    if (indicator.unit == Unit.PERCENT or indicator.is_summed) and (figure.denominator or 0) < FEW:
        return "expected"
    return STANDING[card.group]


def cell_of(figure: Figure, unit: str) -> model.FigureCell:
    """A figure as a cell; a plain count has no denominator to carry."""
    return model.FigureCell.of(
        figure.value,
        unit=unit,
        state=str(figure.state),
        numerator=figure.numerator,
        denominator=None if unit == "count" else figure.denominator,
        unknown=figure.unknown,
    )


def told_cell(figure: Figure, unit: str) -> model.FigureCell:
    """The same, with whether the copies for outside tell it."""
    return replace(cell_of(figure, unit), is_told_outside=reading.is_told_outside(figure))


def _is_of(name: str, place: Place, pack: Pack) -> bool:
    """The framework may keep a measure to some services; what it says nothing of is all's."""
    use = next((use for use in pack.indicators if use.indicator == name), None)
    if place.is_whole or use is None or not use.services:
        return True
    known = pack.service_named(place.name)
    return known is not None and known.key in use.services


def has_cases(months: Iterable[Figure]) -> bool:
    return any(
        figure.state == State.NOT_RECORDED or (figure.state == State.VALUE and figure.numerator)
        or (figure.state == State.VALUE and figure.denominator)
        for figure in months
    )  # fmt: skip


def facts_of(place: Place, period: Period, pack: Pack) -> Facts:
    of_pack = performance.targets_of_pack(pack)
    year = Period.of_kind(PeriodKind.ROLLING_YEAR, period.end)
    return Facts(
        targets=performance.targets_in_force(place.key, period.start, of_pack),
        restarts=performance.restarts_in_force(place.key),
        commentary=performance.commentary_of(place.key, [period.id, year.id]),
        area=reading.compared_area(reading.authority()),
    )


def _caveats(snapshot: Snapshot, period: Period, pack: Pack) -> tuple[str, ...]:
    """What a reader has to know before relying on it."""
    said = []
    if snapshot.as_at < period.end:
        said.append(
            f"The data end on {snapshot.as_at.day} {snapshot.as_at:%B %Y}, before the month does: "
            "figures of the month are not complete."
        )
    assumed = [use.indicator for use in pack.indicators if use.target.is_assumed]
    if assumed:
        said.append(
            "Where nobody here has set a target, those of the framework file stand in, and they "
            "are assumed: the framework itself names none."
        )
    return tuple(said)
