"""The report as the print template wants it, and which characters print can show.

A PDF made for everybody (PDF/UA) may not hold a character that no font can draw. Those are
replaced by their name in square brackets, so that a face in a comment neither breaks the
report nor disappears from it.
"""

import json
import unicodedata
from functools import cache
from typing import Any

import typst

from lineofsight.charts.export import FONT_FOLDER, TYPEFACE
from lineofsight.reports import marks, model
from lineofsight.reports.as_html import compared_heads, foot_line, provenance_lines
from lineofsight.reports.behind import behind_the_charts
from lineofsight.reports.stored import to_plain
from lineofsight.reports.text import cleaned, day_text, paragraphs

FONTS = ("Arial", "Liberation Sans", "Arimo", "Helvetica", TYPEFACE, "DejaVu Sans")
"""Any of these; the one that comes with us is there on every machine."""

NARROW, SHORT = 4, 14
"""A table of so few columns and rows may stand beside another."""

_EVERY_FONT_HAS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\n£–—‘’“”•…")
_PROBE = b'#set text(font: json(bytes(sys.inputs.fonts)))\n#set document(title: "x")\n#sys.inputs.t'


@cache
def _can_be_set(character: str) -> bool:
    inputs = {"t": character, "fonts": json.dumps(FONTS)}
    try:
        typst.compile(
            _PROBE,
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=["ua-1"],
            font_paths=[FONT_FOLDER],
        )
    except typst.TypstError:
        return False
    return True


def printable(text: str) -> str:
    """`text` with what no font here can draw named instead: “[GRINNING FACE]”."""
    if all(character in _EVERY_FONT_HAS for character in text):
        return text
    return "".join(
        character if character in _EVERY_FONT_HAS or _can_be_set(character) else _named(character)
        for character in text
    )


def _named(character: str) -> str:
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}')}]"


def for_print(report: model.Report) -> str:
    """Everything the template needs, as JSON."""
    report = cleaned(report)
    standing = (
        f"For {report.audience}. {report.issue.standing}, version {report.issue.version}. "
        f"Figures as at {day_text(report.provenance.frame_on)}."
    )
    opening = ["Public copy: small numbers are shown as c."] if report.public_copy else []
    if report.issue.what_changed:
        opening.append(f"Changed in this version: {report.issue.what_changed}")
    data = {
        "report": _plain(report),
        "behind": [to_plain(table) for table in behind_the_charts(report)],
        "marks": _marks(),
        "title": report.full_title,
        "description": f"{report.title} of {report.authority} for {report.period_label}",
        "foot": foot_line(report),
        "standing": standing,
        "opening": opening,
        "provenance": provenance_lines(report),
        "fonts": FONTS,
    }
    return json.dumps(_printable(data), ensure_ascii=False, sort_keys=True)


def _printable(value: Any, name: str = "") -> Any:
    if isinstance(value, str):
        return value if name == "svg" else printable(value)
    if isinstance(value, dict):
        return {
            key: item if key == "marks" else _printable(item, key) for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [_printable(item, name) for item in value]
    return value


def _plain(report: model.Report) -> dict:
    plain = to_plain(report)
    for section, plain_section in zip(report.sections, plain["sections"], strict=True):
        for part, plain_part in zip(section.parts, plain_section["parts"], strict=True):
            for block, plain_block in zip(part.blocks, plain_part["blocks"], strict=True):
                _add_for_print(block, plain_block)
            plain_part["lines"] = side_by_side(part)
    return plain


def side_by_side(part: model.Part) -> list[list[list[int]]]:
    """The part's blocks line by line, as columns of places: two blocks that are alike and
    narrow share a line; a chart alone stands beside the exceptions it belongs to."""
    kinds = [_half_a_page(block) for block in part.blocks]
    lines: list[list[list[int]]] = []
    for place, kind in enumerate(kinds):
        last = lines[-1] if lines else []
        before = kinds[last[0][0]] if last else ""
        is_alone = kind == "chart" and kinds[place - 1 : place + 2].count("chart") == 1
        if is_alone and before == "exceptions":
            lines[-1] = [[at for column in last for at in column], [place]]
        elif kind and before == kind and len(last) == 1:
            last.append([place])
        else:
            lines.append([[place]])
    return lines


def _half_a_page(block: model.Block) -> str:
    """What may share a line with its like; nothing for a block that needs the whole width."""
    if isinstance(block, model.ChartBlock) and block.on_paper:
        return "chart"
    if isinstance(block, model.CrossTable) and block.kind in ("grades", "themes", "lists"):
        return "table" if len(block.columns) <= NARROW and len(block.rows) <= SHORT else ""
    if isinstance(block, model.ExceptionList):
        return "exceptions"
    return ""


def _add_for_print(block: model.Block, plain: dict) -> None:
    """What the template would otherwise have to work out for itself."""
    if isinstance(block, model.Paragraph | model.Quote | model.Commentary):
        plain["paragraphs"] = paragraphs(block.text)
    if isinstance(block, model.Commentary):
        plain["written"] = day_text(block.written_on)
    if isinstance(block, model.ChartBlock):
        plain["svg"] = plain.pop("svg_paper") or block.svg
        plain.pop("svg_narrow")
    if isinstance(block, model.CrossTable):
        plain["notes"] = paragraphs(block.note)
    if isinstance(block, model.ExceptionList):
        for item, plain_item in zip(block.items, plain["items"], strict=True):
            if item.commentary:
                _add_for_print(item.commentary, plain_item["commentary"])
    if isinstance(block, model.FigureTable):
        plain["compared_heads"] = compared_heads(block)
        plain["has_year_ago"] = any(row.year_ago for row in block.rows)
        for row, plain_row in zip(block.rows, plain["rows"], strict=True):
            plain_row["compared"] = [_compared(block.comparison(row, c), c) for c in block.compared]


def _compared(found: model.Comparison | None, column: tuple[str, str]) -> dict | None:
    if found is None:
        return None
    return {"figure": to_plain(found.figure), "year": "" if column[1] else found.year}


def _marks() -> dict:
    return {
        "target": {name: marks.target(name) for name in ("ok", "near", "off")},
        "direction": {
            f"{arrow}-{sense}": marks.direction(arrow, sense)
            for arrow in ("up", "down", "flat")
            for sense in ("better", "worse", "same", "neutral", "none")
        },
        "exception": {kind: marks.exception(kind) for kind in ("attention", "praise")},
    }
