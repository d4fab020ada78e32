"""A measure beside what others had: neighbours, region, England, and where it stands."""

from dataclasses import dataclass

from lineofsight import benchmarks
from lineofsight.benchmarks import Comparator, Ranking
from lineofsight.indicators import Figure, Indicator, Polarity, State
from lineofsight.periods import Period, PeriodKind
from lineofsight.reports.display import value_text
from lineofsight.warehouse import Snapshot
from lineofsight.web.performance import reading
from lineofsight.web.performance.places import WHOLE_PLACE
from lineofsight.web.performance.published import published
from lineofsight.web.performance.scorecards import Card, figure_text
from lineofsight.web.ui.words import ordinal

HIGHER_IS_BETTER = {
    Polarity.HIGHER_IS_BETTER: True,
    Polarity.LOWER_IS_BETTER: False,
    Polarity.NEUTRAL: None,
}
QUARTERS = {
    1: "in the best quarter",
    2: "in the second best quarter",
    3: "in the third quarter",
    4: "in the worst quarter",
}


@dataclass(frozen=True)
class Comparison:
    name: str
    value: str
    year: str
    how: str = ""
    source: str = ""
    is_own: bool = False


def comparisons(
    card: Card, snapshot: Snapshot, place_name: str, *, outside: bool
) -> list[Comparison]:
    """The authority's own year beside neighbours, region and England, each dated."""
    unit = card.indicator.shown_as
    rows = []
    if newest := _year_compared(card):
        own = _own_year(card.indicator, snapshot, newest, outside=outside)
        shown = figure_text(card.indicator, own) if own else "no figure"
        how = "Our own data"
        rows.append(Comparison(place_name, shown, f"Mar {newest}", how, is_own=True))
    for each in _with_pooled(card, newest):
        shown = "no figure" if each.value is None else value_text(each.value, unit=unit)
        rows.append(Comparison(each.name, shown, each.year, _how(each), each.source))
    return rows


def _with_pooled(card: Card, year: int | None) -> list[Comparator]:
    """The neighbours' mean is followed by the neighbours pooled; neither is made of the other."""
    area = reading.compared_area(reading.authority())
    found = list(card.comparators)
    if area and year and found and found[0].value is not None:
        found.insert(1, benchmarks.pooled(card.indicator.id, area, year, published()))
    return found


def _own_year(
    indicator: Indicator, snapshot: Snapshot, year: int, *, outside: bool
) -> Figure | None:
    """The authority's own figure of the year the others are of."""
    month = Period.month(year, 3)
    kind = PeriodKind.MONTH if indicator.snapshot else PeriodKind.ROLLING_YEAR
    period = Period.of_kind(kind, month.end)
    own = reading.figure_of(snapshot, indicator.id, WHOLE_PLACE, period)
    return reading.made_safe([own])[0] if own and outside else own


def _how(comparator: benchmarks.Comparator) -> str:
    derived = "worked out from published bands" if "derived" in comparator.confidence else ""
    words = "; ".join(part for part in (comparator.how, derived) if part)
    return words[:1].upper() + words[1:]


def standing(card: Card, snapshot: Snapshot, *, outside: bool) -> list[str]:
    """Where the authority's own year stands among those published: “12th of 151 in England, in
    the best quarter”. Nothing where neither way is better, or there is no figure of that year."""
    area, year = reading.compared_area(reading.authority()), _year_compared(card)
    if not area or not year:
        return []
    own = _own_year(card.indicator, snapshot, year, outside=outside)
    if own is None or own.state != State.VALUE:
        return []
    found = benchmarks.rankings(
        card.indicator.id,
        area,
        year,
        own.value,
        higher_is_better=HIGHER_IS_BETTER[card.indicator.polarity],
        told=published(),
    )
    if found is None:
        return []
    among = (
        ("in England", found.england),
        (f"in {area.region}", found.region),
        ("with its statistical neighbours", found.neighbours),
    )
    return [_ranked(where, each) for where, each in among if each]


def _ranked(where: str, ranking: Ranking) -> str:
    joint = "joint " if ranking.ties else ""
    said = f"{joint}{ordinal(ranking.rank)} of {ranking.of} {where}"
    if ranking.quarter:
        said += f", {QUARTERS[ranking.quarter]}"
    return said[:1].upper() + said[1:]


def _year_compared(card: Card) -> int | None:
    return next((each.year_ending for each in card.comparators if each.year_ending), None)
