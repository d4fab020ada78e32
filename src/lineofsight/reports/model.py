"""What a report is: a document as plain, frozen data.

A report is compiled once into this form, kept as JSON (`stored.py`), and written out by
one module a format. Every number in it is a `FigureCell`: the raw numbers beside the text
that people see, so that no format rounds for itself. Nothing in a report is about a single
child; the web application checks that before anything gets here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from lineofsight.reports import display

HOW_MUCH = "how_much"
HOW_WELL = "how_well"
WHAT_DIFFERENCE = "what_difference"
QUESTIONS = {
    HOW_MUCH: ("How much", "Is the work getting done?"),
    HOW_WELL: ("How well", "What did we find when we looked?"),
    WHAT_DIFFERENCE: ("What difference", "What children said, and what we did"),
}
"""The three questions every quality report answers, with the line beside each."""


@dataclass(frozen=True)
class FigureCell:
    """One number, or the reason why there is none.

    `state` is one of the words of `display`; `text` and `basis` were made by `display`
    when the report was compiled and are what every format shows. `is_told_outside`: whether
    readers of totals have this figure on the pages, settled with the load for all of its
    measure; None where nothing was settled, as of what is counted for the report alone.
    """

    state: str
    unit: str
    value: float | None
    numerator: int | None
    denominator: int | None
    unknown: int | None
    text: str
    basis: str
    is_told_outside: bool | None = None

    @classmethod
    def of(
        cls,
        value: float | None,
        *,
        unit: str,
        state: str = display.VALUE,
        numerator: int | None = None,
        denominator: int | None = None,
        unknown: int | None = None,
    ) -> "FigureCell":
        """A figure with its text. Without a value the raw numbers are dropped too: a
        suppressed figure must not carry what it hides."""
        if state != display.VALUE:
            value = numerator = denominator = unknown = None
        return cls(
            state=state,
            unit=unit,
            value=value,
            numerator=numerator,
            denominator=denominator,
            unknown=unknown,
            text=display.value_text(value, unit=unit, state=state),
            basis=display.basis_text(numerator, denominator, unit=unit, state=state),
        )

    @classmethod
    def count(cls, number: int) -> "FigureCell":
        return cls.of(number, unit="count", numerator=number)

    @property
    def has_value(self) -> bool:
        return self.state == display.VALUE

    def hidden(self) -> "FigureCell":
        """The same cell as it is shown outside: a small number that is left out."""
        return FigureCell.of(None, unit=self.unit, state=display.SUPPRESSED)


@dataclass(frozen=True)
class Commentary:
    """What the owner of a figure says about it."""

    about: str
    text: str
    author: str
    written_on: date


@dataclass(frozen=True)
class Paragraph:
    """Plain text. `style` is body, lead (the finding at the head of a section), note, or
    incomplete (what the framework asks for is not there yet; words take its place)."""

    text: str
    style: str = "body"


@dataclass(frozen=True)
class Points:
    """A short titled list: strengths, learning, themes. One that `names_people` (who has
    not done theirs) is left out of every copy for outside."""

    title: str
    items: tuple[str, ...]
    names_people: bool = False


@dataclass(frozen=True)
class Quote:
    """A child's or parent's own words, without a name."""

    text: str
    said_by: str


@dataclass(frozen=True)
class Target:
    """`standing` is ok, near, off, or none where there is no target or no figure."""

    standing: str
    word: str
    text: str


@dataclass(frozen=True)
class Direction:
    """Where the number moves and whether that is good. `arrow` is up, down, flat or none;
    `sense` is better, worse, same, neutral or none (too few months to tell)."""

    arrow: str
    sense: str
    word: str
    since: str = ""


@dataclass(frozen=True)
class Comparison:
    """Somebody else's published figure, always with its year."""

    name: str
    year: str
    figure: FigureCell


@dataclass(frozen=True)
class FigureRow:
    """One measure. `covers` and `covered_year_ago` say of when its figures are, where that
    is not what the table's heads say: “Year to October 2026” in a table of October."""

    indicator_id: str
    title: str
    figure: FigureCell
    target: Target
    direction: Direction
    year_ago: FigureCell | None = None
    comparisons: tuple[Comparison, ...] = ()
    covers: str = ""
    covered_year_ago: str = ""


@dataclass(frozen=True)
class FigureTable:
    """Figures of one unit for one period, beside those of the same period a year before."""

    id: str
    caption: str
    period_label: str
    rows: tuple[FigureRow, ...]
    year_ago_label: str = ""

    @property
    def compared(self) -> tuple[tuple[str, str], ...]:
        """The comparison columns, a name and a year, in the order in which rows first have
        them. One column a name; the year is left to each cell where rows differ in it."""
        names = [[c.name for c in row.comparisons] for row in self.rows]
        pairs = dict.fromkeys((c.name, c.year) for row in self.rows for c in row.comparisons)
        if any(len(set(found)) < len(found) for found in names):
            return tuple(pairs)
        years = {name: {year for known, year in pairs if known == name} for name, _ in pairs}
        return tuple(
            (name, next(iter(found)) if len(found) == 1 else "") for name, found in years.items()
        )

    def comparison(self, row: FigureRow, column: tuple[str, str]) -> Comparison | None:
        """What stands in one of `compared`'s columns."""
        name, year = column
        for found in row.comparisons:
            if found.name == name and year in ("", found.year):
                return found
        return None

    def label_of(self, row: FigureRow) -> str:
        """Of when the row's figure is."""
        return row.covers or self.period_label

    def label_a_year_ago(self, row: FigureRow) -> str:
        return row.covered_year_ago or self.year_ago_label or "A year ago"


@dataclass(frozen=True)
class CrossRow:
    label: str
    cells: tuple[FigureCell, ...]


@dataclass(frozen=True)
class CrossTable:
    """Counts by row and column. `kind` is one of audits, grades, themes, teams, feedback,
    actions, escalations, partners (figures that agencies entered), shares (of staff, or of
    answers, one a row), lists (what Annex A's lists are counted by) and cases (a row a case: in
    no copy for outside); `note` says what the rows do not (who is left out, what counts as
    late)."""

    id: str
    kind: str
    caption: str
    row_heading: str
    columns: tuple[str, ...]
    rows: tuple[CrossRow, ...]
    note: str = ""


@dataclass(frozen=True)
class ChartPoint:
    period_label: str
    figure: FigureCell
    note: str = ""


@dataclass(frozen=True)
class ChartBlock:
    """A drawing with the same data as rows. `title` says the finding, `summary` is the
    text for those who do not see the drawing. Empty SVG means the rows alone are shown
    (`why_no_drawing` says why). `svg_paper` is drawn to stand beside another on a page.
    `of_each`: what a point is of, as the head of its column says it."""

    id: str
    title: str
    subtitle: str
    summary: str
    svg: str
    svg_narrow: str
    points: tuple[ChartPoint, ...]
    indicator_id: str = ""
    why_no_drawing: str = ""
    svg_paper: str = ""
    of_each: str = "Month"

    @property
    def on_paper(self) -> str:
        return self.svg_paper or self.svg


@dataclass(frozen=True)
class ExceptionItem:
    """One thing to look at or to praise: a measure that needs words beside its number.

    `unit_key` is the section whose figure it is, where that is not the section it is in;
    `period_label` what the figure covers, where that is not the report's own month."""

    indicator_id: str
    title: str
    finding: str
    figure: FigureCell
    commentary: Commentary | None = None
    unit_key: str = ""
    period_label: str = ""


@dataclass(frozen=True)
class ExceptionList:
    """`kind` is attention or praise. An empty list says so in words: `none_text`."""

    kind: str
    title: str
    items: tuple[ExceptionItem, ...]
    none_text: str = ""


Block = (
    Paragraph | Points | Commentary | Quote | FigureTable | CrossTable | ChartBlock | ExceptionList
)


@dataclass(frozen=True)
class Part:
    """One of the three questions in a section, or an untitled run of blocks. `key` is
    stable, so that what people write can be tied to it."""

    key: str
    title: str
    strap: str
    blocks: tuple[Block, ...]
    is_written: bool = False
    """Whether somebody may write here: the framework's own sections, beside the questions."""

    @property
    def has_a_place_for_words(self) -> bool:
        return self.is_written or self.key in QUESTIONS


@dataclass(frozen=True)
class Section:
    """`key` is stable: “summary”, the service's id, or that of a part of the framework's.
    `of_unit`: whose figures are in it, where that is not the service of the same key."""

    key: str
    title: str
    parts: tuple[Part, ...]
    of_unit: str = ""

    @property
    def unit(self) -> str:
        return self.of_unit or self.key


@dataclass(frozen=True)
class Definition:
    """What a measure of this report counts, for the reader who doubts it."""

    indicator_id: str
    title: str
    counted: str
    out_of: str
    version: str


@dataclass(frozen=True)
class Provenance:
    """From what the report was made; enough to make it again."""

    snapshot_id: str
    frame_on: date
    pack_id: str
    pack_title: str
    pack_version: str
    product_version: str
    compiled_at: datetime
    compiled_by: str


@dataclass(frozen=True)
class Issue:
    """Which version this is and who stands behind it. Empty until each has happened.
    `made_as`: how it came about, of what is made when asked for and never signed off."""

    version: int
    signed_off_by: str = ""
    signed_off_on: date | None = None
    published_by: str = ""
    published_on: date | None = None
    what_changed: str = ""
    made_as: str = ""

    @property
    def standing(self) -> str:
        """In words: a draft must never look like what was agreed."""
        if self.made_as:
            return self.made_as
        if self.published_on:
            return "Published"
        return "Signed off, not yet published" if self.signed_off_on else "Draft"


@dataclass(frozen=True)
class Report:
    definition_key: str
    title: str
    authority: str
    audience: str
    period_id: str
    period_label: str
    provenance: Provenance
    issue: Issue
    sections: tuple[Section, ...]
    definitions: tuple[Definition, ...] = ()
    public_copy: bool = False
    contact: str = ""
    caveats: tuple[str, ...] = field(default=())
    starts_pages: bool = False
    """Whether each section begins on a page of its own, on paper."""

    @property
    def full_title(self) -> str:
        return f"{self.title}, {self.period_label}"


def blocks(report: Report) -> Iterator[tuple[Section, Part, Block]]:
    """Every block in the order in which it is read."""
    for section in report.sections:
        for part in section.parts:
            for block in part.blocks:
                yield section, part, block


def figures_of(block: Block) -> Iterator[FigureCell]:
    """The figures of one block in the order in which every format shows them: row by
    row, in a row the period's figure, a year ago, then the comparisons."""
    if isinstance(block, FigureTable):
        for row in block.rows:
            yield row.figure
            if row.year_ago:
                yield row.year_ago
            yield from (comparison.figure for comparison in row.comparisons)
    elif isinstance(block, CrossTable):
        for row in block.rows:
            yield from row.cells
    elif isinstance(block, ChartBlock):
        yield from (point.figure for point in block.points)
    elif isinstance(block, ExceptionList):
        yield from (item.figure for item in block.items)


def figures(report: Report) -> list[FigureCell]:
    return [figure for _, _, block in blocks(report) for figure in figures_of(block)]
