"""What the child-level model is made of: tables, spans of coverage, origins, a load.

Names of tables and columns are those published for the Standard Safeguarding Dataset.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import pyarrow as pa

from lineofsight.intake.submission import Problem

KNOWN_FROM = "known_from"
"""The day (`as_at`) of the first snapshot that had this row, in whatever version."""
TOLD_ON = "told_on"
"""The day of the newest return, of those of its source, that listed this row."""
SOURCE = "source"
"""The id of the return that told this row: `annex_a`, `ssda903`, `cin`, `ssd`, `local`."""

BOOKKEEPING = (
    pa.field(KNOWN_FROM, pa.date32()),
    pa.field(TOLD_ON, pa.date32()),
    pa.field(SOURCE, pa.string()),
)
ARROW_TYPES = {
    "text": pa.string(),
    "date": pa.date32(),
    "whole": pa.int32(),
    "number": pa.float64(),
}


class Shape(StrEnum):
    """How a table's rows lie in time."""

    EVENT = "event"  # a row happened on one day
    SPELL = "spell"  # a row runs from a day to another, or is still open
    FACT = "fact"  # a row says what is so now; the newest version is the one in force
    LOOKUP = "lookup"  # a team, a worker: nothing about a child


class CoverageKind(StrEnum):
    """What a return's silence about a row means."""

    EVENTS = "events"  # every event dated within the span is listed
    SPELLS = "spells"  # every spell (or fact) in force on some day of the span is listed
    LATEST_SPELLS = "latest spells"  # of those, each child's latest only
    LATEST = "latest"  # only the latest of each child is listed: silence means nothing
    FACTS = "facts"  # what is so at the end of the span, for the children it lists

    @property
    def is_complete(self) -> bool:
        """Does absence from the list mean that there was none?"""
        return self == CoverageKind.EVENTS or self.lists_spells

    @property
    def lists_spells(self) -> bool:
        """Is every spell listed that was open on some day of the span?"""
        return self in (CoverageKind.SPELLS, CoverageKind.LATEST_SPELLS)


@dataclass(frozen=True)
class Table:
    """One table of the model.

    `grain`: what one row is. `key`: the columns that identify it. `event_on`: the day an
    event is dated by; `starts_on` and `ends_on`: a spell's days (`ends_on` is empty while
    it is open, and its day is the first on which it is no longer open). `person`: the
    column with the child's id, empty for lookups. `references`: column → the table whose
    key it holds, or `table.column` where that is not the key. `successive`: a child has
    at most one open at a time, so that a later start tells that the one before is over.
    `recognised_by`: the columns by which a row that two returns tell under different keys
    is seen to be the same; unless said otherwise the child and the day. `groups`: a column
    that is not the key, yet others refer to it (a period of care has several episodes).
    `told_by`: the one return that tells it, where no other can, whatever it is loaded beside.
    """

    name: str
    title: str
    grain: str
    shape: Shape
    key: tuple[str, ...]
    columns: Mapping[str, str]
    person: str = ""
    event_on: str = ""
    starts_on: str = ""
    ends_on: str = ""
    references: Mapping[str, str] = field(default_factory=dict)
    successive: bool = False
    recognised_by: tuple[str, ...] = ()
    groups: str = ""
    told_by: str = ""

    def __post_init__(self):
        if not self.recognised_by and self.person and self.dated_by:
            object.__setattr__(self, "recognised_by", (self.person, self.dated_by))

    @property
    def schema(self) -> pa.Schema:
        """The Arrow types, with the three columns every row of the journey carries."""
        fields = [pa.field(name, ARROW_TYPES[kind]) for name, kind in self.columns.items()]
        return pa.schema([*fields, *BOOKKEEPING])

    @property
    def dated_by(self) -> str:
        """The column that places a row in time; empty for facts and lookups."""
        return self.event_on or self.starts_on

    @property
    def day_columns(self) -> tuple[str, ...]:
        return tuple(name for name, kind in self.columns.items() if kind == "date")

    def empty(self) -> pa.Table:
        return self.schema.empty_table()


@dataclass(frozen=True)
class Coverage:
    """The span of time, both ends included, that one return can speak for in one table."""

    table: str
    from_on: date
    to_on: date
    kind: CoverageKind

    def as_json(self) -> dict[str, str]:
        return {
            "table": self.table,
            "from_on": self.from_on.isoformat(),
            "to_on": self.to_on.isoformat(),
            "kind": str(self.kind),
        }

    @classmethod
    def from_json(cls, said: Mapping[str, str]) -> "Coverage":
        return cls(
            said["table"],
            date.fromisoformat(said["from_on"]),
            date.fromisoformat(said["to_on"]),
            CoverageKind(said["kind"]),
        )


@dataclass(frozen=True)
class Origin:
    """Where one column of the journey comes from in one return.

    `field` is `table.field` of the return, or empty where the value is made up from
    others; `note` says how, and what it does not tell.
    """

    table: str
    column: str
    field: str = ""
    note: str = ""


@dataclass(frozen=True)
class Untold:
    """What a return cannot tell about a table of the journey."""

    table: str
    what: str


@dataclass(frozen=True)
class JourneyLoad:
    """One submission, told in the model's tables. `problems` are those that show only
    when the lists are put together: two that disagree, a reference to nothing."""

    return_id: str
    tables: Mapping[str, pa.Table]
    coverage: tuple[Coverage, ...]
    problems: tuple[Problem, ...] = ()


def declared(name: str, title: str, grain: str, shape: Shape, columns: str, **placed) -> Table:
    """A table. `columns` has a line for each: its name, its type unless text, and the
    table it refers to after an arrow. Unless told otherwise the key is the first column."""
    kinds, references = {}, {}
    for line in columns.split("\n"):
        if not line.strip():
            continue
        described, _, refers_to = line.partition("->")
        column, *kind = described.split()
        kinds[column] = kind[0] if kind else "text"
        if refers_to:
            references[column] = refers_to.strip()
    person = next((c for c, table in references.items() if table == "ssd_person"), "")
    given = {"key": (next(iter(kinds)),), "person": person} | placed
    return Table(name, title, grain, shape, columns=kinds, references=references, **given)
