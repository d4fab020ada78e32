"""The book as a workbook: a sheet a list, line by line, with what is late and what is wrong.

It is about single children, so its cover says who took it, when and why, and when it is to be
deleted. A list that the data cannot speak for has its sheet too, which says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from lineofsight.indicators import CATALOGUE
from lineofsight.reports import display, model
from lineofsight.reports.annex_a import pages, windows
from lineofsight.reports.annex_a.flags import NOT_CHECKED
from lineofsight.reports.annex_a.gathering import Book, ListRows, Missing, Row
from lineofsight.reports.as_xlsx import RAW, Cell, Cover, Sheet, workbook
from lineofsight.reports.text import clean, day_text

SENSITIVE = "OFFICIAL-SENSITIVE. Each line is about a child. Share it with nobody who has no need."
NOBODY = "Nobody is on this list."
LONGEST_HEADING = 250
NARROW, WIDE, WIDEST = 14, 26, 44
TITLE = "Annex A, child by child"


@dataclass(frozen=True)
class Taken:
    """Who takes the workbook away, when and why; `reach`: whose children it is about; and what it
    was made from. `until`: the day by which it is to be deleted."""

    authority: str
    by: str
    at: datetime
    reason: str
    reach: str
    provenance: model.Provenance
    until: date | None = None


def document(book: Book, taken: Taken) -> bytes:
    cover = Cover(
        title=f"{TITLE}, {day_text(book.as_at)}",
        lines=tuple(clean(line) for line in _cover(book, taken)),
        author=taken.authority,
        subject=f"Annex A, snapshot {book.snapshot.id}",
        made_at=taken.at,
    )
    sheets = [
        _notes(), _summary(book), _figures(book), _late(book),
        *(_list(book, each) for each in book.lists), _known(book), _definitions(book),
    ]  # fmt: skip
    return workbook(cover, [_harmless(sheet) for sheet in sheets])


def _cover(book: Book, taken: Taken) -> Iterable[str]:
    made = taken.provenance
    yield SENSITIVE
    yield f"{taken.authority}. {taken.reach}"
    yield f"Taken by {taken.by}, {day_text(taken.at.date())} at {taken.at:%H:%M}"
    yield f"Why: {taken.reason}"
    if taken.until:
        yield f"Delete it when it is no longer needed, and by {day_text(taken.until)}."
    yield f"{book.row_count:,} rows about {len(book.child_ids):,} children."
    yield f"Snapshot {book.snapshot.id}, data as at {day_text(book.as_at)}"
    if book.before:
        yield f"Compared with the load of {day_text(book.before.as_at)} ({book.before.snapshot.id})"
    else:
        yield pages.NOTHING_BEFORE
    yield f"Framework: {made.pack_title}, version {made.pack_version} ({made.pack_id})"
    yield f"Product: Line of Sight {made.product_version}"
    if not book.are_checked:
        yield NOT_CHECKED
    restricted = sum(each.restricted for each in book.lists)
    if restricted:
        yield f"{restricted:,} rows about restricted children are counted and not shown."
    yield "Symbols instead of a value are explained in the sheet Notes."


def _notes() -> Sheet:
    rows = [
        ("z", "nothing to say: the field may be empty, and is; there were no cases to count"),
        ("x", "not available: not recorded, or the data do not reach that far back or do not "
              "tell it"),
        ("%", "A percentage is held as a number from 0 to 100."),
        ("Not judged", "The limit does not apply to this row, for the reason that is given."),
        ("To look at", "Faults that the checks of this load found in the row’s own records, in "
                       "words, with what to do."),
        ("Left out", "The postcode of the placement: no address leaves the product in a file."),
        *((f"Note {n}", text) for n, text in enumerate(pages.CAVEATS, 1)),
    ]  # fmt: skip
    return Sheet("Notes", "Notes and symbols", ("Symbol or word", "What it means"), tuple(rows),
                 (24, 90))  # fmt: skip


def _summary(book: Book) -> Sheet:
    heads = [
        "List", "Title", "Who is on it", "Rows", "Children", "Open now", "Late or overdue",
        "With something to look at", "Restricted, not shown", "Rows in the return",
    ]  # fmt: skip
    widths = [8, 34, 60, 10, 10, 10, 12, 14, 12, 12]
    if book.before:
        heads.append(f"Rows on {day_text(book.before.as_at)}")
        widths.append(14)
    rows = tuple(_summary_row(book, each) for each in book.lists)
    title = f"Annex A’s lists on {day_text(book.as_at)}"
    return Sheet("Summary", title, (*heads, "Coverage"), rows, (*widths, 60))


def _summary_row(book: Book, found: ListRows) -> tuple[Cell, ...]:
    rows, children, *before = pages.list_cells(book, found)
    has_end = any(row.ended_on for row in found.rows)
    late = None if not found.of.timescales else _none() if found.late is None else found.late
    wrong = sum(bool(row.to_look_at) for row in found.rows) if book.are_checked else _none()
    return (
        found.of.number, found.of.title, found.of.rule, rows, children,
        len(found.open_rows) if has_end else None, late, wrong, found.restricted,
        found.in_return if found.in_return is not None else _none(), *before,
        found.gap or "Covered",
    )  # fmt: skip


def _none() -> model.FigureCell:
    return model.FigureCell.of(None, unit="count", state=display.NOT_COVERED)


def _figures(book: Book) -> Sheet:
    rows = []
    for each in book.lists:
        for measure in each.of.measures:
            cell = each.figure(measure)
            parts = (cell.numerator, cell.denominator, cell.unknown)
            shown = parts if cell.has_value else (_none(),) * 3
            before = (
                [book.before.list_numbered(each.of.number).figure(measure)] if book.before else []
            )
            rows.append((
                each.of.number, measure.indicator_id, pages.title_of(measure),
                windows.said(measure.over, book.as_at), display.heading_of_unit(cell.unit), cell,
                *shown, *before,
            ))  # fmt: skip
    heads = ("List", "Measure code", "Measure", "Figure for", "Unit", "Figure", *RAW)
    widths = (8, 14, 60, 34, 20, 14, 12, 12, 12)
    if book.before:
        heads, widths = (*heads, f"Figure on {day_text(book.before.as_at)}"), (*widths, 16)
    return Sheet("Figures", "The indicators about each list", heads, tuple(rows), widths)


def _late(book: Book) -> Sheet:
    """Everything that is late now, or was when it was done, over all lists: one line a limit."""
    rows = []
    for each in book.lists:
        for row in each.rows:
            for timescale, told in zip(each.of.timescales, row.told, strict=True):
                if told.is_late:
                    rows.append((
                        each.of.number, each.of.title, row.child_id or row.record_key,
                        CATALOGUE[timescale.indicator_id].title, told.words,
                        "Open" if row.ended_on is None else "Ended",
                        *_values(row, each, ("allocated_team", "allocated_worker")),
                    ))  # fmt: skip
    return Sheet(
        "Late", "Late or overdue, one line for each limit that is past",
        ("List", "List’s title", "Child or adopter", "Limit", "What is late", "Row is",
         "Team", "Worker"),
        tuple(rows), (8, 30, 20, 50, 50, 10, 28, 26),
    )  # fmt: skip


def _values(row: Row, found: ListRows, names: Iterable[str]) -> tuple[Cell, ...]:
    there = found.of.table.by_name
    return tuple(_cell(row.values[name]) if name in there else None for name in names)


def _list(book: Book, found: ListRows) -> Sheet:
    of = found.of
    name, title = f"List_{of.number}", f"List {of.number}: {of.title}. {of.rule}"
    if not found.rows:
        why = f"Not covered: {found.gap}" if found.gap else NOBODY
        return Sheet(name, title, ("What there is to say",), ((why,),), (100,))
    heads, widths = _headings(found)
    counts = _rows_of_child(found)
    referred = {row.child_id for row in book.list_numbered(3).rows}
    rows = tuple(_line(row, found, counts, referred) for row in found.rows)
    title = f"{title} Not complete: {found.gap}" if found.gap else title
    return Sheet(name, title, heads, rows, widths)


def _headings(found: ListRows) -> tuple[tuple[str, ...], tuple[int, ...]]:
    of = found.of
    fields = [each.published[:LONGEST_HEADING] for each in of.fields]
    widths = [WIDE if each.codes or "team" in each.name or "worker" in each.name else NARROW
              for each in of.fields]  # fmt: skip
    if of.of_children:
        fields.append("Rows of this child in the list")
        widths.append(NARROW)
        if of.number in (1, 2):
            fields.append("Is the child on list 3")
            widths.append(NARROW)
    for timescale in of.timescales:
        fields.append(f"In time? {CATALOGUE[timescale.indicator_id].title}")
        widths.append(WIDEST)
    fields += ["Late or overdue", "Due", "To look at"]
    return tuple(fields), (*widths, 12, NARROW, 70)


def _rows_of_child(found: ListRows) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in found.rows:
        if row.child_id:
            counts[row.child_id] = counts.get(row.child_id, 0) + 1
    return counts


def _line(
    row: Row, found: ListRows, counts: dict[str, int], referred: set[str | None]
) -> tuple[Cell, ...]:
    of = found.of
    cells: list[Cell] = [_cell(row.values[each.name]) for each in of.fields]
    if of.of_children:
        cells.append(counts[row.child_id])
        if of.number in (1, 2):
            cells.append("Yes" if row.child_id in referred else "No")
    cells += [told.words or None for told in row.told]
    late: Cell = None
    if of.timescales:
        late = _none() if row.is_late is None else "Yes" if row.is_late else "No"
    return (*cells, late, row.next_due_on, " ".join(row.to_look_at) or None)


def _cell(value: Any) -> Cell:
    """An unborn child’s age, a day, a number, a text, or the symbol that says why there is none."""
    if isinstance(value, Missing):
        state = display.NOT_COVERED if value is Missing.NOT_COVERED else display.NOT_RECORDED
        return model.FigureCell.of(None, unit="count", state=state)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return value


def _known(book: Book) -> Sheet:
    rows = [(each.of.number, each.of.title, text) for each in book.lists for text in each.of.known]
    return Sheet("Known", "What is to be known of each list", ("List", "Title", "What"),
                 tuple(rows), (8, 40, 120))  # fmt: skip


def _definitions(book: Book) -> Sheet:
    ids = dict.fromkeys(m.indicator_id for each in book.lists for m in each.of.measures)
    rows = tuple(
        (each.id, each.title, each.counted, each.out_of or None, each.version)
        for each in (CATALOGUE[name] for name in ids)
    )
    return Sheet(
        "Definitions", "What each measure counts",
        ("Measure code", "Measure", "Counted", "Out of", "Version of the definition"), rows,
        (14, 44, 60, 60, 14),
    )  # fmt: skip


def _harmless(sheet: Sheet) -> Sheet:
    """Without the characters that no workbook may hold, in what people wrote."""
    rows = tuple(
        tuple(clean(cell) if isinstance(cell, str) else cell for cell in row) for row in sheet.rows
    )
    return replace(sheet, rows=rows)
