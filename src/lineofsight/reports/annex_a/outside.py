"""What of the book may be shown outside: figures, ages and ethnicity, small numbers as `c`.

A list's children are shared out twice, by age and by ethnicity; both are hidden together with
the total they add up to. A figure stands for itself, with the rest of what it is out of.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lineofsight import disclosure
from lineofsight.indicators import CATALOGUE
from lineofsight.reports import model
from lineofsight.reports.annex_a import counting
from lineofsight.reports.annex_a.gathering import Book, ListRows
from lineofsight.reports.annex_a.lists import Measure

TOTAL = ("all", "")


@dataclass(frozen=True)
class Shown:
    """By list: the counts of its children that are left, and which of its figures are hidden."""

    counts: Mapping[int, Mapping[tuple[str, str], model.FigureCell]]
    figures: Mapping[int, Mapping[Measure, model.FigureCell]]

    def of_list(self, number: int) -> list[model.FigureCell]:
        """For the summary of all lists: the different children only."""
        nothing = model.FigureCell.of(None, unit="count", state="no_cases")
        return [self.counts[number].get(TOTAL, nothing)]

    def headline(self, found: ListRows) -> model.CrossTable:
        rows = tuple(
            model.CrossRow(CATALOGUE[measure.indicator_id].title, (cell,))
            for measure, cell in self.figures[found.of.number].items()
        )
        return model.CrossTable(
            f"{found.of.key}-figures", "lists", "Figures", "Measure", ("Figure",), rows
        )

    def tables(self, found: ListRows) -> list[model.Block]:
        counts = self.counts[found.of.number]
        return [
            model.CrossTable(
                f"{found.of.key}-{kind}", "lists", heading, heading, ("Children",),
                tuple(model.CrossRow(label, (cell,)) for (of, label), cell in counts.items()
                      if of == kind),
            )
            for kind, heading in (("age", "Age"), ("ethnicity", "Ethnicity"))
            if any(of == kind for of, _ in counts)
        ]  # fmt: skip


def hidden(book: Book) -> Shown:
    return Shown(
        {each.of.number: _counts(each) for each in book.lists},
        {each.of.number: _figures(each) for each in book.lists},
    )


def _counts(found: ListRows) -> dict[tuple[str, str], model.FigureCell]:
    everybody = counting.people(found)
    if not everybody or found.gap:
        return {}
    counts = {TOTAL: len(everybody)}
    for band, by_sex in counting.by_age_and_sex(everybody).items():
        counts["age", band] = sum(by_sex.values())
    for group, count in counting.by_ethnicity(everybody).items():
        counts["ethnicity", group] = count
    sums = [
        disclosure.Sum(tuple(key for key in counts if key[0] == kind), TOTAL)
        for kind in ("age", "ethnicity")
    ]
    hide = disclosure.to_hide(counts, sums)
    cells = {key: model.FigureCell.count(count) for key, count in counts.items()}
    return {key: cell.hidden() if key in hide else cell for key, cell in cells.items()}


def _figures(found: ListRows) -> dict[Measure, model.FigureCell]:
    return {measure: _alone(cell) for measure, cell in found.figures.items()}


def _alone(cell: model.FigureCell) -> model.FigureCell:
    if not cell.has_value or cell.numerator is None:
        return cell
    if cell.denominator is None or cell.unit == "count":
        return cell.hidden() if disclosure.is_small(cell.numerator) else cell
    shown = disclosure.figures_for_outside({"it": (cell.numerator, cell.denominator)})["it"]
    return cell.hidden() if shown.is_hidden or shown.denominator is None else cell
