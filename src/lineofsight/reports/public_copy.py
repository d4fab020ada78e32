"""The copy for those who see totals only: small numbers replaced by `c`, everywhere, and
nobody named, neither those who have not done theirs nor those who wrote and signed.

One decision is made for each figure, a measure of a unit in a month, and holds wherever
the figure stands: in a table, behind a chart, in a list of exceptions. For the measures of a
load it was made with the load, for every page and every copy alike; what is counted for the
report alone is settled here. A sentence or a drawing made from a hidden figure is hidden with
it.

What people wrote stays as they wrote it: whoever signs the report off confirms that the
words hold no small number and let nobody be recognised.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lineofsight import disclosure
from lineofsight.reports import model
from lineofsight.reports.monthly_quality import SUMMARY

NOBODY_NAMED = "The measure’s owner"
TOO_SMALL = "The number is too small to show."
NO_DRAWING = "Some months have numbers too small to show, so there is no drawing."
COUNTS_OF_CHILDREN = frozenset({"grades", "themes", "teams", "feedback", "escalations"})
"""Kinds of tables that count children. Audits and actions are counts of work done."""
SHARES = "shares"
"""One share a row, of rows that may add up to what another table tells."""
OF_AGENCIES = "partners"
"""Each figure stands for itself: nothing in the report adds an agency's figures up."""

Named = tuple[str, str, str]
"""A unit (a section's key), a measure's id, and a month as its label."""


def public_copy(report: model.Report) -> model.Report:
    return _Copy(frozenset(_to_hide(report)), report.period_label).of(report)


def _to_hide(report: model.Report) -> set[Named]:
    by_measure: dict[tuple[str, str], dict[str, model.FigureCell]] = defaultdict(dict)
    settled = set()
    for unit, indicator_id, label, figure in _measured(report):
        if figure.has_value and figure.is_told_outside is None:
            by_measure[indicator_id, label][unit] = figure
        elif figure.has_value and not figure.is_told_outside:
            settled.add((unit, indicator_id, label))
    return settled | {
        (unit, indicator_id, label)
        for (indicator_id, label), figures in by_measure.items()
        for unit in _hidden_units(figures)
    }


def _measured(report: model.Report) -> Iterator[tuple[str, str, str, model.FigureCell]]:
    """Every figure about children with its unit, measure and month."""
    for section, _, block in model.blocks(report):
        if isinstance(block, model.FigureTable):
            for row in block.rows:
                yield section.unit, row.indicator_id, block.label_of(row), row.figure
                if row.year_ago:
                    before = block.label_a_year_ago(row)
                    yield section.unit, row.indicator_id, before, row.year_ago
        elif isinstance(block, model.ChartBlock):
            for point in block.points:
                yield section.unit, block.indicator_id, point.period_label, point.figure
        elif isinstance(block, model.ExceptionList):
            for item in block.items:
                unit = item.unit_key or section.unit
                label = item.period_label or report.period_label
                yield unit, item.indicator_id, label, item.figure


def _hidden_units(figures: dict[str, model.FigureCell]) -> set[str]:
    """Which units' figures to hide, given that services may add up to the whole."""
    shares, counts, hidden = {}, {}, set()
    for unit, figure in figures.items():
        if figure.numerator is not None and figure.denominator is not None:
            shares[unit] = (figure.numerator, figure.denominator)
        elif figure.numerator is not None:
            counts[unit] = figure.numerator
        elif figure.denominator is not None and disclosure.is_small(figure.denominator):
            hidden.add(unit)  # a median of a handful
    shown = disclosure.figures_for_outside(shares, total=_total(shares)) if shares else {}
    hidden |= {u for u, figure in shown.items() if figure.is_hidden or figure.denominator is None}
    total = _total({unit: (count,) for unit, count in counts.items()})
    shown_counts = disclosure.counts_for_outside(counts, total=total)
    return hidden | {unit for unit, count in shown_counts.items() if count is None}


def _total(numbers: dict[str, tuple[int, ...]]) -> str | None:
    """The whole authority, where the services in the report add up to exactly it."""
    parts = [pair for unit, pair in numbers.items() if unit != SUMMARY]
    if SUMMARY not in numbers or not parts:
        return None
    added = tuple(sum(column) for column in zip(*parts, strict=True))
    return SUMMARY if added == numbers[SUMMARY] else None


@dataclass(frozen=True)
class _Copy:
    """Rewrites a report, block by block, without the figures that are hidden."""

    hidden: frozenset[Named]
    period_label: str

    def of(self, report: model.Report) -> model.Report:
        sections = tuple(
            replace(section, parts=tuple(self._part(section.unit, p) for p in section.parts))
            for section in report.sections
        )
        issue = replace(report.issue, signed_off_by="", published_by="")
        made = replace(report.provenance, compiled_by="")
        return replace(
            report, sections=sections, public_copy=True, issue=issue, provenance=made
        )  # fmt: skip

    def _part(self, unit: str, part: model.Part) -> model.Part:
        return replace(part, blocks=tuple(self._block(unit, block) for block in part.blocks))

    def _block(self, unit: str, block: model.Block) -> model.Block:
        if isinstance(block, model.FigureTable):
            return replace(block, rows=tuple(self._row(unit, block, row) for row in block.rows))
        if isinstance(block, model.ChartBlock):
            return self._chart(unit, block)
        if isinstance(block, model.ExceptionList):
            return replace(block, items=tuple(self._item(unit, item) for item in block.items))
        if isinstance(block, model.CrossTable) and block.kind in COUNTS_OF_CHILDREN:
            return replace(block, rows=tuple(_without_small(row) for row in block.rows))
        if isinstance(block, model.CrossTable) and block.kind == OF_AGENCIES:
            return replace(block, rows=tuple(_each_by_itself(row) for row in block.rows))
        if isinstance(block, model.CrossTable) and block.kind == SHARES:
            return replace(block, rows=_shares_without_small(block.rows))
        if isinstance(block, model.CrossTable) and block.kind == "cases":
            return model.Paragraph(f"{block.caption}: not listed in this copy.")
        if isinstance(block, model.Points) and block.names_people:
            return model.Paragraph(f"{block.title}.")
        if isinstance(block, model.Commentary):
            return replace(block, author=NOBODY_NAMED)
        return block

    def _shown(self, figure: model.FigureCell, *named: str) -> model.FigureCell:
        if not figure.has_value:
            return figure
        if named in self.hidden:
            return figure.hidden()
        if figure.is_told_outside or disclosure.is_small(figure.unknown or 0):
            return replace(figure, unknown=None)
        return figure

    def _row(self, unit: str, table: model.FigureTable, row: model.FigureRow) -> model.FigureRow:
        figure = self._shown(row.figure, unit, row.indicator_id, table.label_of(row))
        year_ago = row.year_ago
        if year_ago:
            before = table.label_a_year_ago(row)
            year_ago = self._shown(year_ago, unit, row.indicator_id, before)
        row = replace(row, figure=figure, year_ago=year_ago)
        if (unit, row.indicator_id, table.label_of(row)) not in self.hidden:
            return row
        # Whether a hidden figure met its target, or moved, would narrow down what it is.
        told = model.Target("none", "Not shown", row.target.text)
        return replace(row, target=told, direction=model.Direction("none", "none", "Not shown"))

    def _chart(self, unit: str, block: model.ChartBlock) -> model.ChartBlock:
        named = [(unit, block.indicator_id, point.period_label) for point in block.points]
        points = tuple(
            replace(point, figure=self._shown(point.figure, *name))
            for name, point in zip(named, block.points, strict=True)
        )
        if not self.hidden.intersection(named):
            return replace(block, points=points)
        points = tuple(replace(point, note="") for point in points)
        title = block.subtitle.partition(".")[0]
        return replace(
            block, points=points, title=title, subtitle=title, summary=NO_DRAWING,
            svg="", svg_narrow="", svg_paper="",
        )  # fmt: skip

    def _item(self, unit: str, item: model.ExceptionItem) -> model.ExceptionItem:
        label = item.period_label or self.period_label
        named = (item.unit_key or unit, item.indicator_id, label)
        figure = self._shown(item.figure, *named)
        finding = TOO_SMALL if named in self.hidden else item.finding
        said = replace(item.commentary, author=NOBODY_NAMED) if item.commentary else None
        return replace(item, figure=figure, finding=finding, commentary=said)


def _each_by_itself(row: model.CrossRow) -> model.CrossRow:
    """A part of a whole is hidden where it, or what is left of the whole, is small."""
    cells = []
    for cell in row.cells:
        left = (cell.denominator or 0) - (cell.numerator or 0) if cell.denominator else 0
        numbers = (cell.numerator or 0, left)
        is_small = cell.has_value and any(disclosure.is_small(number) for number in numbers)
        cells.append(cell.hidden() if is_small else cell)
    return replace(row, cells=tuple(cells))


def _shares_without_small(rows: tuple[model.CrossRow, ...]) -> tuple[model.CrossRow, ...]:
    """Small parts hidden; where that hides one row alone, the smallest other as well, because
    the rest could be taken from the whole."""
    shown = [_each_by_itself(row) for row in rows]
    hidden = [place for place, row in enumerate(rows) if shown[place] != row]
    if len(hidden) == 1:
        others = [place for place, row in enumerate(rows)
                  if place not in hidden and row.cells[0].has_value]  # fmt: skip
        if others:
            least = min(others, key=lambda place: rows[place].cells[0].denominator or 0)
            cell = rows[least].cells[0].hidden()
            shown[least] = replace(rows[least], cells=(cell, *rows[least].cells[1:]))
    return tuple(shown)


def _without_small(row: model.CrossRow) -> model.CrossRow:
    """Small cells hidden, and as many more as it takes: what a row adds up to is known
    from the number of audits."""
    counts = {place: int(cell.value) for place, cell in enumerate(row.cells) if cell.has_value}
    tie = disclosure.Sum(tuple(counts), "all")
    hidden = disclosure.to_hide(counts | {"all": sum(counts.values())}, [tie], known=["all"])
    cells = tuple(
        cell.hidden() if place in hidden else cell for place, cell in enumerate(row.cells)
    )
    return replace(row, cells=cells)
