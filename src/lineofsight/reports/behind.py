"""The figures behind the charts, set side by side for paper.

On a screen each chart opens its own table. On paper twenty such tables fill a dozen pages;
here charts of the same months share one, a chart a column. What each month's point says of
itself is told by a letter, with the letters' meanings under the table.
"""

from collections import defaultdict
from dataclasses import dataclass
from string import ascii_lowercase

from lineofsight.reports import model

CHARTS_IN_A_TABLE = 5
SAYS_NOTHING = "as expected"
"""A note that every other month has: its absence says the same."""


@dataclass(frozen=True)
class BehindCell:
    figure: model.FigureCell
    letter: str


@dataclass(frozen=True)
class BehindTable:
    """`columns` name the charts; a row is a month's label with a cell for each of them."""

    caption: str
    of_each: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[BehindCell, ...]], ...]
    notes: str


def behind_the_charts(report: model.Report) -> list[BehindTable]:
    """Every chart's figures, charts in the order of the report within the same months."""
    alike: dict[tuple[str, tuple[str, ...]], list[tuple[str, model.ChartBlock]]]
    alike = defaultdict(list)
    for section, _, block in model.blocks(report):
        if isinstance(block, model.ChartBlock):
            months = tuple(point.period_label for point in block.points)
            alike[block.of_each, months].append((_name(section, block), block))
    return [
        _table(of_each, months, charts[start : start + CHARTS_IN_A_TABLE])
        for (of_each, months), charts in alike.items()
        for start in range(0, len(charts), CHARTS_IN_A_TABLE)
    ]


def _name(section: model.Section, chart: model.ChartBlock) -> str:
    return f"{section.title}: {chart.subtitle.partition('.')[0]}"


def _table(
    of_each: str, months: tuple[str, ...], charts: list[tuple[str, model.ChartBlock]]
) -> BehindTable:
    letters: dict[str, str] = {}

    def letter(note: str) -> str:
        if not note.strip() or note == SAYS_NOTHING:
            return ""
        return letters.setdefault(note, _letter(len(letters)))

    rows = tuple(
        (
            month,
            tuple(
                BehindCell(chart.points[place].figure, letter(chart.points[place].note))
                for _, chart in charts
            ),
        )
        for place, month in enumerate(months)
    )
    told = "; ".join(f"{letter}: {note}" for note, letter in letters.items())
    span = months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"
    return BehindTable(
        caption=f"Figures, {span}",
        of_each=of_each,
        columns=tuple(name for name, _ in charts),
        rows=rows,
        notes=f"{told}." if told else "",
    )


def _letter(place: int) -> str:
    """a … z, then aa …: there are rarely more than eight."""
    more, last = divmod(place, len(ascii_lowercase))
    return (_letter(more - 1) if more else "") + ascii_lowercase[last]
