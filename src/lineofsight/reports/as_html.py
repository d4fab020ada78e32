"""The report as HTML: the accessible master that the other formats follow.

`fragment` is what the product's own page shows; `document` is a file that stands alone,
with its style in it and rules for print. Both are built as a tree, never by joining text,
so nothing that somebody wrote can become markup.
"""

from datetime import date
from importlib.resources import files

from lxml import etree, html
from lxml.html import HtmlElement

from lineofsight.reports import marks, model
from lineofsight.reports.text import cleaned, day_text, paragraphs


def document(report: model.Report) -> bytes:
    """A whole page, UTF-8, with language, title, landmarks and style for print."""
    report = cleaned(report)
    style = files("lineofsight.reports").joinpath("templates/report.css").read_text("utf-8")
    head = _el(
        "head",
        _el("meta", charset="utf-8"),
        _el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        _el("title", f"{report.full_title} - {report.authority}"),
        _el("style", style),
    )
    running_head = _el(
        "header",
        _el("strong", report.authority),
        _el("span", report.full_title),
        class_="report-running",
    )
    main = _el("main", _report(report), class_="report-sheet", id="main")
    page = _el("html", head, _el("body", running_head, main, _foot(report)), lang="en-GB")
    return html.tostring(page, encoding="utf-8", doctype="<!DOCTYPE html>", method="html")


def fragment(report: model.Report) -> str:
    """The report as one `article`, to stand inside a page that has its own head and style."""
    return html.tostring(_report(cleaned(report)), encoding="unicode", method="html")


def section_fragment(report: model.Report, key: str) -> str:
    """One section of the report, to stand beside the form in which somebody writes about it."""
    report = cleaned(report)
    number, found = next((n, s) for n, s in enumerate(report.sections, 1) if s.key == key)
    return html.tostring(_section(found, number), encoding="unicode", method="html")


def _el(tag: str, *children: object, **attributes: str) -> HtmlElement:
    element = html.Element(tag)
    for name, value in attributes.items():
        element.set("class" if name == "class_" else name.replace("_", "-"), value)
    for child in children:
        _add(element, child)
    return element


def _add(element: HtmlElement, child: object) -> None:
    if child is None:
        return
    if isinstance(child, str):
        if len(element):
            element[-1].tail = (element[-1].tail or "") + child
        else:
            element.text = (element.text or "") + child
    elif isinstance(child, list | tuple):
        for item in child:
            _add(element, item)
    else:
        element.append(child)


def _drawing(svg: str, class_: str = "") -> HtmlElement | None:
    if not svg:
        return None
    element = etree.fromstring(svg, parser=etree.XMLParser(resolve_entities=False))
    if class_:
        element.set("class", class_)
    return element


def _said(text: str, tag: str = "p", class_: str = "") -> list[HtmlElement]:
    """What somebody wrote, as paragraphs; `dir` lets Hebrew or Arabic read as it should."""
    extra = {"class_": class_} if class_ else {}
    return [_el(tag, _lines(part), dir="auto", **extra) for part in paragraphs(text)]


def _lines(text: str) -> list[object]:
    pieces: list[object] = []
    for number, line in enumerate(text.split("\n")):
        pieces += [html.Element("br"), line] if number else [line]
    return pieces


def _report(report: model.Report) -> HtmlElement:
    return _el(
        "article",
        _title(report),
        _contents(report),
        [_section(section, number) for number, section in enumerate(report.sections, 1)],
        _definitions(report),
        _provenance(report),
        class_="report",
        lang="en-GB",
    )


def _title(report: model.Report) -> HtmlElement:
    issue = report.issue
    standing = f"{issue.standing}, version {issue.version}"
    return _el(
        "div",
        _el("h1", report.full_title),
        _el(
            "p",
            f"{report.authority}. For {report.audience}. {standing}. "
            f"Figures as at {day_text(report.provenance.frame_on)}.",
            class_="report-note",
        ),
        _el("p", "Public copy: small numbers are shown as c.") if report.public_copy else None,
        _said(f"Changed in this version: {issue.what_changed}") if issue.what_changed else None,
        class_="report-title",
    )


def _contents(report: model.Report) -> HtmlElement:
    entries = [
        _el("li", _el("a", section.title, href=f"#section-{number}"))
        for number, section in enumerate(report.sections, 1)
    ]
    return _el(
        "nav", _el("h2", "In this report"), _el("ol", entries), aria_label="In this report",
        class_="report-contents",
    )  # fmt: skip


def _section(section: model.Section, number: int) -> HtmlElement:
    heading = _el("h2", f"{number}. {section.title}", id=f"section-{number}")
    parts = [_part(part) for part in section.parts]
    for part, element in zip(section.parts, parts, strict=True):
        place = f"{section.title}, {part.title}" if part.title else section.title
        for table in element.find_class("report-scroll"):
            table.set("aria-label", f"{place}: {table.get('aria-label')}")
    return _el(
        "section", heading, parts, class_="report-section", aria_labelledby=f"section-{number}"
    )


def _part(part: model.Part) -> HtmlElement:
    heading = None
    if part.title:
        heading = _el("div", _el("h3", part.title), _el("span", part.strap), class_="report-q")
    part_of_page = _el("div", heading, [_BLOCKS[type(block)](block) for block in part.blocks])
    part_of_page.set("class", "report-part")
    if heading is None:  # no level of heading is skipped
        for small in part_of_page.iter("h4"):
            small.tag = "h3"
    return part_of_page


def _paragraph(block: model.Paragraph) -> list[HtmlElement]:
    return _said(block.text, class_=f"report-{block.style}")


def _points(block: model.Points) -> HtmlElement:
    items = [_el("li", _lines(item), dir="auto") for item in block.items]
    return _el("div", _el("h4", block.title), _el("ul", items), class_="report-points")


def _commentary(block: model.Commentary) -> HtmlElement:
    return _el(
        "div",
        _el("h4", block.about) if block.about else None,
        _said(block.text),
        _el("p", f"{block.author}, {day_text(block.written_on)}", class_="report-note"),
        class_="report-commentary",
    )


def _quote(block: model.Quote) -> HtmlElement:
    return _el("blockquote", _said(block.text), _el("footer", block.said_by), class_="report-quote")


def _figure(figure: model.FigureCell, tag: str = "td", **attributes: str) -> HtmlElement:
    """A figure carries `data-figure`, so that what is shown can be compared with the model."""
    content: list[object] = [_el("span", figure.text, data_figure=figure.state)]
    if figure.basis:
        content += [" ", _el("span", figure.basis, class_="report-basis")]
    # One element, so that a restacked cell is a label and a value.
    return _el(tag, _el("span", content), **attributes)


def _figure_table(block: model.FigureTable) -> HtmlElement:
    has_year_ago = any(row.year_ago for row in block.rows)
    heads = ["Measure", block.period_label, "Against target", "Direction"]
    heads += [block.year_ago_label or "A year ago"] if has_year_ago else []
    rows = []
    for row in block.rows:
        cells = [
            _el("th", row.title, _covers(row), scope="row"),
            _figure(row.figure, class_="num"),
            _el("td", _el("span", _target(row.target))),
            _el("td", _direction(row.direction)),
        ]
        if has_year_ago:
            cells.append(_figure(row.year_ago, class_="r") if row.year_ago else _none())
        cells += [_comparison(block.comparison(row, c), c) for c in block.compared]
        rows.append(cells)
    heads += compared_heads(block)
    return _table(block.caption, heads, rows, class_="report-figures")


def _covers(row: model.FigureRow) -> HtmlElement | None:
    return _el("span", row.covers, class_="report-covers") if row.covers else None


def compared_heads(block: model.FigureTable) -> list[str]:
    return [f"{name}, {year}" if year else name for name, year in block.compared]


def _comparison(found: model.Comparison | None, column: tuple[str, str]) -> HtmlElement:
    if found is None:
        return _none()
    cell = _figure(found.figure, class_="r")
    if not column[1]:
        _add(cell, _el("span", found.year, class_="report-covers"))
    return cell


def _none() -> HtmlElement:
    return _el("td", "no figure", class_="r report-note")


def _target(target: model.Target) -> list[HtmlElement]:
    tag = _el("span", _drawing(marks.target(target.standing)), target.word,
              class_=f"rag rag--{target.standing}")  # fmt: skip
    return [tag] + ([_el("span", target.text, class_="report-basis")] if target.text else [])


def _direction(direction: model.Direction) -> HtmlElement:
    return _el(
        "span",
        _drawing(marks.direction(direction.arrow, direction.sense)),
        _el("span", _el("b", direction.word), _el("span", direction.since) if direction.since
            else None),
        class_=f"dir dir--{direction.sense}",
    )  # fmt: skip


def _table(caption: str, heads: list[str], rows: list[list[HtmlElement]], class_: str):
    """Roles are written out, so that the table stays one where a narrow screen restacks it."""
    head = _el("tr", [_el("th", t, scope="col", role="columnheader") for t in heads], role="row")
    for cells in rows:
        cells[0].set("role", "rowheader")
        for label, cell in zip(heads[1:], cells[1:], strict=True):
            cell.set("data-l", label)
            cell.set("role", "cell")
    table = _el(
        "table",
        _el("caption", caption),
        _el("thead", head, role="rowgroup"),
        _el("tbody", [_el("tr", cells, role="row") for cells in rows], role="rowgroup"),
        class_=f"stack {class_}",
        role="table",
    )
    return _el(
        "div", table, class_="report-scroll", role="region", tabindex="0", aria_label=caption
    )


def _cross_table(block: model.CrossTable) -> list[HtmlElement]:
    rows = [
        [_el("th", row.label, scope="row"), *[_figure(cell, class_="r") for cell in row.cells]]
        for row in block.rows
    ]
    table = _table(block.caption, [block.row_heading, *block.columns], rows, "report-counts")
    return [table, *(_said(block.note, class_="report-note") if block.note else [])]


def _chart(block: model.ChartBlock) -> HtmlElement:
    rows = [
        [_el("th", p.period_label, scope="row"), _figure(p.figure, class_="r"), _el("td", p.note)]
        for p in block.points
    ]
    table = _table(
        f"{block.title}: the figures", [block.of_each, "Figure", "Note"], rows, "report-data"
    )
    drawings = [_drawing(block.svg, "wd"), _drawing(block.svg_narrow, "nw")] if block.svg else []
    return _el(
        "figure",
        _el("figcaption", _el("b", block.title), _el("span", block.subtitle)),
        drawings,
        _el("p", block.summary, class_="report-note"),
        _el("p", block.why_no_drawing) if block.why_no_drawing else None,
        _el("details", _el("summary", "Show the figures as a table"), table),
        class_="chart report-chart",
    )


def _exceptions(block: model.ExceptionList) -> HtmlElement:
    items = []
    for item in block.items:
        said = []
        if item.commentary:
            note = f"{item.commentary.author}, {day_text(item.commentary.written_on)}"
            said = [*_said(item.commentary.text), _el("p", note, class_="report-note")]
        head = _el(
            "p",
            _drawing(marks.exception(block.kind)),
            _el("b", item.title),
            " ",
            _figure(item.figure, "span"),
            class_="report-item",
        )
        items.append(_el("li", head, _el("p", item.finding), said))
    body = _el("ul", items) if items else _el("p", block.none_text)
    return _el("div", _el("h4", block.title), body,
               class_=f"report-exceptions report-exceptions--{block.kind}")  # fmt: skip


def _definitions(report: model.Report) -> HtmlElement | None:
    if not report.definitions:
        return None
    rows = [
        [_el("th", d.title, scope="row"), _el("td", d.counted), _el("td", d.out_of),
         _el("td", d.version)]
        for d in report.definitions
    ]  # fmt: skip
    table = _table(
        "What each measure counts", ["Measure", "Counted", "Out of", "Version"], rows,
        "report-definitions",
    )  # fmt: skip
    return _el("section", _el("h2", "What each measure counts"), table, class_="report-section")


def provenance_lines(report: model.Report) -> list[tuple[str, str]]:
    """Where the report comes from, as label and text: the same lines in every format."""
    made, issue = report.provenance, report.issue
    lines = [
        ("Version", f"{issue.version}, {issue.standing.lower()}"),
        ("Period", report.period_label),
        ("Snapshot", f"{made.snapshot_id}, data as at {day_text(made.frame_on)}"),
        ("Framework", f"{made.pack_title}, version {made.pack_version} ({made.pack_id})"),
        ("Product", f"Line of Sight {made.product_version}"),
        ("Compiled", _done_by(made.compiled_at, made.compiled_by)),
    ]
    if issue.signed_off_on:
        lines.append(("Signed off", _done_by(issue.signed_off_on, issue.signed_off_by)))
    if issue.published_on:
        lines.append(("Published", _done_by(issue.published_on, issue.published_by)))
    if issue.what_changed:
        lines.append(("Changed in this version", issue.what_changed))
    return lines + [("Note", caveat) for caveat in report.caveats]


def _done_by(day: date, who: str) -> str:
    """The copy for outside says when, and nobody's name."""
    return f"{day_text(day)} by {who}" if who else day_text(day)


def _provenance(report: model.Report) -> HtmlElement:
    pairs = [[_el("dt", label), _el("dd", text)] for label, text in provenance_lines(report)]
    return _el("section", _el("h2", "Where this comes from"), _el("dl", pairs),
               class_="report-section report-provenance")  # fmt: skip


def foot_line(report: model.Report) -> str:
    """The line at the foot of every page: what, as at when, from which snapshot."""
    made = report.provenance
    return (
        f"{report.period_label}, data as at {day_text(made.frame_on)} "
        f"(snapshot {made.snapshot_id}). {report.issue.standing}, version {report.issue.version}."
    )


def _foot(report: model.Report) -> HtmlElement:
    return _el("footer", _el("p", foot_line(report)), class_="report-foot")


_BLOCKS = {
    model.Paragraph: _paragraph,
    model.Points: _points,
    model.Commentary: _commentary,
    model.Quote: _quote,
    model.FigureTable: _figure_table,
    model.CrossTable: _cross_table,
    model.ChartBlock: _chart,
    model.ExceptionList: _exceptions,
}
