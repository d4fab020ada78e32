"""What of the book may be shown outside: what readers of totals have on the pages, and no more.

The book's own numbers are of spans that end on the day of the data, which no page has: half a
year shares months with the months and years that are told, and a list's children are almost
those of a measure. So the copy for outside has the measures as they were settled with the load,
of the last month that is over or of the year that ends with it, and their groups of children.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lineofsight.indicators import CATALOGUE, Figure, State, Unit, cube, shown_outside
from lineofsight.indicators.definition import Indicator
from lineofsight.periods import Period, PeriodKind
from lineofsight.reports import model
from lineofsight.reports.annex_a.gathering import Book, ListRows
from lineofsight.reports.annex_a.lists import TWELVE_MONTHS, Measure
from lineofsight.scope import TOTALS_ONLY

GROUPS = {"age_band": "Age", "ethnicity": "Ethnicity"}


@dataclass(frozen=True)
class Shown:
    """By list: its figures, and by characteristic the groups of the children of the measure
    that it is counted by. Each cell stands with what it covers, in words."""

    figures: Mapping[int, Mapping[Measure, tuple[str, model.FigureCell]]]
    groups: Mapping[int, Mapping[str, tuple[str, Mapping[str, model.FigureCell]]]]

    def of_list(self, found: ListRows) -> list[model.FigureCell]:
        """For the summary of all lists: the measure that the list is counted by."""
        _, cell = self.figures[found.of.number][found.of.counted_by]
        return [cell]

    def headline(self, found: ListRows) -> model.CrossTable:
        rows = tuple(
            model.CrossRow(f"{CATALOGUE[measure.indicator_id].title}, {covers}", (cell,))
            for measure, (covers, cell) in self.figures[found.of.number].items()
        )
        return model.CrossTable(
            f"{found.of.key}-figures", "lists", "Figures", "Measure", ("Figure",), rows
        )

    def tables(self, found: ListRows) -> list[model.Block]:
        title = CATALOGUE[found.of.counted_by.indicator_id].title
        return [
            model.CrossTable(
                f"{found.of.key}-{name}", "lists", f"{title} by {GROUPS[name].lower()}, {covers}",
                GROUPS[name], ("Number",),
                tuple(model.CrossRow(label, (cell,)) for label, cell in cells.items()),
            )
            for name, (covers, cells) in self.groups[found.of.number].items()
        ]  # fmt: skip


def hidden(book: Book) -> Shown:
    """As settled with the load, for the whole authority, whoever has the book made."""
    figures, groups = {}, {}
    for each in book.lists:
        wanted = dict.fromkeys((*each.of.measures, each.of.counted_by))
        figures[each.of.number] = {measure: _told(book, measure) for measure in wanted}
        groups[each.of.number] = _groups(book, each.of.counted_by)
    return Shown(figures, groups)


def _told(book: Book, measure: Measure) -> tuple[str, model.FigureCell]:
    indicator = CATALOGUE[measure.indicator_id]
    period = _period(book, indicator, measure.over)
    return period.label, _cells(book, indicator, _read(book, indicator, period))[0]


def _groups(book: Book, measure: Measure) -> dict[str, tuple[str, dict[str, model.FigureCell]]]:
    """Of a measure that is a number of children: by the characteristics it is told by."""
    indicator = CATALOGUE[measure.indicator_id]
    period = _period(book, indicator, measure.over)
    if indicator.unit != Unit.COUNT:
        return {}
    told = {}
    for name in (each for each in GROUPS if each in indicator.breakdowns):
        every = _read(book, indicator, period, breakdown=name)
        if all(each.state == State.VALUE for each in every):
            cells = _cells(book, indicator, every)
            labels = [each.category for each in every]
            told[name] = period.label, dict(zip(labels, cells, strict=True))
    return told


def _period(book: Book, indicator: Indicator, over: str) -> Period:
    month = cube.periods_kept(book.snapshot)[PeriodKind.MONTH][-1]
    kinds = indicator.period_kinds
    is_year = over == TWELVE_MONTHS and not indicator.snapshot
    if (is_year and PeriodKind.ROLLING_YEAR in kinds) or PeriodKind.MONTH not in kinds:
        return Period.of_kind(PeriodKind.ROLLING_YEAR, month.end)
    return month


def _read(book: Book, indicator: Indicator, period: Period, breakdown: str = "") -> list[Figure]:
    return cube.read(
        book.snapshot, [indicator.id], [period], breakdown=breakdown or None, scope=TOTALS_ONLY,
        basis=book.basis,
    )  # fmt: skip


def _cells(book: Book, indicator: Indicator, every: Sequence[Figure]) -> list[model.FigureCell]:
    return [
        model.FigureCell.of(
            each.value, unit=indicator.shown_as, state=str(each.state),
            numerator=each.numerator, denominator=each.denominator,
        )
        for each in shown_outside(book.snapshot, every, basis=book.basis)
    ]  # fmt: skip
