"""What was recognised and what was met, in plain words: for the page and the command line."""

from collections import Counter
from dataclasses import dataclass

from lineofsight.intake.problems import WORDING, Kind
from lineofsight.intake.submission import Problem, Submission
from lineofsight.returns import RETURNS
from lineofsight.returns.local import LOCAL

_ROWS_NAMED = 3


@dataclass(frozen=True)
class ProblemGroup:
    """Problems alike: one kind in one column of one sheet. `first_rows` are the first few."""

    file: str
    sheet: str
    column: str
    kind: str
    count: int
    first_rows: tuple[int, ...]
    is_lost: bool
    message: str
    advice: str


def group_problems(problems: list[Problem]) -> list[ProblemGroup]:
    """Problems alike together, those that left a cell empty first, the most frequent first."""
    alike: dict[tuple[str, str, str, str], list[Problem]] = {}
    for each in problems:
        alike.setdefault((each.file, each.sheet, each.column, each.kind), []).append(each)
    groups = [
        ProblemGroup(
            file,
            sheet,
            column,
            kind,
            count=len(those),
            first_rows=tuple(each.row for each in those[:_ROWS_NAMED]),
            is_lost=WORDING[Kind(kind)].is_lost,
            message=those[0].message,
            advice=those[0].advice,
        )
        for (file, sheet, column, kind), those in alike.items()
    ]
    return sorted(groups, key=lambda g: (not g.is_lost, -g.count, g.file, g.sheet, g.column))


def _plural(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _heading(submission: Submission) -> str:
    of = RETURNS[submission.return_id]
    filled = sum(table.num_rows > 0 for table in submission.tables.values())
    day = submission.as_at
    words = f"{of.title}: {_plural(filled, 'table', 'tables')}"
    words += f" from {_plural(len(submission.sources), 'file', 'files')}"
    if day is not None:
        words += f", as at {day.day} {day:%B %Y}"
        if submission.as_at_is_inferred:
            words += " (worked out from the dates in it)"
    elif of.has_children:
        words += ", with no day it speaks for: say it when loading"
    return words + "."


def _tables(submission: Submission) -> list[str]:
    of = RETURNS[submission.return_id]
    lines = []
    for name, table in submission.tables.items():
        declared = of.by_name.get(name) or LOCAL.by_name.get(name)
        title = declared.title if declared else name.replace("_", " ")
        lines.append(f"{title}: {_plural(table.num_rows, 'row', 'rows')}.")
    return lines


def describe(submission: Submission) -> list[str]:
    """Sentences: what it is, its tables and rows, and how many problems of which gravity."""
    lines = [_heading(submission), *_tables(submission)]
    if not submission.problems:
        return [*lines, "Every value could be read."]
    gravity = Counter(WORDING[Kind(each.kind)].is_lost for each in submission.problems)
    lines.append(_of_gravity(gravity[True], gravity[False]))
    return lines


def _of_gravity(lost: int, other: int) -> str:
    if not lost:
        return f"Every value could be read. {_plural(other, 'thing', 'things')} to look at."
    words = f"{_plural(lost, 'value', 'values')} could not be read: "
    words += "it is" if lost == 1 else "each is"
    words += " kept as it was found, and counted nowhere."
    return (
        f"{words} {_plural(other, 'other thing', 'other things')} to look at." if other else words
    )
