"""Results of a check written out: a table to read, lines for programs, a workbook to work from."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Iterator
from functools import lru_cache

from lineofsight.quality.model import Outcome
from lineofsight.quality.results import Line, Results, RuleResult

FORMS = ("table", "json", "csv", "xlsx")
HEADINGS = ("rule", "outcome", "severity", "table", "row", "fields", "child", "message")
WIDTH = 100
_WORDS = {
    Outcome.BROKEN: "broken",
    Outcome.FAILED: "failed",
    Outcome.NOT_RUN: "not run",
    Outcome.PASSED: "passed",
}


def text_of(results: Results, form: str) -> Iterator[str]:
    """The results as text, piece by piece; `xlsx` is none, see `workbook_of`."""
    match form:
        case "json":
            yield from json_lines(results)
        case "csv":
            yield _csv(results)
        case _:
            yield _table(results)


def json_lines(results: Results) -> Iterator[str]:
    """A JSON object a line, for every failing row and every rule without one; all lines of a rule
    in one text, as writing each by itself takes longer than making it."""
    for result in results.rules:
        for table, rows in (result.rows or {None: (None,)}).items():
            line = next(results.lines_of(result, only=table))
            start = json.dumps(
                {"rule": line.rule, "outcome": line.outcome, "severity": line.severity,
                 "table": table}, ensure_ascii=False)[:-1]  # fmt: skip
            fields, said = json.dumps(line.fields), json.dumps(line.message, ensure_ascii=False)
            whose = results.children_of(table)
            middle, end = f', "fields": {fields}, "child": ', f', "message": {said}}}\n'
            yield "".join(
                f'{start}, "row": {"null" if row is None else row}{middle}'
                f"{_written(whose.get(row))}{end}"
                for row in rows
            )


@lru_cache(maxsize=65_536)
def _written(child: str | None) -> str:
    """As JSON; a child stands in many lines."""
    return json.dumps(child, ensure_ascii=False)


def _cells(line: Line) -> list:
    return [
        line.rule, line.outcome, line.severity, line.table, line.row,
        " ".join(line.fields), line.child, line.message,
    ]  # fmt: skip


def _csv(results: Results) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    writer.writerows([_safe(cell) for cell in _cells(line)] for line in results)
    return out.getvalue()


def _safe(cell):
    """A text that a spreadsheet would take for a formula is kept a text."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@") else cell


def summary(results: Results) -> str:
    """One sentence: how many rules came out how."""
    counts = {outcome: len(results.with_outcome(outcome)) for outcome in _WORDS}
    said = ", ".join(f"{n} {_WORDS[outcome]}" for outcome, n in counts.items() if n)
    rows = sum(result.count for result in results.rules)
    return f"{_counted(len(results.rules), 'rule')}: {said}; {_counted(rows, 'failing row')}."


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _table(results: Results) -> str:
    """Rules that broke, failed, did not run, in this order; those that passed are counted."""
    shown = [result for result in results.rules if result.outcome is not Outcome.PASSED]
    widths = [max([len(row[at]) for row in map(_row, shown)], default=0) for at in range(4)]
    lines = [_line(_row(result), result.message, widths) for result in shown]
    return "\n".join([*lines, summary(results), ""])


def _row(result: RuleResult) -> tuple[str, str, str, str]:
    rows = str(result.count) if result.count else "-"
    return result.code, _WORDS[result.outcome], str(result.severity), rows


def _line(row: tuple[str, ...], message: str, widths: list[int]) -> str:
    code, outcome, severity, rows = (cell.ljust(w) for cell, w in zip(row, widths, strict=True))
    start = f"{code}  {outcome}  {severity}  {rows.strip().rjust(widths[3])}  "
    wrapped = textwrap.wrap(message, max(40, WIDTH - len(start)))
    return start + ("\n" + " " * len(start)).join(wrapped)


def workbook_of(results: Results) -> bytes:
    """A workbook: the outcome of every rule, then every failing row, both to filter."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False,
                                     "strings_to_urls": False})  # fmt: skip
    bold, wrap = (
        book.add_format({"bold": True}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    rules = [
        [r.code, _WORDS[r.outcome], str(r.severity), r.count or None, r.message]
        for r in results.rules
    ]
    rows = [_cells(line) for line in results.findings]
    for name, headings, content in (
        ("Rules", ("Rule", "Outcome", "Severity", "Failing rows", "What it means"), rules),
        ("Failing rows", tuple(h.capitalize() for h in HEADINGS), rows),
    ):
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, headings, bold)
        for number, cells in enumerate(content, start=1):
            sheet.write_row(number, 0, cells, wrap if name == "Rules" else None)
        sheet.autofilter(0, 0, max(1, len(content)), len(headings) - 1)
        sheet.set_column(0, len(headings) - 2, 14)
        sheet.set_column(len(headings) - 1, len(headings) - 1, 80)
    book.close()
    return out.getvalue()
