"""What reading files gives: typed tables, the problems met, and where each row came from."""

from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa

ROW_ID = "row_id"
ORIGINAL = "__original"


def original_of(column: str) -> str:
    """The column that keeps the text as found, where `column` could not be read from it."""
    return column + ORIGINAL


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that could not be read as it stands. Never holds the value itself.

    `row` is the row in the source (the first row of a sheet is 1; in XML, the nth element
    of its kind), 0 where the whole column or file is meant. `column` is the header as
    published. A person can put it right by `advice`.
    """

    file: str
    sheet: str
    row: int
    column: str
    kind: str
    message: str
    advice: str


@dataclass(frozen=True)
class SourceFile:
    """A file that was read: its name without folders, its digest, the rows taken from it."""

    name: str
    sha256: str
    size: int
    rows: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Submission:
    """Files read together as one return.

    `as_at` is the day the return speaks for. Where neither the caller nor the file says
    so it is worked out from the dates in the file, `as_at_is_inferred` is true, and a
    problem says so. `tables` have `row_id` first and `X__original` beside a column `X`
    that has values which could not be read.
    """

    return_id: str
    collection_year: int | None
    as_at: date | None
    tables: dict[str, pa.Table]
    problems: list[Problem]
    sources: tuple[SourceFile, ...]
    as_at_is_inferred: bool = False
