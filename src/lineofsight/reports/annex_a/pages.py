"""The book as a document: a page of totals a list. No child is in it.

Inside, every number stands as it is. The copy for outside has the measures, with ages and
ethnicity, as readers of totals have them on every page: what else is counted here (rows, sources,
durations, statuses) are parts of the same figures, and would tell them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lineofsight import benchmarks
from lineofsight.benchmarks import Kind
from lineofsight.charts import people as drawing
from lineofsight.indicators import CATALOGUE
from lineofsight.reports import model
from lineofsight.reports.annex_a import counting, outside, windows
from lineofsight.reports.annex_a.gathering import Book, ListRows
from lineofsight.reports.annex_a.lists import Measure
from lineofsight.reports.text import day_text

TITLE = "Annex A: the lists and what they show"
MADE_AS = "Made when it was asked for, from the newest data; not signed off"
NOTHING_BEFORE = "There is no load of an earlier day to compare with."
OUTSIDE = (
    "The measures of each list as they are published everywhere: of the last month that is over, "
    "or of the year that ends with it. “c” stands for a number that is not shown, because it is "
    "small or another small one would follow from it."
)
CAVEATS = (
    "Inclusion is that of the queries authorities share, with Ofsted’s wording as they quote it; "
    "the wording itself was not seen. Under each list stands what is known of it.",
    "Figures are the indicators of this product, counted to the day of the data, not to the end "
    "of a month. “Not covered” says that the data do not reach back far enough or do not tell it.",
    "Children restricted to named readers are in every number and in no row.",
)


@dataclass(frozen=True)
class Made:
    """Who has the document made from what, for whom; `area`: what published figures are held
    against it; `reach`: whose children it is about, where not the whole authority's."""

    authority: str
    provenance: model.Provenance
    area: benchmarks.Authority | None = None
    reach: str = ""
    is_outside: bool = False


def report(book: Book, made: Made) -> model.Report:
    """The document: a section a list, then all of them side by side and what is to be known."""
    shown = outside.hidden(book) if made.is_outside else None
    # The lists first: so that the number of a section is the list's.
    sections = [_section(book, each, made, shown) for each in book.lists]
    sections += [_summary(book, shown), _known(book)]
    reach = f", {made.reach}" if made.reach else ""
    return model.Report(
        definition_key="annex-a-book",
        title=TITLE,
        authority=made.authority,
        audience=f"{'readers outside' if made.is_outside else 'inspection and managers'}{reach}",
        period_id=book.as_at.isoformat(),
        period_label=day_text(book.as_at),
        provenance=made.provenance,
        issue=model.Issue(version=1, made_as=MADE_AS),
        sections=tuple(sections),
        definitions=_definitions(book),
        public_copy=made.is_outside,
        caveats=(OUTSIDE, CAVEATS[0], CAVEATS[2]) if made.is_outside else CAVEATS,
        starts_pages=True,
    )


def _definitions(book: Book) -> tuple[model.Definition, ...]:
    ids = dict.fromkeys(m.indicator_id for each in book.lists for m in each.of.measures)
    found = (CATALOGUE[name] for name in ids)
    return tuple(
        model.Definition(each.id, each.title, each.counted, each.out_of, each.version)
        for each in found
    )


def _part(key: str, *blocks: model.Block | None) -> model.Part:
    return model.Part(key, "", "", tuple(block for block in blocks if block is not None))


def _summary(book: Book, shown: outside.Shown | None) -> model.Section:
    columns = ["Number"] if shown is not None else ["Rows", "Children"]
    columns += [f"Rows on {day_text(book.before.as_at)}"] if book.before and not shown else []
    rows = []
    for each in book.lists:
        if shown is not None:
            cells = shown.of_list(each)
        else:
            cells = list_cells(book, each)
        name = f"{each.of.number}. {each.of.title}"
        counted = f": {title_of(each.of.counted_by).lower()}" if shown is not None else ""
        rows.append(model.CrossRow(f"{name}{counted}", tuple(cells)))
    table = model.CrossTable(
        "annex-a-lists", "lists", "Annex A’s lists", "List", tuple(columns), tuple(rows)
    )
    notes = [] if shown is not None else [
        NOTHING_BEFORE if book.before is None
        else f"Compared with the load of {day_text(book.before.as_at)}."
    ]  # fmt: skip
    gaps = tuple(f"List {each.of.number}: {each.gap}" for each in book.lists if each.gap)
    points = model.Points("Lists the data cannot speak for", gaps) if gaps else None
    said = [model.Paragraph(note, "note") for note in notes]
    late = _late(book) if shown is None else None
    return model.Section("summary", "All lists", (_part("summary", table, *said, late, points),))


def list_cells(book: Book, found: ListRows) -> list[model.FigureCell]:
    """Rows, children, and the rows of the load before: as the summary has them."""
    cells = [_count(found, found.all_rows), _count(found, found.children)]
    if book.before is not None:
        earlier = book.before.list_numbered(found.of.number)
        cells.append(_count(earlier, earlier.all_rows))
    return cells


def _late(book: Book) -> model.CrossTable:
    """Lists whose rows have a limit to keep."""
    rows = [
        model.CrossRow(
            f"{each.of.number}. {each.of.title}",
            (_count(each, len(each.open_rows)),
             _count(each, each.late)),
        )
        for each in book.lists if each.of.timescales
    ]  # fmt: skip
    return model.CrossTable(
        "annex-a-late", "lists", "Open, and late", "List", ("Open now", "Late or overdue"),
        tuple(rows),
        "Late or overdue: rows with anything that is past its limit, or was when it was done. "
        "What cannot be judged is not among them.",
    )  # fmt: skip


def _count(found: ListRows, number: int | None) -> model.FigureCell:
    if found.gap or number is None:
        return model.FigureCell.of(None, unit="count", state="not_covered")
    return model.FigureCell.count(number)


def _section(book: Book, found: ListRows, made: Made, shown: outside.Shown | None) -> model.Section:
    of = found.of
    rule = model.Paragraph(of.rule, "lead")
    gap = model.Paragraph(f"Not covered: {found.gap}", "incomplete") if found.gap else None
    if shown is not None:
        blocks = [rule, gap, shown.headline(found), *shown.tables(found)]
    else:
        pictures = _pictures(book, found)
        blocks = [rule, gap, _headline(book, found), _published(found, made), *pictures]
        blocks += _tables(found)
        blocks += _told_by_return(found)
    return model.Section(of.key, of.title, (_part(of.key, *blocks),))


def _known(book: Book) -> model.Section:
    """Last, so that each list has its page."""
    blocks = [model.Points(f"{each.of.number}. {each.of.title}", each.of.known)
              for each in book.lists]  # fmt: skip
    return model.Section("known", "What is to be known of the lists", (_part("known", *blocks),))


def _told_by_return(found: ListRows) -> list[model.Block]:
    """How the rows here stand to those of the return itself, where that was loaded."""
    if found.in_return is None or found.in_return == found.all_rows:
        return []
    return [model.Paragraph(
        f"The Annex A that was loaded has {found.in_return:,} rows in this list, the book "
        f"{found.all_rows:,}: rows outside of the inclusion above, and repeats, are not here, "
        "and earlier loads add what they told.", "note",
    )]  # fmt: skip


def title_of(measure: Measure) -> str:
    return CATALOGUE[measure.indicator_id].title


def _headline(book: Book, found: ListRows) -> model.CrossTable:
    earlier = book.before.list_numbered(found.of.number) if book.before else None
    columns = [day_text(book.as_at)] + ([day_text(book.before.as_at)] if book.before else [])
    rows = []
    for measure in found.of.measures:
        cells = [found.figure(measure)] + ([earlier.figure(measure)] if earlier else [])
        rows.append(model.CrossRow(_measure_words(measure), tuple(cells)))
    return model.CrossTable(
        f"{found.of.key}-figures", "lists", "Figures", "Measure", tuple(columns), tuple(rows)
    )


def _measure_words(measure: Measure) -> str:
    return (
        title_of(measure)
        + {
            windows.SIX_MONTHS: ", six months",
            windows.TWELVE_MONTHS: ", twelve months",
            windows.ON_THE_DAY: "",
        }[measure.over]
    )


def _published(found: ListRows, made: Made) -> model.CrossTable | None:
    """What England and the neighbours had, each with its year; years are not the book's spans."""
    if made.area is None:
        return None
    rows = []
    for measure in found.of.measures:
        unit = CATALOGUE[measure.indicator_id].shown_as
        for each in benchmarks.comparators(measure.indicator_id, made.area):
            if each.value is not None and each.kind in (Kind.ENGLAND, Kind.NEIGHBOURS):
                label = f"{title_of(measure)}: {each.name}, year to {each.year}"
                rows.append(model.CrossRow(label, (model.FigureCell.of(each.value, unit=unit),)))
    if not rows:
        return None
    return model.CrossTable(
        f"{found.of.key}-published", "lists", "Published for comparison", "Measure, whose, of when",
        ("Figure",), tuple(rows),
    )  # fmt: skip


def _pictures(book: Book, found: ListRows) -> list[model.Block]:
    made: list[model.Block] = []
    if found.of.of_children and found.rows:
        made.append(_pyramid(found))
    for number, duration in enumerate(found.of.durations, 1):
        measured = counting.measured(found, duration, book.as_at)
        if measured.total:
            made.append(_bands(found, measured, number))
    return made


def _pyramid(found: ListRows) -> model.ChartBlock:
    everybody = counting.people(found)
    title = f"{len(everybody):,} children by age and sex"
    ages = counting.ages(everybody, found.of.oldest)
    drawn = drawing.pyramid(ages, title=title, ident=f"{found.of.key}-age")
    table = counting.by_age_and_sex(everybody)
    points = tuple(
        model.ChartPoint(f"{band}, {sex.lower()}", model.FigureCell.count(count))
        for band, counts in table.items()
        for sex, count in counts.items()
        if count
    )
    subtitle = "Different children, each once, by age on the day of the data. "
    return _chart(
        f"{found.of.key}-age", title, subtitle + counting.not_drawn(everybody), drawn, points,
        of_each="Age and sex",
    )  # fmt: skip


def _bands(found: ListRows, measured: counting.Measured, number: int) -> model.ChartBlock:
    of, ident = measured.of, f"{found.of.key}-long-{number}"
    drawn = drawing.bands(measured.bands, title=of.title, limit=measured.limit_said, ident=ident)
    points = tuple(
        model.ChartPoint(f"{band.label} {of.span}", model.FigureCell.count(band.count),
                         "past the limit" if band.is_over else "")
        for band in measured.bands
    )  # fmt: skip
    title = of.title
    if of.limit:
        title += f": {measured.over:,} of {measured.total:,} past {of.limit} {of.span}"
    unknown = f" Days not known of {measured.unknown:,}." if measured.unknown else ""
    subtitle = f"Rows of the list: {measured.total:,}.{unknown}"
    return _chart(ident, title, subtitle, drawn, points, of_each="How long")


def _chart(
    ident: str, title: str, subtitle: str, drawn: drawing.Drawn,
    points: Sequence[model.ChartPoint], *, of_each: str,
) -> model.ChartBlock:  # fmt: skip
    said = "; ".join(f"{point.period_label} {point.figure.text}" for point in points)
    return model.ChartBlock(
        id=ident, title=title, subtitle=subtitle, summary=f"{title}. {said}.", svg=drawn.wide,
        svg_narrow=drawn.narrow, svg_paper=drawn.paper, points=tuple(points), of_each=of_each,
    )  # fmt: skip


def _tables(found: ListRows) -> list[model.Block]:
    made: list[model.Block] = []
    if found.of.of_children and found.rows:
        everybody = counting.people(found)
        made.append(_shares(found, "ethnicity", ("Ethnicity", "Group"), "Children",
                            list(counting.by_ethnicity(everybody).items())))  # fmt: skip
    if found.of.number in (1, 2, 3, 5) and found.rows:
        made.append(_shares(found, "repeats", ("Rows a child has here", "Rows"), "Children",
                            counting.repeats(found)))  # fmt: skip
    for name in found.of.shown_by:
        values = counting.by_value(found, name)
        if values:
            heading = found.of.table.by_name[name].published.rstrip("?")
            made.append(_shares(found, name, (heading, "Recorded as"), "Rows", values))
    return made


def _shares(
    found: ListRows, key: str, said: tuple[str, str], counted: str, values: list[tuple[str, int]]
) -> model.CrossTable:
    total = sum(count for _, count in values)
    rows = tuple(
        model.CrossRow(label, (
            model.FigureCell.count(count),
            model.FigureCell.of(100 * count / total, unit="percent") if total
            else model.FigureCell.of(None, unit="percent", state="no_cases"),
        ))
        for label, count in values
    )  # fmt: skip
    caption, heading = said
    return model.CrossTable(
        f"{found.of.key}-{key}", "lists", caption, heading, (counted, "%"), rows
    )
