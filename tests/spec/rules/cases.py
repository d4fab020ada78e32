"""Cases of rules, drawn as text: what is wrong, what is not, and what lies on the edge.

    == 102: the thirty-first of February is no date
    Header
        CHILD | DOB        | fails
        A     | 01/02/2010 |
        B     | 31/02/2010 | yes
        C     |            | yes

A case begins with `==`, the rule's code and what it shows; lines like `year 2024`,
`authority E10000016` may follow. Then come tables under the names the department gives them;
`Last Episodes` is a table of last year's return, `Providers` the list of providers, `Postcodes`
the directory of postcodes (empty where it is not drawn). A table that is not drawn was given and
is empty; `without Episodes` says that it was not given, and
`with last` that last year's return was given though none of its tables is drawn. A mark in the
column `fails` says that this rule fails in this row. `fails as a whole` says that a rule
without rows fails; `cannot fail` that no return can break it;
`made up` that its postcodes are not those of the directory.

Of the journey's rules, tables are drawn by the dataset's names; headings may leave out the table's
own prefix (`cp_plan_id`), a key that is not drawn is made up, `source` is `ssd` unless drawn, and
`Spoken` draws what each load could speak for. `as at 30/06/2026` is the day of the records.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from lineofsight.quality import Rule
from lineofsight.quality.books import book_of
from lineofsight.quality.model import LAST_YEAR
from lineofsight.quality.postcodes import COLUMNS
from lineofsight.quality.schema import (
    JOURNEY_ID,
    KEY_HEADINGS,
    child_field,
    journey_tables,
    keys_of,
    published_name,
)
from lineofsight.returns import RETURNS

FOLDER = Path(__file__).parent / "cases"
MARK = "fails"
POSTCODE_HEADINGS = tuple(COLUMNS)
Drawn = list[list[str]]
"""A table as text: its headings, then its rows."""


@dataclass
class Case:
    """One drawing; `tables` and `last` are text, `fails` the rows expected by table."""

    return_id: str
    code: str
    title: str
    year: int
    authority: str = "E10000016"
    tables: dict[str, Drawn] = field(default_factory=dict)
    last: dict[str, Drawn] = field(default_factory=dict)
    providers: Drawn | None = None
    postcodes: Drawn = field(default_factory=lambda: [list(POSTCODE_HEADINGS)])
    without: set[str] = field(default_factory=set)
    has_last: bool = False
    fails: dict[str, list[int]] = field(default_factory=dict)
    fails_whole: bool = False
    cannot_fail: bool = False
    is_made_up: bool = False
    passing: int = 0
    as_at: date = date(2026, 6, 30)

    @property
    def name(self) -> str:
        return f"{self.code}: {self.title}"

    @property
    def rule(self) -> Rule:
        return next(r for r in book_of(self.return_id).spans_of(self.code) if r.holds_in(self.year))

    def complete(self) -> dict[str, Drawn]:
        """Every table that was given this year, the undrawn ones empty, with all columns."""
        return _complete(self.return_id, self.tables, self.without, self.year)

    def complete_last(self) -> dict[str, Drawn] | None:
        if not self.last and not self.has_last:
            return None
        return _complete(self.return_id, self.last, set(), self.year - 1)


def headings_of(return_id: str, table: str) -> list[str]:
    """The published headings of a table, and the numbers by which a census's blocks are told."""
    declared = RETURNS[return_id].by_name[table]
    optional = {"UASC"} if return_id == "ssda903" else set()
    published = [f.published for f in declared.fields if f.published not in optional]
    keys = [KEY_HEADINGS[key] for key in keys_of(return_id, table)]
    if return_id == "cin" and table == "assessments":
        keys.append("AssessmentFactors")
    first = 1 if child_field(declared) else 0
    return [*published[:first], *keys, *published[first:]]


def _complete(return_id: str, drawn: dict[str, Drawn], without: set[str], year: int):
    given: dict[str, Drawn] = {}
    for name, declared in RETURNS[return_id].by_name.items():
        called = published_name(return_id, name)
        is_late = (declared.first_year or year) > year and called not in drawn
        if called in without or is_late:
            continue
        headings = headings_of(return_id, name)
        known, *rows = drawn.get(called, [headings])
        extra = [heading for heading in known if heading not in headings]
        headings = headings + extra
        given[called] = [headings, *([_cell(row, known, h) for h in headings] for row in rows)]
    return given


def _cell(row: list[str], known: list[str], heading: str) -> str:
    return row[known.index(heading)] if heading in known else ""


def table_names(return_id: str) -> set[str]:
    if return_id == JOURNEY_ID:
        return {*journey_tables(), "Spoken"}
    return {published_name(return_id, name) for name in RETURNS[return_id].by_name}


def day_of(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day only


def latest_year(return_id: str, code: str) -> int:
    last = [rule.last_year or LAST_YEAR for rule in book_of(return_id).spans_of(code)]
    assert last, f"{return_id} has no rule {code}"
    return max(last)


@lru_cache
def cases_of(return_id: str) -> tuple[Case, ...]:
    files = sorted((FOLDER / return_id).glob("*.txt"))
    return tuple(case for file in files for case in read(file.read_text("utf-8"), return_id))


def read(text: str, return_id: str) -> Iterator[Case]:
    """Every case of a file. A line that is none of what is described above is refused."""
    for part in ("\n" + text).split("\n== ")[1:]:
        first, *lines = part.splitlines()
        code, _, title = first.partition(":")
        case = Case(return_id, code.strip(), title.strip(), latest_year(return_id, code.strip()))
        table = ""
        for line in lines:
            if not line.strip(" -+|") or line.startswith("#"):
                continue
            if "|" in line or (table and line.startswith("    ")):
                _take_row(case, table, [cell.strip() for cell in line.strip().split("|")])
            else:
                table = _take_word(case, line.strip(), table)
        _count(case)
        yield case


def _take_word(case: Case, line: str, table: str) -> str:
    word, _, rest = line.partition(" ")
    match word:
        case "year":
            case.year = int(rest)
        case "authority":
            case.authority = rest
        case "as" if rest.startswith("at "):
            case.as_at = day_of(rest.removeprefix("at "))
        case "without":
            case.without.add(rest)
        case "with" if rest == "last":
            case.has_last = True
        case "fails" if rest == "as a whole":
            case.fails_whole = True
        case "made" if rest == "up":
            case.is_made_up = True
        case "cannot" if rest == "fail":
            case.cannot_fail = True
        case "Providers":
            case.providers = []
            return line
        case "Postcodes":
            case.postcodes = []
            return line
        case _:
            drawn = case.last if word == "Last" else case.tables
            called = rest if word == "Last" else line
            names = table_names(case.return_id)
            assert called in names, f"{case.name}: “{line}” is neither a table nor a known line"
            drawn[called] = []
            return line
    return table


def _take_row(case: Case, table: str, cells: list[str]) -> None:
    if table == "Providers":
        drawn = case.providers
    elif table == "Postcodes":
        drawn = case.postcodes
    elif table.startswith("Last "):
        drawn = case.last[table.removeprefix("Last ")]
    else:
        drawn = case.tables[table]
    assert drawn is not None and (not drawn or len(cells) == len(drawn[0])), (
        f"{case.name}: {table}: a row has not as many cells as headings: {cells}"
    )
    drawn.append(cells)


def _count(case: Case) -> None:
    """Takes the marks out of the tables."""
    for name, drawn in case.tables.items():
        if not drawn or MARK not in drawn[0]:
            continue
        at = drawn[0].index(MARK)
        marked = [bool(row[at]) for row in drawn[1:]]
        case.tables[name] = [row[:at] + row[at + 1 :] for row in drawn]
        rows = [number for number, is_marked in enumerate(marked) if is_marked]
        case.passing += len(marked) - len(rows)
        if rows:
            case.fails[name] = rows
