"""What the monthly report is compiled from: plain data, gathered by whoever has it.

The engine is handed figures as series, and counts of practice and actions already made;
it knows no database, no users and no children. Everything here is about a service in a
month, never about one child or one worker.
"""

from dataclasses import dataclass, field

from lineofsight.charts.series import Series
from lineofsight.reports import model
from lineofsight.statistics.targets import Target

ATTENTION = "attention"
PRAISE = "praise"
EXPECTED = "expected"


@dataclass(frozen=True)
class Headline:
    """The one figure that is shown of a measure, and the same a year before.

    `covers` says of when in words: “October 2026”, or “Year to October 2026” for a measure
    of which a month says too little. `standing` is the group the scorecard puts it in, and
    `rank` its place there: 0 is first.
    """

    figure: model.FigureCell
    covers: str
    year_ago: model.FigureCell | None = None
    covered_year_ago: str = ""
    target: Target | None = None
    standing: str = EXPECTED
    rank: int = 0

    @property
    def is_of_a_year(self) -> bool:
        return self.covers.startswith("Year")


@dataclass(frozen=True)
class Measure:
    """One indicator of one unit: its figure, its months, and what is said of it.

    `cells` are the same months as `series.months`, oldest first, as figures. `question` is
    one of `model.QUESTIONS`.
    """

    indicator_id: str
    question: str
    headline: Headline
    series: Series
    cells: tuple[model.FigureCell, ...]
    comparisons: tuple[model.Comparison, ...] = ()
    commentary: model.Commentary | None = None
    definition: model.Definition | None = None

    def __post_init__(self):
        if len(self.cells) != len(self.series.months):
            raise ValueError(f"{self.indicator_id}: a cell for every month is needed")
        if self.question not in model.QUESTIONS:
            raise ValueError(f"{self.indicator_id}: no question “{self.question}”")


@dataclass(frozen=True)
class DomainGrades:
    """How often each grade was given in a domain, in the order of the scale's grades."""

    domain: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Theme:
    """Something auditors found again and again: how often as a strength, how often as
    something to learn from."""

    title: str
    strengths: int
    learning: int


@dataclass(frozen=True)
class Audits:
    """One kind of audit of one service: due in the month, done, and what they said."""

    activity: str
    due: int
    completed: int
    moderated: int
    grades: tuple[str, ...] = ()
    domains: tuple[DomainGrades, ...] = ()
    themes: tuple[Theme, ...] = ()


@dataclass(frozen=True)
class Feedback:
    """Whose view was sought in audits, how often, and how often it was given."""

    whose: str
    sought: int
    given: int


@dataclass(frozen=True)
class Actions:
    """Actions of one service. Open and late are as at the end of the month; the rest are
    what happened in it. A re-check asks, eight weeks on, whether the plan was followed."""

    open_at_end: int
    late_at_end: int
    agreed: int
    done: int
    verified: int
    rechecks_due: int
    rechecks_done: int
    loops_closed: int


@dataclass(frozen=True)
class Service:
    """One service of the report. It has its section whatever is or is not in it."""

    key: str
    title: str
    measures: tuple[Measure, ...] = ()
    audits: tuple[Audits, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    actions: Actions | None = None


@dataclass(frozen=True)
class Gathered:
    """The whole of a month. `whole` are the measures of the authority itself."""

    whole: tuple[Measure, ...]
    services: tuple[Service, ...]
    caveats: tuple[str, ...] = field(default=())
