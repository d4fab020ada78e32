"""What people add to a compiled report: their words, and who stands behind the whole.

The compiled report is never changed. The document that is read, signed and published is
the compiled one with the latest words of each author put in their places.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from lineofsight.reports import model
from lineofsight.reports.monthly_quality import FINDING

QUOTE = "quote"
"""The place for a child's or parent's own words, without a name."""


@dataclass(frozen=True)
class Words:
    """What one author wrote for one place: a part's key, `finding` or `quote`. Empty text
    takes back what was there. `said_by` belongs to a quotation."""

    section_key: str
    part_key: str
    text: str
    author: str
    written_on: date
    said_by: str = ""


def places(section: model.Section) -> list[tuple[str, str]]:
    """Where something may be written in a section: key and title, in reading order."""
    found = [
        (FINDING, "The finding, under the section’s title")
        for part in section.parts
        if part.key == FINDING
    ]
    asked = [
        (part.key, part.title or section.title)
        for part in section.parts
        if part.has_a_place_for_words
    ]
    return found + asked + ([(QUOTE, "In a child’s or parent’s own words")] if asked else [])


def with_words(report: model.Report, words: Iterable[Words]) -> model.Report:
    """The report with what was written; the last words for a place count."""
    latest = {(each.section_key, each.part_key): each for each in words}
    sections = tuple(
        replace(section, parts=tuple(_part(section, part, latest) for part in section.parts))
        for section in report.sections
    )
    return replace(report, sections=sections)


def _part(section: model.Section, part: model.Part, latest: dict) -> model.Part:
    said: list[model.Block] = []
    words = latest.get((section.key, part.key))
    if words and words.text.strip():
        if part.key == FINDING:
            return replace(part, blocks=(model.Paragraph(words.text, "lead"),))
        said.append(model.Commentary("", words.text, words.author, words.written_on))
    quote = latest.get((section.key, QUOTE))
    if part.key == _quoted_in(section) and quote and quote.text.strip():
        said.append(model.Quote(quote.text, quote.said_by))
    if not said:
        return part
    complete = (block for block in part.blocks if not is_incomplete(block))
    return replace(part, blocks=(*said, *complete))


def _quoted_in(section: model.Section) -> str:
    """Where a child's or parent's words stand: under what difference was made, or last."""
    keys = [part.key for part in section.parts if part.has_a_place_for_words]
    return model.WHAT_DIFFERENCE if model.WHAT_DIFFERENCE in keys else (keys or [""])[-1]


def is_incomplete(block: model.Block) -> bool:
    return isinstance(block, model.Paragraph) and block.style == "incomplete"


def incomplete(report: model.Report) -> list[tuple[str, str]]:
    """Sections and parts that the framework requires and that say nothing yet: titles."""
    return [
        (section.title, part.title or section.title)
        for section, part, block in model.blocks(report)
        if is_incomplete(block)
    ]


def unanswered(report: model.Report, words: Iterable[Words]) -> list[tuple[str, str]]:
    """Sections and questions that nobody has written about: (section, question) titles."""
    written = {(each.section_key, each.part_key): each.text.strip() for each in words}
    return [
        (section.title, part.title or section.title)
        for section in report.sections
        for part in section.parts
        if part.has_a_place_for_words and not written.get((section.key, part.key))
    ]


def with_issue(report: model.Report, issue: model.Issue) -> model.Report:
    return replace(report, issue=issue)


def changed_figures(before: model.Report, after: model.Report) -> list[str]:
    """In words, which figures of a corrected report differ from the version before it.

    Figures are matched by section, measure and month; those of audits and actions by
    table, row and column.
    """
    old, new = _named(before), _named(after)
    said = []
    for name in dict.fromkeys([*old, *new]):
        was, now = old.get(name), new.get(name)
        if was != now:
            said.append(f"{name}: {was or 'not in the report'}, now {now or 'not in the report'}")
    return said


def _named(report: model.Report) -> dict[str, str]:
    named = {}
    for section, _, block in model.blocks(report):
        if isinstance(block, model.FigureTable):
            for row in block.rows:
                name = f"{section.title}, {row.title}, {block.label_of(row)}"
                named[name] = f"{row.figure.text} {row.figure.basis}".strip()
        elif isinstance(block, model.CrossTable):
            for row in block.rows:
                for column, cell in zip(block.columns, row.cells, strict=True):
                    named[f"{section.title}, {block.caption}, {row.label}, {column}"] = cell.text
        elif isinstance(block, model.ChartBlock):
            for point in block.points:
                name = f"{section.title}, {block.subtitle.partition('.')[0]}, {point.period_label}"
                named.setdefault(name, f"{point.figure.text} {point.figure.basis}".strip())
    return named
