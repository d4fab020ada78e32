"""The data book: every measure by service and team for thirteen months, and what is due.

Figures are the scorecard's own, of the same cards, with what this reader is not shown of a unit
taken away; what is due is the due lists', line by line within the reader's reach.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from lineofsight.benchmarks import Kind
from lineofsight.indicators import CATALOGUE, units_of
from lineofsight.indicators.trackers import TRACKERS, DueItem, Tracker, not_told
from lineofsight.indicators.units import Units
from lineofsight.periods import Period
from lineofsight.reports import display, model
from lineofsight.reports.annex_a.workbook import SENSITIVE, Taken
from lineofsight.reports.as_xlsx import RAW, Cell, Cover, Sheet, workbook
from lineofsight.reports.text import day_text
from lineofsight.scope import Scope
from lineofsight.warehouse import Snapshot
from lineofsight.web import clock, warehouse
from lineofsight.web.people.scopes import scope_for
from lineofsight.web.performance import reading, trackers
from lineofsight.web.performance.places import WHOLE_PLACE, Place, latest_month, place_of
from lineofsight.web.performance.scorecards import Card, scorecard
from lineofsight.web.reporting import gather, queries
from lineofsight.web.reporting.models import Book

MONTHS = 13
TITLE = "Data book"
SAID_OF_NOTES = (
    ("z", "nothing to say: there were no cases to count, or there is no target"),
    ("x", "not available: the data do not reach that far back, or it was not recorded"),
    ("c", "a figure of so few cases that a restricted child could be recognised"),
    ("%", "A percentage is held as a number from 0 to 100, in full precision."),
    ("Months", "For measures of which a month says too little, each month’s figure is of the year "
               "that ends with it: “Covers” says so."),
    ("Rows", "A measure of which a unit had no case in thirteen months has no row for that unit."),
    ("Targets", "Those in force for the unit in the month; what a figure is held against is on "
                "the scorecard."),
    ("Due and late", "As on the day of the data, told from the day on which the book was made: "
                     "within 7, 14 and 28 days each include those before."),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One measure of one unit: its card, and thirteen months as cells."""

    place: Place
    lies_in: str
    card: Card
    months: tuple[model.FigureCell, ...]


@dataclass(frozen=True)
class Made:
    contents: dict[str, bytes]
    snapshot_id: str
    reach: str
    row_count: int
    child_count: int


def made(book: Book, take: Callable[[Book, str, model.Provenance], Taken]) -> Made:
    from lineofsight.web.reporting.book_files import provenance, reach_of

    snapshot, scope = warehouse.current(), scope_for(book.by)
    month = Period.parse(book.period_id) if book.period_id else latest_month(snapshot)
    reach = reach_of(book.by)
    taken = take(book, reach, provenance(snapshot, book.by, at=book.at))
    due = trackers.due_list(snapshot, scope)
    content = workbook(
        _cover(taken, month, due), _sheets(snapshot, scope, month, due, clock.today())
    )
    children = len({item.child_id for item in due})
    name = f"data-book-{month.id}.xlsx"
    return Made({name: content}, snapshot.id, reach, len(due), children)


def lines(snapshot: Snapshot, scope: Scope, month: Period) -> Iterator[Line]:
    """Of every unit every measure that it has cases of; of the whole, all."""
    pack, units = queries.pack(clock.today()), units_of(snapshot)
    names = list(CATALOGUE)
    for place in places(units):
        withheld = reading.Withheld(few=reading.keeps_few(scope, place.by, place.unit_id, units))
        facts = gather.facts_of(place, month, pack)
        points = reading.monthly_figures(snapshot, names, place, month)
        found = scorecard(snapshot, names, place, month, facts=facts, withheld=withheld)
        for card in found.cards:
            last = points[card.indicator.id][-MONTHS:]
            if place.is_whole or gather.has_cases([card.figure, *last]):
                unit = card.indicator.shown_as
                cells = tuple(gather.cell_of(each, unit) for each in withheld.of(last))
                yield Line(place, _lies_in(place, units), card, cells)


def places(units: Units) -> list[Place]:
    """The whole, then each service with its teams, then teams of no service."""
    found = [WHOLE_PLACE]
    for service in units.services:
        found.append(place_of(f"service:{service}", units))
        found += [place_of(f"team:{team}", units) for team in units.teams_of(service)]
    there = {place.unit_id for place in found}
    return found + [place_of(f"team:{team}", units) for team in units.teams if team not in there]


def _lies_in(place: Place, units: Units) -> str:
    if place.by != "team":
        return "" if place.is_whole else WHOLE_PLACE.name
    return units.name_of(units.service_of(place.unit_id))


def _cover(taken: Taken, month: Period, due: list[DueItem]) -> Cover:
    made_from = taken.provenance
    children = len({item.child_id for item in due})
    lines_ = (
        SENSITIVE,
        f"{taken.authority}. Children in the due lists: {taken.reach}.",
        f"Taken by {taken.by}, {day_text(taken.at.date())} at {taken.at:%H:%M}",
        f"Why: {taken.reason}",
        f"Delete it when it is no longer needed, and by {day_text(taken.until)}.",
        f"{len(due):,} things due for {children:,} children.",
        f"Thirteen months to {month.label}. Snapshot {made_from.snapshot_id}, data as at "
        f"{day_text(made_from.frame_on)}",
        f"Framework: {made_from.pack_title}, version {made_from.pack_version} "
        f"({made_from.pack_id})",
        f"Product: Line of Sight {made_from.product_version}",
        "Symbols instead of a number are explained in the sheet Notes.",
    )
    return Cover(f"{TITLE}, {month.label}", lines_, taken.authority,
                 f"{month.label}, snapshot {made_from.snapshot_id}", taken.at)  # fmt: skip


def _sheets(
    snapshot: Snapshot, scope: Scope, month: Period, due: list[DueItem], day: date
) -> list[Sheet]:
    found = list(lines(snapshot, scope, month))
    silent = not_told(snapshot)
    notes = Sheet("Notes", "Notes and symbols", ("Symbol or word", "What it means"),
                  SAID_OF_NOTES, (24, 90))  # fmt: skip
    return [
        notes,
        _figures(found, month),
        _months(found, month, "Months", "Figures, thirteen months", lambda cell: cell),
        _months(found, month, "Counted", "Numerators, thirteen months", _numerator),
        _months(found, month, "Out_of", "Denominators, thirteen months", _denominator),
        _due_counts(due, silent, day),
        _due_by_worker(due, day),
        *(_due_list(tracker, due, silent, day) for tracker in TRACKERS.values()),
        _definitions(),
    ]


def _named(line: Line) -> tuple[Cell, ...]:
    indicator, place = line.card.indicator, line.place
    level = {"authority": "Authority", "service": "Service", "team": "Team"}[place.by]
    return (indicator.id, indicator.theme, indicator.title, level, place.name, line.lies_in or None)


NAMED = ("Measure code", "Theme", "Measure", "Level", "Unit", "Lies in")
NAMED_WIDTHS = (14, 26, 46, 12, 30, 26)


def _figures(found: list[Line], month: Period) -> Sheet:
    heads = (
        *NAMED, "Figure for", "Number of", "Figure", *RAW, "Target", "Against target",
        "Direction", "Why", "England", "Neighbours", "Published for", "Commentary",
    )  # fmt: skip
    widths = (*NAMED_WIDTHS, 24, 18, 12, 12, 12, 12, 16, 18, 16, 44, 12, 12, 20, 60)
    rows = tuple((*_named(line), *_figure_of(line.card)) for line in found)
    return Sheet("Figures", f"Figures, {month.label}", heads, rows, widths)


def _figure_of(card: Card) -> tuple[Cell, ...]:
    unit = card.indicator.shown_as
    cell = gather.cell_of(card.figure, unit)
    if cell.has_value:
        parts: tuple[Cell, ...] = (cell.numerator, cell.denominator, cell.unknown)
    else:
        parts = (display.SYMBOL_OF_STATE[cell.state],) * 3
    published = {each.kind: each for each in card.comparators if each.value is not None}
    others = [
        model.FigureCell.of(published[kind].value, unit=unit) if kind in published else None
        for kind in (Kind.ENGLAND, Kind.NEIGHBOURS)
    ]
    said = card.said.text if card.said else None
    return (
        Period.parse(card.figure.period_id).label, display.heading_of_unit(unit), cell, *parts,
        card.target_words or None, card.rag_words, card.direction.word,
        card.direction.reason or None, *others, card.compared_years, said,
    )  # fmt: skip


def _months(
    found: list[Line], month: Period, name: str, title: str,
    shown: Callable[[model.FigureCell], Cell],
) -> Sheet:  # fmt: skip
    heads = (*NAMED, "Covers", "Number of", *(each.label for each in month.series(MONTHS)))
    rows = tuple(
        (*_named(line), _covers(line), display.heading_of_unit(line.card.indicator.shown_as),
         *(shown(cell) for cell in line.months))
        for line in found
    )  # fmt: skip
    return Sheet(name, f"{title} to {month.label}", heads, rows,
                 (*NAMED_WIDTHS, 22, 18, *(12,) * MONTHS))  # fmt: skip


def _covers(line: Line) -> str:
    is_month = reading.chart_kind(line.card.indicator) == "month"
    return "the month" if is_month else "the year to the month"


def _numerator(cell: model.FigureCell) -> Cell:
    return cell.numerator if cell.has_value else display.SYMBOL_OF_STATE[cell.state]


def _denominator(cell: model.FigureCell) -> Cell:
    return cell.denominator if cell.has_value else display.SYMBOL_OF_STATE[cell.state]


AHEAD_HEADS = tuple(f"Due in the next {days} days" for days in trackers.AHEAD)


def _counted(due: list[DueItem], day: date) -> tuple[Cell, ...]:
    counts = trackers.counts(sorted(item.due_on for item in due), day)
    return (counts.late, *(counts.within[days] for days in trackers.AHEAD), counts.later,
            counts.total)  # fmt: skip


def _due_counts(due: list[DueItem], silent: dict[str, str], day: date) -> Sheet:
    rows = []
    for kind, tracker in TRACKERS.items():
        mine = [item for item in due if item.kind == kind]
        counts = ("x",) * 6 if kind in silent else _counted(mine, day)
        rows.append((tracker.title, tracker.indicator_id, *counts, silent.get(kind, "Covered")))
    heads = ("Timescale", "Measure code", "Overdue", *AHEAD_HEADS, "Later", "All", "Coverage")
    return Sheet("Due", f"Due and overdue on {day_text(day)}", heads, tuple(rows),
                 (34, 14, 12, 14, 14, 14, 12, 12, 70))  # fmt: skip


def _due_by_worker(due: list[DueItem], day: date) -> Sheet:
    held: dict[tuple[str, str, str], list[DueItem]] = {}
    for item in due:
        held.setdefault((item.tracker.title, item.team_name, item.worker_name), []).append(item)
    rows = tuple((*key, *_counted(held[key], day)) for key in sorted(held))
    heads = ("Timescale", "Team", "Worker", "Overdue", *AHEAD_HEADS, "Later", "All")
    return Sheet("Due_by_worker", f"Due and overdue by worker on {day_text(day)}", heads, rows,
                 (34, 30, 28, 12, 14, 14, 14, 12, 12))  # fmt: skip


def _due_list(tracker: Tracker, due: list[DueItem], silent: dict[str, str], day: date) -> Sheet:
    name, title = f"Due_{tracker.kind.replace('-', '_')}", f"{tracker.title} on {day_text(day)}"
    mine = [item for item in due if item.kind == tracker.kind]
    if not mine:
        why = (
            f"Not covered: {silent[tracker.kind]}" if tracker.kind in silent else "Nothing is due."
        )
        return Sheet(name, title, ("What there is to say",), ((why,),), (100,))
    measured = tracker.indicator.measure or "Measure"
    heads = ("Child", "What is due", "Since", "Due", "Working days left", "Overdue",
             measured[:1].upper() + measured[1:], "Team", "Worker")  # fmt: skip
    rows = tuple(
        (item.child_id, tracker.what, item.since_on, item.due_on,
         trackers.working_days_left(item, day), "Yes" if item.is_overdue(day) else "No",
         item.measure, item.team_name, item.worker_name)
        for item in mine
    )  # fmt: skip
    return Sheet(name, title, heads, rows, (18, 36, 14, 14, 12, 10, 16, 30, 28))


def _definitions() -> Sheet:
    rows = tuple(
        (each.id, each.title, each.counted, each.out_of or None,
         each.timescale.text if each.timescale else None,
         each.timescale.source if each.timescale else None, each.evidence, each.version)
        for each in CATALOGUE.values()
    )  # fmt: skip
    heads = ("Measure code", "Measure", "Counted", "Out of", "Timescale", "Who sets it", "Evidence",
             "Version of the definition")  # fmt: skip
    return Sheet("Definitions", "What each measure counts", heads, rows,
                 (14, 44, 60, 60, 20, 40, 40, 14))  # fmt: skip
